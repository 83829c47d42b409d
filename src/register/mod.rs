//! The register: an append-only log of every fact, from which anyone can prove that nothing was dropped or altered.
//!
//! - A leaf has a closed grammar ([`mod@format`], pure): no free text, no personal data, no time but published dates.
//! - A leaf is staged in the transaction of its fact: both are there, or neither (`tests/kill.rs`, `tests/support/oracle.rs`).
//! - What opens a leaf's commitments lies beside it and can be destroyed; the leaf stays.

pub mod format;
mod stage;

pub use stage::{Opened, destroy_fields, destroy_openings, stage, stage_all, versions_of};
