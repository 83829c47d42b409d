//! The leaves: their closed grammar, commitments, hashes. Pure: the stand-alone verifier uses this module alone.
//!
//! A leaf is ASCII, at most [`LARGEST`] bytes: a head, then lines `key value` in the order of its type's grammar. A
//! commitment is SHA-256 over the field, a salt of its own and the value; a leaf's hash is that of RFC 6962.

mod grammar;
mod kind;

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use grammar::{Line, Shape};
pub use kind::LeafKind;

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

/// A fact, well formed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    kind: LeafKind,
    consultation: String,
    id: String,
    lines: Vec<(&'static str, String)>,
}

impl Leaf {
    /// A fact with the lines of its type's grammar, in their order.
    ///
    /// # Errors
    /// [`Malformed`] if they do not fit the grammar.
    pub fn new(kind: LeafKind, consultation: &str, id: &str, lines: Vec<(&str, String)>) -> Result<Self, Malformed> {
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
        let kind = LeafKind::ALL.into_iter().find(|kind| kind.as_str() == word).ok_or_else(|| wrong("no such type"))?;
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
        let is_first = kind == LeafKind::Comment && read.contains(&("schema", "1".to_owned()));
        if is_first && read.iter().all(|(key, _)| *key != "draft") {
            return Err(wrong("draft is missing"));
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
    pub const fn kind(&self) -> LeafKind {
        self.kind
    }

    /// The id of the comment that it is about; empty if it is about none.
    #[must_use]
    pub fn subject(&self) -> &str {
        if self.kind == LeafKind::Comment {
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
