//! Takes a table over: its comments into the submissions of those who speak, what was decided as proposed answers.

use crate::submissions::rows::{self, Row};
use std::collections::{BTreeMap, HashMap, HashSet};

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::known::{fingerprint, known};
use super::plan::{Choices, Line, Plan, RowChange, words_proof};
use super::source;
use crate::comments::model::{CommentState, NewComment};
use crate::comments::table::{Entry, Mapping};
use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::{AccountId, CommentId, Ordinal};
use crate::language::{LocalText, is_blank};
use crate::platform::clock::Day;
use crate::platform::db::{Conn, Tx};
use crate::platform::id::random_id;
use crate::platform::secret::Key;
use crate::publications::RecordChange;
use crate::publications::model::Words;
use crate::resolutions::model::Part;
use crate::resolutions::{Proposal, propose};
use crate::schema::{table_mappings, table_rows};
use crate::submissions::deliveries::{Delivery, mark_taken_over};
use crate::submissions::model::{Channel, SubmissionId};
use crate::submissions::read::{SentComment, comment_counts};
use crate::submissions::{Arrival, Receiving, check, is_late};

/// What came of taking a table over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// New rows.
    pub new: usize,
    /// Changed rows.
    pub updated: usize,
    /// Rows as they were.
    pub unchanged: usize,
    /// Rows that have no place yet.
    pub unplaced: usize,
    /// Answers that were proposed.
    pub proposed: usize,
    /// Decisions of the table that were not proposed: nobody's name stands for it, or it needs more than its words say.
    pub not_proposed: usize,
    /// Changed rows whose comment stays as it is: it is being answered, or its author has changed or taken it back.
    pub left: Vec<CommentId>,
    /// Rows that stand in the table no more, with the comment that stays.
    pub gone: Vec<(String, Option<CommentId>)>,
    /// Comments that were decided and are open again in the table.
    pub reopened: Vec<CommentId>,
    /// The contributions that the table is made of, with how many comments each has now.
    pub contributions: Vec<(SubmissionId, usize)>,
}

/// What goes with the rows while they are written.
struct Writing<'a> {
    key: &'a Key,
    delivery: &'a Delivery,
    choices: &'a Choices,
    sender: String,
    by: Option<AccountId>,
    receiving: HashMap<SubmissionId, Receiving>,
    /// For each source the submission that its new rows go to.
    begun: HashMap<Vec<u8>, SubmissionId>,
    labels: HashMap<crate::publications::model::Target, String>,
    quotable: HashMap<Ordinal, String>,
}

/// Takes a table over as planned.
///
/// # Errors
/// [`AppError::Conflict`] if it was taken over already, or somebody changed one of its comments since the plan was made;
/// `received_on` outside the round; those of the database.
pub fn import(
    tx: &mut Tx,
    key: &Key,
    delivery: &Delivery,
    plan: &Plan,
    choices: &Choices,
    by: Option<AccountId>,
    today: Day,
) -> AppResult<Outcome> {
    let mut change = RecordChange::begin(tx, delivery.consultation)?;
    if fingerprint(&known(&mut change, delivery.draft)?) != fingerprint(&plan.known) {
        return Err(AppError::Conflict(Conflict::TableChanged));
    }
    let targets: Vec<_> = plan.lines.iter().filter_map(|line| line.found.target()).collect();
    let quoted: HashSet<Ordinal> =
        plan.lines.iter().filter(|line| !line.entry.place.quote.is_empty()).filter_map(|line| Some(line.found.target()?.ordinal)).collect();
    let mut writing = Writing {
        key,
        delivery,
        choices,
        sender: delivery.sender(key)?,
        by,
        receiving: HashMap::new(),
        begun: HashMap::new(),
        labels: check::labels(&mut change, delivery.draft, delivery.round, &targets)?,
        quotable: texts(&mut change, delivery, &quoted)?,
    };
    let mut outcome = Outcome::default();
    let mut comments: Vec<Option<CommentId>> = Vec::with_capacity(plan.lines.len());
    for line in &plan.lines {
        comments.push(writing.line(&mut change, plan, line, &mut outcome)?);
    }
    for index in &plan.gone {
        let row = &plan.known[*index];
        outcome.gone.push((row.place.clone(), row.comment.as_ref().map(|comment| comment.id.clone())));
    }
    let mut ids: Vec<SubmissionId> = writing.receiving.into_keys().collect();
    ids.sort_by(|one, other| one.0.cmp(&other.0));
    let counts: HashMap<SubmissionId, i64> = comment_counts(&mut change, &ids)?.into_iter().collect();
    let with_count = |id: SubmissionId| {
        let count = counts.get(&id).map_or(0, |count| usize::try_from(*count).unwrap_or_default());
        (id, count)
    };
    outcome.contributions = ids.into_iter().map(with_count).collect();
    propose_all(&mut change, delivery, plan, &comments, by, today, &mut outcome)?;
    remember(&mut change, delivery, &choices.mapping)?;
    mark_taken_over(&mut change, delivery, &serde_json::json!(outcome).to_string())?;
    change.finish()?;
    Ok(outcome)
}

