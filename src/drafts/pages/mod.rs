//! The draft desk: consultation and drafts, import, lineage, causes, preview, publication, rounds, invitations.

mod causes;
mod consultation;
mod desk;
mod draft;
mod edit;
mod import;
mod invitations;
mod lineage;
mod pairing;
mod publication;
mod rounds;

use actix_web::web::{self, ServiceConfig};

pub use desk::{Head, StaffDraft, StaffDraftForm};

use crate::web::body::Limit;

/// The addresses below `/{language}/staff`. The preview as the public is `record`'s, which shows drafts.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route("", web::get().to(consultation::index))
        .route("/consultations/{slug}", web::get().to(consultation::show))
        .route("/consultations/{slug}/drafts/new", web::get().to(edit::new))
        .route("/consultations/{slug}/drafts", web::post().to(edit::create))
        .route("/consultations/{slug}/drafts/{number}/edit", web::get().to(edit::edit))
        .route("/consultations/{slug}/drafts/{number}/edit", web::post().to(edit::update))
        .route("/consultations/{slug}/drafts/{number}", web::get().to(draft::show))
        .service(web::resource("/consultations/{slug}/drafts/{number}/text").app_data(Limit::FILE).route(web::post().to(import::create)))
        .route("/consultations/{slug}/drafts/{number}/lineage", web::get().to(lineage::index))
        .route("/consultations/{slug}/drafts/{number}/lineage/{paragraph}", web::post().to(lineage::update))
        .route("/consultations/{slug}/drafts/{number}/versions/{version}", web::get().to(pairing::index))
        .route("/consultations/{slug}/drafts/{number}/versions/{version}/{block}", web::post().to(pairing::update))
        .route("/consultations/{slug}/drafts/{number}/causes", web::get().to(causes::index))
        .route("/consultations/{slug}/drafts/{number}/causes", web::post().to(causes::create))
        .route("/consultations/{slug}/drafts/{number}/causes/{cause}/removal", web::post().to(causes::destroy))
        .route("/consultations/{slug}/drafts/{number}/publication/{language_version}", web::post().to(publication::create_translation))
        .route("/consultations/{slug}/drafts/{number}/rounds", web::post().to(rounds::create))
        .route("/consultations/{slug}/drafts/{number}/rounds/{round}/extensions", web::post().to(rounds::extend))
        .route("/consultations/{slug}/drafts/{number}/invitations", web::post().to(invitations::create))
        .route("/consultations/{slug}/drafts/{number}/invitations/{invitation}/revocation", web::post().to(invitations::revoke));
}
