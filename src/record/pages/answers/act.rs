//! What an author can do with her code.

use actix_web::{HttpResponse, web};

use super::{credential, page};
use crate::contributors::model::Level;
use crate::error::{AppError, Conflict};
use crate::ids::CommentId;
use crate::language::Language;
use crate::moderation;
use crate::platform::clock::{Day, Timestamp};
use crate::publications::model::Verdict;
use crate::record::{self, TakeBack};
use crate::resolutions;
use crate::reviews;
use crate::submissions;
use crate::submissions::model::{Submission, SubmissionStatus};
use crate::triage;
use crate::web::arrival::Arrived;
use crate::web::body::Fields;
use crate::web::guard::FormData;
use crate::web::locale::PageLanguage;
use crate::web::state::State;

/// What is done with a submission by its code.
enum AuthorAct {
    Reply(String),
    React(Verdict, String, bool),
    Review(String),
    Contest(String),
    TakeBack(TakeBack),
}

/// What becomes of a copy that is kept and not sent.
enum Follow {
    Nothing,
    Lower(Level),
    Remove,
}

/// Does something with the submission of a code and shows its page again.
async fn act(
    state: &State,
    language: Language,
    arrived: Timestamp,
    typed: FormData,
    needs_comment: bool,
    notice: &'static str,
    wanted: impl FnOnce(&FormData) -> Result<AuthorAct, AppError>,
) -> Result<HttpResponse, AppError> {
    let credential = match credential(state, language, &typed)? {
        Ok(credential) => credential,
        Err(response) => return Ok(response),
    };
    let act = match wanted(&typed) {
        Ok(act) => act,
        Err(error) => return page(state, language, &credential, &typed, arrived, None, Some(error)).await,
    };
    // What is kept and not sent follows what was done with what was sent.
    let follow = match (&act, typed.get("comment").is_empty()) {
        (AuthorAct::TakeBack(TakeBack::Lower(level)), _) => Follow::Lower(*level),
        (AuthorAct::TakeBack(TakeBack::Withdraw), false) => Follow::Remove,
        _ => Follow::Nothing,
    };
    let proof = credential.proof().to_vec();
    let today = arrived.day();
    let id = Some(typed.get("comment").to_owned()).filter(|id| !id.is_empty()).map(CommentId);
    if needs_comment && id.is_none() {
        return Err(AppError::NotFound);
    }
    let done = state
        .database
        .write(move |tx| {
            let submission = submissions::read::by_proof(tx, &proof)?.ok_or(AppError::NotFound)?;
            let sent = submissions::read::comments_of(tx, &submission.id)?;
            let own = id.as_ref().map(|id| sent.iter().find(|comment| comment.id == *id).ok_or(AppError::NotFound)).transpose()?;
            let item = own.map(|comment| comment.item.clone());
            perform(tx, act, &submission, id.as_ref(), today)?;
            Ok(item)
        })
        .await;
    let done = match done {
        Ok(item) => match &follow {
            Follow::Nothing => Ok(()),
            Follow::Lower(level) => submissions::adjust(&state.database, &credential, |copy| copy.lower(item.as_deref(), *level)).await,
            Follow::Remove => {
                submissions::adjust(&state.database, &credential, |copy| copy.items.retain(|known| Some(&known.key) != item.as_ref())).await
            }
        },
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => page(state, language, &credential, &typed, arrived, Some(notice), None).await,
        Err(AppError::NotFound) => page(state, language, &credential, &typed, arrived, None, None).await,
        Err(error) => page(state, language, &credential, &typed, arrived, None, Some(error)).await,
    }
}

fn perform(
    tx: &mut crate::platform::db::Tx,
    act: AuthorAct,
    submission: &Submission,
    id: Option<&CommentId>,
    today: Day,
) -> Result<(), AppError> {
    let consultation = submissions::consultation_of(tx, submission)?;
    // Before anything is touched: who waits for the lock must hold nothing that others wait for.
    crate::publications::lock(tx, consultation)?;
    let of = || id.ok_or(AppError::NotFound);
    if submission.status == SubmissionStatus::Erased {
        return Err(AppError::Conflict(Conflict::ContributionGone));
    }
    match act {
        AuthorAct::Reply(words) => triage::reply(tx, of()?, &words, today),
        AuthorAct::React(verdict, why, public) => resolutions::react(tx, consultation, of()?, verdict, &why, public, today),
        AuthorAct::Review(reason) => reviews::file(tx, consultation, of()?, &reason, today),
        AuthorAct::Contest(words) => moderation::contest(tx, of()?, &words, today),
        AuthorAct::TakeBack(what) => record::take_back(tx, submission, id, what),
    }
}

