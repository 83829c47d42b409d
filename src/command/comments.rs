//! `travaux comments import`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::draft::{Format, language, number};
use super::isolation::Isolation;
use super::output::line;
use crate::accounts;
use crate::app;
use crate::comments::table::Mapping;
use crate::config::Config;
use crate::consultations;
use crate::drafts;
use crate::drafts::model::DraftNumber;
use crate::error::{AppError, AppResult};
use crate::exchange::tables::{self, Choices, Preview, Report};
use crate::language::Language;
use crate::platform::admission::Asker;
use crate::platform::clock::{Clock, Day, Timestamp};
use crate::platform::db;
use crate::submissions::deliveries::{self, DeliveryKind, NewDelivery, Way};
use crate::submissions::letters;
use crate::submissions::model::Channel;
use crate::submissions::{Arrival, check};
use crate::web::state::State;

#[derive(Subcommand)]
pub enum Command {
    /// Take a table of comments over: XLSX, XLS, ODS, CSV, tables in DOCX, Markdown or HTML, comments in the margin of DOCX
    Import(ImportOptions),
    /// Take a letter in: PDF, DOCX, electronic mail, HTML or text. It is kept whole; its points are marked on the desk of letters
    Letter(LetterOptions),
}

#[derive(Args)]
pub struct LetterOptions {
    /// The letter
    file: PathBuf,
    /// The consultation
    #[arg(long)]
    consultation: String,
    /// The number of the draft that it is on
    #[arg(long, value_parser = number)]
    draft: DraftNumber,
    /// Who sent it, in the office's words
    #[arg(long)]
    sender: String,
    /// How it came: `note_verbale`, `mail`, `post` or `hand`
    #[arg(long, default_value = "mail", value_parser = way)]
    way: Way,
    /// The day on which the office received it (2026-11-24), instead of today
    #[arg(long, value_parser = day)]
    received_on: Option<Day>,
    /// The language of the letter, instead of that of the consultation
    #[arg(long, value_parser = language)]
    language: Option<Language>,
    /// The stakeholder group
    #[arg(long, default_value = "undisclosed")]
    group: String,
    /// The country, by its three-letter code
    #[arg(long, default_value = "")]
    country: String,
    /// The organisation
    #[arg(long, default_value = "")]
    organisation: String,
    /// The person
    #[arg(long, default_value = "")]
    person: String,
    /// What the public may see: `named`, `organisation_only`, `group_only` or `not_published`
    #[arg(long, default_value = "group_only")]
    level: String,
    /// How the office has made sure who speaks; names are public only then
    #[arg(long, default_value = "")]
    confirmed: String,
    #[command(flatten)]
    isolation: Isolation,
}

#[derive(Args)]
pub struct ImportOptions {
    /// The table
    file: PathBuf,
    /// The consultation
    #[arg(long)]
    consultation: Option<String>,
    /// The number of the draft that the comments are on; without it the table is only read and reported
    #[arg(long, value_parser = number, requires = "consultation")]
    draft: Option<DraftNumber>,
    /// What columns, decisions, kinds, places and organisations mean (TOML: [columns], [decisions], [kinds], [places], [sources])
    #[arg(long)]
    mapping: Option<PathBuf>,
    /// Read the table and say what was found, without writing anything
    #[arg(long)]
    dry_run: bool,
    /// Who sent it, in the office's words
    #[arg(long, default_value = "")]
    sender: String,
    /// How it came: `note_verbale`, `mail`, `post` or `hand`
    #[arg(long, default_value = "mail", value_parser = way)]
    way: Way,
    /// The day on which the office received it (2026-11-24), instead of today
    #[arg(long, value_parser = day)]
    received_on: Option<Day>,
    /// The language of the comments, instead of that of the consultation
    #[arg(long, value_parser = language)]
    language: Option<Language>,
    /// How the office has made sure who speaks; names are public only then
    #[arg(long, default_value = "")]
    confirmed: String,
    /// The member of staff (mail address) in whose name the table's decisions are proposed
    #[arg(long = "as")]
    by: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    isolation: Isolation,
}

fn way(text: &str) -> Result<Way, String> {
    Way::parse(text).ok_or_else(|| "one of note_verbale, mail, post, hand".to_owned())
}

