//! What a person says of a table before it is taken over: kept, and carried out.

use std::sync::Arc;

use actix_web::{HttpResponse, web};

use super::mapping::{kept, looked_at, page};
use super::open;
use crate::comments;
use crate::comments::table::{Meant, Open, Outline, Role, SourceChoice, parse_anchor};
use crate::contributors::country;
use crate::contributors::model::{Group, Level, Region};
use crate::error::{AppError, Conflict};
use crate::exchange::tables::{self, Choices};
use crate::ids::DeliveryId;
use crate::publications::model::{CommentKind, Decision};
use crate::resolutions::pages::desk::{StaffConsultation, TriageForm};
use crate::submissions::deliveries::{self, Delivery};
use crate::web::guard::FormData;
use crate::web::page::{see_other, status_of};

/// What the form says. Places that were typed by their printed number are looked up in the draft.
fn parse(typed: &FormData, before: Choices, outline: &Outline) -> Choices {
    let mut choices = Choices { confirmed_how: typed.get("confirmed_how").to_owned(), ..before };
    let mapping = &mut choices.mapping;
    let headings = (1..).map(|index: usize| (index, typed.get(&format!("heading_{index}")))).take_while(|(_, heading)| !heading.is_empty());
    for (index, heading) in headings {
        // Only what differs from what was shown is somebody's word.
        let chosen = Role::parse(typed.get(&format!("role_{index}")));
        if let Some(role) = chosen.filter(|role| role.as_str() != typed.get(&format!("shown_role_{index}"))) {
            mapping.columns.insert(heading.to_owned(), role);
        }
    }
    for index in 0..500 {
        let named = |part: &str| typed.get(&format!("source_{part}_{index}")).to_owned();
        if let (Some(group), Some(level)) = (Group::parse(&named("group")), Level::parse(&named("level"))) {
            let state = country(&named("country"));
            let region = state.map_or(Region::parse(&named("region")).unwrap_or(Region::Undisclosed), |state| state.region);
            let country = state.map(|state| state.code.to_owned()).unwrap_or_default();
            mapping.sources.insert(named("name"), SourceChoice { group, region, country, level });
        }
        let words = typed.get(&format!("decision_words_{index}"));
        match typed.get(&format!("decision_{index}")) {
            "open" => _ = mapping.decisions.insert(words.to_owned(), Meant::Open(Open::Open)),
            word => {
                if let Some(decision) = Decision::parse(word) {
                    mapping.decisions.insert(words.to_owned(), Meant::Decided(decision));
                }
            }
        }
        if let Some(kind) = CommentKind::parse(typed.get(&format!("kind_{index}"))) {
            mapping.kinds.insert(typed.get(&format!("kind_words_{index}")).to_owned(), kind);
        }
        let said = typed.get(&format!("place_said_{index}")).to_owned();
        let other = typed.get(&format!("place_other_{index}"));
        let target = match parse_anchor(typed.get(&format!("place_{index}"))) {
            Some(target) => Some(target),
            None if other.is_empty() => None,
            None => outline.printed(other).target(),
        };
        if let Some(target) = target {
            mapping.places.insert(said, target.anchor());
        }
    }
    choices
}

/// Opens the form of a table that is not taken over yet: the table, what is kept of it, what the form says.
async fn typed_choices(at: &StaffConsultation, typed: &FormData, id: DeliveryId) -> Result<(Delivery, Choices), AppError> {
    let (state, delivery) = (&at.state, open(at, id).await?);
    if delivery.progress != deliveries::Progress::Prepared {
        return Err(AppError::Conflict(Conflict::TakenOver));
    }
    let draft = delivery.draft;
    let outline = state.database.read(move |conn| comments::outline(conn, draft)).await?;
    let choices = parse(typed, kept(state, &delivery)?, &outline);
    let json = serde_json::json!(choices).to_string().into_bytes();
    let (key, of) = (Arc::clone(&state.key), delivery.clone());
    state.database.write(move |tx| deliveries::choose(tx, &key, &of, &json)).await?;
    Ok((delivery, choices))
}

fn address(at: &StaffConsultation, rest: &str) -> String {
    format!("/{}/staff/consultations/{}/tables{rest}", at.language.as_str(), at.consultation.slug)
}

/// POST `/{language}/staff/consultations/{slug}/tables/{id}/choices`: keeps what was said, and looks again.
pub async fn choose(TriageForm { at, typed }: TriageForm, path: web::Path<(String, String, DeliveryId)>) -> Result<HttpResponse, AppError> {
    let (delivery, _) = typed_choices(&at, &typed, path.2).await?;
    Ok(see_other(&address(&at, &format!("/{}", delivery.id))))
}

/// POST `/{language}/staff/consultations/{slug}/tables/{id}/taking-over`
pub async fn import(TriageForm { at, typed }: TriageForm, path: web::Path<(String, String, DeliveryId)>) -> Result<HttpResponse, AppError> {
    let state = &at.state;
    let (delivery, choices) = typed_choices(&at, &typed, path.2).await?;
    let done = async {
        let (look, _) = looked_at(state, &delivery, choices.clone()).await?;
        if look.plan.lines.is_empty() {
            return Err(AppError::Conflict(Conflict::TableEmpty));
        }
        let (key, of, by, today) = (Arc::clone(&state.key), delivery.clone(), at.by, state.clock.now().day());
        state.database.write(move |tx| tables::import(tx, &key, &of, &look.plan, &look.choices, Some(by), today)).await
    };
    match done.await {
        Ok(_) => Ok(see_other(&address(&at, &format!("/{}", delivery.id)))),
        Err(error) => page(&at, &delivery, Some(choices), Some(&error), status_of(&error)).await,
    }
}

/// POST `/{language}/staff/consultations/{slug}/tables/{id}/discarding`
pub async fn discard(TriageForm { at, .. }: TriageForm, path: web::Path<(String, String, DeliveryId)>) -> Result<HttpResponse, AppError> {
    let delivery = open(&at, path.2).await?;
    at.state.database.write(move |tx| deliveries::discard(tx, delivery.id)).await?;
    Ok(see_other(&address(&at, "")))
}
