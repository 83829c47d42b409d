//! The public side: what anyone can read of the drafts and of what became of them. Reads every slice below; nothing
//! depends on it.
//!
//! - A page is made from a constant number of statements, however long the draft (`tests/record.rs` counts them).
//! - Invited readers get the same pages under their own address, and nothing of them is cached.

pub mod comparison;
mod compose;
pub mod contributions;
pub mod files;
pub mod offline;
pub mod pages;
pub mod read;
mod reader;
mod take_back;

pub use take_back::{TakeBack, take_back, take_back_again};
