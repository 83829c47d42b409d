//! Envelope encryption: what is kept is sealed under a random data key, and that key is wrapped to the public key of everybody
//! who may open it. So others can be let in, and the key be renewed, without anybody's secret.
//!
//! Wrapping is HPKE (RFC 9180) in base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305.

use std::fmt;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal};
use zeroize::Zeroizing;

use super::secret::{Key, Sealing};
use crate::error::{AppError, AppResult};

/// What a wrapped key is for; part of what is authenticated.
const INFO: &[u8] = b"travaux data key v1";
/// So many bytes of an encapsulated key stand before a wrapped one.
const ENCAPSULATED_BYTES: usize = 32;
/// So many bytes make a data key.
const DATA_KEY_BYTES: usize = 32;

type Private = <X25519HkdfSha256 as Kem>::PrivateKey;
type Public = <X25519HkdfSha256 as Kem>::PublicKey;

/// The key pair of somebody who holds a secret.
pub struct KeyPair {
    private: Private,
    public: Public,
}

impl fmt::Debug for KeyPair {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("KeyPair([redacted])")
    }
}

impl KeyPair {
    /// The pair that the key of the installation and a secret together give.
    #[must_use]
    pub fn derive(key: &Key, purpose: &str, secret: &[u8]) -> Self {
        let seed = Zeroizing::new(key.raw_proof(purpose, secret));
        let (private, public) = X25519HkdfSha256::derive_keypair(&*seed);
        Self { private, public }
    }

    /// The public key as it is stored: 32 bytes.
    #[must_use]
    pub fn public_key(&self) -> Vec<u8> {
        self.public.to_bytes().to_vec()
    }

    /// The data key that was wrapped to this pair for a place, or nothing.
    #[must_use]
    pub fn unwrap(&self, place: &[u8], wrapped: &[u8]) -> Option<DataKey> {
        let (encapsulated, wrapped) = wrapped.split_first_chunk::<ENCAPSULATED_BYTES>()?;
        let encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(encapsulated).ok()?;
        let opened = single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &self.private,
            &encapsulated,
            INFO,
            wrapped,
            place,
        );
        let opened = Zeroizing::new(opened.ok()?);
        Some(DataKey(Zeroizing::new(opened.as_slice().try_into().ok()?)))
    }
}

/// The random key under which something is sealed.
pub struct DataKey(Zeroizing<[u8; DATA_KEY_BYTES]>);

impl fmt::Debug for DataKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("DataKey([redacted])")
    }
}

impl DataKey {
    /// A new one.
    ///
    /// # Errors
    /// If the machine has no random numbers.
    pub fn random() -> AppResult<Self> {
        let mut bytes = Zeroizing::new([0; DATA_KEY_BYTES]);
        getrandom::fill(&mut *bytes).map_err(AppError::internal)?;
        Ok(Self(bytes))
    }

    /// Wraps it to a public key; `place` says where it belongs, so that it opens nowhere else.
    ///
    /// # Errors
    /// If that is no public key.
    pub fn wrap(&self, public_key: &[u8], place: &[u8]) -> AppResult<Vec<u8>> {
        let public = Public::from_bytes(public_key).map_err(AppError::internal)?;
        let (encapsulated, wrapped) =
            single_shot_seal::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(&OpModeS::Base, &public, INFO, &*self.0, place)
                .map_err(AppError::internal)?;
        let mut kept = encapsulated.to_bytes().to_vec();
        kept.extend(wrapped);
        Ok(kept)
    }

    /// What seals and opens under it.
    #[must_use]
    pub fn sealing(&self) -> Sealing {
        Sealing::under(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrapped_key_opens_for_its_holder_at_its_place_only() {
        let key = Key::from_text("a key of enough characters for a test").unwrap();
        let other = Key::from_text("another key of enough characters, too").unwrap();
        let holder = KeyPair::derive(&key, "test", b"secret");
        let data_key = DataKey::random().unwrap();
        let wrapped = data_key.wrap(&holder.public_key(), b"place").unwrap();
        assert_eq!(*holder.unwrap(b"place", &wrapped).unwrap().0, *data_key.0);
        // The same secret gives the same pair, whenever it is derived.
        assert_eq!(*KeyPair::derive(&key, "test", b"secret").unwrap(b"place", &wrapped).unwrap().0, *data_key.0);
        assert!(holder.unwrap(b"elsewhere", &wrapped).is_none());
        assert!(KeyPair::derive(&key, "test", b"other").unwrap(b"place", &wrapped).is_none());
        assert!(KeyPair::derive(&other, "test", b"secret").unwrap(b"place", &wrapped).is_none(), "the installation's key is needed too");
        for cut in [0, 31, 32, 40, wrapped.len() - 1] {
            assert!(holder.unwrap(b"place", &wrapped[..cut]).is_none());
        }
        assert_ne!(wrapped, data_key.wrap(&holder.public_key(), b"place").unwrap(), "wrapped anew, it looks different");
        assert!(data_key.wrap(b"no key", b"place").is_err());
        assert_eq!(format!("{data_key:?} {holder:?}"), "DataKey([redacted]) KeyPair([redacted])");
    }
}
