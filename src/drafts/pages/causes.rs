//! Names why paragraphs changed.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::desk::{Head, StaffDraft, StaffDraftForm};
use crate::drafts::model::{Cause, ChangedParagraph};
use crate::drafts::read::{self, words_changed};
use crate::drafts::{NewCause, name_cause, remove_cause};
use crate::error::{AppError, FieldErrors};
use crate::ids::CauseId;
use crate::language::{Language, LocalText, Said};
use crate::platform::once::first_time;
use crate::text::export::redline::{Shown, texts};
use crate::web::forms::FormView;
use crate::web::guard::FormData;
use crate::web::page::{see_other, status_of};

#[derive(Serialize)]
struct CausesView {
    head: Head,
    entries: Vec<Entry>,
    causes: Vec<&'static str>,
    languages: Vec<(&'static str, &'static str)>,
    form: FormView,
    /// The entry whose form was refused.
    refused: String,
    lang: &'static str,
    dir: &'static str,
}

#[derive(Serialize)]
struct Entry {
    /// `n12` for a paragraph of this draft, `o12` for one that was removed from the draft before.
    key: String,
    label: String,
    relation: &'static str,
    redline: Shown,
    named: Vec<Named>,
}

#[derive(Serialize)]
struct Named {
    id: CauseId,
    cause: &'static str,
    reason: Said,
}

const FIELDS: [&str; 4] = ["paragraph", "cause", "language", "reason"];

/// GET `/{language}/staff/consultations/{slug}/drafts/{number}/causes`
pub async fn index(at: StaffDraft) -> Result<HttpResponse, AppError> {
    page(&at, FormView::new(&FIELDS), String::new(), StatusCode::OK).await
}

async fn page(at: &StaffDraft, form: FormView, refused: String, status: StatusCode) -> Result<HttpResponse, AppError> {
    let draft = at.draft.clone();
    let (links, named, new_texts, old_texts) = at
        .state
        .database
        .read(move |conn| {
            let before = read::predecessor(conn, &draft)?;
            let old_texts = match before {
                Some(before) => read::printed_paragraphs(conn, before.id)?,
                None => HashMap::new(),
            };
            Ok::<_, AppError>((
                read::links(conn, draft.id)?,
                read::causes(conn, &[draft.id])?,
                read::printed_paragraphs(conn, draft.id)?,
                old_texts,
            ))
        })
        .await?;
    let mut changes: Vec<(ChangedParagraph, &'static str)> = Vec::new();
    for link in links.iter().filter(|link| words_changed(link.relation)) {
        if let Some(paragraph) = link.changed().filter(|paragraph| changes.iter().all(|(known, _)| known != paragraph)) {
            changes.push((paragraph, link.relation.as_str()));
        }
    }
    let authoritative = at.consultation.language;
    let entries = changes
        .into_iter()
        .map(|(paragraph, relation)| {
            let olds = links.iter().filter(|link| link.changed() == Some(paragraph)).filter_map(|link| link.old_ordinal);
            let old_text: Vec<&str> = olds.filter_map(|old| old_texts.get(&old)).map(|(_, text)| text.as_str()).collect();
            let new = paragraph.new_ordinal().and_then(|new| new_texts.get(&new));
            let new_text = new.map(|(_, text)| text.as_str()).unwrap_or_default();
            let label = new.or_else(|| paragraph.removed_ordinal().and_then(|old| old_texts.get(&old))).map(|(label, _)| label.clone());
            Entry {
                key: paragraph.to_string(),
                label: label.unwrap_or_default(),
                relation,
                redline: texts(&old_text.join("\n\n"), new_text),
                named: named
                    .iter()
                    .filter(|(_, cause)| cause.paragraph == paragraph)
                    .map(|(_, cause)| Named {
                        id: cause.id,
                        cause: cause.cause.as_str(),
                        reason: cause.reasons.said(at.language, authoritative),
                    })
                    .collect(),
            }
        })
        .collect();
    let view = CausesView {
        head: at.head(),
        entries,
        causes: Cause::ALL.iter().map(|cause| cause.as_str()).collect(),
        languages: Language::ALL.iter().map(|language| (language.as_str(), language.own_name())).collect(),
        form,
        refused,
        lang: authoritative.as_str(),
        dir: authoritative.direction(),
    };
    at.page("/causes", "draft-causes-title").response(status, "drafts/causes", &view)
}

/// POST `/{language}/staff/consultations/{slug}/drafts/{number}/causes`
pub async fn create(StaffDraftForm { at, typed }: StaffDraftForm) -> Result<HttpResponse, AppError> {
    let (draft, form_key, now) = (at.draft.id, typed.once_key(), at.state.clock.now());
    let key = typed.get("paragraph").to_owned();
    let done = match check(&typed) {
        Ok(new) => {
            at.state
                .database
                .write(move |tx| {
                    if first_time(tx, &form_key, now)? {
                        name_cause(tx, draft, &new, now.day())?;
                    }
                    Ok::<_, AppError>(())
                })
                .await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(see_other(&format!("{}#{key}", at.address("/causes")))),
        Err(error) => {
            let form = FormView::new(&FIELDS).typed(&typed).refused(&error)?;
            page(&at, form, key, status_of(&error)).await
        }
    }
}

fn check(typed: &FormData) -> Result<NewCause, AppError> {
    let mut errors = FieldErrors::default();
    let cause = errors.take("cause", Cause::parse(typed.get("cause")).ok_or("form-required"));
    let language = errors.take("language", Language::parse(typed.get("language")).ok_or("form-required"));
    let reason = typed.get("reason");
    if reason.is_empty() {
        errors.add("reason", "form-required");
    }
    match (cause, language, errors.is_empty()) {
        (Some(cause), Some(language), true) => {
            let paragraph = typed.get("paragraph").parse().map_err(|()| AppError::NotFound)?;
            let reasons = LocalText::one(language, &reason.chars().take(2_000).collect::<String>());
            Ok(NewCause { paragraph, cause, reasons })
        }
        _ => Err(AppError::Invalid(errors)),
    }
}

/// A cause in an address.
#[derive(Clone, Deserialize)]
pub struct CausePath {
    cause: CauseId,
}

/// POST `/{language}/staff/consultations/{slug}/drafts/{number}/causes/{cause}/removal`
pub async fn destroy(StaffDraftForm { at, .. }: StaffDraftForm, path: web::Path<CausePath>) -> Result<HttpResponse, AppError> {
    let (draft, cause) = (at.draft.id, path.cause);
    at.state.database.write(move |tx| remove_cause(tx, draft, cause)).await?;
    Ok(see_other(&at.address("/causes")))
}
