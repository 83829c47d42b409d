//! Decisions and kinds as tables say them, in their own words.

use super::words::{exactly, fold, within};
use crate::publications::model::{CommentKind, Decision};

/// The decision that some words of a table mean: "Accepted in principle", "TG 3: done", "Rejected (no consensus)", an id and
/// a status in one cell. `None` if a person has to say.
#[must_use]
pub fn decision(words: &str) -> Option<Decision> {
    // The decision stands at the beginning; further on the same words may speak of something else.
    let start: String = words.chars().take(120).collect();
    let first = start.split(['.', ';', '\n', '!', '?', '。', '；', '؛']).find(|part| part.chars().any(char::is_alphabetic))?;
    let folded = fold(first);
    if is_open(words) {
        return None;
    }
    let found = within("decision", &folded);
    let (_, _, word) = found.first()?;
    Decision::parse(word)
}

/// Whether words in the column of decisions say that there is none yet.
#[must_use]
pub fn is_open(words: &str) -> bool {
    let folded = fold(words);
    folded.is_empty() || exactly("open", &folded).is_some() || within("open", &folded).first().is_some_and(|(at, ..)| *at == 0)
}

/// The kind that some words mean ("te", "Editorial", "rédactionnel").
#[must_use]
pub fn kind(words: &str) -> Option<CommentKind> {
    let folded = fold(words);
    exactly("kind", &folded).or_else(|| within("kind", &folded).first().map(|(.., word)| *word)).and_then(CommentKind::parse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_are_read_in_their_own_words() {
        let cases = [
            ("Accepted.", Some(Decision::Accepted)),
            ("Accepted. Now “An empty set contains no elements.”", Some(Decision::Accepted)),
            ("Accepted in principle", Some(Decision::AcceptedWithModification)),
            ("TG 3: done", Some(Decision::Accepted)),
            ("Rejected (no consensus)", Some(Decision::NotAccepted)),
            ("#45 – not accepted", Some(Decision::NotAccepted)),
            ("DE-012 Accepted", Some(Decision::Accepted)),
            ("Not accepted: see comment 4", Some(Decision::NotAccepted)),
            ("Pris note", Some(Decision::Noted)),
            ("Принято к сведению", Some(Decision::Noted)),
            ("Частично принято", Some(Decision::AcceptedWithModification)),
            ("不采纳", Some(Decision::NotAccepted)),
            ("部分采纳", Some(Decision::AcceptedWithModification)),
            ("غير مقبول", Some(Decision::NotAccepted)),
            ("Clarification needed.", None),
            ("Pending", None),
            ("The text was discussed at length", None),
            ("", None),
        ];
        for (words, wanted) in cases {
            assert_eq!(decision(words), wanted, "{words}");
        }
    }

    #[test]
    fn kinds_are_read_in_their_own_words() {
        for (words, wanted) in [
            ("TE", Some(CommentKind::Technical)),
            ("ed", Some(CommentKind::Editorial)),
            ("ge ", Some(CommentKind::General)),
            ("rédactionnel", Some(CommentKind::Editorial)),
            ("?", None),
        ] {
            assert_eq!(kind(words), wanted, "{words}");
        }
    }
}
