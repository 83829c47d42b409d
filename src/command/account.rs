//! `travaux account create|list|disable`.

use clap::Subcommand;

use super::output::line;
use crate::accounts;
use crate::accounts::model::{Email, NewAccount, Role};
use crate::config::Config;
use crate::consultations;
use crate::error::{AppError, AppResult};
use crate::language::Language;
use crate::platform::clock::Clock;
use crate::platform::db::{self, Database};

#[derive(Subcommand)]
pub enum Command {
    /// Make an account and print the link with which its owner sets a password
    Create {
        /// Mail address
        #[arg(value_parser = email)]
        email: Email,
        /// administrator, editor, analyst, approver, reviewer, rapporteur, custodian, auditor
        #[arg(long, value_parser = role)]
        role: Role,
        /// Only in this consultation
        #[arg(long)]
        consultation: Option<String>,
        /// Name as colleagues see it
        #[arg(long)]
        name: Option<String>,
        /// Unit of the office
        #[arg(long, default_value = "")]
        unit: String,
    },
    /// List accounts and roles
    List,
    /// End an account and its sign-ins
    Disable {
        /// Mail address
        email: String,
    },
}

fn email(text: &str) -> Result<Email, String> {
    Email::parse(text).map_err(|_| "an address such as name@example.org".to_owned())
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| "one of the roles that --help lists".to_owned())
}

/// Runs the command.
pub fn run(config: &Config, command: Command) -> AppResult<()> {
    db::maintain(&config.database_options(), db::migrate)?;
    let database = Database::open(&config.database_options())?;
    let runtime = tokio::runtime::Runtime::new().map_err(AppError::internal)?;
    let now = Clock::system().now();
    match command {
        Command::Create { email, role, consultation, name, unit } => {
            let name = name.unwrap_or_else(|| email.as_str().split('@').next().unwrap_or_default().to_owned());
            let new = NewAccount { email, name, unit, language: Language::English };
            let token = runtime.block_on(database.write(move |tx| {
                let scope = match &consultation {
                    Some(slug) => Some(consultations::read::by_slug(tx, slug)?.id),
                    None => None,
                };
                let id = accounts::create(tx, &new, now)?;
                accounts::grant(tx, id, role, scope)?;
                accounts::link_for(tx, id, now)
            }))?;
            line("The account is made. Its owner sets a password at this address, within seven days:");
            line(&format!("{}/en/staff/links/{}", config.server.base_url, token.expose()));
        }
        Command::List => {
            for (account, roles) in runtime.block_on(database.read(accounts::read::all))? {
                let roles: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
                let ended = if account.disabled_at.is_some() { "  (ended)" } else { "" };
                line(&format!("{}  {}  {}{ended}", account.email, account.name, roles.join(", ")));
            }
        }
        Command::Disable { email } => {
            runtime.block_on(database.write(move |tx| accounts::disable(tx, &email, now)))?;
            line("The account has ended.");
        }
    }
    Ok(())
}
