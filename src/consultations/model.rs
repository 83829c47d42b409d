//! The types of consultations.

pub use crate::ids::ConsultationId;
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::sql_types::Text;
use serde::{Deserialize, Serialize};

use crate::error::FieldErrors;
use crate::language::{Language, LocalText};

/// A consultation.
#[derive(Clone, Debug, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::schema::consultations)]
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
    /// What comments can be about.
    pub themes: Themes,
}

/// A theme of a consultation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    /// Its name in addresses.
    pub code: String,
    /// Its name on pages.
    pub name: LocalText,
    /// A target of the Sustainable Development Goals or a pillar of the Guiding Principles; may be empty.
    pub reference: String,
}

/// The themes of a consultation in their order, stored as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromSqlRow)]
#[diesel(sql_type = Text)]
#[serde(transparent)]
pub struct Themes(pub Vec<Theme>);

impl<DB: Backend> FromSql<Text, DB> for Themes
where
    String: FromSql<Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(serde_json::from_str(&String::from_sql(bytes)?)?)
    }
}

impl Themes {
    /// As they are stored.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::json!(self.0).to_string()
    }

    /// Those of a language as a person writes them: a line `code (reference): name` for each.
    #[must_use]
    pub fn lines(&self, language: Language) -> String {
        let line = |theme: &Theme| {
            let name = theme.name.exactly(language);
            let reference = if theme.reference.is_empty() { String::new() } else { format!(" ({})", theme.reference) };
            (!name.is_empty()).then(|| format!("{}{reference}: {name}", theme.code))
        };
        self.0.iter().filter_map(line).collect::<Vec<_>>().join("\n")
    }

    /// Reads the lines of all languages; the codes of the authoritative one are the themes.
    ///
    /// # Errors
    /// The key of a message, if a line is no theme.
    pub fn parse(lines: &LocalText, authoritative: Language) -> Result<Self, &'static str> {
        let read = |line: &str| -> Result<(String, String, String), &'static str> {
            let (head, name) = line.split_once([':', '：']).ok_or("form-theme-malformed")?;
            let (code, reference) = head.trim().split_once(['(', '（']).unwrap_or((head.trim(), ""));
            let code = code.trim().to_owned();
            let well_formed =
                !code.is_empty() && code.len() <= 40 && code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            if !well_formed || name.trim().is_empty() {
                return Err("form-theme-malformed");
            }
            Ok((code, reference.trim_end_matches([')', '）']).trim().to_owned(), name.trim().chars().take(120).collect()))
        };
        let mut themes: Vec<Theme> = Vec::new();
        for line in lines.exactly(authoritative).lines().filter(|line| !line.trim().is_empty()) {
            let (code, reference, name) = read(line)?;
            if themes.iter().any(|theme| theme.code == code) {
                return Err("form-theme-malformed");
            }
            themes.push(Theme { code, name: LocalText::one(authoritative, &name), reference });
        }
        for (language, text) in lines.0.iter().filter(|(language, _)| **language != authoritative) {
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                let (code, _, name) = read(line)?;
                let theme = themes.iter_mut().find(|theme| theme.code == code).ok_or("form-theme-unknown")?;
                theme.name.0.insert(*language, name);
            }
        }
        Ok(Self(themes))
    }

    /// The theme of a code.
    #[must_use]
    pub fn of(&self, code: &str) -> Option<&Theme> {
        self.0.iter().find(|theme| theme.code == code)
    }
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
    /// What comments can be about.
    pub themes: Themes,
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
