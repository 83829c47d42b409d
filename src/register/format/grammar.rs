//! What stands in a leaf of each type, line by line.
//!
//! Schema 2 adds types, and comments of rounds on questions alone, which have no draft and say `schema 2`; every other comment says
//! `schema 1`, and what that allowed is the same, byte for byte. Rounds, tallies and answers without a draft are of such rounds.

use super::FIELDS;
use super::kind::LeafKind;

/// How often a line stands at least and at most.
const ALWAYS: (usize, usize) = (1, 1);
const MAYBE: (usize, usize) = (0, 1);

impl LeafKind {
    /// The lines that follow the head.
    pub(super) const fn grammar(self) -> &'static [Line] {
        use Shape::{Comments, Date, Decision, DraftNumber, Field, Id, Instant, Number, Reference, Text, Word};
        match self {
            Self::Draft => &[
                Line("draft", DraftNumber, ALWAYS),
                Line("audience", Word(&["invited", "public"]), ALWAYS),
                Line("text", Text, (1, 6)),
                Line("doubtful", Number, ALWAYS),
                Line("open", Number, ALWAYS),
            ],
            Self::Round => &[
                Line("draft", DraftNumber, MAYBE),
                Line("round", Number, ALWAYS),
                Line("opens", Instant, ALWAYS),
                Line("closes", Instant, ALWAYS),
                Line("publication", Word(&["after_closing", "in_batches"]), ALWAYS),
                Line("late", Number, ALWAYS),
                Line("questions", Number, ALWAYS),
            ],
            Self::Tally => &[
                Line("draft", DraftNumber, MAYBE),
                Line("round", Number, ALWAYS),
                Line("submissions", Number, ALWAYS),
                Line("comments", Comments, ALWAYS),
            ],
            Self::Comment => {
                &[Line("draft", DraftNumber, MAYBE), Line("schema", Word(&["1", "2"]), ALWAYS), Line("field", Field, (14, 14))]
            }
            Self::Publication => &[
                Line("comment", Id, ALWAYS),
                Line("status", Word(&["published", "withheld", "withdrawn"]), ALWAYS),
                Line("reason", Word(&["none", "not_published", "personal_data", "threat", "hate", "spam", "withdrawn", "erased"]), ALWAYS),
                Line("reference", Reference, MAYBE),
            ],
            Self::Resolution => &[
                Line("resolution", Id, ALWAYS),
                Line("comment", Id, ALWAYS),
                Line("draft", DraftNumber, MAYBE),
                Line("part", Decision, (1, 8)),
                Line("reasons", Shape::Digest, ALWAYS),
                Line("proposer", Id, ALWAYS),
                Line("approver", Id, ALWAYS),
                Line("supersedes", Id, MAYBE),
            ],
            Self::Implementation => &[
                Line("resolution", Id, ALWAYS),
                Line("part", Number, ALWAYS),
                Line("status", Word(&["applied", "verified", "not_applied"]), ALWAYS),
                Line("next", DraftNumber, MAYBE),
                Line("paragraph", Number, (0, 60)),
                Line("by", Id, ALWAYS),
                Line("verifier", Id, MAYBE),
            ],
            Self::Amendment => &[
                Line("comment", Id, ALWAYS),
                Line("version", Number, ALWAYS),
                Line("schema", Word(&["1", "2"]), ALWAYS),
                Line("field", Field, (14, 14)),
            ],
            Self::Redaction => {
                &[Line("comment", Id, ALWAYS), Line("by", Word(&["author", "staff"]), ALWAYS), Line("destroyed", Word(&FIELDS), (1, 14))]
            }
            Self::Review => &[Line("resolution", Id, ALWAYS), Line("comment", Id, ALWAYS), Line("due", Date, ALWAYS)],
            Self::Association | Self::Session | Self::Report | Self::Closing | Self::Position => self.second_schema(),
        }
    }

    /// The lines of the types that the first schema did not have.
    const fn second_schema(self) -> &'static [Line] {
        use Shape::{DraftNumber, Id, Instant, Number, Text, Word};
        const SCHEMA: Line = Line("schema", Word(&["2"]), ALWAYS);
        match self {
            Self::Association => &[SCHEMA, Line("comment", Id, ALWAYS), Line("status", Word(&["joined", "left"]), ALWAYS)],
            Self::Session => &[
                SCHEMA,
                Line("session", Id, ALWAYS),
                Line("opens", Instant, ALWAYS),
                Line("closes", Instant, ALWAYS),
                Line("record", Word(&["on_record", "group_only", "off_record"]), ALWAYS),
            ],
            Self::Report => &[SCHEMA, Line("session", Id, ALWAYS), Line("text", Text, (1, 6))],
            Self::Closing => &[
                SCHEMA,
                Line("round", Number, ALWAYS),
                Line("scheduled", Instant, ALWAYS),
                Line("closed", Instant, ALWAYS),
                Line("reasons", Shape::Digest, ALWAYS),
            ],
            Self::Position => &[
                SCHEMA,
                Line("draft", DraftNumber, MAYBE),
                Line("round", Number, ALWAYS),
                Line("members", Number, ALWAYS),
                Line("minority", Number, ALWAYS),
            ],
            // The first schema has them.
            Self::Draft
            | Self::Round
            | Self::Tally
            | Self::Comment
            | Self::Publication
            | Self::Resolution
            | Self::Implementation
            | Self::Amendment
            | Self::Redaction
            | Self::Review => &[],
        }
    }
}

