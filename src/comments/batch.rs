//! Publishes what a person has looked at: in batches, in an order of chance, with references of chance, all dated with
//! the day of the batch, so that nobody can line up one author's comments.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::model::{CommentId, Kind, State, Stub, SubmissionId, Target, TargetKind, Words};
use super::published::{forget_earlier, publication_leaf, recount, search_text};
use crate::consultations;
use crate::contributors::model::{Confirmation, Group, Level, Named, Region, Speaker};
use crate::drafts;
use crate::drafts::model::{DraftId, DraftNumber, Publication, Round, RoundId};
use crate::each_backend;
use crate::error::AppResult;
use crate::language::Language;
use crate::platform::clock::{Day, Timestamp};
use crate::platform::db::{Conn, Tx};
use crate::platform::id::random_characters;
use crate::register;
use crate::schema::{batches, comments, earlier_versions, moderations, published_comments, submissions};

/// So many contributions make a batch while others may still come.
const FEWEST: usize = 5;
/// So many contributors share a group, or a group and region, before it is shown.
const CROWD: i64 = 10;
/// So many characters of chance follow the draft in a reference.
const REFERENCE: usize = 4;

/// Why there is no batch now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody has looked at anything new.
    NothingCleared,
    /// The round publishes after its closing.
    StillOpen,
    /// Too few contributions for one batch.
    TooFew,
    /// There was a batch today.
    Daily,
}

impl Refusal {
    /// The key of the message.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NothingCleared => "conflict-nothing-cleared",
            Self::StillOpen => "conflict-round-open",
            Self::TooFew => "conflict-batch-small",
            Self::Daily => "conflict-batch-daily",
        }
    }
}

/// What the next batch of a round would hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ready {
    /// Comments that a person has looked at.
    pub comments: usize,
    /// Comments that nobody has looked at.
    pub waiting: i64,
    /// Why it cannot go out now.
    pub refusal: Option<Refusal>,
}

/// What the next batch of a round would hold, and whether it may go out.
///
/// # Errors
/// Those of the database.
pub fn ready(conn: &mut Conn, round: &Round, now: Timestamp) -> AppResult<Ready> {
    let cleared: Vec<SubmissionId> = each_backend!(conn, |c| comments::table
        .filter(comments::round_id.eq(round.id).and(comments::state.eq(State::Cleared)))
        .select(comments::submission_id)
        .load(c))?;
    let waiting: i64 = each_backend!(conn, |c| comments::table
        .filter(comments::round_id.eq(round.id).and(comments::state.eq(State::Waiting)))
        .count()
        .get_result(c))?;
    let last: Option<Day> = each_backend!(conn, |c| batches::table
        .filter(batches::round_id.eq(round.id))
        .select(diesel::dsl::max(batches::published_on))
        .first(c))?;
    let contributions = cleared.iter().collect::<HashSet<_>>().len();
    let closed = now >= round.closes_at.plus_seconds(drafts::model::GRACE_SECONDS);
    // What is left at the very end, when nothing can come any more, goes out together, however little it is.
    let over = now >= round.over_at();
    let all = over && waiting == 0;
    let refusal = if cleared.is_empty() && held_back(conn, round.id)?.is_empty() {
        Some(Refusal::NothingCleared)
    } else if !closed && round.publication == Publication::AfterClosing {
        Some(Refusal::StillOpen)
    } else if contributions < FEWEST && !all {
        Some(Refusal::TooFew)
    } else if !over && last == Some(now.day()) {
        Some(Refusal::Daily)
    } else {
        None
    };
    Ok(Ready { comments: cleared.len(), waiting, refusal })
}

/// The comments of a round that are held back and never were in the record: their stubs go out with the next batch.
fn held_back(conn: &mut Conn, round: RoundId) -> AppResult<Vec<CommentId>> {
    Ok(each_backend!(conn, |c| comments::table
        .left_join(published_comments::table)
        .filter(comments::round_id.eq(round).and(comments::state.eq(State::Withheld)))
        .filter(published_comments::comment_id.is_null())
        .select(comments::id)
        .load(c))?)
}

/// What is read of a comment that goes out.
#[derive(Queryable)]
struct Cleared {
    id: CommentId,
    draft: DraftId,
    target: TargetKind,
    ordinal: i32,
    label: String,
    kind: Option<Kind>,
    themes: String,
    language: Language,
    level: Level,
    late: bool,
    version: i32,
    quote: String,
    body: String,
    proposed: String,
    reason: String,
    group: Group,
    region: Region,
    country: String,
    organisation: String,
    person: String,
    client: String,
    confirmation: Confirmation,
}

