//! What every page of the draft desk begins with: the consultation and the draft, and whether she may.

use serde::{Deserialize, Serialize};

use crate::accounts::policy::Act;
use crate::consultations::model::Consultation;
use crate::drafts::model::{Draft, DraftNumber};
use crate::drafts::read;
use crate::error::AppError;
use crate::language::{Language, Said};
use crate::web::page::Page;
use crate::web::state::State;
use crate::web::viewer::SignedIn;

/// A draft in an address of the desk.
#[derive(Clone, Debug, Deserialize)]
pub struct DraftPath {
    /// The consultation.
    pub slug: String,
    /// The draft.
    pub number: String,
}

/// The consultation and the draft of a page.
pub struct Desk {
    /// The consultation.
    pub consultation: Consultation,
    /// The draft.
    pub draft: Draft,
    /// Whether she may change it.
    pub can_edit: bool,
}

/// The head of every page of the desk.
#[derive(Serialize)]
pub struct Head {
    slug: String,
    consultation: Said,
    number: String,
    name: Said,
    published: bool,
    can_edit: bool,
    zone: String,
}

impl Desk {
    /// Opens the desk for somebody who may see it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if there is no such draft or she may not see it.
    pub async fn open(state: &State, signed_in: &SignedIn, path: &DraftPath) -> Result<Self, AppError> {
        let number = DraftNumber::parse(&path.number).ok_or(AppError::NotFound)?;
        let slug = path.slug.clone();
        let (consultation, draft) = state.database.read(move |conn| read::at(conn, &slug, number)).await?;
        signed_in.sees(consultation.id)?;
        let can_edit = signed_in.staff.may(Act::Edit, consultation.id);
        Ok(Self { consultation, draft, can_edit })
    }

    /// Opens it for somebody who changes something.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] if she may only look.
    pub async fn open_to_edit(state: &State, signed_in: &SignedIn, path: &DraftPath) -> Result<Self, AppError> {
        let desk = Self::open(state, signed_in, path).await?;
        signed_in.must(Act::Edit, desk.consultation.id)?;
        Ok(desk)
    }

    /// The address of the desk, with what follows.
    #[must_use]
    pub fn address(&self, language: Language, rest: &str) -> String {
        format!("/{}{}", language.as_str(), self.path(rest))
    }

    fn path(&self, rest: &str) -> String {
        format!("/staff/consultations/{}/drafts/{}{rest}", self.consultation.slug, self.draft.number)
    }

    /// The head of its pages.
    #[must_use]
    pub fn head(&self, language: Language) -> Head {
        Head {
            slug: self.consultation.slug.clone(),
            consultation: self.consultation.title.said(language, self.consultation.language),
            number: self.draft.number.to_string(),
            name: self.draft.name.said(language, self.consultation.language),
            published: self.draft.published_at.is_some(),
            can_edit: self.can_edit,
            zone: self.consultation.time_zone.clone(),
        }
    }

    /// A page of the desk; `title` is a key with `{ $number }` in it.
    #[must_use]
    pub fn page<'a>(&self, state: &'a State, language: Language, signed_in: &SignedIn, rest: &str, title: &str) -> Page<'a> {
        let title = state.renderer.say(language, title, &[("number", self.draft.number.to_string().into())]);
        Page::new(state, language, &self.path(rest), title).for_staff(signed_in)
    }
}
