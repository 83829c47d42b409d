//! One letter: its paragraphs, its points, what the public reads of it.

use std::collections::HashMap;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::comments::model::CommentState;
use crate::comments::pages::{Place, excerpt};
use crate::comments::table::parse_anchor;
use crate::contributors::model::{Confirmation, Level};
use crate::drafts;
use crate::drafts::model::Draft;
use crate::error::{AppError, Conflict};
use crate::exchange::letters::{AnsweredPoint, answered};
use crate::exchange::pages::tables::result::name_of;
use crate::exchange::pages::tables::{PlaceChoice, place_choices};
use crate::ids::{CommentId, DeliveryId, Ordinal};
use crate::language::Language;
use crate::platform::clock::Timestamp;
use crate::platform::db::Conn;
use crate::publications::model::{CommentKind, Target, TargetKind};
use crate::resolutions::pages::desk::{Head, StaffConsultation, TriageForm};
use crate::submissions::check;
use crate::submissions::deliveries;
use crate::submissions::letters::{self, Letter, Mark, Point};
use crate::submissions::model::Submission;
use crate::submissions::{self, ByOffice};
use crate::web::forms::FormView;
use crate::web::guard::FormData;
use crate::web::page::{see_other, status_of};
use crate::web::state::State;

#[derive(Serialize)]
struct LetterView {
    head: Head,
    id: DeliveryId,
    sender: String,
    way: &'static str,
    received: Timestamp,
    draft: String,
    late: bool,
    reference: String,
    submission: String,
    name: String,
    group: &'static str,
    level: &'static str,
    confirmed: bool,
    gone: bool,
    codes_issued: i32,
    lang: &'static str,
    dir: &'static str,
    version: i32,
    shown: bool,
    private: bool,
    public_id: String,
    has_original: bool,
    paragraphs: Vec<ParagraphView>,
    points: Vec<PointView>,
    answered: usize,
    places: Vec<PlaceChoice>,
    kinds: Vec<&'static str>,
    form: FormView,
}

#[derive(Serialize)]
struct ParagraphView {
    index: usize,
    /// As people count it.
    number: usize,
    text: String,
    /// What was typed in its place when the form was refused, else the text.
    cleaned: String,
    /// Which points are made of it, as people count them.
    points: Vec<usize>,
    ticked: bool,
}

#[derive(Serialize)]
struct PointView {
    id: String,
    number: usize,
    place: String,
    excerpt: String,
    state: &'static str,
    decision: Option<&'static str>,
    removable: bool,
}

/// The fields of the form in which a point is marked.
pub const FIELDS: [&str; 5] = ["paragraph", "place", "kind", "words", "address"];

/// Opens a letter for somebody who may see it.
pub async fn open(at: &StaffConsultation, id: DeliveryId) -> Result<Letter, AppError> {
    let consultation = at.consultation.id;
    let key = Arc::clone(&at.state.key);
    at.state.database.read(move |conn| letters::letter(conn, &key, consultation, id)).await
}

/// What is known of a letter besides itself.
struct Material {
    draft: Draft,
    submission: Submission,
    office: Option<ByOffice>,
    /// The answers of its points, in their order.
    answers: Vec<AnsweredPoint>,
    /// Where a point can belong.
    targets: Vec<Target>,
    labels: HashMap<Target, String>,
}

impl Material {
    fn read(conn: &mut Conn, of: &Letter, own: Language) -> Result<Self, AppError> {
        let draft = drafts::read::by_id(conn, of.delivery.draft)?;
        let targets = all_targets(conn, draft.id, of.delivery.round)?;
        let wanted: Vec<Target> = targets.iter().copied().chain(of.points.iter().map(|point| point.comment.target())).collect();
        Ok(Self {
            submission: submissions::read::by_id(conn, &of.submission)?,
            office: submissions::by_office(conn, &of.submission)?,
            answers: answered(conn, of, own)?,
            labels: check::labels(conn, draft.id, of.delivery.round, &wanted)?,
            targets,
            draft,
        })
    }

    fn point(&self, at: &StaffConsultation, index: usize, point: &Point) -> PointView {
        let (comment, target) = (&point.comment, point.comment.target());
        let label = excerpt(self.labels.get(&target).map_or("", String::as_str), 60);
        let is_open = matches!(comment.state, CommentState::Waiting | CommentState::Cleared) && comment.resolution.is_none();
        PointView {
            id: comment.id.0.clone(),
            number: index + 1,
            place: Place::new(&at.state, at.language, target.kind, target.ordinal, &label, String::new()).title,
            excerpt: excerpt(&comment.body, 200),
            state: comment.state.as_str(),
            decision: self.answers.get(index).and_then(|answer| answer.parts.first()).map(|part| part.decision.as_str()),
            removable: at.can_triage && is_open,
        }
    }
}

/// Which points, as people count them, are made of a paragraph.
fn points_of(letter: &Letter, paragraph: usize) -> Vec<usize> {
    let paragraph = i32::try_from(paragraph).unwrap_or(i32::MAX);
    let inside = |point: &Point| (point.first..=point.last).contains(&paragraph);
    (1..).zip(&letter.points).filter(|(_, point)| inside(point)).map(|(number, _)| number).collect()
}

