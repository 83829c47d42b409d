//! Travaux: consultation on successive drafts of a text. The modules in reading order; `ARCHITECTURE.md` is the map.

// The words everything is said in.
pub mod error;
pub mod ids;
pub mod language;
pub mod schema;

// What the machine gives, and what it is told.
pub mod config;
pub mod platform;

// What a document is: pure. And how files of strangers become one.
pub mod extract;
pub use travaux_text as text;

// The slices, from the lowest to the highest; each may use those before it.
pub mod accounts;
pub mod comments;
pub mod consultations;
pub mod contributors;
pub mod drafts;
pub mod exchange;
pub mod moderation;
pub mod publications;
pub mod record;
pub mod register;
pub mod resolutions;
pub mod reviews;
pub mod submissions;
pub mod triage;

// Layers that truly are layers.
pub mod render;
pub mod web;

// The roof: what puts the house together.
pub mod app;
pub mod command;
pub mod demo;
pub mod jobs;
