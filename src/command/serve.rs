//! `travaux serve`.

use clap::Args;

use super::output::line;
use crate::accounts;
use crate::app;
use crate::config::Config;
use crate::error::{AppError, AppResult};
use crate::platform::clock::Clock;
use crate::platform::db;
use crate::platform::telemetry;

#[derive(Args)]
pub struct Options {
    /// The port, instead of that of the configuration
    #[arg(long)]
    pub port: Option<u16>,
}

/// Migrates, prints the link of the first administrator if there is none, and serves.
pub fn run(config: &Config) -> AppResult<()> {
    telemetry::start_log(&config.log)?;
    let applied = db::maintain(&config.database_options(), db::migrate)?;
    for name in &applied {
        tracing::info!(migration = %name, "Migrated");
    }
    start(config, async |state| {
        let now = state.clock.now();
        if let Some(token) = state.database.write(move |tx| accounts::first_link(tx, now)).await? {
            line("This installation has no administrator yet. Open this address once to make the first one:");
            line(&format!("{}/en/staff/links/{}", state.site.base_url, token.expose()));
        }
        Ok(())
    })
}

/// Opens everything, does what comes before serving, and serves until the process is told to stop.
pub fn start<F>(config: &Config, before: F) -> AppResult<()>
where
    F: AsyncFnOnce(&crate::web::state::State) -> AppResult<()>,
{
    actix_web::rt::System::new().block_on(async {
        let state = app::state(config, Clock::system())?;
        before(&state).await?;
        app::serve(config, state).await
    })?;
    Ok::<_, AppError>(())
}
