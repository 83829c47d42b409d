//! Signing in and out, one-time links, and the list of people.

use actix_web::http::StatusCode;
use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use secrecy::SecretString;
use serde::Serialize;

use super::model::{Email, NewAccount, Password, Role};
use super::set_password::Purpose;
use super::{Attempt, create, grant, link_for, open_link, read, set_password, sign_in, sign_out};
use crate::error::{AppError, Conflict, FieldErrors};
use crate::language::Language;
use crate::platform::mail;
use crate::web::body::{Fields, Limit};
use crate::web::forms::FormView;
use crate::web::guard::FormData;
use crate::web::locale::PageLanguage;
use crate::web::pacing::paced;
use crate::web::page::{Page, say, see_other, status_of};
use crate::web::state::State;
use crate::web::viewer::{self, SignInForm, SignedIn};

/// The addresses below `/{language}/staff`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(
            web::resource("/sign-in")
                .wrap(from_fn(paced))
                .app_data(Limit::SMALL)
                .route(web::get().to(new_sign_in))
                .route(web::post().to(create_sign_in)),
        )
        .route("/sign-out", web::post().to(destroy_sign_in))
        .service(
            web::resource("/links/{token}")
                .wrap(from_fn(paced))
                .app_data(Limit::SMALL)
                .route(web::get().to(show_link))
                .route(web::post().to(use_link)),
        )
        .route("/people", web::get().to(index))
        .route("/people", web::post().to(create_person));
}

const SIGN_IN: [&str; 2] = ["email", "password"];

async fn new_sign_in(state: web::Data<State>, language: PageLanguage, request: HttpRequest) -> Result<HttpResponse, AppError> {
    if viewer::find(&request, &state).await?.is_some() {
        return Ok(see_other(&format!("/{}/staff", language.0.as_str())));
    }
    sign_in_page(&state, language.0, &SignInForm::of(&request, &state)?, FormView::new(&SIGN_IN), StatusCode::OK)
}

#[derive(Serialize)]
struct SignInPage {
    form: FormView,
    form_token: String,
}

fn sign_in_page(state: &State, language: Language, own: &SignInForm, form: FormView, status: StatusCode) -> Result<HttpResponse, AppError> {
    let title = say(state, language, "staff-sign-in-title");
    let view = SignInPage { form, form_token: own.field(state) };
    let mut response = Page::new(state, language, "/staff/sign-in", title).response(status, "accounts/sign-in", &view)?;
    response.add_cookie(&own.cookie(state)).map_err(AppError::internal)?;
    Ok(response)
}

async fn create_sign_in(
    state: web::Data<State>,
    language: PageLanguage,
    request: HttpRequest,
    form: Fields,
) -> Result<HttpResponse, AppError> {
    let typed = FormData::open(form.into_inner());
    let own = SignInForm::of(&request, &state)?;
    if !own.is_on(&state, typed.get("form_token")) {
        let error = AppError::Conflict(Conflict::SignInForm);
        let form = FormView::new(&SIGN_IN).with("email", typed.get("email")).refused(&error)?;
        return sign_in_page(&state, language.0, &own, form, status_of(&error));
    }
    let attempt = Attempt { email: typed.get("email").to_owned(), password: SecretString::from(typed.get("password")) };
    let tried = sign_in(&state.database, &state.passwords, &state.key, attempt, state.clock.now()).await;
    let refused = match tried {
        Ok(Some(token)) => {
            let mut response = see_other(&format!("/{}/staff", language.0.as_str()));
            response.add_cookie(&viewer::cookie(&state, token.expose())).map_err(AppError::internal)?;
            return Ok(response);
        }
        Ok(None) => AppError::field("email", "form-sign-in-wrong"),
        Err(error) => error,
    };
    let form = FormView::new(&SIGN_IN).with("email", typed.get("email")).refused(&refused)?;
    sign_in_page(&state, language.0, &own, form, status_of(&refused))
}

async fn destroy_sign_in(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    form: Fields,
) -> Result<HttpResponse, AppError> {
    FormData::of_staff(form.into_inner(), &signed_in, &state.key)?;
    state.database.write(move |tx| sign_out(tx, &signed_in.token)).await?;
    let mut response = see_other(&format!("/{}/", language.0.as_str()));
    response.add_cookie(&viewer::no_cookie(&state)).map_err(AppError::internal)?;
    Ok(response)
}

const LINK: [&str; 4] = ["email", "name", "unit", "password"];

#[derive(Serialize)]
struct LinkPage {
    form: FormView,
    first: bool,
    token: String,
}

async fn show_link(state: web::Data<State>, language: PageLanguage, token: web::Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let token = token.into_inner().1;
    let (now, looked_up) = (state.clock.now(), token.clone());
    let link = state.database.read(move |conn| open_link(conn, &looked_up, now)).await?;
    let first = link.purpose == Purpose::FirstAdministrator;
    link_page(&state, language.0, LinkPage { form: FormView::new(&LINK), first, token }, StatusCode::OK)
}

