//! The public pages: home, consultation, draft, paragraph, comparison, and the pages about the site.

mod about;
mod compare;
mod consultation;
mod download;
mod draft;
mod furniture;
mod home;
mod life;
mod paragraph;
mod preview;

use actix_web::web::{self, ServiceConfig};

/// The addresses below `/{language}`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route("/", web::get().to(home::show))
        .route("/about", web::get().to(about::about))
        .route("/privacy", web::get().to(about::privacy))
        .route("/accessibility", web::get().to(about::accessibility))
        .service(web::scope("/invited/{token}").configure(of_consultation))
        .configure(of_consultation);
}

/// The pages of a consultation, for everybody and, under an invitation's address, for the invited.
fn of_consultation(config: &mut ServiceConfig) {
    config
        .route("/consultations/{slug}", web::get().to(consultation::show))
        .route("/consultations/{slug}/drafts/{number}", web::get().to(draft::show))
        .route("/consultations/{slug}/drafts/{number}/download.{extension}", web::get().to(download::show))
        .route("/consultations/{slug}/drafts/{number}/paragraphs/{paragraph}", web::get().to(paragraph::show))
        .route("/consultations/{slug}/compare/{drafts}", web::get().to(compare::show));
}

/// The addresses below `/{language}/staff`: the preview of a draft as the public will see it.
pub fn staff_routes(config: &mut ServiceConfig) {
    config.route("/consultations/{slug}/drafts/{number}/preview", web::get().to(preview::show));
}
