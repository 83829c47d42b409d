//! Holds the architecture: arrows, sizes, migrations, languages, templates.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use travaux::language::Language;

fn files(folder: &str, extension: &str) -> Vec<(PathBuf, String)> {
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

/// The slices from the lowest to the highest; each may use those before it.
const SLICES: [&str; 14] = [
    "accounts",
    "register",
    "contributors",
    "publications",
    "consultations",
    "drafts",
    "comments",
    "submissions",
    "moderation",
    "triage",
    "resolutions",
    "reviews",
    "record",
    "exchange",
];
/// What stands below every slice.
const BELOW: [&str; 8] = ["platform", "text", "extract", "error", "ids", "language", "schema", "config"];
/// Macros, which stand at the root of the crate wherever they are made.
const MACROS: [&str; 8] =
    ["each_backend", "six_languages", "text_enum", "row_id", "text_id", "wrapped", "sent_columns", "published_columns"];

/// What a file of a part may use.
fn allowed(part: &str, file: &Path) -> BTreeSet<&'static str> {
    let mut may: BTreeSet<&str> = BTreeSet::new();
    let is_page = file.to_string_lossy().contains("pages") || file.ends_with("record/reader.rs");
    match part {
        "text" => {
            may.insert("text");
        }
        "platform" => may.extend(["platform", "error", "schema"]),
        "extract" => may.extend(["extract", "text", "platform", "error"]),
        "render" => may.extend(["render", "error", "language", "platform"]),
        // Of the slices, web knows only who is signed in.
        "web" => may.extend(["web", "render", "error", "ids", "language", "platform", "extract", "accounts"]),
        slice if SLICES.contains(&slice) => {
            may.extend(BELOW);
            let position = SLICES.iter().position(|known| *known == slice).unwrap();
            may.extend(&SLICES[..=position]);
            if is_page {
                may.extend(["web", "render", "jobs"]);
            }
        }
        "ids" | "schema" | "language" | "error" | "config" => may.extend(BELOW),
        // The roof: app, command, demo, jobs and the list of modules.
        _ => may.extend(BELOW.iter().chain(&SLICES).chain(&["web", "render", "app", "command", "demo", "jobs"])),
    }
    may
}

/// The text of a file without its comments, so that links in them are no arrows.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The parts of the crate that a text names: in `use` lines with all names of a group, and in paths within expressions.
fn named(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for rest in text.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(group) => {
                let (mut depth, mut name, mut at_head) = (0, String::new(), true);
                for letter in group.chars() {
                    match letter {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => {
                            (at_head, name) = (true, {
                                found.insert(name);
                                String::new()
                            })
                        }
                        ':' => at_head = false,
                        letter if depth == 0 && at_head && !letter.is_whitespace() => name.push(letter),
                        _ => {}
                    }
                }
                found.insert(name);
            }
            None => _ = found.insert(rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()),
        }
    }
    found.remove("");
    found
}

#[test]
fn all_names_of_a_group_and_all_paths_are_seen() {
    let text = "use crate::{accounts::read, error::{AppError, AppResult}, web};\nlet x = crate::drafts::read::at(crate::jobs::now());";
    let expected = ["accounts", "error", "web", "drafts", "jobs"].map(str::to_owned);
    assert_eq!(named(text), BTreeSet::from(expected));
}