impl Cleared {
    fn words(&self) -> Words {
        if self.level == Level::NotPublished {
            return Words::default();
        }
        Words { quote: self.quote.clone(), body: self.body.clone(), proposed: self.proposed.clone(), reason: self.reason.clone() }
    }

    fn named(&self) -> Named {
        let speaker = Speaker {
            group: self.group,
            region: self.region,
            country: self.country.clone(),
            organisation: self.organisation.clone(),
            person: self.person.clone(),
            client: self.client.clone(),
        };
        Named::of(&speaker, self.level, self.confirmation)
    }
}

/// Publishes everything of a round that a person has looked at. Returns how many comments became public.
///
/// # Errors
/// [`crate::error::AppError::Conflict`] with the reason why there is no batch now; those of the database.
pub fn publish_batch(tx: &mut Tx, slug: &str, round: RoundId, now: Timestamp) -> AppResult<usize> {
    let round = drafts::read::round(tx, round)?;
    let of = drafts::read::by_id(tx, round.draft)?.consultation;
    consultations::take_turns(tx, of)?;
    if let Some(refusal) = ready(tx, &round, now)?.refusal {
        return Err(crate::error::AppError::Conflict(refusal.key()));
    }
    let draft = drafts::read::by_id(tx, round.draft)?;
    let cleared = cleared(tx, round.id)?;
    let crowd = Crowd::count(tx, round.id)?;
    let mut references = references(tx, draft.consultation, draft.number, cleared.len())?;
    let today = now.day();
    let mut leaves = Vec::new();
    let ids: Vec<CommentId> = cleared.iter().map(|comment| comment.id.clone()).collect();
    let known: HashMap<CommentId, String> = each_backend!(tx, |c| published_comments::table
        .filter(published_comments::comment_id.eq_any(&ids))
        .select((published_comments::comment_id, published_comments::reference))
        .load(c))?
    .into_iter()
    .collect();
    for comment in &cleared {
        let reference = if let Some(reference) = known.get(&comment.id) {
            replace(tx, comment, draft.number, &crowd, today)?;
            reference.clone()
        } else {
            let reference = references.pop().unwrap_or_default();
            insert(tx, comment, draft.consultation, draft.number, &reference, &crowd, today)?;
            reference
        };
        let (status, reason) = if comment.level == Level::NotPublished { ("withheld", "not_published") } else { ("published", "none") };
        leaves.push(publication_leaf(slug, &comment.id, status, reason, Some(&reference))?);
    }
    each_backend!(tx, |c| diesel::update(comments::table.filter(comments::id.eq_any(&ids)))
        .set(comments::state.eq(State::Published))
        .execute(c))?;
    for id in held_back(tx, round.id)? {
        insert_stub(tx, &id, today)?;
    }
    each_backend!(tx, |c| diesel::insert_into(batches::table)
        .values((
            batches::round_id.eq(round.id),
            batches::published_on.eq(today),
            batches::comments.eq(i32::try_from(cleared.len()).unwrap_or(i32::MAX)),
        ))
        .execute(c))?;
    register::stage_all(tx, draft.consultation, &leaves)?;
    recount(tx, draft.consultation)?;
    consultations::announce(tx, slug)?;
    Ok(cleared.len())
}

fn cleared(conn: &mut Conn, round: RoundId) -> AppResult<Vec<Cleared>> {
    Ok(each_backend!(conn, |c| comments::table
        .inner_join(submissions::table)
        .filter(comments::round_id.eq(round).and(comments::state.eq(State::Cleared)))
        // Ids are random, so this is an order of chance.
        .order(comments::id)
        .select((
            comments::id,
            comments::draft_id,
            comments::target,
            comments::ordinal,
            comments::label,
            comments::kind,
            comments::themes,
            comments::language,
            comments::level,
            comments::late,
            comments::version,
            comments::quote,
            comments::body,
            comments::proposed,
            comments::reason,
            submissions::stakeholder_group,
            submissions::region,
            submissions::country,
            submissions::organisation,
            submissions::person,
            submissions::client,
            submissions::confirmation,
        ))
        .load(c))?)
}

/// How many contributors of a round share a group, and a group and region.
struct Crowd(HashMap<(Group, Region), i64>);

impl Crowd {
    fn count(conn: &mut Conn, round: RoundId) -> AppResult<Self> {
        let counted: Vec<(Group, Region, i64)> = each_backend!(conn, |c| submissions::table
            .filter(submissions::round_id.eq(round).and(submissions::status.eq("submitted")))
            .filter(submissions::level.ne(Level::NotPublished))
            .group_by((submissions::stakeholder_group, submissions::region))
            .select((submissions::stakeholder_group, submissions::region, diesel::dsl::count_star()))
            .load(c))?;
        Ok(Self(counted.into_iter().map(|(group, region, count)| ((group, region), count)).collect()))
    }

