//! Quoted passages of one draft, found again in the next.

use std::collections::{BTreeMap, HashMap};

use super::read::{self, Part};
use crate::error::AppResult;
use crate::ids::{DraftId, Ordinal, VersionId};
use crate::language::Language;
use crate::platform::db::Conn;
use crate::text::anchor::{Refound, TextQuote};

/// A passage that somebody quoted.
#[derive(Clone, Debug)]
pub struct Quoted {
    /// The paragraph it was quoted at.
    pub ordinal: Ordinal,
    /// The words.
    pub words: String,
    /// The language they are likely to stand in.
    pub language: Language,
}

/// What became of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The same words, in a paragraph that descends from its own.
    Exact,
    /// The same words, in another paragraph.
    Moved,
    /// Other words in their place.
    Changed,
    /// Neither.
    Gone,
}

impl Fate {
    /// The word for it in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Moved => "moved",
            Self::Changed => "changed",
            Self::Gone => "gone",
        }
    }
}

/// A passage in the next draft.
#[derive(Clone, Debug)]
pub struct Passage {
    /// What became of it.
    pub fate: Fate,
    /// The paragraph of the next draft where it is.
    pub ordinal: Option<Ordinal>,
    /// The words as they stood.
    pub before: String,
    /// The words as they stand; empty if they are gone.
    pub now: String,
    /// The language of both.
    pub language: Language,
}

/// The text of every paragraph of a version.
type Texts = BTreeMap<Ordinal, String>;

fn texts(conn: &mut Conn, version: VersionId) -> AppResult<Texts> {
    let mut texts = Texts::new();
    for placed in read::blocks(conn, version, Part::Whole)? {
        if let Some((ordinal, _)) = placed.owner {
            let text = texts.entry(ordinal).or_default();
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&placed.block.printed());
        }
    }
    Ok(texts)
}

/// Finds passages of a draft again in the next one, each in the language in which it stands in the text; `None` for words that
/// stand nowhere in it.
///
/// # Errors
/// Those of the database.
pub fn passages(conn: &mut Conn, old: DraftId, new: DraftId, quoted: &[Quoted]) -> AppResult<Vec<Option<Passage>>> {
    let versions = read::versions(conn, &[old, new])?;
    let pair = |language: Language| {
        let of = |draft: DraftId| versions.iter().find(|version| version.draft == draft && version.language == language);
        Some((of(old)?.id, of(new)?.id))
    };
    let authoritative = versions.iter().find(|version| version.draft == new && version.authoritative).map(|version| version.language);
    let mut known: HashMap<Language, (Texts, Texts)> = HashMap::new();
    for language in quoted.iter().map(|passage| passage.language).chain(authoritative) {
        if let (false, Some((before, after))) = (known.contains_key(&language), pair(language)) {
            known.insert(language, (texts(conn, before)?, texts(conn, after)?));
        }
    }
    let links = read::links(conn, new)?;
    let descendants = |ordinal: Ordinal| -> Vec<Ordinal> {
        links.iter().filter(|link| link.old_draft == old && link.old_ordinal == Some(ordinal)).filter_map(|link| link.new_ordinal).collect()
    };
    Ok(quoted
        .iter()
        .map(|passage| {
            [Some(passage.language), authoritative].into_iter().flatten().find_map(|language| {
                let (before, after) = known.get(&language)?;
                let (ordinal, quote) = find(before, passage)?;
                Some(refind(&quote, &descendants(ordinal), after, language))
            })
        })
        .collect())
}

/// The passage in its own paragraph; else, because a comment on a section quotes what stands below its heading, in the nearest.
fn find(texts: &Texts, passage: &Quoted) -> Option<(Ordinal, TextQuote)> {
    let in_paragraph = |ordinal: Ordinal| Some((ordinal, TextQuote::new(texts.get(&ordinal)?, &passage.words)?));
    in_paragraph(passage.ordinal).or_else(|| {
        let mut nearest: Vec<Ordinal> = texts.keys().copied().collect();
        nearest.sort_by_key(|ordinal| (ordinal.0.abs_diff(passage.ordinal.0), *ordinal));
        nearest.into_iter().find_map(in_paragraph)
    })
}

fn words<'a>(texts: &[(Ordinal, &'a str)]) -> Vec<&'a str> {
    texts.iter().map(|(_, text)| *text).collect()
}

fn refind(quote: &TextQuote, descendants: &[Ordinal], texts: &Texts, language: Language) -> Passage {
    let own: Vec<(Ordinal, &str)> = descendants.iter().filter_map(|ordinal| Some((*ordinal, texts.get(ordinal)?.as_str()))).collect();
    let others: Vec<(Ordinal, &str)> =
        texts.iter().filter(|(ordinal, _)| !descendants.contains(ordinal)).map(|(ordinal, text)| (*ordinal, text.as_str())).collect();
    let (fate, ordinal, now) = match quote.refind(&words(&own), &words(&others)) {
        Refound::Exact(index) => (Fate::Exact, own.get(index).map(|(ordinal, _)| *ordinal), quote.exact.clone()),
        Refound::Moved(index) => (Fate::Moved, others.get(index).map(|(ordinal, _)| *ordinal), quote.exact.clone()),
        Refound::Changed { text, passage } => (Fate::Changed, own.get(text).map(|(ordinal, _)| *ordinal), passage),
        Refound::Gone => (Fate::Gone, None, String::new()),
    };
    Passage { fate, ordinal, before: quote.exact.clone(), now, language }
}
