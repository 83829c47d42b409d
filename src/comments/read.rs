//! What pages need of comments: the record in keyset pages, one comment, those of a paragraph, counts and totals.

use crate::publications::{PublishedComment, Totals};
use diesel::prelude::*;

use crate::consultations::model::Consultation;
use crate::consultations::read::by_slug;
use crate::contributors::model::{Group, Region};
use crate::drafts::model::{Audience, DraftNumber, DraftStatus};
use crate::drafts::read::Reach;
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::ids::{CommentId, ConsultationId, DraftId, Ordinal};
use crate::language::LocalText;
use crate::platform::db::Conn;
use crate::publications::model::{Decision, TargetKind, Words};
use crate::schema::{comments, consultations, drafts, earlier_versions, loop_totals, published_comments};
use crate::text::fold::folded;

/// What the record is filtered by; everything may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The draft.
    pub draft: Option<DraftId>,
    /// The ordinal of a paragraph; with it a draft.
    pub paragraph: Option<Ordinal>,
    /// The group shown.
    pub group: Option<Group>,
    /// The region shown.
    pub region: Option<Region>,
    /// The code of a theme.
    pub theme: Option<String>,
    /// The decision; `Some(None)`: none yet.
    pub decision: Option<Option<Decision>>,
    /// Words.
    pub words: String,
}

impl Filter {
    /// Reads a filter from words as addresses have them; `get` gives what a field holds, if anything.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if a field holds a word that does not exist.
    pub fn parse<'a>(drafts: &[RecordDraft], get: impl Fn(&str) -> Option<&'a str>) -> AppResult<Self> {
        fn known<T>(word: Option<&str>, parse: impl Fn(&str) -> Option<T>) -> AppResult<Option<T>> {
            word.map(|word| parse(word).ok_or(AppError::NotFound)).transpose()
        }
        let draft = |word: &str| {
            let number = DraftNumber::parse(word)?;
            drafts.iter().find(|draft| draft.number == number).map(|draft| draft.id)
        };
        if get("paragraph").is_some() && get("draft").is_none() {
            // An ordinal counts in its draft only.
            return Err(AppError::NotFound);
        }
        let decision = |word: &str| if word == "none" { Some(None) } else { Decision::parse(word).map(Some) };
        Ok(Self {
            draft: known(get("draft"), draft)?,
            paragraph: known(get("paragraph"), |word| word.parse().ok())?,
            group: known(get("group"), Group::parse)?,
            region: known(get("region"), Region::parse)?,
            theme: get("theme").map(str::to_owned),
            decision: known(get("decision"), decision)?,
            words: get("q").unwrap_or_default().chars().take(200).collect(),
        })
    }
}

/// The record in the order of the text, the latest draft first: those after a key, at most so many, on the drafts that
/// the reader may see.
///
/// # Errors
/// Those of the database.
pub fn page(
    conn: &mut Conn,
    consultation: ConsultationId,
    readable: &[DraftId],
    filter: &Filter,
    after: &str,
    limit: i64,
) -> AppResult<Vec<PublishedComment>> {
    Ok(each_backend!(conn, |c| {
        let mut query = published_comments::table
            .filter(published_comments::consultation_id.eq(consultation).and(published_comments::draft_id.eq_any(readable)))
            .order(published_comments::place_key)
            .limit(limit)
            .select(PublishedComment::as_select())
            .into_boxed();
        if !after.is_empty() {
            query = query.filter(published_comments::place_key.gt(after));
        }
        if let Some(draft) = filter.draft {
            query = query.filter(published_comments::draft_id.eq(draft));
        }
        if let Some(paragraph) = filter.paragraph {
            query = query.filter(published_comments::ordinal.eq(paragraph)).filter(published_comments::target.eq_any([
                TargetKind::Paragraph,
                TargetKind::Gap,
                TargetKind::Section,
            ]));
        }
        if let Some(group) = filter.group {
            query = query.filter(published_comments::stakeholder_group.eq(group));
        }
        if let Some(region) = filter.region {
            query = query.filter(published_comments::region.eq(region));
        }
        if let Some(theme) = &filter.theme {
            query = query.filter(published_comments::themes.like(format!("%|{}|%", escaped(theme))).escape('\\'));
        }
        match filter.decision {
            Some(Some(decision)) => query = query.filter(published_comments::decision.eq(decision)),
            Some(None) => query = query.filter(published_comments::decision.is_null()),
            None => {}
        }
        for word in folded(&filter.words).split_whitespace().take(8) {
            query = query.filter(published_comments::search_text.like(format!("%{}%", escaped(word))).escape('\\'));
        }
        query.load(c)
    })?)
}

