//! Tables of comments as organisations send them: what their columns mean, what is said in each row, where it belongs, what
//! was decided. Pure: no database.
//!
//! Rules guess, persons decide ([`Mapping`]); what neither knows stays open and is listed. The words of the table are kept.

mod columns;
mod decisions;
mod mapping;
mod places;
mod rows;
mod words;

pub use columns::{Column, Segment, headings_of, segments};
pub use decisions::{decision, is_open, kind};
pub use mapping::{Mapping, Meant, Open, Role, SourceChoice};
pub use places::{Doubt, Found, Outline, Print, Spot, parse_anchor};
pub use rows::{Entry, PlaceWords, entries};
