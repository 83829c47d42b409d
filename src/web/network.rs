//! Where a request comes from, hashed before anybody sees it.

use std::future::{Ready, ready};
use std::net::IpAddr;

use actix_web::dev::Payload;
use actix_web::http::header::HeaderMap;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};

use super::state::State;
use crate::error::AppError;
use crate::platform::admission::Asker;
use crate::platform::network::NetworkPrefix;

/// The network prefix of whoever asks.
#[derive(Clone, Copy, Debug)]
pub struct Network(pub NetworkPrefix);

impl Network {
    /// The prefix of a request: that of the peer, or behind a proxy the last one that the configured header names (what stands
    /// before it anybody can write).
    #[must_use]
    pub fn of(state: &State, headers: &HeaderMap, peer: Option<IpAddr>) -> Self {
        let told = state.site.proxy_header.as_ref().and_then(|name| headers.get_all(name).last()).and_then(|value| value.to_str().ok());
        let unknown = IpAddr::from([0, 0, 0, 0]);
        Self(state.networks.prefix(told.and_then(last_address).or(peer).unwrap_or(unknown)))
    }

    /// As somebody who wants a file read.
    #[must_use]
    pub const fn asker(self) -> Asker {
        Asker::Public(self.0)
    }
}

/// The last address of `X-Forwarded-For` or `Forwarded` [RFC 7239], with or without a port.
fn last_address(value: &str) -> Option<IpAddr> {
    let last = value.rsplit(',').next()?.trim();
    let last = last
        .split(';')
        .find_map(|part| part.trim().split_once('=').filter(|(name, _)| name.eq_ignore_ascii_case("for")))
        .map_or(last, |(_, node)| node)
        .trim_matches('"');
    let bare = last.strip_prefix('[').and_then(|rest| rest.split(']').next());
    bare.unwrap_or(last).parse().ok().or_else(|| last.rsplit_once(':').and_then(|(host, _)| host.parse().ok()))
}

impl FromRequest for Network {
    type Error = AppError;
    type Future = Ready<Result<Self, AppError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let state = request.app_data::<Data<State>>();
        let peer = request.peer_addr().map(|peer| peer.ip());
        ready(state.map(|state| Self::of(state, request.headers(), peer)).ok_or_else(|| AppError::internal("a request without state")))
    }
}

#[cfg(test)]
mod tests {
    use super::last_address;

    #[test]
    fn the_last_proxy_is_believed() {
        let of = |value: &str| last_address(value).map(|address| address.to_string());
        assert_eq!(of("203.0.113.9, 192.0.2.1").as_deref(), Some("192.0.2.1"));
        assert_eq!(of("192.0.2.1:4711").as_deref(), Some("192.0.2.1"));
        assert_eq!(of("2001:db8::1").as_deref(), Some("2001:db8::1"));
        assert_eq!(of("for=192.0.2.60;proto=http, For=\"[2001:db8:cafe::17]:4711\"").as_deref(), Some("2001:db8:cafe::17"));
        assert_eq!(of("unknown"), None);
    }
}
