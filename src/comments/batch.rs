//! Publishes what a person has looked at: in batches, in an order of chance, with references of chance, all dated with
//! the day of the batch, so that nobody can line up one author's comments.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::model::CommentState;
use super::set_state;
use crate::contributors::model::{Confirmation, Group, Level, Named, Region, Speaker};
use crate::drafts;
use crate::drafts::model::{Draft, DraftNumber, Publication, Round};
use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::{CommentId, DraftId, Ordinal, RoundId, SubmissionId};
use crate::language::Language;
use crate::platform::clock::{Day, Timestamp};
use crate::platform::db::{Conn, Tx};
use crate::platform::id::random_characters;
use crate::publications::model::{CommentKind, Stub, Target, TargetKind, Words};
use crate::publications::{Entry, Place, RecordChange};
use crate::schema::{batches, comments, moderations, published_comments, submissions};

/// So many contributions make a batch while others may still come.
const FEWEST: usize = 5;
/// So many contributors share a group, or a group and region, before it is shown.
const ANONYMITY_THRESHOLD: i64 = 10;
/// So many characters of chance follow the draft in a reference.
const REFERENCE: usize = 4;

/// What the next batch of a round would hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextBatch {
    /// Comments that a person has looked at.
    pub comments: usize,
    /// Comments that nobody has looked at.
    pub waiting: i64,
    /// Why it cannot go out now.
    pub refusal: Option<Conflict>,
}

/// What the next batch of a round would hold, and whether it may go out.
///
/// # Errors
/// Those of the database.
pub fn next_batch(conn: &mut Conn, round: &Round, now: Timestamp) -> AppResult<NextBatch> {
    let cleared: Vec<SubmissionId> = each_backend!(conn, |c| comments::table
        .filter(comments::round_id.eq(round.id).and(comments::state.eq(CommentState::Cleared)))
        .select(comments::submission_id)
        .load(c))?;
    let waiting: i64 = each_backend!(conn, |c| comments::table
        .filter(comments::round_id.eq(round.id).and(comments::state.eq(CommentState::Waiting)))
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
        Some(Conflict::NothingCleared)
    } else if !closed && round.publication == Publication::AfterClosing {
        Some(Conflict::RoundOpen)
    } else if contributions < FEWEST && !all {
        Some(Conflict::BatchSmall)
    } else if !over && last == Some(now.day()) {
        Some(Conflict::BatchDaily)
    } else {
        None
    };
    Ok(NextBatch { comments: cleared.len(), waiting, refusal })
}

/// The comments of a round that are held back and never were in the record: their stubs go out with the next batch.
fn held_back(conn: &mut Conn, round: RoundId) -> AppResult<Vec<CommentId>> {
    Ok(each_backend!(conn, |c| comments::table
        .left_join(published_comments::table)
        .filter(comments::round_id.eq(round).and(comments::state.eq(CommentState::Withheld)))
        .filter(published_comments::comment_id.is_null())
        .select(comments::id)
        .load(c))?)
}

/// A comment that goes out, and who speaks.
#[derive(Queryable, Selectable)]
#[diesel(table_name = comments)]
struct Cleared {
    id: CommentId,
    #[diesel(column_name = draft_id)]
    draft: DraftId,
    target: TargetKind,
    ordinal: Ordinal,
    label: String,
    kind: Option<CommentKind>,
    themes: String,
    language: Language,
    level: Level,
    late: bool,
    version: i32,
    #[diesel(embed)]
    words: Words,
    #[diesel(embed)]
    contributor: Contributor,
}

/// What is known of who speaks.
#[derive(Queryable, Selectable)]
#[diesel(table_name = submissions)]
struct Contributor {
    #[diesel(embed)]
    speaker: Speaker,
    confirmation: Confirmation,
}

impl Cleared {
    /// As it is to be public.
    fn entry(&self, number: DraftNumber, reference: &str, threshold: &AnonymityThreshold) -> Entry {
        let target = Target { kind: self.target, ordinal: self.ordinal };
        let named = self.named();
        let (group, region) = threshold.shown(self, &named);
        Entry {
            comment: self.id.clone(),
            place: Place {
                draft: self.draft,
                reference: reference.to_owned(),
                target,
                label: self.label.clone(),
                key: place_key(number, target, reference),
                language: self.language,
                late: self.late,
            },
            level: self.level,
            kind: self.kind,
            themes: self.themes.clone(),
            group,
            region,
            named,
            words: self.words(),
        }
    }

    fn words(&self) -> Words {
        if self.level == Level::NotPublished {
            return Words::default();
        }
        self.words.clone()
    }

    fn named(&self) -> Named {
        Named::of(&self.contributor.speaker, self.level, self.contributor.confirmation)
    }
}

