//! What the columns and the words of a table mean, as it was guessed or as a person said.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::contributors::model::{Group, Level, Region};
use crate::publications::model::{CommentKind, Decision};

crate::text_enum! {
    /// What a column holds.
    Role {
        /// The number that the table gives a comment. Numbers restart and change: they identify nothing.
        Number = "number",
        /// The organisation that speaks.
        Organisation = "organisation",
        /// The country that speaks.
        Country = "country",
        /// The person who speaks.
        Person = "person",
        /// The place by our own address, in tables that this platform made.
        Address = "address",
        /// The section.
        Section = "section",
        /// The paragraph.
        Paragraph = "paragraph",
        /// The page of somebody's print.
        Page = "page",
        /// The line of somebody's print.
        Line = "line",
        /// The words of the draft, repeated.
        Text = "text",
        /// The kind of the comment.
        Kind = "kind",
        /// What is said.
        Comment = "comment",
        /// Other words for the text.
        Proposed = "proposed",
        /// Why.
        Reason = "reason",
        /// The language.
        Language = "language",
        /// What was decided.
        Decision = "decision",
        /// The answer in words.
        Answer = "answer",
        /// What the comments that are answered together have in common.
        Issue = "issue",
        /// Nothing that is taken over.
        Ignored = "ignored",
    }
}

/// What a person said of who speaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceChoice {
    /// The stakeholder group.
    pub group: Group,
    /// The region; that of a country where one is given.
    #[serde(default = "undisclosed")]
    pub region: Region,
    /// The code of a country; empty if none.
    #[serde(default)]
    pub country: String,
    /// What the public may see.
    pub level: Level,
}

const fn undisclosed() -> Region {
    Region::Undisclosed
}

/// What a person said of a table. What she did not say is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// For the heading of a column, what it holds.
    pub columns: BTreeMap<String, Role>,
    /// For the words of a decision, what they mean; "open" if nothing is decided.
    pub decisions: BTreeMap<String, Meant>,
    /// For the words of a kind, what they mean.
    pub kinds: BTreeMap<String, CommentKind>,
    /// For the words of a place, our address: `12`, `s3`, `draft`.
    pub places: BTreeMap<String, String>,
    /// For an organisation as the table names it, who that is; the empty name is who speaks where none is named.
    pub sources: BTreeMap<String, SourceChoice>,
}

/// What the words of a decision mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Meant {
    /// A decision.
    Decided(Decision),
    /// Nothing yet.
    Open(Open),
}

/// The word for "nothing is decided".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Open {
    /// Nothing is decided.
    Open,
}

impl Mapping {
    /// What is known of earlier tables, with what was said of this one over it.
    #[must_use]
    pub fn over(mut self, earlier: &Self) -> Self {
        fn fill<T: Clone>(own: &mut BTreeMap<String, T>, earlier: &BTreeMap<String, T>) {
            for (key, value) in earlier {
                own.entry(key.clone()).or_insert_with(|| value.clone());
            }
        }
        fill(&mut self.columns, &earlier.columns);
        fill(&mut self.decisions, &earlier.decisions);
        fill(&mut self.kinds, &earlier.kinds);
        fill(&mut self.sources, &earlier.sources);
        self
    }
}
