//! Comments that the next draft leaves without their place: their paragraph is removed, or the passage they quote is gone.

use diesel::prelude::*;

use crate::comments::model::CommentState;
use crate::drafts;
use crate::drafts::model::Draft;
use crate::drafts::{Fate, Quoted};
use crate::each_backend;
use crate::error::AppResult;
use crate::ids::{CommentId, Ordinal};
use crate::language::Language;
use crate::platform::db::Conn;
use crate::publications::model::TargetKind;
use crate::schema::{comments, published_comments};

/// A comment without its place.
#[derive(Clone, Debug)]
pub struct LostPlace {
    /// The comment.
    pub comment: CommentId,
    /// Its public reference, if it has one.
    pub reference: String,
    /// The label of its paragraph.
    pub label: String,
    /// The paragraph.
    pub ordinal: Ordinal,
    /// The passage that is gone; empty if the whole paragraph is.
    pub passage: String,
    /// Whether its answer is published.
    pub answered: bool,
}

type Row = (CommentId, Ordinal, String, String, Language, Option<String>, Option<String>);

/// The comments on the draft before that lose their place in a draft, in the order of the text.
///
/// # Errors
/// Those of the database.
pub fn lost_places(conn: &mut Conn, draft: &Draft) -> AppResult<Vec<LostPlace>> {
    let links = drafts::read::links(conn, draft.id)?;
    let Some(before) = links.first().map(|link| link.old_draft) else { return Ok(Vec::new()) };
    let rows: Vec<Row> = each_backend!(conn, |c| comments::table
        .left_join(published_comments::table)
        .filter(comments::draft_id.eq(before))
        .filter(comments::state.eq_any([CommentState::Waiting, CommentState::Cleared, CommentState::Published]))
        .filter(comments::target.eq_any([TargetKind::Paragraph, TargetKind::Gap, TargetKind::Section]))
        .order((comments::ordinal, comments::id))
        .select((
            comments::id,
            comments::ordinal,
            comments::label,
            comments::quote,
            comments::language,
            published_comments::reference.nullable(),
            published_comments::decision.nullable()
        ))
        .load(c))?;
    let quoted: Vec<Quoted> = rows
        .iter()
        .map(|row| Quoted { ordinal: row.1, words: row.3.clone(), language: row.4 })
        .filter(|quoted| !quoted.words.is_empty())
        .collect();
    let mut passages = if quoted.is_empty() { Vec::new() } else { drafts::passages(conn, before, draft.id, &quoted)? }.into_iter();
    let removed = |ordinal: Ordinal| links.iter().any(|link| link.old_ordinal == Some(ordinal) && link.new_ordinal.is_none());
    Ok(rows
        .into_iter()
        .filter_map(|(comment, ordinal, label, quote, _, reference, decision)| {
            let passage = if quote.is_empty() { None } else { passages.next().flatten() };
            let gone = passage.is_some_and(|passage| passage.fate == Fate::Gone);
            let lost = removed(ordinal);
            (lost || gone).then(|| LostPlace {
                comment,
                reference: reference.unwrap_or_default(),
                label,
                ordinal,
                passage: if lost { String::new() } else { quote },
                answered: decision.is_some(),
            })
        })
        .collect())
}
