//! The small acts on one comment: looked at, held back, let go, asked back, speaker confirmed.

use crate::moderation::Hold;
use actix_web::{HttpResponse, web};

use super::comment::{self, CommentPath, Forms, OTHER};
use super::desk::{StaffConsultation, TriageForm, seen};
use crate::comments::model::HoldReason;
use crate::error::{AppError, Conflict};
use crate::ids::CommentId;
use crate::language::Language;
use crate::moderation;
use crate::platform::db::Tx;
use crate::platform::once::first_time;
use crate::resolutions;
use crate::submissions;
use crate::triage;
use crate::web::forms::FormView;
use crate::web::guard::FormData;
use crate::web::page::{see_other, status_of};

/// Back to the comment, or its page again with what is wrong.
async fn finish(
    at: &StaffConsultation,
    path: &CommentPath,
    typed: &FormData,
    done: Result<(), AppError>,
) -> Result<HttpResponse, AppError> {
    match done {
        Ok(()) => Ok(see_other(&at.address(&format!("/{}", path.comment)))),
        Err(error) => {
            let forms = Forms { other: FormView::new(&OTHER).typed(typed).refused(&error)?, ..Forms::empty() };
            comment::page(at, &CommentId(path.comment.clone()), forms, status_of(&error)).await
        }
    }
}

/// POST `…/comments/{comment}/clearance`
pub async fn clear(TriageForm { at, typed }: TriageForm, path: web::Path<CommentPath>) -> Result<HttpResponse, AppError> {
    let (consultation, seen) = (at.consultation.id, seen(&path.comment, typed.get("version")));
    let done = at
        .state
        .database
        .write(move |tx| {
            let unchanged = triage::read::unchanged(tx, consultation, &[seen])?;
            match triage::clear(tx, consultation, &unchanged)? {
                0 => Err(AppError::Conflict(Conflict::CommentMoved)),
                _ => Ok(()),
            }
        })
        .await;
    finish(&at, &path, &typed, done).await
}

/// POST `…/comments/{comment}/moderation`
pub async fn hold(TriageForm { at, typed }: TriageForm, path: web::Path<CommentPath>) -> Result<HttpResponse, AppError> {
    let (consultation, id, by, today) = (at.consultation.id, CommentId(path.comment.clone()), at.by, at.state.clock.now().day());
    let wanted = typed.long("hold_note").and_then(|note| {
        HoldReason::parse(typed.get("hold_reason")).map(|reason| (reason, note)).ok_or(AppError::field("hold_reason", "form-required"))
    });
    let done = match wanted {
        Ok((reason, note)) => {
            let hold = Hold { comment: id, reason, note, by };
            at.state.database.write(move |tx| resolutions::hold_back(tx, consultation, &hold, today)).await
        }
        Err(error) => Err(error),
    };
    finish(&at, &path, &typed, done).await
}

/// POST `…/comments/{comment}/lifting`
pub async fn lift(TriageForm { at, typed }: TriageForm, path: web::Path<CommentPath>) -> Result<HttpResponse, AppError> {
    let (consultation, by, today) = (at.consultation.id, at.by, at.state.clock.now().day());
    let seen = seen(&path.comment, typed.get("version"));
    let done = at.state.database.write(move |tx| moderation::lift(tx, consultation, &seen, by, today)).await;
    finish(&at, &path, &typed, done).await
}

/// POST `…/comments/{comment}/questions`
pub async fn ask(TriageForm { at, typed }: TriageForm, path: web::Path<CommentPath>) -> Result<HttpResponse, AppError> {
    let (consultation, id, by, now) = (at.consultation.id, CommentId(path.comment.clone()), at.by, at.state.clock.now());
    let key = typed.once_key();
    let wanted = typed.long("question").and_then(|question| {
        let asked_in =
            Language::parse(typed.get("question_language")).ok_or(AppError::field("question_language", "form-language-unknown"))?;
        Ok((asked_in, question))
    });
    let done = match wanted {
        Ok((asked_in, question)) => {
            at.state
                .database
                .write(move |tx| {
                    // The comment has to be one of this consultation.
                    triage::read::comment(tx, consultation, &id)?;
                    if first_time(tx, &key, now)? {
                        triage::ask(tx, &id, asked_in, &question, by, now.day())?;
                    }
                    Ok(())
                })
                .await
        }
        Err(error) => Err(error),
    };
    finish(&at, &path, &typed, done).await
}

/// POST `…/comments/{comment}/confirmation`
pub async fn confirm(TriageForm { at, typed }: TriageForm, path: web::Path<CommentPath>) -> Result<HttpResponse, AppError> {
    let (consultation, id, by, today) = (at.consultation.id, CommentId(path.comment.clone()), at.by, at.state.clock.now().day());
    let seen: i32 = typed.get("submission_version").parse().unwrap_or_default();
    let done = match typed.long("how") {
        Ok(how) => {
            let confirm = move |tx: &mut Tx| {
                let comment = triage::read::comment(tx, consultation, &id)?;
                let submission = submissions::read::by_id(tx, &comment.submission)?;
                submissions::confirm_speaker(tx, &submission, seen, by, &how, today)
            };
            at.state.database.write(confirm).await
        }
        Err(error) => Err(error),
    };
    finish(&at, &path, &typed, done).await
}
