//! The leaves: their closed grammar, commitments, hashes. Pure: the stand-alone verifier uses this file alone.
//!
//! A leaf is ASCII, at most [`LARGEST`] bytes: a head, then lines `key value` in the order of its type's grammar. A
//! commitment is SHA-256 over the field, a salt of its own and the value; a leaf's hash is that of RFC 6962.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The first line of every leaf.
pub const VERSION: &str = "travaux-register/v1";
/// The most bytes of a leaf.
pub const LARGEST: usize = 2048;
/// The fields of a comment, always all and in this order, so that absent and withheld look alike.
pub const FIELDS: [&str; 14] = [
    "body",
    "proposed",
    "reason",
    "kind",
    "quote",
    "anchor",
    "person",
    "organisation",
    "group",
    "country",
    "region",
    "language",
    "attachments",
    "consent",
];

/// What is wrong with a leaf; for people who look into a faulty register.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("malformed leaf: {0}")]
pub struct Malformed(String);

/// The type of a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A draft was published.
    Draft,
    /// A round was opened, or its dates were changed.
    Round,
    /// What had come in when a round closed.
    Tally,
    /// A comment was sent.
    Comment,
    /// A comment became public, or why it did not.
    Publication,
    /// An answer was published.
    Resolution,
    /// Where an accepted point stands.
    Implementation,
    /// A comment was sent again with other words.
    Amendment,
    /// Something that opened a leaf was destroyed.
    Redaction,
    /// A review was requested.
    Review,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Draft,
        Self::Round,
        Self::Tally,
        Self::Comment,
        Self::Publication,
        Self::Resolution,
        Self::Implementation,
        Self::Amendment,
        Self::Redaction,
        Self::Review,
    ];

    /// The word for it in a leaf.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Round => "round",
            Self::Tally => "tally",
            Self::Comment => "comment",
            Self::Publication => "publication",
            Self::Resolution => "resolution",
            Self::Implementation => "implementation",
            Self::Amendment => "amendment",
            Self::Redaction => "redaction",
            Self::Review => "review",
        }
    }

    /// The lines that follow the head.
    const fn grammar(self) -> &'static [Line] {
        use Shape::{Comments, Date, Decision, DraftNumber, Field, Id, Instant, Number, Reference, Text, Word};
        const ALWAYS: (usize, usize) = (1, 1);
        const MAYBE: (usize, usize) = (0, 1);
        match self {
            Self::Draft => &[
                Line("draft", DraftNumber, ALWAYS),
                Line("audience", Word(&["invited", "public"]), ALWAYS),
                Line("text", Text, (1, 6)),
                Line("doubtful", Number, ALWAYS),
                Line("open", Number, ALWAYS),
            ],
            Self::Round => &[
                Line("draft", DraftNumber, ALWAYS),
                Line("round", Number, ALWAYS),
                Line("opens", Instant, ALWAYS),
                Line("closes", Instant, ALWAYS),
                Line("publication", Word(&["after_closing", "in_batches"]), ALWAYS),
                Line("late", Number, ALWAYS),
                Line("questions", Number, ALWAYS),
            ],
            Self::Tally => &[
                Line("draft", DraftNumber, ALWAYS),
                Line("round", Number, ALWAYS),
                Line("submissions", Number, ALWAYS),
                Line("comments", Comments, ALWAYS),
            ],
            Self::Comment => &[Line("draft", DraftNumber, ALWAYS), Line("schema", Word(&["1"]), ALWAYS), Line("field", Field, (14, 14))],
            Self::Publication => &[
                Line("comment", Id, ALWAYS),
                Line("status", Word(&["published", "withheld", "withdrawn"]), ALWAYS),
                Line("reason", Word(&["none", "not_published", "personal_data", "threat", "hate", "spam", "withdrawn", "erased"]), ALWAYS),
                Line("reference", Reference, MAYBE),
            ],
            Self::Resolution => &[
                Line("resolution", Id, ALWAYS),
                Line("comment", Id, ALWAYS),
                Line("draft", DraftNumber, ALWAYS),
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
                Line("schema", Word(&["1"]), ALWAYS),
                Line("field", Field, (14, 14)),
            ],
            Self::Redaction => {
                &[Line("comment", Id, ALWAYS), Line("by", Word(&["author", "staff"]), ALWAYS), Line("destroyed", Word(&FIELDS), (1, 14))]
            }
            Self::Review => &[Line("resolution", Id, ALWAYS), Line("comment", Id, ALWAYS), Line("due", Date, ALWAYS)],
        }
    }
}

