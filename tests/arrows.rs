//! Holds which part may use which, and who writes each table.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::tidy::files;

/// The slices from the lowest to the highest; each may use those before it.
pub const SLICES: [&str; 14] = [
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
const MACROS: [&str; 6] = ["each_backend", "six_languages", "text_enum", "row_id", "text_id", "wrapped"];

/// What a file of a part may use.
fn allowed(part: &str, file: &Path) -> BTreeSet<&'static str> {
    let mut may: BTreeSet<&str> = BTreeSet::new();
    let is_page = file.to_string_lossy().contains("pages") || file.ends_with("record/reader.rs");
    match part {
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
                            found.insert(std::mem::take(&mut name));
                            at_head = true;
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
const OWNERS: [(&str, &str); 21] = [
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
    ("submissions", "credentials sealed_copies submissions working_copies deliveries letters letter_points table_rows"),
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
    ("platform/files", "files"),
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