fn link_page(state: &State, language: Language, view: LinkPage, status: StatusCode) -> Result<HttpResponse, AppError> {
    let title = say(state, language, "staff-link-title");
    Page::new(state, language, "/staff/sign-in", title).response(status, "accounts/link", &view)
}

async fn use_link(
    state: web::Data<State>,
    language: PageLanguage,
    token: web::Path<(String, String)>,
    form: Fields,
) -> Result<HttpResponse, AppError> {
    let token = token.into_inner().1;
    let typed = FormData::open(form.into_inner());
    let (now, looked_up) = (state.clock.now(), token.clone());
    let link = state.database.read(move |conn| open_link(conn, &looked_up, now)).await?;
    let first = link.purpose == Purpose::FirstAdministrator;
    let checked = check_link(&typed, first, language.0);
    let done = match checked {
        Ok((password, account)) => {
            let hash = state.passwords.hash(password.0).await?;
            let used = token.clone();
            state.database.write(move |tx| set_password(tx, &used, &hash, account.as_ref(), now)).await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(see_other(&format!("/{}/staff/sign-in", language.0.as_str()))),
        Err(error) => {
            let form = FormView::new(&LINK).typed(&typed).with("password", "").refused(&error)?;
            link_page(&state, language.0, LinkPage { form, first, token }, status_of(&error))
        }
    }
}

fn check_link(typed: &FormData, first: bool, language: Language) -> Result<(Password, Option<NewAccount>), AppError> {
    let mut errors = FieldErrors::default();
    let password = errors.take("password", Password::parse(typed.get("password")));
    let account = if first { check_account(typed, language, &mut errors) } else { None };
    match (password, errors.is_empty()) {
        (Some(password), true) => Ok((password, account)),
        _ => Err(AppError::Invalid(errors)),
    }
}

fn check_account(typed: &FormData, language: Language, errors: &mut FieldErrors) -> Option<NewAccount> {
    let email = errors.take("email", Email::parse(typed.get("email")));
    let mut text = |field: &'static str| {
        if typed.get(field).is_empty() {
            errors.add(field, "form-required");
        }
        typed.get(field).chars().take(200).collect::<String>()
    };
    let (name, unit) = (text("name"), text("unit"));
    Some(NewAccount { email: email?, name, unit, language })
}

const PERSON: [&str; 4] = ["email", "name", "unit", "role"];

#[derive(Serialize)]
struct PeoplePage {
    form: FormView,
    people: Vec<Person>,
    roles: Vec<&'static str>,
}

#[derive(Serialize)]
struct Person {
    email: String,
    name: String,
    unit: String,
    disabled: bool,
    roles: Vec<&'static str>,
}

async fn index(state: web::Data<State>, language: PageLanguage, signed_in: SignedIn) -> Result<HttpResponse, AppError> {
    signed_in.must_administer()?;
    people_page(&state, language.0, &signed_in, FormView::new(&PERSON), StatusCode::OK).await
}

async fn people_page(
    state: &State,
    language: Language,
    signed_in: &SignedIn,
    form: FormView,
    status: StatusCode,
) -> Result<HttpResponse, AppError> {
    let all = state.database.read(read::all).await?;
    let people = all
        .into_iter()
        .map(|(line, roles)| Person {
            email: line.email,
            name: line.name,
            unit: line.unit,
            disabled: line.disabled_at.is_some(),
            roles: roles.into_iter().map(Role::as_str).collect(),
        })
        .collect();
    let view = PeoplePage { form, people, roles: Role::ALL.iter().map(|role| role.as_str()).collect() };
    let title = say(state, language, "staff-people-title");
    Page::new(state, language, "/staff/people", title).for_staff(signed_in).response(status, "accounts/people", &view)
}

async fn create_person(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    form: Fields,
) -> Result<HttpResponse, AppError> {
    signed_in.must_administer()?;
    let typed = FormData::of_staff(form.into_inner(), &signed_in, &state.key)?;
    let mut errors = FieldErrors::default();
    let account = check_account(&typed, language.0, &mut errors);
    let role = errors.take("role", Role::parse(typed.get("role")).ok_or("form-required"));
    let done = match (account, role, errors.is_empty()) {
        (Some(account), Some(role), true) => {
            let (now, base_url, site) = (state.clock.now(), state.site.base_url.clone(), state.site.name.clone());
            state
                .database
                .write(move |tx| {
                    let id = create(tx, &account, now)?;
                    grant(tx, id, role, None)?;
                    let token = link_for(tx, id, now)?;
                    let code = account.language.as_str();
                    let variables = serde_json::json!({
                        "name": account.name, "site": site, "link": format!("{base_url}/{code}/staff/links/{}", token.expose()),
                    });
                    mail::enqueue(tx, account.email.as_str(), code, "invitation", &variables, now)
                })
                .await
        }
        _ => Err(AppError::Invalid(errors)),
    };
    match done {
        Ok(()) => Ok(see_other(&format!("/{}/staff/people", language.0.as_str()))),
        Err(error) => {
            let form = FormView::new(&PERSON).typed(&typed).refused(&error)?;
            people_page(&state, language.0, &signed_in, form, status_of(&error)).await
        }
    }
}
