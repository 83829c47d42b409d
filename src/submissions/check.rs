//! Checks what is typed into the form of a comment. Pure but for the target, which the draft must have.

use std::collections::HashMap;

use super::copy::{Item, WorkingCopy};
use crate::consultations::model::Themes;
use crate::contributors::country;
use crate::contributors::model::{Group, Level, Region, Speaker};
use crate::drafts;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{DraftId, Ordinal, RoundId};
use crate::language::Language;
use crate::platform::db::Conn;
use crate::platform::id::random_id;
use crate::publications::model::{CommentKind, Target, TargetKind, Words};

/// The most characters of a comment, a proposed wording, a reason.
pub const LONGEST_TEXT: usize = 20_000;
/// The most characters of a quoted passage.
const LONGEST_QUOTE: usize = 2_000;
/// The most characters of a name.
const LONGEST_NAME: usize = 200;
/// The most comments in one contribution.
pub const MOST_ITEMS: usize = 500;

/// A text of several lines.
fn text(errors: &mut FieldErrors, field: &'static str, typed: &str, longest: usize) -> String {
    if typed.chars().count() > longest {
        errors.add(field, "form-text-long");
    }
    // What was not UTF-8 arrives with this character in its place.
    if typed.contains(['\u{fffd}', '\0']) {
        errors.add(field, "form-characters-lost");
    }
    typed.to_owned()
}

/// A name: one line, and nothing in it that turns the direction of what follows.
fn name(errors: &mut FieldErrors, field: &'static str, typed: &str) -> String {
    if typed.chars().any(|c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')) {
        errors.add(field, "form-bidi-controls");
    }
    if typed.chars().any(char::is_control) {
        errors.add(field, "form-name-control");
    }
    text(errors, field, typed, LONGEST_NAME)
}

/// Whether a text can be the key of a comment in its contribution.
#[must_use]
pub fn is_key(text: &str) -> bool {
    text.len() == 13 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// What was typed as one comment. `get` gives what a field holds.
///
/// # Errors
/// Every field that is wrong.
pub fn item<'a>(get: impl Fn(&str) -> &'a str, target: Target, themes: &Themes, page: Language) -> AppResult<Item> {
    let mut errors = FieldErrors::default();
    let words = Words {
        quote: text(&mut errors, "quote", get("quote"), LONGEST_QUOTE),
        body: text(&mut errors, "body", get("body"), LONGEST_TEXT),
        proposed: text(&mut errors, "proposed", get("proposed"), LONGEST_TEXT),
        reason: text(&mut errors, "comment_reason", get("comment_reason"), LONGEST_TEXT),
    };
    if words.body.is_empty() && words.proposed.is_empty() {
        errors.add("body", "form-comment-empty");
    }
    let kind = match get("kind") {
        "" => None,
        word => errors.take("kind", CommentKind::parse(word).ok_or("form-required")),
    };
    let language = match get("comment_language") {
        "" => Some(page),
        word => errors.take("comment_language", Language::parse(word).ok_or("form-language-unknown")),
    };
    let level = match get("comment_level") {
        "" => None,
        word => errors.take("comment_level", Level::parse(word).ok_or("form-required")),
    };
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let key = get("item");
    Ok(Item {
        key: if is_key(key) { key.to_owned() } else { random_id()? },
        target,
        kind,
        themes: themes.0.iter().filter(|theme| !get(&format!("theme_{}", theme.code)).is_empty()).map(|theme| theme.code.clone()).collect(),
        language: language.unwrap_or(page),
        level,
        words,
    })
}

/// Who speaks, and what the public will see, as typed.
///
/// # Errors
/// Every field that is wrong.
pub fn speaker<'a>(get: impl Fn(&str) -> &'a str) -> AppResult<(Speaker, Level, bool)> {
    let mut errors = FieldErrors::default();
    let group = match get("group") {
        "" => Some(Group::Undisclosed),
        word => errors.take("group", Group::parse(word).ok_or("form-required")),
    };
    let region = match get("region") {
        "" => Some(Region::Undisclosed),
        word => errors.take("region", Region::parse(word).ok_or("form-required")),
    };
    let state = match get("country") {
        "" => None,
        code => errors.take("country", country(code).ok_or("form-country-unknown")),
    };
    let level = match get("level") {
        "" => Some(Level::GroupOnly),
        word => errors.take("level", Level::parse(word).ok_or("form-required")),
    };
    let organisation = name(&mut errors, "organisation", get("organisation"));
    let person = name(&mut errors, "person", get("person"));
    let client = name(&mut errors, "client", get("client"));
    match (group, region, level, errors.is_empty()) {
        (Some(group), Some(region), Some(level), true) => {
            // The region of a State, and of whoever names a country, follows from it.
            let region = state.map_or(region, |state| state.region);
            let country = state.map(|state| state.code.to_owned()).unwrap_or_default();
            Ok((Speaker { group, region, country, organisation, person, client }, level, !get("consent").is_empty()))
        }
        _ => Err(AppError::Invalid(errors)),
    }
}

/// Whether a working copy can be sent.
///
/// # Errors
/// Every field that is missing.
pub fn complete(copy: &WorkingCopy) -> AppResult<()> {
    let mut errors = FieldErrors::default();
    if copy.items.is_empty() {
        errors.add("body", "form-comment-empty");
    }
    if !copy.pending.is_empty() {
        errors.add("rows", "form-rows-pending");
    }
    if copy.items.len() > MOST_ITEMS {
        errors.add("body", "form-too-many-comments");
    }
    if copy.level == Level::Named && copy.speaker.person.is_empty() {
        errors.add("person", "form-person-needed");
    }
    if copy.level == Level::OrganisationOnly && !copy.speaker.is_named() {
        errors.add("organisation", "form-organisation-needed");
    }
    if !copy.consent {
        errors.add("consent", "form-consent-needed");
    }
    if errors.is_empty() { Ok(()) } else { Err(AppError::Invalid(errors)) }
}

