//! Synthetic load data: as many consultations, drafts and comments as wanted, made through the operations that serve
//! everybody, so that what is measured on them is what the office would have.

use secrecy::SecretString;

use crate::accounts;
use crate::accounts::model::{Email, NewAccount, Role};
use crate::comments::model::CommentState;
use crate::comments::publish_batch;
use crate::consultations;
use crate::consultations::model::{NewConsultation, Slug, Themes};
use crate::contributors::model::{Group, Level, Region, Speaker};
use crate::drafts::model::{Audience, DraftNumber, NewDraft, NewRound, Publication};
use crate::drafts::{self, Upload};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, CommentId, ConsultationId, DraftId, Ordinal, RoundId};
use crate::language::{Language, LocalText};
use crate::platform::clock::Timestamp;
use crate::platform::id::random_id;
use crate::publications::model::{Decision, Target, TargetKind, Words};
use crate::resolutions::model::Part;
use crate::resolutions::{self, Acknowledged, Proposal};
use crate::submissions::copy::{Item, WorkingCopy};
use crate::submissions::credentials::Credential;
use crate::submissions::{self, Source};
use crate::text::read::Tracked;
use crate::triage;
use crate::triage::read::{QueueFilter, Step};
use crate::web::state::State;

/// How much is generated.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Drafts of a consultation.
    pub drafts: i32,
    /// Comments of a consultation, spread over its drafts.
    pub comments: usize,
    /// Where the words begin.
    pub seed: u64,
}

/// So many submissions share a transaction.
const CHUNK: usize = 200;
/// So many paragraphs a draft has.
const PARAGRAPHS: i32 = 120;
/// So many comments share an answer.
const ANSWERED_TOGETHER: usize = 25;

const WORDS: [&str; 40] = [
    "assessment",
    "paragraph",
    "technology",
    "people",
    "entity",
    "should",
    "remedy",
    "public",
    "data",
    "independent",
    "review",
    "before",
    "after",
    "harm",
    "information",
    "office",
    "field",
    "children",
    "language",
    "access",
    "supplier",
    "contract",
    "text",
    "clear",
    "the",
    "of",
    "and",
    "to",
    "in",
    "for",
    "with",
    "without",
    "must",
    "register",
    "risk",
    "severe",
    "community",
    "answer",
    "reason",
    "change",
];

/// Words from a seed: a linear congruential generator (Knuth, MMIX), enough for load.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % most.max(1)
    }

    fn sentence(&mut self, words: usize) -> String {
        let mut text: String = (0..words).map(|_| WORDS[self.below(WORDS.len())]).collect::<Vec<_>>().join(" ");
        if let Some(first) = text.get_mut(0..1) {
            first.make_ascii_uppercase();
        }
        text.push('.');
        text
    }
}

/// Makes a consultation with drafts, closed rounds, published comments, most of them answered.
///
/// # Errors
/// `slug` taken; those of the operations.
pub async fn consultation(state: &State, slug: &str, plan: &Plan) -> AppResult<()> {
    let mut dice = Dice(plan.seed);
    let now = state.clock.now();
    let people = people(state, now).await?;
    let english = |text: &str| LocalText::one(Language::English, text);
    let new = NewConsultation {
        slug: Slug::parse(slug).map_err(AppError::internal)?,
        language: Language::English,
        time_zone: "UTC".to_owned(),
        host_office: english("Load"),
        title: english(&format!("Load {slug}")),
        summary: english(&dice.sentence(30)),
        promise_of_use: english(&dice.sentence(12)),
        themes: Themes::parse(&english("remedy: Remedy\ngender: Gender\nsecurity: Security"), Language::English)
            .map_err(AppError::internal)?,
    };
    let id = state.database.write(move |tx| consultations::create(tx, &new, now)).await?;
    let each = plan.comments / usize::try_from(plan.drafts).unwrap_or(1);
    for number in 1..=plan.drafts {
        let at = now.plus_days(i64::from(number - plan.drafts) * 100 - 60);
        let round = draft(state, id, number, &mut dice, at).await?;
        let first = if number == 1 { plan.comments - each * usize::try_from(plan.drafts - 1).unwrap_or(0) } else { each };
        comments(state, round, first, &mut dice, at.plus_days(3)).await?;
        answers(state, id, round, people, at.plus_days(40), now).await?;
    }
    Ok(())
}

/// Lets PostgreSQL look at what was loaded: without it, its plans are those of an empty database.
///
/// # Errors
/// Those of the database.
pub async fn analyze(state: &State) -> AppResult<()> {
    state.database.write(|tx| tx.batch("ANALYZE")).await
}

async fn people(state: &State, now: Timestamp) -> AppResult<(AccountId, AccountId)> {
    let hash = state.passwords.hash(SecretString::from(super::PASSWORD)).await?;
    state
        .database
        .write(move |tx| {
            let mut person = |email: &str, role| -> AppResult<AccountId> {
                if let Ok(known) = accounts::read::id_of(tx, email) {
                    return Ok(known);
                }
                let email = Email::parse(email).map_err(AppError::internal)?;
                let new = NewAccount { email, name: "Load".to_owned(), unit: "Load".to_owned(), language: Language::English };
                let account = accounts::create(tx, &new, now)?;
                accounts::grant(tx, account, role, None)?;
                let link = accounts::link_for(tx, account, now)?;
                accounts::set_password(tx, link.expose(), &hash, None, now)?;
                Ok(account)
            };
            Ok((person("load-analyst@example.org", Role::Analyst)?, person("load-approver@example.org", Role::Approver)?))
        })
        .await
}

