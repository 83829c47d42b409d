//! The command line: what a person needs goes to stdout, reasons to stderr; 0 done, 1 refused, 2 wrong usage.

mod account;
mod check;
mod comments;
mod compare;
mod demo;
mod draft;
mod generate;
mod isolation;
mod log;
mod maintain;
mod output;
mod restore;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{self, Config};
use crate::error::{AppError, AppResult};

/// Consultation on successive drafts: every comment, its answer, the change, the author's verdict.
#[derive(Parser)]
#[command(name = "travaux", version, propagate_version = true)]
struct Arguments {
    /// The file with settings.
    #[arg(long, global = true, default_value = "travaux.toml")]
    config: PathBuf,
    /// The database: postgres://… or the path of a SQLite file.
    #[arg(long, global = true, env = "DATABASE_URL", hide_env_values = true)]
    database: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the demonstration world in ./var/demo (once) and serve it
    Demo(demo::Options),
    /// Serve
    Serve(serve::Options),
    /// Apply migrations
    Migrate,
    /// Check configuration, database, keys, mail, disk
    Check,
    /// People
    #[command(subcommand)]
    Account(account::Command),
    /// Drafts: import, compare, export
    #[command(subcommand)]
    Draft(draft::Command),
    /// Comments: import of tables
    #[command(subcommand)]
    Comments(comments::Command),
    /// The resolution log: export
    #[command(subcommand)]
    Log(log::Command),
    /// Synthetic load data, the same for the same seed
    Generate(generate::Options),
    /// Back the database up into a file while it is used
    Backup {
        /// The file to be made
        file: PathBuf,
    },
    /// Read one file from standard input within limits; started by the program itself
    Reader,
    /// Put a backup in the place of the database, after checking it
    Restore {
        /// The backup
        file: PathBuf,
        /// The journal of what was taken back since, of each node; instead of that of the configuration
        #[arg(long)]
        journal: Vec<PathBuf>,
        /// Restore although the journal has gaps: what is missing in it is read again by everybody
        #[arg(long)]
        accept_gaps: bool,
    },
}

/// Runs the command that the process was started with.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    if matches!(arguments.command, Command::Reader) {
        return crate::extract::serve();
    }
    match perform(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::reason(&error);
            ExitCode::from(1)
        }
    }
}

fn perform(arguments: Arguments) -> AppResult<()> {
    let Arguments { config: file, database, command } = arguments;
    let settings = config::read_file(&file).map_err(AppError::internal)?;
    let port = if let Command::Serve(options) = &command { options.port } else { None };
    let lookup = move |name: &str| {
        let set = config::environment(name).or_else(|| settings.get(name).cloned());
        match name {
            "DATABASE_URL" => database.clone().or(set),
            "TRAVAUX_BIND" => port.map(|port| with_port(set.as_deref(), port)).or(set),
            _ => set,
        }
    };
    // Comparing files needs neither configuration nor database.
    if let Command::Draft(draft::Command::Compare(options)) = &command
        && options.are_files()
    {
        return compare::files(options);
    }
    match command {
        Command::Demo(options) => demo::run(&options, lookup),
        Command::Check => check::run(&lookup),
        other => with_config(other, &configure(lookup)?),
    }
}

/// An address to listen on, with the port of the flag.
fn with_port(bind: Option<&str>, port: u16) -> String {
    let host = bind.and_then(|bind| bind.rsplit_once(':')).map_or("127.0.0.1", |(host, _)| host);
    format!("{host}:{port}")
}

/// The configuration, or all its faults.
fn configure(lookup: impl Fn(&str) -> Option<String>) -> AppResult<Config> {
    Config::from_lookup(lookup).map_err(|faults| AppError::Internal(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))
}

fn with_config(command: Command, config: &Config) -> AppResult<()> {
    match command {
        Command::Demo(_) | Command::Check | Command::Reader => Ok(()),
        Command::Serve(_) => serve::run(config),
        Command::Migrate => maintain::migrate(config),
        Command::Account(command) => account::run(config, command),
        Command::Draft(command) => draft::run(config, command),
        Command::Comments(command) => comments::run(config, command),
        Command::Log(command) => log::run(config, command),
        Command::Generate(options) => generate::run(config, &options),
        Command::Backup { file } => maintain::backup(config, &file),
        Command::Restore { file, journal, accept_gaps } => restore::run(config, &file, &journal, accept_gaps),
    }
}
