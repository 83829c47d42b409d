//! Logs and figures. A log line never holds a mail address, a network address, a token or a form field: fields of such
//! names are masked here, whoever writes them.

use std::sync::OnceLock;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::debug_fn;

use crate::error::{AppError, AppResult};

/// Fields whose values never reach the log.
const MASKED: [&str; 12] =
    ["email", "recipient", "address", "ip", "peer", "agent", "referrer", "token", "code", "password", "cookie", "query"];

/// Sends log lines to stderr, from the level that a filter such as `info` or `travaux=debug` names.
///
/// # Errors
/// If the filter cannot be read or a log is installed already.
pub fn start_log(filter: &str) -> AppResult<()> {
    let filter = EnvFilter::try_new(filter).map_err(AppError::internal)?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
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
        .try_init()
        .map_err(AppError::internal)
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
