//! The places of a draft, as tables of comments name them.

use super::table::{Outline, Spot};
use crate::drafts;
use crate::error::AppResult;
use crate::ids::DraftId;
use crate::platform::db::Conn;
use crate::text::model::BlockKind;

/// The outline of a draft: labels as its authoritative text prints them, words in all its languages.
///
/// # Errors
/// Those of the database.
pub fn outline(conn: &mut Conn, draft: DraftId) -> AppResult<Outline> {
    let mut versions = drafts::read::versions(conn, &[draft])?;
    versions.sort_by_key(|version| !version.authoritative);
    let mut spots = Vec::new();
    for version in versions {
        let blocks = drafts::read::blocks(conn, version.id, drafts::read::Part::Whole)?;
        spots.extend(blocks.into_iter().filter(|placed| placed.block.kind != BlockKind::Footnote).filter_map(|placed| {
            Some(Spot {
                ordinal: placed.owner?.0,
                heading: placed.block.kind == BlockKind::Heading,
                label: if version.authoritative { placed.block.label.clone() } else { String::new() },
                words: placed.block.plain(),
            })
        }));
    }
    let questions = drafts::read::questions(conn, &[draft])?.iter().map(|question| question.number).collect();
    Ok(Outline::new(spots, questions))
}
