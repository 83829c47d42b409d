//! The listening side: connections that are counted and bounded, requests whose framing is strict. Between the socket and
//! actix stands a `GuardedStream`; what a request's handler knows of its connection is a [`Connection`].

mod connections;
mod framing;
mod stream;

use std::net::SocketAddr;
use std::time::Duration;

use actix_http::HttpService;
use actix_server::Server;
use actix_service::{IntoServiceFactory, ServiceFactory, ServiceFactoryExt as _, fn_service, map_config};
use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{AppConfig, ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::rt::net::TcpStream;

pub use connections::{Connection, Connections};
use stream::GuardedStream;

use crate::error::{AppError, AppResult};
use crate::platform::network::Networks;

/// A connection that says nothing more is closed after so much time.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// The head of a request arrives within so much time.
const HEAD: Duration = Duration::from_secs(15);
/// What is under way when the process is told to stop has so many seconds.
const SHUTDOWN: u64 = 20;

/// Listens and serves until the process is told to stop.
///
/// # Errors
/// If the address cannot be used.
pub async fn serve<F, I, S, B>(bind: SocketAddr, networks: Networks, app: F) -> AppResult<()>
where
    F: Fn() -> I + Send + Clone + 'static,
    I: IntoServiceFactory<S, actix_http::Request>,
    S: ServiceFactory<actix_http::Request, Config = AppConfig, Response = ServiceResponse<B>, Error = Error, InitError = ()> + 'static,
    S::Service: 'static,
    B: MessageBody + 'static,
{
    let connections = Connections::new(connections::most());
    let builder = Server::build().worker_max_blocking_threads(4).shutdown_timeout(SHUTDOWN);
    let stopping = builder.graceful_shutdown_signal();
    let accept = move || {
        let (stopping, connections, networks) = (stopping.clone(), connections.clone(), networks.clone());
        let app = app().into_factory().map_err(|error: Error| error.error_response());
        let http = HttpService::build()
            .graceful_shutdown_signal(move || {
                let stopping = stopping.clone();
                async move { stopping.notified().await }
            })
            .keep_alive(KEEP_ALIVE)
            .client_request_timeout(HEAD)
            .client_disconnect_timeout(Duration::from_secs(1))
            .local_addr(bind)
            .on_connect_ext(|stream: &GuardedStream, data| _ = data.insert(stream.connection()))
            .finish(map_config(app, |()| AppConfig::default()));
        fn_service(move |socket: TcpStream| {
            let peer = socket.peer_addr().ok();
            let prefix = peer.map(|peer| networks.prefix(peer.ip()));
            let admitted = connections.admit(prefix);
            async move {
                _ = socket.set_nodelay(true);
                // Without a place the socket is closed; the error only says so to actix.
                let place = admitted.ok_or(actix_http::error::DispatchError::SlowRequestTimeout)?;
                let stream = GuardedStream::new(socket, place);
                Ok((stream, actix_http::Protocol::Http1, peer))
            }
        })
        .and_then(http)
    };
    let server = builder.bind("http", bind, accept).map_err(|error| AppError::Internal(format!("TRAVAUX_BIND {bind}: {error}")))?;
    server.run().await.map_err(AppError::internal)
}

/// Tells the connection of a request that it is at work, so that it is not among those that may be closed.
///
/// # Errors
/// Those of the handler.
pub async fn at_work<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    let connection = request.conn_data::<Connection>().cloned();
    // While a body is awaited its connection is as idle as one without a request; who reads the body says when it is there.
    let has_body = request.headers().contains_key("content-length") || request.headers().contains_key("transfer-encoding");
    if let Some(connection) = &connection {
        connection.set_at_work(!has_body);
    }
    let response = next.call(request).await;
    if let Some(connection) = &connection {
        connection.set_at_work(false);
        connection.release();
    }
    response
}