/// Reads a day from the command line.
pub fn day(text: &str) -> Result<Day, String> {
    let date: Date = text.parse().map_err(|_| "a day such as 2026-11-24".to_owned())?;
    let start = date.to_zoned(jiff::tz::TimeZone::UTC).map_err(|error| error.to_string())?.timestamp();
    Ok(Timestamp::from(start).day())
}

/// Runs the command.
pub fn run(config: &Config, command: Command) -> AppResult<()> {
    db::maintain(&config.database_options(), db::migrate)?;
    actix_web::rt::System::new().block_on(async {
        let state = app::state(config, Clock::system())?;
        match command {
            Command::Import(options) => import(&state, &options).await,
            Command::Letter(options) => letter(&state, options).await,
        }
    })
}

async fn letter(state: &State, options: LetterOptions) -> AppResult<()> {
    let bytes = std::fs::read(&options.file).map_err(|error| AppError::Internal(format!("{}: {error}", options.file.display())))?;
    let read = options.isolation.extractor().letter(&bytes, Asker::Staff).await?;
    let (speaker, level, _) = check::speaker(|name| match name {
        "group" => &options.group,
        "country" => &options.country,
        "organisation" => &options.organisation,
        "person" => &options.person,
        "level" => &options.level,
        _ => "",
    })?;
    let (slug, number, today) = (options.consultation.clone(), options.draft, state.clock.now().day());
    let received_on = options.received_on.unwrap_or(today);
    let (consultation, draft, round) = state
        .database
        .read(move |conn| {
            let (consultation, draft) = drafts::read::at(conn, &slug, number)?;
            Ok::<_, AppError>((consultation, draft.id, tables::round_of(conn, draft.id, received_on)?))
        })
        .await?;
    let arrival =
        Arrival { round: round.id, channel: Channel::Letter, received_on, speaker, level, confirmed_how: options.confirmed, by: None };
    let sealed = NewDelivery {
        consultation: consultation.id,
        draft,
        round: round.id,
        kind: DeliveryKind::Letter,
        way: options.way,
        language: options.language.unwrap_or(consultation.language),
        received_on,
        media_type: read.media_type,
        sender: options.sender,
        original: bytes,
        by: None,
    }
    .seal(&state.key)?;
    let (key, count) = (Arc::clone(&state.key), read.paragraphs.len());
    let id = state.database.write(move |tx| letters::take_in(tx, &key, &sealed, &arrival, &read.paragraphs, today)).await?;
    line(&format!("{count} paragraphs taken in: {}/en/staff/consultations/{}/letters/{}", state.site.base_url, consultation.slug, id.0));
    Ok(())
}

