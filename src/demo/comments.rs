//! The comments of the demonstration: sent, looked at, published, answered, carried out, judged, all through the
//! operations that serve everybody. Nobody real says anything in here.

use std::collections::HashMap;

use serde::Deserialize;

use super::PEOPLE;
use crate::accounts;
use crate::accounts::model::{AccountId, ConsultationId};
use crate::comments::model::{CommentId, Decision, HoldReason, Kind, Target, TargetKind, Verdict, Words};
use crate::comments::publish_batch;
use crate::contributors::model::{Group, Level, Region, Speaker};
use crate::drafts;
use crate::drafts::model::{DraftId, RoundId};
use crate::error::{AppError, AppResult};
use crate::language::{Language, LocalText};
use crate::moderation;
use crate::platform::clock::Timestamp;
use crate::platform::db::{Conn, Tx};
use crate::platform::id::random_id;
use crate::resolutions::model::Part;
use crate::resolutions::{self, Proposal};
use crate::reviews;
use crate::submissions;
use crate::submissions::code::ReceiptCode;
use crate::submissions::copy::{Item, WorkingCopy};
use crate::triage;
use crate::web::state::State;

/// The receipt code of one contribution of the demonstration, for whoever wants to see My answers.
pub const CODE: &str = "4821 0937 5516 2048 7730 1962";

/// The rounds, as they were written.
const ROUNDS: [(&str, &str); 3] = [
    ("1", include_str!("texts/hrdd/comments.1.toml")),
    ("2", include_str!("texts/hrdd/comments.2.toml")),
    ("3", include_str!("texts/hrdd/comments.3.toml")),
];

/// A `comments.N.toml`.
#[derive(Deserialize)]
pub struct Round {
    question: Vec<WorldQuestion>,
    contribution: Vec<Contribution>,
}

#[derive(Deserialize)]
struct WorldQuestion {
    text: LocalText,
    #[serde(default)]
    recommendation: LocalText,
}

#[derive(Clone, Deserialize)]
struct Contribution {
    group: Group,
    region: Region,
    level: Level,
    #[serde(default)]
    organisation: String,
    #[serde(default)]
    person: String,
    #[serde(default)]
    client: String,
    #[serde(default)]
    confirmed: bool,
    language: Language,
    /// Of an open round: published, cleared, waiting.
    stage: Option<String>,
    #[serde(default)]
    campaign: bool,
    comment: Vec<WorldComment>,
}

#[derive(Clone, Deserialize)]
struct WorldComment {
    target: TargetKind,
    #[serde(default)]
    at: String,
    kind: Option<Kind>,
    #[serde(default)]
    themes: Vec<String>,
    #[serde(default)]
    quote: String,
    #[serde(default)]
    body: String,
    #[serde(default)]
    proposed: String,
    #[serde(default)]
    reason: String,
    answer: Option<WorldAnswer>,
    #[serde(default)]
    change: Vec<String>,
    not_applied: Option<String>,
    state: Option<String>,
    question_back: Option<String>,
    reply: Option<String>,
    verdict: Option<Verdict>,
    #[serde(default)]
    verdict_why: String,
    #[serde(default)]
    verdict_public: bool,
    review: Option<String>,
    withheld: Option<HoldReason>,
    #[serde(default)]
    withdrawn: bool,
}

#[derive(Clone, Deserialize)]
struct WorldAnswer {
    decision: Decision,
    reason: LocalText,
}

impl Round {
    /// The round on a draft.
    pub fn of(number: &str) -> AppResult<Self> {
        let (_, text) = ROUNDS.into_iter().find(|(known, _)| *known == number).ok_or_else(|| AppError::internal("no such round"))?;
        toml::from_str(text).map_err(AppError::internal)
    }

    /// Its guiding questions.
    pub fn questions(&self) -> Vec<(LocalText, LocalText)> {
        self.question.iter().map(|question| (question.text.clone(), question.recommendation.clone())).collect()
    }
}

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

