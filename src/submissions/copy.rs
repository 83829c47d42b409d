//! The working copy: everything typed under a code, before it is sent. Stored sealed; the office cannot read it.

use serde::{Deserialize, Serialize};

use crate::comments::table::Entry;
use crate::contributors::model::{Group, Level, Region, Speaker};
use crate::language::Language;
use crate::platform::secret::sha256_hex;
use crate::publications::model::{CommentKind, Target, Words};

/// One comment in the making.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its key: the same key replaces, a new one adds.
    pub key: String,
    /// What it is about.
    pub target: Target,
    /// Its kind, if given.
    pub kind: Option<CommentKind>,
    /// Codes of themes.
    pub themes: Vec<String>,
    /// Its language.
    pub language: Language,
    /// A level of its own, below that of the whole.
    pub level: Option<Level>,
    /// What it says.
    pub words: Words,
}

/// A row that is no comment yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingRow {
    /// Its key; that of the comment that it becomes.
    pub key: String,
    /// The row, and what is typed in it.
    pub entry: Entry,
}

/// Everything typed under a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingCopy {
    /// The comments, in the order in which they were added.
    pub items: Vec<Item>,
    /// Who speaks.
    pub speaker: Speaker,
    /// What the public will see.
    pub level: Level,
    /// Whether the consent was given.
    pub consent: bool,
    /// Rows of a table that are no comments yet.
    #[serde(default)]
    pub pending: Vec<PendingRow>,
    /// The keys of what was sent when this copy was begun: what has been added since by the office, from what came by mail,
    /// was not taken out of it. Without them, what is not in the copy is taken back.
    #[serde(default)]
    pub began_with: Option<Vec<String>>,
    /// Whether it came as a table.
    #[serde(default)]
    pub from_file: bool,
}

impl Default for WorkingCopy {
    fn default() -> Self {
        let speaker = Speaker {
            group: Group::Undisclosed,
            region: Region::Undisclosed,
            country: String::new(),
            organisation: String::new(),
            person: String::new(),
            client: String::new(),
        };
        Self {
            items: Vec::new(),
            speaker,
            level: Level::GroupOnly,
            consent: false,
            pending: Vec::new(),
            began_with: None,
            from_file: false,
        }
    }
}

impl WorkingCopy {
    /// Replaces the comment of the same key, or adds it.
    pub fn put(&mut self, item: Item) {
        match self.items.iter_mut().find(|known| known.key == item.key) {
            Some(known) => *known = item,
            None => self.items.push(item),
        }
    }

    /// Shows no more than a level, of one comment or (with `None`) of all.
    pub fn lower(&mut self, one: Option<&str>, level: Level) {
        for item in self.items.iter_mut().filter(|item| one.is_none_or(|one| one == item.key)) {
            item.level = item.level.map(|own| own.min(level)).or(one.map(|_| level));
        }
        if one.is_none() && level < self.level {
            self.level = level;
            self.speaker = self.speaker.kept_at(level);
        }
    }

    /// What the public sees of a comment: its own level where that is lower.
    #[must_use]
    pub fn level_of(&self, item: &Item) -> Level {
        item.level.unwrap_or(self.level).min(self.level)
    }

    /// Which version of it somebody looked at.
    #[must_use]
    pub fn digest(&self) -> String {
        sha256_hex(&self.bytes())[..16].to_owned()
    }

    /// The bytes that are sealed, and over which a version is told from another.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        serde_json::json!(self).to_string().into_bytes()
    }
}
