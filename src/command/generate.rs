//! `travaux generate`.

use clap::Args;

use super::output::line;
use crate::app;
use crate::config::Config;
use crate::demo::generate;
use crate::error::{AppError, AppResult};
use crate::platform::clock::Clock;
use crate::platform::db;

#[derive(Args)]
pub struct Options {
    /// How many consultations
    #[arg(long, default_value_t = 1)]
    consultations: usize,
    /// How many drafts each has
    #[arg(long, default_value_t = 2)]
    drafts: i32,
    /// How many comments each consultation has
    #[arg(long, default_value_t = 1_000)]
    comments: usize,
    /// The same seed gives the same words
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Generates and says what there is.
pub fn run(config: &Config, options: &Options) -> AppResult<()> {
    if options.drafts < 1 || options.drafts > 50 {
        return Err(AppError::internal("a consultation has between 1 and 50 drafts"));
    }
    db::maintain(&config.database_options(), db::migrate)?;
    actix_web::rt::System::new().block_on(async {
        let state = app::state(config, Clock::system())?;
        for number in 1..=options.consultations {
            let slug = format!("load-{}-{number}", options.seed);
            let plan = generate::Plan { drafts: options.drafts, comments: options.comments, seed: options.seed };
            generate::consultation(&state, &slug, &plan).await?;
            line(&format!("{slug}: {} drafts, {} comments", options.drafts, options.comments));
        }
        generate::analyze(&state).await
    })
}