/// The text of paragraphs that rows quote from, in the authoritative language.
fn texts(conn: &mut Conn, delivery: &Delivery, ordinals: &HashSet<Ordinal>) -> AppResult<HashMap<Ordinal, String>> {
    if ordinals.is_empty() {
        return Ok(HashMap::new());
    }
    let printed = crate::drafts::read::printed_paragraphs(conn, delivery.draft)?;
    Ok(printed.into_iter().filter(|(ordinal, _)| ordinals.contains(ordinal)).map(|(ordinal, (_, text))| (ordinal, text)).collect())
}

impl Writing<'_> {
    /// Writes a row; returns the comment that it is.
    fn line(&mut self, change: &mut RecordChange, plan: &Plan, line: &Line, outcome: &mut Outcome) -> AppResult<Option<CommentId>> {
        let before = match line.change {
            RowChange::New => None,
            RowChange::Changed(index) | RowChange::Unchanged(index) => Some(&plan.known[index]),
        };
        match line.change {
            RowChange::New => outcome.new += 1,
            RowChange::Changed(_) => outcome.updated += 1,
            RowChange::Unchanged(_) => outcome.unchanged += 1,
        }
        let submission = self.receiving(change, line, before.map(|row| &row.submission))?;
        let mut comment = before.and_then(|row| row.comment.as_ref()).map(|sent| sent.id.clone());
        if let (Some(sent), RowChange::Changed(index)) = (before.and_then(|row| row.comment.as_ref()), line.change) {
            let row = &plan.known[index];
            // Words that their author has changed by code since are hers.
            let hers = row.words != words_proof(self.key, &sent.body, &sent.proposed, &sent.reason);
            let edited = row.words != line.words || row.place != line.entry.place.said() || line.found.target() != Some(sent.target());
            if let Some(new) = self.comment(line)?.filter(|_| edited) {
                let themes = crate::publications::model::themes_of(&sent.themes).map(str::to_owned).collect();
                let other = NewComment { item: sent.item.clone(), themes, ..new.clone() };
                let revised = !hers && self.receiving[&submission].revise(change, sent, &other)?;
                if !revised && (sent.words() != new.words || sent.target() != new.target) {
                    outcome.left.push(sent.id.clone());
                }
            }
        }
        if comment.is_none() && !self.receiving[&submission].is_gone() {
            match self.comment(line)? {
                Some(new) => comment = self.receiving[&submission].add(change, vec![new])?.pop(),
                None => outcome.unplaced += 1,
            }
        }
        if line.reopened {
            outcome.reopened.extend(comment.clone());
        }
        self.keep(change, line, before.map(|row| row.id.as_str()), &submission, comment.as_ref())?;
        Ok(comment)
    }

    /// Where a row is written: for a known one the submission that it belongs to; for a new one that of who speaks, begun if
    /// there is none of this round, level and lateness whose author has not taken it back.
    fn receiving(&mut self, tx: &mut Tx, line: &Line, before: Option<&SubmissionId>) -> AppResult<SubmissionId> {
        if let Some(id) = before {
            self.resume(tx, id)?;
            return Ok(id.clone());
        }
        if let Some(id) = self.begun.get(&line.source) {
            return Ok(id.clone());
        }
        let name = source::name(&line.entry);
        let choice = self.choices.mapping.sources.get(name).cloned().unwrap_or_else(|| source::guess(name));
        let earlier: Vec<SubmissionId> = each_backend!(tx, |c| table_rows::table
            .filter(table_rows::draft_id.eq(self.delivery.draft).and(table_rows::source_proof.eq(&line.source)))
            .select(table_rows::submission_id)
            .distinct()
            .load(c))?;
        for id in earlier {
            self.resume(tx, &id)?;
            let known = &self.receiving[&id];
            let submission = known.submission();
            let late = is_late(&crate::drafts::read::round(tx, self.delivery.round)?, self.delivery.received_on)?;
            if !known.is_gone() && submission.round == self.delivery.round && submission.level == choice.level && submission.late == late {
                self.begun.insert(line.source.clone(), id.clone());
                return Ok(id);
            }
        }
        let arrival = Arrival {
            round: self.delivery.round,
            channel: Channel::File,
            received_on: self.delivery.received_on,
            speaker: source::speaker(&line.entry, &choice, &self.sender),
            level: choice.level,
            confirmed_how: self.choices.confirmed_how.clone(),
            by: self.by,
        };
        let receiving = Receiving::begin(tx, &arrival)?;
        let id = receiving.submission().id.clone();
        self.receiving.insert(id.clone(), receiving);
        self.begun.insert(line.source.clone(), id.clone());
        Ok(id)
    }

    fn resume(&mut self, tx: &mut Tx, id: &SubmissionId) -> AppResult<()> {
        if !self.receiving.contains_key(id) {
            let receiving = Receiving::resume(tx, id)?;
            self.receiving.insert(id.clone(), receiving);
        }
        Ok(())
    }

    /// The comment that a row is, if its place is known.
    fn comment(&self, line: &Line) -> AppResult<Option<NewComment>> {
        let Some(target) = line.found.target() else { return Ok(None) };
        let Some(label) = self.labels.get(&target).cloned() else { return Ok(None) };
        new_comment(line, target, label, self.quotable.get(&target.ordinal).map(String::as_str))
    }

    fn keep(
        &self,
        tx: &mut Tx,
        line: &Line,
        before: Option<&str>,
        submission: &SubmissionId,
        comment: Option<&CommentId>,
    ) -> AppResult<()> {
        let entry = &line.entry;
        let waits = comment.is_none() && !self.receiving[submission].is_gone();
        // Who speaks is known by the submission, as far as she may be.
        let nameless = || Entry { organisation: String::new(), country: String::new(), person: String::new(), ..entry.clone() };
        let pending = if waits { serde_json::json!(nameless()).to_string() } else { String::new() };
        let row = Row {
            submission,
            comment,
            source: &line.source,
            words: &line.words,
            sheet: &entry.sheet,
            position: entry.row,
            place: entry.place.said(),
            decision: entry.answer_words(),
            issue: &entry.issue,
            entry: pending,
        };
        rows::keep(tx, self.delivery, before, &row)
    }
}

