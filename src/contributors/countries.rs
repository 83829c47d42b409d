//! Member States and observer States of the United Nations with their names in the six languages and regional groups.

use std::sync::LazyLock;

use super::model::Region;
use crate::language::Language;

/// A State.
#[derive(Clone, Debug)]
pub struct Country {
    /// Its ISO 3166-1 alpha-3 code.
    pub code: &'static str,
    /// Its regional group; for Türkiye, a member of two, the one in which it votes.
    pub region: Region,
    names: [&'static str; 6],
}

impl Country {
    /// Its name in a language, as the United Nations uses it.
    #[must_use]
    pub const fn name(&self, language: Language) -> &'static str {
        let [english, french, spanish, arabic, chinese, russian] = self.names;
        match language {
            Language::English => english,
            Language::French => french,
            Language::Spanish => spanish,
            Language::Arabic => arabic,
            Language::Chinese => chinese,
            Language::Russian => russian,
        }
    }
}

/// All of them by their codes. The facts are those of the UN Statistics Division (M49) and of the regional groups.
pub static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| include_str!("countries.tsv").lines().filter_map(read).collect());

fn read(line: &'static str) -> Option<Country> {
    let mut cells = line.split('\t');
    let (code, region) = (cells.next()?, Region::parse(cells.next()?)?);
    let names: Vec<&str> = cells.collect();
    Some(Country { code, region, names: names.try_into().ok()? })
}

/// The State of a code.
#[must_use]
pub fn country(code: &str) -> Option<&'static Country> {
    COUNTRIES.iter().find(|country| country.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_there_with_its_names() {
        assert_eq!(COUNTRIES.len(), 195);
        let of = |region| COUNTRIES.iter().filter(|country| country.region == region).count();
        assert_eq!([of(Region::Africa), of(Region::LatinAmericaCaribbean), of(Region::EasternEurope)], [54, 33, 23]);
        assert_eq!(country("KEN").unwrap().name(Language::Arabic), "كينيا");
        assert!(COUNTRIES.iter().all(|country| Language::ALL.iter().all(|language| !country.name(*language).is_empty())));
    }
}
