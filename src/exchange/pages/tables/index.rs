//! The tables that came, and the form to hand one in.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use crate::drafts;
use crate::drafts::model::{DraftNumber, DraftStatus};
use crate::error::{AppError, FieldErrors};
use crate::exchange::tables;
use crate::ids::DeliveryId;
use crate::language::Language;
use crate::platform::admission::Asker;
use crate::platform::clock::{Day, Timestamp};
use crate::resolutions::pages::desk::{Head, StaffConsultation};
use crate::submissions::deliveries::{self, DeliveryKind, NewDelivery, Progress, Way};
use crate::web::body::Upload;
use crate::web::forms::FormView;
use crate::web::guard::FormData;
use crate::web::page::{see_other, status_of};

/// The fields that tables and letters share.
pub const DELIVERY: [&str; 7] = ["file", "draft", "sender", "way", "received_on", "language", "confirmed_how"];

#[derive(Serialize)]
struct IndexView {
    head: Head,
    lines: Vec<Line>,
    drafts: Vec<String>,
    ways: Vec<&'static str>,
    languages: Vec<(&'static str, &'static str)>,
    form: FormView,
}

#[derive(Serialize)]
struct Line {
    id: DeliveryId,
    sender: String,
    received: Timestamp,
    draft: String,
    taken_over: bool,
    unplaced: i64,
}

/// The day in a field of a form; today if it is empty.
pub fn day_of(typed: &FormData, field: &'static str, today: Day) -> Result<Day, AppError> {
    match typed.get(field) {
        "" => Ok(today),
        text => {
            let date: jiff::civil::Date = text.parse().map_err(|_| AppError::field(field, "form-day-malformed"))?;
            let start = date.to_zoned(jiff::tz::TimeZone::UTC).map_err(|_| AppError::field(field, "form-day-malformed"))?;
            let day = Timestamp::from(start.timestamp()).day();
            if day > today { Err(AppError::field(field, "form-day-future")) } else { Ok(day) }
        }
    }
}