    /// What is shown of group and region: the region goes first. A State, and an organisation whose confirmed name is
    /// shown, hides nothing by hiding its group.
    fn shown(&self, comment: &Cleared, named: &Named) -> (Option<Group>, Option<Region>) {
        if comment.level == Level::NotPublished {
            return (None, None);
        }
        let (group, region) = (comment.group, comment.region);
        if named.is_named() || group == Group::MemberState {
            return (Some(group), Some(region));
        }
        let both = self.0.get(&(group, region)).copied().unwrap_or(0);
        let group_alone: i64 = self.0.iter().filter(|((other, _), _)| *other == group).map(|(_, count)| *count).sum();
        ((group_alone >= CROWD).then_some(group), (both >= CROWD).then_some(region))
    }
}

/// References that nobody has yet, in an order of chance.
fn references(
    conn: &mut Conn,
    consultation: crate::accounts::model::ConsultationId,
    draft: DraftNumber,
    count: usize,
) -> AppResult<Vec<String>> {
    let mut drawn: HashSet<String> = HashSet::new();
    while drawn.len() < count {
        while drawn.len() < count {
            drawn.insert(format!("D{draft}-{}", random_characters(REFERENCE)?));
        }
        let candidates: Vec<&String> = drawn.iter().collect();
        let mut taken: Vec<String> = Vec::new();
        for chunk in candidates.chunks(1_000) {
            let found: Vec<String> = each_backend!(conn, |c| published_comments::table
                .filter(published_comments::consultation_id.eq(consultation))
                .filter(published_comments::reference.eq_any(chunk.iter().copied()))
                .select(published_comments::reference)
                .load(c))?;
            taken.extend(found);
        }
        for reference in taken {
            drawn.remove(&reference);
        }
    }
    Ok(drawn.into_iter().collect())
}

/// Where a comment stands in the record: the latest draft first; the whole draft, its questions, then the text in order.
fn place_key(number: DraftNumber, target: Target, reference: &str) -> String {
    let rank = match target.kind {
        TargetKind::Draft => 0,
        TargetKind::Question => 1,
        TargetKind::Section | TargetKind::Paragraph | TargetKind::Gap => 2,
    };
    let gap = i32::from(target.kind == TargetKind::Gap);
    format!("{:04}.{:04}/{rank}/{:06}/{gap}/{reference}", 9_999 - number.major, 9_999 - number.minor, target.ordinal)
}

fn insert(
    tx: &mut Tx,
    comment: &Cleared,
    consultation: crate::accounts::model::ConsultationId,
    number: DraftNumber,
    reference: &str,
    crowd: &Crowd,
    today: Day,
) -> AppResult<()> {
    let (words, named) = (comment.words(), comment.named());
    let (group, region) = crowd.shown(comment, &named);
    let shown = comment.level != Level::NotPublished;
    let target = Target { kind: comment.target, ordinal: comment.ordinal };
    each_backend!(tx, |c| diesel::insert_into(published_comments::table)
        .values((
            published_comments::comment_id.eq(&comment.id),
            published_comments::consultation_id.eq(consultation),
            published_comments::draft_id.eq(comment.draft),
            published_comments::reference.eq(reference),
            published_comments::published_on.eq(today),
            published_comments::target.eq(comment.target),
            published_comments::ordinal.eq(comment.ordinal),
            published_comments::label.eq(&comment.label),
            published_comments::place_key.eq(place_key(number, target, reference)),
            published_comments::level.eq(comment.level),
            published_comments::kind.eq(comment.kind.filter(|_| shown)),
            published_comments::themes.eq(if shown { comment.themes.as_str() } else { "" }),
            published_comments::language.eq(comment.language),
            published_comments::late.eq(comment.late),
            published_comments::stakeholder_group.eq(group),
            published_comments::region.eq(region),
            published_comments::speaker.eq(serde_json::json!(named).to_string()),
            published_comments::quote.eq(&words.quote),
            published_comments::body.eq(&words.body),
            published_comments::proposed.eq(&words.proposed),
            published_comments::reason.eq(&words.reason),
            published_comments::search_text.eq(search_text(&words, &named)),
            published_comments::answer.eq(""),
        ))
        .execute(c))?;
    Ok(())
}

