//! The answer to a comment, and to others with it: proposed, approved, sent back.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::comment::{self, CommentPath, Forms, OTHER};
use super::desk::{ApprovalForm, StaffConsultation, TriageForm, seen};
use crate::comments::read::by_reference;
use crate::error::{AppError, Conflict, FieldErrors};
use crate::ids::{CommentId, ResolutionId};
use crate::language::{Language, LocalText};
use crate::publications::model::Decision;
use crate::resolutions::model::Part;
use crate::resolutions::read::PartRow;
use crate::resolutions::{self, Proposal};
use crate::six_languages;
use crate::triage;
use crate::web::forms::{FormView, local_text};
use crate::web::guard::FormData;
use crate::web::page::{see_other, status_of};

/// The names of the fields of a part.
pub struct PartNames {
    decision: &'static str,
    duplicate_of: &'static str,
    reasons: [&'static str; 6],
    private: [&'static str; 6],
}

/// An answer has so many parts at most in the form: most have one.
pub const PARTS: [PartNames; 3] = [
    PartNames { decision: "decision", duplicate_of: "duplicate_of", reasons: six_languages!("reason"), private: six_languages!("private") },
    PartNames {
        decision: "decision_2",
        duplicate_of: "duplicate_of_2",
        reasons: six_languages!("reason_2"),
        private: six_languages!("private_2"),
    },
    PartNames {
        decision: "decision_3",
        duplicate_of: "duplicate_of_3",
        reasons: six_languages!("reason_3"),
        private: six_languages!("private_3"),
    },
];

/// The fields of a part for its template: those of the author's language and of the authoritative one first.
#[derive(Serialize)]
pub struct PartFields {
    decision: &'static str,
    duplicate_of: &'static str,
    first: Vec<ReasonField>,
    others: Vec<ReasonField>,
}

#[derive(Serialize)]
struct ReasonField {
    reason: &'static str,
    private: &'static str,
    lang: &'static str,
    dir: &'static str,
    name: &'static str,
}

impl PartNames {
    /// The fields for a comment in a language.
    pub fn fields(&self, author: Language, authoritative: Language) -> PartFields {
        let field = |language: &Language| {
            let index = Language::ALL.iter().position(|known| known == language).unwrap_or(0);
            ReasonField {
                reason: self.reasons[index],
                private: self.private[index],
                lang: language.as_str(),
                dir: language.direction(),
                name: language.own_name(),
            }
        };
        let mut first = vec![author, authoritative];
        first.dedup();
        let others: Vec<Language> = Language::ALL.iter().copied().filter(|language| !first.contains(language)).collect();
        PartFields {
            decision: self.decision,
            duplicate_of: self.duplicate_of,
            first: first.iter().map(field).collect(),
            others: others.iter().map(field).collect(),
        }
    }
}

/// The form of an answer, with what it says already and the references of the other comments that it answers.
#[must_use]
pub fn answer_form(parts: &[PartRow], also: &str) -> FormView {
    let mut names = vec!["also", "reasons"];
    for part in &PARTS {
        names.extend([part.decision, part.duplicate_of]);
        names.extend(part.reasons);
        names.extend(part.private);
    }
    let mut form = FormView::new(&names).with("also", also);
    for (names, part) in PARTS.iter().zip(parts) {
        form = form.with(names.decision, part.decision.as_str()).with(names.duplicate_of, &part.duplicate_of);
        for ((language, reason), private) in Language::ALL.iter().zip(names.reasons).zip(names.private) {
            form = form.with(reason, part.reasons.exactly(*language)).with(private, part.private_reasons.exactly(*language));
        }
    }
    form
}

/// A reason in the languages in which it was typed.
fn long_text(typed: &FormData, names: &[&'static str; 6]) -> Result<LocalText, AppError> {
    for name in names {
        typed.long(name)?;
    }
    Ok(local_text(typed, names))
}

/// What was typed as an answer.
fn parts(typed: &FormData) -> Result<Vec<Part>, AppError> {
    let mut parts = Vec::new();
    for (index, names) in PARTS.iter().enumerate() {
        let (reasons, private) = (long_text(typed, &names.reasons)?, long_text(typed, &names.private)?);
        if index > 0 && typed.get(names.decision).is_empty() && reasons.is_empty() && private.is_empty() {
            continue;
        }
        let decision =
            Decision::parse(typed.get(names.decision)).ok_or(AppError::Invalid(FieldErrors::one("decision", "form-required")))?;
        parts.push(Part::new(decision, reasons, private, typed.get(names.duplicate_of))?);
    }
    Ok(parts)
}

async fn finish(
    at: &StaffConsultation,
    path: &CommentPath,
    done: Result<(), AppError>,
    forms: impl FnOnce(&AppError) -> Result<Forms, AppError>,
) -> Result<HttpResponse, AppError> {
    match done {
        Ok(()) => Ok(see_other(&at.address(&format!("/{}", path.comment)))),
        Err(error) => {
            let forms = forms(&error)?;
            comment::page(at, &CommentId(path.comment.clone()), forms, status_of(&error)).await
        }
    }
}

/// POST `…/comments/{comment}/resolution`
pub async fn propose(TriageForm { at, typed }: TriageForm, path: web::Path<CommentPath>) -> Result<HttpResponse, AppError> {
    let (consultation, by, today) = (at.consultation.id, at.by, at.state.clock.now().day());
    let expected: Option<ResolutionId> = typed.get("expected").parse().ok();
    let also: Vec<String> = typed.get("also").split([' ', ',', '\n', ';']).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let first = seen(&path.comment, typed.get("version"));
    let done = match parts(&typed) {
        Ok(parts) => {
            at.state
                .database
                .write(move |tx| {
                    let mut comments = triage::read::unchanged(tx, consultation, &[first])?;
                    if comments.is_empty() {
                        return Err(AppError::Conflict(Conflict::CommentMoved));
                    }
                    for reference in &also {
                        let other = match by_reference(tx, consultation, reference) {
                            Err(AppError::NotFound) => return Err(AppError::field("also", "form-reference-unknown")),
                            found => found?,
                        };
                        if !comments.contains(&other.id) {
                            comments.push(other.id);
                        }
                    }
                    resolutions::propose(tx, consultation, &Proposal { comments, parts, expected }, by, today).map(|_| ())
                })
                .await
        }
        Err(error) => Err(error),
    };
    let forms = |error: &AppError| Ok(Forms { answer: Some(answer_form(&[], "").typed(&typed).refused(error)?), ..Forms::empty() });
    finish(&at, &path, done, forms).await
}

/// The answer that a form is about.
fn answer_of(typed: &FormData) -> Result<ResolutionId, AppError> {
    typed.get("resolution").parse().map_err(|_| AppError::NotFound)
}

/// POST `…/comments/{comment}/approval`
pub async fn approve(ApprovalForm { at, typed }: ApprovalForm, path: web::Path<CommentPath>) -> Result<HttpResponse, AppError> {
    let (consultation, by, today, id) = (at.consultation.id, at.by, at.state.clock.now().day(), answer_of(&typed)?);
    let done = at.state.database.write(move |tx| resolutions::approve(tx, consultation, id, by, today)).await;
    let forms = |error: &AppError| Ok(Forms { other: FormView::new(&OTHER).typed(&typed).refused(error)?, ..Forms::empty() });
    finish(&at, &path, done, forms).await
}

/// POST `…/comments/{comment}/return`
pub async fn send_back(ApprovalForm { at, typed }: ApprovalForm, path: web::Path<CommentPath>) -> Result<HttpResponse, AppError> {
    let (consultation, by, id) = (at.consultation.id, at.by, answer_of(&typed)?);
    let done = match typed.long("return_note") {
        Ok(note) => at.state.database.write(move |tx| resolutions::send_back(tx, consultation, id, by, &note)).await,
        Err(error) => Err(error),
    };
    let forms = |error: &AppError| Ok(Forms { other: FormView::new(&OTHER).typed(&typed).refused(error)?, ..Forms::empty() });
    finish(&at, &path, done, forms).await
}
