//! The comment: one point on a draft, its target, and what the public sees of it.
//!
//! - What was sent and what is public are two tables: public pages read those of [`crate::publications`] alone, so what an author
//!   did not publish cannot reach them (`tests/privacy.rs` sweeps every page and export for it).
//! - References are drawn at random when a comment becomes public; nothing public says who sent what together or when.
//! - Group and region are coarsened, region first, until ten contributors of the round share them (`batch.rs`).

mod batch;
pub mod model;
mod outline;
pub mod pages;
pub mod read;
pub mod table;
mod write;

pub use batch::{NextBatch, next_batch, publish_batch};
pub use outline::outline;
pub use write::{Revision, Sent, erase, insert, move_state, replace_resolution, revise, set_level, set_resolution, set_state};
