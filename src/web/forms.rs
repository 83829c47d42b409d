//! Forms as pages show them: each field with what was typed and what is wrong with it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::guard::FormData;
use crate::error::AppError;
use crate::language::{Language, LocalText, is_blank};
use crate::platform::secret::Token;

/// A form to be shown.
#[derive(Clone, Debug, Serialize)]
pub struct FormView {
    /// Field by name.
    pub fields: BTreeMap<&'static str, Field>,
    /// What is wrong, for the list on top: field and the key of the message.
    pub errors: Vec<FieldError>,
    /// The key of what stands in the way of the whole form.
    pub conflict: Option<&'static str>,
    /// Makes a second sending harmless.
    pub form_key: String,
}

/// A field.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What was typed.
    pub value: String,
    /// The key of what is wrong.
    pub error: Option<&'static str>,
}

/// A line of the list on top of a form.
#[derive(Clone, Debug, Serialize)]
pub struct FieldError {
    /// The field it links to.
    pub field: &'static str,
    /// The key of the message.
    pub message: &'static str,
}

impl FormView {
    /// An empty form with these fields.
    #[must_use]
    pub fn new(names: &[&'static str]) -> Self {
        let fields = names.iter().map(|name| (*name, Field { name, ..Field::default() })).collect();
        let form_key = Token::random().map(|token| token.expose()[..32].to_owned()).unwrap_or_default();
        Self { fields, errors: Vec::new(), conflict: None, form_key }
    }

    /// The form with a value in a field.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        if let Some(field) = self.fields.get_mut(name) {
            field.value = value.into();
        }
        self
    }

    /// The form as it was typed.
    #[must_use]
    pub fn typed(mut self, typed: &FormData) -> Self {
        for field in self.fields.values_mut() {
            typed.get(field.name).clone_into(&mut field.value);
        }
        let key = typed.get("form_key");
        if !key.is_empty() {
            key.clone_into(&mut self.form_key);
        }
        self
    }

    /// The form with what is wrong with it. An error that is not about the form is given back.
    ///
    /// # Errors
    /// The same error, if a form cannot show it.
    pub fn refused(mut self, error: &AppError) -> Result<Self, AppError> {
        match error {
            AppError::Invalid(errors) => {
                for (name, message) in errors.iter() {
                    if let Some(field) = self.fields.get_mut(name) {
                        field.error = Some(message);
                    }
                    self.errors.push(FieldError { field: name, message });
                }
                Ok(self)
            }
            AppError::Conflict(conflict) => {
                self.conflict = Some(conflict.key());
                Ok(self)
            }
            AppError::Unavailable(shortage) => {
                self.conflict = Some(match shortage {
                    crate::error::Shortage::Disk => "unavailable-disk",
                    crate::error::Shortage::Database | crate::error::Shortage::Memory => "unavailable-database",
                    crate::error::Shortage::Extractors => "unavailable-extractors",
                });
                Ok(self)
            }
            AppError::TooMany => {
                self.conflict = Some("too-many-attempts");
                Ok(self)
            }
            other => Err(other.clone()),
        }
    }
}

/// The names of the fields that hold one text in six languages, such as `title_en`.
#[macro_export]
macro_rules! six_languages {
    ($name:literal) => {
        [
            concat!($name, "_ar"),
            concat!($name, "_zh"),
            concat!($name, "_en"),
            concat!($name, "_fr"),
            concat!($name, "_ru"),
            concat!($name, "_es"),
        ]
    };
}

/// Reads a text in six languages from its fields, in the order of [`Language::ALL`].
#[must_use]
pub fn local_text(typed: &FormData, names: &[&'static str; 6]) -> LocalText {
    let texts = Language::ALL.iter().zip(names).map(|(language, name)| (*language, typed.get(name).to_owned()));
    LocalText(texts.filter(|(_, text)| !is_blank(text)).collect())
}
