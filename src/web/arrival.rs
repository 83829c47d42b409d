//! When the head of a request arrived: what counts for a deadline, however long the body takes on a slow line.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};

use crate::error::AppError;
use crate::platform::clock::Timestamp;

/// The instant at which the head of the request arrived. It is compared with deadlines and never stored.
#[derive(Clone, Copy, Debug)]
pub struct Arrived(pub Timestamp);

impl FromRequest for Arrived {
    type Error = AppError;
    type Future = Ready<Result<Self, AppError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.extensions().get::<Self>().copied().ok_or_else(|| AppError::internal("a request without its arrival")))
    }
}
