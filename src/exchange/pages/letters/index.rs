//! The letters that came, and the form to take one in.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use crate::contributors::COUNTRIES;
use crate::contributors::model::{Group, Level, Region};
use crate::drafts;
use crate::error::{AppError, FieldErrors};
use crate::exchange::pages::tables::index::{DELIVERY, delivery, empty_form, numbers};
use crate::extract::NotRead;
use crate::ids::DeliveryId;
use crate::language::Language;
use crate::platform::admission::Asker;
use crate::platform::clock::Timestamp;
use crate::platform::once::first_time;
use crate::resolutions::pages::desk::{Head, StaffConsultation};
use crate::submissions::deliveries::{Delivery, DeliveryKind, NewDelivery, Way};
use crate::submissions::letters;
use crate::submissions::model::Channel;
use crate::submissions::{Arrival, check};
use crate::text::prose;
use crate::text::read::ReadError;
use crate::web::body::Upload;
use crate::web::forms::FormView;
use crate::web::guard::FormData;
use crate::web::page::{see_other, status_of};

#[derive(Serialize)]
struct IndexView {
    head: Head,
    lines: Vec<Line>,
    drafts: Vec<String>,
    ways: Vec<&'static str>,
    languages: Vec<(&'static str, &'static str)>,
    groups: Vec<&'static str>,
    regions: Vec<&'static str>,
    levels: Vec<&'static str>,
    countries: Vec<(&'static str, &'static str)>,
    form: FormView,
}

#[derive(Serialize)]
struct Line {
    id: DeliveryId,
    sender: String,
    received: Timestamp,
    draft: String,
    points: i64,
    shown: bool,
}

/// The fields of the form: those of a delivery, the letter, who speaks.
fn fields() -> Vec<&'static str> {
    let mut fields = DELIVERY.to_vec();
    fields.extend(["letter", "group", "region", "country", "organisation", "person", "level"]);
    fields
}

async fn page(at: &StaffConsultation, form: Option<FormView>, status: StatusCode) -> Result<HttpResponse, AppError> {
    let drafts = numbers(at).await?;
    let consultation = at.consultation.id;
    let (found, numbered) = at
        .state
        .database
        .read(move |conn| Ok::<_, AppError>((letters::listed(conn, consultation)?, drafts::read::of_consultation(conn, consultation)?)))
        .await?;
    let line = |(delivery, points, shown): &(Delivery, i64, bool)| {
        Ok(Line {
            id: delivery.id,
            sender: delivery.sender(&at.state.key)?,
            received: delivery.received_on.start(),
            draft: numbered.iter().find(|draft| draft.id == delivery.draft).map(|draft| draft.number.to_string()).unwrap_or_default(),
            points: *points,
            shown: *shown,
        })
    };
    let mut countries: Vec<(&str, &str)> = COUNTRIES.iter().map(|country| (country.code, country.name(at.language))).collect();
    countries.sort_by_key(|(_, name)| crate::text::fold::folded(name));
    let begun =
        || empty_form(at, &fields(), drafts.first()).with("level", Level::GroupOnly.as_str()).with("group", Group::Undisclosed.as_str());
    let view = IndexView {
        head: at.head(),
        lines: found.iter().map(line).collect::<Result<_, AppError>>()?,
        form: form.unwrap_or_else(begun),
        drafts,
        ways: Way::ALL.iter().map(|way| way.as_str()).collect(),
        languages: Language::ALL.iter().map(|language| (language.as_str(), language.own_name())).collect(),
        groups: Group::ALL.iter().map(|group| group.as_str()).collect(),
        regions: Region::ALL.iter().map(|region| region.as_str()).collect(),
        levels: Level::ALL.iter().rev().map(|level| level.as_str()).collect(),
        countries,
    };
    at.page("/letters", "letters-title").response(status, "exchange/letters", &view)
}

/// GET `/{language}/staff/consultations/{slug}/letters`
pub async fn index(at: StaffConsultation) -> Result<HttpResponse, AppError> {
    page(&at, None, StatusCode::OK).await
}

/// POST `/{language}/staff/consultations/{slug}/letters`
pub async fn create(at: StaffConsultation, received: Upload) -> Result<HttpResponse, AppError> {
    let typed = at.form_to_triage(received.fields)?;
    let done =
        if received.too_large { Err(AppError::field("file", "form-file-too-large")) } else { take_in(&at, &typed, received.bytes).await };
    match done {
        Ok(id) => Ok(see_other(&format!("/{}/staff/consultations/{}/letters{id}", at.language.as_str(), at.consultation.slug))),
        Err(error) => {
            let form = FormView::new(&fields()).typed(&typed).with("file", "").refused(&error)?;
            page(&at, Some(form), status_of(&error)).await
        }
    }
}

/// Takes it in; returns how its address goes on after that of the letters.
async fn take_in(at: &StaffConsultation, typed: &FormData, bytes: Vec<u8>) -> Result<String, AppError> {
    let mut errors = FieldErrors::default();
    let mut note = |error: AppError| match error {
        AppError::Invalid(wrong) => {
            wrong.iter().for_each(|(field, message)| errors.add(field, message));
            Ok(())
        }
        other => Err(other),
    };
    let new = delivery(at, typed, DeliveryKind::Letter).await.map_or_else(|error| note(error).map(|()| None), |new| Ok(Some(new)))?;
    let speaker = check::speaker(|name| typed.get(name)).map_or_else(|error| note(error).map(|()| None), |speaker| Ok(Some(speaker)))?;
    let pasted = typed.get("letter").to_owned();
    let key = std::sync::Arc::clone(&at.state.key);
    let (read, original) = if bytes.is_empty() {
        (prose::pasted(&pasted).map_err(NotRead::from), pasted.into_bytes())
    } else {
        (at.state.extractor.letter(&bytes, Asker::Staff).await, bytes)
    };
    let read = match read {
        Ok(read) => Some(read),
        Err(NotRead::Failed(error)) => return Err(error),
        Err(NotRead::Refused(error)) => {
            let nothing = typed.get("letter").is_empty() && original.is_empty();
            let field = if typed.get("letter").is_empty() { "file" } else { "letter" };
            errors.add(field, if nothing { "form-letter-missing" } else { error_key(error) });
            None
        }
    };
    let (Some(new), Some((speaker, level, _)), Some(read)) = (new, speaker, read) else { return Err(AppError::Invalid(errors)) };
    let arrival = Arrival {
        round: new.round,
        channel: Channel::Letter,
        received_on: new.received_on,
        speaker,
        level,
        confirmed_how: typed.get("confirmed_how").to_owned(),
        by: Some(at.by),
    };
    let (today, sealing) = (at.state.clock.now().day(), std::sync::Arc::clone(&key));
    let media_type = read.media_type.clone();
    let sealed = tokio::task::spawn_blocking(move || NewDelivery { media_type, original, ..new }.seal(&sealing))
        .await
        .map_err(AppError::internal)??;
    let (once, now) = (typed.once_key(), at.state.clock.now());
    let done = at.state.database.write(move |tx| {
        // The same form sent twice takes one letter in.
        if !first_time(tx, &once, now)? {
            return Ok(None);
        }
        letters::take_in(tx, &key, &sealed, &arrival, &read.paragraphs, today).map(Some)
    });
    Ok(done.await?.map(|id| format!("/{}", id.0)).unwrap_or_default())
}

const fn error_key(error: ReadError) -> &'static str {
    match error {
        ReadError::UnknownFormat => "form-file-unknown-letter",
        other => other.key(),
    }
}
