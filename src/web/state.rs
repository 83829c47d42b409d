//! What handlers share.

use std::path::PathBuf;
use std::sync::Arc;

use crate::platform::cache::PageCache;
use crate::platform::clock::Clock;
use crate::platform::db::Database;
use crate::platform::password::Passwords;
use crate::platform::secret::Key;
use crate::render::Renderer;

use super::assets::Assets;

/// What handlers share; cheap to clone.
#[derive(Clone)]
pub struct State {
    /// The database.
    pub database: Database,
    /// Finished public pages.
    pub pages: PageCache,
    /// Templates and messages.
    pub renderer: Renderer,
    /// Password hashing.
    pub passwords: Passwords,
    /// The key of the installation.
    pub key: Arc<Key>,
    /// The time.
    pub clock: Clock,
    /// Style, icons, script.
    pub assets: Assets,
    /// The site as the outside world knows it.
    pub site: Arc<Site>,
    /// The folders where fonts are, for PDF.
    pub fonts: Arc<[PathBuf]>,
}

/// The site as the outside world knows it.
#[derive(Debug)]
pub struct Site {
    /// Its name.
    pub name: String,
    /// Its address, without a slash at the end.
    pub base_url: String,
    /// Its onion service.
    pub onion: Option<String>,
    /// Whether it is reached over TLS.
    pub https: bool,
    /// Who may read `/metrics` besides this machine; a secret.
    pub metrics_token: Option<secrecy::SecretString>,
}
