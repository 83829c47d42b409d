//! What was taken back for good, in a file outside of the database and its backups: a backup that is restored brings back what
//! was erased, withdrawn or lowered since, and the journal says what to do again. It holds numbers, ids and days, no words.
//!
//! Each line is `NUMBER DAY ENTRY`. The number is drawn in the transaction of the fact, so a backup knows how far it reaches. A
//! line is on the disk before the transaction is committed: of a fact without its line nobody would know.

use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::clock::{Clock, Day};
use crate::error::{AppError, AppResult};

/// A journal; cheap to clone.
#[derive(Clone, Debug)]
pub struct Journal {
    path: PathBuf,
    /// The day of the last line, once it is known; held while the file is written.
    last: Arc<Mutex<Option<Day>>>,
}

/// A line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number.
    pub number: i64,
    /// The day on which it was written.
    pub day: Day,
    /// What was done.
    pub entry: String,
}

impl Journal {
    /// The journal in a file, which need not exist yet.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), last: Arc::default() }
    }

    fn problem(&self, error: &std::io::Error) -> AppError {
        AppError::Internal(format!("{}: {error}", self.path.display()))
    }

    /// Adds entries, numbered from `first` on; they are on the disk when this returns. Their day is today, but not before `at_least`
    /// nor before that of the last line: a clock that is behind must not make them look old.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn append(&self, first: i64, at_least: Day, entries: &[String]) -> AppResult<()> {
        if entries.is_empty() {
            return Ok(());
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let known = match *last {
            Some(day) => day,
            None => self.lines()?.last().map_or(at_least, |line| line.day),
        };
        let day = Clock::system().now().day().max(at_least).max(known);
        let lines: Vec<Line> = entries.iter().zip(first..).map(|(entry, number)| Line { number, day, entry: entry.clone() }).collect();
        self.write(&lines)?;
        *last = Some(day);
        Ok(())
    }

    fn write(&self, lines: &[Line]) -> AppResult<()> {
        use std::os::unix::fs::OpenOptionsExt as _;
        let write = || {
            if let Some(folder) = self.path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            let mut file = std::fs::OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(&self.path)?;
            // A line that was cut off by a power failure stays alone.
            let mut last = [b'\n'];
            if file.metadata()?.len() > 0 {
                file.seek(SeekFrom::End(-1))?;
                file.read_exact(&mut last)?;
            }
            let begin = if last == *b"\n" { "" } else { "\n" };
            let text: String = lines.iter().map(|line| format!("{} {} {}\n", line.number, line.day.0, line.entry)).collect();
            file.write_all(format!("{begin}{text}").as_bytes())?;
            file.sync_all()?;
            self.sync_folder()
        };
        write().map_err(|error| self.problem(&error))
    }

    /// A new file is found after a power failure only if its folder knows of it.
    fn sync_folder(&self) -> std::io::Result<()> {
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::File::open(folder)?.sync_all()
    }

    /// All lines that are whole.
    ///
    /// # Errors
    /// If the file is there and cannot be read.
    pub fn lines(&self) -> AppResult<Vec<Line>> {
        match std::fs::read_to_string(&self.path) {
            Ok(text) => Ok(text.lines().filter_map(parse).collect()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(self.problem(&error)),
        }
    }

    /// Removes the lines of days before this one: no backup that old is kept.
    ///
    /// # Errors
    /// If the file cannot be read or replaced.
    pub fn forget_before(&self, day: Day) -> AppResult<()> {
        let _turn = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let lines = self.lines()?;
        let kept: Vec<Line> = lines.iter().filter(|line| line.day >= day).cloned().collect();
        if kept.len() == lines.len() {
            return Ok(());
        }
        let beside = Self::new(&self.path.with_extension("rewriting"));
        _ = std::fs::remove_file(&beside.path);
        beside.write(&kept)?;
        if kept.is_empty() {
            return std::fs::remove_file(&self.path).map_err(|error| self.problem(&error));
        }
        std::fs::rename(&beside.path, &self.path).and_then(|()| self.sync_folder()).map_err(|error| self.problem(&error))
    }
}

fn parse(line: &str) -> Option<Line> {
    let mut parts = line.splitn(3, ' ');
    let (number, day, entry) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?);
    Some(Line { number, day: Day(day), entry: entry.to_owned() })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn line(number: i64, day: i32) -> Line {
        Line { number, day: Day(day), entry: format!("{{\"erased\":\"{number}\"}}") }
    }

    #[test]
    fn lines_are_kept_as_long_as_they_are_needed() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::new(&folder.path().join("deep/journal"));
        assert!(journal.lines().unwrap().is_empty());
        journal.write(&[line(1, 10), line(2, 11)]).unwrap();
        // The power fails in the middle of a line.
        let mut file = std::fs::OpenOptions::new().append(true).open(&journal.path).unwrap();
        file.write_all(b"3 12 ").unwrap();
        journal.write(&[line(4, 12)]).unwrap();
        assert_eq!(journal.lines().unwrap(), [line(1, 10), line(2, 11), Line { entry: String::new(), ..line(3, 12) }, line(4, 12)]);
        journal.forget_before(Day(12)).unwrap();
        assert_eq!(journal.lines().unwrap().last(), Some(&line(4, 12)));
        assert_eq!(std::fs::metadata(&journal.path).unwrap().permissions().mode() & 0o777, 0o600);
        journal.forget_before(Day(13)).unwrap();
        assert!(journal.lines().unwrap().is_empty());
        // A clock that is behind does not make a line old: the last one, and the database, know better.
        let later = Clock::system().now().day().plus(400);
        journal.append(7, later, &["{}".to_owned()]).unwrap();
        journal.append(8, Day(0), &["{}".to_owned()]).unwrap();
        assert!(Journal::new(&journal.path).lines().unwrap().iter().all(|line| line.day == later));
    }
}
