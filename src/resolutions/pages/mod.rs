//! The desk of comments: the queue, one comment in its context with its answer, implementation, publication of a draft.

mod act;
mod answer;
mod comment;
pub mod desk;
mod implementation;
mod publication;
mod queue;

use actix_web::web::{self, ServiceConfig};

/// The addresses below `/{language}/staff`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route("/consultations/{slug}/comments", web::get().to(queue::index))
        .route("/consultations/{slug}/comments/clearance", web::post().to(queue::clear))
        .route("/consultations/{slug}/batches", web::post().to(queue::publish_batch))
        .route("/consultations/{slug}/answers", web::post().to(queue::publish_answers))
        .route("/consultations/{slug}/comments/{comment}", web::get().to(comment::show))
        .route("/consultations/{slug}/comments/{comment}/clearance", web::post().to(act::clear))
        .route("/consultations/{slug}/comments/{comment}/moderation", web::post().to(act::hold))
        .route("/consultations/{slug}/comments/{comment}/lifting", web::post().to(act::lift))
        .route("/consultations/{slug}/comments/{comment}/questions", web::post().to(act::ask))
        .route("/consultations/{slug}/comments/{comment}/confirmation", web::post().to(act::confirm))
        .route("/consultations/{slug}/comments/{comment}/resolution", web::post().to(answer::propose))
        .route("/consultations/{slug}/comments/{comment}/approval", web::post().to(answer::approve))
        .route("/consultations/{slug}/comments/{comment}/return", web::post().to(answer::send_back))
        .route("/consultations/{slug}/drafts/{number}/implementation", web::get().to(implementation::index))
        .route("/consultations/{slug}/drafts/{number}/implementation/{implementation}", web::post().to(implementation::link))
        .route("/consultations/{slug}/drafts/{number}/implementation/{implementation}/verification", web::post().to(implementation::verify))
        .route("/consultations/{slug}/drafts/{number}/publication", web::get().to(publication::new))
        .route("/consultations/{slug}/drafts/{number}/publication", web::post().to(publication::create))
        .route("/consultations/{slug}/drafts/{number}/audience", web::post().to(publication::open));
}