/// What was sent in a round, with the comments as they are stored.
pub struct Sent {
    comments: Vec<(CommentId, WorldComment, Language)>,
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

/// The places of a draft by their printed names.
struct Places {
    paragraphs: HashMap<String, i32>,
    sections: HashMap<String, i32>,
}

impl Places {
    fn read(conn: &mut Conn, draft: DraftId) -> AppResult<Self> {
        let paragraphs = drafts::read::paragraphs(conn, draft)?.into_iter().map(|paragraph| (paragraph.label, paragraph.ordinal)).collect();
        let version =
            drafts::read::versions(conn, &[draft])?.into_iter().find(|version| version.authoritative).ok_or(AppError::NotFound)?;
        let headings = drafts::read::headings(conn, version.id)?;
        let section = |heading: &drafts::read::PlacedBlock| {
            let printed = heading.block.printed();
            Some((printed.split('.').next()?.trim().to_owned(), heading.owner?.0))
        };
        Ok(Self { paragraphs, sections: headings.iter().filter_map(section).collect() })
    }

    fn target(&self, comment: &WorldComment) -> AppResult<Target> {
        let missing = || AppError::Internal(format!("the demonstration has no {} {}", comment.target.as_str(), comment.at));
        let ordinal = match comment.target {
            TargetKind::Draft => 0,
            TargetKind::Question => comment.at.parse().map_err(AppError::internal)?,
            TargetKind::Section => *self.sections.get(&comment.at).ok_or_else(missing)?,
            TargetKind::Paragraph | TargetKind::Gap => *self.paragraphs.get(&comment.at).ok_or_else(missing)?,
        };
        Ok(Target { kind: comment.target, ordinal })
    }
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
    })
}

fn account(conn: &mut Conn, email: &str) -> AppResult<AccountId> {
    accounts::read::id_of(conn, email)
}

/// Two people of the office: one who proposes, one who approves.
fn two(conn: &mut Conn) -> AppResult<(AccountId, AccountId)> {
    let email = |role| PEOPLE.iter().find(|person| person.3 == role).map_or("", |person| person.0);
    Ok((account(conn, email(accounts::model::Role::Analyst))?, account(conn, email(accounts::model::Role::Approver))?))
}

/// Sends every contribution of a round, looks at what was looked at, publishes what is public, and proposes and approves
/// the answers.
pub async fn take_part(
    state: &State,
    consultation: ConsultationId,
    slug: &str,
    round: Round,
    opened: Opened,
    now: Timestamp,
) -> AppResult<Sent> {
    let (slug, key) = (slug.to_owned(), std::sync::Arc::clone(&state.key));
    state
        .database
        .write(move |tx| {
            let places = Places::read(tx, opened.draft)?;
            let (proposer, approver) = two(tx)?;
            let open = opened.closes_at > now;
            let until = if open { now } else { opened.closes_at };
            let days = ((until.0 - opened.opens_at.0) / 86_400_000_000).max(2);
            let mut comments = Vec::new();
            // The contribution whose code is printed has several answers in French.
            let shown = round.contribution.iter().position(|known| {
                !open && known.language == Language::French && known.level == Level::OrganisationOnly && known.comment.len() >= 3
            });
            for (index, contribution) in (0_i64..).zip(&round.contribution) {
                let known = ReceiptCode::parse(CODE).map_err(AppError::internal)?;
                let taken = submissions::read::by_proof(tx, &known.proof(&key))?.is_some();
                let is_shown = shown.map(|shown| i64::try_from(shown).unwrap_or(-1)) == Some(index) && !taken && round_is_second(&places);
                let code = if is_shown { known } else { ReceiptCode::random()? };
                let copy = copy(contribution, &places)?;
                let arrived = opened.opens_at.plus_days(1 + index * 7 % (days - 1)).plus_seconds(3_600);
                let ready = submissions::ready(tx, &key, &code, opened.round, &copy, arrived)?;
                let receipt = submissions::submit(tx, &ready)?;
                if contribution.confirmed {
                    submissions::confirm_speaker(tx, &receipt.submission, approver, "Note of the organisation")?;
                }
                let sent = submissions::read::comments_of(tx, &receipt.submission.id)?;
                for (item, comment) in copy.items.iter().zip(&contribution.comment) {
                    let id = sent.iter().find(|sent| sent.item == item.key).map(|sent| sent.id.clone()).ok_or(AppError::NotFound)?;
                    after_sending(
                        tx,
                        consultation,
                        &slug,
                        &receipt.submission,
                        &code.proof(&key),
                        &id,
                        contribution,
                        comment,
                        proposer,
                        arrived,
                    )?;
                    comments.push((id, comment.clone(), contribution.language));
                }
            }
            let batch = if open { now } else { opened.closes_at.plus_days(6) };
            publish_batch(tx, &slug, opened.round, batch)?;
            clear_next(tx, consultation, &round, &comments)?;
            decide(tx, consultation, &round, &comments, (proposer, approver), open, batch.plus_days(if open { 0 } else { 20 }))?;
            Ok(Sent { comments })
        })
        .await
}