/// A word as LIKE takes it literally.
#[must_use]
pub fn escaped(word: &str) -> String {
    word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// A comment of the record by its reference.
///
/// # Errors
/// [`crate::error::AppError::NotFound`]; those of the database.
pub fn by_reference(conn: &mut Conn, consultation: ConsultationId, reference: &str) -> AppResult<PublishedComment> {
    Ok(each_backend!(conn, |c| published_comments::table
        .filter(published_comments::consultation_id.eq(consultation).and(published_comments::reference.eq(reference)))
        .select(PublishedComment::as_select())
        .first(c))?)
}

/// Comments of the record by their ids, in no order.
///
/// # Errors
/// Those of the database.
pub fn published(conn: &mut Conn, ids: &[CommentId]) -> AppResult<Vec<PublishedComment>> {
    Ok(each_backend!(conn, |c| published_comments::table
        .filter(published_comments::comment_id.eq_any(ids))
        .select(PublishedComment::as_select())
        .load(c))?)
}

/// The comments on some places of a draft, in the order of the record.
///
/// # Errors
/// Those of the database.
pub fn of_paragraph(conn: &mut Conn, draft: DraftId, ordinal: Ordinal) -> AppResult<Vec<PublishedComment>> {
    Ok(each_backend!(conn, |c| published_comments::table
        .filter(published_comments::draft_id.eq(draft).and(published_comments::ordinal.eq(ordinal)))
        .filter(published_comments::target.eq_any([TargetKind::Paragraph, TargetKind::Gap, TargetKind::Section]))
        .order(published_comments::place_key)
        .select(PublishedComment::as_select())
        .load(c))?)
}

/// The places of a draft's text that have comments in the record, in the order of the text: ordinal and printed label.
///
/// # Errors
/// Those of the database.
pub fn places(conn: &mut Conn, draft: DraftId) -> AppResult<Vec<(Ordinal, String)>> {
    Ok(each_backend!(conn, |c| published_comments::table
        .filter(published_comments::draft_id.eq(draft))
        .filter(published_comments::target.eq_any([TargetKind::Paragraph, TargetKind::Gap, TargetKind::Section]))
        .order((published_comments::ordinal, published_comments::label))
        .select((published_comments::ordinal, published_comments::label))
        .distinct()
        .load(c))?)
}

/// How many comments a place of the text has, and how many of them are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Its ordinal.
    pub ordinal: Ordinal,
    /// Public comments on it and on the gap after it.
    pub comments: i64,
    /// Those with a published answer.
    pub answered: i64,
}

/// The counts for the margin of a draft.
///
/// # Errors
/// Those of the database.
pub fn counts(conn: &mut Conn, draft: DraftId) -> AppResult<Vec<Count>> {
    let rows: Vec<(Ordinal, i64, i64)> = each_backend!(conn, |c| published_comments::table
        .filter(published_comments::draft_id.eq(draft))
        .filter(published_comments::target.eq_any([TargetKind::Paragraph, TargetKind::Gap, TargetKind::Section]))
        .group_by(published_comments::ordinal)
        .select((published_comments::ordinal, diesel::dsl::count_star(), diesel::dsl::count(published_comments::decision)))
        .load(c))?;
    Ok(rows.into_iter().map(|(ordinal, comments, answered)| Count { ordinal, comments, answered }).collect())
}

/// The version of a comment that was sent last.
///
/// # Errors
/// [`AppError::NotFound`]; those of the database.
pub fn version(conn: &mut Conn, id: &CommentId) -> AppResult<i32> {
    Ok(each_backend!(conn, |c| comments::table.filter(comments::id.eq(id)).select(comments::version).first(c))?)
}

