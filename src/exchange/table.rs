//! A comment of the record as a row: names of columns and values that scripts rely on.

use crate::ids::Ordinal;
use serde::Serialize;

use crate::drafts::model::DraftNumber;
use crate::language::{Language, LocalText};
use crate::platform::clock::Day;
use crate::publications::PublishedComment;
use crate::publications::model::themes_of;

/// A comment of the record.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Its reference.
    pub reference: String,
    /// The number of its draft.
    pub draft: String,
    /// What it is about: paragraph, gap, section, draft, question.
    pub target: &'static str,
    /// The ordinal of the paragraph or the number of the question; 0 for the whole draft.
    pub at: Ordinal,
    /// How the place is printed.
    pub label: String,
    /// The day of its batch, as 2026-11-22.
    pub published: String,
    /// The day on which other words took the place of the first.
    pub amended: Option<String>,
    /// Whether it came late.
    pub late: bool,
    /// Why there is only a stub.
    pub stub: Option<&'static str>,
    /// What the public sees: named, `organisation_only`, `group_only`, `not_published`.
    pub level: &'static str,
    /// Its kind.
    pub kind: Option<&'static str>,
    /// Codes of its themes.
    pub themes: Vec<String>,
    /// The code of its language; none where nothing of it is published.
    pub language: Option<&'static str>,
    /// The group, if enough share it.
    pub group: Option<&'static str>,
    /// The region, if enough share it.
    pub region: Option<&'static str>,
    /// The ISO code of the State.
    pub country: String,
    /// The organisation.
    pub organisation: String,
    /// The person.
    pub person: String,
    /// On whose behalf.
    pub client: String,
    /// A passage it speaks of.
    pub quote: String,
    /// What it says.
    pub comment: String,
    /// The wording it proposes.
    pub proposed: String,
    /// Its reason.
    pub reason: String,
    /// The decision.
    pub decision: Option<&'static str>,
    /// The day on which the answer was published.
    pub decided: Option<String>,
    /// The office's reason, in the language asked for or the one there is.
    pub answer: String,
    /// How far the change is.
    pub progress: Option<&'static str>,
    /// The draft that carries it.
    pub changed_in: Option<String>,
    /// Its paragraphs there.
    pub changed_paragraphs: Vec<Ordinal>,
    /// The author's public verdict.
    pub verdict: Option<&'static str>,
}

fn date(day: Day) -> String {
    day.start().to_jiff().strftime("%Y-%m-%d").to_string()
}

impl Row {
    /// A comment, with answers in a language.
    #[must_use]
    pub fn new(comment: &PublishedComment, draft: DraftNumber, language: Language) -> Self {
        let (names, answer) = (comment.named(), comment.answer());
        let shown = comment.stub.is_none() && comment.level != crate::contributors::model::Level::NotPublished;
        let said = |text: &LocalText| text.said(language, if shown { comment.language } else { Language::English }).text;
        let reasons: Vec<String> = answer.parts.iter().map(|part| said(&part.reasons)).filter(|reason| !reason.is_empty()).collect();
        let changes: Vec<_> = answer.parts.iter().filter_map(|part| part.change.as_ref()).collect();
        Self {
            reference: comment.reference.clone(),
            draft: draft.to_string(),
            target: comment.target.as_str(),
            at: comment.ordinal,
            label: comment.label.clone(),
            published: date(comment.published_on),
            amended: comment.amended_on.map(date),
            late: comment.late,
            stub: comment.stub.map(crate::publications::model::Stub::as_str),
            level: comment.level.as_str(),
            kind: comment.kind.map(crate::publications::model::CommentKind::as_str),
            themes: themes_of(&comment.themes).map(str::to_owned).collect(),
            language: shown.then(|| comment.language.as_str()),
            group: comment.group.map(crate::contributors::model::Group::as_str),
            region: comment.region.map(crate::contributors::model::Region::as_str),
            country: names.country,
            organisation: names.organisation,
            person: names.person,
            client: names.client,
            quote: comment.quote.clone(),
            comment: comment.body.clone(),
            proposed: comment.proposed.clone(),
            reason: comment.reason.clone(),
            decision: comment.decision.map(crate::publications::model::Decision::as_str),
            decided: comment.decided_on.map(date),
            answer: reasons.join("\n\n"),
            progress: comment.progress.map(crate::publications::model::Progress::as_str),
            changed_in: changes.iter().find_map(|change| change.draft.clone()),
            changed_paragraphs: changes.iter().flat_map(|change| change.paragraphs.clone()).collect(),
            verdict: comment.verdict.map(crate::publications::model::Verdict::as_str),
        }
    }

