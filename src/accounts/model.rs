//! The types of accounts.

use crate::ids::{AccountId, ConsultationId};
use secrecy::SecretString;

use crate::language::Language;

crate::text_enum! {
    /// What a person may do in a consultation, or everywhere.
    Role {
        /// People, settings, and everything an editor may.
        Administrator = "administrator",
        /// Drafts: import, lineage, causes, rounds, publication.
        Editor = "editor",
        /// Triage and proposed answers.
        Analyst = "analyst",
        /// Approves what another proposed.
        Approver = "approver",
        /// Looks at answers again on request.
        Reviewer = "reviewer",
        /// Relays what is said in sessions.
        Rapporteur = "rapporteur",
        /// Keeps identities.
        Custodian = "custodian",
        /// Reads everything, changes nothing.
        Auditor = "auditor",
    }
}

crate::text_enum! {
    /// How sure a sign-in is of who it is. The second factor raises it.
    Assurance {
        /// A password was given.
        Password = "password",
        /// A second factor too.
        SecondFactor = "second_factor",
    }
}

/// A signed-in member of staff with her roles.
#[derive(Clone, Debug)]
pub struct Staff {
    /// Her account.
    pub id: AccountId,
    /// Her name as colleagues see it.
    pub name: String,
    /// The language of her mail.
    pub language: Language,
    /// How sure the sign-in is.
    pub assurance: Assurance,
    /// Roles, each in one consultation or (with `None`) everywhere.
    pub roles: Vec<(Option<ConsultationId>, Role)>,
}

/// An account to be made.
#[derive(Debug)]
pub struct NewAccount {
    /// Address, in lower case.
    pub email: Email,
    /// Name as colleagues see it.
    pub name: String,
    /// The unit of the office; reviews go to another one.
    pub unit: String,
    /// The language of mail.
    pub language: Language,
}

/// A mail address in lower case with a domain.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Checks an address.
    ///
    /// # Errors
    /// The key of a message.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let folded = text.trim().to_lowercase();
        let well_formed = folded.len() <= 254
            && folded.parse::<lettre::Address>().is_ok()
            && folded.split_once('@').is_some_and(|(_, domain)| !domain.is_empty());
        if well_formed { Ok(Self(folded)) } else { Err("form-email-malformed") }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Email {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Email([masked])")
    }
}

/// A password long enough to be one.
#[derive(Debug)]
pub struct Password(pub SecretString);

impl Password {
    /// At least 12 characters, at most 200; no other rules (NIST SP 800-63B 3.1.1.2).
    ///
    /// # Errors
    /// The key of a message.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        match text.chars().count() {
            0..12 => Err("form-password-short"),
            12..=200 => Ok(Self(SecretString::from(text))),
            _ => Err("form-password-long"),
        }
    }
}
