//! Staff pages that make and edit a consultation.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{self, ServiceConfig};
use serde::Serialize;

use super::model::{NewConsultation, Slug, Themes, parse_time_zone, require};
use super::{create, edit, read};
use crate::accounts::policy::Act;
use crate::error::{AppError, FieldErrors};
use crate::language::{Language, LocalText};
use crate::six_languages;
use crate::web::body::Fields;
use crate::web::forms::{FormView, local_text};
use crate::web::guard::FormData;
use crate::web::locale::PageLanguage;
use crate::web::page::{Page, say, see_other, status_of};
use crate::web::state::State;
use crate::web::viewer::SignedIn;

/// The addresses below `/{language}/staff`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route("/consultations/new", web::get().to(new))
        .route("/consultations", web::post().to(create_one))
        .route("/consultations/{slug}/edit", web::get().to(edit_page))
        .route("/consultations/{slug}/edit", web::post().to(update));
}

const TITLE: [&str; 6] = six_languages!("title");
const SUMMARY: [&str; 6] = six_languages!("summary");
const PROMISE: [&str; 6] = six_languages!("promise");
const HOST: [&str; 6] = six_languages!("host");
const THEMES: [&str; 6] = six_languages!("themes");

/// A group of fields that hold one text in six languages.
#[derive(Serialize)]
struct TextGroup {
    /// The key of its name is `consultation-field-` and this.
    name: &'static str,
    /// Whether the texts are long.
    long: bool,
    fields: Vec<TextField>,
}

#[derive(Serialize)]
struct TextField {
    field: &'static str,
    lang: &'static str,
    dir: &'static str,
    language_name: &'static str,
}

#[derive(Serialize)]
struct ConsultationForm {
    form: FormView,
    groups: Vec<TextGroup>,
    languages: Vec<(&'static str, &'static str)>,
    /// The slug of the consultation that is edited.
    editing: Option<String>,
}

fn empty_form() -> FormView {
    let mut names = vec!["slug", "language", "time_zone", "title", "summary", "promise", "host", "themes"];
    for group in [TITLE, SUMMARY, PROMISE, HOST, THEMES] {
        names.extend(group);
    }
    FormView::new(&names)
}

fn show(
    state: &State,
    language: Language,
    signed_in: &SignedIn,
    form: FormView,
    editing: Option<String>,
    status: StatusCode,
) -> Result<HttpResponse, AppError> {
    let group = |name, long, names: [&'static str; 6]| {
        let fields = Language::ALL.iter().zip(names).map(|(language, field)| TextField {
            field,
            lang: language.as_str(),
            dir: language.direction(),
            language_name: language.own_name(),
        });
        TextGroup { name, long, fields: fields.collect() }
    };
    let view = ConsultationForm {
        form,
        groups: vec![
            group("title", false, TITLE),
            group("host", false, HOST),
            group("summary", true, SUMMARY),
            group("promise", true, PROMISE),
            group("themes", true, THEMES),
        ],
        languages: Language::ALL.iter().map(|language| (language.as_str(), language.own_name())).collect(),
        editing: editing.clone(),
    };
    let title = say(state, language, if editing.is_some() { "consultation-edit-title" } else { "consultation-new-title" });
    let path = editing.map_or_else(|| "/staff/consultations/new".to_owned(), |slug| format!("/staff/consultations/{slug}/edit"));
    Page::new(state, language, &path, title).for_staff(signed_in).response(status, "consultations/form", &view)
}

async fn new(state: web::Data<State>, language: PageLanguage, signed_in: SignedIn) -> Result<HttpResponse, AppError> {
    signed_in.must_administer()?;
    let form = empty_form().with("language", language.0.as_str()).with("time_zone", "Europe/Zurich");
    show(&state, language.0, &signed_in, form, None, StatusCode::OK)
}

fn check(typed: &FormData) -> Result<NewConsultation, AppError> {
    let mut errors = FieldErrors::default();
    let slug = errors.take("slug", Slug::parse(typed.get("slug")));
    let language = errors.take("language", Language::parse(typed.get("language")).ok_or("form-required"));
    let time_zone = errors.take("time_zone", parse_time_zone(typed.get("time_zone")));
    let texts: [LocalText; 4] = [TITLE, SUMMARY, PROMISE, HOST].map(|names| local_text(typed, &names));
    for (field, text) in ["title", "summary", "promise", "host"].into_iter().zip(&texts) {
        require(&mut errors, field, text, language.unwrap_or(Language::English));
    }
    let [title, summary, promise_of_use, host_office] = texts;
    let themes = errors.take("themes", Themes::parse(&local_text(typed, &THEMES), language.unwrap_or(Language::English)));
    match (slug, language, time_zone, themes, errors.is_empty()) {
        (Some(slug), Some(language), Some(time_zone), Some(themes), true) => {
            Ok(NewConsultation { slug, language, time_zone, host_office, title, summary, promise_of_use, themes })
        }
        _ => Err(AppError::Invalid(errors)),
    }
}

async fn create_one(state: web::Data<State>, language: PageLanguage, signed_in: SignedIn, form: Fields) -> Result<HttpResponse, AppError> {
    signed_in.must_administer()?;
    let typed = FormData::of_staff(form.into_inner(), &signed_in, &state.key)?;
    let now = state.clock.now();
    let done = match check(&typed) {
        Ok(new) => {
            let slug = new.slug.as_str().to_owned();
            state.database.write(move |tx| create(tx, &new, now)).await.map(|_| slug)
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(slug) => Ok(see_other(&format!("/{}/staff/consultations/{slug}", language.0.as_str()))),
        Err(error) => {
            let form = empty_form().typed(&typed).refused(&error)?;
            show(&state, language.0, &signed_in, form, None, status_of(&error))
        }
    }
}

async fn edit_page(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, AppError> {
    let slug = path.into_inner().1;
    let wanted = slug.clone();
    let known = state.database.read(move |conn| read::by_slug(conn, &wanted)).await?;
    signed_in.must(Act::Edit, known.id)?;
    let mut form = empty_form().with("slug", &known.slug).with("language", known.language.as_str()).with("time_zone", &known.time_zone);
    for (names, text) in [(TITLE, &known.title), (SUMMARY, &known.summary), (PROMISE, &known.promise_of_use), (HOST, &known.host_office)] {
        for (language, name) in Language::ALL.iter().zip(names) {
            form = form.with(name, text.exactly(*language));
        }
    }
    for (language, name) in Language::ALL.iter().zip(THEMES) {
        form = form.with(name, known.themes.lines(*language));
    }
    show(&state, language.0, &signed_in, form, Some(slug), StatusCode::OK)
}

async fn update(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    form: Fields,
) -> Result<HttpResponse, AppError> {
    let slug = path.into_inner().1;
    let wanted = slug.clone();
    let known = state.database.read(move |conn| read::by_slug(conn, &wanted)).await?;
    signed_in.must(Act::Edit, known.id)?;
    let typed = FormData::of_staff(form.into_inner(), &signed_in, &state.key)?;
    // Slug and language of an existing consultation stay, whatever was sent.
    let done = match check(&typed) {
        Ok(new) if new.slug.as_str() == known.slug && new.language == known.language => {
            let now = state.clock.now();
            state.database.write(move |tx| edit(tx, known.id, &new, now)).await
        }
        Ok(_) => Err(AppError::Forbidden),
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(see_other(&format!("/{}/staff/consultations/{slug}", language.0.as_str()))),
        Err(error) => {
            let form = empty_form().typed(&typed).refused(&error)?;
            show(&state, language.0, &signed_in, form, Some(slug), status_of(&error))
        }
    }
}
