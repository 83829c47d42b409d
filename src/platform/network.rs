//! Where requests come from, as far as fairness needs to know: a keyed hash of the network prefix. It lives in memory only, is
//! written nowhere, and its key is another one every hour.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::secret::{Key, Token};
use crate::error::{AppError, AppResult};

/// The key is renewed so often.
const RENEWED: Duration = Duration::from_hours(1);

/// A network prefix (/24 of IPv4, /48 of IPv6), hashed under the key of the hour.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NetworkPrefix(u64);

impl std::fmt::Debug for NetworkPrefix {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("NetworkPrefix([redacted])")
    }
}

impl NetworkPrefix {
    /// As a number, for whoever keeps it in an atomic.
    #[must_use]
    pub const fn to_bits(self) -> u64 {
        self.0
    }

    /// The prefix of such a number.
    #[must_use]
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }
}

/// Hashes network prefixes; cheap to clone.
#[derive(Clone, Debug)]
pub struct Networks(Arc<Mutex<(Instant, Key)>>);

fn fresh() -> AppResult<Key> {
    Key::from_text(Token::random()?.expose()).ok_or_else(|| AppError::internal("a token is too short for a key"))
}

impl Networks {
    /// With a key of its own.
    ///
    /// # Errors
    /// If the machine has no random numbers.
    pub fn new() -> AppResult<Self> {
        Ok(Self(Arc::new(Mutex::new((Instant::now(), fresh()?)))))
    }

    /// The prefix of an address.
    #[must_use]
    pub fn prefix(&self, address: IpAddr) -> NetworkPrefix {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0.elapsed() > RENEWED
            && let Ok(key) = fresh()
        {
            *kept = (Instant::now(), key);
        }
        let hash = match address.to_canonical() {
            IpAddr::V4(address) => kept.1.raw_proof("network-prefix", &address.octets()[..3]),
            IpAddr::V6(address) => kept.1.raw_proof("network-prefix", &address.octets()[..6]),
        };
        NetworkPrefix(u64::from_le_bytes(hash.first_chunk().copied().unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::Networks;

    #[test]
    fn neighbours_are_one_and_strangers_are_not() {
        let networks = Networks::new().unwrap();
        let of = |address: &str| networks.prefix(address.parse().unwrap());
        assert_eq!(of("192.0.2.7"), of("192.0.2.200"));
        assert_eq!(of("192.0.2.7"), of("::ffff:192.0.2.8"));
        assert_ne!(of("192.0.2.7"), of("192.0.3.7"));
        assert_eq!(of("2001:db8:1::1"), of("2001:db8:1:ffff::2"));
        assert_ne!(of("2001:db8:1::1"), of("2001:db8:2::1"));
        // Another process, or the same one an hour later, does not know it again.
        assert_ne!(of("192.0.2.7"), Networks::new().unwrap().prefix("192.0.2.7".parse().unwrap()));
        assert!(!format!("{:?}", of("192.0.2.7")).contains(|c: char| c.is_ascii_digit()));
    }
}
