//! `travaux draft import|compare|export`.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;

use super::compare;
use super::isolation::Isolation;
use super::output::line;
use crate::config::Config;
use crate::consultations;
use crate::drafts::model::{Audience, Draft, DraftNumber, NewDraft};
use crate::drafts::read::Reach;
use crate::drafts::{self, ImportReport, Upload};
use crate::error::{AppError, AppResult};
use crate::language::{Language, LocalText};
use crate::platform::admission::Asker;
use crate::platform::clock::Clock;
use crate::platform::db::{self, Conn, Database};
use crate::record::files;
use crate::record::offline;
use crate::render::Renderer;
use crate::text::export;
use crate::text::read::{Options, Remark, SourceFacts, Tracked, Warning};

#[derive(Subcommand)]
pub enum Command {
    /// Import a file into a draft in preparation; the draft is made if there is none
    Import(ImportOptions),
    /// Compare two files, or two drafts (slug/number): lineage and redline
    Compare(compare::Options),
    /// Write a draft as a table to be filled in without a connection
    Table {
        /// slug/number
        draft: String,
        /// The file to be written: .xlsx or .docx
        #[arg(long)]
        to: PathBuf,
        /// The language, instead of the authoritative one
        #[arg(long, value_parser = language)]
        language: Option<Language>,
    },
    /// Write a draft to a file
    Export {
        /// slug/number
        draft: String,
        /// The file to be written: .docx, .html, .md, .akn.xml or, if built with it, .pdf
        #[arg(long)]
        to: PathBuf,
        /// The language version, instead of the authoritative one
        #[arg(long, value_parser = language)]
        language: Option<Language>,
    },
}

#[derive(Args)]
pub struct ImportOptions {
    /// DOCX, Markdown or HTML
    file: PathBuf,
    /// The consultation
    #[arg(long)]
    consultation: String,
    /// The number of the draft
    #[arg(long, value_parser = number)]
    number: DraftNumber,
    /// The language of the file, instead of the authoritative one
    #[arg(long, value_parser = language)]
    language: Option<Language>,
    /// The name of a draft that is made, in the authoritative language
    #[arg(long, default_value = "Imported text")]
    name: String,
    /// Read the file and say what was found, without writing anything
    #[arg(long)]
    dry_run: bool,
    /// What to do with tracked changes
    #[arg(long, value_enum, default_value_t = TrackedOption::Accept)]
    tracked: TrackedOption,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    isolation: Isolation,
}

/// How tracked changes are read.
#[derive(Clone, Copy, ValueEnum)]
pub enum TrackedOption {
    /// As if all were accepted
    Accept,
    /// As if all were rejected
    Reject,
}

