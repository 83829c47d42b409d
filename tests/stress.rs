//! Many at once decide, carry out, check, publish, hold back and take back, at random: no failure but a refusal in words, no deadlock;
//! and afterwards totals, events and leaves are what a recount says ([`crate::support::oracle`], at the end of each test).
//!
//! The long form: `TRAVAUX_STRESS_SECONDS=60 TRAVAUX_STRESS_SEED=7 cargo test --test suite stress`.

use std::rc::Rc;
use std::time::{Duration, Instant};

use travaux::comments;
use travaux::comments::model::HoldReason;
use travaux::contributors::model::Level;
use travaux::demo::generate::{self, Plan};
use travaux::drafts;
use travaux::drafts::model::DraftNumber;
use travaux::error::{AppError, AppResult};
use travaux::ids::Ordinal;
use travaux::ids::{AccountId, CommentId, ConsultationId, DraftId};
use travaux::language::{Language, LocalText};
use travaux::moderation::{self, Hold};
use travaux::platform::clock::Timestamp;
use travaux::platform::db::Tx;
use travaux::publications::model::{Decision, Verdict};
use travaux::record::{self, TakeBack};
use travaux::resolutions::{self, Acknowledged, Proposal, model::Part};
use travaux::submissions::read::SentComment;
use travaux::triage::read::{QueueFilter, queue};
use travaux::{reviews, submissions, triage};

use crate::on_both;
use crate::support::TestApp;

const CLIENTS: u64 = 16;

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// The text of the generated draft with other words in every paragraph.
fn next_text(printed: &[(Ordinal, String)]) -> String {
    let mut text = String::from("# Load\n\n");
    for (number, (_, words)) in (1..).zip(printed) {
        text.push_str(&format!("{number}. {words} This is reviewed every year by a body that is independent.\n\n"));
    }
    text
}

/// Splitmix64: the same seed, the same acts.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(limit).unwrap()).unwrap()
    }
}

struct World {
    consultation: ConsultationId,
    next: DraftId,
    people: Vec<AccountId>,
}

/// One act of somebody of the office, or of an author.
fn act(tx: &mut Tx, world: &World, dice: &mut Dice, now: Timestamp) -> AppResult<()> {
    let today = now.day();
    let by = world.people[dice.below(world.people.len())];
    let all = queue(tx, world.consultation, &QueueFilter::default(), None, 10_000)?;
    let (comment, status, _): &(SentComment, Option<String>, _) = &all[dice.below(all.len())];
    let (comment, status) = (comment.clone(), status.clone());
    let text = |words: &str| LocalText::one(Language::English, words);
    match dice.below(20) {
        0..=4 => {
            let decisions = [Decision::Accepted, Decision::AcceptedWithModification, Decision::Noted, Decision::NotAccepted];
            let part = Part::new(decisions[dice.below(4)], text("Weighed against what others said."), LocalText::default(), "")?;
            let proposal = Proposal { comments: vec![comment.id.clone()], parts: vec![part], expected: comment.resolution };
            resolutions::propose(tx, world.consultation, &proposal, by, today).map(|_| ())
        }
        5..=7 => match comment.resolution {
            Some(resolution) => resolutions::approve(tx, world.consultation, resolution, by, today),
            None => Ok(()),
        },
        8..=12 => {
            let points = resolutions::read::to_carry_out(tx, world.consultation, world.next)?;
            if points.is_empty() {
                return Ok(());
            }
            let point = points[dice.below(points.len())].clone();
            match dice.below(5) {
                0 => resolutions::not_apply(tx, world.consultation, point.id, &text("Overtaken by another change."), by, today),
                1 | 2 => {
                    let links = drafts::read::links(tx, world.next)?;
                    let changed: Vec<_> = links
                        .iter()
                        .filter(|link| drafts::read::words_changed(link.relation) && link.new_ordinal.is_some())
                        .filter_map(drafts::read::LinkRow::changed)
                        .collect();
                    let paragraph = changed[dice.below(changed.len())];
                    resolutions::link(tx, world.consultation, point.id, world.next, &[paragraph], by, today)
                }
                _ => {
                    let seen = resolutions::words_to_check(tx, world.next, point.id)?;
                    resolutions::verify(tx, world.consultation, point.id, &seen, by, today)
                }
            }
        }
        13 => resolutions::publish_answers(tx, world.consultation, today).map(|_| ()),
        14 => {
            let verdicts = [Verdict::Satisfied, Verdict::PartlySatisfied, Verdict::NotSatisfied];
            resolutions::react(tx, world.consultation, &comment.id, verdicts[dice.below(3)], "Because.", dice.below(2) == 0, today)
        }
        15 => {
            let hold = Hold { comment: comment.id.clone(), reason: HoldReason::Spam, note: String::new(), by };
            resolutions::hold_back(tx, world.consultation, &hold, today)
        }
        16 => moderation::lift(tx, world.consultation, &(comment.id.clone(), comment.version), by, today),
        17 => {
            let submission = submissions::read::by_id(tx, &comment.submission)?;
            let (one, what) = match dice.below(4) {
                0 => (Some(&comment.id), TakeBack::Withdraw),
                1 => (None, TakeBack::Erase),
                _ => (Some(&comment.id), TakeBack::Lower(if dice.below(2) == 0 { Level::NotPublished } else { Level::GroupOnly })),
            };
            record::take_back(tx, &submission, one, what)
        }
        18 => {
            let ids: Vec<CommentId> = all.iter().map(|(comment, ..)| comment.id.clone()).collect();
            triage::clear(tx, world.consultation, &ids)?;
            comments::publish_batch(tx, comment.round, now.plus_days(400)).map(|_| ())
        }
        _ if status.as_deref() == Some("published") => reviews::file(tx, world.consultation, &comment.id, "Look again.", today),
        _ => Ok(()),
    }
}