/// How each target is printed: the label of a paragraph, the words of a heading. A target that the draft does not have
/// is missing.
///
/// # Errors
/// Those of the database.
pub fn labels(conn: &mut Conn, draft: DraftId, round: RoundId, targets: &[Target]) -> AppResult<HashMap<Target, String>> {
    let ordinals: Vec<Ordinal> = targets.iter().map(|target| target.ordinal).collect();
    let paragraphs = drafts::read::paragraphs_of(conn, &[draft], &ordinals)?;
    let headings: HashMap<Ordinal, String> = if targets.iter().any(|target| target.kind == TargetKind::Section) {
        let version = drafts::read::versions(conn, &[draft])?.into_iter().find(|version| version.authoritative);
        let blocks = version.map(|version| drafts::read::headings(conn, version.id)).transpose()?.unwrap_or_default();
        blocks.into_iter().filter_map(|placed| Some((placed.owner?.0, placed.block.printed()))).collect()
    } else {
        HashMap::new()
    };
    let questions = if targets.iter().any(|target| target.kind == TargetKind::Question) {
        drafts::read::questions(conn, &[draft])?
    } else {
        Vec::new()
    };
    let label = |target: &Target| match target.kind {
        TargetKind::Draft => (target.ordinal == Ordinal::default()).then(String::new),
        TargetKind::Question => {
            questions.iter().find(|q| q.number == target.ordinal && q.round == round).map(|question| question.number.to_string())
        }
        TargetKind::Section => headings.get(&target.ordinal).cloned(),
        TargetKind::Paragraph | TargetKind::Gap => paragraphs.get(&(draft, target.ordinal)).map(|paragraph| paragraph.label.clone()),
    };
    Ok(targets.iter().filter_map(|target| Some((*target, label(target)?))).collect())
}

/// What in the words of a comment may tell who wrote it, for her to look at before sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trace {
    /// A mail address.
    Mail,
    /// A telephone number.
    Telephone,
    /// A name that was typed beside it and is not published.
    OwnName,
    /// It speaks of the author's own organisation.
    OwnOrganisation,
}

impl Trace {
    /// The key of what is said.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Mail => "preview-trace-mail",
            Self::Telephone => "preview-trace-telephone",
            Self::OwnName => "preview-trace-name",
            Self::OwnOrganisation => "preview-trace-organisation",
        }
    }
}

/// Looks for traces of the author in a comment that will be published.
#[must_use]
pub fn traces(item: &Item, speaker: &Speaker, level: Level) -> Vec<Trace> {
    if level == Level::NotPublished {
        return Vec::new();
    }
    let words = &item.words;
    let text = [&*words.body, &*words.proposed, &*words.reason, &*words.quote].join("\n");
    let mut found = Vec::new();
    let is_mail = |word: &str| word.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
    if text.split_whitespace().any(is_mail) {
        found.push(Trace::Mail);
    }
    let mut run = 0;
    let mut longest = 0;
    for character in text.chars() {
        match character {
            // In any script.
            c if c.is_numeric() => run += 1,
            ' ' | '-' | '–' | '.' | '(' | ')' | '+' | '/' if run > 0 => {}
            _ => run = 0,
        }
        longest = longest.max(run);
    }
    if longest >= 9 {
        found.push(Trace::Telephone);
    }
    let shown = speaker.kept_at(level);
    let folded = crate::text::fold::folded(&text);
    let hidden = [(&speaker.organisation, &shown.organisation), (&speaker.person, &shown.person)];
    let is_said = |name: &str| name.chars().count() > 3 && folded.contains(&crate::text::fold::folded(name));
    if hidden.iter().any(|(name, shown)| shown.is_empty() && is_said(name)) {
        found.push(Trace::OwnName);
    }
    if shown.organisation.is_empty() && OWN.iter().any(|words| folded.contains(words)) {
        found.push(Trace::OwnOrganisation);
    }
    found
}

/// How people speak of where they work, in the six languages, folded as the text is.
const OWN: [&str; 26] = [
    "my organisation",
    "our organisation",
    "my organization",
    "our organization",
    "my ngo",
    "our ngo",
    "my company",
    "our company",
    "my employer",
    "our clinic",
    "mon organisation",
    "notre organisation",
    "mon employeur",
    "notre association",
    "mi organizacion",
    "nuestra organizacion",
    "mi empresa",
    "nuestra asociacion",
    "منظمتي",
    "منظمتنا",
    "جمعيتنا",
    "我的组织",
    "我们组织",
    "моя организация",
    "наша организация",
    "нашей организации",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traces_of_the_author_are_found() {
        let speaker = Speaker { organisation: "Lamplight Network".into(), ..WorkingCopy::default().speaker };
        let item = |body: &str| Item {
            key: String::new(),
            target: Target { kind: TargetKind::Draft, ordinal: Ordinal::default() },
            kind: None,
            themes: Vec::new(),
            language: Language::English,
            level: None,
            words: Words { body: body.into(), ..Words::default() },
        };
        let of = |body: &str| traces(&item(body), &speaker, Level::GroupOnly);
        assert_eq!(of("Paragraph 12 of 2026 should say 90 days (see 14, 15 and 16)."), []);
        assert_eq!(of("Write to me at ada@example.org."), [Trace::Mail]);
        assert_eq!(of("Call +41 22 917 9000 please"), [Trace::Telephone]);
        assert_eq!(of("We at the Lamplight Network think so."), [Trace::OwnName]);
        assert_eq!(traces(&item("ada@example.org"), &speaker, Level::NotPublished), []);
    }
}
