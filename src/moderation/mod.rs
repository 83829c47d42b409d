//! Moderation: a comment is held back only for a listed reason; a public stub says so, and its author can contest it.

mod hold;
pub mod read;

pub use hold::{Hold, contest, erase, hold, lift};
