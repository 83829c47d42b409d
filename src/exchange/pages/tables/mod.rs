//! The desk of tables that came by mail: handed in, mapped, taken over, what was left without a place.

pub mod choices;
pub mod index;
pub mod mapping;
pub mod result;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::comments::pages::{Place, excerpt};
use crate::error::AppError;
use crate::ids::DeliveryId;
use crate::language::Language;
use crate::publications::model::{Target, TargetKind};
use crate::resolutions::pages::desk::StaffConsultation;
use crate::submissions::deliveries::{self, Delivery, DeliveryKind, Progress};
use crate::web::state::State;

/// The table of an address.
async fn open(at: &StaffConsultation, id: DeliveryId) -> Result<Delivery, AppError> {
    let consultation = at.consultation.id;
    let delivery = at.state.database.read(move |conn| deliveries::delivery(conn, consultation, id)).await?;
    if delivery.kind == DeliveryKind::Table { Ok(delivery) } else { Err(AppError::NotFound) }
}

/// GET `/{language}/staff/consultations/{slug}/tables/{id}`
pub async fn show(at: StaffConsultation, path: web::Path<(String, String, DeliveryId)>) -> Result<HttpResponse, AppError> {
    let delivery = open(&at, path.2).await?;
    match delivery.progress {
        Progress::Prepared => mapping::page(&at, &delivery, None, None, StatusCode::OK).await,
        Progress::TakenOver => result::page(&at, &delivery, None, StatusCode::OK).await,
    }
}

/// A place that may be chosen.
#[derive(Clone, Serialize)]
pub struct PlaceChoice {
    /// As it is sent.
    value: String,
    /// What it is called.
    title: String,
}

/// Places that may be chosen, each with its name.
pub fn place_choices(
    state: &State,
    language: Language,
    targets: &[Target],
    labels: &std::collections::HashMap<Target, String>,
) -> Vec<PlaceChoice> {
    let title = |target: &Target| {
        let label = labels.get(target)?;
        Some(Place::new(state, language, target.kind, target.ordinal, &excerpt(label, 70), String::new()).title)
    };
    targets
        .iter()
        .filter(|target| target.kind != TargetKind::Draft)
        .filter_map(|target| Some(PlaceChoice { value: target.anchor(), title: title(target)? }))
        .collect()
}
