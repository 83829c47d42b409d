//! A table that a participant filled in: its rows become comments of her working copy. Those that cannot are kept beside them,
//! as she typed them, until she corrects or removes them; nothing is lost on the way.

use std::collections::HashMap;

use super::check::{LONGEST_TEXT, MOST_ITEMS};
use super::copy::{Item, PendingRow, WorkingCopy};
use super::credentials::Credential;
use crate::comments::table::{self, Entry, Mapping, Outline, PlaceWords, Table};
use crate::error::{AppError, AppResult};
use crate::language::{Language, is_blank};
use crate::publications::model::{CommentKind, Target, Words};
use crate::text::grid::Grids;

/// What is wrong with a row: the field, and the key of the message.
pub type RowErrors = Vec<(&'static str, &'static str)>;

/// A row of the table as a comment, or what is wrong with it.
///
/// # Errors
/// Every field that is wrong.
pub fn item_of(outline: &Outline, key: &str, entry: &Entry, page: Language) -> Result<Item, RowErrors> {
    let mut errors = RowErrors::new();
    let found = outline.find(&entry.place, |_| None);
    if found.target().is_none() {
        errors.push(("place", if entry.place.said().is_empty() { "rows-no-place" } else { "rows-place-unknown" }));
    }
    let kind = if entry.kind.is_empty() { None } else { table::kind(&entry.kind) };
    if kind.is_none() && !entry.kind.is_empty() {
        errors.push(("kind", "rows-kind-unknown"));
    }
    for (field, text) in [("body", &entry.body), ("proposed", &entry.proposed), ("comment_reason", &entry.reason)] {
        if text.chars().count() > LONGEST_TEXT {
            errors.push((field, "form-text-long"));
        }
        if text.contains('\u{fffd}') {
            errors.push((field, "form-characters-lost"));
        }
    }
    let spaces = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    // The words as they stand are no proposal.
    let proposed = if spaces(&entry.proposed) == spaces(&entry.place.quote) { String::new() } else { entry.proposed.clone() };
    if is_blank(&entry.body) && is_blank(&proposed) {
        errors.push(("body", "form-comment-empty"));
    }
    match (found.target(), errors.is_empty()) {
        (Some(target), true) => Ok(Item {
            key: key.to_owned(),
            target,
            kind,
            themes: Vec::new(),
            language: Language::parse(&entry.language).unwrap_or(page),
            level: None,
            words: Words { quote: String::new(), body: entry.body.clone(), proposed, reason: entry.reason.clone() },
        }),
        _ => Err(errors),
    }
}

/// What was read of a table.
#[derive(Debug, Default)]
pub struct Filled {
    /// Rows that are comments.
    pub items: Vec<Item>,
    /// Rows that are not yet.
    pub pending: Vec<PendingRow>,
}

/// What a table says. The key of a row is made of the code, its place and how often the place came before: uploaded again, a row
/// takes the place of what it was.
///
/// # Errors
/// `file` has no comment, or more than a contribution may have.
pub fn filled(credential: &Credential, grids: &Grids, outline: &Outline, page: Language) -> AppResult<Filled> {
    let read = Table::of(grids, &Mapping::default());
    if read.entries.is_empty() {
        return Err(AppError::field("file", "form-table-empty"));
    }
    if read.entries.len() > MOST_ITEMS {
        return Err(AppError::field("file", "form-table-too-many"));
    }
    let mut filled = Filled::default();
    let mut times: HashMap<String, usize> = HashMap::new();
    for entry in read.entries {
        let place =
            outline.find(&entry.place, |_| None).target().map_or_else(|| format!("row {} {}", entry.sheet, entry.row), Target::anchor);
        let time = times.entry(place.clone()).or_default();
        *time += 1;
        let own = row_key(credential, &format!("{place}/{time}"));
        match item_of(outline, &own, &entry, page) {
            Ok(item) => filled.items.push(item),
            Err(_) => filled.pending.push(PendingRow { key: own, entry }),
        }
    }
    Ok(filled)
}

/// Thirteen characters that only the code gives.
fn row_key(credential: &Credential, row: &str) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mac = credential.mac(format!("table/{row}").as_bytes());
    mac.iter().take(13).map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect()
}

impl WorkingCopy {
    /// Takes a table in: rows that were there before are replaced, others stay.
    pub fn take_in(&mut self, filled: &Filled) {
        for item in &filled.items {
            self.pending.retain(|row| row.key != item.key);
            let known = self.items.iter().find(|known| known.key == item.key);
            // What she chose for a comment in the page stays; one that says the same there is not doubled.
            let (level, themes) = known.map(|known| (known.level, known.themes.clone())).unwrap_or_default();
            let same = |other: &Item| other.key != item.key && other.target == item.target && other.words == item.words;
            if known.is_some() || !self.items.iter().any(same) {
                self.put(Item { themes, level, ..item.clone() });
            }
        }
        for row in &filled.pending {
            match self.pending.iter_mut().find(|known| known.key == row.key) {
                Some(known) => *known = row.clone(),
                None => self.pending.push(row.clone()),
            }
        }
        self.from_file = true;
    }
}

/// What the target of a row is called in the form where it is corrected: the address if it has one, else what was printed.
#[must_use]
pub fn place_typed(entry: &Entry) -> String {
    if entry.place.address.is_empty() { entry.place.said() } else { entry.place.address.clone() }
}

/// A row as it was corrected: the place is an address of the draft, or what is printed there.
#[must_use]
pub fn corrected(entry: &Entry, place: &str, kind: &str, body: &str, proposed: &str, reason: &str) -> Entry {
    let mut entry = entry.clone();
    if place != place_typed(&entry) {
        // A mere number is the one that is printed.
        let is_address = place.starts_with(char::is_alphabetic) && table::parse_anchor(place).is_some();
        let by_address = || PlaceWords { address: place.to_owned(), ..PlaceWords::default() };
        entry.place = if is_address { by_address() } else { PlaceWords::printed(place) };
    }
    kind.clone_into(&mut entry.kind);
    body.clone_into(&mut entry.body);
    proposed.clone_into(&mut entry.proposed);
    reason.clone_into(&mut entry.reason);
    entry
}

/// The kinds that may be chosen.
#[must_use]
pub fn kinds() -> Vec<&'static str> {
    CommentKind::ALL.iter().map(|kind| kind.as_str()).collect()
}
