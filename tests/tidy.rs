//! Holds the architecture: arrows, sizes, migrations, languages, templates.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use travaux::language::Language;

use crate::arrows::SLICES;

pub fn files(folder: &str, extension: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|own| own == extension) {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn pages_know_no_sql_and_operations_no_http() {
    let mut wrong = Vec::new();
    for (path, text) in files("src", "rs").into_iter().chain(files("text/src", "rs")) {
        let name = path.to_string_lossy();
        let slice = SLICES.iter().any(|slice| name.contains(&format!("src/{slice}/")));
        let page = name.contains("pages");
        if (page || name.contains("src/web/")) && (text.contains("use diesel") || text.contains("crate::schema")) {
            wrong.push(format!("{name} knows SQL"));
        }
        if slice && !page && !name.ends_with("reader.rs") && text.contains("use actix_web") {
            wrong.push(format!("{name} knows HTTP"));
        }
        if !name.contains("src/platform/") && !name.contains("src/config.rs") && text.contains("std::env::var") {
            wrong.push(format!("{name} reads the environment"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_small() {
    let folders = ["src", "text/src", "tests"];
    let long: Vec<String> = folders
        .iter()
        .flat_map(|folder| files(folder, "rs"))
        // The tables are one list.
        .filter(|(path, text)| text.lines().count() > 500 && !path.ends_with("schema.rs"))
        .map(|(path, text)| format!("{}: {} lines", path.display(), text.lines().count()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
    let templates: Vec<String> = files("templates", "hbs")
        .iter()
        .filter(|(_, text)| text.lines().count() > 200)
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(templates.is_empty(), "{templates:?}");
}

/// Templates and style sheets are for people too: no line is too long to read, an element stands on its own line inside what holds
/// it, and so does a rule.
#[test]
fn templates_and_style_sheets_can_be_read() {
    let mut wrong = Vec::new();
    for (path, text) in files("templates", "hbs").into_iter().chain(files("assets/css", "css")) {
        let is_style = path.extension().is_some_and(|extension| extension == "css");
        if path.starts_with("templates/mail") {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let at = format!("{}:{}", path.display(), number + 1);
            let indent = line.len() - line.trim_start().len();
            if line.chars().count() > 140 {
                wrong.push(format!("{at} has {} characters", line.chars().count()));
            }
            if indent % 2 == 1 || line.ends_with(' ') || line.contains('\t') {
                wrong.push(format!("{at} is not indented by twos, or ends in a blank"));
            }
            if is_style && line.matches('{').count() > 1 && !line.trim_start().starts_with('@') {
                wrong.push(format!("{at} has more than one rule"));
            }
            // What holds others: each begins its line.
            for holder in
                ["<div", "<section", "<article", "<form", "<ul", "<ol", "<table", "<tr", "<li", "<fieldset", "<nav", "<main", "<h1", "<h2"]
            {
                let begins = |at: usize| line[at + holder.len()..].starts_with([' ', '>', '{']);
                if !is_style
                    && line
                        .match_indices(holder)
                        .filter(|(at, _)| begins(*at))
                        .any(|(at, _)| !line[..at].trim().is_empty() && line[..at].contains('<'))
                {
                    wrong.push(format!("{at} has another element before {holder}>"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn migrations_are_the_same_on_both_databases() {
    let names = |engine: &str| -> BTreeSet<String> {
        std::fs::read_dir(format!("migrations/{engine}")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
    for name in names("sqlite") {
        assert!(Path::new(&format!("migrations/postgres/{name}/down.sql")).exists());
    }
}

/// Keys of a file with their values; attributes and variants belong to their key.
fn messages(text: &str) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut last = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        match line.split_once('=') {
            Some((key, value)) if !line.starts_with([' ', '}']) => {
                key.trim().clone_into(&mut last);
                found.insert(last.clone(), value.trim().to_owned());
            }
            _ => {
                let value = found.get_mut(&last).unwrap();
                value.push('\n');
                value.push_str(line);
            }
        }
    }
    found
}

fn locale(language: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    files(&format!("locales/{language}"), "ftl")
        .into_iter()
        .map(|(path, text)| (path.file_name().unwrap().to_string_lossy().into_owned(), messages(&text)))
        .collect()
}

/// Messages that are the same in a language and in English, with the reason.
const SAME: [(&str, &str, &str); 15] = [
    ("*", "form-error-line", "only placeables"),
    ("*", "date-and-time", "only placeables"),
    ("*", "round-in-utc", "UTC is the same everywhere"),
    ("fr", "layout-consultations", "the same word"),
    ("fr", "record-home-title", "the same word"),
    ("fr", "field-cause", "the same word"),
    ("fr", "record-pages", "the same word"),
    ("fr", "record-notes", "the same word"),
    ("fr", "record-passage", "the same word"),
    ("fr", "column-organisation", "the same word"),
    ("fr", "column-page", "the same word"),
    ("fr", "column-section", "the same word"),
    ("fr", "way-note_verbale", "the same words"),
    ("es", "role-auditor", "the same word"),
    ("fr", "role-rapporteur", "the same word"),
];

#[test]
fn locales_are_complete_and_translated() {
    let english = locale("en");
    let mut wrong = Vec::new();
    for language in Language::ALL.iter().map(|language| language.as_str()) {
        let own = locale(language);
        assert_eq!(own.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>(), "{language}: files");
        let plurals: &[&str] = match language {
            "ar" => &["[zero]", "[one]", "[two]", "[few]", "[many]", "*[other]"],
            "ru" => &["[one]", "[few]", "[many]", "*[other]"],
            "fr" | "es" => &["[one]", "[many]", "*[other]"],
            "zh" => &["*[other]"],
            _ => &["[one]", "*[other]"],
        };
        for (file, messages) in &english {
            let theirs = &own[file];
            if theirs.keys().ne(messages.keys()) {
                wrong.push(format!("{language}/{file}: other keys than the English"));
                continue;
            }
            for (key, value) in messages {
                let translated = &theirs[key];
                let reasoned = SAME.iter().any(|(of, known, _)| (*of == "*" || *of == language) && known == key);
                if language != "en" && translated == value && !reasoned {
                    wrong.push(format!("{language}/{file}: {key} is the English"));
                }
                if value.contains("->") && !plurals.iter().all(|form| translated.contains(form)) {
                    wrong.push(format!("{language}/{file}: {key} lacks a plural form"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The keys that templates and code ask for; those that end with a hyphen are put together with a word.
#[test]
fn every_message_is_used_and_every_key_exists() {
    let known: BTreeSet<String> = locale("en").into_values().flat_map(BTreeMap::into_keys).collect();
    let mut sources: String = files("templates", "hbs").into_iter().map(|(_, text)| text).collect();
    files("src", "rs").into_iter().chain(files("text/src", "rs")).for_each(|(_, text)| sources.push_str(&text));
    let mut quoted: BTreeSet<&str> = BTreeSet::new();
    for piece in sources.split('"') {
        if !piece.is_empty() && piece.len() < 60 && piece.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c))
        {
            quoted.insert(piece);
        }
    }
    let composed: Vec<&str> = [
        "relation-",
        "relation-margin-",
        "relation-count-",
        "cause-",
        "state-",
        "state-group-",
        "column-",
        "tables-flag-",
        "tables-change-",
        "way-",
        "rows-",
        "role-",
        "field-",
        "problem-page-",
        "about-",
        "answer-status-",
        "comment-state-",
        "decision-",
        "group-",
        "kind-",
        "level-",
        "level-hint-",
        "loop-",
        "margin-answered-",
        "own-status-",
        "pairing-",
        "passage-",
        "own-",
        "progress-",
        "publication-",
        "queue-step-",
        "region-",
        "stub-",
        "verdict-",
    ]
    .to_vec();
    let unused: Vec<&String> =
        known.iter().filter(|key| !quoted.contains(key.as_str()) && !composed.iter().any(|prefix| key.starts_with(prefix))).collect();
    assert!(unused.is_empty(), "not used: {unused:?}");
    let asked = files("templates", "hbs").into_iter().flat_map(|(path, text)| {
        text.split("t \"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).map(|key| (path.clone(), key)).collect::<Vec<_>>()
    });
    let missing: Vec<String> = asked
        .filter(|(_, key)| !key.ends_with('-') && !known.contains(key))
        .map(|(path, key)| format!("{}: {key}", path.display()))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn templates_hold_no_words() {
    let mut wrong = Vec::new();
    for (path, text) in files("templates", "hbs") {
        let mut visible = String::new();
        let mut rest = text.as_str();
        // Expressions and tags are no text; attributes that are read out must come from messages.
        while let Some(start) = rest.find("{{") {
            visible.push_str(&rest[..start]);
            rest = rest[start..].find("}}").map_or("", |end| &rest[start + end + 2..]);
        }
        visible.push_str(rest);
        let mut outside = String::new();
        let mut inside_tag = false;
        for character in visible.chars() {
            match character {
                '<' => inside_tag = true,
                '>' => inside_tag = false,
                _ if !inside_tag => outside.push(character),
                _ => {}
            }
        }
        let words: String = outside
            .replace("HTML", "")
            .replace("Markdown", "")
            .replace("CSV", "")
            .replace("JSON", "")
            .replace("&amp;", "")
            .chars()
            .filter(|c| c.is_alphabetic())
            .collect();
        if !words.is_empty() {
            wrong.push(format!("{}: {words}", path.display()));
        }
        for attribute in ["aria-label=\"", "alt=\"", "title=\"", "placeholder=\""] {
            if text.split(attribute).skip(1).any(|value| !value.starts_with("{{")) {
                wrong.push(format!("{}: {attribute}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn dependencies_were_checked_as_they_are() {
    for line in std::fs::read_to_string(".ci/denied").unwrap().lines() {
        let (digest, file) = line.split_once("  ").unwrap();
        let now = travaux::platform::secret::sha256_hex(&std::fs::read(file).unwrap());
        assert_eq!(now, digest, "{file} has changed: run scripts/deny and commit .ci/denied");
    }
}