/// POST `/{language}/answers/reply`
pub async fn reply(state: web::Data<State>, language: PageLanguage, arrived: Arrived, fields: Fields) -> Result<HttpResponse, AppError> {
    let typed = FormData::open(fields.into_inner());
    act(&state, language.0, arrived.0, typed, true, "notice-replied", |typed| Ok(AuthorAct::Reply(typed.long("reply")?))).await
}

/// POST `/{language}/answers/verdict`
pub async fn react(state: web::Data<State>, language: PageLanguage, arrived: Arrived, fields: Fields) -> Result<HttpResponse, AppError> {
    let typed = FormData::open(fields.into_inner());
    let verdict = |typed: &FormData| {
        let verdict = Verdict::parse(typed.get("verdict")).ok_or(AppError::field("verdict", "form-required"))?;
        Ok(AuthorAct::React(verdict, typed.long("why")?, typed.is_ticked("verdict_public")))
    };
    act(&state, language.0, arrived.0, typed, true, "notice-verdict", verdict).await
}

/// POST `/{language}/answers/review`
pub async fn review(state: web::Data<State>, language: PageLanguage, arrived: Arrived, fields: Fields) -> Result<HttpResponse, AppError> {
    let typed = FormData::open(fields.into_inner());
    act(&state, language.0, arrived.0, typed, true, "notice-review", |typed| Ok(AuthorAct::Review(typed.long("review_reason")?))).await
}

/// POST `/{language}/answers/contest`
pub async fn contest(state: web::Data<State>, language: PageLanguage, arrived: Arrived, fields: Fields) -> Result<HttpResponse, AppError> {
    let typed = FormData::open(fields.into_inner());
    act(&state, language.0, arrived.0, typed, true, "notice-contested", |typed| Ok(AuthorAct::Contest(typed.long("contest")?))).await
}

/// POST `/{language}/answers/level`
pub async fn lower(state: web::Data<State>, language: PageLanguage, arrived: Arrived, fields: Fields) -> Result<HttpResponse, AppError> {
    let typed = FormData::open(fields.into_inner());
    let lowered = |typed: &FormData| {
        Level::parse(typed.get("new_level"))
            .map(|level| AuthorAct::TakeBack(TakeBack::Lower(level)))
            .ok_or(AppError::field("new_level", "form-required"))
    };
    act(&state, language.0, arrived.0, typed, false, "notice-lowered", lowered).await
}

/// POST `/{language}/answers/withdrawal`
pub async fn withdraw(state: web::Data<State>, language: PageLanguage, arrived: Arrived, fields: Fields) -> Result<HttpResponse, AppError> {
    let typed = FormData::open(fields.into_inner());
    act(&state, language.0, arrived.0, typed, false, "notice-withdrawn", |_| Ok(AuthorAct::TakeBack(TakeBack::Withdraw))).await
}

/// POST `/{language}/answers/earlier`: destroys what an amended comment said before.
pub async fn forget(state: web::Data<State>, language: PageLanguage, arrived: Arrived, fields: Fields) -> Result<HttpResponse, AppError> {
    let typed = FormData::open(fields.into_inner());
    act(&state, language.0, arrived.0, typed, true, "notice-forgotten", |_| Ok(AuthorAct::TakeBack(TakeBack::ForgetEarlier))).await
}

/// POST `/{language}/answers/erasure`
pub async fn erase(state: web::Data<State>, language: PageLanguage, arrived: Arrived, fields: Fields) -> Result<HttpResponse, AppError> {
    let typed = FormData::open(fields.into_inner());
    if !typed.is_ticked("sure") {
        let credential = match credential(&state, language.0, &typed)? {
            Ok(credential) => credential,
            Err(response) => return Ok(response),
        };
        let unsure = AppError::field("sure", "form-sure");
        return page(&state, language.0, &credential, &typed, arrived.0, None, Some(unsure)).await;
    }
    act(&state, language.0, arrived.0, typed, false, "notice-erased", |_| Ok(AuthorAct::TakeBack(TakeBack::Erase))).await
}
