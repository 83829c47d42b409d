//! `travaux demo`.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use clap::Args;

use super::output::line;
use super::{configure, serve};
use crate::demo;
use crate::error::{AppError, AppResult};
use crate::platform::db;
use crate::platform::telemetry;

/// Where the demonstration world is kept.
const FOLDER: &str = "var/demo";

#[derive(Args)]
pub struct Options {
    /// The port to serve it on
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Build the world anew
    #[arg(long)]
    fresh: bool,
}

/// Builds the world once and serves it. Everything stays in `./var/demo`; `DATABASE_URL` may point elsewhere.
pub fn run(options: &Options, lookup: impl Fn(&str) -> Option<String>) -> AppResult<()> {
    let folder = Path::new(FOLDER);
    let given = lookup("DATABASE_URL");
    if options.fresh && given.is_none() && folder.exists() {
        std::fs::remove_dir_all(folder).map_err(AppError::internal)?;
    }
    let base_url = format!("http://127.0.0.1:{}", options.port);
    let own = |name: &str| match name {
        "DATABASE_URL" => given.clone().or_else(|| Some(format!("{FOLDER}/travaux.sqlite3"))),
        "TRAVAUX_SECRET_KEY_FILE" => Some(format!("{FOLDER}/secret.key")),
        "TRAVAUX_MAIL_URL" => Some(format!("file:{FOLDER}/mail")),
        "TRAVAUX_BASE_URL" => Some(base_url.clone()),
        "TRAVAUX_BIND" => Some(SocketAddr::from((Ipv4Addr::LOCALHOST, options.port)).to_string()),
        "TRAVAUX_LOG" => lookup(name).or_else(|| Some("warn".to_owned())),
        _ => lookup(name),
    };
    let config = configure(own)?;
    telemetry::start_log(&config.log)?;
    db::maintain(&config.database_options(), db::migrate)?;
    serve::start(&config, async |state| {
        if state.database.read(crate::consultations::read::all).await?.is_empty() {
            line("Building the demonstration world …");
            demo::build(state).await?;
        }
        line(&format!("\nTravaux, the demonstration:  {base_url}/\n"));
        line(&format!("  draft 3                    {base_url}/en/consultations/hrdd/drafts/3"));
        line(&format!("  what changed since 2       {base_url}/en/consultations/hrdd/compare/2...3?only=changes"));
        line(&format!("  the record of responses    {base_url}/en/consultations/hrdd/log"));
        line(&format!("  in Arabic                  {base_url}/ar/consultations/hrdd/drafts/3"));
        line(&format!("  the desk of the staff      {base_url}/en/staff\n"));
        line(&format!("Staff sign in with the password “{}” as", demo::PASSWORD));
        for (email, _, _, role) in demo::PEOPLE {
            line(&format!("  {email:<28} ({})", role.as_str()));
        }
        line(&format!("\nA receipt code, for My answers at {base_url}/fr/answers:  {}", demo::CODE));
        line(&format!("One of somebody who has not sent yet, at {base_url}/en/answers:  {}", demo::UNSENT));
        line("\nStop with Ctrl-C.");
        Ok(())
    })
}
