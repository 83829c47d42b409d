//! The small acts on one comment: looked at, held back, let go, asked back, speaker confirmed.

use crate::moderation::Hold;
use actix_web::{HttpResponse, web};

use super::comment::{self, CommentPath, Forms, OTHER};
use super::desk::{CommentDesk, seen};
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
use crate::web::body::Fields;
use crate::web::forms::FormView;
use crate::web::guard::FormData;
use crate::web::locale::PageLanguage;
use crate::web::page::{see_other, status_of};
use crate::web::state::State;
use crate::web::viewer::SignedIn;

/// Back to the comment, or its page again with what is wrong.
async fn finish(
    state: &State,
    language: Language,
    signed_in: &SignedIn,
    desk: &CommentDesk,
    path: &CommentPath,
    typed: &FormData,
    done: Result<(), AppError>,
) -> Result<HttpResponse, AppError> {
    match done {
        Ok(()) => Ok(see_other(&desk.address(language, &format!("/{}", path.comment)))),
        Err(error) => {
            let forms = Forms { other: FormView::new(&OTHER).typed(typed).refused(&error)?, ..Forms::empty() };
            comment::page(state, language, signed_in, desk, &CommentId(path.comment.clone()), forms, status_of(&error)).await
        }
    }
}

/// POST `…/comments/{comment}/clearance`
pub async fn clear(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<CommentPath>,
    form: Fields,
) -> Result<HttpResponse, AppError> {
    let (desk, typed) = CommentDesk::open_form(&state, &signed_in, &path.slug, form).await?;
    let (consultation, seen) = (desk.consultation.id, seen(&path.comment, typed.get("version")));
    let done = state
        .database
        .write(move |tx| {
            let unchanged = triage::read::unchanged(tx, consultation, &[seen])?;
            match triage::clear(tx, consultation, &unchanged)? {
                0 => Err(AppError::Conflict(Conflict::CommentMoved)),
                _ => Ok(()),
            }
        })
        .await;
    finish(&state, language.0, &signed_in, &desk, &path, &typed, done).await
}

/// POST `…/comments/{comment}/moderation`
pub async fn hold(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<CommentPath>,
    form: Fields,
) -> Result<HttpResponse, AppError> {
    let (desk, typed) = CommentDesk::open_form(&state, &signed_in, &path.slug, form).await?;
    let (consultation, id, by, today) = (desk.consultation.id, CommentId(path.comment.clone()), desk.by, state.clock.now().day());
    let wanted = typed.long("hold_note").and_then(|note| {
        HoldReason::parse(typed.get("hold_reason")).map(|reason| (reason, note)).ok_or(AppError::field("hold_reason", "form-required"))
    });
    let done = match wanted {
        Ok((reason, note)) => {
            let hold = Hold { comment: id, reason, note, by };
            state.database.write(move |tx| resolutions::hold_back(tx, consultation, &hold, today)).await
        }
        Err(error) => Err(error),
    };
    finish(&state, language.0, &signed_in, &desk, &path, &typed, done).await
}

/// POST `…/comments/{comment}/lifting`
pub async fn lift(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<CommentPath>,
    form: Fields,
) -> Result<HttpResponse, AppError> {
    let (desk, typed) = CommentDesk::open_form(&state, &signed_in, &path.slug, form).await?;
    let (consultation, by, today) = (desk.consultation.id, desk.by, state.clock.now().day());
    let seen = seen(&path.comment, typed.get("version"));
    let done = state.database.write(move |tx| moderation::lift(tx, consultation, &seen, by, today)).await;
    finish(&state, language.0, &signed_in, &desk, &path, &typed, done).await
}

/// POST `…/comments/{comment}/questions`
pub async fn ask(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<CommentPath>,
    form: Fields,
) -> Result<HttpResponse, AppError> {
    let (desk, typed) = CommentDesk::open_form(&state, &signed_in, &path.slug, form).await?;
    let (consultation, id, by, now) = (desk.consultation.id, CommentId(path.comment.clone()), desk.by, state.clock.now());
    let key = typed.once_key();
    let wanted = typed.long("question").and_then(|question| {
        let asked_in =
            Language::parse(typed.get("question_language")).ok_or(AppError::field("question_language", "form-language-unknown"))?;
        Ok((asked_in, question))
    });
    let done = match wanted {
        Ok((asked_in, question)) => {
            state
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
    finish(&state, language.0, &signed_in, &desk, &path, &typed, done).await
}

/// POST `…/comments/{comment}/confirmation`
pub async fn confirm(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<CommentPath>,
    form: Fields,
) -> Result<HttpResponse, AppError> {
    let (desk, typed) = CommentDesk::open_form(&state, &signed_in, &path.slug, form).await?;
    let (consultation, id, by, today) = (desk.consultation.id, CommentId(path.comment.clone()), desk.by, state.clock.now().day());
    let seen: i32 = typed.get("submission_version").parse().unwrap_or_default();
    let done = match typed.long("how") {
        Ok(how) => {
            let confirm = move |tx: &mut Tx| {
                let comment = triage::read::comment(tx, consultation, &id)?;
                let submission = submissions::read::by_id(tx, &comment.submission)?;
                submissions::confirm_speaker(tx, &submission, seen, by, &how, today)
            };
            state.database.write(confirm).await
        }
        Err(error) => Err(error),
    };
    finish(&state, language.0, &signed_in, &desk, &path, &typed, done).await
}