/// What people may be told: the others are failures.
fn is_refusal(error: &AppError) -> bool {
    matches!(error, AppError::Conflict(_) | AppError::Invalid(_) | AppError::NotFound | AppError::Forbidden)
}

on_both! {
    async fn many_at_once_leave_the_record_right(app) {
        let seed = setting("TRAVAUX_STRESS_SEED").unwrap_or(1);
        let length = Duration::from_secs(setting("TRAVAUX_STRESS_SECONDS").unwrap_or(3));
        generate::consultation(&app.state, "stress", &Plan { drafts: 2, comments: 120, seed }).await.unwrap();
        let (printed, people) = app
            .state
            .database
            .read(|conn| {
                let (_, draft) = drafts::read::at(conn, "stress", DraftNumber { major: 2, minor: 0 })?;
                let printed = drafts::read::printed_paragraphs(conn, draft.id)?;
                let people = ["load-analyst@example.org", "load-approver@example.org"];
                let people = people.iter().map(|email| travaux::accounts::read::id_of(conn, email)).collect::<AppResult<Vec<_>>>()?;
                Ok::<_, AppError>((printed.into_iter().map(|(ordinal, (_, text))| (ordinal, text)).collect::<std::collections::BTreeMap<_, _>>(), people))
            })
            .await
            .unwrap();
        let printed: Vec<(Ordinal, String)> = printed.into_iter().collect();
        let next = app.draft("stress", "3", next_text(&printed).as_bytes()).await;
        let consultation = app
            .state
            .database
            .read(|conn| travaux::consultations::read::by_slug(conn, "stress").map(|consultation| consultation.id))
            .await
            .unwrap();
        let world = std::sync::Arc::new(World { consultation, next, people });
        let until = Instant::now() + length;
        let (now, database) = (app.state.clock.now(), app.state.database.clone());
        let counts = Rc::new(std::cell::RefCell::new(std::collections::BTreeMap::<String, u32>::new()));
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let (database, world, counts) = (database.clone(), std::sync::Arc::clone(&world), Rc::clone(&counts));
                actix_web::rt::spawn(async move {
                    let mut number = 0;
                    while Instant::now() < until {
                        number += 1;
                        let (world, mut dice) = (std::sync::Arc::clone(&world), Dice(seed * 1_000_003 + client * 100_003 + number));
                        let done = database.write(move |tx| act(tx, &world, &mut dice, now)).await;
                        let name = match done {
                            Ok(()) => "done".to_owned(),
                            Err(error) if is_refusal(&error) => format!("{error:?}"),
                            Err(error) => panic!("client {client}, act {number}: {error:?}"),
                        };
                        *counts.borrow_mut().entry(name).or_default() += 1;
                    }
                })
            })
            .collect();
        for client in clients {
            client.await.unwrap();
        }
        let all = database
            .write(move |tx| {
                let draft = drafts::read::by_id(tx, next)?;
                let all = Acknowledged { doubtful_links: usize::MAX, open_comments: usize::MAX };
                resolutions::publish_draft(tx, &draft, all, now)
            })
            .await;
        all.unwrap();
        let counts = counts.borrow();
        assert!(counts.get("done").copied().unwrap_or_default() > 50, "{counts:?}");
        if setting("TRAVAUX_STRESS_SECONDS").is_some() {
            println!("{counts:#?}");
        }
    }
}
