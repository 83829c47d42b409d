//! Tables of comments that come by mail: read, mapped, matched with what was taken over before, taken over.
//!
//! - A row is known again by who speaks and by its words, never by its printed number: taking the same table over again changes
//!   nothing, a later state updates (`tests/tables.rs`).
//! - A row that cannot be placed becomes no comment until a person says where it belongs; it counts as open until then.
//! - What the table says was decided is proposed in its own words; another person approves it.

mod import;
mod known;
mod matching;
mod place;
mod plan;
mod preview;
mod report;
mod source;

pub use import::{Outcome, import, remembered};
pub use known::{Known, known, unplaced, unplaced_counts};
pub use place::place;
pub use plan::{Choices, Flag, Line, Plan, RowChange};
pub use preview::{Doubtful, Preview, preview, round_of};
pub use report::Report;
pub use source::{guess, name};
