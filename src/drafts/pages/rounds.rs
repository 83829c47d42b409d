//! Opens and extends rounds.

use actix_web::{HttpResponse, web};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::desk::StaffDraftForm;
use super::draft::{self, Forms};
use crate::drafts;
use crate::drafts::model::{Audience, NewRound, Publication};
use crate::error::{AppError, FieldErrors};
use crate::ids::RoundId;
use crate::language::{Language, LocalText};
use crate::platform::clock::Timestamp;
use crate::platform::once::first_time;
use crate::six_languages;
use crate::web::forms::{FormView, local_text};
use crate::web::guard::FormData;
use crate::web::page::{see_other, status_of};

/// Reads "2026-11-30T18:00" (or with a space, or with seconds) as a time in the host's zone. Nothing else: a date alone
/// would mean its first minute, and an offset would contradict the zone. A time that the clocks skip or repeat is no
/// one instant.
fn parse_local(text: &str, zone: &str) -> Result<Timestamp, &'static str> {
    let text = text.trim().replacen(' ', "T", 1);
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    if !matches!(shape.as_str(), "0000-00-00T00:00" | "0000-00-00T00:00:00") {
        return Err("form-time-malformed");
    }
    let local: DateTime = text.parse().map_err(|_| "form-time-malformed")?;
    let zone = TimeZone::get(zone).map_err(|_| "form-time-zone-unknown")?;
    let instant = zone.to_ambiguous_zoned(local).unambiguous().map_err(|_| "form-time-ambiguous")?;
    Ok(Timestamp::from(instant.timestamp()))
}

/// The fields of a new round.
pub const ROUND_FIELDS: [&str; 12] = [
    "opens_at",
    "closes_at",
    "audience",
    "publication",
    "late_days",
    "questions",
    "questions_ar",
    "questions_zh",
    "questions_en",
    "questions_fr",
    "questions_ru",
    "questions_es",
];

const QUESTIONS: [&str; 6] = six_languages!("questions");

/// For how many days late contributions are taken; empty means not at all.
fn parse_late_days(text: &str) -> Result<i32, &'static str> {
    let days = if text.is_empty() { Ok(0) } else { text.parse() };
    days.ok().filter(|days| (0..=60).contains(days)).ok_or("form-late-days")
}

/// Reads the guiding questions: a line for each, with a possible recommendation behind a vertical bar; the lines of the
/// other languages translate those of the authoritative one, in the same order.
fn parse_questions(typed: &FormData, authoritative: Language) -> Result<Vec<(LocalText, LocalText)>, &'static str> {
    let texts = local_text(typed, &QUESTIONS);
    let lines = |language: Language| -> Vec<(String, String)> {
        let lines = texts.exactly(language).lines().map(str::trim).filter(|line| !line.is_empty());
        lines
            .map(|line| line.split_once(['|', '｜']).unwrap_or((line, "")))
            .map(|(question, recommendation)| (question.trim().to_owned(), recommendation.trim().to_owned()))
            .collect()
    };
    let mut questions: Vec<(LocalText, LocalText)> =
        lines(authoritative).iter().map(|_| (LocalText::default(), LocalText::default())).collect();
    for language in Language::ALL {
        let own = lines(*language);
        if !own.is_empty() && own.len() != questions.len() {
            return Err("form-questions-differ");
        }
        for ((question, recommendation), (asked, recommended)) in questions.iter_mut().zip(own) {
            question.0.insert(*language, asked);
            if !recommended.is_empty() {
                recommendation.0.insert(*language, recommended);
            }
        }
    }
    Ok(questions)
}

/// POST `/{language}/staff/consultations/{slug}/drafts/{number}/rounds`
pub async fn create(StaffDraftForm { at, typed }: StaffDraftForm) -> Result<HttpResponse, AppError> {
    let zone = &at.consultation.time_zone;
    let mut errors = FieldErrors::default();
    let opens = errors.take("opens_at", parse_local(typed.get("opens_at"), zone));
    let closes = errors.take("closes_at", parse_local(typed.get("closes_at"), zone));
    let audience = errors.take("audience", Audience::parse(typed.get("audience")).ok_or("form-required"));
    let publication = errors.take("publication", Publication::parse(typed.get("publication")).ok_or("form-required"));
    let late = errors.take("late_days", parse_late_days(typed.get("late_days")));
    let questions = errors.take("questions", parse_questions(&typed, at.consultation.language));
    let done = match (opens.zip(closes), audience.zip(publication), late.zip(questions)) {
        (Some((opens_at, closes_at)), Some((audience, publication)), Some((late_days, questions))) => {
            let new = NewRound { opens_at, closes_at, audience, publication, late_days, questions };
            let (draft, now, form_key) = (at.draft.id, at.state.clock.now(), typed.once_key());
            at.state
                .database
                .write(move |tx| {
                    if first_time(tx, &form_key, now)? {
                        drafts::open_round(tx, draft, &new, now)?;
                    }
                    Ok::<_, AppError>(())
                })
                .await
        }
        _ => Err(AppError::Invalid(errors)),
    };
    match done {
        Ok(()) => Ok(see_other(&at.address("#rounds"))),
        Err(error) => {
            let round = FormView::new(&ROUND_FIELDS).typed(&typed).refused(&error)?;
            draft::page(&at, Forms { round, ..Forms::empty() }, None, status_of(&error)).await
        }
    }
}

/// A round in an address.
#[derive(Clone, Deserialize)]
pub struct RoundPath {
    round: RoundId,
}

/// POST `/{language}/staff/consultations/{slug}/drafts/{number}/rounds/{round}/extensions`
pub async fn extend(StaffDraftForm { at, typed }: StaffDraftForm, path: web::Path<RoundPath>) -> Result<HttpResponse, AppError> {
    let done = match parse_local(typed.get("new_closes_at"), &at.consultation.time_zone) {
        Ok(closes_at) => {
            let expected = Timestamp(typed.get("expected").parse().unwrap_or_default());
            let reason = LocalText::one(at.consultation.language, typed.get("extension_reason"));
            let (draft, round, now) = (at.draft.id, path.round, at.state.clock.now());
            at.state.database.write(move |tx| drafts::extend_round(tx, draft, round, expected, closes_at, &reason, now)).await
        }
        Err(message) => Err(AppError::field("new_closes_at", message)),
    };
    match done {
        Ok(()) => Ok(see_other(&at.address("#rounds"))),
        Err(error) => {
            let form = FormView::new(&["new_closes_at", "extension_reason"]).typed(&typed).refused(&error)?;
            let forms = Forms { extension: (form, path.round.0), ..Forms::empty() };
            draft::page(&at, forms, None, status_of(&error)).await
        }
    }
}
