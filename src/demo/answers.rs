//! What the office of the demonstration does with the comments: it answers them, carries the answers out in the next draft,
//! and hears what the authors say to that.

use std::collections::HashMap;

use super::PEOPLE;
use super::round::{Round, WorldAnswer, WorldComment};
use crate::accounts;
use crate::drafts;
use crate::drafts::model::ChangedParagraph;
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, CommentId, ConsultationId, DraftId, Ordinal, SubmissionId};
use crate::language::{Language, LocalText};
use crate::platform::clock::Timestamp;
use crate::platform::db::{Conn, Tx};
use crate::publications::model::Decision;
use crate::record::{self, TakeBack};
use crate::resolutions::model::Part;
use crate::resolutions::{self, Proposal};
use crate::reviews;
use crate::submissions;
use crate::triage;
use crate::web::state::State;

/// What was sent in a round, with the comments as they are stored.
pub struct Sent {
    pub(super) comments: Vec<(CommentId, WorldComment, Language)>,
    /// Contributions that their authors have erased in the end.
    pub(super) to_erase: Vec<SubmissionId>,
}

/// A point that the next draft carries out.
#[derive(Clone)]
pub struct ToCarryOut {
    comment: CommentId,
    change: Vec<String>,
    not_applied: Option<String>,
    verified: bool,
}

impl Sent {
    /// The accepted points.
    pub fn to_carry_out(&self) -> Vec<ToCarryOut> {
        let accepted = self.comments.iter().filter(|(_, comment, _)| comment.answer.as_ref().is_some_and(|a| a.decision.changes_text()));
        accepted
            .map(|(id, comment, _)| ToCarryOut {
                comment: id.clone(),
                change: comment.change.clone(),
                not_applied: comment.not_applied.clone(),
                verified: comment.state.as_deref() == Some("verified"),
            })
            .collect()
    }
}

fn account(conn: &mut Conn, email: &str) -> AppResult<AccountId> {
    accounts::read::id_of(conn, email)
}

/// Two people of the office: one who proposes, one who approves.
pub(super) fn two(conn: &mut Conn) -> AppResult<(AccountId, AccountId)> {
    let email = |role| PEOPLE.iter().find(|person| person.3 == role).map_or("", |person| person.0);
    Ok((account(conn, email(accounts::model::Role::Analyst))?, account(conn, email(accounts::model::Role::Approver))?))
}

/// Proposes and approves the answers; the letters of a campaign get one. Of an open round every other one still waits for
/// approval.
pub(super) fn decide(
    tx: &mut Tx,
    consultation: ConsultationId,
    round: &Round,
    comments: &[(CommentId, WorldComment, Language)],
    (proposer, approver): (AccountId, AccountId),
    open: bool,
    at: Timestamp,
) -> AppResult<()> {
    let campaign: Vec<bool> = round.contribution.iter().flat_map(|known| known.comment.iter().map(|_| known.campaign)).collect();
    let mut groups: Vec<(Vec<CommentId>, &WorldAnswer)> = Vec::new();
    let mut of_campaign: Option<usize> = None;
    for ((id, comment, _), campaign) in comments.iter().zip(campaign) {
        let Some(answer) = comment.answer.as_ref().filter(|_| !comment.withdrawn && comment.withheld.is_none()) else { continue };
        match of_campaign {
            Some(at) if campaign => groups[at].0.push(id.clone()),
            _ => {
                if campaign {
                    of_campaign = Some(groups.len());
                }
                groups.push((vec![id.clone()], answer));
            }
        }
    }
    for (index, (ids, answer)) in groups.into_iter().enumerate() {
        let original = if answer.decision == Decision::Duplicate { other_on_the_same_place(tx, comments, &ids)? } else { String::new() };
        let part = Part::new(answer.decision, answer.reason.clone(), LocalText::default(), &original)?;
        let proposal = Proposal { comments: ids, parts: vec![part], expected: None };
        let id = resolutions::propose(tx, consultation, &proposal, proposer, at.day())?;
        if let Some(note) = &answer.returned {
            resolutions::send_back(tx, consultation, id, approver, note)?;
        } else if !open || index % 2 == 0 {
            resolutions::approve(tx, consultation, id, approver, at.plus_days(3).day())?;
        }
    }
    Ok(())
}

