//! Files that belong to rows: in a folder, or in PostgreSQL where several nodes must find them. A file never changes, and its id is
//! drawn at random: it tells neither what is in it nor who else has the same.
//!
//! A file is written before the row that names it and removed after that row: what a crash leaves between the two is a file that no
//! row names, which [`Files::list`] finds.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use diesel::prelude::*;

use super::db::Database;
use super::id::random_characters;
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::schema::files;

crate::text_id!(
    /// A file: 26 characters, 130 bits of chance.
    FileId
);

/// A part of a file that is older is not being written any more.
const ABANDONED: std::time::Duration = std::time::Duration::from_hours(1);
/// So many characters make an id.
const ID_CHARACTERS: usize = 26;

/// Where files are kept; cheap to clone.
#[derive(Clone)]
pub enum Files {
    /// In a folder, which is made if it is not there.
    Folder(PathBuf),
    /// In a table.
    Database(Database),
}

impl Files {
    /// Keeps a file. It is on the disk when this returns.
    ///
    /// # Errors
    /// If it cannot be written; nothing is left of it then.
    pub async fn put(&self, content: Vec<u8>) -> AppResult<FileId> {
        let id = FileId(random_characters(ID_CHARACTERS)?);
        match self {
            Self::Folder(folder) => {
                let path = path(folder, &id)?;
                blocking(move || write(&path, &content)).await?;
            }
            Self::Database(database) => {
                let own = id.clone();
                database
                    .write(move |tx| {
                        each_backend!(tx, |c| diesel::insert_into(files::table)
                            .values((files::id.eq(&own), files::content.eq(&content)))
                            .execute(c))?;
                        Ok::<_, AppError>(())
                    })
                    .await?;
            }
        }
        Ok(id)
    }

    /// What is in a file.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if there is none; those of disk and database.
    pub async fn get(&self, id: &FileId) -> AppResult<Vec<u8>> {
        match self {
            Self::Folder(folder) => {
                let path = path(folder, id)?;
                blocking(move || std::fs::read(path)).await
            }
            Self::Database(database) => {
                let id = id.clone();
                database
                    .read(move |conn| Ok(each_backend!(conn, |c| files::table.filter(files::id.eq(&id)).select(files::content).first(c))?))
                    .await
            }
        }
    }

    /// Removes files; one that is gone already is nothing to do.
    ///
    /// # Errors
    /// Those of disk and database.
    pub async fn remove(&self, ids: Vec<FileId>) -> AppResult<()> {
        match self {
            Self::Folder(folder) => {
                let paths = ids.iter().map(|id| path(folder, id)).collect::<AppResult<Vec<_>>>()?;
                blocking(move || {
                    for path in paths {
                        match std::fs::remove_file(&path) {
                            Ok(()) => synchronise(&path)?,
                            Err(error) if error.kind() == ErrorKind::NotFound => {}
                            Err(error) => return Err(error),
                        }
                    }
                    Ok(())
                })
                .await
            }
            Self::Database(database) => {
                database
                    .write(move |tx| {
                        each_backend!(tx, |c| diesel::delete(files::table.filter(files::id.eq_any(&ids))).execute(c))?;
                        Ok(())
                    })
                    .await
            }
        }
    }

    /// The ids of all files, in no order. What a crash left of a file that was being written is removed.
    ///
    /// # Errors
    /// Those of disk and database.
    pub async fn list(&self) -> AppResult<Vec<FileId>> {
        match self {
            Self::Folder(folder) => {
                let folder = folder.clone();
                blocking(move || listed(&folder)).await
            }
            Self::Database(database) => database.read(|conn| Ok(each_backend!(conn, |c| files::table.select(files::id).load(c))?)).await,
        }
    }
}

/// Where a file lies: one of 1,024 folders, so that none becomes slow.
fn path(folder: &Path, id: &FileId) -> AppResult<PathBuf> {
    if id.0.len() != ID_CHARACTERS || !id.0.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(AppError::NotFound);
    }
    Ok(folder.join(&id.0[..2]).join(&id.0))
}

/// Does something with the disk where it holds nobody up.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> AppResult<T> {
    let done = tokio::task::spawn_blocking(work).await.map_err(AppError::internal)?;
    done.map_err(|error| match error.kind() {
        ErrorKind::NotFound => AppError::NotFound,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => AppError::Unavailable(crate::error::Shortage::Disk),
        _ => AppError::internal(error),
    })
}

/// Writes a file whole or not at all: beside its place first, on the disk before it is named.
fn write(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let beside = path.with_extension("part");
    let written = (|| {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
        file.write_all(content)?;
        file.sync_all()?;
        std::fs::rename(&beside, path)?;
        synchronise(path)?;
        synchronise(folder)
    })();
    if written.is_err() {
        _ = std::fs::remove_file(&beside);
        _ = std::fs::remove_file(path);
    }
    written
}

/// Brings the entry of a file, or of a folder, to the disk.
fn synchronise(path: &Path) -> std::io::Result<()> {
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

fn listed(folder: &Path) -> std::io::Result<Vec<FileId>> {
    let mut found = Vec::new();
    let shards = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(found),
        shards => shards?,
    };
    for shard in shards {
        let shard = shard?;
        if !shard.file_type()?.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(shard.path())? {
            let file = file?;
            let name = file.file_name().to_string_lossy().into_owned();
            if name.len() == ID_CHARACTERS {
                found.push(FileId(name));
            } else if file.metadata()?.modified()?.elapsed().is_ok_and(|age| age > ABANDONED) {
                // The part of a file whose writing a crash has ended.
                std::fs::remove_file(file.path())?;
            }
        }
    }
    Ok(found)
}