/// The second draft is the first with a paragraph on biometric data.
fn round_is_second(places: &Places) -> bool {
    places.paragraphs.contains_key("38")
}

/// What happens to a comment before it is published.
#[expect(clippy::too_many_arguments, reason = "the parts of one step, used once")]
fn after_sending(
    tx: &mut Tx,
    consultation: ConsultationId,
    slug: &str,
    submission: &submissions::model::Submission,
    proof: &[u8],
    id: &CommentId,
    contribution: &Contribution,
    comment: &WorldComment,
    by: AccountId,
    arrived: Timestamp,
) -> AppResult<()> {
    if comment.withdrawn {
        return submissions::withdraw(tx, submission, proof, Some(id));
    }
    if let Some(reason) = comment.withheld {
        return moderation::hold(tx, consultation, slug, id, reason, "", by, arrived.plus_days(2).day());
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

/// Of an open round some were looked at after the last batch.
fn clear_next(tx: &mut Tx, consultation: ConsultationId, round: &Round, comments: &[(CommentId, WorldComment, Language)]) -> AppResult<()> {
    let mut ids = comments.iter().map(|(id, ..)| id.clone());
    for contribution in &round.contribution {
        let own: Vec<CommentId> = ids.by_ref().take(contribution.comment.len()).collect();
        if contribution.stage.as_deref() == Some("cleared") {
            triage::clear(tx, consultation, &own)?;
        }
    }
    Ok(())
}

/// Proposes and approves the answers; the letters of a campaign get one. Of an open round every other one still waits for
/// approval.
fn decide(
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
        let part = Part::new(answer.decision, answer.reason.clone(), LocalText::default(), "")?;
        let proposal = Proposal { comments: ids, parts: vec![part], expected: None };
        let id = resolutions::propose(tx, consultation, &proposal, proposer, at.day())?;
        if !open || index % 2 == 0 {
            resolutions::approve(tx, consultation, id, approver, at.plus_days(3).day())?;
        }
    }
    Ok(())
}

/// Links the accepted points of the round before to the paragraphs of a draft in preparation that carry them out.
pub fn carry_out(
    tx: &mut Tx,
    consultation: ConsultationId,
    slug: &str,
    draft: DraftId,
    points: &[ToCarryOut],
    at: Timestamp,
) -> AppResult<()> {
    let (first, second) = two(tx)?;
    let draft = drafts::read::by_id(tx, draft)?;
    let links = drafts::read::links(tx, draft.id)?;
    let labels: HashMap<i32, String> =
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
            resolutions::not_apply(tx, consultation, slug, row.id, &reasons, first, at.day())?;
            continue;
        }
        let is_of = |ordinal: i32| {
            labels.get(&ordinal).is_some_and(|label| point.change.iter().any(|known| label.split(' ').next() == Some(known)))
        };
        let mut paragraphs: Vec<(Option<i32>, Option<i32>)> = links
            .iter()
            .filter(|link| drafts::read::words_changed(link.relation) && link.new_ordinal.is_some_and(is_of))
            .map(|link| (link.new_ordinal, None))
            .collect();
        paragraphs.dedup();
        if paragraphs.is_empty() {
            continue;
        }
        resolutions::link(tx, consultation, row.id, &draft, &paragraphs, first, at.day())?;
        if point.verified {
            resolutions::verify(tx, consultation, slug, row.id, second, at.day())?;
        }
    }
    Ok(())
}

/// Publishes the answers together with the next draft; the authors say what they think of them.
pub async fn answer_and_react(state: &State, consultation: ConsultationId, slug: &str, sent: &Sent, at: Timestamp) -> AppResult<()> {
    let (slug, comments) = (slug.to_owned(), sent.comments.clone());
    state
        .database
        .write(move |tx| {
            resolutions::publish_answers(tx, consultation, &slug, at.day())?;
            for (id, comment, _) in &comments {
                if let Some(verdict) = comment.verdict {
                    let today = at.plus_days(4).day();
                    resolutions::react(tx, consultation, &slug, id, verdict, &comment.verdict_why, comment.verdict_public, today)?;
                }
                if let Some(reason) = &comment.review {
                    reviews::file(tx, consultation, &slug, id, reason, at.plus_days(5).day())?;
                }
            }
            Ok(())
        })
        .await
}
