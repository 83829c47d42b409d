//! One comment in its context: the text it is on, what its author says, what is to be done.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::answer::{PARTS, PartFields, answer_form};
use super::desk::{Head, StaffConsultation};
use crate::accounts;
use crate::comments::model::{CommentState, HoldReason};
use crate::comments::pages::{Place, decisions};
use crate::comments::read::published;
use crate::contributors::country;
use crate::contributors::model::{Confirmation, Level};
use crate::drafts;
use crate::drafts::model::{Draft, LanguageVersion};
use crate::drafts::read::PlacedBlock;
use crate::error::AppError;
use crate::ids::{AccountId, CommentId, ConsultationId, ResolutionId};
use crate::language::{Language, LocalText, Said};
use crate::moderation;
use crate::moderation::read::Held;
use crate::platform::clock::{Day, Timestamp};
use crate::platform::db::Conn;
use crate::publications::model::{CommentKind, TargetKind, themes_of};
use crate::resolutions::model::ResolutionStatus;
use crate::resolutions::read::{self as resolution_read, PartRow, Reaction, Resolution};
use crate::submissions;
use crate::submissions::model::Submission;
use crate::submissions::read::SentComment;
use crate::text::export;
use crate::text::export::redline::Shown;
use crate::text::model::Block;
use crate::triage;
use crate::triage::read::OfficeQuestion;
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

/// What the page shows of an answer.
struct Answer {
    resolution: Resolution,
    parts: Vec<PartRow>,
    /// How many comments it answers.
    comments: usize,
    /// The references of the others.
    also: String,
}

impl Answer {
    fn read(conn: &mut Conn, consultation: ConsultationId, id: ResolutionId, of: &CommentId) -> Result<Self, AppError> {
        let resolution = resolution_read::resolution(conn, consultation, id)?;
        let parts = resolution_read::parts(conn, &[id])?;
        let mut others = resolution_read::comments_of(conn, id)?;
        others.retain(|other| other != of);
        let also = published(conn, &others)?.into_iter().map(|row| row.reference);
        Ok(Self { resolution, parts, comments: others.len() + 1, also: also.collect::<Vec<_>>().join(" ") })
    }
}

/// All that the page shows.
struct Material {
    comment: SentComment,
    submission: Submission,
    draft: Draft,
    versions: Vec<LanguageVersion>,
    blocks: Vec<PlacedBlock>,
    held: Option<Held>,
    questions: Vec<OfficeQuestion>,
    answer: Option<Answer>,
    /// Those who proposed and approved it.
    names: Vec<(AccountId, String)>,
    reference: Option<String>,
    verdict: Option<Reaction>,
}

impl Material {
    fn read(conn: &mut Conn, consultation: ConsultationId, id: &CommentId) -> Result<Self, AppError> {
        let own = std::slice::from_ref(id);
        let comment = triage::read::comment(conn, consultation, id)?;
        let versions = drafts::read::versions(conn, &[comment.draft])?;
        let ids: Vec<_> = versions.iter().map(|version| version.id).collect();
        let answer = comment.resolution.map(|resolution| Answer::read(conn, consultation, resolution, id)).transpose()?;
        let people = answer.iter().flat_map(|answer| [Some(answer.resolution.proposer), answer.resolution.approver]);
        let people: Vec<_> = people.flatten().collect();
        Ok(Self {
            submission: submissions::read::by_id(conn, &comment.submission)?,
            draft: drafts::read::by_id(conn, comment.draft)?,
            blocks: drafts::read::blocks_of_paragraphs(conn, &ids, &[comment.ordinal])?,
            versions,
            held: moderation::read::held(conn, own)?.pop(),
            questions: triage::read::questions(conn, own)?,
            names: accounts::read::names(conn, &people)?,
            answer,
            reference: published(conn, own)?.pop().map(|row| row.reference),
            verdict: resolution_read::reactions(conn, own)?.pop(),
            comment,
        })
    }

    /// The text in the language of the comment, else the authoritative one: its blocks, if the comment is on the text.
    fn text(&self) -> (Option<&LanguageVersion>, Vec<&Block>) {
        let of = |version: &&LanguageVersion| version.language == self.comment.language;
        let version = self.versions.iter().find(of).or_else(|| self.versions.iter().find(|version| version.authoritative));
        let in_text = !matches!(self.comment.target, TargetKind::Draft | TargetKind::Question);
        let shown = |placed: &&PlacedBlock| in_text && Some(placed.version) == version.map(|version| version.id);
        (version, self.blocks.iter().filter(shown).map(|placed| &placed.block).collect())
    }

    /// Whether an answer may be proposed, or another.
    fn may_be_answered(&self) -> bool {
        let open = |answer: &Answer| {
            matches!(answer.resolution.status, ResolutionStatus::Proposed | ResolutionStatus::Returned | ResolutionStatus::Published)
        };
        !matches!(self.comment.state, CommentState::Withdrawn | CommentState::Erased | CommentState::Withheld)
            && self.answer.as_ref().is_none_or(open)
    }
}