/// A line of a grammar: its key, the shape of its value, how often it stands at least and at most.
struct Line(&'static str, Shape, (usize, usize));

enum Shape {
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
    fn fits(&self, value: &str) -> bool {
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
            Self::Reference => value
                .strip_prefix('D')
                .and_then(|rest| rest.split_once('-'))
                .is_some_and(|(number, rest)| draft(number) && (4..=8).contains(&rest.len()) && crockford(rest)),
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

/// A fact, well formed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    kind: Kind,
    consultation: String,
    id: String,
    lines: Vec<(&'static str, String)>,
}

impl Leaf {
    /// A fact with the lines of its type's grammar, in their order.
    ///
    /// # Errors
    /// [`Malformed`] if they do not fit the grammar.
    pub fn new(kind: Kind, consultation: &str, id: &str, lines: Vec<(&str, String)>) -> Result<Self, Malformed> {
        let mut text = format!("{VERSION}\ntype {}\nconsultation {consultation}\nid {id}\n", kind.as_str());
        for (key, value) in &lines {
            _ = writeln!(text, "{key} {value}");
        }
        Self::parse(&text)
    }

    /// Reads a leaf; nothing that [`Leaf::text`] would not write is taken.
    ///
    /// # Errors
    /// [`Malformed`] with the line that does not fit.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let wrong = |what: &str| Malformed(what.to_owned());
        if text.len() > LARGEST {
            return Err(wrong("too long"));
        }
        if !text.is_ascii() || !text.ends_with('\n') {
            return Err(wrong("not lines of ASCII"));
        }
        let mut lines = text.strip_suffix('\n').unwrap_or_default().split('\n').peekable();
        let mut head = |key: &str| lines.next().and_then(|line| line.strip_prefix(key)).ok_or_else(|| wrong(key)).map(str::to_owned);
        if !head(VERSION)?.is_empty() {
            return Err(wrong("another version"));
        }
        let word = head("type ")?;
        let kind = Kind::ALL.into_iter().find(|kind| kind.as_str() == word).ok_or_else(|| wrong("no such type"))?;
        let consultation = head("consultation ")?;
        let slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if consultation.is_empty() || consultation.len() > 60 || !consultation.chars().all(slug) {
            return Err(wrong("consultation"));
        }
        let id = head("id ")?;
        if !Shape::Id.fits(&id) {
            return Err(wrong("id"));
        }
        let mut read = Vec::new();
        for Line(key, shape, (least, most)) in kind.grammar() {
            let mut count = 0;
            while let Some(value) = lines.peek().and_then(|line| line.strip_prefix(key)).and_then(|rest| rest.strip_prefix(' ')) {
                if count == *most {
                    break;
                }
                if !shape.fits(value) {
                    return Err(Malformed(format!("{key} {value}")));
                }
                read.push((*key, value.to_owned()));
                count += 1;
                lines.next();
            }
            if count < *least {
                return Err(Malformed(format!("{key} is missing")));
            }
        }
        if let Some(line) = lines.next() {
            return Err(Malformed(line.to_owned()));
        }
        let fields: Vec<&str> = read.iter().filter(|(key, _)| *key == "field").filter_map(|(_, value)| value.split(' ').next()).collect();
        if !fields.is_empty() && fields != FIELDS {
            return Err(wrong("the fields of a comment, all and in their order"));
        }
        Ok(Self { kind, consultation, id, lines: read })
    }

    /// The leaf as it is hashed and stored.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("{VERSION}\ntype {}\nconsultation {}\nid {}\n", self.kind.as_str(), self.consultation, self.id);
        for (key, value) in &self.lines {
            _ = writeln!(text, "{key} {value}");
        }
        text
    }

    /// Its type.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The id of the comment that it is about; empty if it is about none.
    #[must_use]
    pub fn subject(&self) -> &str {
        if self.kind == Kind::Comment {
            return &self.id;
        }
        self.lines.iter().find(|(key, _)| *key == "comment").map_or("", |(_, value)| value)
    }

    /// Its id: that of the comment for a comment, a random one of its own for others.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }
}

/// The commitment of a field: SHA-256 over what is said in trust.md, section 2, in hexadecimal digits. Line feeds only.
#[must_use]
pub fn commitment(id: &str, field: &str, salt: &str, value: &str) -> String {
    let value = value.replace("\r\n", "\n");
    crate::platform::secret::sha256_hex(format!("{VERSION} opening\n{id}\n{field}\n{salt}\n{value}").as_bytes())
}

/// The hash of a leaf in the tree (RFC 6962, 2.1): SHA-256 over a zero byte and the leaf.
#[must_use]
pub fn leaf_hash(leaf: &str) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update([0]);
    hasher.update(leaf.as_bytes());
    hasher.finalize().into()
}

#[cfg(test)]
mod tests;
