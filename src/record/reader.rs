//! Who reads, and through which door: the public, or somebody with an invitation.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use crate::drafts::read::{Reach, invited};
use crate::error::AppError;
use crate::web::state::State;

/// A reader of public pages, with the token of her invitation if she came by one.
#[derive(Clone, Debug)]
pub struct Reader {
    token: Option<String>,
}

impl FromRequest for Reader {
    type Error = AppError;
    type Future = Ready<Result<Self, AppError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self { token: request.match_info().get("token").map(str::to_owned) }))
    }
}

impl Reader {
    /// Whether anybody may see the same.
    pub const fn is_public(&self) -> bool {
        self.token.is_none()
    }

    /// What stands before the addresses of her pages, the language included.
    pub fn base(&self, language: crate::language::Language) -> String {
        let language = language.as_str();
        self.token.as_ref().map_or_else(|| format!("/{language}"), |token| format!("/{language}/invited/{token}"))
    }

    /// The same without the language.
    pub fn prefix(&self) -> String {
        self.token.as_ref().map_or_else(String::new, |token| format!("/invited/{token}"))
    }

    /// How far she reaches.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if the invitation is not good.
    pub async fn reach(&self, state: &State) -> Result<Reach, AppError> {
        let Some(token) = self.token.clone() else { return Ok(Reach::Public) };
        let now = state.clock.now();
        state.database.read(move |conn| invited(conn, &token, now).map(Reach::Invited)).await
    }
}
