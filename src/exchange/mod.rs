//! What goes out and comes in as files: the record as CSV, JSON and over `/api/v1`, which reads what is public and nothing
//! else (`tests/privacy.rs` sweeps it); tables of comments and letters that came by mail.

pub mod letters;
pub mod pages;
pub mod table;
pub mod tables;
