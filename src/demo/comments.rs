//! The comments of the demonstration: sent, looked at, published, all through the operations that serve everybody. Nobody
//! real says anything in here.

use std::sync::Arc;

use super::answers::{Sent, decide, two};
use super::round::{Contribution, Places, Round, WorldComment};
use crate::comments::model::CommentState;
use crate::comments::publish_batch;
use crate::contributors::model::{Level, Speaker};
use crate::drafts;
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, CommentId, ConsultationId, DraftId, RoundId};
use crate::language::Language;
use crate::moderation;
use crate::moderation::Hold;
use crate::platform::clock::Timestamp;
use crate::platform::db::Tx;
use crate::platform::id::random_id;
use crate::publications::model::{Target, TargetKind, Words};
use crate::record::{self, TakeBack};
use crate::resolutions;
use crate::submissions::code::ReceiptCode;
use crate::submissions::copy::{Item, WorkingCopy};
use crate::submissions::credentials::Credential;
use crate::submissions::{self, Source};
use crate::triage;
use crate::web::state::State;

/// The receipt code of one contribution of the demonstration, for whoever wants to see My answers.
pub const CODE: &str = "4821 0937 5516 2048 7730 1962";

/// The code of a contribution that was typed and not sent yet.
pub const UNSENT: &str = "6035 8812 4471 9926 0358 7714";

/// A draft with its round.
#[derive(Clone, Copy)]
pub struct Opened {
    /// The draft.
    pub draft: DraftId,
    /// The round.
    pub round: RoundId,
    /// When it opens.
    pub opens_at: Timestamp,
    /// When it closes.
    pub closes_at: Timestamp,
}

fn copy(contribution: &Contribution, places: &Places) -> AppResult<WorkingCopy> {
    let items = contribution.comment.iter().map(|comment| {
        Ok(Item {
            key: random_id()?,
            target: places.target(comment)?,
            kind: comment.kind,
            themes: comment.themes.clone(),
            language: contribution.language,
            level: None,
            words: Words {
                quote: comment.quote.clone(),
                body: comment.body.clone(),
                proposed: comment.proposed.clone(),
                reason: comment.reason.clone(),
            },
        })
    });
    Ok(WorkingCopy {
        items: items.collect::<AppResult<_>>()?,
        speaker: Speaker {
            group: contribution.group,
            region: contribution.region,
            country: String::new(),
            organisation: contribution.organisation.clone(),
            person: contribution.person.clone(),
            client: contribution.client.clone(),
        },
        level: contribution.level,
        consent: true,
        ..WorkingCopy::default()
    })
}

/// Sends every contribution of a round, looks at what was looked at, publishes what is public, and proposes and approves
/// the answers.
pub async fn take_part(state: &State, consultation: ConsultationId, round: Round, opened: Opened, now: Timestamp) -> AppResult<Sent> {
    let key = Arc::clone(&state.key);
    state
        .database
        .write(move |tx| {
            let places = Places::read(tx, opened.draft)?;
            let (proposer, approver) = two(tx)?;
            let open = opened.closes_at > now;
            let until = if open { now } else { opened.closes_at };
            let days = ((until.0 - opened.opens_at.0) / 86_400_000_000).max(2);
            let mut comments = Vec::new();
            let (mut to_erase, mut to_amend) = (Vec::new(), Vec::new());
            // The contribution whose code is printed has several answers in French.
            let shown = round.contribution.iter().position(|known| {
                !open && known.language == Language::French && known.level == Level::OrganisationOnly && known.comment.len() >= 3
            });
            for (index, contribution) in (0_i64..).zip(&round.contribution) {
                let known = Credential::new(ReceiptCode::parse(CODE).map_err(AppError::internal)?, &key);
                let taken = submissions::read::by_proof(tx, known.proof())?.is_some();
                let is_shown = shown.map(|shown| i64::try_from(shown).unwrap_or(-1)) == Some(index) && !taken && round_is_second(&places);
                let credential = if is_shown { known } else { Credential::random(&key)? };
                let copy = copy(contribution, &places)?;
                let arrived = if contribution.late {
                    opened.closes_at.plus_days(1)
                } else {
                    opened.opens_at.plus_days(1 + index * 7 % (days - 1)).plus_seconds(3_600)
                };
                let outgoing = submissions::prepare(tx, &credential, Source::Elsewhere { is_known: false }, opened.round, &copy, arrived)?;
                let receipt = submissions::submit(tx, &outgoing)?;
                if contribution.confirmed {
                    submissions::confirm_speaker(
                        tx,
                        &receipt.submission,
                        receipt.submission.version,
                        approver,
                        "Note of the organisation",
                        arrived.day(),
                    )?;
                }
                if contribution.erased {
                    to_erase.push(receipt.submission.id.clone());
                }
                if contribution.comment.iter().any(|comment| comment.amended.is_some()) {
                    to_amend.push((credential, copy.clone(), contribution.clone()));
                }
                let sent = submissions::read::comments_of(tx, &receipt.submission.id)?;
                for (item, comment) in copy.items.iter().zip(&contribution.comment) {
                    let id = sent.iter().find(|sent| sent.item == item.key).map(|sent| sent.id.clone()).ok_or(AppError::NotFound)?;
                    after_sending(tx, &receipt.submission, &id, contribution, comment, proposer, arrived)?;
                    comments.push((id, comment.clone(), contribution.language));
                }
            }
            if open {
                publish_batch(tx, opened.round, now.plus_days(-2))?;
                for (credential, copy, contribution) in &to_amend {
                    amend(tx, credential, opened.round, copy, contribution, now.plus_days(-1))?;
                }
                clear_stage(tx, consultation, &round, &comments, "second")?;
            }
            let batch = if open { now } else { opened.closes_at.plus_days(6) };
            publish_batch(tx, opened.round, batch)?;
            clear_stage(tx, consultation, &round, &comments, "cleared")?;
            decide(tx, consultation, &round, &comments, (proposer, approver), open, batch.plus_days(if open { 0 } else { 20 }))?;
            Ok(Sent { comments, to_erase })
        })
        .await
}

