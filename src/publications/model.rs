//! What the public record says: the types of its rows.

use crate::ids::Ordinal;
use serde::{Deserialize, Serialize};

use crate::language::LocalText;
use crate::platform::clock::Day;

crate::text_enum! {
    /// What a comment is about.
    TargetKind {
        /// A paragraph.
        Paragraph = "paragraph",
        /// The gap after a paragraph: something is missing there.
        Gap = "gap",
        /// A section, by the ordinal of its heading.
        Section = "section",
        /// The whole draft.
        Draft = "draft",
        /// A guiding question, by its number.
        Question = "question",
    }
}

/// What a comment is about, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Target {
    /// What.
    pub kind: TargetKind,
    /// The ordinal of the paragraph or heading, or the number of the question; 0 for the whole draft.
    pub ordinal: Ordinal,
}

impl Target {
    /// The anchor as the register writes it: `12`, `12+` for the gap after it, `s12`, `draft`, `q3`.
    #[must_use]
    pub fn anchor(self) -> String {
        match self.kind {
            TargetKind::Paragraph => self.ordinal.to_string(),
            TargetKind::Gap => format!("{}+", self.ordinal),
            TargetKind::Section => format!("s{}", self.ordinal),
            TargetKind::Draft => "draft".to_owned(),
            TargetKind::Question => format!("q{}", self.ordinal),
        }
    }
}

crate::text_enum! {
    /// The kind of a comment (ISO/IEC commenting template, IPPC).
    CommentKind {
        /// General.
        General = "general",
        /// On the substance.
        Substantive = "substantive",
        /// Technical.
        Technical = "technical",
        /// Editorial.
        Editorial = "editorial",
        /// On the translation.
        Translation = "translation",
        /// A question.
        Question = "question",
    }
}

crate::text_enum! {
    /// Why only a stub stands in the record.
    Stub {
        /// Held back: personal data of others.
        PersonalData = "personal_data",
        /// Held back: a threat.
        Threat = "threat",
        /// Held back: hate.
        Hate = "hate",
        /// Held back: spam.
        Spam = "spam",
        /// Withdrawn by its author.
        Withdrawn = "withdrawn",
        /// Erased by its author.
        Erased = "erased",
    }
}

crate::text_enum! {
    /// What the office decided on a comment (OASIS, IPCC, IEEE).
    Decision {
        /// The text is changed as proposed.
        Accepted = "accepted",
        /// The text is changed in another way.
        AcceptedWithModification = "accepted_with_modification",
        /// The text says it already.
        AlreadyAddressed = "already_addressed",
        /// Noted; the text is unchanged.
        Noted = "noted",
        /// Not accepted.
        NotAccepted = "not_accepted",
        /// Outside what the text is about.
        OutOfScope = "out_of_scope",
        /// To be decided later.
        Deferred = "deferred",
        /// The same as another comment, which is answered.
        Duplicate = "duplicate",
        /// A question, answered.
        Answered = "answered",
    }
}

impl Decision {
    /// Whether the text is to change.
    #[must_use]
    pub const fn changes_text(self) -> bool {
        matches!(self, Self::Accepted | Self::AcceptedWithModification)
    }
}

crate::text_enum! {
    /// Where an accepted point stands.
    Progress {
        /// Not in a published draft yet.
        Pending = "pending",
        /// In a published draft.
        Applied = "applied",
        /// There, and a second person has looked.
        Verified = "verified",
        /// Not carried out, with a reason.
        NotApplied = "not_applied",
    }
}

crate::text_enum! {
    /// What the author thinks of the answer.
    Verdict {
        /// Satisfied.
        Satisfied = "satisfied",
        /// Partly.
        PartlySatisfied = "partly_satisfied",
        /// Not satisfied.
        NotSatisfied = "not_satisfied",
    }
}

/// What is said in a comment; read from its own row, not from the public one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::schema::comments)]
pub struct Words {
    /// A passage of the text that it speaks of; may be empty.
    pub quote: String,
    /// What is said.
    pub body: String,
    /// Other words for the text; may be empty.
    pub proposed: String,
    /// Why; may be empty.
    pub reason: String,
}

/// Codes of themes as a column holds them: `|remedy|gender|`, so that one is found by `%|remedy|%`.
#[must_use]
pub fn themes_column(codes: &[String]) -> String {
    if codes.is_empty() { String::new() } else { format!("|{}|", codes.join("|")) }
}

/// The codes in such a column.
pub fn themes_of(column: &str) -> impl Iterator<Item = &str> {
    column.split('|').filter(|code| !code.is_empty())
}

/// The published answer to a comment, stored beside it as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Its parts.
    pub parts: Vec<AnswerPart>,
}

/// A part of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerPart {
    /// What was decided.
    pub decision: Decision,
    /// Why. Empty where the words would give away a comment that is not published.
    pub reasons: LocalText,
    /// The reference of the comment that it repeats; empty unless a duplicate.
    pub duplicate_of: String,
    /// Where the change stands, for accepted points.
    pub change: Option<Change>,
}

/// Where the change of an accepted point stands, as far as it is public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// How far it is.
    pub progress: Progress,
    /// The number of the draft that carries it.
    pub draft: Option<String>,
    /// Its paragraphs there.
    pub paragraphs: Vec<Ordinal>,
    /// How each of them is printed: "12", "III.B"; empty for one without a label.
    #[serde(default)]
    pub labels: Vec<String>,
    /// Why it was not carried out.
    pub reasons: LocalText,
    /// The day on which the draft that carries it was published.
    #[serde(default)]
    pub applied_on: Option<Day>,
    /// The day from which it counts as checked by a second person.
    #[serde(default)]
    pub verified_on: Option<Day>,
}

impl Answer {
    /// The decision that stands for the whole: the first.
    #[must_use]
    pub fn decision(&self) -> Option<Decision> {
        self.parts.first().map(|part| part.decision)
    }

    /// How far the changes are: the least of those that are still to come, else the most.
    #[must_use]
    pub fn progress(&self) -> Option<Progress> {
        let of: Vec<Progress> = self.parts.iter().filter_map(|part| part.change.as_ref()).map(|change| change.progress).collect();
        let open = of.iter().filter(|progress| **progress != Progress::NotApplied).min();
        open.or(of.first()).copied()
    }
}
