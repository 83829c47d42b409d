//! Travaux.
pub mod app;
pub mod command;
pub mod demo;
pub mod error;
pub mod language;
pub mod schema;
pub mod config;
pub mod platform;
pub mod text;
pub mod accounts;
pub mod consultations;
pub mod drafts;
pub mod jobs;
pub mod record;
pub mod render;
pub mod web;
