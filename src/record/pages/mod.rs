//! The public pages: home, consultation, draft, paragraph, comparison, and the pages about the site.

mod about;
mod answers;
mod compare;
mod consultation;
mod contributions;
mod download;
mod draft;
mod home;
mod layout;
mod life;
mod log;
mod paragraph;
mod preview;

use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{self, ServiceConfig};

use crate::submissions;
use crate::web::body::Limit;
use crate::web::pacing::paced;

/// The addresses below `/{language}`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route("/", web::get().to(home::show))
        .route("/about", web::get().to(about::about))
        .route("/privacy", web::get().to(about::privacy))
        .route("/accessibility", web::get().to(about::accessibility))
        .service(
            web::scope("/answers")
                .wrap(Compress::default())
                .wrap(from_fn(paced))
                .app_data(Limit::TEXT)
                .route("", web::get().to(answers::ask))
                .route("", web::post().to(answers::show))
                .route("/reply", web::post().to(answers::reply))
                .route("/verdict", web::post().to(answers::react))
                .route("/review", web::post().to(answers::review))
                .route("/contest", web::post().to(answers::contest))
                .route("/level", web::post().to(answers::lower))
                .route("/withdrawal", web::post().to(answers::withdraw))
                .route("/earlier", web::post().to(answers::forget))
                .route("/erasure", web::post().to(answers::erase)),
        )
        .service(web::scope("/invited/{token}").configure(of_consultation).configure(submissions::pages::invited_routes))
        .configure(of_consultation);
}

/// The pages of a consultation, for everybody and, under an invitation's address, for the invited.
fn of_consultation(config: &mut ServiceConfig) {
    let file = |path: &str| web::resource(path).wrap(from_fn(paced));
    config
        .route("/consultations/{slug}", web::get().to(consultation::show))
        .route("/consultations/{slug}/drafts/{number}", web::get().to(draft::show))
        .service(file("/consultations/{slug}/drafts/{number}/download.{extension}").route(web::get().to(download::draft)))
        .service(file("/consultations/{slug}/drafts/{number}/table.{extension}").route(web::get().to(download::table)))
        .service(file("/consultations/{slug}/compare/{drafts}/download.{extension}").route(web::get().to(download::comparison)))
        .route("/consultations/{slug}/drafts/{number}/paragraphs/{paragraph}", web::get().to(paragraph::show))
        .route("/consultations/{slug}/compare/{drafts}", web::get().to(compare::show))
        .route("/consultations/{slug}/contributions", web::get().to(contributions::index))
        .route("/consultations/{slug}/contributions/{contribution}", web::get().to(contributions::show))
        .route("/consultations/{slug}/log", web::get().to(log::index))
        .route("/consultations/{slug}/log/{reference}", web::get().to(log::show));
}

/// The addresses below `/{language}/staff`: the preview of a draft as the public will see it.
pub fn staff_routes(config: &mut ServiceConfig) {
    config.route("/consultations/{slug}/drafts/{number}/preview", web::get().to(preview::show));
}
