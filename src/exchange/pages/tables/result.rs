//! A table that was taken over: what came of it, the codes for those who speak in it, the rows that have no place yet.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::{PlaceChoice, open, place_choices};
use crate::comments;
use crate::comments::pages::excerpt;
use crate::comments::table::{Outline, parse_anchor};
use crate::contributors::country;
use crate::contributors::model::Speaker;
use crate::drafts;
use crate::error::{AppError, Conflict};
use crate::exchange::tables::{self, Known, Outcome};
use crate::ids::DeliveryId;
use crate::language::Language;
use crate::platform::clock::Timestamp;
use crate::publications::model::Target;
use crate::resolutions::pages::desk::{Head, StaffConsultation, TriageForm};
use crate::submissions;
use crate::submissions::check;
use crate::submissions::deliveries::Delivery;
use crate::submissions::model::{Submission, SubmissionId};
use crate::web::forms::FormView;
use crate::web::page::{see_other, status_of};

#[derive(Serialize)]
struct ResultView {
    head: Head,
    id: DeliveryId,
    sender: String,
    received: Timestamp,
    draft: String,
    outcome: Outcome,
    contributions: Vec<Contribution>,
    places: Vec<DoubtView>,
    form: FormView,
}

/// A contribution of the table.
#[derive(Serialize)]
struct Contribution {
    id: String,
    reference: String,
    name: String,
    group: &'static str,
    level: &'static str,
    comments: usize,
    codes_issued: i32,
}

#[derive(Serialize)]
struct DoubtView {
    index: usize,
    said: String,
    rows: Vec<String>,
    ids: String,
    excerpts: Vec<String>,
    candidates: Vec<PlaceChoice>,
}

/// The name under which somebody speaks, as far as it is kept.
pub fn name_of(speaker: &Speaker, language: Language) -> String {
    let state = country(&speaker.country).map(|country| country.name(language).to_owned());
    let names = [Some(speaker.organisation.clone()), Some(speaker.person.clone()), state];
    names.into_iter().flatten().find(|name| !name.is_empty()).unwrap_or_default()
}

/// The page; `error` is what was wrong with the form of places.
pub async fn page(
    at: &StaffConsultation,
    delivery: &Delivery,
    error: Option<&AppError>,
    status: StatusCode,
) -> Result<HttpResponse, AppError> {
    let outcome: Outcome = serde_json::from_str(&delivery.outcome).map_err(AppError::internal)?;
    let (of, contributions) = (delivery.clone(), outcome.contributions.clone());
    let (draft, outline, rows, contributions) = at
        .state
        .database
        .read(move |conn| {
            let draft = drafts::read::by_id(conn, of.draft)?;
            let ids: Vec<SubmissionId> = contributions.iter().map(|(id, _)| id.clone()).collect();
            let codes: HashMap<SubmissionId, i32> = submissions::codes_issued(conn, &ids)?.into_iter().collect();
            let mut known: HashMap<SubmissionId, Submission> =
                submissions::read::by_ids(conn, &ids)?.into_iter().map(|submission| (submission.id.clone(), submission)).collect();
            let with_codes = |(id, count): (SubmissionId, usize)| Some((known.remove(&id)?, count, *codes.get(&id)?));
            let found: Vec<(Submission, usize, i32)> = contributions.into_iter().filter_map(with_codes).collect();
            let rows = tables::unplaced(conn, of.id)?;
            let outline = if rows.is_empty() { Outline::default() } else { comments::outline(conn, draft.id)? };
            Ok::<_, AppError>((draft, outline, rows, found))
        })
        .await?;
    let mut places = doubtful(&rows, &outline);
    let targets: Vec<Target> = places.iter().flat_map(|(_, targets)| targets.clone()).collect();
    let (of, round) = (draft.id, delivery.round);
    let labels = at.state.database.read(move |conn| check::labels(conn, of, round, &targets)).await?;
    for (place, targets) in &mut places {
        place.candidates = place_choices(&at.state, at.language, targets, &labels);
    }
    let mut form = FormView::new(&[]);
    if let Some(error) = error {
        form = form.refused(error)?;
    }
    let view = ResultView {
        head: at.head(),
        id: delivery.id,
        sender: delivery.sender(&at.state.key)?,
        received: delivery.received_on.start(),
        draft: draft.number.to_string(),
        outcome,
        contributions: contributions
            .into_iter()
            .map(|(submission, comments, codes_issued)| Contribution {
                id: submission.id.0.clone(),
                reference: submission.reference.clone(),
                name: name_of(&submission.speaker, at.language),
                group: submission.speaker.group.as_str(),
                level: submission.level.as_str(),
                comments,
                codes_issued,
            })
            .collect(),
        places: places.into_iter().map(|(place, _)| place).collect(),
        form,
    };
    at.page(&format!("/tables/{}", delivery.id.0), "tables-result-title").response(status, "exchange/result", &view)
}

/// The rows of a table without a place, those together that say the same.
fn doubtful(rows: &[Known], outline: &Outline) -> Vec<(DoubtView, Vec<Target>)> {
    let mut found: Vec<(DoubtView, Vec<Target>)> = Vec::new();
    for (row, entry) in rows.iter().filter_map(|row| row.entry.as_ref().map(|entry| (row, entry))) {
        let said = entry.place.said();
        let words = excerpt(entry.words(), 160);
        if let Some((place, _)) = found.iter_mut().find(|(place, _)| place.said == said) {
            place.rows.push(row.position.to_string());
            place.ids.push(' ');
            place.ids.push_str(&row.id);
            if place.excerpts.len() < 3 {
                place.excerpts.push(words);
            }
            continue;
        }
        let index = found.len();
        let place = DoubtView {
            index,
            said,
            rows: vec![row.position.to_string()],
            ids: row.id.clone(),
            excerpts: vec![words],
            candidates: Vec::new(),
        };
        found.push((place, outline.candidates(entry, None)));
    }
    found
}

/// POST `/{language}/staff/consultations/{slug}/tables/{id}/places`: rows become comments where a person says they belong.
pub async fn place(TriageForm { at, typed }: TriageForm, path: web::Path<(String, String, DeliveryId)>) -> Result<HttpResponse, AppError> {
    let delivery = open(&at, path.2).await?;
    let of = delivery.draft;
    let outline = at.state.database.read(move |conn| comments::outline(conn, of)).await?;
    let mut chosen: BTreeMap<String, Target> = BTreeMap::new();
    let mut unknown = false;
    for index in 0..5_000 {
        let ids = typed.get(&format!("place_rows_{index}"));
        if ids.is_empty() {
            break;
        }
        let other = typed.get(&format!("place_other_{index}"));
        let target = match parse_anchor(typed.get(&format!("place_{index}"))) {
            None if !other.is_empty() => {
                let found = outline.printed(other).target();
                unknown |= found.is_none();
                found
            }
            target => target,
        };
        if let Some(target) = target {
            chosen.extend(ids.split(' ').map(|id| (id.to_owned(), target)));
        }
    }
    let (key, of) = (Arc::clone(&at.state.key), delivery.clone());
    let done = match at.state.database.write(move |tx| tables::place(tx, &key, &of, &chosen)).await {
        Ok(_) if unknown => Err(AppError::Conflict(Conflict::PlaceUnknown)),
        done => done,
    };
    match done {
        Ok(_) => Ok(see_other(&format!("/{}/staff/consultations/{}/tables/{}", at.language.as_str(), at.consultation.slug, path.2))),
        Err(error) => page(&at, &delivery, Some(&error), status_of(&error)).await,
    }
}
