//! Logs and figures. What is logged is on a list: lines of our own and of the server's threads, no other library's at any
//! level, since those print what they are given: statements with their values, templates with their words, heads with their
//! addresses. In our own lines fields of telling names are masked, whoever writes them; of a panic only its place is said.

use std::sync::OnceLock;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tracing::{Level, Metadata};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::fmt::format::debug_fn;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::{EnvFilter, Layer as _};

use crate::error::{AppError, AppResult};

/// Fields whose values never reach the log.
const MASKED: [&str; 12] =
    ["email", "recipient", "address", "ip", "peer", "agent", "referrer", "token", "code", "password", "cookie", "query"];

/// Whether a line may be written: what this program says; and that threads of the server start, stop or fail.
fn is_allowed(line: &Metadata<'_>) -> bool {
    let from = |target: &str| line.target() == target || line.target().starts_with(&format!("{target}::"));
    from("travaux") || (from("actix_server") && *line.level() <= Level::INFO)
}

/// Sends log lines to stderr, from the level that a filter such as `info` or `travaux=debug` names. The older interface for
/// logs (`log`) is not connected: nothing that uses it is on the list.
///
/// # Errors
/// If the filter cannot be read or a log is installed already.
pub fn start_log(filter: &str) -> AppResult<()> {
    let filter = EnvFilter::try_new(filter).map_err(AppError::internal)?;
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .with_target(false)
        .fmt_fields(debug_fn(|writer, field, value| {
            let name = field.name();
            let last = name.rsplit('.').next().unwrap_or(name);
            if name == "message" {
                write!(writer, "{value:?}")
            } else if MASKED.contains(&last) {
                write!(writer, " {name}=[masked]")
            } else {
                write!(writer, " {name}={value:?}")
            }
        }))
        .with_filter(filter_fn(is_allowed));
    tracing::subscriber::set_global_default(tracing_subscriber::registry().with(filter).with(lines)).map_err(AppError::internal)?;
    // The words of a panic may hold the text that caused it.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place = %place, "A panic, which undoes its own work");
    }));
    Ok(())
}

/// Starts counting, once for the process, and returns the handle that prints the figures for Prometheus.
///
/// # Errors
/// If another recorder is installed.
pub fn figures() -> AppResult<&'static PrometheusHandle> {
    static HANDLE: OnceLock<Result<PrometheusHandle, String>> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            let recorder = PrometheusBuilder::new().build_recorder();
            let handle = recorder.handle();
            metrics::set_global_recorder(recorder).map_err(|error| error.to_string())?;
            Ok(handle)
        })
        .as_ref()
        .map_err(AppError::internal)
}
