//! Triage: the queue of what came in, looking at it, asking back.
//!
//! - Nothing becomes public before a person has looked ([`clear`]).
//! - A question back reaches the author by her code alone; for the nameless it is the only way to talk.

mod ask;
mod clear;
pub mod read;

pub use ask::{ask, erase, reply};
pub use clear::{TallyRounds, clear, tally_closed};
