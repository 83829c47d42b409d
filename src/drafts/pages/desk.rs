//! What every page of the draft desk begins with: who is there, the consultation and the draft, and whether she may.

use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use serde::Serialize;

use crate::accounts::policy::Act;
use crate::consultations::model::Consultation;
use crate::drafts::model::{Draft, DraftNumber};
use crate::drafts::read;
use crate::error::AppError;
use crate::language::{Language, LocalText, Said};
use crate::web::body::Fields;
use crate::web::guard::FormData;
use crate::web::page::Page;
use crate::web::state::State;
use crate::web::viewer::{AtDesk, Refused, SignedIn};

/// A draft of the address (`{slug}`, `{number}`), opened by somebody who may see it at the desk.
pub struct StaffDraft {
    /// The state of the program.
    pub state: web::Data<State>,
    /// The language of the page.
    pub language: Language,
    /// Who is there.
    pub signed_in: SignedIn,
    /// The consultation.
    pub consultation: Consultation,
    /// The draft.
    pub draft: Draft,
    /// Whether she may change it.
    pub can_edit: bool,
}

/// A form of somebody who may change the draft of the address.
pub struct StaffDraftForm {
    /// The draft.
    pub at: StaffDraft,
    /// What she typed.
    pub typed: FormData,
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

impl FromRequest for StaffDraft {
    type Error = Refused;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refused>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let desk = AtDesk::from_request(request, payload);
        let number = DraftNumber::parse(request.match_info().query("number")).ok_or(AppError::NotFound);
        let slug = request.match_info().query("slug").to_owned();
        Box::pin(async move {
            let AtDesk { state, language, signed_in } = desk.await?;
            let number = number?;
            let (consultation, draft) = state.database.read(move |conn| read::at(conn, &slug, number)).await?;
            signed_in.sees(consultation.id)?;
            let can_edit = signed_in.staff.may(Act::Edit, consultation.id);
            Ok(Self { state, language, signed_in, consultation, draft, can_edit })
        })
    }
}

impl FromRequest for StaffDraftForm {
    type Error = Refused;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refused>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (at, fields) = (StaffDraft::from_request(request, payload), Fields::from_request(request, payload));
        Box::pin(async move {
            let (at, fields) = (at.await?, fields.await?);
            let typed = at.form_to_edit(fields.into_inner())?;
            Ok(Self { at, typed })
        })
    }
}

impl StaffDraft {
    /// Goes on only if she may change the draft, and the fields are those of a form of hers.
    ///
    /// # Errors
    /// [`AppError::Forbidden`].
    pub fn form_to_edit(&self, fields: Vec<(String, String)>) -> Result<FormData, AppError> {
        self.signed_in.must(Act::Edit, self.consultation.id)?;
        FormData::of_staff(fields, &self.signed_in, &self.state.key)
    }

    /// The address of the desk, with what follows.
    #[must_use]
    pub fn address(&self, rest: &str) -> String {
        format!("/{}{}", self.language.as_str(), self.path(rest))
    }

    fn path(&self, rest: &str) -> String {
        format!("/staff/consultations/{}/drafts/{}{rest}", self.consultation.slug, self.draft.number)
    }

    /// The head of its pages.
    #[must_use]
    pub fn head(&self) -> Head {
        let said = |text: &LocalText| text.said(self.language, self.consultation.language);
        Head {
            slug: self.consultation.slug.clone(),
            consultation: said(&self.consultation.title),
            number: self.draft.number.to_string(),
            name: said(&self.draft.name),
            published: self.draft.published_at.is_some(),
            can_edit: self.can_edit,
            zone: self.consultation.time_zone.clone(),
        }
    }

    /// A page of the desk; `title` is a key with `{ $number }` in it.
    #[must_use]
    pub fn page(&self, rest: &str, title: &str) -> Page<'_> {
        let title = self.state.renderer.say(self.language, title, &[("number", self.draft.number.to_string().into())]);
        Page::new(&self.state, self.language, &self.path(rest), title).for_staff(&self.signed_in)
    }
}
