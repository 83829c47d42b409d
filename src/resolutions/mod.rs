//! The office's answers: decision and reason, proposed by one person and approved by another, published, carried out in the
//! next draft, judged by the author.
//!
//! - Approver and proposer, and the two who look at a change, are different people: the operations say no, and so do the
//!   databases, whoever asks (`tests/resolutions.rs`).
//! - A published answer is superseded, never edited.
//! - The public reason of a comment that is not published gives none of its words away (`quotes.rs`).
//! - What the public reads of an answer is written beside the comment (`refresh.rs`); the words that changed are computed from
//!   the lineage whenever they are shown, so a corrected link corrects them all.

mod approve;
mod hold;
mod implement;
pub mod model;
pub mod pages;
mod places;
mod propose;
mod publish;
mod publish_draft;
mod quotes;
mod react;
pub mod read;
mod refresh;
mod words;

pub use approve::{approve, send_back};
pub use hold::hold_back;
pub use implement::{link, not_apply, verify, words_to_check};
pub use places::{LostPlace, lost_places};
pub use propose::{Proposal, propose};
pub use publish::publish_answers;
pub use publish_draft::{Acknowledged, open_comments, open_to_public, publish_draft};
pub use quotes::{hide_quoting, strike_quotes};
pub use react::{erase_verdicts, react};
