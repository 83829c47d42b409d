//! The record for machines: CSV, JSON, and the reading side of `/api/v1`. Reads what is public and nothing else
//! (`tests/privacy.rs` sweeps it).

pub mod pages;
pub mod table;
