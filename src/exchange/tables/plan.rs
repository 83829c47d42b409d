//! What taking a table over would do, row by row: where each comment belongs, what was decided, what is new.

use serde::{Deserialize, Serialize};

use super::known::Known;
use super::matching::{Candidate, matched};
use super::source;
use crate::comments::model::CommentState;
use crate::comments::table::{self, Doubt, Entry, Found, Mapping, Meant, Open, Outline, parse_anchor};
use crate::ids::DeliveryId;
use crate::language::Language;
use crate::platform::secret::Key;
use crate::publications::model::{CommentKind, Decision};

/// What persons said of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// Of its columns, words and organisations.
    pub mapping: Mapping,
    /// How the office has made sure who speaks; empty if it has not.
    pub confirmed_how: String,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowChange {
    /// It was not there before.
    New,
    /// It was there, and says something else now; the index of the known row.
    Changed(usize),
    /// It was there as it is.
    Unchanged(usize),
}

/// Something about a row that a person should see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// Its place was stored as a number.
    StoredAsNumber,
    /// Its place cannot be told.
    Place(Doubt),
    /// The number of a section was read; what stands behind it was not.
    NumberPrefix,
    /// Its kind is not known.
    Kind,
    /// Its language is not known.
    Language,
    /// What its decision means is not known.
    Decision,
}

impl Flag {
    /// The word for it in JSON; `table-flag-` and this is its message.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::StoredAsNumber => "stored_as_number",
            Self::Place(doubt) => doubt.as_str(),
            Self::NumberPrefix => "number_prefix",
            Self::Kind => "kind_unknown",
            Self::Language => "language_unknown",
            Self::Decision => "decision_unknown",
        }
    }
}

/// A row with what is known of it.
#[derive(Clone, Debug)]
pub struct Line {
    /// The row.
    pub entry: Entry,
    /// Where it belongs.
    pub found: Found,
    /// Its kind.
    pub kind: Option<CommentKind>,
    /// Its language.
    pub language: Language,
    /// What was decided.
    pub decision: Option<Decision>,
    /// What becomes of it.
    pub change: RowChange,
    /// Whether it was decided in the state before, and is open now.
    pub reopened: bool,
    /// What a person should see.
    pub flags: Vec<Flag>,
    pub(super) source: Vec<u8>,
    pub(super) words: Vec<u8>,
}

/// What taking a table over would do.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Its rows.
    pub lines: Vec<Line>,
    /// The rows that were taken over before, on the same draft.
    pub known: Vec<Known>,
    /// Of those, the ones that stood in the table of which this is a later state, and stand in it no more.
    pub gone: Vec<usize>,
}

impl Plan {
    /// Makes the plan. Without an outline nothing is placed.
    #[must_use]
    pub fn new(
        key: &Key,
        entries: Vec<Entry>,
        outline: &Outline,
        known: Vec<Known>,
        choices: &Choices,
        sender: &str,
        language: Language,
    ) -> Self {
        let proofs: Vec<(Vec<u8>, Vec<u8>)> = entries
            .iter()
            .map(|entry| (source::proof(key, entry, sender), words_proof(key, &entry.body, &entry.proposed, &entry.reason)))
            .collect();
        let rows: Vec<Candidate> = entries.iter().zip(&proofs).map(|(entry, (source, words))| Candidate { source, words, entry }).collect();
        let hers: Vec<bool> = known
            .iter()
            .map(|row| {
                let alive = row.comment.as_ref().filter(|sent| !matches!(sent.state, CommentState::Withdrawn | CommentState::Erased));
                alive.is_some_and(|sent| row.words != words_proof(key, &sent.body, &sent.proposed, &sent.reason))
            })
            .collect();
        let matches = matched(&rows, &known, &hers);
        let gone = gone(&matches, &known);
        let lines = entries
            .into_iter()
            .zip(proofs)
            .zip(matches)
            .map(|((entry, (source, words)), matched)| {
                let before = matched.map(|(index, _)| &known[index]);
                line(Row { entry, source, words, matched }, before, outline, choices, language)
            })
            .collect();
        Self { lines, known, gone }
    }

    /// How many rows are new, changed, unchanged.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |wanted: fn(&RowChange) -> bool| self.lines.iter().filter(|line| wanted(&line.change)).count();
        (
            count(|change| *change == RowChange::New),
            count(|change| matches!(change, RowChange::Changed(_))),
            count(|change| matches!(change, RowChange::Unchanged(_))),
        )
    }
}

