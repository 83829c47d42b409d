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

use columns::{Column, Segment, headings_of, segments};
pub use decisions::{decision, is_open, kind};
pub use mapping::{Mapping, Meant, Open, Role, SourceChoice};
pub use places::{Doubt, Found, Outline, Print, Spot, parse_anchor};
use rows::entries;
pub use rows::{Entry, PlaceWords};

use crate::text::grid::Grids;

/// A column as a person is asked about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnMeaning {
    /// Its heading; "column 3" if it has none.
    pub heading: String,
    /// Its number, from 1, if it has no heading.
    pub unnamed: Option<usize>,
    /// What it holds, if that is known.
    pub role: Option<Role>,
    /// What stands in its first cells.
    pub examples: Vec<String>,
}

/// A table that was read.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Each sheet or table with its columns and how many rows it has below its headings.
    pub sheets: Vec<(String, Vec<ColumnMeaning>, usize)>,
    /// Its comments.
    pub entries: Vec<Entry>,
    /// The headings under which roles were found.
    pub headings: Vec<(Role, String)>,
    /// Sheets that the program hides, which were not read.
    pub hidden: Vec<String>,
}

impl Table {
    /// What the tables of a file say, with what is known of their columns.
    #[must_use]
    pub fn of(grids: &Grids, mapping: &Mapping) -> Self {
        let found = segments(grids, mapping);
        let asked = |segment: &Segment, column: &Column| ColumnMeaning {
            heading: column.heading.clone(),
            unnamed: (!column.named).then_some(column.index + 1),
            role: column.role,
            examples: segment
                .rows
                .iter()
                .map(|row| &row.cell(column.index).text)
                .filter(|text| !text.is_empty())
                .take(3)
                .map(|text| text.chars().take(90).collect())
                .collect(),
        };
        let sheet = |segment: &Segment| {
            (segment.name.to_owned(), segment.columns.iter().map(|column| asked(segment, column)).collect(), segment.rows.len())
        };
        Self {
            sheets: found.iter().map(sheet).collect(),
            entries: entries(grids, &found),
            headings: headings_of(&found),
            hidden: grids.hidden.clone(),
        }
    }
}
