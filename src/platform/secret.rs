//! Secrets: random tokens, their digests, MACs, and what is sealed. Nothing in here prints what it holds.

use std::fmt;
use std::path::Path;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretBox};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::error::{AppError, AppResult};

/// So many random bytes make a token (256 bits).
const TOKEN_BYTES: usize = 32;

/// A random token as its holder gets it; only its digest is stored.
pub struct Token(String);

impl Token {
    /// A new one from the machine's random numbers.
    ///
    /// # Errors
    /// If the machine has none.
    pub fn random() -> AppResult<Self> {
        let mut bytes = [0; TOKEN_BYTES];
        getrandom::fill(&mut bytes).map_err(AppError::internal)?;
        Ok(Self(hex(&bytes)))
    }

    /// What the holder gets: 64 hexadecimal digits.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What is stored.
    #[must_use]
    pub fn digest(&self) -> Vec<u8> {
        digest_of_token(&self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token([redacted])")
    }
}

/// SHA-256 of a token as its holder sent it. Tokens are random, so no slow hash is needed.
#[must_use]
pub fn digest_of_token(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// SHA-256 of bytes in hexadecimal digits, as published with a draft.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The key of the installation, from which every MAC is made. Kept outside the database.
pub struct Key(SecretBox<Vec<u8>>);

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Key([redacted])")
    }
}

impl Key {
    /// A key given as text of at least 32 characters.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        (text.trim().len() >= 32).then(|| Self(SecretBox::new(Box::new(text.trim().as_bytes().to_vec()))))
    }

    /// The key in a file; makes the file with a new key if there is none, readable by its owner only.
    ///
    /// # Errors
    /// If the file cannot be read or made.
    pub fn from_file(path: &Path) -> AppResult<Self> {
        use std::io::Write as _;
        use std::os::unix::fs::OpenOptionsExt as _;
        let problem = |error: std::io::Error| AppError::Internal(format!("{}: {error}", path.display()));
        if !path.exists() {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).map_err(problem)?;
            }
            let token = Token::random()?;
            let created = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
            match created {
                Ok(mut file) => writeln!(file, "{}", token.expose()).map_err(problem)?,
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(problem(error)),
            }
        }
        let text = std::fs::read_to_string(path).map_err(problem)?;
        Self::from_text(&text).ok_or_else(|| AppError::Internal(format!("{}: the key is too short", path.display())))
    }

    /// A MAC (HMAC-SHA-256) over a purpose and a message; the purpose keeps proofs apart.
    #[must_use]
    pub fn proof(&self, purpose: &str, message: &[u8]) -> String {
        hex(&self.raw_proof(purpose, message))
    }

    /// The same as bytes.
    #[must_use]
    pub fn raw_proof(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(self.0.expose_secret())
            .unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(message);
        mac.finalize().into_bytes().into()
    }

    /// What tells this key from another without giving it away: kept beside what only this key can find again.
    #[must_use]
    pub fn key_id(&self) -> String {
        self.proof("fingerprint", b"")[..8].to_owned()
    }

    /// A sealing key that only this key and a secret together give.
    #[must_use]
    pub fn sealing(&self, purpose: &str, secret: &[u8]) -> Sealing {
        Sealing(zeroize::Zeroizing::new(self.raw_proof(purpose, secret)))
    }

    /// Whether a proof is the right one, in a time that does not depend on it.
    #[must_use]
    pub fn verifies(&self, purpose: &str, message: &[u8], proof: &str) -> bool {
        self.proof(purpose, message).as_bytes().ct_eq(proof.as_bytes()).into()
    }
}

/// Seals and opens: XChaCha20-Poly1305 with a random nonce in front.
pub struct Sealing(zeroize::Zeroizing<[u8; 32]>);

/// So many bytes of nonce stand before what is sealed.
const NONCE_BYTES: usize = 24;

impl Sealing {
    /// Under a key of its own.
    #[must_use]
    pub(super) fn under(key: &[u8; 32]) -> Self {
        Self(zeroize::Zeroizing::new(*key))
    }

    /// Seals a message; `place` says where it belongs, so that it opens nowhere else.
    ///
    /// # Errors
    /// If the machine has no random numbers.
    pub fn seal(&self, place: &[u8], message: &[u8]) -> AppResult<Vec<u8>> {
        let mut nonce = [0; NONCE_BYTES];
        getrandom::fill(&mut nonce).map_err(AppError::internal)?;
        let cipher = XChaCha20Poly1305::new((&*self.0).into());
        let sealed = cipher.encrypt(&XNonce::from(nonce), Payload { msg: message, aad: place });
        let mut kept = nonce.to_vec();
        kept.extend(sealed.map_err(AppError::internal)?);
        Ok(kept)
    }

    /// Opens what was sealed for this place, or nothing.
    #[must_use]
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>()?;
        let cipher = XChaCha20Poly1305::new((&*self.0).into());
        cipher.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: place }).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn what_is_sealed_opens_only_with_its_secret_at_its_place() {
        let key = Key::from_text("a key of enough characters for a test").unwrap();
        let sealed = key.sealing("test", b"secret").seal(b"place", b"message").unwrap();
        assert_eq!(key.sealing("test", b"secret").open(b"place", &sealed).unwrap(), b"message");
        assert!(key.sealing("test", b"other").open(b"place", &sealed).is_none());
        assert!(key.sealing("test", b"secret").open(b"elsewhere", &sealed).is_none());
        assert!(key.sealing("test", b"secret").open(b"place", &sealed[..20]).is_none());
    }
}
