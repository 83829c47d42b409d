//! What strangers' files say: read by a process apart ([`crate::platform::sandbox`]), so that no file can do more than not be
//! read. The only way from the bytes of a file to a document, a table or a letter, for the pages and the command line alike.

mod child;
mod protocol;

use std::time::Duration;

pub use child::serve;
use protocol::Work;

use crate::error::{AppError, AppResult};
use crate::platform::admission::{Admission, Asker};
use crate::platform::sandbox::{Failure, Limits, Program};
use crate::text::grid::Grids;
use crate::text::prose::Prose;
use crate::text::read::{Options, ReadError, Reading};

/// The argument with which the program reads a file; also the name of the command.
pub const ARGUMENT: &str = "reader";

/// What reading one file may use: the largest documents and tables known take a fifth of the memory and a tenth of the time.
pub const LIMITS: Limits = Limits {
    memory: 448 * 1024 * 1024,
    processor: Duration::from_secs(7 * UNOPTIMISED),
    wall: Duration::from_secs(9 * UNOPTIMISED),
    output: 64 * 1024 * 1024,
};

/// A build for development takes as many times longer.
const UNOPTIMISED: u64 = if cfg!(debug_assertions) { 8 } else { 1 };

/// What the file of somebody unknown may come to, in bytes: a contribution is at most 500 comments of 60,000 characters, most
/// are a hundred times smaller.
const PUBLIC_OUTPUT: usize = 16 * 1024 * 1024;

/// Reads files; cheap to clone.
#[derive(Clone, Debug)]
pub struct Extractor {
    door: Admission,
    process: Process,
}

/// Where files are read.
#[derive(Clone, Debug)]
enum Process {
    Apart(Program, Limits),
    /// In this process: for who must, on the command line, with a file of her own.
    Own,
}

/// Why a file was not read.
#[derive(Debug)]
pub enum NotRead {
    /// The reader refused it, by name.
    Refused(ReadError),
    /// It was not read at all.
    Failed(AppError),
}

impl From<ReadError> for NotRead {
    fn from(error: ReadError) -> Self {
        Self::Refused(error)
    }
}

impl From<NotRead> for AppError {
    fn from(error: NotRead) -> Self {
        match error {
            NotRead::Refused(error) => Self::field("file", error.key()),
            NotRead::Failed(error) => error,
        }
    }
}

impl std::fmt::Display for NotRead {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(error) => write!(formatter, "{error}"),
            Self::Failed(error) => write!(formatter, "{error}"),
        }
    }
}

impl Extractor {
    /// Reads in processes of their own, within limits.
    #[must_use]
    pub fn apart(program: Program, limits: Limits) -> Self {
        Self { door: Admission::default(), process: Process::Apart(program, limits) }
    }

    /// Reads in this process, without any limit but the readers' own.
    #[must_use]
    pub fn unsandboxed() -> Self {
        Self { door: Admission::default(), process: Process::Own }
    }

    /// Reads a document.
    ///
    /// # Errors
    /// [`NotRead`].
    pub async fn document(&self, bytes: &[u8], options: Options, asker: Asker) -> Result<Reading, NotRead> {
        self.read(&Work::Document(options), bytes, asker, |bytes| crate::text::read::read(bytes, options)).await
    }

    /// Reads the tables of a file.
    ///
    /// # Errors
    /// [`NotRead`].
    pub async fn tables(&self, bytes: &[u8], asker: Asker) -> Result<Grids, NotRead> {
        self.read(&Work::Tables, bytes, asker, crate::text::grid::read).await
    }

    /// Reads a letter.
    ///
    /// # Errors
    /// [`NotRead`].
    pub async fn letter(&self, bytes: &[u8], asker: Asker) -> Result<Prose, NotRead> {
        self.read(&Work::Letter, bytes, asker, crate::text::prose::read).await
    }

    async fn read<T: serde::de::DeserializeOwned + Send + 'static>(
        &self,
        work: &Work,
        bytes: &[u8],
        asker: Asker,
        here: impl FnOnce(&[u8]) -> Result<T, ReadError>,
    ) -> Result<T, NotRead> {
        if bytes.len() > crate::text::read::LARGEST_FILE {
            return Err(ReadError::TooLarge.into());
        }
        let Process::Apart(program, limits) = &self.process else { return Ok(here(bytes)?) };
        // The place is kept until the answer is a value: a long one takes memory here too.
        let place = self.door.enter(asker, bytes.len()).await.map_err(NotRead::Failed)?;
        let answer = apart_from(program, *limits, work, bytes, asker).await?;
        // A long answer would keep the other requests of this thread waiting.
        let parsed = tokio::task::spawn_blocking(move || serde_json::from_slice::<Result<T, ReadError>>(&answer));
        let parsed = parsed.await;
        drop(place);
        match parsed {
            Ok(Ok(read)) => Ok(read?),
            // What the parser says may quote the file, and this is for the log.
            Ok(Err(_)) => Err(NotRead::Failed(AppError::internal("the extractor's answer is not understood"))),
            Err(error) => Err(NotRead::Failed(AppError::internal(error))),
        }
    }
}

async fn apart_from(program: &Program, limits: Limits, work: &Work, bytes: &[u8], asker: Asker) -> Result<Vec<u8>, NotRead> {
    let output = if asker == Asker::Staff { limits.output } else { limits.output.min(PUBLIC_OUTPUT) };
    let line = work.line().map_err(NotRead::Failed)?;
    program.run(Limits { output, ..limits }, &[&line, bytes]).await.map_err(|failure| match failure {
        Failure::Stopped => NotRead::Refused(ReadError::Exhausting),
        Failure::Start(_) => NotRead::Failed(AppError::internal(failure)),
    })
}

/// Waits for what an extractor reads, outside of any runtime, as commands do.
///
/// # Errors
/// If no runtime can be made; those of the work.
pub fn wait<T>(work: impl Future<Output = AppResult<T>>) -> AppResult<T> {
    tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(AppError::internal)?.block_on(work)
}