/// The comment of a row at a target. Words of the draft that it repeats are a quotation if they stand there.
pub(super) fn new_comment(
    line: &Line,
    target: crate::publications::model::Target,
    label: String,
    text: Option<&str>,
) -> AppResult<Option<NewComment>> {
    let entry = &line.entry;
    let quote =
        text.filter(|text| entry.place.quote.len() < text.len() && crate::text::anchor::TextQuote::new(text, &entry.place.quote).is_some());
    let words = Words {
        quote: quote.map(|_| entry.place.quote.clone()).unwrap_or_default(),
        body: entry.body.clone(),
        proposed: entry.proposed.clone(),
        reason: entry.reason.clone(),
    };
    if is_blank(&words.body) && is_blank(&words.proposed) {
        return Ok(None);
    }
    Ok(Some(NewComment {
        item: random_id()?,
        target,
        label,
        kind: line.kind,
        themes: Vec::new(),
        language: line.language,
        level: crate::contributors::model::Level::Named,
        words,
    }))
}

/// Proposes what the table says was decided: one answer for all comments that share decision, words and issue.
fn propose_all(
    tx: &mut Tx,
    delivery: &Delivery,
    plan: &Plan,
    comments: &[Option<CommentId>],
    by: Option<AccountId>,
    today: Day,
    outcome: &mut Outcome,
) -> AppResult<()> {
    let mut answers: BTreeMap<(crate::publications::model::Decision, String, &str), Vec<CommentId>> = BTreeMap::new();
    // What is being answered, held back, or taken back by its author is nobody's to answer here.
    let alive = |sent: &&SentComment| {
        matches!(sent.state, CommentState::Waiting | CommentState::Cleared | CommentState::Published) && sent.resolution.is_none()
    };
    let known = plan.known.iter().filter_map(|row| row.comment.as_ref());
    let settled: HashSet<&CommentId> = known.filter(|sent| !alive(sent)).map(|sent| &sent.id).collect();
    for (line, comment) in plan.lines.iter().zip(comments) {
        if let (Some(decision), Some(comment)) = (line.decision, comment)
            && !settled.contains(comment)
        {
            answers.entry((decision, line.entry.answer_words(), &line.entry.issue)).or_default().push(comment.clone());
        }
    }
    for ((decision, words, _), comments) in answers {
        let part = Part::new(decision, LocalText::one(delivery.language, &words), LocalText::default(), "");
        let (Some(by), Ok(part)) = (by, part) else {
            outcome.not_proposed += comments.len();
            continue;
        };
        let count = comments.len();
        match propose(tx, delivery.consultation, &Proposal { comments, parts: vec![part], expected: None }, by, today) {
            Ok(_) => outcome.proposed += count,
            // Its words would give away what is not published, or its author has taken a comment back: left to a person.
            Err(AppError::Invalid(_) | AppError::Conflict(_)) => outcome.not_proposed += count,
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Keeps what was said of columns and words for the next table of the consultation; who speaks and where a place is, belongs
/// to this one.
fn remember(tx: &mut Tx, delivery: &Delivery, mapping: &Mapping) -> AppResult<()> {
    let kept =
        Mapping { places: BTreeMap::new(), sources: BTreeMap::new(), ..mapping.clone() }.over(&remembered(tx, delivery.consultation)?);
    let json = serde_json::json!(kept).to_string();
    each_backend!(tx, |c| diesel::insert_into(table_mappings::table)
        .values((table_mappings::consultation_id.eq(delivery.consultation), table_mappings::mapping.eq(&json)))
        .on_conflict(table_mappings::consultation_id)
        .do_update()
        .set(table_mappings::mapping.eq(&json))
        .execute(c))?;
    Ok(())
}

/// What was said of the columns and words of earlier tables of a consultation.
///
/// # Errors
/// Those of the database.
pub fn remembered(conn: &mut Conn, consultation: crate::ids::ConsultationId) -> AppResult<Mapping> {
    let json: Option<String> = each_backend!(conn, |c| table_mappings::table
        .filter(table_mappings::consultation_id.eq(consultation))
        .select(table_mappings::mapping)
        .first(c)
        .optional())?;
    json.map_or_else(|| Ok(Mapping::default()), |json| serde_json::from_str(&json).map_err(AppError::internal))
}
