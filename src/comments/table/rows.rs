//! The comments of a table, in the words of its author.

use super::columns::Segment;
use super::mapping::Role;
use crate::text::grid::{Cell, Grids, Row};

/// Where a comment says that it belongs, in its own words.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct PlaceWords {
    /// Our own address.
    pub address: String,
    /// The section.
    pub section: Cell,
    /// The paragraph, figure or table.
    pub paragraph: Cell,
    /// The page.
    pub page: String,
    /// The line.
    pub line: String,
    /// The words of the draft that it repeats or marks.
    pub quote: String,
}

impl PlaceWords {
    /// A place by what is printed there: a number, or the words of a heading.
    #[must_use]
    pub fn printed(text: &str) -> Self {
        Self { section: Cell::text(text), ..Self::default() }
    }

    /// What is said of the place in one line, for people and as the key of a person's choice; empty if nothing is.
    #[must_use]
    pub fn said(&self) -> String {
        let parts = [&self.section.text, &self.paragraph.text];
        let named: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        let said = if named.is_empty() { self.address.clone() } else { named.join(" · ") };
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A comment of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Entry {
    /// The sheet or table.
    pub sheet: String,
    /// The row as its author counts it, from 1; for a comment in the margin of a Word file its number.
    pub row: usize,
    /// The number that the table gives it.
    pub number: String,
    /// The organisation.
    pub organisation: String,
    /// The country, in words.
    pub country: String,
    /// The person.
    pub person: String,
    /// The place.
    pub place: PlaceWords,
    /// The kind.
    pub kind: String,
    /// The language.
    pub language: String,
    /// What is said.
    pub body: String,
    /// The words that are proposed.
    pub proposed: String,
    /// Why.
    pub reason: String,
    /// What was decided.
    pub decision: String,
    /// The answer in words.
    pub answer: String,
    /// What the comments that are answered together have in common.
    pub issue: String,
}

impl Entry {
    /// What is said, or what is proposed where nothing else is said.
    #[must_use]
    pub fn words(&self) -> &str {
        if self.body.is_empty() { &self.proposed } else { &self.body }
    }

    /// The words in which the office's answer is given: those of the decision, and those of the answer.
    #[must_use]
    pub fn answer_words(&self) -> String {
        let parts = [self.decision.as_str(), self.answer.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    /// The words by which a decision is recognised: those of its column, else those of the answer.
    #[must_use]
    pub fn decision_words(&self) -> &str {
        if self.decision.is_empty() { &self.answer } else { &self.decision }
    }
}

/// The comments of all tables, in their order. A row without a comment is none; if it has nothing but one text, it names the
/// section of those that follow and name none. Comments in the margin count where there is no table of comments.
#[must_use]
pub fn entries(grids: &Grids, segments: &[Segment]) -> Vec<Entry> {
    let mut found = Vec::new();
    for segment in segments.iter().filter(|segment| holds(segment, Role::Comment) || holds(segment, Role::Proposed)) {
        let mut section = Cell::default();
        for row in segment.rows {
            let mut entry = entry(segment, row);
            if entry.body.is_empty() && entry.proposed.is_empty() {
                let mut filled = row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
                if let (Some((column, only)), None) = (filled.next(), filled.next())
                    && names_a_section(segment, column, only)
                {
                    section = only.clone();
                }
                continue;
            }
            if entry.place.said().is_empty() && !section.is_empty() {
                entry.place.section = section.clone();
            }
            found.push(entry);
        }
    }
    if found.is_empty() { remarks(grids) } else { found }
}

/// Whether the only cell of a row names the section of those that follow: a number under "No." counts rows.
fn names_a_section(segment: &Segment, column: usize, cell: &Cell) -> bool {
    let role = segment.columns.iter().find(|known| known.index == column).and_then(|known| known.role);
    let words = cell.text.chars().filter(|c| c.is_alphabetic()).count() > 2;
    match role {
        None | Some(Role::Section) => true,
        Some(Role::Number | Role::Person | Role::Organisation | Role::Paragraph | Role::Page | Role::Line) => words,
        _ => false,
    }
}

fn holds(segment: &Segment, role: Role) -> bool {
    segment.columns.iter().any(|column| column.role == Some(role))
}

fn entry(segment: &Segment, row: &Row) -> Entry {
    let cell = |role: Role| segment.columns.iter().find(|column| column.role == Some(role)).map(|column| row.cell(column.index));
    let text = |role: Role| cell(role).map(|cell| cell.text.clone()).unwrap_or_default();
    Entry {
        sheet: segment.name.to_owned(),
        row: row.number,
        number: text(Role::Number),
        organisation: text(Role::Organisation),
        country: text(Role::Country),
        person: text(Role::Person),
        place: PlaceWords {
            address: text(Role::Address),
            section: cell(Role::Section).cloned().unwrap_or_default(),
            paragraph: cell(Role::Paragraph).cloned().unwrap_or_default(),
            page: text(Role::Page),
            line: text(Role::Line),
            quote: text(Role::Text),
        },
        kind: text(Role::Kind),
        language: text(Role::Language),
        body: text(Role::Comment),
        proposed: text(Role::Proposed),
        reason: text(Role::Reason),
        decision: text(Role::Decision),
        answer: text(Role::Answer),
        issue: text(Role::Issue),
    }
}

/// Comments in the margin: what is marked is quoted, the first words of an answer are the answer.
fn remarks(grids: &Grids) -> Vec<Entry> {
    let of = |index: usize| {
        let remark = &grids.remarks[index];
        let answers = grids.remarks.iter().filter(|other| other.answers == Some(index)).map(|other| other.text.as_str());
        Entry {
            row: index + 1,
            number: (index + 1).to_string(),
            person: remark.author.clone(),
            place: PlaceWords {
                section: remark.block.and_then(|block| grids.blocks.get(block)).map(|text| Cell::text(text)).unwrap_or_default(),
                quote: remark.quote.clone(),
                ..PlaceWords::default()
            },
            body: remark.text.clone(),
            answer: answers.collect::<Vec<_>>().join("\n"),
            ..Entry::default()
        }
    };
    let own = grids.remarks.iter().enumerate().filter(|(_, remark)| remark.answers.is_none() && !remark.text.is_empty());
    own.map(|(index, _)| of(index)).collect()
}
