//! What the pages of this desk begin with: the consultation, what she may do there, and her form.

use serde::Serialize;

use crate::accounts::policy::Act;
use crate::consultations;
use crate::consultations::model::Consultation;
use crate::error::AppError;
use crate::ids::{AccountId, CommentId};
use crate::language::{Language, Said};
use crate::web::body::Fields;
use crate::web::guard::FormData;
use crate::web::state::State;
use crate::web::viewer::SignedIn;

/// The fields of a form as they come.
/// A comment and its version as a form showed them: nobody decides on words that she has not seen.
#[must_use]
pub fn seen(id: &str, version: &str) -> (CommentId, i32) {
    (CommentId(id.to_owned()), version.parse().unwrap_or_default())
}

/// A consultation at the desk.
pub struct CommentDesk {
    /// The consultation.
    pub consultation: Consultation,
    /// Who is at it.
    pub by: AccountId,
    /// Whether she looks at comments, asks, and proposes answers.
    pub can_triage: bool,
    /// Whether she approves what another proposed.
    pub can_approve: bool,
}

/// The head of its pages.
#[derive(Serialize)]
pub struct Head {
    slug: String,
    consultation: Said,
    can_triage: bool,
    can_approve: bool,
}

impl CommentDesk {
    /// Opens the desk for somebody who may see it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if there is no such consultation or she may not see it.
    pub async fn open(state: &State, signed_in: &SignedIn, slug: &str) -> Result<Self, AppError> {
        let slug = slug.to_owned();
        let consultation = state.database.read(move |conn| consultations::read::by_slug(conn, &slug)).await?;
        signed_in.sees(consultation.id)?;
        let may = |act| signed_in.staff.may(act, consultation.id);
        let (can_triage, can_approve) = (may(Act::Triage), may(Act::Approve));
        Ok(Self { by: signed_in.staff.id, can_triage, can_approve, consultation })
    }

    /// Opens it for a form that changes something.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] if she may only look, or the form is not hers.
    pub async fn open_form(state: &State, signed_in: &SignedIn, slug: &str, form: Fields) -> Result<(Self, FormData), AppError> {
        let desk = Self::open(state, signed_in, slug).await?;
        if !desk.can_triage {
            return Err(AppError::Forbidden);
        }
        Ok((desk, FormData::of_staff(form, signed_in, &state.key)?))
    }

    /// Opens it for a form of a second person.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] if she may not approve, or the form is not hers.
    pub async fn open_approval(state: &State, signed_in: &SignedIn, slug: &str, form: Fields) -> Result<(Self, FormData), AppError> {
        let (desk, typed) = Self::open_form(state, signed_in, slug, form).await?;
        if desk.can_approve { Ok((desk, typed)) } else { Err(AppError::Forbidden) }
    }

    /// The head of its pages.
    #[must_use]
    pub fn head(&self, language: Language) -> Head {
        Head {
            slug: self.consultation.slug.clone(),
            consultation: self.consultation.title.said(language, self.consultation.language),
            can_triage: self.can_triage,
            can_approve: self.can_approve,
        }
    }

    /// The address of the queue, with what follows.
    #[must_use]
    pub fn address(&self, language: Language, rest: &str) -> String {
        format!("/{}/staff/consultations/{}/comments{rest}", language.as_str(), self.consultation.slug)
    }
}