impl SpeakerView {
    fn new(submission: &Submission, level: Level, language: Language) -> Self {
        let speaker = submission.speaker.kept_at(level);
        Self {
            group: speaker.group.as_str(),
            region: speaker.region.as_str(),
            country: country(&speaker.country).map(|country| country.name(language).to_owned()).unwrap_or_default(),
            named: speaker.is_named() && level > Level::GroupOnly,
            organisation: speaker.organisation,
            person: speaker.person,
            client: speaker.client,
            confirmed: submission.confirmation == Confirmation::Confirmed,
            how: submission.confirmed_how.clone(),
            submission: submission.reference.clone(),
            version: submission.version,
        }
    }
}

impl From<&Held> for HeldView {
    fn from(held: &Held) -> Self {
        Self { reason: held.reason.as_str(), note: held.note.clone(), held_at: held.held_on.start(), contest: held.contest.clone() }
    }
}

impl From<&OfficeQuestion> for QuestionView {
    fn from(question: &OfficeQuestion) -> Self {
        Self {
            lang: question.language.as_str(),
            dir: question.language.direction(),
            question: question.question.clone(),
            asked_at: question.asked_on.start(),
            reply: question.reply.clone(),
            replied_at: question.replied_on.map(Day::start),
        }
    }
}

impl ResolutionView {
    fn new(answer: &Answer, names: &[(AccountId, String)], by: AccountId) -> Self {
        let name = |id| names.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone()).unwrap_or_default();
        let resolution = &answer.resolution;
        Self {
            id: resolution.id,
            status: resolution.status.as_str(),
            proposer: name(resolution.proposer),
            approver: resolution.approver.map(name),
            own: resolution.proposer == by,
            return_note: resolution.return_note.clone(),
            answers: answer.comments,
            parts: answer.parts.iter().map(PartLine::from).collect(),
        }
    }
}

impl From<&PartRow> for PartLine {
    fn from(part: &PartRow) -> Self {
        let all = |text: &LocalText| text.0.iter().map(|(language, text)| Said::new(text.clone(), *language)).collect();
        Self {
            decision: part.decision.as_str(),
            duplicate_of: part.duplicate_of.clone(),
            reasons: all(&part.reasons),
            private_reasons: all(&part.private_reasons),
        }
    }
}

impl CommentView {
    fn new(at: &StaffConsultation, material: &Material, forms: Forms) -> Self {
        let (comment, consultation) = (&material.comment, &at.consultation);
        let (version, blocks) = material.text();
        let text: Vec<String> = blocks.iter().map(|block| block.plain()).collect();
        let (parts, also) = material.answer.as_ref().map_or((&[][..], ""), |answer| (&answer.parts, &answer.also));
        let number = material.draft.number.to_string();
        Self {
            head: at.head(),
            id: comment.id.0.clone(),
            place: Place::new(&at.state, at.language, comment.target, comment.ordinal, &comment.label, number),
            text_lang: version.map_or("en", |version| version.language.as_str()),
            text_dir: version.map_or("ltr", |version| version.language.direction()),
            blocks: blocks.iter().map(|block| export::html::content(block)).collect(),
            state: comment.state.as_str(),
            level: comment.level.as_str(),
            late: comment.late,
            version: comment.version,
            reference: material.reference.clone(),
            kind: comment.kind.map(CommentKind::as_str),
            themes: themes_of(&comment.themes)
                .filter_map(|code| consultation.themes.of(code))
                .map(|theme| theme.name.said(at.language, consultation.language))
                .collect(),
            lang: comment.language.as_str(),
            dir: comment.language.direction(),
            quote: comment.quote.clone(),
            body: comment.body.clone(),
            redline: (!comment.proposed.is_empty()).then(|| export::redline::texts(&text.join("\n\n"), &comment.proposed)),
            reason: comment.reason.clone(),
            speaker: SpeakerView::new(&material.submission, comment.level, at.language),
            gone: matches!(comment.state, CommentState::Withdrawn | CommentState::Erased),
            held: material.held.as_ref().map(HeldView::from),
            asking: material.questions.iter().any(|question| question.replied_on.is_none()),
            questions: material.questions.iter().map(QuestionView::from).collect(),
            resolution: material.answer.as_ref().map(|answer| ResolutionView::new(answer, &material.names, at.by)),
            verdict: material.verdict.as_ref().map(|reaction| (reaction.verdict.as_str(), reaction.why.clone())),
            can_answer: at.can_triage && material.may_be_answered(),
            expected: comment.resolution.map(|id| id.to_string()).unwrap_or_default(),
            parts: PARTS.iter().map(|part| part.fields(comment.language, consultation.language)).collect(),
            answer: forms.answer.unwrap_or_else(|| answer_form(parts, also)),
            decisions: decisions(),
            hold_reasons: HoldReason::ALL.iter().map(|reason| reason.as_str()).collect(),
            languages: Language::ALL.iter().map(|language| (language.as_str(), language.own_name())).collect(),
            other: forms.other,
        }
    }
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
    let material = at.state.database.read(move |conn| Material::read(conn, consultation, &wanted)).await?;
    let view = CommentView::new(at, &material, forms);
    let path = format!("/staff/consultations/{}/comments/{}", at.consultation.slug, id.0);
    let page = Page::new(&at.state, at.language, &path, view.place.title.clone()).for_staff(&at.signed_in);
    page.response(status, "resolutions/comment", &view)
}
