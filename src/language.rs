//! The six official languages of the United Nations, and texts that exist in some of them.

use std::collections::BTreeMap;

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::sql_types::Text;
use icu::properties::CodePointSetData;
use icu::properties::props::DefaultIgnorableCodePoint;
use serde::{Deserialize, Serialize};

crate::text_enum! {
    /// A language of the pages and of drafts, by its ISO 639-1 code.
    Language {
        /// Arabic, written from right to left.
        Arabic = "ar",
        /// Chinese in simplified characters.
        Chinese = "zh",
        /// English.
        English = "en",
        /// French.
        French = "fr",
        /// Russian.
        Russian = "ru",
        /// Spanish.
        Spanish = "es",
    }
}

impl Language {
    /// Its name in itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Arabic => "العربية",
            Self::Chinese => "中文",
            Self::English => "English",
            Self::French => "Français",
            Self::Russian => "Русский",
            Self::Spanish => "Español",
        }
    }

    /// The direction of its script, as HTML says it.
    #[must_use]
    pub const fn direction(self) -> &'static str {
        match self {
            Self::Arabic => "rtl",
            _ => "ltr",
        }
    }
}

/// A text in one or more languages, stored as a JSON object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromSqlRow)]
#[diesel(sql_type = Text)]
#[serde(transparent)]
pub struct LocalText(pub BTreeMap<Language, String>);

/// A text with the language it is in, so that a page can say so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The words.
    pub text: String,
    /// The code of their language.
    pub lang: &'static str,
    /// The direction of their script.
    pub dir: &'static str,
}

impl Said {
    /// Words in a language.
    #[must_use]
    pub const fn new(text: String, language: Language) -> Self {
        Self { text, lang: language.as_str(), dir: language.direction() }
    }
}

impl LocalText {
    /// A text in one language.
    #[must_use]
    pub fn one(language: Language, text: &str) -> Self {
        Self(BTreeMap::from([(language, text.to_owned())]))
    }

    /// The text for a reader: in her language, or in the authoritative one, or in English, or in any.
    #[must_use]
    pub fn said(&self, wanted: Language, authoritative: Language) -> Said {
        [wanted, authoritative, Language::English]
            .into_iter()
            .find_map(|language| self.0.get_key_value(&language))
            .or_else(|| self.0.iter().next())
            .map_or_else(|| Said::new(String::new(), wanted), |(language, text)| Said::new(text.clone(), *language))
    }

    /// As it is stored.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::json!(self.0).to_string()
    }

    /// The text in exactly this language, empty if there is none.
    #[must_use]
    pub fn exactly(&self, language: Language) -> &str {
        self.0.get(&language).map_or("", String::as_str)
    }

    /// Whether there is nothing to be read in any language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.values().all(|text| is_blank(text))
    }
}

/// Whether nobody sees anything of a text: white space and marks that are ignored when it is shown are nothing.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    let ignored = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    text.chars().all(|c| c.is_whitespace() || c.is_control() || ignored.contains(c))
}

impl<DB: Backend> FromSql<Text, DB> for LocalText
where
    String: FromSql<Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        let json = String::from_sql(bytes)?;
        Ok(serde_json::from_str(&json)?)
    }
}
