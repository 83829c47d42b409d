//! How fast one network prefix may send forms ([`crate::platform::pace`]): beyond it each waits, nobody is refused.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::middleware::Next;
use actix_web::web::Data;

use super::network::Network;
use super::server::Connection;
use super::state::State;
use crate::error::AppError;

/// So many bytes of a body cost as much as sending a form.
const BYTES_OF_UNIT: u64 = 256 * 1024;
/// What a refused form costs besides: a code that was guessed is refused too.
const REFUSED: u32 = 5;

/// Wraps whatever takes forms from anybody.
///
/// # Errors
/// Those of the handler.
pub async fn paced<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    if request.method() != Method::POST {
        return next.call(request).await;
    }
    let state = request.app_data::<Data<State>>().cloned().ok_or_else(|| AppError::internal("a request without state"))?;
    let peer = request.peer_addr().map(|peer| peer.ip());
    let network = Network::of(&state, request.headers(), peer);
    let length = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok()).unwrap_or(0);
    let units = u32::try_from(length / BYTES_OF_UNIT).unwrap_or(u32::MAX).saturating_add(1);
    state.pace.keep(network.0, units).await;
    let response = next.call(request).await?;
    if response.status().is_client_error() {
        // Whoever comes next pays for it, she too.
        _ = state.pace.take(network.0, REFUSED);
    }
    Ok(response)
}

/// Tells a connection for whom its proxy asks, so that fairness among connections knows it too.
///
/// # Errors
/// Those of the handler.
pub async fn told<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    if let (Some(state), Some(connection)) = (request.app_data::<Data<State>>(), request.conn_data::<Connection>())
        && state.site.proxy_header.is_some()
    {
        let peer = request.peer_addr().map(|peer| peer.ip());
        connection.set_prefix(Network::of(state, request.headers(), peer).0);
    }
    next.call(request).await
}
