//! The one integration-test binary: it speaks HTTP to the app in-process, through actors that fill in the real forms.
//! Every test runs on SQLite and on PostgreSQL.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::disallowed_methods,
    unused_imports,
    reason = "what was skipped is said aloud; what the script that runs the tests has set is read; macros import all"
)]

mod support;
mod tables;

mod accounts;
mod arrows;
mod backups;
mod command;
mod credentials;
mod drafts;
mod exports;
mod hostile;
mod kill;
mod letters;
mod lineage;
mod mail;
mod mailed;
mod meanwhile;
mod offline;
mod participation;
mod passages;
mod platform;
mod policy;
mod privacy;
mod publications;
mod reading;
mod record;
mod render;
mod resolutions;
mod samples;
mod stress;
mod tidy;
mod translations;
mod truth;
mod upgrades;