impl From<TrackedOption> for Tracked {
    fn from(option: TrackedOption) -> Self {
        match option {
            TrackedOption::Accept => Self::Accept,
            TrackedOption::Reject => Self::Reject,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

impl ImportOptions {
    fn reading(&self) -> Options {
        Options { tracked: self.tracked.into(), ..Options::default() }
    }
}

/// Runs the command.
pub fn run(config: &Config, command: Command) -> AppResult<()> {
    if let Command::Import(options) = &command
        && options.dry_run
    {
        return dry_run(options);
    }
    db::maintain(&config.database_options(), db::migrate)?;
    let database = Database::open(&config.database_options())?;
    let runtime = tokio::runtime::Runtime::new().map_err(AppError::internal)?;
    match command {
        Command::Import(options) => runtime.block_on(import(&database, &options)),
        Command::Compare(options) => runtime.block_on(compare::drafts(&database, options)),
        Command::Table { draft, to, language } => runtime.block_on(table(&database, draft, &to, language)),
        Command::Export { draft, to, language } => runtime.block_on(export(&database, draft, &to, language, &config.fonts)),
    }
}

/// Reads a file and says what was found.
fn dry_run(options: &ImportOptions) -> AppResult<()> {
    let reading = compare::read_file(&options.file, options.reading(), options.isolation)?;
    print(
        options.format,
        &reading.document.counts().iter().map(|(kind, count)| (kind.as_str(), *count)).collect::<Vec<_>>(),
        &reading.warnings,
        &reading.remarks,
        reading.facts,
        None,
    );
    Ok(())
}

/// Reads the number of a draft from the command line.
pub fn number(text: &str) -> Result<DraftNumber, String> {
    DraftNumber::parse(text).ok_or_else(|| "a number such as 3, or 3.1 for a corrigendum".to_owned())
}

/// Reads a language from the command line.
pub fn language(text: &str) -> Result<Language, String> {
    Language::parse(text).ok_or_else(|| "one of ar, en, es, fr, ru, zh".to_owned())
}

async fn import(database: &Database, options: &ImportOptions) -> AppResult<()> {
    let now = Clock::system().now();
    let (number, given) = (options.number, options.language);
    let bytes = std::fs::read(&options.file).map_err(|error| AppError::Internal(format!("{}: {error}", options.file.display())))?;
    // The file is read before anything is written: a file that cannot be read makes no draft.
    let extractor = options.isolation.extractor();
    extractor.document(&bytes, options.reading(), Asker::Staff).await?;
    let (slug, draft_name) = (options.consultation.clone(), options.name.clone());
    let (draft, language) = database
        .write(move |tx| {
            let consultation = consultations::read::by_slug(tx, &slug)?;
            let existing = drafts::read::of_consultation(tx, consultation.id)?.into_iter().find(|draft| draft.number == number);
            let id = if let Some(draft) = existing {
                draft.id
            } else {
                let new = NewDraft {
                    number,
                    name: LocalText::one(consultation.language, &draft_name),
                    note: LocalText::default(),
                    is_final: false,
                    comments_only: true,
                    audience: Audience::Public,
                };
                drafts::create(tx, consultation.id, &new, now)?
            };
            Ok::<_, AppError>((id, given.unwrap_or(consultation.language)))
        })
        .await?;
    let name = options.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let upload = Upload { name, bytes, language, tracked: options.tracked.into() };
    let report = drafts::import(database, &extractor, draft, upload, now).await?;
    let counts: Vec<_> = report.counts.iter().map(|(kind, count)| (kind.as_str(), *count)).collect();
    print(options.format, &counts, &report.warnings, &report.remarks, report.facts, Some(&report));
    Ok(())
}

fn print(
    format: Format,
    counts: &[(&str, usize)],
    warnings: &[Warning],
    remarks: &[Remark],
    facts: SourceFacts,
    report: Option<&ImportReport>,
) {
    if format == Format::Json {
        let counts: serde_json::Map<String, serde_json::Value> =
            counts.iter().map(|(kind, count)| ((*kind).to_owned(), json!(count))).collect();
        let lineage: serde_json::Map<String, serde_json::Value> = report
            .iter()
            .flat_map(|report| &report.lineage)
            .map(|(relation, count)| (relation.as_str().to_owned(), json!(count)))
            .collect();
        let doubtful = report.map_or(0, |report| report.doubtful);
        line(
            &json!({"blocks": counts, "warnings": warnings, "remarks": remarks, "source": facts, "lineage": lineage, "doubtful": doubtful})
                .to_string(),
        );
        return;
    }
    counts.iter().for_each(|(kind, count)| line(&format!("{count:>6}  {kind}")));
    let renderer = Renderer::new();
    for warning in warnings {
        let words = renderer
            .as_ref()
            .map_or_else(|_| warning.problem.key().to_owned(), |renderer| renderer.say(Language::English, warning.problem.key(), &[]));
        let detail = if warning.detail.is_empty() { String::new() } else { format!(" ({})", warning.detail) };
        line(&format!("block {}: {words}{detail}", warning.block + 1));
    }
    for remark in remarks {
        let place = remark.block.map(|block| format!("block {}", block + 1)).unwrap_or_default();
        let quote = if remark.quote.is_empty() { String::new() } else { format!(" on “{}”", remark.quote) };
        line(&format!("{place}{quote}, {}: {}", remark.author, remark.text));
    }
    if let Some(report) = report {
        for (relation, count) in report.lineage.iter().filter(|(_, count)| *count > 0) {
            line(&format!("{count:>6}  {}", relation.as_str()));
        }
        if report.doubtful > 0 {
            line(&format!("{:>6}  doubtful, to be looked at on the draft desk", report.doubtful));
        }
        if report.lost > 0 {
            line(&format!("{:>6}  corrections and causes that no longer fit", report.lost));
        }
    }
}

async fn table(database: &Database, name: String, to: &Path, wanted: Option<Language>) -> AppResult<()> {
    let extension = to.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_owned();
    if extension != "xlsx" && extension != "docx" {
        return Err(AppError::internal("the file's name must end in .xlsx or .docx"));
    }
    let (offline, language) = database
        .read(move |conn| {
            let (slug, number) = name.rsplit_once('/').ok_or(AppError::NotFound)?;
            let number = DraftNumber::parse(number).ok_or(AppError::NotFound)?;
            let (consultation, draft) = drafts::read::at(conn, slug, number)?;
            let language = wanted.unwrap_or(consultation.language);
            Ok::<_, AppError>((offline::read(conn, Reach::Preview(draft.id), slug, number, language)?, language))
        })
        .await?;
    let renderer = Renderer::new()?;
    let bytes = offline.write(&extension, |key| renderer.say(language, key, &[]))?;
    std::fs::write(to, bytes).map_err(|error| AppError::Internal(format!("{}: {error}", to.display())))?;
    line(&format!("written to {}", to.display()));
    Ok(())
}

/// The draft that `slug/number` names.
pub fn named(conn: &mut Conn, name: &str) -> AppResult<Draft> {
    let (slug, number) = name.rsplit_once('/').ok_or(AppError::NotFound)?;
    let number = DraftNumber::parse(number).ok_or(AppError::NotFound)?;
    drafts::read::at(conn, slug, number).map(|(_, draft)| draft)
}

async fn export(database: &Database, name: String, to: &Path, wanted: Option<Language>, fonts: &[PathBuf]) -> AppResult<()> {
    let endings: Vec<String> = export::Format::ALL.iter().map(|format| format!(".{}", format.extension())).collect();
    let file = to.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
    let format = export::Format::ALL.iter().copied().find(|format| file.ends_with(&format!(".{}", format.extension())));
    let format = format.ok_or_else(|| AppError::Internal(format!("the file's name must end in {}", endings.join(", "))))?;
    let material = database
        .read(move |conn| {
            let (slug, number) = name.rsplit_once('/').ok_or(AppError::NotFound)?;
            let number = DraftNumber::parse(number).ok_or(AppError::NotFound)?;
            let (consultation, draft) = drafts::read::at(conn, slug, number)?;
            // The office writes its own drafts out, also before they are published.
            files::draft(conn, Reach::Preview(draft.id), slug, number, wanted, consultation.language, format)
        })
        .await?;
    let bytes = material.write(fonts).map_err(AppError::internal)?;
    std::fs::write(to, bytes).map_err(|error| AppError::Internal(format!("{}: {error}", to.display())))?;
    line(&format!("written to {}", to.display()));
    Ok(())
}
