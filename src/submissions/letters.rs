//! The letter: a submission that came as prose. It is kept whole, its points are marked and become comments, and the public
//! reads of it what its sender has agreed to and the office has looked through.
//!
//! - The original and its sender are sealed ([`super::deliveries`]); shown is a copy, cleaned by a person and released by one.
//! - Whatever its author lowers, withdraws or erases hides the whole until a person has looked again.

use std::collections::HashMap;

use diesel::prelude::*;

use super::contents;
use super::deliveries::{Delivery, Sealed, deliver, delivery};
use super::mailed::hide_letter;
use super::model::SubmissionId;
use super::read::SentComment;
use super::receive::{Arrival, Receiving};
use crate::comments::model::{CommentState, NewComment};
use crate::contributors::model::Level;
use crate::drafts;
use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::{AccountId, CommentId, ConsultationId, DeliveryId, DraftId};
use crate::language::is_blank;
use crate::platform::clock::{Day, Timestamp};
use crate::platform::db::{Conn, Tx};
use crate::platform::id::random_id;
use crate::platform::secret::Key;
use crate::publications::model::{CommentKind, Target, Words};
use crate::publications::{Fact, RecordChange};
use crate::schema::{comments, deliveries, letter_points, letters};

/// A letter as the office works on it.
#[derive(Clone, Debug)]
pub struct Letter {
    /// What came.
    pub delivery: Delivery,
    /// The submission that it is.
    pub submission: SubmissionId,
    /// What its public page is called.
    pub public_id: String,
    /// Its paragraphs as they may be shown; one that was taken out is empty.
    pub paragraphs: Vec<String>,
    /// How often they were changed.
    pub version: i32,
    /// When it was released, if it is.
    pub shown_on: Option<Day>,
    /// Its points, in the order of the letter.
    pub points: Vec<Point>,
}

/// A point of a letter.
#[derive(Clone, Debug)]
pub struct Point {
    /// The comment that it became.
    pub comment: SentComment,
    /// The first of its paragraphs, from 0.
    pub first: i32,
    /// The last.
    pub last: i32,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = letters)]
struct LetterRow {
    #[diesel(column_name = submission_id)]
    submission: SubmissionId,
    public_id: String,
    paragraphs: Vec<u8>,
    version: i32,
    shown_on: Option<Day>,
}

/// What the paragraphs are sealed as.
const PARAGRAPHS: &[u8] = b"paragraphs";

/// Takes a letter in: what came, and the submission that it is, without points yet.
///
/// # Errors
/// `received_on` outside the round; those of the database.
pub fn take_in(tx: &mut Tx, key: &Key, sealed: &Sealed, arrival: &Arrival, paragraphs: &[String], today: Day) -> AppResult<DeliveryId> {
    let id = deliver(tx, sealed, today)?;
    let receiving = Receiving::begin(tx, arrival)?;
    let consultation = receiving.consultation();
    let json = serde_json::json!(paragraphs).to_string();
    let sealed_paragraphs = delivery(tx, consultation, id)?.seal(key, PARAGRAPHS, json.as_bytes())?;
    each_backend!(tx, |c| diesel::insert_into(letters::table)
        .values((
            letters::delivery_id.eq(id),
            letters::submission_id.eq(&receiving.submission().id),
            letters::public_id.eq(random_id()?),
            letters::paragraphs.eq(sealed_paragraphs),
            letters::version.eq(1),
        ))
        .execute(c))?;
    Ok(id)
}

/// A letter of a consultation, with its points.
///
/// # Errors
/// [`AppError::NotFound`]; those of the database.
pub fn letter(conn: &mut Conn, key: &Key, consultation: ConsultationId, id: DeliveryId) -> AppResult<Letter> {
    let delivery = delivery(conn, consultation, id)?;
    let row: LetterRow =
        each_backend!(conn, |c| letters::table.filter(letters::delivery_id.eq(id)).select(LetterRow::as_select()).first(c))?;
    opened(conn, key, vec![(delivery, row)])?.pop().ok_or(AppError::NotFound)
}

/// Letters opened, each with its points.
fn opened(conn: &mut Conn, key: &Key, rows: Vec<(Delivery, LetterRow)>) -> AppResult<Vec<Letter>> {
    let ids: Vec<DeliveryId> = rows.iter().map(|(delivery, _)| delivery.id).collect();
    let points: Vec<(DeliveryId, SentComment, i32, i32)> = each_backend!(conn, |c| letter_points::table
        .inner_join(comments::table)
        .filter(letter_points::delivery_id.eq_any(&ids))
        .order((letter_points::first_paragraph, letter_points::comment_id))
        .select((letter_points::delivery_id, SentComment::as_select(), letter_points::first_paragraph, letter_points::last_paragraph))
        .load(c))?;
    let mut of: HashMap<DeliveryId, Vec<Point>> = HashMap::new();
    for (delivery, comment, first, last) in points {
        of.entry(delivery).or_default().push(Point { comment, first, last });
    }
    let letter = |(delivery, row): (Delivery, LetterRow)| {
        let LetterRow { submission, public_id, paragraphs, version, shown_on } = row;
        let opened = delivery.open(key, PARAGRAPHS, &paragraphs)?;
        let paragraphs = if opened.is_empty() { Vec::new() } else { serde_json::from_slice(&opened).map_err(AppError::internal)? };
        let points = of.remove(&delivery.id).unwrap_or_default();
        Ok(Letter { delivery, submission, public_id, paragraphs, version, shown_on, points })
    };
    rows.into_iter().map(letter).collect()
}

