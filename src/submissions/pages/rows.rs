//! The rows of a table that are no comments yet, as they are corrected.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::language::Language;
use crate::submissions::copy::{PendingRow, WorkingCopy};
use crate::submissions::table;

/// A row that is corrected in the page.
#[derive(Serialize)]
pub struct RowView {
    index: usize,
    key: String,
    row: usize,
    sheet: String,
    text: String,
    place: String,
    kind: String,
    /// The kind as it was typed, where it is none.
    typed_kind: String,
    body: String,
    proposed: String,
    reason: String,
    /// For each field the key of what is wrong with it.
    errors: BTreeMap<&'static str, &'static str>,
}

/// The rows that are no comments yet, each with what is wrong with it.
pub fn rows(copy: &WorkingCopy, outline: &crate::comments::table::Outline, language: Language) -> Vec<RowView> {
    let row = |(index, row): (usize, &PendingRow)| {
        let entry = &row.entry;
        let known = crate::comments::table::kind(&entry.kind).map(crate::publications::model::CommentKind::as_str).unwrap_or_default();
        RowView {
            index,
            key: row.key.clone(),
            row: entry.row,
            sheet: entry.sheet.clone(),
            text: crate::comments::pages::excerpt(&entry.place.quote, 200),
            place: table::place_typed(entry),
            kind: known.to_owned(),
            typed_kind: if known.is_empty() { entry.kind.clone() } else { String::new() },
            body: entry.body.clone(),
            proposed: entry.proposed.clone(),
            reason: entry.reason.clone(),
            errors: table::item_of(outline, &row.key, entry, language).err().into_iter().flatten().collect(),
        }
    };
    copy.pending.iter().enumerate().map(row).collect()
}
