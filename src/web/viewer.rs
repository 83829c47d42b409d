//! Who is signed in: staff pages ask for it by taking [`SignedIn`].

use std::pin::Pin;

use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::{FromRequest, HttpRequest, HttpResponse, ResponseError, web};

use super::locale;
use super::state::State;
use crate::accounts::model::Staff;
use crate::accounts::policy::Act;
use crate::accounts::read::staff_of_token;
use crate::error::AppError;
use crate::ids::ConsultationId;
use crate::language::Language;
use crate::platform::secret::Token;

/// A signed-in member of staff.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who she is.
    pub staff: Staff,
    /// The token of her sign-in, as the cookie has it.
    pub token: String,
    /// The signed token of her forms.
    pub form_token: String,
}

impl SignedIn {
    /// Goes on only if she may see the staff pages of a consultation; else there is nothing there.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub fn sees(&self, consultation: ConsultationId) -> Result<(), AppError> {
        if self.staff.may(Act::See, consultation) { Ok(()) } else { Err(AppError::NotFound) }
    }

    /// Goes on only if she may do something in a consultation.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if she may not even see it, [`AppError::Forbidden`] if she may only see it.
    pub fn must(&self, act: Act, consultation: ConsultationId) -> Result<(), AppError> {
        self.sees(consultation)?;
        if self.staff.may(act, consultation) { Ok(()) } else { Err(AppError::Forbidden) }
    }

    /// Goes on only if she administers the site.
    ///
    /// # Errors
    /// [`AppError::Forbidden`].
    pub fn must_administer(&self) -> Result<(), AppError> {
        if self.staff.may_everywhere(Act::Administer) { Ok(()) } else { Err(AppError::Forbidden) }
    }
}

/// Why a staff page is not shown.
#[derive(Debug)]
pub enum Refused {
    /// Nobody is signed in: on to the form, and back.
    SignIn(String),
    /// Something else.
    Error(AppError),
}

impl std::fmt::Display for Refused {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::SignIn(_) => formatter.write_str("not signed in"),
            Self::Error(error) => error.fmt(formatter),
        }
    }
}

impl ResponseError for Refused {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::SignIn(_) => StatusCode::SEE_OTHER,
            Self::Error(error) => error.status_code(),
        }
    }

    fn error_response(&self) -> HttpResponse {
        match self {
            Self::SignIn(to) => HttpResponse::SeeOther().insert_header((LOCATION, to.as_str())).finish(),
            Self::Error(error) => error.error_response(),
        }
    }
}

impl From<AppError> for Refused {
    fn from(error: AppError) -> Self {
        Self::Error(error)
    }
}

/// What every staff page begins with.
pub struct AtDesk {
    /// The state of the program.
    pub state: web::Data<State>,
    /// The language of the page.
    pub language: Language,
    /// Who is there.
    pub signed_in: SignedIn,
}

impl FromRequest for AtDesk {
    type Error = Refused;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refused>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let signed_in = SignedIn::from_request(request, payload);
        let state = request.app_data::<web::Data<State>>().cloned().ok_or_else(|| AppError::internal("no state"));
        let language = locale::of_path(request.path()).ok_or(AppError::NotFound);
        Box::pin(async move { Ok(Self { language: language?, state: state?, signed_in: signed_in.await? }) })
    }
}

impl FromRequest for SignedIn {
    type Error = Refused;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refused>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let state = request.app_data::<web::Data<State>>().ok_or_else(|| Refused::Error(AppError::internal("no state")))?;
            if let Some(signed_in) = find(&request, state).await.map_err(Refused::Error)? {
                Ok(signed_in)
            } else {
                let language = locale::of_path(request.path()).unwrap_or(Language::English);
                Err(Refused::SignIn(format!("/{}/staff/sign-in", language.as_str())))
            }
        })
    }
}

/// Who is signed in, if anybody is.
///
/// # Errors
/// Those of the database.
pub async fn find(request: &HttpRequest, state: &State) -> Result<Option<SignedIn>, AppError> {
    let Some(cookie) = request.cookie(cookie_name(state)) else { return Ok(None) };
    let token = cookie.value().to_owned();
    let now = state.clock.now();
    let looked_up = token.clone();
    let staff = state.database.read(move |conn| staff_of_token(conn, &looked_up, now)).await?;
    let form_token = state.key.proof("form", token.as_bytes());
    Ok(staff.map(|staff| SignedIn { staff, token, form_token }))
}

/// Over TLS the name binds the cookie to this host; a plain name serves the demo on this machine.
fn cookie_name(state: &State) -> &'static str {
    if state.site.https { "__Host-travaux" } else { "travaux" }
}

/// The cookie of a sign-in.
#[must_use]
pub fn cookie(state: &State, token: &str) -> Cookie<'static> {
    strict(state, cookie_name(state), token)
}

fn strict(state: &State, name: &'static str, value: &str) -> Cookie<'static> {
    Cookie::build(name, value.to_owned()).path("/").http_only(true).secure(state.site.https).same_site(SameSite::Strict).finish()
}

/// What binds the form of a sign-in to the browser that it was shown to, so that nobody else's form signs somebody in.
pub struct SignInForm {
    token: String,
}

impl SignInForm {
    const COOKIE: [&str; 2] = ["travaux-form", "__Host-travaux-form"];

    /// That of a request, or a new one.
    ///
    /// # Errors
    /// If the machine has no random numbers.
    pub fn of(request: &HttpRequest, state: &State) -> Result<Self, AppError> {
        let known = request.cookie(Self::COOKIE[usize::from(state.site.https)]).map(|cookie| cookie.value().to_owned());
        match known.filter(|token| token.len() == 64) {
            Some(token) => Ok(Self { token }),
            None => Ok(Self { token: Token::random()?.expose().to_owned() }),
        }
    }

    /// What the form carries.
    #[must_use]
    pub fn field(&self, state: &State) -> String {
        state.key.proof("sign-in form", self.token.as_bytes())
    }

    /// Whether a form carries it.
    #[must_use]
    pub fn is_on(&self, state: &State, field: &str) -> bool {
        state.key.verifies("sign-in form", self.token.as_bytes(), field)
    }

    /// The cookie beside the form; it goes when the browser is closed.
    #[must_use]
    pub fn cookie(&self, state: &State) -> Cookie<'static> {
        strict(state, Self::COOKIE[usize::from(state.site.https)], &self.token)
    }
}

/// A cookie that removes the one of a sign-in.
#[must_use]
pub fn no_cookie(state: &State) -> Cookie<'static> {
    let mut cookie = cookie(state, "");
    cookie.make_removal();
    cookie
}
