//! What parent and child say to each other: a line of JSON that names the work, then the bytes of the file to their end; then
//! one JSON value, the result. Only two processes of the same program ever speak it.

use serde::{Deserialize, Serialize};

use crate::error::{AppError, AppResult};
use crate::text::read::Options;

/// What is to be read in the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Work {
    /// A document.
    Document(Options),
    /// Its tables.
    Tables,
    /// A letter.
    Letter,
}

impl Work {
    /// The line that stands before the bytes.
    pub(super) fn line(self) -> AppResult<Vec<u8>> {
        let mut line = serde_json::to_vec(&self).map_err(AppError::internal)?;
        line.push(b'\n');
        Ok(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_the_work() {
        for work in [Work::Document(Options::default()), Work::Tables, Work::Letter] {
            let line = work.line().unwrap();
            assert_eq!(line.iter().position(|byte| *byte == b'\n'), Some(line.len() - 1));
            assert_eq!(serde_json::from_slice::<Work>(&line).unwrap(), work);
        }
    }
}
