//! What the public sees of a comment: the rows that public pages read, and every way in which they change.

use diesel::prelude::*;

use super::model::{Answer, CommentId, Decision, Kind, Progress, State, Stub, TargetKind, Verdict, Words};
use crate::accounts::model::ConsultationId;
use crate::contributors::model::{Group, Level, Named, Region};
use crate::drafts::model::DraftId;
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::language::Language;
use crate::platform::clock::Day;
use crate::platform::db::{Conn, Tx};
use crate::platform::id::random_id;
use crate::register::format::{Kind as LeafKind, Leaf};
use crate::register::{self, Opened};
use crate::schema::{comments, earlier_versions, loop_totals, published_comments};

/// A comment as the public sees it.
#[derive(Clone, Debug, Queryable)]
pub struct PublishedComment {
    /// The comment.
    pub id: CommentId,
    /// The draft it was written on.
    pub draft: DraftId,
    /// Its public reference.
    pub reference: String,
    /// The day of its batch.
    pub published_on: Day,
    /// The day of the batch in which other words took the place of the first.
    pub amended_on: Option<Day>,
    /// Why there is only a stub.
    pub stub: Option<Stub>,
    /// What it is about.
    pub target: TargetKind,
    /// Where.
    pub ordinal: i32,
    /// How the place is printed.
    pub label: String,
    /// Where it stands in the record.
    pub place_key: String,
    /// What the public sees.
    pub level: Level,
    /// Its kind.
    pub kind: Option<Kind>,
    /// Its themes, as a column.
    pub themes: String,
    /// Its language.
    pub language: Language,
    /// Whether it came late.
    pub late: bool,
    /// The group, if enough share it.
    pub group: Option<Group>,
    /// The region, if enough share it.
    pub region: Option<Region>,
    /// The names shown, as JSON of [`Named`].
    pub speaker: String,
    /// A passage it speaks of.
    pub quote: String,
    /// What it says.
    pub body: String,
    /// The wording it proposes.
    pub proposed: String,
    /// Its reason.
    pub reason: String,
    /// The decision that stands for its answer.
    pub decision: Option<Decision>,
    /// When the answer was published.
    pub decided_on: Option<Day>,
    /// The answer, as JSON of [`Answer`]; empty if there is none.
    pub answer: String,
    /// How far the change is.
    pub progress: Option<Progress>,
    /// The author's public verdict.
    pub verdict: Option<Verdict>,
    /// The day of her verdict.
    pub verdict_on: Option<Day>,
}

/// The columns of a [`PublishedComment`].
#[macro_export]
macro_rules! published_columns {
    () => {
        (
            published_comments::comment_id,
            published_comments::draft_id,
            published_comments::reference,
            published_comments::published_on,
            published_comments::amended_on,
            published_comments::stub,
            published_comments::target,
            published_comments::ordinal,
            published_comments::label,
            published_comments::place_key,
            published_comments::level,
            published_comments::kind,
            published_comments::themes,
            published_comments::language,
            published_comments::late,
            published_comments::stakeholder_group,
            published_comments::region,
            published_comments::speaker,
            published_comments::quote,
            published_comments::body,
            published_comments::proposed,
            published_comments::reason,
            published_comments::decision,
            published_comments::decided_on,
            published_comments::answer,
            published_comments::implementation,
            published_comments::verdict,
            published_comments::verdict_on,
        )
    };
}

impl PublishedComment {
    /// The names that are shown.
    #[must_use]
    pub fn named(&self) -> Named {
        serde_json::from_str(&self.speaker).unwrap_or_default()
    }

    /// Its answer.
    #[must_use]
    pub fn answer(&self) -> Answer {
        serde_json::from_str(&self.answer).unwrap_or_default()
    }
}

/// Words as the search compares them: small letters, without accents and marks.
#[must_use]
pub fn folded(text: &str) -> String {
    use icu::normalizer::DecomposingNormalizer;
    let decomposed = DecomposingNormalizer::new_nfkd().normalize(text).to_lowercase();
    // Combining marks (Latin, Cyrillic, Arabic) are accents here; a search finds a word with or without them.
    decomposed.chars().filter(|c| !matches!(*c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{640}' | '\u{670}')).collect()
}

/// Everything of a comment that a search looks through.
#[must_use]
pub fn search_text(words: &Words, named: &Named) -> String {
    folded(&[&*words.body, &*words.proposed, &*words.reason, &*words.quote, &*named.organisation, &*named.person].join("\n"))
}

/// Puts a published answer beside comments, or another in its place.
///
/// # Errors
/// Those of the database.
pub fn set_answer(tx: &mut Tx, comment: &CommentId, answer: &Answer, on: Day) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(published_comments::table.filter(published_comments::comment_id.eq(comment)))
        .set((
            published_comments::decision.eq(answer.decision()),
            published_comments::decided_on.eq(on),
            published_comments::answer.eq(serde_json::json!(answer).to_string()),
            published_comments::implementation.eq(answer.progress()),
        ))
        .execute(c))?;
    Ok(())
}