/// A line of a grammar: its key, the shape of its value, how often it stands at least and at most.
pub(super) struct Line(pub(super) &'static str, pub(super) Shape, pub(super) (usize, usize));

pub(super) enum Shape {
    Id,
    DraftNumber,
    Number,
    /// A number of comments.
    Comments,
    Instant,
    Date,
    Reference,
    Digest,
    /// A language and the digest of the text in it.
    Text,
    /// A field of a comment and its commitment.
    Field,
    /// A word of a decision.
    Decision,
    Word(&'static [&'static str]),
}

/// The decisions, as the domain has them.
const DECISIONS: [&str; 9] = [
    "accepted",
    "accepted_with_modification",
    "already_addressed",
    "noted",
    "not_accepted",
    "out_of_scope",
    "deferred",
    "duplicate",
    "answered",
];

impl Shape {
    pub(super) fn fits(&self, value: &str) -> bool {
        let digits = |text: &str| !text.is_empty() && text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        let plain = |text: &str| digits(text) && (text == "0" || !text.starts_with('0'));
        let crockford = |text: &str| text.bytes().all(|byte| b"0123456789ABCDEFGHJKMNPQRSTVWXYZ".contains(&byte));
        let draft = |text: &str| match text.split_once('.') {
            Some((major, minor)) => plain(major) && plain(minor) && minor != "0",
            None => plain(text),
        };
        let hash = |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        match self {
            Self::Id => value.len() == 13 && crockford(value),
            Self::DraftNumber => draft(value),
            Self::Number | Self::Comments => plain(value),
            Self::Instant => value.len() == 20 && value.ends_with('Z') && value.parse::<jiff::Timestamp>().is_ok(),
            Self::Date => value.len() == 10 && value.parse::<jiff::civil::Date>().is_ok(),
            Self::Reference => {
                let random = |text: &str| (4..=8).contains(&text.len()) && crockford(text);
                match value.strip_prefix('D') {
                    Some(rest) => rest.split_once('-').is_some_and(|(number, rest)| draft(number) && random(rest)),
                    None => value.strip_prefix("Q-").is_some_and(random),
                }
            }
            Self::Digest => hash(value),
            Self::Text => value.split_once(' ').is_some_and(|(language, digest)| {
                language.len() == 2 && language.bytes().all(|byte| byte.is_ascii_lowercase()) && hash(digest)
            }),
            Self::Field => value.split_once(' ').is_some_and(|(field, digest)| FIELDS.contains(&field) && hash(digest)),
            Self::Decision => DECISIONS.contains(&value),
            Self::Word(words) => words.contains(&value),
        }
    }
}
