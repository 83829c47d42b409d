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
use crate::resolutions::pages::desk::CommentDesk;
use crate::submissions::deliveries::{self, Delivery, DeliveryKind, Progress};
use crate::web::locale::PageLanguage;
use crate::web::state::State;
use crate::web::viewer::SignedIn;

/// The table of an address.
async fn open(state: &State, desk: &CommentDesk, id: DeliveryId) -> Result<Delivery, AppError> {
    let consultation = desk.consultation.id;
    let delivery = state.database.read(move |conn| deliveries::delivery(conn, consultation, id)).await?;
    if delivery.kind == DeliveryKind::Table { Ok(delivery) } else { Err(AppError::NotFound) }
}

/// GET `/{language}/staff/consultations/{slug}/tables/{id}`
pub async fn show(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<(String, String, DeliveryId)>,
) -> Result<HttpResponse, AppError> {
    let desk = CommentDesk::open(&state, &signed_in, &path.1).await?;
    let delivery = open(&state, &desk, path.2).await?;
    match delivery.progress {
        Progress::Prepared => mapping::page(&state, language.0, &signed_in, &desk, &delivery, None, None, StatusCode::OK).await,
        Progress::TakenOver => result::page(&state, language.0, &signed_in, &desk, &delivery, None, StatusCode::OK).await,
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