#[test]
fn arrows_point_one_way() {
    let mut wrong = Vec::new();
    for (path, text) in files("src", "rs") {
        let inside = path.strip_prefix("src").unwrap();
        let part = inside.components().next().unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
        let may = allowed(&part, inside);
        for target in named(&code(&text)) {
            if !MACROS.contains(&target.as_str()) && !may.contains(target.as_str()) {
                wrong.push(format!("{} may not use {target}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Who alone writes each table.
const OWNERS: [(&str, &str); 20] = [
    ("accounts", "accounts account_links roles sign_ins sign_in_failures"),
    ("register", "register_leaves register_openings"),
    ("publications", "published_comments earlier_versions loop_totals events"),
    ("consultations", "consultations"),
    (
        "drafts",
        "drafts language_versions sources paragraphs blocks lineage_links change_causes change_links rounds round_extensions \
         round_questions reader_invitations",
    ),
    ("comments", "comments batches"),
    ("submissions", "submissions working_copies deliveries letters letter_points table_rows"),
    ("moderation", "moderations"),
    ("triage", "office_questions"),
    ("resolutions", "resolutions resolution_parts resolution_comments implementations reactions"),
    ("reviews", "reviews review_requests"),
    ("exchange", "table_mappings"),
    ("platform/cache", "revisions"),
    ("platform/jobs", "jobs"),
    ("platform/mail", "outbox"),
    ("platform/once", "form_keys"),
    ("platform/agreement", "clock_agreement"),
    ("platform/db", "removal_journal"),
    ("record", ""),
    ("contributors", ""),
];

#[test]
fn each_table_has_one_owner() {
    let owner: BTreeMap<&str, &str> =
        OWNERS.iter().flat_map(|(owner, tables)| tables.split_whitespace().map(move |table| (table, *owner))).collect();
    let schema = code(&std::fs::read_to_string("src/schema.rs").unwrap());
    let tables: BTreeSet<&str> = schema.split("table! {").skip(1).filter_map(|table| table.trim_start().split([' ', '(']).next()).collect();
    let known: BTreeSet<&str> = owner.keys().copied().collect();
    assert_eq!(tables, known, "each table has an owner");
    let mut wrong = Vec::new();
    for (path, text) in files("src", "rs") {
        let text = code(&text);
        let inside = path.strip_prefix("src").unwrap().to_string_lossy().into_owned();
        let aliases: BTreeMap<&str, &str> = text
            .split(" as ")
            .collect::<Vec<_>>()
            .windows(2)
            .filter_map(|pair| {
                let name = pair[0].rsplit(|letter: char| !letter.is_alphanumeric() && letter != '_').next()?;
                let alias = pair[1].split(|letter: char| !letter.is_alphanumeric() && letter != '_').next()?;
                Some((alias, name))
            })
            .collect();
        for verb in ["insert_into(", "update(", "delete("] {
            for rest in text.split(verb).skip(1) {
                let table: String = rest.trim_start().chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
                let table = aliases.get(table.as_str()).copied().unwrap_or(&table);
                if let Some(owner) =
                    owner.get(table).filter(|owner| !inside.starts_with(&format!("{owner}/")) && inside != format!("{owner}.rs"))
                {
                    wrong.push(format!("{inside} writes {table}, which belongs to {owner}"));
                }
            }
        }
        if text.contains("register::stage") && !inside.starts_with("publications/") {
            wrong.push(format!("{inside} stages leaves beside the one door"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_know_no_sql_and_operations_no_http() {
    let mut wrong = Vec::new();
    for (path, text) in files("src", "rs") {
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
    let folders = ["src", "tests"];
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
        .filter(|(_, text)| text.lines().count() > 60)
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(templates.is_empty(), "{templates:?}");
}

/// Tables with their columns, as a migration makes them.
fn tables(sql: &str) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    for statement in sql.split("CREATE TABLE ").skip(1) {
        let (name, rest) = statement.split_once(" (").unwrap();
        let body = rest.split("\n)").next().unwrap();
        let columns = body
            .lines()
            .filter_map(|line| line.split_whitespace().next())
            .filter(|word| word.chars().next().is_some_and(char::is_lowercase))
            .map(str::to_owned)
            .collect();
        found.insert(name.to_owned(), columns);
    }
    found
}

#[test]
fn migrations_are_the_same_on_both_databases() {
    let names = |engine: &str| -> BTreeSet<String> {
        std::fs::read_dir(format!("migrations/{engine}")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
    for name in names("sqlite") {
        let read = |engine: &str| std::fs::read_to_string(format!("migrations/{engine}/{name}/up.sql")).unwrap();
        assert_eq!(tables(&read("sqlite")), tables(&read("postgres")), "{name}");
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
    files("src", "rs").into_iter().for_each(|(_, text)| sources.push_str(&text));
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
        "tables-fate-",
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