/// Puts a stub of a comment into the record that was never public, with a reference like all others.
///
/// # Errors
/// Those of the database.
fn insert_stub(tx: &mut Tx, id: &CommentId, today: Day) -> AppResult<()> {
    let stub: Stub = each_backend!(tx, |c| moderations::table
        .filter(moderations::comment_id.eq(id).and(moderations::lifted_on.is_null()))
        .select(moderations::reason)
        .first(c))?;
    let (draft, target, ordinal, label, language, late): (DraftId, TargetKind, i32, String, Language, bool) =
        each_backend!(tx, |c| comments::table
            .filter(comments::id.eq(id))
            .select((comments::draft_id, comments::target, comments::ordinal, comments::label, comments::language, comments::late))
            .first(c))?;
    let draft = drafts::read::by_id(tx, draft)?;
    let reference = references(tx, draft.consultation, draft.number, 1)?.pop().unwrap_or_default();
    each_backend!(tx, |c| diesel::insert_into(published_comments::table)
        .values((
            published_comments::comment_id.eq(id),
            published_comments::consultation_id.eq(draft.consultation),
            published_comments::draft_id.eq(draft.id),
            published_comments::reference.eq(&reference),
            published_comments::published_on.eq(today),
            published_comments::stub.eq(stub),
            published_comments::target.eq(target),
            published_comments::ordinal.eq(ordinal),
            published_comments::label.eq(&label),
            published_comments::place_key.eq(place_key(draft.number, Target { kind: target, ordinal }, &reference)),
            published_comments::level.eq(Level::NotPublished),
            published_comments::themes.eq(""),
            published_comments::language.eq(language),
            published_comments::late.eq(late),
            published_comments::speaker.eq("{}"),
            published_comments::quote.eq(""),
            published_comments::body.eq(""),
            published_comments::proposed.eq(""),
            published_comments::reason.eq(""),
            published_comments::search_text.eq(""),
            published_comments::answer.eq(""),
        ))
        .execute(c))?;
    Ok(())
}

/// The amended words take the place of the first, which stay readable as an earlier version.
fn replace(tx: &mut Tx, comment: &Cleared, number: DraftNumber, crowd: &Crowd, today: Day) -> AppResult<()> {
    let target = Target { kind: comment.target, ordinal: comment.ordinal };
    let (words, named) = (comment.words(), comment.named());
    let (group, region) = crowd.shown(comment, &named);
    let shown = comment.level != Level::NotPublished;
    let before: (Option<Stub>, String, Level, String, String, String, String) = each_backend!(tx, |c| published_comments::table
        .filter(published_comments::comment_id.eq(&comment.id))
        .select((
            published_comments::stub,
            published_comments::reference,
            published_comments::level,
            published_comments::body,
            published_comments::proposed,
            published_comments::reason,
            published_comments::quote
        ))
        .first(c))?;
    let (stub, reference, level, body, proposed, reason, quote) = before;
    let changed = (&body, &proposed, &reason, &quote) != (&words.body, &words.proposed, &words.reason, &words.quote);
    let amended = stub.is_none() && changed;
    if level != Level::NotPublished && shown && amended {
        each_backend!(tx, |c| diesel::insert_into(earlier_versions::table)
            .values((
                earlier_versions::comment_id.eq(&comment.id),
                earlier_versions::version.eq(comment.version - 1),
                earlier_versions::body.eq(&body),
                earlier_versions::proposed.eq(&proposed),
                earlier_versions::reason.eq(&reason),
                earlier_versions::quote.eq(&quote),
            ))
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    if !shown {
        forget_earlier(tx, std::slice::from_ref(&comment.id))?;
    }
    each_backend!(tx, |c| diesel::update(published_comments::table.filter(published_comments::comment_id.eq(&comment.id)))
        .set((
            published_comments::target.eq(comment.target),
            published_comments::ordinal.eq(comment.ordinal),
            published_comments::label.eq(&comment.label),
            published_comments::place_key.eq(place_key(number, target, &reference)),
            published_comments::language.eq(comment.language),
            published_comments::late.eq(comment.late),
            published_comments::stub.eq(None::<Stub>),
            published_comments::level.eq(comment.level),
            published_comments::kind.eq(comment.kind.filter(|_| shown)),
            published_comments::themes.eq(if shown { comment.themes.as_str() } else { "" }),
            published_comments::stakeholder_group.eq(group),
            published_comments::region.eq(region),
            published_comments::speaker.eq(serde_json::json!(named).to_string()),
            published_comments::quote.eq(&words.quote),
            published_comments::body.eq(&words.body),
            published_comments::proposed.eq(&words.proposed),
            published_comments::reason.eq(&words.reason),
            published_comments::search_text.eq(search_text(&words, &named)),
        ))
        .execute(c))?;
    if amended {
        each_backend!(tx, |c| diesel::update(published_comments::table.filter(published_comments::comment_id.eq(&comment.id)))
            .set(published_comments::amended_on.eq(today))
            .execute(c))?;
    }
    Ok(())
}
