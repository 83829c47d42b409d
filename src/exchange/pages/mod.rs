//! The pages of what goes out and comes in as files.

mod letters;
mod record;
mod sheet;
mod tables;

use actix_web::web::{self, ServiceConfig};

pub use record::{api_routes, routes};

use crate::web::body::Limit;

/// The addresses below `/{language}/staff`.
pub fn staff_routes(config: &mut ServiceConfig) {
    config
        .service(
            web::resource("/consultations/{slug}/tables")
                .app_data(Limit::FILE)
                .route(web::get().to(tables::index::index))
                .route(web::post().to(tables::index::create)),
        )
        .route("/consultations/{slug}/tables/{id}", web::get().to(tables::show))
        .route("/consultations/{slug}/tables/{id}/choices", web::post().to(tables::choices::choose))
        .route("/consultations/{slug}/tables/{id}/taking-over", web::post().to(tables::choices::import))
        .route("/consultations/{slug}/tables/{id}/discarding", web::post().to(tables::choices::discard))
        .route("/consultations/{slug}/tables/{id}/places", web::post().to(tables::result::place))
        .service(
            web::resource("/consultations/{slug}/letters")
                .app_data(Limit::FILE)
                .route(web::get().to(letters::index::index))
                .route(web::post().to(letters::index::create)),
        )
        .route("/consultations/{slug}/letters/{id}", web::get().to(letters::show::show))
        .route("/consultations/{slug}/letters/{id}/original", web::get().to(letters::show::original))
        .route("/consultations/{slug}/letters/{id}/points", web::post().to(letters::show::mark))
        .route("/consultations/{slug}/letters/{id}/points/{comment}/removal", web::post().to(letters::show::unmark))
        .service(web::resource("/consultations/{slug}/letters/{id}/text").app_data(Limit::TEXT).route(web::post().to(letters::show::clean)))
        .route("/consultations/{slug}/letters/{id}/release", web::post().to(letters::show::release))
        .route("/consultations/{slug}/letters/{id}/answer.docx", web::get().to(letters::answer::download))
        .route("/consultations/{slug}/letters/{id}/mails", web::post().to(letters::answer::send))
        .route("/consultations/{slug}/contributions/{submission}/code", web::post().to(sheet::issue));
}
