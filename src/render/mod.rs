//! From view structs to words on a page: templates, messages in six languages, dates and numbers. Knows no slice.
//!
//! There is one registry of templates for each language, whose helpers speak that language:
//! `{{t "key" n=3}}` a message, `{{date at}}` and `{{datetime at zone}}` an instant.

mod format;
mod helpers;
mod locales;
mod mail;

use std::collections::BTreeMap;
use std::sync::Arc;

use handlebars::Handlebars;
use rust_embed::RustEmbed;
use serde::Serialize;

use crate::error::{AppError, AppResult};
use crate::language::Language;

pub use format::{clock_time, date};
pub use locales::{Argument, Locale};

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// A template without the line breaks and indentation that are for its readers: a break between two tags or expressions is nothing,
/// any other is one line feed. What is to be apart on the page stands on one line.
fn joined(template: &str) -> String {
    let mut joined = String::with_capacity(template.len());
    for (number, line) in template.trim_end().lines().map(str::trim_start).enumerate() {
        let between_tags = joined.ends_with(['>', '}']) && line.starts_with(['<', '{']);
        if number > 0 && !between_tags {
            joined.push('\n');
        }
        joined.push_str(line);
    }
    joined
}

/// Templates and messages in all languages; cheap to clone.
#[derive(Clone)]
pub struct Renderer {
    languages: Arc<BTreeMap<Language, (Handlebars<'static>, Arc<Locale>)>>,
}

impl Renderer {
    /// Reads all templates and messages.
    ///
    /// # Errors
    /// If one of them is malformed.
    pub fn new() -> AppResult<Self> {
        let mut languages = BTreeMap::new();
        for language in Language::ALL {
            let locale = Arc::new(Locale::load(*language)?);
            let mut registry = Handlebars::new();
            registry.set_strict_mode(true);
            registry.set_prevent_indent(true);
            for name in Templates::iter() {
                let file = Templates::get(&name).ok_or_else(|| AppError::internal(&name))?;
                let text = std::str::from_utf8(&file.data).map_err(AppError::internal)?;
                let short = name.trim_end_matches(".hbs");
                let text = if short.starts_with("mail/") { text.to_owned() } else { joined(text) };
                registry.register_template_string(short, text).map_err(|error| AppError::Internal(format!("{name}: {error}")))?;
            }
            helpers::register(&mut registry, &locale);
            languages.insert(*language, (registry, locale));
        }
        Ok(Self { languages: Arc::new(languages) })
    }

    /// Fills a template with a view.
    ///
    /// # Errors
    /// If the template asks for what the view or the messages do not have.
    pub fn render(&self, template: &str, language: Language, view: &impl Serialize) -> AppResult<String> {
        let (registry, _) = self.of(language)?;
        registry.render(template, view).map_err(|error| AppError::Internal(format!("{template}: {error}")))
    }

    /// A message without markup.
    #[must_use]
    pub fn say(&self, language: Language, key: &str, arguments: &[(&str, Argument)]) -> String {
        self.of(language).and_then(|(_, locale)| locale.say(key, arguments)).unwrap_or_else(|_| key.to_owned())
    }

    /// The names of all templates.
    #[must_use]
    pub fn templates() -> Vec<String> {
        Templates::iter().map(|name| name.trim_end_matches(".hbs").to_owned()).collect()
    }

    fn of(&self, language: Language) -> AppResult<&(Handlebars<'static>, Arc<Locale>)> {
        self.languages.get(&language).ok_or_else(|| AppError::internal("a language without messages"))
    }
}
