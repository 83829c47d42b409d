//! What the pages of this desk begin with: who is there, the consultation, what she may do, and her form.

use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use serde::Serialize;

use crate::accounts::policy::Act;
use crate::consultations;
use crate::consultations::model::Consultation;
use crate::drafts::pages::StaffDraft;
use crate::error::AppError;
use crate::ids::{AccountId, CommentId};
use crate::language::{Language, Said};
use crate::web::body::Fields;
use crate::web::guard::FormData;
use crate::web::page::Page;
use crate::web::state::State;
use crate::web::viewer::{AtDesk, Refused, SignedIn};

/// A comment and its version as a form showed them: nobody decides on words that she has not seen.
#[must_use]
pub fn seen(id: &str, version: &str) -> (CommentId, i32) {
    (CommentId(id.to_owned()), version.parse().unwrap_or_default())
}

/// A consultation of the address (`{slug}`), opened by somebody who may see its comments at the desk.
pub struct StaffConsultation {
    /// The state of the program.
    pub state: web::Data<State>,
    /// The language of the page.
    pub language: Language,
    /// Who is there.
    pub signed_in: SignedIn,
    /// The consultation.
    pub consultation: Consultation,
    /// Her account.
    pub by: AccountId,
    /// Whether she looks at comments, asks, and proposes answers.
    pub can_triage: bool,
    /// Whether she approves what another proposed.
    pub can_approve: bool,
}

/// A form of somebody who looks at comments.
pub struct TriageForm {
    /// The consultation.
    pub at: StaffConsultation,
    /// What she typed.
    pub typed: FormData,
}

/// A form of a second person, who approves.
pub struct ApprovalForm {
    /// The consultation.
    pub at: StaffConsultation,
    /// What she typed.
    pub typed: FormData,
}

/// A form of somebody who looks at comments, on the draft of the address.
pub struct DraftTriageForm {
    /// The draft.
    pub at: StaffDraft,
    /// What she typed.
    pub typed: FormData,
}

/// The head of its pages.
#[derive(Serialize)]
pub struct Head {
    slug: String,
    consultation: Said,
    can_triage: bool,
    can_approve: bool,
}

impl FromRequest for StaffConsultation {
    type Error = Refused;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refused>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let desk = AtDesk::from_request(request, payload);
        let slug = request.match_info().query("slug").to_owned();
        Box::pin(async move {
            let AtDesk { state, language, signed_in } = desk.await?;
            let consultation = state.database.read(move |conn| consultations::read::by_slug(conn, &slug)).await?;
            signed_in.sees(consultation.id)?;
            let may = |act| signed_in.staff.may(act, consultation.id);
            let (can_triage, can_approve) = (may(Act::Triage), may(Act::Approve));
            Ok(Self { state, language, by: signed_in.staff.id, can_triage, can_approve, signed_in, consultation })
        })
    }
}

impl FromRequest for TriageForm {
    type Error = Refused;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refused>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (at, fields) = (StaffConsultation::from_request(request, payload), Fields::from_request(request, payload));
        Box::pin(async move {
            let (at, fields) = (at.await?, fields.await?);
            let typed = at.form_to_triage(fields.into_inner())?;
            Ok(Self { at, typed })
        })
    }
}

impl FromRequest for DraftTriageForm {
    type Error = Refused;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refused>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (at, fields) = (StaffDraft::from_request(request, payload), Fields::from_request(request, payload));
        Box::pin(async move {
            let (at, fields) = (at.await?, fields.await?);
            at.signed_in.must(Act::Triage, at.consultation.id)?;
            let typed = FormData::of_staff(fields.into_inner(), &at.signed_in, &at.state.key)?;
            Ok(Self { at, typed })
        })
    }
}

impl FromRequest for ApprovalForm {
    type Error = Refused;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refused>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let form = TriageForm::from_request(request, payload);
        Box::pin(async move {
            let TriageForm { at, typed } = form.await?;
            if at.can_approve { Ok(Self { at, typed }) } else { Err(AppError::Forbidden.into()) }
        })
    }
}

impl StaffConsultation {
    /// Goes on only if she looks at comments, and the fields are those of a form of hers.
    ///
    /// # Errors
    /// [`AppError::Forbidden`].
    pub fn form_to_triage(&self, fields: Vec<(String, String)>) -> Result<FormData, AppError> {
        if self.can_triage { FormData::of_staff(fields, &self.signed_in, &self.state.key) } else { Err(AppError::Forbidden) }
    }

    /// The head of its pages.
    #[must_use]
    pub fn head(&self) -> Head {
        Head {
            slug: self.consultation.slug.clone(),
            consultation: self.consultation.title.said(self.language, self.consultation.language),
            can_triage: self.can_triage,
            can_approve: self.can_approve,
        }
    }

    /// The address of the queue, with what follows.
    #[must_use]
    pub fn address(&self, rest: &str) -> String {
        format!("/{}/staff/consultations/{}/comments{rest}", self.language.as_str(), self.consultation.slug)
    }

    /// A page of the desk: `path` follows the consultation's address, `title` is a key.
    #[must_use]
    pub fn page(&self, path: &str, title: &str) -> Page<'_> {
        let path = format!("/staff/consultations/{}{path}", self.consultation.slug);
        let title = self.state.renderer.say(self.language, title, &[]);
        Page::new(&self.state, self.language, &path, title).for_staff(&self.signed_in)
    }
}
