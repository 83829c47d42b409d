//! Taking part, page by page: the form, what is kept, the preview, the receipt. Participants have no cookie and no code in
//! an address: every step is a POST that carries the code in its body and answers 200 with the page itself.

mod api;
mod form;
mod kept;
mod opened;
mod receipt;
mod rows;
mod table;

use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{self, ServiceConfig};

pub use opened::{Opened, credential_of};

use crate::web::body::Limit;
use crate::web::pacing::paced;

/// The addresses below `/{language}`.
pub fn routes(config: &mut ServiceConfig) {
    config.service(
        web::scope("/submissions")
            .wrap(Compress::default())
            .wrap(from_fn(paced))
            .app_data(Limit::TEXT)
            .route("", web::post().to(kept::keep))
            .route("/preview", web::post().to(kept::preview))
            .route("/comments", web::post().to(form::again))
            .service(web::resource("/table").app_data(Limit::FILE).route(web::post().to(table::take)))
            .route("/rows", web::post().to(table::correct))
            .route("/removal", web::post().to(kept::remove))
            .route("/receipt", web::post().to(receipt::send)),
    );
    invited_routes(config);
}

/// The form; also under an invitation's address. It is never the same twice, so it is compressed as it goes.
pub fn invited_routes(config: &mut ServiceConfig) {
    let form = web::resource("/consultations/{slug}/comments/new").wrap(Compress::default()).wrap(from_fn(paced));
    config.service(form.route(web::get().to(form::new)));
    let table = web::resource("/consultations/{slug}/comments/table").wrap(Compress::default()).wrap(from_fn(paced));
    config.service(table.route(web::get().to(table::new)));
}

/// The addresses below `/api/v1`.
pub fn api_routes(config: &mut ServiceConfig) {
    let taking = |path: &str, limit: Limit| web::resource(path).app_data(limit);
    config
        .service(taking("/consultations/{slug}/receipt-codes", Limit::SMALL).route(web::post().to(api::issue)))
        .service(taking("/consultations/{slug}/submissions", Limit::JSON).route(web::post().to(api::submit)))
        .service(taking("/consultations/{slug}/drafts/{number}/table", Limit::FILE).route(web::post().to(api::table)));
}
