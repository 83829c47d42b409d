//! What is public, and the one way in which it changes: [`RecordChange`].
//!
//! - `published_comments`, `earlier_versions`, `loop_totals` and `events` are written here and nowhere else
//!   (`tests/arrows.rs::each_table_has_one_owner`); public pages read them, and never what was sent.
//! - A change takes the consultation's lock, and on finishing stages its leaves, moves the totals by the difference, writes one
//!   event for each public fact and invalidates the pages that show it. One that is begun and not finished is not committed
//!   (`tests/publications.rs`).
//! - What is only received changes nothing public and takes no lock: [`stage_received`].

mod change;
mod comments;
mod events;
pub mod model;
pub mod read;
mod row;
mod totals;

pub use change::{RecordChange, SITE, lock, stage_received};
pub use comments::{Entry, Place};
pub use events::Fact;
pub use row::{PublishedComment, search_text};
pub use totals::Totals;
