//! Forms of staff: read, and refused unless they carry the token of the sign-in that sends them.

use std::collections::{BTreeMap, HashMap};

use super::viewer::SignedIn;
use crate::error::{AppError, AppResult};
use crate::platform::secret::{Key, sha256_hex};

/// A form as typed: the values of every field, in their order.
#[derive(Clone, Debug, Default)]
pub struct FormData(HashMap<String, Vec<String>>);

impl FormData {
    /// A form of a member of staff.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] if it does not carry her token.
    pub fn of_staff(fields: Vec<(String, String)>, signed_in: &SignedIn, key: &Key) -> AppResult<Self> {
        let typed = Self::open(fields);
        if key.verifies("form", signed_in.token.as_bytes(), typed.get("form_token")) { Ok(typed) } else { Err(AppError::Forbidden) }
    }

    /// A form that needs no token.
    #[must_use]
    pub fn open(fields: Vec<(String, String)>) -> Self {
        let mut found: HashMap<String, Vec<String>> = HashMap::new();
        for (name, value) in fields {
            found.entry(name).or_default().push(value.replace("\r\n", "\n").replace('\0', ""));
        }
        Self(found)
    }

    /// What was typed into a field, trimmed; empty if the form did not have it.
    #[must_use]
    pub fn get(&self, field: &str) -> &str {
        self.all(field).last().map_or("", |value| value.trim())
    }

    /// All that was ticked, or typed, under one name.
    #[must_use]
    pub fn all(&self, field: &str) -> &[String] {
        self.0.get(field).map_or(&[], Vec::as_slice)
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
        let sorted: BTreeMap<&String, &Vec<String>> = self.0.iter().filter(|(name, _)| *name != "form_token").collect();
        sha256_hex(format!("{sorted:?}").as_bytes())
    }

    /// Whether a box was ticked.
    #[must_use]
    pub fn is_ticked(&self, field: &str) -> bool {
        !self.get(field).is_empty()
    }
}