/// The page.
pub async fn page(
    at: &StaffConsultation,
    letter: &Letter,
    form: FormView,
    (ticked, cleaned): (&[usize], &[String]),
    status: StatusCode,
) -> Result<HttpResponse, AppError> {
    let (of, own) = (letter.clone(), at.consultation.language);
    let material = at.state.database.read(move |conn| Material::read(conn, &of, own)).await?;
    let (delivery, submission) = (&letter.delivery, &material.submission);
    let places: Vec<Target> = material.targets.iter().copied().filter(|target| material.labels.contains_key(target)).collect();
    let paragraph = |(index, text): (usize, &String)| ParagraphView {
        index,
        number: index + 1,
        text: text.clone(),
        cleaned: cleaned.get(index).unwrap_or(text).clone(),
        points: points_of(letter, index),
        ticked: ticked.contains(&index),
    };
    let view = LetterView {
        head: at.head(),
        id: delivery.id,
        sender: delivery.sender(&at.state.key)?,
        way: delivery.way.as_str(),
        received: delivery.received_on.start(),
        draft: material.draft.number.to_string(),
        late: submission.late,
        reference: submission.reference.clone(),
        submission: submission.id.0.clone(),
        name: name_of(&submission.speaker, at.language),
        group: submission.speaker.group.as_str(),
        level: submission.level.as_str(),
        confirmed: submission.confirmation == Confirmation::Confirmed,
        gone: submission.status != submissions::model::SubmissionStatus::Submitted,
        codes_issued: material.office.map_or(0, |office| office.codes_issued),
        lang: delivery.language.as_str(),
        dir: delivery.language.direction(),
        version: letter.version,
        shown: letter.shown_on.is_some(),
        private: submission.level == Level::NotPublished,
        public_id: letter.public_id.clone(),
        has_original: !delivery.digest.is_empty(),
        paragraphs: letter.paragraphs.iter().enumerate().map(paragraph).collect(),
        answered: material.answers.iter().filter(|answer| !answer.parts.is_empty()).count(),
        points: letter.points.iter().enumerate().map(|(index, point)| material.point(at, index, point)).collect(),
        places: place_choices(&at.state, at.language, &places, &material.labels),
        kinds: CommentKind::ALL.iter().map(|kind| kind.as_str()).collect(),
        form,
    };
    at.page(&format!("/letters/{}", view.id), "letter-title").response(status, "exchange/letter", &view)
}

/// Everything in a draft that a point can be about, in the order of the text.
fn all_targets(conn: &mut Conn, draft: crate::ids::DraftId, round: crate::ids::RoundId) -> Result<Vec<Target>, AppError> {
    let version = drafts::read::versions(conn, &[draft])?.into_iter().find(|version| version.authoritative).ok_or(AppError::NotFound)?;
    let headings: Vec<Ordinal> = drafts::read::headings(conn, version.id)?.iter().filter_map(|placed| Some(placed.owner?.0)).collect();
    let questions = drafts::read::questions(conn, &[draft])?;
    let own = questions.iter().filter(|question| question.round == round);
    let mut targets: Vec<Target> = own.map(|question| Target { kind: TargetKind::Question, ordinal: question.number }).collect();
    for paragraph in drafts::read::paragraphs(conn, draft)? {
        let is_heading = headings.contains(&paragraph.ordinal);
        if is_heading || !paragraph.label.is_empty() {
            let kind = if is_heading { TargetKind::Section } else { TargetKind::Paragraph };
            targets.push(Target { kind, ordinal: paragraph.ordinal });
        }
    }
    Ok(targets)
}

type LetterPath = web::Path<(String, String, DeliveryId)>;

/// GET `/{language}/staff/consultations/{slug}/letters/{id}`
pub async fn show(at: StaffConsultation, path: LetterPath) -> Result<HttpResponse, AppError> {
    let letter = open(&at, path.2).await?;
    page(&at, &letter, FormView::new(&FIELDS), (&[], &[]), StatusCode::OK).await
}

/// GET `/{language}/staff/consultations/{slug}/letters/{id}/original`: as it came, byte for byte.
pub async fn original(at: StaffConsultation, path: LetterPath) -> Result<HttpResponse, AppError> {
    let letter = open(&at, path.2).await?;
    let (key, of) = (Arc::clone(&at.state.key), letter.delivery.clone());
    let bytes = at.state.database.read(move |conn| deliveries::original(conn, &key, &of)).await?;
    if bytes.is_empty() {
        return Err(AppError::NotFound);
    }
    let ending = match letter.delivery.media_type.as_str() {
        "application/pdf" => "pdf",
        "message/rfc822" => "eml",
        "text/html" => "html",
        "text/plain" | "text/markdown" => "txt",
        _ => "docx",
    };
    // Whatever it is, no browser opens it in this site's name.
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/octet-stream"))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"letter-{}.{ending}\"", path.2)))
        .body(bytes))
}

