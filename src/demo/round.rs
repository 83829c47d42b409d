//! The rounds of the demonstration as they are written: `texts/hrdd/comments.N.toml`.

use std::collections::HashMap;

use serde::Deserialize;

use crate::comments::model::HoldReason;
use crate::contributors::model::{Group, Level, Region};
use crate::drafts;
use crate::error::{AppError, AppResult};
use crate::ids::{DraftId, Ordinal};
use crate::language::{Language, LocalText};
use crate::platform::db::Conn;
use crate::publications::model::{CommentKind, Decision, Target, TargetKind, Verdict};

/// The rounds, as they were written.
const ROUNDS: [(&str, &str); 3] = [
    ("1", include_str!("texts/hrdd/comments.1.toml")),
    ("2", include_str!("texts/hrdd/comments.2.toml")),
    ("3", include_str!("texts/hrdd/comments.3.toml")),
];

/// A `comments.N.toml`.
#[derive(Deserialize)]
pub struct Round {
    question: Vec<WorldQuestion>,
    pub(super) contribution: Vec<Contribution>,
}

#[derive(Deserialize)]
struct WorldQuestion {
    text: LocalText,
    #[serde(default)]
    recommendation: LocalText,
}

/// What somebody sends.
#[derive(Clone, Deserialize)]
pub struct Contribution {
    pub(super) group: Group,
    pub(super) region: Region,
    pub(super) level: Level,
    #[serde(default)]
    pub(super) organisation: String,
    #[serde(default)]
    pub(super) person: String,
    #[serde(default)]
    pub(super) client: String,
    #[serde(default)]
    pub(super) confirmed: bool,
    pub(super) language: Language,
    /// Of an open round: published (in its first batch), second (in its second), cleared, waiting.
    pub(super) stage: Option<String>,
    #[serde(default)]
    pub(super) campaign: bool,
    /// It came after the closing.
    #[serde(default)]
    pub(super) late: bool,
    /// Its author had it erased after the answer.
    #[serde(default)]
    pub(super) erased: bool,
    pub(super) comment: Vec<WorldComment>,
}

/// One of its comments, with what becomes of it.
#[derive(Clone, Deserialize)]
pub struct WorldComment {
    pub(super) target: TargetKind,
    #[serde(default)]
    pub(super) at: String,
    pub(super) kind: Option<CommentKind>,
    #[serde(default)]
    pub(super) themes: Vec<String>,
    #[serde(default)]
    pub(super) quote: String,
    #[serde(default)]
    pub(super) body: String,
    #[serde(default)]
    pub(super) proposed: String,
    #[serde(default)]
    pub(super) reason: String,
    pub(super) answer: Option<WorldAnswer>,
    #[serde(default)]
    pub(super) change: Vec<String>,
    pub(super) not_applied: Option<String>,
    pub(super) state: Option<String>,
    pub(super) question_back: Option<String>,
    pub(super) reply: Option<String>,
    pub(super) verdict: Option<Verdict>,
    #[serde(default)]
    pub(super) verdict_why: String,
    #[serde(default)]
    pub(super) verdict_public: bool,
    pub(super) review: Option<String>,
    pub(super) withheld: Option<HoldReason>,
    /// What its author says against its being held back.
    pub(super) contest: Option<String>,
    #[serde(default)]
    pub(super) withdrawn: bool,
    /// What it says since it was amended, after it had become public.
    pub(super) amended: Option<String>,
}

/// The answer to a comment.
#[derive(Clone, Deserialize)]
pub struct WorldAnswer {
    pub(super) decision: Decision,
    pub(super) reason: LocalText,
    /// The note with which the second person sent it back.
    pub(super) returned: Option<String>,
    /// The answer that came in its place later.
    pub(super) then: Option<Box<WorldAnswer>>,
}

impl Round {
    /// The round on a draft.
    pub fn of(number: &str) -> AppResult<Self> {
        let (_, text) = ROUNDS.into_iter().find(|(known, _)| *known == number).ok_or_else(|| AppError::internal("no such round"))?;
        toml::from_str(text).map_err(AppError::internal)
    }

    /// Its guiding questions.
    pub fn questions(&self) -> Vec<(LocalText, LocalText)> {
        self.question.iter().map(|question| (question.text.clone(), question.recommendation.clone())).collect()
    }
}

/// The places of a draft by their printed names.
pub struct Places {
    pub(super) paragraphs: HashMap<String, Ordinal>,
    sections: HashMap<String, Ordinal>,
}

impl Places {
    /// Reads them.
    pub fn read(conn: &mut Conn, draft: DraftId) -> AppResult<Self> {
        let paragraphs = drafts::read::paragraphs(conn, draft)?.into_iter().map(|paragraph| (paragraph.label, paragraph.ordinal)).collect();
        let version =
            drafts::read::versions(conn, &[draft])?.into_iter().find(|version| version.authoritative).ok_or(AppError::NotFound)?;
        let headings = drafts::read::headings(conn, version.id)?;
        let section = |heading: &drafts::read::PlacedBlock| {
            let printed = heading.block.printed();
            Some((printed.split('.').next()?.trim().to_owned(), heading.owner?.0))
        };
        Ok(Self { paragraphs, sections: headings.iter().filter_map(section).collect() })
    }

    /// The place that a comment names.
    pub fn target(&self, comment: &WorldComment) -> AppResult<Target> {
        let missing = || AppError::Internal(format!("the demonstration has no {} {}", comment.target.as_str(), comment.at));
        let ordinal = match comment.target {
            TargetKind::Draft => Ordinal::default(),
            TargetKind::Question => comment.at.parse().map_err(AppError::internal)?,
            TargetKind::Section => *self.sections.get(&comment.at).ok_or_else(missing)?,
            TargetKind::Paragraph | TargetKind::Gap => *self.paragraphs.get(&comment.at).ok_or_else(missing)?,
        };
        Ok(Target { kind: comment.target, ordinal })
    }
}
