//! The desk's front pages: all consultations, and one with its drafts.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::accounts::policy::Act;
use crate::consultations;
use crate::drafts::model::{Draft, DraftStatus};
use crate::drafts::read;
use crate::error::AppError;
use crate::language::{Language, Said};
use crate::platform::clock::Timestamp;
use crate::web::locale::PageLanguage;
use crate::web::page::{Page, say};
use crate::web::state::State;
use crate::web::viewer::SignedIn;

#[derive(Serialize)]
struct DeskView {
    consultations: Vec<Line>,
    can_create: bool,
}

#[derive(Serialize)]
struct Line {
    slug: String,
    title: Said,
    drafts: Vec<DraftLine>,
}

#[derive(Serialize)]
struct DraftLine {
    number: String,
    name: Said,
    preparing: bool,
    published_at: Option<Timestamp>,
    invited: bool,
}

fn draft_line(draft: &Draft, language: Language, authoritative: Language) -> DraftLine {
    DraftLine {
        number: draft.number.to_string(),
        name: draft.name.said(language, authoritative),
        preparing: draft.status == DraftStatus::Preparing,
        published_at: draft.published_at,
        invited: draft.audience == crate::drafts::model::Audience::Invited,
    }
}

/// GET `/{language}/staff`
pub async fn index(state: web::Data<State>, language: PageLanguage, signed_in: SignedIn) -> Result<HttpResponse, AppError> {
    let staff = signed_in.staff.clone();
    let found = state
        .database
        .read(move |conn| {
            let mut found = Vec::new();
            for consultation in consultations::read::all(conn)?.into_iter().filter(|consultation| staff.may(Act::See, consultation.id)) {
                let drafts = read::of_consultation(conn, consultation.id)?;
                found.push((consultation, drafts));
            }
            Ok::<_, AppError>(found)
        })
        .await?;
    let consultations = found
        .iter()
        .map(|(consultation, drafts)| Line {
            slug: consultation.slug.clone(),
            title: consultation.title.said(language.0, consultation.language),
            drafts: drafts.iter().rev().map(|draft| draft_line(draft, language.0, consultation.language)).collect(),
        })
        .collect();
    let view = DeskView { consultations, can_create: signed_in.staff.may_everywhere(Act::Administer) };
    let title = say(&state, language.0, "desk-title");
    Page::new(&state, language.0, "/staff", title).for_staff(&signed_in).ok("drafts/desk", &view)
}

#[derive(Serialize)]
struct ConsultationView {
    slug: String,
    title: Said,
    can_edit: bool,
    drafts: Vec<DraftLine>,
}

/// GET `/{language}/staff/consultations/{slug}`
pub async fn show(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, AppError> {
    let slug = path.into_inner().1;
    let wanted = slug.clone();
    let (consultation, drafts) = state.database.read(move |conn| read::of_slug(conn, &wanted)).await?;
    signed_in.sees(consultation.id)?;
    let view = ConsultationView {
        slug: slug.clone(),
        title: consultation.title.said(language.0, consultation.language),
        can_edit: signed_in.staff.may(Act::Edit, consultation.id),
        drafts: drafts.iter().rev().map(|draft| draft_line(draft, language.0, consultation.language)).collect(),
    };
    let title = view.title.text.clone();
    Page::new(&state, language.0, &format!("/staff/consultations/{slug}"), title).for_staff(&signed_in).ok("drafts/consultation", &view)
}
