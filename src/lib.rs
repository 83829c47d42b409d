//! Travaux.
pub mod text;