/// The released letters of some drafts, or the one of them whose public page is called `wanted`.
///
/// # Errors
/// Those of the database.
pub fn shown(conn: &mut Conn, key: &Key, consultation: ConsultationId, of: &[DraftId], wanted: Option<&str>) -> AppResult<Vec<Letter>> {
    let rows: Vec<(Delivery, LetterRow)> = each_backend!(conn, |c| {
        let released = letters::table
            .inner_join(deliveries::table)
            .filter(deliveries::consultation_id.eq(consultation).and(deliveries::draft_id.eq_any(of)).and(letters::shown_on.is_not_null()))
            .order((deliveries::draft_id.desc(), letters::public_id))
            .select((Delivery::as_select(), LetterRow::as_select()));
        match wanted {
            Some(wanted) => released.filter(letters::public_id.eq(wanted)).load(c),
            None => released.load(c),
        }
    })?;
    opened(conn, key, rows)
}

/// Whether a letter of some drafts is released.
///
/// # Errors
/// Those of the database.
pub fn any_shown(conn: &mut Conn, of: &[DraftId]) -> AppResult<bool> {
    let released = letters::table.inner_join(deliveries::table);
    let released = released.filter(deliveries::draft_id.eq_any(of).and(letters::shown_on.is_not_null()));
    Ok(each_backend!(conn, |c| diesel::select(diesel::dsl::exists(released)).get_result(c))?)
}

/// The letters of a consultation, the newest first: each with the number of its points, and whether it is released.
///
/// # Errors
/// Those of the database.
pub fn listed(conn: &mut Conn, consultation: ConsultationId) -> AppResult<Vec<(Delivery, i64, bool)>> {
    let rows: Vec<(Delivery, Option<Day>)> = each_backend!(conn, |c| letters::table
        .inner_join(deliveries::table)
        .filter(deliveries::consultation_id.eq(consultation))
        .order(deliveries::id.desc())
        .select((Delivery::as_select(), letters::shown_on))
        .load(c))?;
    let ids: Vec<DeliveryId> = rows.iter().map(|(delivery, _)| delivery.id).collect();
    let points: HashMap<DeliveryId, i64> = each_backend!(conn, |c| letter_points::table
        .filter(letter_points::delivery_id.eq_any(&ids))
        .group_by(letter_points::delivery_id)
        .select((letter_points::delivery_id, diesel::dsl::count_star()))
        .load::<(DeliveryId, i64)>(c))?
    .into_iter()
    .collect();
    let line = |(delivery, shown_on): (Delivery, Option<Day>)| {
        let count = points.get(&delivery.id).copied().unwrap_or_default();
        (delivery, count, shown_on.is_some())
    };
    Ok(rows.into_iter().map(line).collect())
}

/// What is marked in a letter as a point.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The first of its paragraphs, from 0.
    pub first: usize,
    /// The last.
    pub last: usize,
    /// Only these words of them; empty for all.
    pub words: String,
    /// The comment's place.
    pub target: Target,
    /// How the place is printed.
    pub label: String,
    /// Its kind.
    pub kind: Option<CommentKind>,
}

/// Makes a comment of what is marked: in the letter's own words.
///
/// # Errors
/// `words` do not stand there; `paragraph` is not in the letter, or empty; [`AppError::Conflict`] if somebody has changed the
/// paragraphs since `version`, or its author has taken the letter back.
pub fn mark(tx: &mut Tx, letter: &Letter, version: i32, mark: &Mark) -> AppResult<CommentId> {
    let mut change = begin(tx, letter, version)?;
    let passage = letter.paragraphs.get(mark.first..=mark.last).ok_or(AppError::field("paragraph", "form-no-such-paragraph"))?;
    let passage: Vec<&str> = passage.iter().map(String::as_str).filter(|text| !is_blank(text)).collect();
    let passage = passage.join("\n\n");
    if passage.is_empty() {
        return Err(AppError::field("paragraph", "form-no-such-paragraph"));
    }
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !folded(&passage).contains(&folded(&mark.words)) {
        return Err(AppError::field("words", "form-words-not-there"));
    }
    let body = if is_blank(&mark.words) { passage } else { mark.words.clone() };
    let comment = NewComment {
        item: random_id()?,
        target: mark.target,
        label: mark.label.clone(),
        kind: mark.kind,
        themes: Vec::new(),
        language: letter.delivery.language,
        level: Level::Named,
        words: Words { body, ..Words::default() },
    };
    let receiving = Receiving::resume(&mut change, &letter.submission)?;
    let id = receiving.add(&mut change, vec![comment])?.pop().ok_or_else(|| AppError::internal("no comment was added"))?;
    each_backend!(change, |c| diesel::insert_into(letter_points::table)
        .values((
            letter_points::comment_id.eq(&id),
            letter_points::delivery_id.eq(letter.delivery.id),
            letter_points::first_paragraph.eq(i32::try_from(mark.first).unwrap_or_default()),
            letter_points::last_paragraph.eq(i32::try_from(mark.last).unwrap_or_default()),
        ))
        .execute(c))?;
    hide_letter(&mut change, &letter.submission)?;
    change.finish()?;
    Ok(id)
}

