//! Nobody brings it down: files, bodies and connections made to stop or starve the server are answered in words, and it lives on.

use std::time::Duration;

use travaux::error::AppError;
use travaux::extract::{Extractor, LIMITS, NotRead};
use travaux::platform::admission::Asker;
use travaux::platform::sandbox::{Limits, Program};
use travaux::text::read::{Options, ReadError};

use crate::support::app::program;
use crate::support::hostile::{self, Hostile, Pretends};

/// What came of a file.
async fn read(extractor: &Extractor, file: &Hostile) -> Result<(), NotRead> {
    match file.pretends {
        Pretends::Table => extractor.tables(&file.bytes, Asker::Staff).await.map(|_| ()),
        Pretends::Document => extractor.document(&file.bytes, Options::default(), Asker::Staff).await.map(|_| ()),
        Pretends::Letter => extractor.letter(&file.bytes, Asker::Staff).await.map(|_| ()),
    }
}

/// Each file is read, refused by name, or stopped at a limit: never a fault of ours. Tighter limits than the server's, so that
/// what loops costs little here.
#[actix_web::test]
async fn every_hostile_file_is_answered() {
    let limits = Limits { processor: Duration::from_secs(2), wall: Duration::from_mins(1), ..LIMITS };
    let extractor = Extractor::apart(program(), limits);
    let files = hostile::all();
    assert!(files.len() >= 64, "{}", files.len());
    let mut stopped = 0;
    // Two at a time, as the server does.
    for pair in files.chunks(2) {
        let answers = futures_util::future::join_all(pair.iter().map(|file| read(&extractor, file))).await;
        for (file, answer) in pair.iter().zip(answers) {
            match answer {
                Ok(()) => {}
                Err(NotRead::Refused(error)) => stopped += usize::from(error == ReadError::Exhausting),
                Err(NotRead::Failed(error)) => panic!("{}: {error}", file.name),
            }
        }
    }
    // Else the limits were not tried at all.
    assert!(stopped >= 3, "only {stopped} were stopped at a limit");
}

/// The wall holds: a child that is told to take more than it may is stopped, whatever it does.
#[actix_web::test]
async fn memory_time_and_output_are_limited() {
    let file = |name: &str| hostile::all().into_iter().find(|file| file.name.contains(name)).unwrap();
    let few = Limits { memory: 24 * 1024 * 1024, ..LIMITS };
    let long = file("one line of eight million");
    for (limits, stops) in [(LIMITS, false), (few, true), (Limits { output: 1_000, ..LIMITS }, true)] {
        let answer = read(&Extractor::apart(program(), limits), &long).await;
        assert_eq!(matches!(answer, Err(NotRead::Refused(ReadError::Exhausting))), stops, "{limits:?}: {answer:?}");
    }
    let loops = file("forms that draw four times each");
    let second = Limits { processor: Duration::from_secs(1), ..LIMITS };
    assert!(matches!(read(&Extractor::apart(program(), second), &loops).await, Err(NotRead::Refused(ReadError::Exhausting))));
}

/// A program that is not ours, or none, is a fault of ours and not of the file.
#[actix_web::test]
async fn what_does_not_start_is_a_fault_of_ours() {
    for path in ["/nonexistent/travaux", "/bin/cat"] {
        let extractor = Extractor::apart(Program { path: path.into(), argument: "reader" }, Limits { wall: Duration::from_secs(5), ..LIMITS });
        let answer = extractor.document(b"# Text", Options::default(), Asker::Staff).await.map(|_| ());
        assert!(matches!(answer, Err(NotRead::Failed(AppError::Internal(_)))), "{path}: {answer:?}");
    }
}
