//! Travaux.
pub mod accounts;
pub mod app;
pub mod command;
pub mod config;
pub mod consultations;
pub mod demo;
pub mod drafts;
pub mod error;
pub mod jobs;
pub mod language;
pub mod platform;
pub mod record;
pub mod render;
pub mod schema;
pub mod text;
pub mod web;
