//! Finished public pages: rendered once, compressed once, served until what they show has changed.
//!
//! A page belongs to a scope (the site, or one consultation) whose revision moves with every published change, in the
//! transaction of that change. A page is served only if its scope's revision, read after the request arrived, is the
//! one it was made from: so any number of nodes are right without talking to each other. Requests that arrive while
//! the revisions are being read share the next reading, so under load one statement serves many pages.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use diesel::prelude::*;
use moka::future::Cache;
use tokio::sync::oneshot;

use super::clock::Timestamp;
use super::db::{Database, Tx};
use super::secret::sha256_hex;
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::schema::revisions;

/// The most memory that pages take, in bytes.
const CAPACITY: u64 = 64 * 1024 * 1024;

/// A page as it goes over the wire.
#[derive(Debug)]
pub struct Finished {
    /// A weak entity tag, quotes included.
    pub tag: String,
    /// The page.
    pub identity: bytes::Bytes,
    /// The page, compressed.
    pub gzip: bytes::Bytes,
    /// The page, compressed better.
    pub brotli: bytes::Bytes,
    /// When it stops being true by the clock alone (a round opens or closes).
    pub ends: Option<Timestamp>,
}

impl Finished {
    /// Compresses a page.
    ///
    /// # Errors
    /// If compression fails.
    pub fn new(body: String, ends: Option<Timestamp>) -> AppResult<Self> {
        let tag = format!("W/\"{}\"", &sha256_hex(body.as_bytes())[..24]);
        let (gzip, brotli) = compress(body.as_bytes())?;
        Ok(Self { tag, identity: body.into(), gzip: gzip.into(), brotli: brotli.into(), ends })
    }

    fn weight(&self) -> u32 {
        u32::try_from(self.identity.len() + self.gzip.len() + self.brotli.len() + 256).unwrap_or(u32::MAX)
    }
}

/// Gzip and Brotli of bytes.
///
/// # Errors
/// If compression fails.
pub fn compress(body: &[u8]) -> AppResult<(Vec<u8>, Vec<u8>)> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(7));
    gzip.write_all(body).map_err(AppError::internal)?;
    let gzip = gzip.finish().map_err(AppError::internal)?;
    let mut brotli = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 6, ..Default::default() };
    brotli::BrotliCompress(&mut &body[..], &mut brotli, &parameters).map_err(AppError::internal)?;
    Ok((gzip, brotli))
}

/// Invalidates the pages of a scope: moves its revision, in the transaction of the change.
///
/// # Errors
/// Those of the database.
pub fn invalidate(tx: &mut Tx, scope: &str) -> AppResult<()> {
    each_backend!(tx, |c| diesel::insert_into(revisions::table)
        .values((revisions::scope.eq(scope), revisions::revision.eq(1)))
        .on_conflict(revisions::scope)
        .do_update()
        .set(revisions::revision.eq(revisions::revision + 1))
        .execute(c))?;
    Ok(())
}

/// Scopes waited for, each with those who wait.
type Waiting = HashMap<String, Vec<oneshot::Sender<AppResult<i64>>>>;

/// The cache of a node; cheap to clone.
#[derive(Clone)]
pub struct PageCache {
    pages: Cache<(String, i64), Arc<Finished>>,
    database: Database,
    /// Who waits for the next reading of revisions; `None` while nobody reads.
    waiting: Arc<Mutex<Option<Waiting>>>,
}

impl PageCache {
    /// An empty one.
    #[must_use]
    pub fn new(database: Database) -> Self {
        let pages = Cache::builder().max_capacity(CAPACITY).weigher(|_, page: &Arc<Finished>| page.weight()).build();
        Self { pages, database, waiting: Arc::default() }
    }

    /// The page under a key, made if there is none that is still true.
    ///
    /// # Errors
    /// Those of making it; they are not kept.
    pub async fn get<F>(&self, scope: &str, key: String, now: Timestamp, make: F) -> AppResult<Arc<Finished>>
    where
        F: Future<Output = AppResult<Finished>>,
    {
        let revision = self.revision(scope).await?;
        let key = (key, revision);
        if let Some(page) = self.pages.get(&key).await {
            if page.ends.is_none_or(|ends| now < ends) {
                return Ok(page);
            }
            self.pages.invalidate(&key).await;
        }
        let made = self.pages.try_get_with(key, async { make.await.map(Arc::new) }).await;
        made.map_err(|error: Arc<AppError>| AppError::clone(&error))
    }

    /// The revision of a scope as read after this was called.
    async fn revision(&self, scope: &str) -> AppResult<i64> {
        let (answer, answered) = oneshot::channel();
        let start = {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            let start = waiting.is_none();
            waiting.get_or_insert_default().entry(scope.to_owned()).or_default().push(answer);
            start
        };
        if start {
            tokio::spawn(self.clone().read_revisions());
        }
        answered.await.unwrap_or_else(|_| Err(AppError::internal("the revisions were not read")))
    }

    /// Reads the revisions that are waited for, until nobody waits.
    async fn read_revisions(self) {
        loop {
            let batch = {
                let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
                match waiting.as_mut() {
                    Some(batch) if !batch.is_empty() => std::mem::take(batch),
                    _ => {
                        *waiting = None;
                        return;
                    }
                }
            };
            let scopes: Vec<String> = batch.keys().cloned().collect();
            let read = self.database.read(move |conn| -> AppResult<HashMap<String, i64>> {
                let rows: Vec<(String, i64)> = each_backend!(conn, |c| revisions::table
                    .filter(revisions::scope.eq_any(&scopes))
                    .select((revisions::scope, revisions::revision))
                    .load(c))?;
                Ok(rows.into_iter().collect())
            });
            let read = read.await;
            for (scope, answers) in batch {
                for answer in answers {
                    let revision = match &read {
                        Ok(revisions) => Ok(revisions.get(&scope).copied().unwrap_or(0)),
                        Err(error) => Err(error.clone()),
                    };
                    _ = answer.send(revision);
                }
            }
        }
    }
}
