//! Taking part, page by page: the form, what is kept, the preview, the receipt. Participants have no cookie and no code in
//! an address: every step is a POST that carries the code in its body and answers 200 with the page itself.

mod api;
mod form;
mod kept;
mod opened;
mod receipt;
mod table;

use actix_web::middleware::Compress;
use actix_web::web::{self, ServiceConfig};

pub use opened::{Opened, code_of};

/// A form of a participant may be so large: a million characters in any script, refused by the field with the text kept.
const LARGEST: usize = 16 * 1024 * 1024;

/// A table may be so large.
const LARGEST_TABLE: usize = 32 * 1024 * 1024;

/// The addresses below `/{language}`.
pub fn routes(config: &mut ServiceConfig) {
    config.service(
        web::scope("/submissions")
            .wrap(Compress::default())
            .app_data(web::FormConfig::default().limit(LARGEST))
            .route("", web::post().to(kept::keep))
            .route("/preview", web::post().to(kept::preview))
            .route("/comments", web::post().to(form::again))
            .route("/table", web::post().to(table::take))
            .route("/rows", web::post().to(table::correct))
            .route("/removal", web::post().to(kept::remove))
            .route("/receipt", web::post().to(receipt::send)),
    );
    invited_routes(config);
}

/// The form; also under an invitation's address. It is never the same twice, so it is compressed as it goes.
pub fn invited_routes(config: &mut ServiceConfig) {
    let form = web::resource("/consultations/{slug}/comments/new").wrap(Compress::default());
    config.service(form.route(web::get().to(form::new)));
    let table = web::resource("/consultations/{slug}/comments/table").wrap(Compress::default());
    config.service(table.route(web::get().to(table::new)));
}

/// The addresses below `/api/v1`.
pub fn api_routes(config: &mut ServiceConfig) {
    config
        .app_data(web::JsonConfig::default().limit(LARGEST).error_handler(api::refused))
        .route("/consultations/{slug}/receipt-codes", web::post().to(api::issue))
        .route("/consultations/{slug}/submissions", web::post().to(api::submit))
        .service(
            web::resource("/consultations/{slug}/drafts/{number}/table")
                .app_data(web::PayloadConfig::new(LARGEST_TABLE))
                .route(web::post().to(api::table)),
        );
}
