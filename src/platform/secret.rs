//! Secrets: random tokens, their digests, and keyed proofs (MACs). Nothing in here prints what it holds.

use std::fmt;
use std::path::Path;

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
    use fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        _ = write!(text, "{byte:02x}");
        text
    })
}

/// The key of the installation, from which every keyed proof is made. Kept outside the database.
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

    /// A keyed proof (HMAC-SHA-256) over a purpose and a message; the purpose keeps proofs apart.
    #[must_use]
    pub fn proof(&self, purpose: &str, message: &[u8]) -> String {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(self.0.expose_secret())
            .unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(message);
        hex(&mac.finalize().into_bytes())
    }

    /// Whether a proof is the right one, in a time that does not depend on it.
    #[must_use]
    pub fn verifies(&self, purpose: &str, message: &[u8], proof: &str) -> bool {
        self.proof(purpose, message).as_bytes().ct_eq(proof.as_bytes()).into()
    }
}
