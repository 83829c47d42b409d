//! What was found in a table, in figures, as the command line and the programs that call it read it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::plan::{Flag, Plan};
use super::source;
use crate::comments::table::{Found, Role, Table};

/// A warning about a row.
#[derive(Clone, Debug, Serialize)]
pub struct RowWarning {
    /// The sheet; empty where there is but one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    /// The row as its author counts it.
    pub row: usize,
    /// The heading of the column.
    pub column: String,
    /// What stands there.
    pub text: String,
    /// What is the matter.
    pub problem: &'static str,
}

/// How many comments were placed in which way.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Targets {
    /// By a heading or its number, exactly.
    pub heading_exact: usize,
    /// By the number with which the place begins.
    pub number_prefix: usize,
    /// By a paragraph.
    pub paragraph: usize,
    /// On the whole draft, as the table says.
    pub whole_draft: usize,
    /// As a person said, or as before.
    pub chosen: usize,
    /// Not to be told.
    pub unresolved: usize,
}

/// What was found.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Rows with a comment.
    pub rows: usize,
    /// Comments.
    pub comments: usize,
    /// What a person should see.
    pub warnings: Vec<RowWarning>,
    /// For each role the heading under which it was found.
    pub columns: BTreeMap<&'static str, String>,
    /// How many comments each organisation has.
    pub by_organisation: BTreeMap<String, usize>,
    /// How many comments there are of each kind.
    pub by_kind: BTreeMap<&'static str, usize>,
    /// How many were decided how; `unknown` where the words say something that no rule knows.
    pub decisions: BTreeMap<&'static str, usize>,
    /// Where they belong.
    pub targets: Targets,
    /// Not there before.
    pub new: usize,
    /// There before, and changed.
    pub updated: usize,
    /// There before as they are.
    pub unchanged: usize,
    /// There before, and gone from this table.
    pub gone: usize,
    /// Decided before, and open now.
    pub reopened: usize,
}

impl Report {
    /// The figures of a plan.
    #[must_use]
    pub fn new(table: &Table, plan: &Plan) -> Self {
        let (new, updated, unchanged) = plan.counts();
        let heading =
            |role: Role| table.headings.iter().find(|(known, _)| *known == role).map(|(_, heading)| heading.clone()).unwrap_or_default();
        let mut report = Self {
            rows: plan.lines.len(),
            comments: plan.lines.len(),
            warnings: Vec::new(),
            columns: table.headings.iter().map(|(role, heading)| (role.as_str(), heading.clone())).collect(),
            by_organisation: BTreeMap::new(),
            by_kind: BTreeMap::new(),
            decisions: BTreeMap::new(),
            targets: Targets::default(),
            new,
            updated,
            unchanged,
            gone: plan.gone.len(),
            reopened: plan.lines.iter().filter(|line| line.reopened).count(),
        };
        for line in &plan.lines {
            let entry = &line.entry;
            *report.by_organisation.entry(source::name(entry).to_owned()).or_default() += 1;
            if let Some(kind) = line.kind {
                *report.by_kind.entry(kind.as_str()).or_default() += 1;
            }
            if let Some(decision) = line.decision {
                *report.decisions.entry(decision.as_str()).or_default() += 1;
            }
            let targets = &mut report.targets;
            *match line.found {
                Found::Heading(_) => &mut targets.heading_exact,
                Found::NumberPrefix(_) => &mut targets.number_prefix,
                Found::Paragraph(_) => &mut targets.paragraph,
                Found::WholeDraft => &mut targets.whole_draft,
                Found::Chosen(_) => &mut targets.chosen,
                Found::Unresolved(_) => &mut targets.unresolved,
            } += 1;
            for flag in &line.flags {
                let (role, text) = match flag {
                    Flag::Kind => (Role::Kind, &entry.kind),
                    Flag::Language => (Role::Language, &entry.language),
                    Flag::Decision => {
                        *report.decisions.entry("unknown").or_default() += 1;
                        let role = if entry.decision.is_empty() { Role::Answer } else { Role::Decision };
                        (role, if entry.decision.is_empty() { &entry.answer } else { &entry.decision })
                    }
                    Flag::StoredAsNumber if entry.place.section.number => (Role::Section, &entry.place.section.text),
                    Flag::StoredAsNumber => (Role::Paragraph, &entry.place.paragraph.text),
                    Flag::Place(_) | Flag::NumberPrefix if !entry.place.address.is_empty() => (Role::Address, &entry.place.address),
                    Flag::Place(_) | Flag::NumberPrefix if entry.place.section.is_empty() => (Role::Paragraph, &entry.place.paragraph.text),
                    Flag::Place(_) | Flag::NumberPrefix => (Role::Section, &entry.place.section.text),
                };
                let text = text.chars().take(80).collect();
                let sheet = if table.sheets.len() > 1 { entry.sheet.clone() } else { String::new() };
                report.warnings.push(RowWarning { sheet, row: entry.row, column: heading(role), text, problem: flag.as_str() });
            }
        }
        report
    }
}
