//! Who speaks in a row.

use crate::comments::table::{Entry, SourceChoice};
use crate::contributors::model::{Group, Level, Region, Speaker};
use crate::contributors::{COUNTRIES, Country};
use crate::language::Language;
use crate::platform::secret::Key;

/// The name under which a row speaks: the organisation, else the country, else the person; empty if it names nobody.
#[must_use]
pub fn name(entry: &Entry) -> &str {
    [&entry.organisation, &entry.country, &entry.person].into_iter().find(|name| !name.is_empty()).map_or("", String::as_str)
}

/// What is kept of the name to know it again: nothing without the key of the installation. Who sends a table that names nobody
/// speaks for herself.
pub fn proof(key: &Key, entry: &Entry, sender: &str) -> Vec<u8> {
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    // A person ("Author", "Reviewer 2") is somebody only together with who sent the table.
    let is_person = entry.organisation.is_empty() && entry.country.is_empty();
    let of = if is_person { tidy(sender) } else { String::new() };
    let source = format!("{}/{}/{of}", if is_person { "person" } else { "named" }, tidy(name(entry)));
    key.raw_proof("table-source", source.as_bytes()).to_vec()
}

/// The State that a name or a code means, in any of the six languages.
fn state(name: &str) -> Option<&'static Country> {
    let folded = crate::text::fold::folded(name.trim());
    let is = |country: &&Country| {
        country.code.eq_ignore_ascii_case(name.trim())
            || Language::ALL.iter().any(|language| crate::text::fold::folded(country.name(*language)) == folded)
    };
    COUNTRIES.iter().find(is)
}

/// The best guess of who speaks under a name: a State that is called so, else nothing is known. The public sees the group only.
#[must_use]
pub fn guess(name: &str) -> SourceChoice {
    let level = Level::GroupOnly;
    match state(name) {
        Some(country) => SourceChoice { group: Group::MemberState, region: country.region, country: country.code.to_owned(), level },
        None => SourceChoice { group: Group::Undisclosed, region: Region::Undisclosed, country: String::new(), level },
    }
}

/// Who speaks in a row, with what was said of the name. A table that names nobody is the sender's.
pub fn speaker(entry: &Entry, choice: &SourceChoice, sender: &str) -> Speaker {
    let country = COUNTRIES.iter().find(|country| country.code == choice.country);
    // A State is named by its country.
    let organisation = match (choice.group == Group::MemberState && country.is_some(), entry.organisation.as_str()) {
        (true, _) => "",
        (false, "") if entry.person.is_empty() => sender,
        (false, organisation) => organisation,
    };
    Speaker {
        group: choice.group,
        region: country.map_or(choice.region, |country| country.region),
        country: choice.country.clone(),
        organisation: organisation.to_owned(),
        // A submission has many rows; a person's name belongs to it only if it is hers alone.
        person: if entry.organisation.is_empty() && entry.country.is_empty() { entry.person.clone() } else { String::new() },
        client: String::new(),
    }
}