/// The second draft is the first with a paragraph on biometric data.
fn round_is_second(places: &Places) -> bool {
    places.paragraphs.contains_key("38")
}

/// What happens to a comment before it is published.
fn after_sending(
    tx: &mut Tx,
    submission: &submissions::model::Submission,
    id: &CommentId,
    contribution: &Contribution,
    comment: &WorldComment,
    by: AccountId,
    arrived: Timestamp,
) -> AppResult<()> {
    let consultation = submissions::consultation_of(tx, submission)?;
    if comment.withdrawn {
        return record::take_back(tx, submission, Some(id), TakeBack::Withdraw);
    }
    if let Some(reason) = comment.withheld {
        let hold = Hold { comment: id.clone(), reason, note: String::new(), by };
        resolutions::hold_back(tx, consultation, &hold, arrived.plus_days(2).day())?;
        return match &comment.contest {
            Some(words) => moderation::contest(tx, id, words, arrived.plus_days(6).day()),
            None => Ok(()),
        };
    }
    if contribution.stage.as_deref().unwrap_or("published") == "published" {
        triage::clear(tx, consultation, std::slice::from_ref(id))?;
    }
    if let Some(question) = &comment.question_back {
        triage::ask(tx, id, contribution.language, question, by, arrived.plus_days(3).day())?;
        if let Some(reply) = &comment.reply {
            triage::reply(tx, id, reply, arrived.plus_days(5).day())?;
        }
    }
    Ok(())
}

/// Sends a contribution again with other words; a person looks at them.
fn amend(
    tx: &mut Tx,
    credential: &Arc<Credential>,
    round: RoundId,
    copy: &WorkingCopy,
    contribution: &Contribution,
    at: Timestamp,
) -> AppResult<()> {
    let mut copy = copy.clone();
    let mut withdrawn = contribution.comment.iter().map(|comment| comment.withdrawn);
    copy.items.retain(|_| !withdrawn.next().unwrap_or_default());
    let contributed = contribution.comment.iter().filter(|comment| !comment.withdrawn);
    for (item, comment) in copy.items.iter_mut().zip(contributed) {
        if let Some(amended) = &comment.amended {
            item.words.body.clone_from(amended);
        }
    }
    let outgoing = submissions::prepare(tx, credential, Source::Elsewhere { is_known: false }, round, &copy, at)?;
    let receipt = submissions::submit(tx, &outgoing)?;
    let sent = submissions::read::comments_of(tx, &receipt.submission.id)?;
    let waiting: Vec<CommentId> =
        sent.into_iter().filter(|comment| comment.state == CommentState::Waiting).map(|comment| comment.id).collect();
    let consultation = consultation_of(tx, round)?;
    triage::clear(tx, consultation, &waiting).map(|_| ())
}

fn consultation_of(tx: &mut Tx, round: RoundId) -> AppResult<ConsultationId> {
    Ok(drafts::read::round(tx, round)?.consultation)
}

/// Of an open round some were looked at later than others.
fn clear_stage(
    tx: &mut Tx,
    consultation: ConsultationId,
    round: &Round,
    comments: &[(CommentId, WorldComment, Language)],
    stage: &str,
) -> AppResult<()> {
    let mut ids = comments.iter().map(|(id, ..)| id.clone());
    for contribution in &round.contribution {
        let own: Vec<CommentId> = ids.by_ref().take(contribution.comment.len()).collect();
        if contribution.stage.as_deref() == Some(stage) {
            triage::clear(tx, consultation, &own)?;
        }
    }
    Ok(())
}

/// What somebody has typed and not sent yet: nobody reads it but whoever has the code.
pub async fn keep_unsent(state: &State, round: RoundId, draft: DraftId) -> AppResult<()> {
    let credential = Credential::new(ReceiptCode::parse(UNSENT).map_err(AppError::internal)?, &state.key);
    let places = state.database.read(move |conn| Places::read(conn, draft)).await?;
    let ordinal = places.paragraphs.get("31").copied().ok_or(AppError::NotFound)?;
    let item = Item {
        key: random_id()?,
        target: Target { kind: TargetKind::Paragraph, ordinal },
        kind: None,
        themes: vec!["transparency".to_owned()],
        language: Language::English,
        level: None,
        words: Words {
            body: "I am still looking for the right example. The summary should say whom to ask when it cannot be found.".to_owned(),
            ..Words::default()
        },
    };
    submissions::keep(&state.database, &credential, None, round, |copy| {
        copy.put(item.clone());
        Ok(())
    })
    .await
    .map(|_| ())
}
