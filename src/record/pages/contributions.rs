//! The contributions that came as letters: each whole, as far as it may be shown, with its points and their answers.

use std::collections::HashSet;

use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::furniture::uncached;
use crate::comments;
use crate::comments::model::{CommentId, State as CommentState};
use crate::comments::published::PublishedComment;
use crate::contributors::country;
use crate::contributors::model::{Confirmation, Level, Named};
use crate::drafts::model::DraftId;
use crate::error::AppError;
use crate::language::{Language, Said};
use crate::record::read::Whole;
use crate::record::reader::Reader;
use crate::submissions;
use crate::submissions::letters::{self, Letter};
use crate::submissions::model::Submission;
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

/// A released letter with what is public of its points.
struct Shown {
    letter: Letter,
    submission: Submission,
    published: Vec<PublishedComment>,
}

impl Shown {
    fn head(&self, language: Language) -> Head {
        // No more than the least that any of the passages shown is published with.
        let hidden = self.hidden();
        let read = self.letter.points.iter().filter(|point| !hidden.contains(&point.first)).map(|point| point.comment.level);
        let level = read.min().unwrap_or(self.submission.level).min(self.submission.level);
        let named = Named::of(&self.submission.speaker, level, self.submission.confirmation);
        let state = country(&named.country).map(|country| country.name(language).to_owned()).unwrap_or_default();
        let name = [named.organisation.clone(), named.person.clone(), state].into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        let confirmed = self.submission.confirmation == Confirmation::Confirmed && !name.is_empty();
        // Group and region as coarsened as its comments show them.
        let public = self.published.iter().find(|row| row.group.is_some());
        let group = if confirmed { Some(self.submission.speaker.group) } else { public.and_then(|row| row.group) };
        let region = if confirmed { Some(self.submission.speaker.region) } else { public.and_then(|row| row.region) };
        Head { name, claims: named.claims, group: group.map(|group| group.as_str()), region: region.map(|region| region.as_str()) }
    }

    /// The paragraphs that are not shown: those of points that the public does not read.
    fn hidden(&self) -> HashSet<i32> {
        let is_public =
            |id: &CommentId| self.published.iter().any(|row| row.id == *id && row.stub.is_none() && row.level > Level::NotPublished);
        let secret =
            self.letter.points.iter().filter(|point| point.comment.state != CommentState::Published || !is_public(&point.comment.id));
        secret.flat_map(|point| point.first..=point.last).collect()
    }
}

fn read(conn: &mut crate::platform::db::Conn, whole: &Whole, wanted: Option<&str>) -> Result<Vec<Shown>, AppError> {
    let drafts: Vec<DraftId> = whole.drafts.iter().map(|draft| draft.id).collect();
    let mut found = Vec::new();
    for (delivery, _, id) in letters::shown(conn, whole.consultation.id, &drafts)? {
        if wanted.is_some_and(|wanted| wanted != id) {
            continue;
        }
        let letter = letters::letter(conn, whole.consultation.id, delivery)?;
        let submission = submissions::read::by_id(conn, &letter.submission)?;
        let ids: Vec<CommentId> = letter.points.iter().map(|point| point.comment.id.clone()).collect();
        let published = comments::read::published(conn, &ids)?;
        found.push(Shown { letter, submission, published });
    }
    Ok(found)
}

fn number(whole: &Whole, draft: DraftId) -> String {
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
        let slug = path.slug.clone();
        let (whole, found) = state
            .database
            .read(move |conn| {
                let whole = Whole::read(conn, reach, &slug)?;
                let found = read(conn, &whole, None)?;
                Ok::<_, AppError>((whole, found))
            })
            .await?;
        let entry = |shown: &Shown| {
            let hidden = shown.hidden();
            let visible = (0..).zip(&shown.letter.paragraphs).filter(|(index, _)| !hidden.contains(index)).map(|(_, text)| text.as_str());
            Entry {
                id: shown.letter.public_id.clone(),
                draft: number(&whole, shown.letter.delivery.draft),
                head: shown.head(language.0),
                points: shown.published.len(),
                lang: shown.letter.delivery.language.as_str(),
                dir: shown.letter.delivery.language.direction(),
                begins: crate::comments::pages::excerpt(&visible.collect::<Vec<_>>().join(" "), 240),
            }
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
    if reader.is_public() { cached::serve(&request, &state, &path.slug, key, make).await } else { Ok(uncached(make.await?)) }
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
        let (slug, wanted) = (path.slug.clone(), path.contribution.clone());
        let (whole, found) = state
            .database
            .read(move |conn| {
                let whole = Whole::read(conn, reach, &slug)?;
                let found = read(conn, &whole, Some(&wanted))?.pop().ok_or(AppError::NotFound)?;
                Ok::<_, AppError>((whole, found))
            })
            .await?;
        let view = view(&whole, &found, language.0);
        let path = format!("{}/consultations/{}/contributions/{}", reader.prefix(), view.slug, found.letter.public_id);
        let page = Page::new(&state, language.0, &path, say(&state, language.0, "contribution-title")).with_base(&reader.base(language.0));
        Ok(Made { html: page.html("record/contribution", &view)?, ends: whole.next_edge(state.clock.now()) })
    };
    if reader.is_public() { cached::serve(&request, &state, &path.slug, key, make).await } else { Ok(uncached(make.await?)) }
}

fn view(whole: &Whole, shown: &Shown, language: Language) -> ContributionView {
    let hidden = shown.hidden();
    let points = |index: i32| {
        let ending = shown.letter.points.iter().filter(|point| point.last == index);
        let row = |id: &CommentId| shown.published.iter().find(|row| row.id == *id);
        let point = |row: &PublishedComment| PointView {
            reference: row.reference.clone(),
            decision: row.decision.map(|decision| decision.as_str()),
        };
        ending.filter_map(|point| row(&point.comment.id)).map(point).collect()
    };
    ContributionView {
        slug: whole.consultation.slug.clone(),
        title: whole.consultation.title.said(language, whole.consultation.language),
        draft: number(whole, shown.letter.delivery.draft),
        head: shown.head(language),
        lang: shown.letter.delivery.language.as_str(),
        dir: shown.letter.delivery.language.direction(),
        paragraphs: (0..)
            .zip(&shown.letter.paragraphs)
            .map(|(index, text)| ParagraphView {
                text: if hidden.contains(&index) { String::new() } else { text.clone() },
                points: points(index),
            })
            .collect(),
    }
}
