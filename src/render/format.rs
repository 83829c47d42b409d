//! Dates, times and numbers as each language writes them (CLDR), with European digits in all six, as the United Nations
//! prints them. Dates always have their year.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use icu::datetime::DateTimeFormatter;
use icu::datetime::fieldsets::YMD;
use icu::datetime::input::Date;
use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;
use icu::locale::Locale;
use jiff::tz::TimeZone;

use crate::language::Language;
use crate::platform::clock::Timestamp;

struct Formats {
    date: DateTimeFormatter<YMD>,
    number: DecimalFormatter,
}

static FORMATS: LazyLock<BTreeMap<Language, Formats>> = LazyLock::new(|| {
    Language::ALL
        .iter()
        .filter_map(|language| {
            // The United Nations writes the day before the month in English.
            let region = if *language == Language::English { "-GB" } else { "" };
            let locale: Locale = format!("{}{region}-u-nu-latn", language.as_str()).parse().ok()?;
            let date = DateTimeFormatter::try_new(locale.clone().into(), YMD::long()).ok()?;
            let number = DecimalFormatter::try_new(locale.into(), icu::decimal::options::DecimalFormatterOptions::default()).ok()?;
            Some((*language, Formats { date, number }))
        })
        .collect()
});

/// A date in a time zone, such as "22 November 2026".
#[must_use]
pub fn date(at: Timestamp, zone: &TimeZone, language: Language) -> String {
    let day = at.to_jiff().to_zoned(zone.clone()).date();
    let month = u8::try_from(day.month()).unwrap_or(1);
    let number = u8::try_from(day.day()).unwrap_or(1);
    match (FORMATS.get(&language), Date::try_new_iso(i32::from(day.year()), month, number)) {
        (Some(formats), Ok(day)) => formats.date.format(&day).to_string(),
        _ => day.to_string(),
    }
}

/// The time of day in a time zone on the 24-hour clock, which all six languages read: "18:00".
#[must_use]
pub fn clock_time(at: Timestamp, zone: &TimeZone) -> String {
    let time = at.to_jiff().to_zoned(zone.clone()).time();
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// A whole number with the grouping of the language.
#[must_use]
pub fn number(number: i64, language: Language) -> String {
    FORMATS.get(&language).map_or_else(|| number.to_string(), |formats| formats.number.format(&Decimal::from(number)).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_its_own_dates_and_numbers() {
        let at = Timestamp::from("2026-11-22T17:00:00Z".parse::<jiff::Timestamp>().unwrap());
        let shown: Vec<String> = Language::ALL.iter().map(|language| date(at, &TimeZone::UTC, *language)).collect();
        assert_eq!(
            shown,
            [
                "22 نوفمبر 2026",
                "2026年11月22日",
                "22 November 2026",
                "22 novembre 2026",
                "22 ноября 2026\u{202f}г.",
                "22 de noviembre de 2026"
            ]
        );
        assert_eq!(number(1284, Language::English), "1,284");
        assert_eq!(number(1284, Language::Arabic), "1,284");
        assert_eq!(clock_time(at, &TimeZone::get("Europe/Zurich").unwrap()), "18:00");
    }
}