/// The form of a delivery as it begins.
pub fn empty_form(at: &StaffConsultation, names: &[&'static str], newest: Option<&String>) -> FormView {
    let form = FormView::new(names).with("language", at.consultation.language.as_str()).with("way", Way::Mail.as_str());
    form.with("draft", newest.cloned().unwrap_or_default())
}

/// The numbers of the drafts on which something may come, the newest first.
pub async fn numbers(at: &StaffConsultation) -> Result<Vec<String>, AppError> {
    let consultation = at.consultation.id;
    let drafts = at.state.database.read(move |conn| drafts::read::of_consultation(conn, consultation)).await?;
    let published = drafts.iter().rev().filter(|draft| draft.status == DraftStatus::Published);
    let mut numbers: Vec<String> = published.map(|draft| draft.number.to_string()).collect();
    numbers.sort_by_key(|number| std::cmp::Reverse(DraftNumber::parse(number)));
    Ok(numbers)
}

async fn page(at: &StaffConsultation, form: Option<FormView>, status: StatusCode) -> Result<HttpResponse, AppError> {
    let drafts = numbers(at).await?;
    let consultation = at.consultation.id;
    let (found, numbered, waiting) = at
        .state
        .database
        .read(move |conn| {
            let found = deliveries::of_consultation(conn, consultation, DeliveryKind::Table)?;
            let numbered = drafts::read::of_consultation(conn, consultation)?;
            let waiting = tables::unplaced_counts(conn, consultation)?;
            Ok::<_, AppError>((found, numbered, waiting))
        })
        .await?;
    let line = |delivery: &deliveries::Delivery| {
        Ok(Line {
            id: delivery.id,
            sender: delivery.sender(&at.state.key)?,
            received: delivery.received_on.start(),
            draft: numbered.iter().find(|draft| draft.id == delivery.draft).map(|draft| draft.number.to_string()).unwrap_or_default(),
            taken_over: delivery.progress == Progress::TakenOver,
            unplaced: waiting.get(&delivery.id).copied().unwrap_or_default(),
        })
    };
    let view = IndexView {
        head: at.head(),
        lines: found.iter().map(line).collect::<Result<_, AppError>>()?,
        form: form.unwrap_or_else(|| empty_form(at, &DELIVERY, drafts.first())),
        drafts,
        ways: Way::ALL.iter().map(|way| way.as_str()).collect(),
        languages: Language::ALL.iter().map(|language| (language.as_str(), language.own_name())).collect(),
    };
    at.page("/tables", "tables-title").response(status, "exchange/tables", &view)
}

/// GET `/{language}/staff/consultations/{slug}/tables`
pub async fn index(at: StaffConsultation) -> Result<HttpResponse, AppError> {
    page(&at, None, StatusCode::OK).await
}

/// What a form says of a delivery, without the file.
pub async fn delivery(at: &StaffConsultation, typed: &FormData, kind: DeliveryKind) -> Result<NewDelivery, AppError> {
    let mut errors = FieldErrors::default();
    let way = errors.take("way", Way::parse(typed.get("way")).ok_or("form-required"));
    let language = errors.take("language", Language::parse(typed.get("language")).ok_or("form-language-unknown"));
    let sender = typed.get("sender").to_owned();
    if sender.is_empty() {
        errors.add("sender", "form-required");
    }
    if sender.chars().count() > 200 {
        errors.add("sender", "form-text-long");
    }
    let number = errors.take("draft", DraftNumber::parse(typed.get("draft")).ok_or("form-required"));
    let received_on = match day_of(typed, "received_on", at.state.clock.now().day()) {
        Ok(day) => Some(day),
        Err(AppError::Invalid(wrong)) => {
            wrong.iter().for_each(|(field, message)| errors.add(field, message));
            None
        }
        Err(other) => return Err(other),
    };
    let (Some(way), Some(language), Some(number), Some(received_on), true) = (way, language, number, received_on, errors.is_empty()) else {
        return Err(AppError::Invalid(errors));
    };
    let consultation = at.consultation.id;
    let (draft, round) = at
        .state
        .database
        .read(move |conn| {
            let draft = drafts::read::by_number(conn, consultation, number)?.id;
            Ok::<_, AppError>((draft, tables::round_of(conn, draft, received_on)?))
        })
        .await?;
    Ok(NewDelivery {
        consultation,
        draft,
        round: round.id,
        kind,
        way,
        language,
        received_on,
        media_type: String::new(),
        sender,
        original: Vec::new(),
        by: Some(at.by),
    })
}

/// POST `/{language}/staff/consultations/{slug}/tables`
pub async fn create(at: StaffConsultation, received: Upload) -> Result<HttpResponse, AppError> {
    let typed = at.form_to_triage(received.fields)?;
    let done =
        if received.too_large { Err(AppError::field("file", "form-file-too-large")) } else { hand_in(&at, &typed, received.bytes).await };
    match done {
        Ok(id) => Ok(see_other(&format!("/{}/staff/consultations/{}/tables/{id}", at.language.as_str(), at.consultation.slug))),
        Err(error) => {
            let form = FormView::new(&DELIVERY).typed(&typed).with("file", "").refused(&error)?;
            page(&at, Some(form), status_of(&error)).await
        }
    }
}

/// Keeps the table until it is taken over; what cannot be read is not kept.
async fn hand_in(at: &StaffConsultation, typed: &FormData, bytes: Vec<u8>) -> Result<DeliveryId, AppError> {
    let new = delivery(at, typed, DeliveryKind::Table).await?;
    at.state.extractor.tables(&bytes, Asker::Staff).await?;
    let key = std::sync::Arc::clone(&at.state.key);
    let sealed = tokio::task::spawn_blocking(move || NewDelivery { original: bytes, ..new }.seal(&key));
    let sealed = sealed.await.map_err(AppError::internal)??;
    let today = at.state.clock.now().day();
    at.state.database.write(move |tx| deliveries::deliver(tx, &sealed, today)).await
}
