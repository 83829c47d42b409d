//! `travaux draft compare`: the lineage and redline of two files or two drafts.

use std::path::Path;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::draft::{TrackedOption, named};
use super::isolation::Isolation;
use super::output::line;
use crate::drafts;
use crate::error::{AppError, AppResult};
use crate::extract;
use crate::platform::admission::Asker;
use crate::platform::db::Database;
use crate::text::export::html::escape;
use crate::text::lineage::{Lineage, Link, Relation, align};
use crate::text::model::{BlockKind, Document, Unit};
use crate::text::read::{self, Contents, Reading, SourceFacts};
use crate::text::redline::{Operation, is_coarse, redline};

#[derive(Args)]
pub struct Options {
    /// A file, or slug/number
    old: String,
    /// A file, or slug/number
    new: String,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// What to do with tracked changes in DOCX
    #[arg(long, value_enum, default_value_t = TrackedOption::Accept)]
    tracked: TrackedOption,
    #[command(flatten)]
    isolation: Isolation,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, changes only
    Text,
    /// For programs
    Json,
    /// A page
    Html,
}

impl Options {
    /// Whether files are compared: if one is a file, the other has to be one too.
    pub fn are_files(&self) -> bool {
        let is_file = |name: &str| Path::new(name).is_file();
        is_file(&self.old) || is_file(&self.new)
    }
}

/// One side: its units of alignment and what its file said of itself.
struct Side {
    units: Vec<Unit>,
    facts: SourceFacts,
}

impl Side {
    /// Footnotes and figures are not counted.
    fn new(document: &Document, facts: SourceFacts) -> Self {
        let counted = |unit: &Unit| !matches!(unit.kind, BlockKind::Footnote | BlockKind::Figure);
        Self { units: document.units().into_iter().filter(counted).collect(), facts }
    }
}

/// Reads a file.
pub fn read_file(path: &Path, options: read::Options, isolation: Isolation) -> AppResult<Reading> {
    let problem = |error: &dyn std::fmt::Display| AppError::Internal(format!("{}: {error}", path.display()));
    let bytes = std::fs::read(path).map_err(|error| problem(&error))?;
    let extractor = isolation.extractor();
    extract::wait(async { extractor.document(&bytes, options, Asker::Staff).await.map_err(|error| problem(&error)) })
}

/// Compares two files.
pub fn files(options: &Options) -> AppResult<()> {
    // All of both: who compares two files wants to know of their tables of contents too.
    let how = read::Options { tracked: options.tracked.into(), contents: Contents::Keep };
    let side = |name: &str| read_file(Path::new(name), how, options.isolation).map(|reading| Side::new(&reading.document, reading.facts));
    print(options, &side(&options.old)?, &side(&options.new)?);
    Ok(())
}

/// Compares two drafts of the database.
pub async fn drafts(database: &Database, options: Options) -> AppResult<()> {
    let (old, new) = (options.old.clone(), options.new.clone());
    let (old, new) = database
        .read(move |conn| {
            let mut side = |name: &str| {
                let unknown = |_| AppError::Internal(format!("“{name}” is neither a file nor a draft (slug/number)"));
                let draft = named(conn, name).map_err(unknown)?;
                let document = drafts::read::authoritative_document(conn, draft.id)?;
                Ok::<_, AppError>(Side::new(&document, SourceFacts::default()))
            };
            Ok::<_, AppError>((side(&old)?, side(&new)?))
        })
        .await?;
    print(&options, &old, &new);
    Ok(())
}

fn print(options: &Options, old: &Side, new: &Side) {
    let lineage = align(&old.units, &new.units);
    match options.format {
        Format::Json => line(&as_json(&lineage, old, new).to_string()),
        Format::Text => as_text(&lineage, old, new),
        Format::Html => line(&as_html(&lineage, old, new)),
    }
}

fn texts(units: &[Unit], indexes: &[usize]) -> String {
    indexes.iter().map(|index| units[*index].text.as_str()).collect::<Vec<_>>().join("\n\n")
}

fn as_json(lineage: &Lineage, old: &Side, new: &Side) -> serde_json::Value {
    let summary: serde_json::Map<String, serde_json::Value> =
        lineage.summary().into_iter().map(|(relation, count)| (relation.as_str().to_owned(), json!(count))).collect();
    let links: Vec<serde_json::Value> = lineage
        .links
        .iter()
        .map(|link| {
            let (before, after) = (texts(&old.units, &link.old), texts(&new.units, &link.new));
            json!({
                "relation": link.relation,
                "old": link.old,
                "new": link.new,
                "similarity": (link.similarity * 1000.0).round() / 1000.0,
                "confidence": (link.confidence * 1000.0).round() / 1000.0,
                "redline": redline(&before, &after),
                // So long that it was compared in larger pieces than words.
                "coarse": is_coarse(&before, &after),
            })
        })
        .collect();
    json!({
        "old": {"blocks": old.units.len(), "source": old.facts},
        "new": {"blocks": new.units.len(), "source": new.facts},
        "summary": summary,
        "lineage": links,
    })
}

fn as_text(lineage: &Lineage, old: &Side, new: &Side) {
    line(&format!("{} blocks, then {}", old.units.len(), new.units.len()));
    for (relation, count) in lineage.summary() {
        line(&format!("{count:>6}  {}", relation.as_str()));
    }
    let changed: Vec<&Link> = lineage.links.iter().filter(|link| link.relation != Relation::Unchanged).collect();
    if changed.is_empty() {
        line("Nothing changed.");
    }
    for link in changed {
        let numbers = |indexes: &[usize]| indexes.iter().map(|index| (index + 1).to_string()).collect::<Vec<_>>().join("+");
        let (before, after) = (texts(&old.units, &link.old), texts(&new.units, &link.new));
        let coarse = if is_coarse(&before, &after) { " (long: compared in larger pieces than words)" } else { "" };
        line(&format!("\n{} {} → {}{coarse}", link.relation.as_str(), numbers(&link.old), numbers(&link.new)));
        let marked: String = redline(&before, &after)
            .iter()
            .map(|piece| match piece.operation {
                Operation::Equal => piece.text.clone(),
                Operation::Delete => format!("[-{}-]", piece.text),
                Operation::Insert => format!("{{+{}+}}", piece.text),
            })
            .collect();
        line(&marked);
    }
}

fn as_html(lineage: &Lineage, old: &Side, new: &Side) -> String {
    let mut html = String::from("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>Comparison</title></head><body>\n");
    for link in &lineage.links {
        let marked: String = redline(&texts(&old.units, &link.old), &texts(&new.units, &link.new))
            .iter()
            .map(|piece| match piece.operation {
                Operation::Equal => escape(&piece.text),
                Operation::Delete => format!("<del>{}</del>", escape(&piece.text)),
                Operation::Insert => format!("<ins>{}</ins>", escape(&piece.text)),
            })
            .collect();
        html.push_str(&format!("<p data-relation=\"{}\">{marked}</p>\n", link.relation.as_str()));
    }
    html.push_str("</body></html>");
    html
}
