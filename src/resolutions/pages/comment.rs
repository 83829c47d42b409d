//! One comment in its context: the text it is on, what its author says, what is to be done.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::answer::{PARTS, PartFields, answer_form};
use super::desk::{Head, StaffConsultation};
use crate::accounts;
use crate::comments::model::{HoldReason, State as CommentState};
use crate::comments::pages::{Place, decisions};
use crate::contributors::country;
use crate::contributors::model::{Confirmation, Level};
use crate::drafts;
use crate::error::AppError;
use crate::ids::{CommentId, ResolutionId};
use crate::language::{Language, Said};
use crate::moderation;
use crate::platform::clock::Timestamp;
use crate::publications::model::themes_of;
use crate::resolutions::model::Status;
use crate::resolutions::read as resolution_read;
use crate::submissions;
use crate::text::export;
use crate::text::export::redline::Shown;
use crate::triage;
use crate::web::forms::FormView;
use crate::web::page::Page;

/// A comment in an address.
#[derive(Clone, Deserialize)]
pub struct CommentPath {
    /// The comment.
    pub comment: String,
}

/// The forms of the page; one of them may have been refused.
pub struct Forms {
    /// Of the answer.
    pub answer: Option<FormView>,
    /// Of all others.
    pub other: FormView,
}

/// The fields of the other forms.
pub const OTHER: [&str; 7] = ["question", "question_language", "hold_reason", "hold_note", "how", "return_note", "contest"];

impl Forms {
    /// As they are when nothing was typed.
    pub fn empty() -> Self {
        Self { answer: None, other: FormView::new(&OTHER) }
    }
}

