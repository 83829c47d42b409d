//! A page: the layout that all share (title, languages, navigation) around a slice's view.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, LOCATION};
use serde::Serialize;

use super::state::State;
use super::viewer::SignedIn;
use crate::error::{AppError, AppResult};
use crate::language::Language;

/// What the layout needs to know.
#[derive(Clone, Debug, Serialize)]
pub struct Furniture {
    /// The title of the window, without the name of the site.
    pub title: String,
    /// The code of the language.
    pub lang: &'static str,
    /// The direction of its script.
    pub dir: &'static str,
    /// The site's name.
    pub site: String,
    /// The address of the style sheet.
    pub style: String,
    /// What stands before every address of this page: `/fr`, or `/fr/invited/…`.
    pub base: String,
    /// The languages of the site, each with the address of this page in it.
    pub languages: Vec<LanguageLink>,
    /// The name of the member of staff who is signed in, on staff pages.
    pub staff: Option<String>,
    /// The signed token of her forms; empty on public pages.
    pub form_token: String,
}

/// A language in the switch.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageLink {
    /// Its code.
    pub lang: &'static str,
    /// Its name in itself.
    pub name: &'static str,
    /// Where it leads.
    pub href: String,
    /// Whether it is the page's.
    pub current: bool,
}

/// A page in the making.
pub struct Page<'a> {
    state: &'a State,
    language: Language,
    layout: Furniture,
}

#[derive(Serialize)]
struct Whole<'a, V: Serialize> {
    page: &'a Furniture,
    view: &'a V,
}

impl<'a> Page<'a> {
    /// A page with a title. `path` is its address without the language and with its query.
    #[must_use]
    pub fn new(state: &'a State, language: Language, path: &str, title: String) -> Self {
        let languages = [Language::English, Language::French, Language::Spanish, Language::Arabic, Language::Chinese, Language::Russian]
            .into_iter()
            .map(|other| LanguageLink {
                lang: other.as_str(),
                name: other.own_name(),
                href: format!("/{}{path}", other.as_str()),
                current: other == language,
            })
            .collect();
        let layout = Furniture {
            title,
            lang: language.as_str(),
            dir: language.direction(),
            site: state.site.name.clone(),
            style: state.assets.style.to_string(),
            base: format!("/{}", language.as_str()),
            languages,
            staff: None,
            form_token: String::new(),
        };
        Self { state, language, layout }
    }

    /// The same page under another base, for readers with an invitation.
    #[must_use]
    pub fn with_base(mut self, base: &str) -> Self {
        base.clone_into(&mut self.layout.base);
        self
    }

    /// A page of a member of staff.
    #[must_use]
    pub fn for_staff(mut self, signed_in: &SignedIn) -> Self {
        self.layout.staff = Some(signed_in.staff.name.clone());
        self.layout.form_token.clone_from(&signed_in.form_token);
        self
    }

    /// The page as HTML.
    ///
    /// # Errors
    /// If the template asks for what the view does not have.
    pub fn html(&self, template: &str, view: &impl Serialize) -> AppResult<String> {
        self.state.renderer.render(template, self.language, &Whole { page: &self.layout, view })
    }

    /// The page as an answer that nobody keeps.
    ///
    /// # Errors
    /// If the template asks for what the view does not have.
    pub fn response(&self, status: StatusCode, template: &str, view: &impl Serialize) -> AppResult<HttpResponse> {
        let html = self.html(template, view)?;
        Ok(HttpResponse::build(status)
            .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
            .insert_header((CONTENT_LANGUAGE, self.language.as_str()))
            .body(html))
    }

    /// The page with status 200.
    ///
    /// # Errors
    /// If the template asks for what the view does not have.
    pub fn ok(&self, template: &str, view: &impl Serialize) -> AppResult<HttpResponse> {
        self.response(StatusCode::OK, template, view)
    }
}

/// After a form was carried out: on to the page that shows what came of it. For staff only; participants get the page
/// itself.
#[must_use]
pub fn see_other(to: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, to)).finish()
}

/// A message in the page's language.
#[must_use]
pub fn say(state: &State, language: Language, key: &str) -> String {
    state.renderer.say(language, key, &[])
}

/// The status with which a form comes back: what was typed is wrong, or the state of things does not allow it.
#[must_use]
pub const fn status_of(error: &AppError) -> StatusCode {
    match error {
        AppError::Conflict(_) => StatusCode::CONFLICT,
        AppError::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        AppError::TooMany => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}
