//! The contributions that came as letters: each whole, as far as it may be shown, with its points and their answers.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};

use crate::contributors::country;
use crate::error::AppError;
use crate::ids::{CommentId, DraftId};
use crate::language::{Language, Said};
use crate::publications::PublishedComment;
use crate::record::contributions::{Shown, contributions};
use crate::record::read::ConsultationContext;
use crate::record::reader::Reader;
use crate::web::cached::{self, Made};
use crate::web::locale::PageLanguage;
use crate::web::page::{Page, say};
use crate::web::state::State;

/// A consultation in an address.
#[derive(Deserialize)]
pub struct Slug {
    slug: String,
}

/// A contribution in an address.
#[derive(Deserialize)]
pub struct ContributionPath {
    slug: String,
    contribution: String,
}

#[derive(Serialize)]
struct ListView {
    slug: String,
    title: Said,
    contributions: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    id: String,
    draft: String,
    head: Head,
    points: usize,
    lang: &'static str,
    dir: &'static str,
    begins: String,
}

/// Who speaks, as far as the public may know.
#[derive(Serialize)]
struct Head {
    name: String,
    /// It says that it speaks for somebody, which nobody has confirmed.
    claims: bool,
    group: Option<&'static str>,
    region: Option<&'static str>,
}

#[derive(Serialize)]
struct ContributionView {
    slug: String,
    title: Said,
    draft: String,
    head: Head,
    lang: &'static str,
    dir: &'static str,
    paragraphs: Vec<ParagraphView>,
}

#[derive(Serialize)]
struct ParagraphView {
    /// Empty if it is not shown.
    text: String,
    /// Its points, after its last paragraph.
    points: Vec<PointView>,
}

#[derive(Serialize)]
struct PointView {
    reference: String,
    decision: Option<&'static str>,
}

fn head(shown: &Shown, language: Language) -> Head {
    let speaker = shown.speaker();
    let named = &speaker.named;
    let state = country(&named.country).map(|country| country.name(language).to_owned()).unwrap_or_default();
    Head {
        name: [named.organisation.clone(), named.person.clone(), state].into_iter().find(|name| !name.is_empty()).unwrap_or_default(),
        claims: named.claims,
        group: speaker.group.map(crate::contributors::model::Group::as_str),
        region: speaker.region.map(crate::contributors::model::Region::as_str),
    }
}

fn number(whole: &ConsultationContext, draft: DraftId) -> String {
    whole.drafts.iter().find(|known| known.id == draft).map(|draft| draft.number.to_string()).unwrap_or_default()
}

/// GET `/{language}/consultations/{slug}/contributions`
pub async fn index(
    request: HttpRequest,
    state: web::Data<State>,
    language: PageLanguage,
    reader: Reader,
    path: web::Path<Slug>,
) -> Result<HttpResponse, AppError> {
    let reach = reader.reach(&state).await?;
    let key = format!("/{}/consultations/{}/contributions", language.0.as_str(), path.slug);
    let make = async {
        let (slug, key) = (path.slug.clone(), std::sync::Arc::clone(&state.key));
        let (whole, found) = state
            .database
            .read(move |conn| {
                let whole = ConsultationContext::read(conn, reach, &slug)?;
                let found = contributions(conn, &key, &whole, None)?;
                Ok::<_, AppError>((whole, found))
            })
            .await?;
        let entry = |shown: &Shown| Entry {
            id: shown.letter.public_id.clone(),
            draft: number(&whole, shown.letter.delivery.draft),
            head: head(shown, language.0),
            points: shown.letter.points.iter().filter(|point| shown.shows(point)).count(),
            lang: shown.letter.delivery.language.as_str(),
            dir: shown.letter.delivery.language.direction(),
            begins: crate::comments::pages::excerpt(&shown.paragraphs().join(" "), 240),
        };
        let view = ListView {
            slug: whole.consultation.slug.clone(),
            title: whole.consultation.title.said(language.0, whole.consultation.language),
            contributions: found.iter().map(entry).collect(),
        };
        let path = format!("{}/consultations/{}/contributions", reader.prefix(), view.slug);
        let page = Page::new(&state, language.0, &path, say(&state, language.0, "contributions-title")).with_base(&reader.base(language.0));
        Ok(Made { html: page.html("record/contributions", &view)?, ends: whole.next_edge(state.clock.now()) })
    };
    cached::answer(&request, &state, reader.is_public(), &path.slug, key, make).await
}

/// GET `/{language}/consultations/{slug}/contributions/{contribution}`
pub async fn show(
    request: HttpRequest,
    state: web::Data<State>,
    language: PageLanguage,
    reader: Reader,
    path: web::Path<ContributionPath>,
) -> Result<HttpResponse, AppError> {
    let reach = reader.reach(&state).await?;
    let key = format!("/{}/consultations/{}/contributions/{}", language.0.as_str(), path.slug, path.contribution);
    let make = async {
        let (slug, wanted, key) = (path.slug.clone(), path.contribution.clone(), std::sync::Arc::clone(&state.key));
        let (whole, found) = state
            .database
            .read(move |conn| {
                let whole = ConsultationContext::read(conn, reach, &slug)?;
                let found = contributions(conn, &key, &whole, Some(&wanted))?.pop().ok_or(AppError::NotFound)?;
                Ok::<_, AppError>((whole, found))
            })
            .await?;
        let view = view(&whole, &found, language.0);
        let path = format!("{}/consultations/{}/contributions/{}", reader.prefix(), view.slug, found.letter.public_id);
        let page = Page::new(&state, language.0, &path, say(&state, language.0, "contribution-title")).with_base(&reader.base(language.0));
        Ok(Made { html: page.html("record/contribution", &view)?, ends: whole.next_edge(state.clock.now()) })
    };
    cached::answer(&request, &state, reader.is_public(), &path.slug, key, make).await
}

fn view(whole: &ConsultationContext, shown: &Shown, language: Language) -> ContributionView {
    let points = |index: i32| {
        let ending = shown.letter.points.iter().filter(|point| point.last == index && shown.shows(point));
        let row = |id: &CommentId| shown.published.iter().find(|row| row.id == *id);
        let point = |row: &PublishedComment| PointView {
            reference: row.reference.clone(),
            decision: row.decision.map(crate::publications::model::Decision::as_str),
        };
        ending.filter_map(|point| row(&point.comment.id)).map(point).collect()
    };
    ContributionView {
        slug: whole.consultation.slug.clone(),
        title: whole.consultation.title.said(language, whole.consultation.language),
        draft: number(whole, shown.letter.delivery.draft),
        head: head(shown, language),
        lang: shown.letter.delivery.language.as_str(),
        dir: shown.letter.delivery.language.direction(),
        paragraphs: (0..)
            .zip(shown.paragraphs())
            .map(|(index, text)| ParagraphView { text: text.to_owned(), points: points(index) })
            .collect(),
    }
}
