//! The messages of one language, from `locales/<language>/*.ftl`.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

use super::format;
use crate::error::{AppError, AppResult};
use crate::language::Language;

#[derive(RustEmbed)]
#[folder = "locales"]
struct Files;

type Memoizer = intl_memoizer::concurrent::IntlLangMemoizer;

/// What is put into a message.
#[derive(Clone, Debug)]
pub enum Argument {
    /// Words.
    Text(String),
    /// A number, which also chooses the plural form.
    Number(i64),
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Argument {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// The messages of a language.
pub struct Locale {
    /// The language.
    pub language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Locale {
    /// Reads them.
    ///
    /// # Errors
    /// If a file is malformed or a key stands twice.
    pub fn load(language: Language) -> AppResult<Self> {
        let identifier: LanguageIdentifier = language.as_str().parse().map_err(AppError::internal)?;
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        bundle.set_formatter(Some(match language {
            Language::Arabic => write::<0>,
            Language::Chinese => write::<1>,
            Language::English => write::<2>,
            Language::French => write::<3>,
            Language::Russian => write::<4>,
            Language::Spanish => write::<5>,
        }));
        let folder = format!("{}/", language.as_str());
        for name in Files::iter().filter(|name| name.starts_with(&folder)) {
            let file = Files::get(&name).ok_or_else(|| AppError::internal(&name))?;
            let text = String::from_utf8(file.data.to_vec()).map_err(AppError::internal)?;
            let resource = FluentResource::try_new(text).map_err(|(_, errors)| AppError::Internal(format!("{name}: {errors:?}")))?;
            bundle.add_resource(resource).map_err(|errors| AppError::Internal(format!("{name}: {errors:?}")))?;
        }
        Ok(Self { language, bundle })
    }

    /// A message with its arguments.
    ///
    /// # Errors
    /// If there is no such message or it asks for what is not given.
    pub fn say(&self, key: &str, arguments: &[(&str, Argument)]) -> AppResult<String> {
        let unknown = || AppError::Internal(format!("no message “{key}” in {}", self.language.as_str()));
        let pattern = self.bundle.get_message(key).and_then(|message| message.value()).ok_or_else(unknown)?;
        let mut given = FluentArgs::new();
        for (name, value) in arguments {
            match value {
                Argument::Text(text) => given.set(*name, text.clone()),
                Argument::Number(number) => given.set(*name, *number),
            }
        }
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(&given), &mut errors);
        if errors.is_empty() { Ok(said.into_owned()) } else { Err(AppError::Internal(format!("{key}: {errors:?}"))) }
    }
}

/// Writes numbers in messages with the grouping of the language; fluent takes a plain function, so the language is its
/// position in [`Language::ALL`].
fn write<const LANGUAGE: usize>(value: &FluentValue, _: &Memoizer) -> Option<String> {
    let FluentValue::Number(FluentNumber { value, .. }) = value else { return None };
    #[expect(clippy::cast_possible_truncation, reason = "only whole numbers are put into messages")]
    Some(format::number(*value as i64, Language::ALL[LANGUAGE]))
}