    /// The names of the columns, as CSV has them.
    pub const COLUMNS: [&'static str; 30] = [
        "reference",
        "draft",
        "target",
        "at",
        "label",
        "published",
        "amended",
        "late",
        "stub",
        "level",
        "kind",
        "themes",
        "language",
        "group",
        "region",
        "country",
        "organisation",
        "person",
        "client",
        "quote",
        "comment",
        "proposed",
        "reason",
        "decision",
        "decided",
        "answer",
        "progress",
        "changed_in",
        "changed_paragraphs",
        "verdict",
    ];

    /// The cells of a CSV row, in the order of [`Row::COLUMNS`]; none of them begins a formula.
    #[must_use]
    pub fn cells(&self) -> [String; 30] {
        let word = |word: Option<&'static str>| word.unwrap_or_default().to_owned();
        let paragraphs: Vec<String> = self.changed_paragraphs.iter().map(ToString::to_string).collect();
        let cells = [
            self.reference.clone(),
            self.draft.clone(),
            self.target.to_owned(),
            self.at.to_string(),
            self.label.clone(),
            self.published.clone(),
            self.amended.clone().unwrap_or_default(),
            if self.late { "yes" } else { "no" }.to_owned(),
            word(self.stub),
            self.level.to_owned(),
            word(self.kind),
            self.themes.join(" "),
            word(self.language),
            word(self.group),
            word(self.region),
            self.country.clone(),
            self.organisation.clone(),
            self.person.clone(),
            self.client.clone(),
            self.quote.clone(),
            self.comment.clone(),
            self.proposed.clone(),
            self.reason.clone(),
            word(self.decision),
            self.decided.clone().unwrap_or_default(),
            self.answer.clone(),
            word(self.progress),
            self.changed_in.clone().unwrap_or_default(),
            paragraphs.join(" "),
            word(self.verdict),
        ];
        cells.map(|cell| harmless(&cell))
    }
}

/// A cell that no spreadsheet takes for a formula (OWASP, CSV injection): an apostrophe stands before what begins one.
fn harmless(cell: &str) -> String {
    let begins = cell
        .trim_start_matches(['\u{200e}', '\u{200f}', '\u{feff}', ' '])
        .starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if begins { format!("'{cell}") } else { cell.to_owned() }
}

/// The byte order mark by which spreadsheets know UTF-8, and the heads of the columns.
///
/// # Errors
/// If a row cannot be written; it can.
pub fn csv_head() -> crate::error::AppResult<Vec<u8>> {
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    bytes.extend(csv_lines(&[Row::COLUMNS.map(str::to_owned)])?);
    Ok(bytes)
}

/// Rows as lines of CSV (RFC 4180).
///
/// # Errors
/// If a row cannot be written; it can.
pub fn csv_lines(rows: &[[String; 30]]) -> crate::error::AppResult<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(crate::error::AppError::internal)?;
    }
    writer.into_inner().map_err(crate::error::AppError::internal)
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_cell_begins_a_formula() {
        for hostile in ["=1+1", "+cmd", "-2", "@SUM", "\t=1", " =1", "\u{200f}=1", "＝1"] {
            assert!(harmless(hostile).starts_with('\''), "{hostile}");
        }
        assert_eq!(harmless("Paragraph 12 = 13"), "Paragraph 12 = 13");
    }
}
