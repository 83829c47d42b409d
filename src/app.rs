//! Puts the house together: the state that handlers share, and every slice's routes.

use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::{Next, from_fn};
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{App, Error, HttpServer};
use secrecy::ExposeSecret;

use crate::accounts;
use crate::config::Config;
use crate::consultations;
use crate::drafts;
use crate::error::{AppError, AppResult};
use crate::exchange;
use crate::extract::{self, Extractor};
use crate::jobs::Worker;
use crate::platform::cache::PageCache;
use crate::platform::clock::Clock;
use crate::platform::db::Database;
use crate::platform::mail::Transport;
use crate::platform::network::Networks;
use crate::platform::pace::{self, Pace};
use crate::platform::password::Passwords;
use crate::platform::sandbox::Program;
use crate::platform::secret::Key;
use crate::platform::telemetry;
use crate::record;
use crate::render::Renderer;
use crate::resolutions;
use crate::submissions;
use crate::web::assets::{self, Assets};
use crate::web::body::Limit;
use crate::web::locale;
use crate::web::pacing::{paced, told};
use crate::web::probes;
use crate::web::server::{self, at_work};
use crate::web::state::{Site, State};

/// Opens the database and everything else that handlers share.
///
/// # Errors
/// What could not be opened, in words for whoever starts the program.
pub fn state(config: &Config, clock: Clock) -> AppResult<State> {
    let database = Database::open(&config.database_options())?;
    let key = match &config.server.key {
        Some(key) => Key::from_text(key.expose_secret()).ok_or_else(|| AppError::internal("the key is too short"))?,
        None => Key::from_file(&config.server.key_file)?,
    };
    Ok(State {
        pages: PageCache::new(database.clone()),
        database,
        renderer: Renderer::new()?,
        passwords: Passwords::new()?,
        key: Arc::new(key),
        clock,
        assets: Assets::load()?,
        site: Arc::new(Site {
            name: config.server.site_name.clone(),
            base_url: config.server.base_url.clone(),
            onion: config.server.onion.clone(),
            https: config.is_https(),
            proxy_header: config.server.proxy_header.as_deref().and_then(|name| name.parse().ok()),
            metrics_token: config.server.metrics_token.clone(),
            backup_days: config.database.backup_days,
            security_contact: config.server.security_contact.clone(),
        }),
        extractor: Extractor::apart(Program::own(extract::ARGUMENT), extract::LIMITS),
        networks: Networks::new()?,
        pace: Pace::new(pace::UNIT),
        fonts: config.fonts.clone().into(),
    })
}

/// The worker of jobs that belongs to a state.
///
/// # Errors
/// If the mail server's address cannot be used.
pub fn worker(config: &Config, state: &State) -> AppResult<Worker> {
    Ok(Worker {
        database: state.database.clone(),
        renderer: state.renderer.clone(),
        transport: Transport::open(config.mail.url.expose_secret())?,
        from: config.mail.from.clone(),
        backup_days: config.database.backup_days,
        clock: state.clock.clone(),
    })
}

/// All routes of all slices.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route("/", web::get().to(locale::redirect))
        .configure(probes::routes)
        .route("/assets/{name}", web::get().to(assets::show))
        .service(
            web::scope("/api/v1").wrap(from_fn(paced)).configure(submissions::pages::api_routes).configure(exchange::pages::api_routes),
        )
        .service(
            web::scope("/{language}")
                .route("", web::get().to(locale::with_slash))
                .service(
                    web::scope("/staff")
                        .app_data(Limit::FORM)
                        .configure(accounts::pages::routes)
                        .configure(consultations::pages::routes)
                        .configure(resolutions::pages::routes)
                        .configure(record::pages::staff_routes)
                        .configure(exchange::pages::staff_routes)
                        .configure(drafts::pages::routes),
                )
                .configure(exchange::pages::routes)
                .configure(submissions::pages::routes)
                .configure(record::pages::routes),
        );
}

/// Wraps the routes with what every answer needs: headers, error pages, the refusal of foreign forms, figures.
#[macro_export]
macro_rules! wrapped {
    ($app:expr) => {
        $app.wrap(actix_web::middleware::from_fn($crate::web::headers::refuse_foreign))
            .wrap(actix_web::middleware::from_fn($crate::web::problem::pages))
            .wrap(actix_web::middleware::from_fn($crate::web::headers::everywhere))
            .configure($crate::app::routes)
    };
}

/// Serves until the process is told to stop; what is under way is finished first.
///
/// # Errors
/// If the address cannot be used.
pub async fn serve(config: &Config, state: State) -> AppResult<()> {
    let bind = config.server.bind;
    let figures = telemetry::figures()?;
    // What is counted is summed up now and then: nobody may ever ask for it.
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_secs(5)).await;
            figures.run_upkeep();
        }
    });
    let jobs = tokio::spawn(worker(config, &state)?.run());
    let shared = Data::new(state);
    if let Some(bind) = config.server.metrics_bind {
        let shared = shared.clone();
        let figures = HttpServer::new(move || App::new().app_data(shared.clone()).route("/metrics", web::get().to(probes::figures)));
        let figures = figures.workers(1).disable_signals().bind(bind);
        let figures = figures.map_err(|error| AppError::Internal(format!("TRAVAUX_METRICS_BIND {bind}: {error}")))?;
        tokio::spawn(figures.run());
    }
    let networks = shared.networks.clone();
    let app = move || wrapped!(App::new().app_data(shared.clone()).wrap(from_fn(measure)).wrap(from_fn(told)).wrap(from_fn(at_work)));
    tracing::info!(bind = %bind, "Serving");
    let ended = server::serve(bind, networks, app).await;
    jobs.abort();
    tracing::info!("Stopped");
    ended
}

/// Counts requests by route and status: never by address.
async fn measure(request: ServiceRequest, next: Next<impl MessageBody>) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let started = Instant::now();
    let response = next.call(request).await?;
    let route = response.request().match_pattern().unwrap_or_else(|| "unknown".to_owned());
    let status = response.status().as_u16().to_string();
    metrics::histogram!("http_request_seconds", "route" => route, "status" => status).record(started.elapsed().as_secs_f64());
    Ok(response)
}
