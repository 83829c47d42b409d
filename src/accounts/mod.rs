//! Staff: who they are, which roles they have where, how they sign in.
//!
//! - A password is stored as argon2id only; a sign-in, a link and a failed attempt as digests or MACs only
//!   (`tests/accounts.rs`).
//! - A sign-in is a row: removing it ends it on every node.
//! - The second factor has its place in [`model::Assurance`]: a sign-in says how sure it is, and pages may ask for more.

mod create;
pub mod model;
pub mod pages;
pub mod policy;
pub mod read;
mod set_password;
mod sign_in;

pub use create::{create, disable, grant};
pub use set_password::{Link, first_link, link_for, open_link, set_password};
pub use sign_in::{Attempt, forget_expired, sign_in, sign_out};