/// What is kept of the words of a row to know it again.
pub(super) fn words_proof(key: &Key, body: &str, proposed: &str, reason: &str) -> Vec<u8> {
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let words = [tidy(body), tidy(proposed), tidy(reason)].join("\0");
    key.raw_proof("table-words", words.as_bytes()).to_vec()
}

/// The rows that are missing: of the states with which this one shares most of their rows.
fn gone(matches: &[Option<(usize, bool)>], known: &[Known]) -> Vec<usize> {
    let seen: Vec<usize> = matches.iter().flatten().map(|(index, _)| *index).collect();
    let of = |delivery: DeliveryId| known.iter().enumerate().filter(move |(_, row)| row.delivery == delivery).map(|(index, _)| index);
    let mut deliveries: Vec<DeliveryId> = known.iter().map(|row| row.delivery).collect();
    deliveries.dedup();
    let mut missing = Vec::new();
    for delivery in deliveries {
        let all = of(delivery).count();
        let kept = of(delivery).filter(|index| seen.contains(index)).count();
        if 2 * kept >= all {
            missing.extend(of(delivery).filter(|index| !seen.contains(index)));
        }
    }
    missing
}

/// A row as it was read.
struct Row {
    entry: Entry,
    /// A MAC of who speaks.
    source: Vec<u8>,
    /// A MAC of its words.
    words: Vec<u8>,
    /// Which of the rows known before it is, and whether its words are the same.
    matched: Option<(usize, bool)>,
}

/// What a row means; `before` is the row known before that it is.
fn line(row: Row, before: Option<&Known>, outline: &Outline, choices: &Choices, language: Language) -> Line {
    let Row { entry, source, words, matched } = row;
    let mapping = &choices.mapping;
    let mut flags = Vec::new();
    let chosen = |said: &str| {
        let by_person = mapping.places.get(said).and_then(|anchor| parse_anchor(anchor));
        // Where a person or the rules have put it before, and its author has left it.
        by_person.or_else(|| before.filter(|row| row.place == said)?.comment.as_ref().map(crate::submissions::read::SentComment::target))
    };
    let found = outline.find(&entry.place, chosen);
    if entry.place.section.number || entry.place.paragraph.number {
        flags.push(Flag::StoredAsNumber);
    }
    match &found {
        Found::Unresolved(doubt) => flags.push(Flag::Place(*doubt)),
        Found::NumberPrefix(_) => flags.push(Flag::NumberPrefix),
        _ => {}
    }
    let kind = mapping.kinds.get(&entry.kind).copied().or_else(|| table::kind(&entry.kind));
    if kind.is_none() && !entry.kind.is_empty() {
        flags.push(Flag::Kind);
    }
    let own = language_of(&entry.language);
    if own.is_none() && !entry.language.is_empty() {
        flags.push(Flag::Language);
    }
    let words_of_decision = entry.decision_words();
    let (decision, open) = match mapping.decisions.get(words_of_decision) {
        Some(Meant::Decided(decision)) => (Some(*decision), false),
        Some(Meant::Open(Open::Open)) => (None, true),
        None => (table::decision(words_of_decision), table::is_open(words_of_decision)),
    };
    if decision.is_none() && !open {
        flags.push(Flag::Decision);
    }
    let was_decided = before.is_some_and(|row| {
        table::decision(&row.decision).is_some()
            || row.comment.as_ref().is_some_and(|sent| sent.resolution.is_some()) && !table::is_open(&row.decision)
    });
    let change = match (matched, before) {
        (Some((index, true)), Some(row)) if row.decision == entry.answer_words() && same_place(row, &entry, &found) => {
            RowChange::Unchanged(index)
        }
        (Some((index, _)), _) => RowChange::Changed(index),
        (None, _) => RowChange::New,
    };
    Line { reopened: was_decided && open, language: own.unwrap_or(language), entry, found, kind, decision, change, flags, source, words }
}

/// Whether a row still says the same of its place, and has the one that it gets now.
fn same_place(row: &Known, entry: &Entry, found: &Found) -> bool {
    let kept = row.comment.as_ref().map(crate::submissions::read::SentComment::target);
    row.place == entry.place.said() && found.target() == kept
}

/// A language by its code or by its name in itself or in English.
fn language_of(words: &str) -> Option<Language> {
    let folded = words.trim().to_lowercase();
    let english = ["arabic", "english", "spanish", "french", "russian", "chinese"];
    let by_english = english.iter().position(|name| *name == folded).map(|index| ["ar", "en", "es", "fr", "ru", "zh"][index]);
    Language::ALL.iter().copied().find(|language| {
        language.as_str() == folded || language.own_name().to_lowercase() == folded || by_english == Some(language.as_str())
    })
}
