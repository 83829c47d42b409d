//! What an approved answer costs: `cargo bench --bench approve`.
//!
//! One comment at a time is answered, approved and its answer published, in consultations of 500, 50,000 and 500,000 published
//! comments, on SQLite and (with `TRAVAUX_BENCH_POSTGRES`, the address of an empty database) on PostgreSQL: the cost must not grow
//! with what is public. `--quick` is a smoke run.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench prints, and stops where something is wrong"
)]

use std::time::{Duration, Instant};

use travaux::comments::model::CommentState;
use travaux::config::Config;
use travaux::demo::generate::{self, Plan};
use travaux::error::AppError;
use travaux::extract::{self, Extractor};
use travaux::ids::{AccountId, CommentId, ConsultationId};
use travaux::language::{Language, LocalText};
use travaux::platform::clock::Clock;
use travaux::platform::db;
use travaux::platform::sandbox::Program;
use travaux::publications::model::Decision;
use travaux::resolutions::model::Part;
use travaux::resolutions::{self, Proposal};
use travaux::triage::read::{QueueFilter, Step, queue};
use travaux::web::state::State;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The steps that are timed, each in a transaction of its own.
const STEPS: [&str; 3] = ["propose", "approve", "publish"];

fn state(url: &str, folder: &std::path::Path) -> State {
    let config = Config::from_lookup(|name| match name {
        "DATABASE_URL" => Some(url.to_owned()),
        "TRAVAUX_SECRET_KEY_FILE" => Some(folder.join("key").display().to_string()),
        "TRAVAUX_MAIL_URL" => Some("memory:".into()),
        _ => None,
    })
    .unwrap();
    db::maintain(&config.database_options(), db::migrate).unwrap();
    let mut state = travaux::app::state(&config, Clock::system()).unwrap();
    // This process is the bench, so files are read by the program itself.
    state.extractor =
        Extractor::apart(Program { path: env!("CARGO_BIN_EXE_travaux").into(), argument: extract::ARGUMENT }, extract::LIMITS);
    state
}

/// Median time and statements of each step.
async fn measure(state: &State, slug: &'static str, rounds: usize) -> [(Duration, u64); 3] {
    let (consultation, comments, people): (ConsultationId, Vec<CommentId>, Vec<AccountId>) = state
        .database
        .read(move |conn| {
            let consultation = travaux::consultations::read::by_slug(conn, slug)?.id;
            let open = QueueFilter { step: Some(Step::Undecided), ..QueueFilter::default() };
            let open = queue(conn, consultation, &open, None, i64::try_from(rounds).unwrap() + 10)?;
            let open = open.into_iter().filter(|(comment, ..)| comment.state == CommentState::Published);
            let people = ["load-analyst@example.org", "load-approver@example.org"];
            let people = people.iter().map(|email| travaux::accounts::read::id_of(conn, email)).collect::<Result<_, AppError>>()?;
            Ok::<_, AppError>((consultation, open.map(|(comment, ..)| comment.id).take(rounds).collect(), people))
        })
        .await
        .unwrap();
    assert!(comments.len() >= rounds.min(20), "{} open comments", comments.len());
    let (proposer, approver, today) = (people[0], people[1], state.clock.now().day());
    let mut times: [Vec<(Duration, u64)>; 3] = [const { Vec::new() }; 3];
    for comment in comments {
        let timed = |began: Instant, before: u64| (began.elapsed(), state.database.statements().total() - before);
        let (began, before) = (Instant::now(), state.database.statements().total());
        let id = state
            .database
            .write(move |tx| {
                let reason = LocalText::one(Language::English, "Considered beside what others said of it.");
                let part = Part::new(Decision::AcceptedWithModification, reason, LocalText::default(), "")?;
                let proposal = Proposal { comments: vec![comment], parts: vec![part], expected: None };
                resolutions::propose(tx, consultation, &proposal, proposer, today)
            })
            .await
            .unwrap();
        times[0].push(timed(began, before));
        let (began, before) = (Instant::now(), state.database.statements().total());
        state.database.write(move |tx| resolutions::approve(tx, consultation, id, approver, today)).await.unwrap();
        times[1].push(timed(began, before));
        let (began, before) = (Instant::now(), state.database.statements().total());
        assert_eq!(state.database.write(move |tx| resolutions::publish_answers(tx, consultation, today)).await.unwrap(), 1);
        times[2].push(timed(began, before));
    }
    times.map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2]
    })
}

async fn compare(name: &str, url: &str, sizes: &[(&'static str, usize)], rounds: usize) {
    let folder = tempfile::tempdir().unwrap();
    let url = url.replace("FOLDER", &folder.path().display().to_string());
    let state = state(&url, folder.path());
    let mut first: Option<[(Duration, u64); 3]> = None;
    for (slug, comments) in sizes {
        generate::consultation(&state, slug, &Plan { drafts: 1, comments: *comments, seed: 7 }).await.unwrap();
        generate::analyze(&state).await.unwrap();
        // Once, to bring what is read into memory.
        measure(&state, slug, 2.max(rounds / 4)).await;
        let times = measure(&state, slug, rounds).await;
        let base = *first.get_or_insert(times);
        for (step, ((time, statements), (before, _))) in STEPS.iter().zip(times.iter().zip(base)) {
            let growth = time.as_secs_f64() / before.as_secs_f64();
            println!("{name:<10} {comments:>7} comments  {step:<8} {time:>9.1?}  {statements:>3} statements  {growth:.2} times");
        }
    }
}

fn main() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let sizes: &[(&str, usize)] = if quick {
        &[("five-hundred", 500), ("more", 1_000)]
    } else {
        &[("five-hundred", 500), ("fifty-thousand", 50_000), ("half-a-million", 500_000)]
    };
    let rounds = if quick { 4 } else { 40 };
    actix_web::rt::System::new().block_on(async {
        compare("SQLite", "FOLDER/bench.sqlite3", sizes, rounds).await;
        if let Ok(url) = std::env::var("TRAVAUX_BENCH_POSTGRES") {
            compare("PostgreSQL", &url, sizes, rounds).await;
        }
    });
}
