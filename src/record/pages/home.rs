//! Home: what is open now, what became of it, what comes.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;

use super::layout::{DraftLink, RoundView};
use crate::consultations::model::State as ConsultationState;
use crate::error::AppError;
use crate::language::{Language, Said};
use crate::platform::clock::Timestamp;
use crate::record::read;
use crate::web::cached::{self, Made};
use crate::web::locale::PageLanguage;
use crate::web::page::{Page, say};
use crate::web::state::State;

#[derive(Serialize)]
struct HomeView {
    groups: Vec<Group>,
    empty: bool,
}

#[derive(Serialize)]
struct Group {
    state: &'static str,
    consultations: Vec<Card>,
}

#[derive(Serialize)]
struct Card {
    slug: String,
    title: Said,
    summary: Said,
    host: Said,
    latest: Option<Latest>,
    round: Option<RoundView>,
}

#[derive(Serialize)]
struct Latest {
    link: DraftLink,
    published_at: Option<Timestamp>,
}

/// GET `/{language}/`
pub async fn show(request: HttpRequest, state: web::Data<State>, language: PageLanguage) -> Result<HttpResponse, AppError> {
    let key = format!("/{}/", language.0.as_str());
    cached::serve(&request, &state, crate::publications::SITE, key, make(&state, language.0)).await
}

async fn make(state: &State, language: Language) -> Result<Made, AppError> {
    let now = state.clock.now();
    let all = state.database.read(read::all).await?;
    let mut ends: Option<Timestamp> = None;
    let mut cards: Vec<(ConsultationState, Card)> = Vec::new();
    for (consultation, drafts, rounds) in all {
        let edge = read::next_edge(&rounds, now);
        ends = [ends, edge].into_iter().flatten().min();
        let telling = rounds.iter().find(|round| round.is_open(now)).or_else(|| rounds.iter().find(|round| now < round.opens_at));
        let card = Card {
            slug: consultation.slug.clone(),
            title: consultation.title.said(language, consultation.language),
            summary: consultation.summary.said(language, consultation.language),
            host: consultation.host_office.said(language, consultation.language),
            latest: drafts
                .last()
                .map(|draft| Latest { link: DraftLink::new(draft, &consultation, language), published_at: draft.published_at }),
            round: telling.map(|round| RoundView::new(round, &[], &consultation, language, now)),
        };
        cards.push((read::state(&drafts, &rounds, now), card));
    }
    let empty = cards.is_empty();
    let mut groups = Vec::new();
    for wanted in ConsultationState::ALL {
        let (own, rest): (Vec<_>, Vec<_>) = cards.into_iter().partition(|(state, _)| state == wanted);
        cards = rest;
        if !own.is_empty() {
            groups.push(Group { state: wanted.as_str(), consultations: own.into_iter().map(|(_, card)| card).collect() });
        }
    }
    let title = say(state, language, "record-home-title");
    let html = Page::new(state, language, "/", title).html("record/home", &HomeView { groups, empty })?;
    Ok(Made { html, ends })
}
