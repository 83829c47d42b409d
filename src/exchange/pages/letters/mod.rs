//! The desk of letters: taken in, their points marked, cleaned and released, answered.

pub mod answer;
pub mod index;
pub mod show;