/// Takes a mark away that was made by mistake: its comment is withdrawn, which leaves its trace.
///
/// # Errors
/// [`AppError::Conflict`] if the comment is public, or is being answered.
pub fn unmark(tx: &mut Tx, letter: &Letter, comment: &CommentId) -> AppResult<()> {
    let mut change = RecordChange::begin(tx, letter.delivery.consultation)?;
    let point = letter.points.iter().find(|point| point.comment.id == *comment).ok_or(AppError::NotFound)?;
    if point.comment.resolution.is_some() || !matches!(point.comment.state, CommentState::Waiting | CommentState::Cleared) {
        return Err(AppError::Conflict(Conflict::PointStays));
    }
    contents::withdraw(&mut change, std::slice::from_ref(comment))?;
    each_backend!(change, |c| diesel::delete(letter_points::table.filter(letter_points::comment_id.eq(comment))).execute(c))?;
    hide_letter(&mut change, &letter.submission)?;
    change.finish()
}

/// Begins a change of a letter whose paragraphs nobody has changed since `version`.
fn begin<'a, 't>(tx: &'a mut Tx<'t>, letter: &Letter, version: i32) -> AppResult<RecordChange<'a, 't>> {
    let mut change = RecordChange::begin(tx, letter.delivery.consultation)?;
    let now: i32 =
        each_backend!(change, |c| letters::table.filter(letters::delivery_id.eq(letter.delivery.id)).select(letters::version).first(c))?;
    if now == version { Ok(change) } else { Err(AppError::Conflict(Conflict::LetterChanged)) }
}

/// Puts cleaned paragraphs in the place of those that are there, one for one; an empty one is taken out of what is shown.
///
/// # Errors
/// `paragraph`: not as many as there are; [`AppError::Conflict`] if somebody has changed them since `version`.
pub fn clean(tx: &mut Tx, key: &Key, letter: &Letter, version: i32, paragraphs: &[String]) -> AppResult<()> {
    let mut change = begin(tx, letter, version)?;
    if paragraphs.len() != letter.paragraphs.len() {
        return Err(AppError::field("paragraph", "form-paragraphs-differ"));
    }
    let sealed = letter.delivery.seal(key, PARAGRAPHS, serde_json::json!(paragraphs).to_string().as_bytes())?;
    each_backend!(change, |c| diesel::update(letters::table.filter(letters::delivery_id.eq(letter.delivery.id)))
        .set(letters::paragraphs.eq(sealed))
        .execute(c))?;
    hide_letter(&mut change, &letter.submission)?;
    change.finish()
}

/// Shows a letter no more.
///
/// # Errors
/// [`AppError::Conflict`] if somebody has changed it since `version`.
pub fn unrelease(tx: &mut Tx, letter: &Letter, version: i32) -> AppResult<()> {
    let mut change = begin(tx, letter, version)?;
    hide_letter(&mut change, &letter.submission)?;
    change.finish()
}

/// Releases a letter: everybody may read it, as cleaned, at its sender's level.
///
/// # Errors
/// [`AppError::Conflict`] if its sender wants nothing published, its round still runs, a point is not public yet, or somebody
/// has changed it since `version`.
pub fn release(tx: &mut Tx, letter: &Letter, version: i32, by: AccountId, now: Timestamp) -> AppResult<()> {
    let mut change = begin(tx, letter, version)?;
    let submission = super::read::by_id(&mut change, &letter.submission)?;
    if submission.status != super::model::SubmissionStatus::Submitted || submission.level == Level::NotPublished {
        return Err(AppError::Conflict(Conflict::LetterPrivate));
    }
    let round = drafts::read::round(&mut change, letter.delivery.round)?;
    let waits = letter.points.iter().any(|point| matches!(point.comment.state, CommentState::Waiting | CommentState::Cleared));
    if waits || now < round.closes_at.plus_seconds(drafts::model::GRACE_SECONDS) {
        return Err(AppError::Conflict(Conflict::LetterWaits));
    }
    each_backend!(change, |c| diesel::update(letters::table.filter(letters::delivery_id.eq(letter.delivery.id)))
        .set((letters::shown_on.eq(now.day()), letters::shown_by.eq(by)))
        .execute(c))?;
    change.emit(Fact::LetterReleased, letter.public_id.clone(), now.day());
    change.finish()
}
