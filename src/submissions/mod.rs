//! Taking part: the receipt code, the sealed working copy, sending, coming back, amending, withdrawing, lowering,
//! erasing.
//!
//! - Everybody holds on to what she wrote by a code that only she has; the office stores a MAC of it ([`credentials`]).
//! - What is not sent cannot be read by the office: it is sealed under a random key that is wrapped to the code ([`copy`]).
//! - A submission is acknowledged after it is durable, and however often it is sent there is one (`tests/participation.rs`,
//!   `tests/kill.rs`).
//! - Nothing of the connection is kept: no address, agent, language header, exact time (`tests/privacy.rs`).

mod amend;
pub mod check;
pub mod code;
mod contents;
pub mod copy;
pub mod credentials;
pub mod deliveries;
mod erase;
mod keep;
pub mod letters;
mod lower;
mod mailed;
pub mod model;
mod outgoing;
pub mod pages;
pub mod read;
mod receive;
mod removals;
pub mod rows;
mod submit;
pub mod table;
mod withdraw;
mod write;

pub use erase::{erase, forget_earlier};
pub use keep::{CopyVersion, Held, Kept, adjust, forget_copies, keep, open};
pub use lower::lower;
pub use outgoing::{Outgoing, Source, prepare};
pub use receive::{Arrival, ByOffice, Receiving, by_office, codes_issued, is_late, issue_code, void_codes};
pub use removals::Removal;
pub use submit::{Receipt, submit};
pub use withdraw::{confirm_speaker, consultation_of, withdraw};
