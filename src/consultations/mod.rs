//! A consultation: the process on one guidance text, with its host office, languages and promise of use.
//!
//! Its state (open, closed …) is derived where it is shown (`record`), never stored.

mod create;
pub mod model;
pub mod pages;
pub mod read;

pub use create::{create, edit};