/// Shows the author's verdict, or takes it off the record.
///
/// # Errors
/// Those of the database.
pub fn set_verdict(tx: &mut Tx, comment: &CommentId, verdict: Option<Verdict>, on: Option<Day>) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(published_comments::table.filter(published_comments::comment_id.eq(comment)))
        .set((published_comments::verdict.eq(verdict), published_comments::verdict_on.eq(on.filter(|_| verdict.is_some()))))
        .execute(c))?;
    Ok(())
}

/// Leaves only a stub of comments in the record: text, names and attributes go, answer and decision stay.
///
/// # Errors
/// Those of the database.
pub fn leave_stub(tx: &mut Tx, ids: &[CommentId], stub: Stub) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(published_comments::table.filter(published_comments::comment_id.eq_any(ids)))
        .set((
            published_comments::stub.eq(stub),
            published_comments::kind.eq(None::<Kind>),
            published_comments::themes.eq(""),
            published_comments::stakeholder_group.eq(None::<Group>),
            published_comments::region.eq(None::<Region>),
            published_comments::speaker.eq("{}"),
            published_comments::quote.eq(""),
            published_comments::body.eq(""),
            published_comments::proposed.eq(""),
            published_comments::reason.eq(""),
            published_comments::search_text.eq(""),
        ))
        .execute(c))?;
    if matches!(stub, Stub::Withdrawn | Stub::Erased) {
        // Who takes her words back takes her verdict back.
        for id in ids {
            set_verdict(tx, id, None, None)?;
        }
    }
    forget_earlier(tx, ids)
}

/// Shows less of a comment: at the lowest level its text goes, at the others names. What shows no more already stays as it is.
///
/// # Errors
/// Those of the database.
pub fn lower(tx: &mut Tx, id: &CommentId, level: Level) -> AppResult<()> {
    let now: Option<Level> = each_backend!(tx, |c| published_comments::table
        .filter(published_comments::comment_id.eq(id))
        .select(published_comments::level)
        .first(c)
        .optional())?;
    if now.is_none_or(|now| now <= level) {
        return Ok(());
    }
    if level == Level::NotPublished {
        each_backend!(tx, |c| diesel::update(published_comments::table.filter(published_comments::comment_id.eq(id)))
            .set((
                published_comments::level.eq(level),
                published_comments::kind.eq(None::<Kind>),
                published_comments::themes.eq(""),
                published_comments::stakeholder_group.eq(None::<Group>),
                published_comments::region.eq(None::<Region>),
                published_comments::speaker.eq("{}"),
                published_comments::quote.eq(""),
                published_comments::body.eq(""),
                published_comments::proposed.eq(""),
                published_comments::reason.eq(""),
                published_comments::search_text.eq(""),
            ))
            .execute(c))?;
        return forget_earlier(tx, std::slice::from_ref(id));
    }
    let row: Option<(String, String, String, String, String)> = each_backend!(tx, |c| published_comments::table
        .filter(published_comments::comment_id.eq(id))
        .select((
            published_comments::speaker,
            published_comments::quote,
            published_comments::body,
            published_comments::proposed,
            published_comments::reason
        ))
        .first(c)
        .optional())?;
    let Some((speaker, quote, body, proposed, reason)) = row else { return Ok(()) };
    let mut named: Named = serde_json::from_str(&speaker).unwrap_or_default();
    named.person.clear();
    if level < Level::OrganisationOnly && named != Named::default() {
        named = Named::default();
        // With its name an organisation had shown its group and region, however few share them. Without it they go; a
        // State keeps its group.
        each_backend!(tx, |c| diesel::update(published_comments::table)
            .filter(published_comments::comment_id.eq(id).and(published_comments::stakeholder_group.ne(Group::MemberState)))
            .set((published_comments::stakeholder_group.eq(None::<Group>), published_comments::region.eq(None::<Region>)))
            .execute(c))?;
    }
    let words = Words { quote, body, proposed, reason };
    each_backend!(tx, |c| diesel::update(published_comments::table.filter(published_comments::comment_id.eq(id)))
        .set((
            published_comments::level.eq(level),
            published_comments::speaker.eq(serde_json::json!(named).to_string()),
            published_comments::search_text.eq(search_text(&words, &named)),
        ))
        .execute(c))?;
    Ok(())
}

