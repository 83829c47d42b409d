//! Sends what is kept: one submission, however often it is sent. A changed copy sent again is an amendment.

use crate::comments;
use diesel::prelude::*;

use super::amend::amend;
use super::check;
use super::code::ReceiptCode;
use super::copy::WorkingCopy;
use super::model::{CONSENT, Channel, Status, Submission, SubmissionId};
use super::read;
use crate::comments::model::NewComment;
use crate::consultations;
use crate::contributors::model::{Confirmation, Level, Speaker};
use crate::drafts;
use crate::drafts::model::{DraftNumber, Intake};
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::ids::{CommentId, ConsultationId, DraftId, RoundId};
use crate::platform::clock::{Day, Timestamp};
use crate::platform::db::{Conn, Tx};
use crate::platform::id::{random_characters, random_id};
use crate::platform::secret::Key;
use crate::publications::model::Target;
use crate::publications::{self, RecordChange};
use crate::register::Opened;
use crate::register::format::{Kind as LeafKind, Leaf};
use crate::schema::{submissions, working_copies};

/// A submission that can be sent: checked, with its place in the consultation.
#[derive(Clone, Debug)]
pub struct Ready {
    pub(super) code_proof: Vec<u8>,
    pub(super) key_id: String,
    pub(super) content_proof: Vec<u8>,
    pub(super) consultation: ConsultationId,
    /// The name of the consultation in addresses.
    pub slug: String,
    pub(super) draft: DraftId,
    pub(super) number: DraftNumber,
    /// The round.
    pub round: RoundId,
    pub(super) channel: Channel,
    /// Who speaks, as far as it may be stored.
    pub(super) speaker: Speaker,
    pub(super) level: Level,
    pub(super) comments: Vec<Fresh>,
    /// What may be taken back by not being in it any more; everything if it does not say.
    pub(super) began_with: Option<Vec<String>>,
    pub(super) late: bool,
    pub(super) today: Day,
}

/// A comment with the id and the leaf that it gets if it is a new one: made beforehand, so that no transaction waits for it.
#[derive(Clone, Debug)]
pub(super) struct Fresh {
    pub(super) comment: NewComment,
    pub(super) id: CommentId,
    pub(super) leaf: Leaf,
    pub(super) opened: Opened,
}

/// What is acknowledged.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The submission as it stands.
    pub submission: Submission,
    /// How many comments it has.
    pub comments: usize,
    /// Whether it was there already, in these very words.
    pub again: bool,
    /// Whether it took the place of an earlier version.
    pub amended: bool,
}

/// Checks that a copy can be sent and finds its place. `arrived` is when the head of the request arrived.
///
/// # Errors
/// [`AppError::Invalid`] if something is missing; [`AppError::Conflict`] if the round takes nothing now or a target is not
/// in its draft.
pub fn ready(conn: &mut Conn, key: &Key, code: &ReceiptCode, round: RoundId, copy: &WorkingCopy, arrived: Timestamp) -> AppResult<Ready> {
    check::complete(copy)?;
    let round = drafts::read::round(conn, round)?;
    let late = match round.intake(arrived) {
        Intake::InTime => false,
        Intake::Late => true,
        Intake::NotYet => return Err(AppError::Conflict("conflict-round-not-open")),
        Intake::Over => return Err(AppError::Conflict("conflict-round-closed")),
    };
    let draft = drafts::read::by_id(conn, round.draft)?;
    let slug = consultations::read::slug(conn, draft.consultation)?;
    let targets: Vec<Target> = copy.items.iter().map(|item| item.target).collect();
    let labels = check::labels(conn, draft.id, round.id, &targets)?;
    let comments: Option<Vec<NewComment>> = copy
        .items
        .iter()
        .map(|item| {
            Some(NewComment {
                item: item.key.clone(),
                target: item.target,
                label: labels.get(&item.target)?.clone(),
                kind: item.kind,
                themes: item.themes.clone(),
                language: item.language,
                level: copy.level_of(item),
                words: item.words.clone(),
            })
        })
        .collect();
    let comments = comments.ok_or(AppError::Conflict("conflict-target-gone"))?;
    let speaker = copy.speaker.kept_at(copy.level);
    // In one order, so that the same words are the same content however they were collected.
    let mut ordered: Vec<String> = comments
        .iter()
        .map(|c| serde_json::json!([c.item, c.target, c.kind, c.themes, c.language, c.level, c.words]).to_string())
        .collect();
    ordered.sort_unstable();
    let content = serde_json::json!([speaker, copy.level, ordered]).to_string().into_bytes();
    let fresh = comments.into_iter().map(|comment| fresh(comment, &speaker, &slug, draft.number)).collect::<AppResult<_>>()?;
    Ok(Ready {
        code_proof: code.proof(key),
        key_id: key.key_id(),
        content_proof: code.content_proof(key, &content),
        consultation: draft.consultation,
        slug,
        draft: draft.id,
        number: draft.number,
        round: round.id,
        channel: if copy.from_file { Channel::File } else { Channel::Web },
        speaker,
        level: copy.level,
        comments: fresh,
        began_with: copy.began_with.clone(),
        late,
        today: arrived.day(),
    })
}

pub(super) fn fresh(comment: NewComment, speaker: &Speaker, slug: &str, number: DraftNumber) -> AppResult<Fresh> {
    let id = CommentId(random_id()?);
    let opened = open_fields(speaker, &comment)?;
    let mut lines = vec![("draft", number.to_string()), ("schema", "1".to_owned())];
    lines.extend(opened.lines(&id.0));
    let leaf = Leaf::new(LeafKind::Comment, slug, &id.0, lines).map_err(AppError::internal)?;
    Ok(Fresh { comment, id, leaf, opened })
}

