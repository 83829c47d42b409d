//! A letter that came to the office of the demonstration: its points marked, answered, shown whole.

use std::sync::Arc;

use super::answers::two;
use super::comments::Opened;
use crate::comments;
use crate::contributors::model::{Group, Level, Region, Speaker};
use crate::drafts;
use crate::error::{AppError, AppResult};
use crate::ids::{CommentId, ConsultationId};
use crate::language::{Language, LocalText};
use crate::platform::admission::Asker;
use crate::platform::clock::Timestamp;
use crate::publications::model::{CommentKind, Decision, Target, TargetKind};
use crate::resolutions::model::Part;
use crate::resolutions::{self, Proposal};
use crate::submissions::Arrival;
use crate::submissions::deliveries::{DeliveryKind, NewDelivery, Way};
use crate::submissions::letters::{self, Mark};
use crate::submissions::model::Channel;
use crate::triage;
use crate::web::state::State;

const LETTER: &str = include_str!("texts/hrdd/letter.en.md");

/// What the office made of it: the paragraph of the letter, that of the draft, what was decided, and why.
const POINTS: [(usize, &str, Decision, &str); 3] = [
    (
        3,
        "29",
        Decision::Noted,
        "The text asks for summaries that those concerned can understand. How single decisions are announced belongs to the rules of each entity; the point will be raised with them.",
    ),
    (
        4,
        "27",
        Decision::NotAccepted,
        "Costs are for the rules on expenses, which bind every entity already; a sentence here could narrow them.",
    ),
    (
        5,
        "14",
        Decision::AlreadyAddressed,
        "Paragraph 14 asks that the assessment be repeated whenever the purpose, the technology or the situation changes.",
    ),
];

/// Takes the letter in while a round is open, and answers it after the closing, at `later`.
///
/// # Errors
/// Those of the operations.
pub async fn letter(state: &State, consultation: ConsultationId, opened: Opened, later: Timestamp) -> AppResult<()> {
    let read = state.extractor.letter(LETTER.as_bytes(), Asker::Staff).await?;
    let received_on = opened.opens_at.plus_days(20).day();
    let sealed = NewDelivery {
        consultation,
        draft: opened.draft,
        round: opened.round,
        kind: DeliveryKind::Letter,
        way: Way::Post,
        language: Language::English,
        received_on,
        media_type: read.media_type,
        sender: "Lakeside Disability Forum".to_owned(),
        original: LETTER.as_bytes().to_vec(),
        by: None,
    }
    .seal(&state.key)?;
    let key = Arc::clone(&state.key);
    state
        .database
        .write(move |tx| {
            let (proposer, approver) = two(tx)?;
            let arrival = Arrival {
                round: opened.round,
                channel: Channel::Letter,
                received_on,
                speaker: Speaker {
                    group: Group::OrganisationOfPersonsWithDisabilities,
                    region: Region::Africa,
                    country: String::new(),
                    organisation: "Lakeside Disability Forum".to_owned(),
                    person: String::new(),
                    client: String::new(),
                },
                level: Level::OrganisationOnly,
                confirmed_how: "Letter with the seal of the forum".to_owned(),
                by: Some(proposer),
            };
            let id = letters::take_in(tx, &key, &sealed, &arrival, &read.paragraphs, received_on)?;
            // The address of its office is nobody's business.
            let mut cleaned = read.paragraphs.clone();
            if let Some(address) = cleaned.iter_mut().find(|paragraph| paragraph.contains("Harbour Street")) {
                address.clear();
            }
            let letter = letters::letter(tx, &key, consultation, id)?;
            letters::clean(tx, &key, &letter, letter.version, &cleaned)?;
            let paragraphs = drafts::read::paragraphs(tx, opened.draft)?;
            let mut marked: Vec<CommentId> = Vec::new();
            for (paragraph, label, ..) in POINTS {
                let letter = letters::letter(tx, &key, consultation, id)?;
                let place = paragraphs.iter().find(|known| known.label == label).ok_or(AppError::NotFound)?;
                let target = Target { kind: TargetKind::Paragraph, ordinal: place.ordinal };
                let words = String::new();
                let kind = Some(CommentKind::Substantive);
                let mark = Mark { first: paragraph, last: paragraph, words, target, label: label.to_owned(), kind };
                marked.push(letters::mark(tx, &letter, letter.version, &mark)?);
            }
            triage::clear(tx, consultation, &marked)?;
            comments::publish_batch(tx, opened.round, later)?;
            for (comment, (.., decision, reason)) in marked.into_iter().zip(POINTS) {
                let part = Part::new(decision, LocalText::one(Language::English, reason), LocalText::default(), "")?;
                let proposal = Proposal { comments: vec![comment], parts: vec![part], expected: None };
                let answer = resolutions::propose(tx, consultation, &proposal, proposer, later.day())?;
                resolutions::approve(tx, consultation, answer, approver, later.day())?;
            }
            resolutions::publish_answers(tx, consultation, later.day())?;
            let letter = letters::letter(tx, &key, consultation, id)?;
            letters::release(tx, &letter, letter.version, approver, later)
        })
        .await
}
