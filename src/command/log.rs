//! `travaux log export`.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::output::line;
use crate::comments;
use crate::comments::read::Filter;
use crate::config::Config;
use crate::drafts::read::Reach;
use crate::error::{AppError, AppResult};
use crate::exchange::table::{Row, csv_head, csv_lines};
use crate::platform::db::{Conn, Database};

/// So many comments are read at once.
const CHUNK: i64 = 500;

#[derive(Subcommand)]
pub enum Command {
    /// Write the log as the public sees it
    Export {
        /// The consultation
        slug: String,
        /// The file to be written: .csv or .json
        #[arg(long)]
        to: PathBuf,
    },
}

/// Runs it.
pub fn run(config: &Config, command: Command) -> AppResult<()> {
    let Command::Export { slug, to } = command;
    let extension = to.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_owned();
    if extension != "csv" && extension != "json" {
        return Err(AppError::internal("the file has to end with .csv or .json"));
    }
    let database = Database::open(&config.database_options())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(AppError::internal)?;
    let file = to.clone();
    let count = runtime.block_on(database.read(move |conn| write(conn, &slug, &file, extension == "csv")))?;
    line(&format!("{count} comments written to {}", to.display()));
    Ok(())
}

/// Writes beside the file first, so that nothing is left half done.
fn write(conn: &mut Conn, slug: &str, to: &Path, as_csv: bool) -> AppResult<usize> {
    let (consultation, drafts) = comments::read::consultation(conn, Reach::Public, slug)?;
    let readable: Vec<_> = drafts.iter().map(|draft| draft.id).collect();
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(AppError::internal)?;
    file.write_all(&if as_csv { csv_head()? } else { b"[".to_vec() }).map_err(AppError::internal)?;
    let (mut after, mut count) = (String::new(), 0);
    loop {
        let chunk = comments::read::page(conn, consultation.id, &readable, &Filter::default(), &after, CHUNK)?;
        let rows: Vec<Row> = chunk
            .iter()
            .filter_map(|comment| {
                let draft = drafts.iter().find(|draft| draft.id == comment.draft)?;
                Some(Row::new(comment, draft.number, consultation.language))
            })
            .collect();
        let bytes = if as_csv {
            csv_lines(&rows.iter().map(Row::cells).collect::<Vec<_>>())?
        } else {
            let mut bytes = Vec::new();
            for (index, row) in rows.iter().enumerate() {
                bytes.extend(if count + index == 0 { "\n" } else { ",\n" }.as_bytes());
                serde_json::to_writer(&mut bytes, row).map_err(AppError::internal)?;
            }
            bytes
        };
        file.write_all(&bytes).map_err(AppError::internal)?;
        count += rows.len();
        match chunk.last() {
            Some(last) if i64::try_from(chunk.len()).unwrap_or(0) == CHUNK => after.clone_from(&last.place_key),
            _ => break,
        }
    }
    file.write_all(if as_csv { b"" } else { b"\n]\n" }).map_err(AppError::internal)?;
    file.as_file().sync_all().map_err(AppError::internal)?;
    file.persist(to).map_err(AppError::internal)?;
    Ok(count)
}
