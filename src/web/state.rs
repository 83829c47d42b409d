//! What handlers share.

use std::path::PathBuf;
use std::sync::Arc;

use crate::extract::Extractor;
use crate::platform::cache::PageCache;
use crate::platform::clock::Clock;
use crate::platform::db::Database;
use crate::platform::network::Networks;
use crate::platform::pace::Pace;
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
    /// Reads files that others made.
    pub extractor: Extractor,
    /// Hashes of network prefixes.
    pub networks: Networks,
    /// How fast each may act.
    pub pace: Pace,
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
    /// The header in which a proxy says whom it asks for.
    pub proxy_header: Option<actix_web::http::header::HeaderName>,
    /// Who may read `/metrics`; a secret.
    pub metrics_token: Option<secrecy::SecretString>,
    /// How many days backups are kept.
    pub backup_days: i32,
    /// Whom to tell of a weakness: an address that begins with `mailto:` or `https:`.
    pub security_contact: String,
}
