//! `travaux reader`: the child's side. Reads one file from standard input, answers on standard output, ends.

use std::io::{BufRead as _, BufReader, BufWriter, Read as _, Write as _};
use std::process::ExitCode;

use serde::Serialize;

use super::LIMITS;
use super::protocol::Work;
use crate::platform::sandbox::{self, READY};
use crate::text::read::{LARGEST_FILE, ReadError};
use crate::text::{grid, prose, read};

/// Shuts the process in, says so, reads, answers. Nothing is said on standard error.
#[must_use]
pub fn serve() -> ExitCode {
    sandbox::enter(LIMITS);
    if answer().is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn answer() -> std::io::Result<()> {
    let mut output = BufWriter::with_capacity(256 * 1024, std::io::stdout().lock());
    output.write_all(&[READY])?;
    output.flush()?;
    let mut input = BufReader::with_capacity(256 * 1024, std::io::stdin().lock());
    let mut line = String::new();
    input.by_ref().take(10_000).read_line(&mut line)?;
    let work: Work = serde_json::from_str(&line)?;
    let mut bytes = Vec::new();
    input.take(LARGEST_FILE as u64 + 1).read_to_end(&mut bytes)?;
    match work {
        Work::Document(options) => say(&mut output, &read::read(&bytes, options)),
        Work::Tables => say(&mut output, &grid::read(&bytes)),
        Work::Letter => say(&mut output, &prose::read(&bytes)),
    }
}

fn say<T: Serialize>(output: &mut impl std::io::Write, result: &Result<T, ReadError>) -> std::io::Result<()> {
    serde_json::to_writer(&mut *output, result)?;
    output.flush()
}
