//! Password hashing with argon2id, a few at a time: each costs 19 MiB and tens of milliseconds.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

use crate::error::{AppError, AppResult};

/// So many passwords are hashed at once.
const AT_ONCE: usize = 2;

/// Hashes and checks passwords; cheap to clone.
#[derive(Clone)]
pub struct Passwords {
    places: Arc<Semaphore>,
    /// What a password is checked against where there is no account, so that it takes the same time.
    nobody: Arc<str>,
}

impl Passwords {
    /// Ready to hash.
    ///
    /// # Errors
    /// If hashing fails on this machine.
    pub fn new() -> AppResult<Self> {
        let nobody = hash(&SecretString::from("nobody has this password"))?;
        Ok(Self { places: Arc::new(Semaphore::new(AT_ONCE)), nobody: nobody.into() })
    }

    /// The hash to be stored.
    ///
    /// # Errors
    /// If hashing fails.
    pub async fn hash(&self, password: SecretString) -> AppResult<String> {
        let _place = self.places.acquire().await.map_err(AppError::internal)?;
        tokio::task::spawn_blocking(move || hash(&password)).await.map_err(AppError::internal)?
    }

    /// Whether a password has this hash; with `None` it takes as long and is never right.
    ///
    /// # Errors
    /// If a stored hash cannot be read.
    pub async fn verify(&self, password: SecretString, stored: Option<String>) -> AppResult<bool> {
        let _place = self.places.acquire().await.map_err(AppError::internal)?;
        let nobody = Arc::clone(&self.nobody);
        tokio::task::spawn_blocking(move || {
            let against = stored.as_deref().unwrap_or(&nobody);
            let parsed = PasswordHash::new(against).map_err(AppError::internal)?;
            let right = Argon2::default().verify_password(password.expose_secret().as_bytes(), &parsed).is_ok();
            Ok(right && stored.is_some())
        })
        .await
        .map_err(AppError::internal)?
    }
}

fn hash(password: &SecretString) -> AppResult<String> {
    let hashed = Argon2::default().hash_password(password.expose_secret().as_bytes()).map_err(AppError::internal)?;
    Ok(hashed.to_string())
}