/// Finishes a form of the page: on to the page, or the page with what is wrong.
async fn finish(at: &StaffConsultation, letter: &Letter, typed: &FormData, done: Result<(), AppError>) -> Result<HttpResponse, AppError> {
    match done {
        Ok(()) => {
            let slug = &at.consultation.slug;
            Ok(see_other(&format!("/{}/staff/consultations/{slug}/letters/{}", at.language.as_str(), letter.delivery.id.0)))
        }
        Err(error) => {
            let form = FormView::new(&FIELDS).typed(typed).refused(&error)?;
            page(at, letter, form, (&ticked(typed, letter), &cleaned(typed, letter)), status_of(&error)).await
        }
    }
}

fn ticked(typed: &FormData, letter: &Letter) -> Vec<usize> {
    (0..letter.paragraphs.len()).filter(|index| typed.is_ticked(&format!("p_{index}"))).collect()
}

/// The paragraphs as they were typed; nothing if the form was another one.
fn cleaned(typed: &FormData, letter: &Letter) -> Vec<String> {
    let texts: Vec<String> = (0..letter.paragraphs.len()).map(|index| typed.get(&format!("text_{index}")).to_owned()).collect();
    if texts.iter().all(String::is_empty) { Vec::new() } else { texts }
}

fn version_in(typed: &FormData) -> i32 {
    typed.get("version").parse().unwrap_or_default()
}

/// POST `/{language}/staff/consultations/{slug}/letters/{id}/points`: the ticked paragraphs become a comment.
pub async fn mark(TriageForm { at, typed }: TriageForm, path: LetterPath) -> Result<HttpResponse, AppError> {
    let letter = open(&at, path.2).await?;
    let done = add_point(&at.state, &letter, &typed).await;
    finish(&at, &letter, &typed, done).await
}

async fn add_point(state: &State, letter: &Letter, typed: &FormData) -> Result<(), AppError> {
    let ticked = ticked(typed, letter);
    let (Some(first), Some(last)) = (ticked.first().copied(), ticked.last().copied()) else {
        return Err(AppError::field("paragraph", "form-tick-paragraphs"));
    };
    if ticked.len() != last - first + 1 {
        return Err(AppError::field("paragraph", "form-tick-neighbours"));
    }
    let target = parse_anchor(typed.get("place")).ok_or(AppError::field("place", "form-required"))?;
    let kind = CommentKind::parse(typed.get("kind"));
    let words = typed.long("words")?;
    let (of, version, now) = (letter.clone(), version_in(typed), state.clock.now());
    let once = typed.once_key();
    state
        .database
        .write(move |tx| {
            let labels: HashMap<Target, String> = check::labels(tx, of.delivery.draft, of.delivery.round, &[target])?;
            let label = labels.get(&target).cloned().ok_or(AppError::Conflict(Conflict::TargetGone))?;
            // The same form sent twice marks one point.
            if !crate::platform::once::first_time(tx, &once, now)? {
                return Ok(());
            }
            letters::mark(tx, &of, version, &Mark { first, last, words, target, label, kind }).map(|_| ())
        })
        .await
}

/// POST `/{language}/staff/consultations/{slug}/letters/{id}/points/{comment}/removal`
pub async fn unmark(
    TriageForm { at, typed }: TriageForm,
    path: web::Path<(String, String, DeliveryId, String)>,
) -> Result<HttpResponse, AppError> {
    let letter = open(&at, path.2).await?;
    let (of, comment) = (letter.clone(), CommentId(path.3.clone()));
    let done = at.state.database.write(move |tx| letters::unmark(tx, &of, &comment)).await;
    finish(&at, &letter, &typed, done).await
}

/// POST `/{language}/staff/consultations/{slug}/letters/{id}/text`: what is shown of the letter, cleaned.
pub async fn clean(TriageForm { at, typed }: TriageForm, path: LetterPath) -> Result<HttpResponse, AppError> {
    let letter = open(&at, path.2).await?;
    let texts = (0..letter.paragraphs.len()).map(|index| typed.get(&format!("text_{index}")).to_owned()).collect::<Vec<String>>();
    let (key, of, version) = (Arc::clone(&at.state.key), letter.clone(), version_in(&typed));
    let done = at.state.database.write(move |tx| letters::clean(tx, &key, &of, version, &texts)).await;
    finish(&at, &letter, &typed, done).await
}

/// POST `/{language}/staff/consultations/{slug}/letters/{id}/release`: shows the letter to everybody, or takes it back.
pub async fn release(TriageForm { at, typed }: TriageForm, path: LetterPath) -> Result<HttpResponse, AppError> {
    let letter = open(&at, path.2).await?;
    let (of, version, by, now, wanted) = (letter.clone(), version_in(&typed), at.by, at.state.clock.now(), typed.get("release") == "yes");
    let done = at
        .state
        .database
        .write(move |tx| if wanted { letters::release(tx, &of, version, by, now) } else { letters::unrelease(tx, &of, version) })
        .await;
    finish(&at, &letter, &typed, done).await
}