/// Destroys what comments said before they were amended.
///
/// # Errors
/// Those of the database.
pub fn forget_earlier(tx: &mut Tx, ids: &[CommentId]) -> AppResult<()> {
    each_backend!(tx, |c| diesel::delete(earlier_versions::table.filter(earlier_versions::comment_id.eq_any(ids))).execute(c))?;
    Ok(())
}

/// Moves comments to another state.
///
/// # Errors
/// Those of the database.
pub fn set_state(tx: &mut Tx, ids: &[CommentId], state: State) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(comments::table.filter(comments::id.eq_any(ids))).set(comments::state.eq(state)).execute(c))?;
    Ok(())
}

/// The leaf that says what became of a comment's publication.
///
/// # Errors
/// If it does not fit the grammar; that is a fault of ours.
pub fn publication_leaf(
    slug: &str,
    comment: &CommentId,
    status: &str,
    reason: &str,
    reference: Option<&str>,
) -> AppResult<(Leaf, Option<Opened>)> {
    let mut lines = vec![("comment", comment.0.clone()), ("status", status.to_owned()), ("reason", reason.to_owned())];
    lines.extend(reference.map(|reference| ("reference", reference.to_owned())));
    Ok((Leaf::new(LeafKind::Publication, slug, &random_id()?, lines).map_err(AppError::internal)?, None))
}

/// Stages what became of comments' publication.
///
/// # Errors
/// Those of the database.
pub fn stage_publication(
    tx: &mut Tx,
    consultation: ConsultationId,
    slug: &str,
    ids: &[CommentId],
    status: &str,
    reason: &str,
) -> AppResult<()> {
    let leaves: AppResult<Vec<_>> = ids.iter().map(|id| publication_leaf(slug, id, status, reason, None)).collect();
    register::stage_all(tx, consultation, &leaves?)
}

#[derive(QueryableByName)]
struct Totals {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    draft_id: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    received: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    decided: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    to_apply: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    applied: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    verified: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    verdicts: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    satisfied: i64,
}

/// Counts the loop of a consultation anew, in the transaction of every change of the record: pages read the sums.
/// A withdrawn or erased comment counts as received, and as decided only if it was answered.
///
/// # Errors
/// Those of the database.
pub fn recount(tx: &mut Tx, consultation: ConsultationId) -> AppResult<()> {
    let query = "SELECT draft_id, COUNT(*) AS received, COUNT(decision) AS decided,
            COUNT(CASE WHEN implementation IS NOT NULL AND implementation <> 'not_applied' THEN 1 END) AS to_apply,
            COUNT(CASE WHEN implementation IN ('applied', 'verified') THEN 1 END) AS applied,
            COUNT(CASE WHEN implementation = 'verified' THEN 1 END) AS verified,
            COUNT(verdict) AS verdicts,
            COUNT(CASE WHEN verdict = 'satisfied' THEN 1 END) AS satisfied
        FROM published_comments WHERE consultation_id = $1 GROUP BY draft_id";
    let totals: Vec<Totals> = each_backend!(tx, |c| diesel::sql_query(query).bind::<diesel::sql_types::BigInt, _>(consultation).load(c))?;
    each_backend!(tx, |c| diesel::delete(loop_totals::table.filter(loop_totals::consultation_id.eq(consultation))).execute(c))?;
    let count = |count: i64| i32::try_from(count).unwrap_or(i32::MAX);
    for total in totals {
        each_backend!(tx, |c| diesel::insert_into(loop_totals::table)
            .values((
                loop_totals::draft_id.eq(total.draft_id),
                loop_totals::consultation_id.eq(consultation),
                loop_totals::received.eq(count(total.received)),
                loop_totals::decided.eq(count(total.decided)),
                loop_totals::to_apply.eq(count(total.to_apply)),
                loop_totals::applied.eq(count(total.applied)),
                loop_totals::verified.eq(count(total.verified)),
                loop_totals::verdicts.eq(count(total.verdicts)),
                loop_totals::satisfied.eq(count(total.satisfied)),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// Whether a comment is in the record.
///
/// # Errors
/// Those of the database.
pub fn is_in_record(conn: &mut Conn, id: &CommentId) -> AppResult<bool> {
    let count: i64 =
        each_backend!(conn, |c| published_comments::table.filter(published_comments::comment_id.eq(id)).count().get_result(c))?;
    Ok(count > 0)
}