/// What a file of settings says of the table.
fn mapping(file: Option<&Path>) -> AppResult<Mapping> {
    let Some(file) = file else { return Ok(Mapping::default()) };
    let problem = |error: &dyn std::fmt::Display| AppError::Internal(format!("{}: {error}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| problem(&error))?;
    toml::from_str(&text).map_err(|error| problem(&error))
}

async fn import(state: &State, options: &ImportOptions) -> AppResult<()> {
    let bytes = std::fs::read(&options.file).map_err(|error| AppError::Internal(format!("{}: {error}", options.file.display())))?;
    let choices = Choices { mapping: mapping(options.mapping.as_deref())?, confirmed_how: options.confirmed.clone() };
    let (slug, number, email) = (options.consultation.clone(), options.draft, options.by.clone());
    let (consultation, draft, by) = state
        .database
        .read(move |conn| {
            let consultation = slug.map(|slug| consultations::read::by_slug(conn, &slug)).transpose()?;
            let draft = match (&consultation, number) {
                (Some(consultation), Some(number)) => Some(drafts::read::by_number(conn, consultation.id, number)?),
                _ => None,
            };
            let by = email.map(|email| accounts::read::id_of(conn, &email)).transpose()?;
            Ok::<_, AppError>((consultation, draft, by))
        })
        .await?;
    let language = options.language.or(consultation.as_ref().map(|consultation| consultation.language)).unwrap_or(Language::English);
    let sender = options.sender.clone();
    let grids = options.isolation.extractor().tables(&bytes, Asker::Staff).await?;
    let look = tables::preview(&state.database, &state.key, draft.clone(), grids, choices, sender.clone(), language).await?;
    let report = Report::new(&look.table, &look.plan);
    let (Some(consultation), Some(draft), false) = (consultation, draft, options.dry_run) else {
        print(options.format, &look, &report);
        return Ok(());
    };
    let today = state.clock.now().day();
    let received_on = options.received_on.unwrap_or(today);
    let of = draft.id;
    let round = state.database.read(move |conn| tables::round_of(conn, of, received_on)).await?;
    let sealed = NewDelivery {
        consultation: consultation.id,
        draft: draft.id,
        round: round.id,
        kind: DeliveryKind::Table,
        way: options.way,
        language,
        received_on,
        media_type: String::new(),
        sender,
        original: bytes,
        by,
    }
    .seal(&state.key)?;
    print(options.format, &look, &report);
    let (key, plan, choices) = (Arc::clone(&state.key), look.plan, look.choices);
    let outcome = state
        .database
        .write(move |tx| {
            let id = deliveries::deliver(tx, &sealed, today)?;
            let delivery = deliveries::delivery(tx, consultation.id, id)?;
            tables::import(tx, &key, &delivery, &plan, &choices, by, today)
        })
        .await?;
    if options.format == Format::Text {
        line(&format!("taken over: {} contributions, {} answers proposed", outcome.contributions.len(), outcome.proposed));
        if outcome.not_proposed > 0 {
            line(&format!("{:>6}  decisions were not proposed (name who proposes them with --as)", outcome.not_proposed));
        }
        if !outcome.left.is_empty() {
            line(&format!("{:>6}  comments stay as they are: they are being answered, or their authors changed them", outcome.left.len()));
        }
    }
    Ok(())
}

fn print(format: Format, look: &Preview, report: &Report) {
    if format == Format::Json {
        line(&serde_json::json!(report).to_string());
        return;
    }
    line(&format!("{} comments in {} rows", report.comments, report.rows));
    for (role, heading) in &report.columns {
        line(&format!("  {role}: {heading}"));
    }
    let list = |title: &str, counts: Vec<(&str, usize)>| {
        if !counts.is_empty() {
            let counts: Vec<String> =
                counts.iter().map(|(name, count)| format!("{} {count}", if name.is_empty() { "(nobody)" } else { name })).collect();
            line(&format!("{title}: {}", counts.join(", ")));
        }
    };
    list("organisations", report.by_organisation.iter().map(|(name, count)| (name.as_str(), *count)).collect());
    list("kinds", report.by_kind.iter().map(|(name, count)| (*name, *count)).collect());
    list("decisions", report.decisions.iter().map(|(name, count)| (*name, *count)).collect());
    let targets = &report.targets;
    line(&format!(
        "places: {} by exact heading, {} by leading number, {} by paragraph, {} on the whole draft, {} as chosen or before, {} unresolved",
        targets.heading_exact, targets.number_prefix, targets.paragraph, targets.whole_draft, targets.chosen, targets.unresolved
    ));
    for doubtful in look.doubtful() {
        let said: String = doubtful.said.chars().take(60).collect();
        let candidates: Vec<String> = doubtful.candidates.iter().map(|target| target.anchor()).collect();
        let rows: Vec<String> = doubtful.lines.iter().take(5).map(|index| look.plan.lines[*index].entry.row.to_string()).collect();
        let more = if doubtful.lines.len() > 5 { " …" } else { "" };
        line(&format!("  “{said}” in {} rows ({}{more}), perhaps {}", doubtful.lines.len(), rows.join(", "), candidates.join(", ")));
    }
    line(&format!(
        "{} new, {} updated, {} unchanged, {} gone, {} re-opened",
        report.new, report.updated, report.unchanged, report.gone, report.reopened
    ));
    for warning in report.warnings.iter().filter(|warning| !matches!(warning.problem, "unknown" | "no_place")) {
        line(&format!("row {}, {}: {} ({})", warning.row, warning.column, warning.text, warning.problem.replace('_', " ")));
    }
}