/// What the words of a published comment were before.
///
/// # Errors
/// Those of the database.
pub fn earlier(conn: &mut Conn, comment: &CommentId) -> AppResult<Vec<(i32, Words)>> {
    #[derive(Queryable, Selectable)]
    #[diesel(table_name = earlier_versions)]
    struct Earlier {
        version: i32,
        quote: String,
        body: String,
        proposed: String,
        reason: String,
    }
    let rows: Vec<Earlier> = each_backend!(conn, |c| earlier_versions::table
        .filter(earlier_versions::comment_id.eq(comment))
        .order(earlier_versions::version)
        .select(Earlier::as_select())
        .load(c))?;
    let words = |row: Earlier| Words { quote: row.quote, body: row.body, proposed: row.proposed, reason: row.reason };
    Ok(rows.into_iter().map(|row| (row.version, words(row))).collect())
}

/// A draft as the record needs it, with the totals of the comments on it.
#[derive(Clone, Debug)]
pub struct RecordDraft {
    /// The draft.
    pub id: DraftId,
    /// Its number.
    pub number: DraftNumber,
    /// Its name.
    pub name: LocalText,
    /// How far its comments have come.
    pub totals: Totals,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = drafts)]
struct DraftRow {
    id: DraftId,
    major: i32,
    minor: i32,
    name: LocalText,
    status: DraftStatus,
    audience: Audience,
}

fn record_draft(reach: Reach, row: DraftRow, totals: Option<Totals>) -> Option<RecordDraft> {
    if !reach.sees_one(row.id, row.status, row.audience) {
        return None;
    }
    let number = DraftNumber { major: row.major, minor: row.minor };
    Some(RecordDraft { id: row.id, number, name: row.name, totals: totals.unwrap_or_default() })
}

/// The drafts of a consultation that a reader may see, in the order of their numbers, with the totals of the comments on
/// them: one statement.
///
/// # Errors
/// Those of the database.
pub fn drafts(conn: &mut Conn, reach: Reach, consultation: ConsultationId) -> AppResult<Vec<RecordDraft>> {
    let rows: Vec<(DraftRow, Option<Totals>)> = each_backend!(conn, |c| drafts::table
        .left_join(loop_totals::table.on(loop_totals::draft_id.eq(drafts::id)))
        .filter(drafts::consultation_id.eq(consultation))
        .order((drafts::major, drafts::minor))
        .select((DraftRow::as_select(), Option::<Totals>::as_select()))
        .load(c))?;
    Ok(rows.into_iter().filter_map(|(row, totals)| record_draft(reach, row, totals)).collect())
}

/// The consultation of a slug with the same: one statement, unless it has no draft at all.
///
/// # Errors
/// [`AppError::NotFound`]; those of the database.
pub fn consultation(conn: &mut Conn, reach: Reach, slug: &str) -> AppResult<(Consultation, Vec<RecordDraft>)> {
    let rows: Vec<(Consultation, DraftRow, Option<Totals>)> = each_backend!(conn, |c| consultations::table
        .inner_join(drafts::table.left_join(loop_totals::table.on(loop_totals::draft_id.eq(drafts::id))))
        .filter(consultations::slug.eq(slug))
        .order((drafts::major, drafts::minor))
        .select((Consultation::as_select(), DraftRow::as_select(), Option::<Totals>::as_select()))
        .load(c))?;
    let Some(consultation) = rows.first().map(|(consultation, ..)| consultation.clone()) else {
        return Ok((by_slug(conn, slug)?, Vec::new()));
    };
    Ok((consultation, rows.into_iter().filter_map(|(_, row, totals)| record_draft(reach, row, totals)).collect()))
}

/// The draft that a reference names, such as 3.1 in `D3.1-7K2M`.
#[must_use]
pub fn draft_of_reference(reference: &str) -> Option<DraftNumber> {
    DraftNumber::parse(reference.strip_prefix('D')?.split_once('-')?.0)
}