#[derive(Serialize)]
struct CommentView {
    head: Head,
    id: String,
    place: Place,
    text_lang: &'static str,
    text_dir: &'static str,
    blocks: Vec<String>,
    state: &'static str,
    level: &'static str,
    late: bool,
    version: i32,
    reference: Option<String>,
    kind: Option<&'static str>,
    themes: Vec<Said>,
    lang: &'static str,
    dir: &'static str,
    quote: String,
    body: String,
    redline: Option<Shown>,
    reason: String,
    speaker: SpeakerView,
    gone: bool,
    held: Option<HeldView>,
    questions: Vec<QuestionView>,
    asking: bool,
    resolution: Option<ResolutionView>,
    /// The author's verdict and her reason, for the office.
    verdict: Option<(&'static str, String)>,
    can_answer: bool,
    expected: String,
    answer: FormView,
    parts: Vec<PartFields>,
    decisions: Vec<&'static str>,
    hold_reasons: Vec<&'static str>,
    languages: Vec<(&'static str, &'static str)>,
    other: FormView,
}

#[derive(Serialize)]
struct SpeakerView {
    group: &'static str,
    region: &'static str,
    country: String,
    organisation: String,
    person: String,
    client: String,
    named: bool,
    confirmed: bool,
    how: String,
    submission: String,
    version: i32,
}

#[derive(Serialize)]
struct HeldView {
    reason: &'static str,
    note: String,
    held_at: Timestamp,
    contest: String,
}

#[derive(Serialize)]
struct QuestionView {
    lang: &'static str,
    dir: &'static str,
    question: String,
    asked_at: Timestamp,
    reply: String,
    replied_at: Option<Timestamp>,
}

#[derive(Serialize)]
struct ResolutionView {
    id: ResolutionId,
    status: &'static str,
    proposer: String,
    approver: Option<String>,
    own: bool,
    return_note: String,
    answers: usize,
    parts: Vec<PartLine>,
}

#[derive(Serialize)]
struct PartLine {
    decision: &'static str,
    duplicate_of: String,
    reasons: Vec<Said>,
    private_reasons: Vec<Said>,
}

/// GET `/{language}/staff/consultations/{slug}/comments/{comment}`
pub async fn show(at: StaffConsultation, path: web::Path<CommentPath>) -> Result<HttpResponse, AppError> {
    page(&at, &CommentId(path.comment.clone()), Forms::empty(), StatusCode::OK).await
}

/// The page with its forms.
///
/// # Errors
/// [`AppError::NotFound`] if there is no such comment; those of the database.
pub async fn page(at: &StaffConsultation, id: &CommentId, forms: Forms, status: StatusCode) -> Result<HttpResponse, AppError> {
    let (consultation, wanted) = (at.consultation.id, id.clone());
    let (verdict, comment, submission, draft, versions, blocks, held, questions, resolution, names, reference) = at
        .state
        .database
        .read(move |conn| {
            let comment = triage::read::comment(conn, consultation, &wanted)?;
            let submission = submissions::read::by_id(conn, &comment.submission)?;
            let draft = drafts::read::by_id(conn, comment.draft)?;
            let versions = drafts::read::versions(conn, &[comment.draft])?;
            let ids: Vec<_> = versions.iter().map(|version| version.id).collect();
            let blocks = drafts::read::blocks_of_paragraphs(conn, &ids, &[comment.ordinal])?;
            let held = moderation::read::held(conn, std::slice::from_ref(&comment.id))?;
            let questions = triage::read::questions(conn, std::slice::from_ref(&comment.id))?;
            let resolution = match comment.resolution {
                Some(id) => {
                    let resolution = resolution_read::resolution(conn, consultation, id)?;
                    let parts = resolution_read::parts(conn, &[id])?;
                    let mut others = resolution_read::comments_of(conn, id)?;
                    others.retain(|other| *other != comment.id);
                    let also = crate::comments::read::published(conn, &others)?.into_iter().map(|row| row.reference);
                    let also = also.collect::<Vec<_>>().join(" ");
                    Some((resolution, parts, others.len() + 1, also))
                }
                None => None,
            };
            let people: Vec<_> =
                resolution.iter().flat_map(|(resolution, ..)| [Some(resolution.proposer), resolution.approver]).flatten().collect();
            let names = accounts::read::names(conn, &people)?;
            let reference = crate::comments::read::published(conn, std::slice::from_ref(&comment.id))?.pop().map(|row| row.reference);
            let verdict = resolution_read::reactions(conn, std::slice::from_ref(&comment.id))?.pop();
            Ok::<_, AppError>((verdict, comment, submission, draft, versions, blocks, held, questions, resolution, names, reference))
        })
        .await?;
    let in_text =
        !matches!(comment.target, crate::publications::model::TargetKind::Draft | crate::publications::model::TargetKind::Question);
    let version =
        versions.iter().find(|version| version.language == comment.language).or_else(|| versions.iter().find(|v| v.authoritative));
    let own: Vec<_> = blocks.iter().filter(|placed| in_text && Some(placed.version) == version.map(|version| version.id)).collect();
    let text: Vec<String> = own.iter().map(|placed| placed.block.plain()).collect();
    let gone = matches!(comment.state, CommentState::Withdrawn | CommentState::Erased);
    let name = |id| names.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone()).unwrap_or_default();
    let all = |text: &crate::language::LocalText| text.0.iter().map(|(language, text)| Said::new(text.clone(), *language)).collect();
    let may_answer = resolution
        .as_ref()
        .is_none_or(|(resolution, ..)| matches!(resolution.status, Status::Proposed | Status::Returned | Status::Published));
    let speaker = submission.speaker.kept_at(comment.level);
    let answer = forms.answer.unwrap_or_else(|| match &resolution {
        Some((_, parts, _, also)) => answer_form(parts, also),
        None => answer_form(&[], ""),
    });
    let view = CommentView {
        head: at.head(),
        id: comment.id.0.clone(),
        place: Place::new(&at.state, at.language, comment.target, comment.ordinal, &comment.label, draft.number.to_string()),
        text_lang: version.map_or("en", |version| version.language.as_str()),
        text_dir: version.map_or("ltr", |version| version.language.direction()),
        blocks: own.iter().map(|placed| export::html::content(&placed.block)).collect(),
        state: comment.state.as_str(),
        level: comment.level.as_str(),
        late: comment.late,
        version: comment.version,
        reference,
        kind: comment.kind.map(crate::publications::model::Kind::as_str),
        themes: themes_of(&comment.themes)
            .filter_map(|code| at.consultation.themes.of(code))
            .map(|theme| theme.name.said(at.language, at.consultation.language))
            .collect(),
        lang: comment.language.as_str(),
        dir: comment.language.direction(),
        quote: comment.quote.clone(),
        body: comment.body.clone(),
        redline: (!comment.proposed.is_empty()).then(|| export::redline::texts(&text.join("\n\n"), &comment.proposed)),
        reason: comment.reason.clone(),
        speaker: SpeakerView {
            group: speaker.group.as_str(),
            region: speaker.region.as_str(),
            country: country(&speaker.country).map(|country| country.name(at.language).to_owned()).unwrap_or_default(),
            named: speaker.is_named() && comment.level > Level::GroupOnly,
            organisation: speaker.organisation,
            person: speaker.person,
            client: speaker.client,
            confirmed: submission.confirmation == Confirmation::Confirmed,
            how: submission.confirmed_how.clone(),
            submission: submission.reference.clone(),
            version: submission.version,
        },
        gone,
        held: held.first().map(|held| HeldView {
            reason: held.reason.as_str(),
            note: held.note.clone(),
            held_at: held.held_on.start(),
            contest: held.contest.clone(),
        }),
        asking: questions.iter().any(|question| question.replied_on.is_none()),
        questions: questions
            .into_iter()
            .map(|question| QuestionView {
                lang: question.language.as_str(),
                dir: question.language.direction(),
                question: question.question,
                asked_at: question.asked_on.start(),
                reply: question.reply,
                replied_at: question.replied_on.map(crate::platform::clock::Day::start),
            })
            .collect(),
        resolution: resolution.as_ref().map(|(resolution, parts, answers, _)| ResolutionView {
            id: resolution.id,
            status: resolution.status.as_str(),
            proposer: name(resolution.proposer),
            approver: resolution.approver.map(name),
            own: resolution.proposer == at.by,
            return_note: resolution.return_note.clone(),
            answers: *answers,
            parts: parts
                .iter()
                .map(|part| PartLine {
                    decision: part.decision.as_str(),
                    duplicate_of: part.duplicate_of.clone(),
                    reasons: all(&part.reasons),
                    private_reasons: all(&part.private_reasons),
                })
                .collect(),
        }),
        verdict: verdict.map(|reaction| (reaction.verdict.as_str(), reaction.why)),
        can_answer: at.can_triage && may_answer && !gone && comment.state != CommentState::Withheld,
        expected: comment.resolution.map(|id| id.to_string()).unwrap_or_default(),
        parts: PARTS.iter().map(|part| part.fields(comment.language, at.consultation.language)).collect(),
        answer,
        decisions: decisions(),
        hold_reasons: HoldReason::ALL.iter().map(|reason| reason.as_str()).collect(),
        languages: Language::ALL.iter().map(|language| (language.as_str(), language.own_name())).collect(),
        other: forms.other,
    };
    let path = format!("/staff/consultations/{}/comments/{}", at.consultation.slug, id.0);
    Page::new(&at.state, at.language, &path, view.place.title.clone()).for_staff(&at.signed_in).response(
        status,
        "resolutions/comment",
        &view,
    )
}
