//! Which words a second person looked at. An accepted point is checked as long as the passages that carry it out, and what they
//! were before, are the ones she saw; a re-import or a corrected link that changes them asks for another look.

use std::collections::HashMap;

use crate::drafts::ChangeLink;
use crate::drafts::read::{self, LinkRow, words_changed};
use crate::error::AppResult;
use crate::ids::{DraftId, ImplementationId, Ordinal};
use crate::platform::db::Conn;
use crate::platform::secret::sha256_hex;
use crate::publications::model::Progress;

use super::read::ImplementationRow;

/// The texts of paragraphs by ordinal, with their labels.
pub(super) type Texts = HashMap<Ordinal, (String, String)>;

/// A draft in preparation, as far as accepted points touch it.
pub(super) struct Linked {
    /// The links from points to its paragraphs.
    pub(super) changes: Vec<ChangeLink>,
    /// The lineage from the draft before.
    pub(super) lineage: Vec<LinkRow>,
    /// Its text.
    pub(super) new_texts: Texts,
    /// The text of the draft before.
    pub(super) old_texts: Texts,
}

/// Whether a link of the lineage tells where the passage of a change comes from.
fn is_of(change: &ChangeLink, link: &LinkRow) -> bool {
    link.changed() == Some(change.paragraph)
}

impl Linked {
    /// Reads them.
    pub(super) fn read(conn: &mut Conn, draft: DraftId) -> AppResult<Self> {
        let lineage = read::links(conn, draft)?;
        let old_texts = match lineage.first().map(|link| link.old_draft) {
            Some(before) => read::printed_paragraphs(conn, before)?,
            None => HashMap::new(),
        };
        Ok(Self { changes: read::change_links(conn, &[draft])?, lineage, new_texts: read::printed_paragraphs(conn, draft)?, old_texts })
    }

    /// What somebody sees who looks at a point: a digest of the passages linked to it, before and after.
    pub(super) fn seen(&self, implementation: ImplementationId) -> String {
        let text =
            |texts: &Texts, ordinal: Option<Ordinal>| ordinal.and_then(|o| texts.get(&o)).map(|(_, text)| text.clone()).unwrap_or_default();
        let mut passages: Vec<(Ordinal, Ordinal, &str, String, String)> = self
            .changes
            .iter()
            .filter(|change| change.implementation == implementation)
            .flat_map(|change| self.lineage.iter().filter(move |link| is_of(change, link)))
            .map(|link| {
                let (old, new) = (text(&self.old_texts, link.old_ordinal), text(&self.new_texts, link.new_ordinal));
                (link.new_ordinal.unwrap_or_default(), link.old_ordinal.unwrap_or_default(), link.relation.as_str(), old, new)
            })
            .collect();
        passages.sort();
        sha256_hex(serde_json::json!(passages).to_string().as_bytes())
    }

    /// How far a point really is: without a passage that changed it waits again, and a check of other words is none.
    pub(super) fn progress(&self, row: &ImplementationRow) -> Progress {
        let changed = |link: &LinkRow, change: &ChangeLink| is_of(change, link) && words_changed(link.relation);
        let mut own = self.changes.iter().filter(|change| change.implementation == row.id);
        let linked = own.any(|change| self.lineage.iter().any(|link| changed(link, change)));
        match row.progress {
            Progress::Applied | Progress::Verified if !linked => Progress::Pending,
            Progress::Verified if row.verified_words != self.seen(row.id) => Progress::Applied,
            other => other,
        }
    }
}
