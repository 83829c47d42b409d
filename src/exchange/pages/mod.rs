//! The pages of what goes out and comes in as files.

mod letters;
mod record;
mod sheet;
mod tables;

use actix_web::web::{self, ServiceConfig};

pub use record::{api_routes, routes};

/// A form of this desk may be so large: a whole letter, percent-encoded in any script.
const LARGEST: usize = 16 * 1024 * 1024;

/// The addresses below `/{language}/staff`.
pub fn staff_routes(config: &mut ServiceConfig) {
    config
        .app_data(web::FormConfig::default().limit(LARGEST))
        .route("/consultations/{slug}/tables", web::get().to(tables::index::index))
        .route("/consultations/{slug}/tables", web::post().to(tables::index::create))
        .route("/consultations/{slug}/tables/{id}", web::get().to(tables::show))
        .route("/consultations/{slug}/tables/{id}/choices", web::post().to(tables::choices::choose))
        .route("/consultations/{slug}/tables/{id}/taking-over", web::post().to(tables::choices::take_over))
        .route("/consultations/{slug}/tables/{id}/discarding", web::post().to(tables::choices::discard))
        .route("/consultations/{slug}/tables/{id}/places", web::post().to(tables::result::place))
        .route("/consultations/{slug}/letters", web::get().to(letters::index::index))
        .route("/consultations/{slug}/letters", web::post().to(letters::index::create))
        .route("/consultations/{slug}/letters/{id}", web::get().to(letters::show::show))
        .route("/consultations/{slug}/letters/{id}/original", web::get().to(letters::show::original))
        .route("/consultations/{slug}/letters/{id}/points", web::post().to(letters::show::mark))
        .route("/consultations/{slug}/letters/{id}/points/{comment}/removal", web::post().to(letters::show::unmark))
        .route("/consultations/{slug}/letters/{id}/text", web::post().to(letters::show::clean))
        .route("/consultations/{slug}/letters/{id}/release", web::post().to(letters::show::release))
        .route("/consultations/{slug}/letters/{id}/answer.docx", web::get().to(letters::answer::download))
        .route("/consultations/{slug}/letters/{id}/mails", web::post().to(letters::answer::send))
        .route("/consultations/{slug}/contributions/{submission}/code", web::post().to(sheet::issue));
}