/// Sends. What returns `Ok` is durable once the transaction is.
///
/// # Errors
/// [`AppError::Conflict`] if the submission of this code is gone; those of the database.
pub fn submit(tx: &mut Tx, ready: &Ready) -> AppResult<Receipt> {
    let mut submission = new_submission(ready)?;
    while insert(tx, ready, &submission)? == 0 {
        // What was sent before stands, and this is another sending.
        if let Some(known) = read::by_proof(tx, &ready.code_proof)? {
            return again(tx, ready, known);
        }
        // Somebody has this reference: among 30,000 of 30 bits two are the same in one case of three.
        submission = new_submission(ready)?;
    }
    insert_comments(tx, ready, &submission, &ready.comments)?;
    forget_copy(tx, ready)?;
    Ok(Receipt { submission, comments: ready.comments.len(), again: false, amended: false })
}

/// The same words again are acknowledged again; other words are an amendment.
fn again(tx: &mut Tx, ready: &Ready, known: Submission) -> AppResult<Receipt> {
    if known.status != Status::Submitted {
        return Err(AppError::Conflict("conflict-contribution-gone"));
    }
    if known.round != ready.round {
        return Err(AppError::Conflict("conflict-code-other-round"));
    }
    let comments = ready.comments.len();
    if known.content_proof == ready.content_proof {
        forget_copy(tx, ready)?;
        return Ok(Receipt { submission: known, comments, again: true, amended: false });
    }
    let mut change = RecordChange::begin(tx, ready.consultation)?;
    let submission = amend(&mut change, ready, known)?;
    forget_copy(&mut change, ready)?;
    change.finish()?;
    Ok(Receipt { submission, comments, again: false, amended: true })
}

fn forget_copy(tx: &mut Tx, ready: &Ready) -> AppResult<()> {
    each_backend!(tx, |c| diesel::delete(working_copies::table.filter(working_copies::code_proof.eq(&ready.code_proof))).execute(c))?;
    Ok(())
}

pub(super) fn new_submission(ready: &Ready) -> AppResult<Submission> {
    Ok(Submission {
        id: SubmissionId(random_id()?),
        round: ready.round,
        reference: format!("C{}-{}", ready.number, random_characters(6)?),
        status: Status::Submitted,
        speaker: ready.speaker.clone(),
        confirmation: Confirmation::Claimed,
        confirmed_how: String::new(),
        level: ready.level,
        consent: format!("{CONSENT} {}", ready.level.as_str()),
        submitted_on: ready.today,
        late: ready.late,
        version: 1,
        content_proof: ready.content_proof.clone(),
    })
}

pub(super) fn insert(tx: &mut Tx, ready: &Ready, submission: &Submission) -> AppResult<usize> {
    let speaker = &submission.speaker;
    Ok(each_backend!(tx, |c| diesel::insert_into(submissions::table)
        .values((
            submissions::id.eq(&submission.id),
            submissions::round_id.eq(ready.round),
            submissions::code_proof.eq(&ready.code_proof),
            submissions::pepper.eq(&ready.key_id),
            submissions::reference.eq(&submission.reference),
            submissions::channel.eq(ready.channel),
            submissions::status.eq(submission.status),
            submissions::stakeholder_group.eq(speaker.group),
            submissions::region.eq(speaker.region),
            submissions::country.eq(&speaker.country),
            submissions::organisation.eq(&speaker.organisation),
            submissions::person.eq(&speaker.person),
            submissions::client.eq(&speaker.client),
            submissions::confirmation.eq(submission.confirmation),
            submissions::confirmed_how.eq(""),
            submissions::level.eq(submission.level),
            submissions::consent.eq(&submission.consent),
            submissions::submitted_on.eq(submission.submitted_on),
            submissions::late.eq(submission.late),
            submissions::version.eq(1),
            submissions::content_proof.eq(&submission.content_proof),
        ))
        .on_conflict_do_nothing()
        .execute(c))?)
}

/// Writes new comments of a submission and stages a leaf for each.
pub(super) fn insert_comments(tx: &mut Tx, ready: &Ready, submission: &Submission, new: &[Fresh]) -> AppResult<()> {
    let of = comments::Sent {
        submission: &submission.id,
        consultation: ready.consultation,
        draft: ready.draft,
        round: ready.round,
        late: ready.late,
    };
    for Fresh { comment, id, .. } in new {
        comments::insert(tx, of, id, comment)?;
    }
    let leaves: Vec<_> = new.iter().map(|fresh| (fresh.leaf.clone(), Some(fresh.opened.clone()))).collect();
    publications::stage_received(tx, ready.consultation, &leaves)
}

/// The fields of a comment as the register commits to them, each with a salt of its own.
pub(super) fn open_fields(speaker: &Speaker, comment: &NewComment) -> AppResult<Opened> {
    let speaker = speaker.kept_at(comment.level);
    Opened::draw(|field| match field {
        "body" => comment.words.body.clone(),
        "proposed" => comment.words.proposed.clone(),
        "reason" => comment.words.reason.clone(),
        "kind" => comment.kind.map(|kind| kind.as_str().to_owned()).unwrap_or_default(),
        "quote" => comment.words.quote.clone(),
        "anchor" => comment.target.anchor(),
        "person" => speaker.person.clone(),
        "organisation" => speaker.organisation.clone(),
        "group" => speaker.group.as_str().to_owned(),
        "country" => speaker.country.clone(),
        "region" => speaker.region.as_str().to_owned(),
        "language" => comment.language.as_str().to_owned(),
        "consent" => format!("{CONSENT} {}", comment.level.as_str()),
        _ => String::new(),
    })
}
