//! The one integration-test binary: it speaks HTTP to the app in-process, through actors that fill in the real forms.
//! Every test runs on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test that fails says so by panicking")]

mod support;

mod accounts;
mod drafts;
mod mail;
mod platform;
mod record;
mod render;
mod samples;
mod tidy;