/// Publishes everything of a round that a person has looked at. Returns how many comments became public.
///
/// # Errors
/// [`crate::error::AppError::Conflict`] with the reason why there is no batch now; those of the database.
pub fn publish_batch(tx: &mut Tx, round: RoundId, now: Timestamp) -> AppResult<usize> {
    let round = drafts::read::round(tx, round)?;
    let draft = drafts::read::draft_of(tx, &round)?;
    let mut change = RecordChange::begin(tx, draft.consultation)?;
    if let Some(refusal) = next_batch(&mut change, &round, now)?.refusal {
        return Err(AppError::Conflict(refusal));
    }
    let cleared = read_cleared(&mut change, round.id)?;
    let held = held_back(&mut change, round.id)?;
    let threshold = AnonymityThreshold::count(&mut change, round.id)?;
    let mut references = draw_references(&mut change, &draft, cleared.len() + held.len())?;
    let too_few = || crate::error::AppError::internal("too few references were drawn");
    let today = now.day();
    let ids: Vec<CommentId> = cleared.iter().map(|comment| comment.id.clone()).collect();
    let mut known: HashMap<CommentId, String> = HashMap::new();
    for chunk in ids.chunks(1_000) {
        let rows: Vec<(CommentId, String)> = each_backend!(change, |c| published_comments::table
            .filter(published_comments::comment_id.eq_any(chunk))
            .select((published_comments::comment_id, published_comments::reference))
            .load(c))?;
        known.extend(rows);
    }
    for comment in &cleared {
        let reference = known.get(&comment.id).cloned().or_else(|| references.pop()).ok_or_else(too_few)?;
        let entry = comment.entry(draft.number, &reference, &threshold);
        if known.contains_key(&comment.id) {
            change.replace(&entry, comment.version - 1, today)?;
        } else {
            change.publish(&entry, today)?;
        }
        let (status, reason) = if comment.level == Level::NotPublished { ("withheld", "not_published") } else { ("published", "none") };
        change.stage_publication(&comment.id, status, reason, Some(&reference))?;
    }
    set_state(&mut change, &ids, CommentState::Published)?;
    for id in held {
        publish_stub(&mut change, &id, draft.number, references.pop().ok_or_else(too_few)?, today)?;
    }
    each_backend!(change, |c| diesel::insert_into(batches::table)
        .values((
            batches::round_id.eq(round.id),
            batches::published_on.eq(today),
            batches::comments.eq(i32::try_from(cleared.len()).unwrap_or(i32::MAX)),
        ))
        .execute(c))?;
    change.finish()?;
    Ok(cleared.len())
}

fn read_cleared(conn: &mut Conn, round: RoundId) -> AppResult<Vec<Cleared>> {
    Ok(each_backend!(conn, |c| comments::table
        .inner_join(submissions::table)
        .filter(comments::round_id.eq(round).and(comments::state.eq(CommentState::Cleared)))
        // Ids are random, so this is an order of chance.
        .order(comments::id)
        .select(Cleared::as_select())
        .load(c))?)
}

/// How many contributors of a round share a group, and a group and region.
struct AnonymityThreshold(HashMap<(Group, Region), i64>);

impl AnonymityThreshold {
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
        let Speaker { group, region, .. } = comment.contributor.speaker;
        if named.is_named() || group == Group::MemberState {
            return (Some(group), Some(region));
        }
        let both = self.0.get(&(group, region)).copied().unwrap_or(0);
        let group_alone: i64 = self.0.iter().filter(|((other, _), _)| *other == group).map(|(_, count)| *count).sum();
        ((group_alone >= ANONYMITY_THRESHOLD).then_some(group), (both >= ANONYMITY_THRESHOLD).then_some(region))
    }
}

/// References that nobody has yet, in an order of chance.
fn draw_references(conn: &mut Conn, draft: &Draft, count: usize) -> AppResult<Vec<String>> {
    let mut drawn: HashSet<String> = HashSet::new();
    while drawn.len() < count {
        while drawn.len() < count {
            drawn.insert(format!("D{}-{}", draft.number, random_characters(REFERENCE)?));
        }
        let candidates: Vec<&String> = drawn.iter().collect();
        let mut taken: Vec<String> = Vec::new();
        for chunk in candidates.chunks(1_000) {
            let found: Vec<String> = each_backend!(conn, |c| published_comments::table
                .filter(published_comments::consultation_id.eq(draft.consultation))
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

/// Puts a stub of a comment into the record that was never public, with a reference like all others.
fn publish_stub(change: &mut RecordChange, id: &CommentId, number: DraftNumber, reference: String, today: Day) -> AppResult<()> {
    let stub: Stub = each_backend!(change, |c| moderations::table
        .filter(moderations::comment_id.eq(id).and(moderations::lifted_on.is_null()))
        .select(moderations::reason)
        .first(c))?;
    let (draft, kind, ordinal, label, language, late): (DraftId, TargetKind, Ordinal, String, Language, bool) =
        each_backend!(change, |c| comments::table
            .filter(comments::id.eq(id))
            .select((comments::draft_id, comments::target, comments::ordinal, comments::label, comments::language, comments::late))
            .first(c))?;
    let target = Target { kind, ordinal };
    let place = Place { draft, target, label, key: place_key(number, target, &reference), reference, language, late };
    change.publish_stub(id, &place, stub, today)
}
