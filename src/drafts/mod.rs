//! Drafts: imported, checked, published, frozen; their language versions, paragraphs and lineage; their rounds.
//!
//! - What is published never changes: triggers in both databases refuse it, whoever asks (`tests/drafts.rs`).
//! - A person's corrections of the lineage, and the causes she named, survive a re-import.
//! - A draft is read through [`read::Reach`] only: who may not see it finds nothing.

mod causes;
mod change;
mod create;
mod import;
mod invitations;
mod lineage;
pub mod model;
pub mod pages;
mod pairing;
mod passages;
mod publish;
pub mod read;
mod rounds;
mod store;
mod translation;

pub use causes::{CauseRow, ChangeLink, NewCause, link_changes, name_cause, remove_cause, unlink_changes};
pub use create::{create, edit};
pub use import::{ImportReport, Upload, import};
pub use invitations::{invite, revoke_invitation};
pub use lineage::{Correction, correct_link};
pub use pairing::{Pairing, pair_block, pairing};
pub use passages::{Fate, Passage, Quoted, passages};
pub use publish::{Blockers, blockers, open_to_public, publish, publish_translation};
pub use rounds::{extend_round, mark_tallied, open_round};
pub use translation::Mismatch;
