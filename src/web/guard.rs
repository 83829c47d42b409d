//! Forms of staff: read, and refused unless they carry the token of the sign-in that sends them.

use std::collections::{BTreeMap, HashMap};

use super::body::Fields;
use super::viewer::SignedIn;
use crate::error::{AppError, AppResult};
use crate::platform::secret::sha256_hex;

/// A form as typed: every field a string.
#[derive(Clone, Debug, Default)]
pub struct FormData(HashMap<String, String>);

impl FormData {
    /// A form of a member of staff.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] if it does not carry her token.
    pub fn of_staff(form: Fields, signed_in: &SignedIn, key: &crate::platform::secret::Key) -> AppResult<Self> {
        Self::from_fields(form.into_inner(), signed_in, key)
    }

    /// The same, from fields that came with a file.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] if they do not carry her token.
    pub fn from_fields(fields: Vec<(String, String)>, signed_in: &SignedIn, key: &crate::platform::secret::Key) -> AppResult<Self> {
        let typed = Self::open(fields);
        if key.verifies("form", signed_in.token.as_bytes(), typed.get("form_token")) { Ok(typed) } else { Err(AppError::Forbidden) }
    }

    /// A form that needs no token.
    #[must_use]
    pub fn open(fields: Vec<(String, String)>) -> Self {
        Self(fields.into_iter().map(|(name, value)| (name, value.replace("\r\n", "\n").replace('\0', ""))).collect())
    }

    /// What was typed into a field, trimmed; empty if the form did not have it.
    #[must_use]
    pub fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", |value| value.trim())
    }

    /// A long text as it was typed, for a field of this name.
    ///
    /// # Errors
    /// The field holds more than 20,000 characters, or characters that got lost on the way.
    pub fn long(&self, field: &'static str) -> AppResult<String> {
        const LONGEST: usize = 20_000;
        let text = self.get(field);
        if text.chars().count() > LONGEST {
            return Err(AppError::field(field, "form-text-long"));
        }
        if text.contains('\u{fffd}') {
            return Err(AppError::field(field, "form-characters-lost"));
        }
        Ok(text.to_owned())
    }

    /// The key under which this form is carried out once: that of the page it came from, with what was typed, so that
    /// going back and typing something else is another form.
    #[must_use]
    pub fn once_key(&self) -> String {
        let sorted: BTreeMap<&String, &String> = self.0.iter().filter(|(name, _)| *name != "form_token").collect();
        sha256_hex(format!("{sorted:?}").as_bytes())
    }

    /// Whether a box was ticked.
    #[must_use]
    pub fn is_ticked(&self, field: &str) -> bool {
        !self.get(field).is_empty()
    }
}
