//! What the machine gives: database, clock, ids, secrets, jobs, mail, cache, telemetry. No word of the domain in here.

pub mod admission;
pub mod agreement;
pub mod cache;
pub mod clock;
pub mod db;
pub mod envelope;
pub mod files;
pub mod id;
pub mod jobs;
pub mod journal;
pub mod mail;
pub mod network;
pub mod once;
pub mod pace;
pub mod password;
pub mod sandbox;
pub mod secret;
pub mod telemetry;
