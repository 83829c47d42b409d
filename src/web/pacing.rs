//! How fast one network prefix may send forms, and ask for what is made anew each time ([`crate::platform::pace`]): beyond it each
//! waits, nobody is refused.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use actix_web::middleware::Next;
use actix_web::web::Data;

use super::network::Network;
use super::server::Connection;
use super::state::State;
use crate::error::{AppError, Shortage};

/// So many bytes of a body cost as much as sending a form.
const BYTES_OF_UNIT: u64 = 256 * 1024;
/// What a body costs whose length is not said.
const CHUNKED: u32 = 40;
/// What a refused form costs besides: a code that was guessed is refused too.
const REFUSED: u32 = 5;

/// Wraps whatever takes forms from anybody, or makes for anybody what no cache keeps.
///
/// # Errors
/// Those of the handler.
pub async fn paced<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    let state = request.app_data::<Data<State>>().cloned().ok_or_else(|| AppError::internal("a request without state"))?;
    let peer = request.peer_addr().map(|peer| peer.ip());
    let network = Network::of(&state, request.headers(), peer);
    // A browser knows how long its form is; whoever does not say it pays for a large one.
    let unsaid = if request.headers().contains_key(TRANSFER_ENCODING) { CHUNKED } else { 1 };
    let length = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok()).unwrap_or(0);
    let units = u32::try_from(length / BYTES_OF_UNIT).unwrap_or(u32::MAX).saturating_add(unsaid);
    wait(&state, request.conn_data::<Connection>(), network, units).await?;
    let response = next.call(request).await?;
    if response.status().is_client_error() {
        // Whoever comes next pays for it, she too.
        _ = state.pace.take(network.0, REFUSED);
    }
    Ok(response)
}

/// Waits as long as the pace asks for. Whoever waits is as idle as one who says nothing: her connection may be closed.
async fn wait(state: &State, connection: Option<&Connection>, network: Network, units: u32) -> Result<(), AppError> {
    let Some(connection) = connection else {
        state.pace.keep(network.0, units).await;
        return Ok(());
    };
    let was_at_work = connection.is_at_work();
    connection.set_at_work(false);
    tokio::select! {
        () = state.pace.keep(network.0, units) => {}
        () = connection.closing() => return Err(AppError::Unavailable(Shortage::Memory)),
    }
    connection.set_at_work(was_at_work);
    Ok(())
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