/// The reference of another public comment on the same place: that is the one which a duplicate repeats.
fn other_on_the_same_place(tx: &mut Tx, comments: &[(CommentId, WorldComment, Language)], ids: &[CommentId]) -> AppResult<String> {
    let place = |comment: &WorldComment| (comment.target, comment.at.clone());
    let own = comments.iter().find(|(id, ..)| ids.contains(id)).map(|(_, comment, _)| place(comment));
    let others: Vec<CommentId> =
        comments.iter().filter(|(id, comment, _)| !ids.contains(id) && Some(place(comment)) == own).map(|(id, ..)| id.clone()).collect();
    let rows = crate::comments::read::published(tx, &others)?;
    let found = others.iter().find_map(|id| rows.iter().find(|row| row.id == *id && row.stub.is_none()));
    found.map(|row| row.reference.clone()).ok_or_else(|| AppError::internal("the demonstration has a duplicate of nothing"))
}

/// Links the accepted points of the round before to the paragraphs of a draft in preparation that carry them out.
pub fn carry_out(tx: &mut Tx, consultation: ConsultationId, draft: DraftId, points: &[ToCarryOut], at: Timestamp) -> AppResult<()> {
    let (first, second) = two(tx)?;
    let draft = drafts::read::by_id(tx, draft)?;
    let links = drafts::read::links(tx, draft.id)?;
    let labels: HashMap<Ordinal, String> =
        drafts::read::paragraphs(tx, draft.id)?.into_iter().map(|paragraph| (paragraph.ordinal, paragraph.label)).collect();
    let rows = resolutions::read::to_carry_out(tx, consultation, draft.id)?;
    let mut done = Vec::new();
    for point in points {
        let resolution = triage::read::comment(tx, consultation, &point.comment)?.resolution;
        let Some(row) = rows.iter().find(|row| Some(row.resolution) == resolution) else { continue };
        if done.contains(&row.id) {
            continue;
        }
        done.push(row.id);
        if let Some(reason) = &point.not_applied {
            let reasons = LocalText::one(Language::English, reason);
            resolutions::not_apply(tx, consultation, row.id, &reasons, first, at.day())?;
            continue;
        }
        let is_of = |ordinal: Ordinal| {
            labels.get(&ordinal).is_some_and(|label| point.change.iter().any(|known| label.split(' ').next() == Some(known)))
        };
        let mut paragraphs: Vec<ChangedParagraph> = links
            .iter()
            .filter(|link| drafts::read::words_changed(link.relation) && link.new_ordinal.is_some_and(is_of))
            .filter_map(drafts::read::LinkRow::changed)
            .collect();
        paragraphs.dedup();
        if paragraphs.is_empty() {
            continue;
        }
        resolutions::link(tx, consultation, row.id, draft.id, &paragraphs, first, at.day())?;
        if point.verified {
            let seen = resolutions::words_to_check(tx, draft.id, row.id)?;
            resolutions::verify(tx, consultation, row.id, &seen, second, at.day())?;
        }
    }
    Ok(())
}

/// Publishes the answers together with the next draft; the authors say what they think of them.
pub async fn answer_and_react(state: &State, consultation: ConsultationId, sent: &Sent, at: Timestamp) -> AppResult<()> {
    let (comments, to_erase) = (sent.comments.clone(), sent.to_erase.clone());
    state
        .database
        .write(move |tx| {
            resolutions::publish_answers(tx, consultation, at.day())?;
            for (id, comment, _) in &comments {
                if let Some(verdict) = comment.verdict {
                    let today = at.plus_days(4).day();
                    resolutions::react(tx, consultation, id, verdict, &comment.verdict_why, comment.verdict_public, today)?;
                }
                if let Some(reason) = &comment.review {
                    reviews::file(tx, consultation, id, reason, at.plus_days(5).day())?;
                }
            }
            answer_anew(tx, consultation, &comments, at.plus_days(20))?;
            for submission in &to_erase {
                let submission = submissions::read::by_id(tx, submission)?;
                record::take_back(tx, &submission, None, TakeBack::Erase)?;
            }
            Ok(())
        })
        .await
}

/// Some answers are taken up again: another one takes their place.
fn answer_anew(
    tx: &mut Tx,
    consultation: ConsultationId,
    comments: &[(CommentId, WorldComment, Language)],
    at: Timestamp,
) -> AppResult<()> {
    let (proposer, approver) = two(tx)?;
    let mut any = false;
    for (id, comment, _) in comments {
        let Some(then) = comment.answer.as_ref().and_then(|answer| answer.then.as_ref()) else { continue };
        let expected = triage::read::comment(tx, consultation, id)?.resolution;
        let part = Part::new(then.decision, then.reason.clone(), LocalText::default(), "")?;
        let proposal = Proposal { comments: vec![id.clone()], parts: vec![part], expected };
        let answer = resolutions::propose(tx, consultation, &proposal, proposer, at.day())?;
        resolutions::approve(tx, consultation, answer, approver, at.plus_days(1).day())?;
        any = true;
    }
    if any {
        resolutions::publish_answers(tx, consultation, at.plus_days(2).day())?;
    }
    Ok(())
}
