//! Makes a draft, and edits what is said of it until it is published.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::desk::{StaffDraft, StaffDraftForm};
use crate::accounts::policy::Act;
use crate::consultations;
use crate::drafts::model::{Audience, DraftNumber, NewDraft};
use crate::drafts::{self, read};
use crate::error::{AppError, FieldErrors};
use crate::language::Language;
use crate::six_languages;
use crate::web::body::Fields;
use crate::web::forms::{FormView, local_text};
use crate::web::guard::FormData;
use crate::web::locale::PageLanguage;
use crate::web::page::{Page, say, see_other, status_of};
use crate::web::state::State;
use crate::web::viewer::SignedIn;

const NAME: [&str; 6] = six_languages!("name");
const NOTE: [&str; 6] = six_languages!("note");
const CHOICES: [&str; 6] = ["number", "audience", "is_final", "comments_only", "name", "note"];

#[derive(Serialize)]
struct FormPage {
    slug: String,
    /// The number of the draft that is edited.
    editing: Option<String>,
    form: FormView,
    languages: Vec<LanguageRow>,
}

#[derive(Serialize)]
struct LanguageRow {
    lang: &'static str,
    dir: &'static str,
    own_name: &'static str,
    name: &'static str,
    note: &'static str,
}

fn empty_form() -> FormView {
    let mut names = CHOICES.to_vec();
    names.extend(NAME);
    names.extend(NOTE);
    FormView::new(&names)
}

fn page(
    state: &State,
    language: Language,
    signed_in: &SignedIn,
    slug: &str,
    editing: Option<String>,
    form: FormView,
    status: StatusCode,
) -> Result<HttpResponse, AppError> {
    let languages = Language::ALL
        .iter()
        .zip(NAME.into_iter().zip(NOTE))
        .map(|(language, (name, note))| LanguageRow {
            lang: language.as_str(),
            dir: language.direction(),
            own_name: language.own_name(),
            name,
            note,
        })
        .collect();
    let title = say(state, language, if editing.is_some() { "draft-edit-title" } else { "draft-new-title" });
    let rest = editing.as_ref().map_or_else(|| "new".to_owned(), |number| format!("{number}/edit"));
    let path = format!("/staff/consultations/{slug}/drafts/{rest}");
    let view = FormPage { slug: slug.to_owned(), editing, form, languages };
    Page::new(state, language, &path, title).for_staff(signed_in).response(status, "drafts/form", &view)
}

/// GET `/{language}/staff/consultations/{slug}/drafts/new`
pub async fn new(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, AppError> {
    let slug = path.into_inner().1;
    let wanted = slug.clone();
    let (consultation, existing) = state.database.read(move |conn| read::of_slug(conn, &wanted)).await?;
    signed_in.must(Act::Edit, consultation.id)?;
    let next = existing.last().map_or(1, |draft| draft.number.major + 1);
    let form = empty_form().with("number", next.to_string()).with("audience", "public").with("comments_only", "yes");
    page(&state, language.0, &signed_in, &slug, None, form, StatusCode::OK)
}

/// POST `/{language}/staff/consultations/{slug}/drafts`
pub async fn create(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    form: Fields,
) -> Result<HttpResponse, AppError> {
    let slug = path.into_inner().1;
    let wanted = slug.clone();
    let consultation = state.database.read(move |conn| consultations::read::by_slug(conn, &wanted)).await?;
    signed_in.must(Act::Edit, consultation.id)?;
    let typed = FormData::of_staff(form.into_inner(), &signed_in, &state.key)?;
    let now = state.clock.now();
    let done = match check(&typed, consultation.language) {
        Ok(new) => {
            let number = new.number;
            state.database.write(move |tx| drafts::create(tx, consultation.id, &new, now)).await.map(|_| number)
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(number) => Ok(see_other(&format!("/{}/staff/consultations/{slug}/drafts/{number}", language.0.as_str()))),
        Err(error) => {
            let form = empty_form().typed(&typed).refused(&error)?;
            page(&state, language.0, &signed_in, &slug, None, form, status_of(&error))
        }
    }
}

fn check(typed: &FormData, language: Language) -> Result<NewDraft, AppError> {
    let mut errors = FieldErrors::default();
    let number = errors.take("number", DraftNumber::parse(typed.get("number")).ok_or("form-number-malformed"));
    let audience = errors.take("audience", Audience::parse(typed.get("audience")).ok_or("form-required"));
    let (name, note) = (local_text(typed, &NAME), local_text(typed, &NOTE));
    consultations::model::require(&mut errors, "name", &name, language);
    match (number, audience, errors.is_empty()) {
        (Some(number), Some(audience), true) => Ok(NewDraft {
            number,
            name,
            note,
            is_final: typed.is_ticked("is_final"),
            comments_only: typed.is_ticked("comments_only"),
            audience,
        }),
        _ => Err(AppError::Invalid(errors)),
    }
}

/// GET `/{language}/staff/consultations/{slug}/drafts/{number}/edit`
pub async fn edit(at: StaffDraft) -> Result<HttpResponse, AppError> {
    at.signed_in.must(Act::Edit, at.consultation.id)?;
    let draft = &at.draft;
    let tick = |ticked: bool| if ticked { "yes" } else { "" };
    let mut form = empty_form()
        .with("number", draft.number.to_string())
        .with("audience", draft.audience.as_str())
        .with("is_final", tick(draft.is_final))
        .with("comments_only", tick(draft.comments_only));
    for (language, (name, note)) in Language::ALL.iter().zip(NAME.into_iter().zip(NOTE)) {
        form = form.with(name, draft.name.exactly(*language)).with(note, draft.note.exactly(*language));
    }
    page(&at.state, at.language, &at.signed_in, &at.consultation.slug, Some(draft.number.to_string()), form, StatusCode::OK)
}

/// POST `/{language}/staff/consultations/{slug}/drafts/{number}/edit`
pub async fn update(StaffDraftForm { at, typed }: StaffDraftForm) -> Result<HttpResponse, AppError> {
    let id = at.draft.id;
    let done = match check(&typed, at.consultation.language) {
        Ok(new) => at.state.database.write(move |tx| drafts::edit(tx, id, &new)).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(see_other(&at.address(""))),
        Err(error) => {
            let form = empty_form().typed(&typed).refused(&error)?;
            page(&at.state, at.language, &at.signed_in, &at.consultation.slug, Some(at.draft.number.to_string()), form, status_of(&error))
        }
    }
}
