//! Who speaks: stakeholder group, region, country, organisation, person; how much of it the public sees.
//!
//! - What the chosen level does not publish is not stored ([`model::Speaker::kept_at`]; `tests/privacy.rs`).
//! - A name is public only once somebody of the office has confirmed who speaks.

mod countries;
pub mod model;

pub use countries::{COUNTRIES, Country, country};
