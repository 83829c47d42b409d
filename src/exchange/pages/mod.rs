//! The pages of what goes out and comes in as files.

mod record;
mod sheet;
mod tables;

use actix_web::web::{self, ServiceConfig};

pub use record::{api_routes, routes};

/// The addresses below `/{language}/staff`.
pub fn staff_routes(config: &mut ServiceConfig) {
    config
        .route("/consultations/{slug}/tables", web::get().to(tables::index::index))
        .route("/consultations/{slug}/tables", web::post().to(tables::index::create))
        .route("/consultations/{slug}/tables/{id}", web::get().to(tables::show))
        .route("/consultations/{slug}/tables/{id}/choices", web::post().to(tables::mapping::choose))
        .route("/consultations/{slug}/tables/{id}/taking-over", web::post().to(tables::mapping::take_over))
        .route("/consultations/{slug}/tables/{id}/discarding", web::post().to(tables::mapping::discard))
        .route("/consultations/{slug}/tables/{id}/places", web::post().to(tables::result::place))
        .route("/consultations/{slug}/contributions/{submission}/code", web::post().to(sheet::issue));
}