async fn draft(state: &State, consultation: ConsultationId, number: i32, dice: &mut Dice, at: Timestamp) -> AppResult<RoundId> {
    let new = NewDraft {
        number: DraftNumber { major: number, minor: 0 },
        name: LocalText::one(Language::English, &format!("Draft {number}")),
        note: LocalText::default(),
        is_final: false,
        comments_only: false,
        audience: Audience::Public,
    };
    let id: DraftId = state.database.write(move |tx| drafts::create(tx, consultation, &new, at)).await?;
    // The same opening words in each draft, so that paragraphs can be followed from one to the next.
    let mut text = String::from("# Load\n\n");
    for paragraph in 1..=PARAGRAPHS {
        let mut own = Dice(u64::from(paragraph.unsigned_abs()));
        text.push_str(&format!("{paragraph}. {} {}\n\n", own.sentence(30), dice.sentence(4)));
    }
    let upload = Upload { name: "load.md".to_owned(), bytes: text.into_bytes(), language: Language::English, tracked: Tracked::Accept };
    drafts::import(&state.database, &state.extractor, id, upload, at).await?;
    state
        .database
        .write(move |tx| {
            let draft = drafts::read::by_id(tx, id)?;
            let all = Acknowledged { doubtful_links: usize::MAX, open_comments: usize::MAX };
            resolutions::publish_draft(tx, &draft, all, at)?;
            let new = NewRound {
                opens_at: at.plus_days(1),
                closes_at: at.plus_days(30),
                audience: Audience::Public,
                publication: Publication::AfterClosing,
                late_days: 0,
                questions: Vec::new(),
            };
            drafts::open_round(tx, id, &new, at)
        })
        .await
}

async fn comments(state: &State, round: RoundId, count: usize, dice: &mut Dice, arrived: Timestamp) -> AppResult<()> {
    let mut left = count;
    while left > 0 {
        let mut copies = Vec::new();
        while left > 0 && copies.len() < CHUNK {
            let items = 1 + dice.below(3).min(left - 1);
            left -= items;
            copies.push((Credential::random(&state.key)?, copy(dice, items)?));
        }
        state
            .database
            .write(move |tx| {
                for (credential, copy) in &copies {
                    let outgoing = submissions::prepare(tx, credential, Source::Elsewhere { is_known: false }, round, copy, arrived)?;
                    submissions::submit(tx, &outgoing)?;
                }
                Ok::<_, AppError>(())
            })
            .await?;
    }
    Ok(())
}

fn copy(dice: &mut Dice, items: usize) -> AppResult<WorkingCopy> {
    let themes = ["remedy", "gender", "security"];
    let items = (0..items).map(|_| {
        Ok(Item {
            key: random_id()?,
            // The heading is the first block.
            target: Target { kind: TargetKind::Paragraph, ordinal: Ordinal::at(1 + dice.below(PARAGRAPHS.unsigned_abs() as usize)) },
            kind: None,
            themes: vec![themes[dice.below(themes.len())].to_owned()],
            language: Language::English,
            level: None,
            words: Words { quote: String::new(), body: dice.sentence(40), proposed: String::new(), reason: dice.sentence(20) },
        })
    });
    Ok(WorkingCopy {
        items: items.collect::<AppResult<_>>()?,
        speaker: Speaker {
            group: Group::ALL[dice.below(Group::ALL.len())],
            region: Region::ALL[dice.below(Region::ALL.len())],
            country: String::new(),
            organisation: String::new(),
            person: String::new(),
            client: String::new(),
        },
        level: if dice.below(8) == 0 { Level::NotPublished } else { Level::GroupOnly },
        consent: true,
        ..WorkingCopy::default()
    })
}

/// Looks at everything, publishes it, and answers four of five.
async fn answers(
    state: &State,
    consultation: ConsultationId,
    round: RoundId,
    (proposer, approver): (AccountId, AccountId),
    at: Timestamp,
    now: Timestamp,
) -> AppResult<()> {
    state
        .database
        .write(move |tx| {
            let draft = drafts::read::round(tx, round)?.draft;
            let everything = QueueFilter { draft, step: Some(Step::New), ..QueueFilter::default() };
            let waiting = triage::read::queue(tx, consultation, &everything, None, i64::MAX)?;
            let ids: Vec<CommentId> = waiting.into_iter().map(|(comment, ..)| comment.id).collect();
            for chunk in ids.chunks(1_000) {
                triage::clear(tx, consultation, chunk)?;
            }
            if ids.is_empty() {
                return Ok(());
            }
            publish_batch(tx, round, at.min(now))?;
            let undecided = QueueFilter { draft, step: Some(Step::Undecided), ..QueueFilter::default() };
            let open = triage::read::queue(tx, consultation, &undecided, None, i64::MAX)?;
            let open: Vec<CommentId> =
                open.into_iter().filter(|(comment, ..)| comment.state == CommentState::Published).map(|(comment, ..)| comment.id).collect();
            let decisions = [Decision::Noted, Decision::NotAccepted, Decision::AlreadyAddressed, Decision::OutOfScope];
            for (index, chunk) in open.chunks(ANSWERED_TOGETHER).enumerate().filter(|(index, _)| index % 5 != 4) {
                let reason = LocalText::one(Language::English, "Considered; see the note of the office on this group of comments.");
                let part = Part::new(decisions[index % decisions.len()], reason, LocalText::default(), "")?;
                let proposal = Proposal { comments: chunk.to_vec(), parts: vec![part], expected: None };
                let id = resolutions::propose(tx, consultation, &proposal, proposer, at.day())?;
                resolutions::approve(tx, consultation, id, approver, at.day())?;
            }
            match resolutions::publish_answers(tx, consultation, at.min(now).day()) {
                Ok(_) | Err(AppError::Conflict(_)) => Ok(()),
                Err(other) => Err(other),
            }
        })
        .await
}
