//! The types of consultations.

pub use crate::accounts::model::ConsultationId;
use crate::error::FieldErrors;
use crate::language::{Language, LocalText};

/// A consultation.
#[derive(Clone, Debug, diesel::Queryable)]
pub struct Consultation {
    /// Its row.
    pub id: ConsultationId,
    /// Its name in addresses.
    pub slug: String,
    /// The language of the authoritative texts.
    pub language: Language,
    /// The host's time zone (IANA), in which deadlines are shown beside UTC.
    pub time_zone: String,
    /// The office that runs it.
    pub host_office: LocalText,
    /// Its title.
    pub title: LocalText,
    /// What it is about.
    pub summary: LocalText,
    /// How input will be used.
    pub promise_of_use: LocalText,
}

crate::text_enum! {
    /// The state of a consultation, derived from its rounds and drafts.
    State {
        /// A round is open.
        Open = "open",
        /// Nothing has opened yet.
        Forthcoming = "forthcoming",
        /// The last round is over; answers are being prepared.
        UnderResolution = "under_resolution",
        /// The last round is over and a later draft shows what became of it.
        ResultsPublished = "results_published",
        /// Over without results yet.
        Closed = "closed",
    }
}

/// A consultation as typed, checked.
#[derive(Clone, Debug)]
pub struct NewConsultation {
    /// Its name in addresses.
    pub slug: Slug,
    /// The language of the authoritative texts.
    pub language: Language,
    /// The host's time zone.
    pub time_zone: String,
    /// The office that runs it.
    pub host_office: LocalText,
    /// Its title.
    pub title: LocalText,
    /// What it is about.
    pub summary: LocalText,
    /// How input will be used.
    pub promise_of_use: LocalText,
}

/// A name in addresses: lower-case letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slug(String);

impl Slug {
    /// Checks a name.
    ///
    /// # Errors
    /// The key of a message.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let trimmed = text.trim();
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let well_formed =
            (2..=60).contains(&trimmed.len()) && trimmed.chars().all(allowed) && !trimmed.starts_with('-') && !trimmed.ends_with('-');
        // "new" is the address of a form, "site" the cache scope of the home page.
        if matches!(trimmed, "new" | "site") {
            return Err("form-slug-taken");
        }
        if well_formed { Ok(Self(trimmed.to_owned())) } else { Err("form-slug-malformed") }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Checks that a time zone is one that the time library knows.
///
/// # Errors
/// The key of a message.
pub fn parse_time_zone(text: &str) -> Result<String, &'static str> {
    let name = text.trim();
    jiff::tz::TimeZone::get(name).map(|_| name.to_owned()).map_err(|_| "form-time-zone-unknown")
}

/// Checks that the authoritative language has a text.
pub fn require(errors: &mut FieldErrors, field: &'static str, text: &LocalText, language: Language) {
    if text.exactly(language).is_empty() {
        errors.add(field, "form-required");
    }
}
