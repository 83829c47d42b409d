//! What changed between two texts, word by word, tidied so that a person can read it.

pub mod marked;
pub mod table;
mod tidy;
mod words;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use tidy::{Both, tidy};

use super::diff::{self, Stretch};

/// What a piece of a redline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// In both texts.
    Equal,
    /// Only in the old text.
    Delete,
    /// Only in the new text.
    Insert,
}

/// A run of words with what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// What became of it.
    #[serde(rename = "op")]
    pub operation: Operation,
    /// The words, with their spaces and punctuation.
    pub text: String,
}

/// The pieces in reading order. Equal and deleted pieces together are the old text, equal and inserted ones the new.
pub type Redline = Vec<Piece>;

/// Compares two texts.
#[must_use]
pub fn redline(old: &str, new: &str) -> Redline {
    let mut pieces = Vec::new();
    if old == new {
        push(&mut pieces, Operation::Equal, old);
        return pieces;
    }
    let (old_words, new_words) = (words::tokens(old), words::tokens(new));
    let both = Both { old: &old_words, new: &new_words };
    for stretch in tidy(&both, stretches(&both)) {
        write(&both, &stretch, &mut pieces);
    }
    set_space_apart(pieces)
}

/// The shortest list of changes there is within bounded work, equal and changed stretches taking turns.
fn stretches<'a>(both: &Both<'a>) -> Vec<Stretch> {
    let mut known: HashMap<&'a str, u32> = HashMap::new();
    let (old, new) = (words::numbers(&mut known, both.old), words::numbers(&mut known, both.new));
    diff::stretches(&old, &new)
}

/// Whether two texts are so long and so different that their redline is coarser than word by word: readers are told.
#[must_use]
pub fn is_coarse(old: &str, new: &str) -> bool {
    // No text has more words than bytes.
    if old.len() + new.len() <= diff::LONGEST {
        return false;
    }
    let mut known: HashMap<&str, u32> = HashMap::new();
    let (old, new) = (words::tokens(old), words::tokens(new));
    diff::is_coarse(&words::numbers(&mut known, &old), &words::numbers(&mut known, &new))
}

/// Writes a stretch. The same word may stand behind other white space: then the white space is the change.
fn write(both: &Both<'_>, stretch: &Stretch, pieces: &mut Redline) {
    let (old, new) = (&both.old[stretch.old.clone()], &both.new[stretch.new.clone()]);
    if stretch.equal {
        for (before, after) in old.iter().zip(new) {
            if before.space == after.space {
                push(pieces, Operation::Equal, before.space);
            } else {
                push(pieces, Operation::Delete, before.space);
                push(pieces, Operation::Insert, after.space);
            }
            push(pieces, Operation::Equal, before.text);
        }
    } else {
        old.iter().flat_map(|token| token.parts()).for_each(|part| push(pieces, Operation::Delete, part));
        new.iter().flat_map(|token| token.parts()).for_each(|part| push(pieces, Operation::Insert, part));
    }
}

fn push(pieces: &mut Redline, operation: Operation, text: &str) {
    if text.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(last) if last.operation == operation => last.text.push_str(text),
        _ => pieces.push(Piece { operation, text: text.to_owned() }),
    }
}

/// White space that both sides of a change begin or end with is no part of it; and what was only inserted or deleted behind a
/// space stands before one, as a person would write it: "a [large ]system".
fn set_space_apart(pieces: Redline) -> Redline {
    let mut result: Redline = Vec::with_capacity(pieces.len());
    let mut rest = pieces.into_iter().peekable();
    while let Some(mut piece) = rest.next() {
        if piece.operation == Operation::Equal {
            push(&mut result, Operation::Equal, &piece.text);
            continue;
        }
        let mut other = rest.next_if(|next| next.operation != Operation::Equal);
        let shared = |text: &str, other: Option<&Piece>, at: fn(&str) -> bool| at(text) && other.is_none_or(|other| at(&other.text));
        if other.is_some() && shared(&piece.text, other.as_ref(), |text| text.starts_with(' ')) {
            push(&mut result, Operation::Equal, " ");
            piece.text.remove(0);
            other.as_mut().map(|other| other.text.remove(0));
        }
        let before_space = rest.peek().is_some_and(|next| next.text.starts_with(' '));
        if other.is_none() && before_space && piece.text.starts_with(' ') {
            push(&mut result, Operation::Equal, " ");
            piece.text.remove(0);
            piece.text.push(' ');
            if let Some(next) = rest.peek_mut() {
                next.text.remove(0);
            }
        }
        let trailing = other.is_some() && shared(&piece.text, other.as_ref(), |text| text.ends_with(' '));
        let last = |text: &str| text.len() - usize::from(trailing);
        push(&mut result, piece.operation, &piece.text[..last(&piece.text)]);
        if let Some(other) = &other {
            push(&mut result, other.operation, &other.text[..last(&other.text)]);
        }
        if trailing {
            push(&mut result, Operation::Equal, " ");
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(old: &str, new: &str) -> String {
        redline(old, new)
            .iter()
            .map(|piece| match piece.operation {
                Operation::Equal => piece.text.clone(),
                Operation::Delete => format!("[-{}-]", piece.text),
                Operation::Insert => format!("{{+{}+}}", piece.text),
            })
            .collect()
    }

    #[test]
    fn words_change_not_letters() {
        assert_eq!(shown("Entities should assess.", "Entities shall assess."), "Entities [-should-]{+shall+} assess.");
        assert_eq!(shown("a system", "a large system"), "a {+large +}system");
    }

    #[test]
    fn crumbs_between_changes_join_them() {
        assert_eq!(
            shown("where consent may be difficult to obtain.", "where people cannot freely refuse it."),
            "where [-consent may be difficult to obtain-]{+people cannot freely refuse it+}."
        );
    }

    #[test]
    fn a_mark_stays_with_its_word() {
        assert_eq!(shown("However it is", "However, it is"), "[-However-]{+However,+} it is");
        assert_eq!(shown("the end.", "the end;"), "the [-end.-]{+end;+}");
        assert_eq!(shown("a system is", "a “system is"), "a [-system-]{+“system+} is");
    }

    #[test]
    fn a_sentence_is_added_as_a_sentence() {
        assert_eq!(
            shown("They assess. They publish.", "They assess. They listen. They publish."),
            "They assess. {+They listen. +}They publish."
        );
        assert_eq!(shown("one; two; three.", "one; three."), "one; [-two; -]three.");
    }

    #[test]
    fn words_that_both_wordings_happen_to_share_do_not_tear_a_clause() {
        assert_eq!(
            shown(
                "Data is kept by the office of the host for one year.",
                "Data is deleted without delay of the kind that the law of a State allows for one year."
            ),
            "Data is [-kept by the office of the host-]{+deleted without delay of the kind that the law of a State allows+} for one year."
        );
    }

    #[test]
    fn chinese_changes_by_word_and_arabic_by_word() {
        assert_eq!(shown("各实体应评估影响", "各实体应公布影响"), "各实体应[-评估-]{+公布+}影响");
        assert_eq!(shown("ينطبق هذا التوجيه", "ينطبق هذا النص"), "ينطبق هذا [-التوجيه-]{+النص+}");
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_back(old in "[a-c .,\n评估系统]{0,40}", new in "[a-c .,\n评估系统]{0,40}") {
            let redline = redline(&old, &new);
            let side = |skip: Operation| -> String {
                redline.iter().filter(|piece| piece.operation != skip).map(|piece| piece.text.as_str()).collect()
            };
            prop_assert_eq!(side(Operation::Insert), old);
            prop_assert_eq!(side(Operation::Delete), new);
        }
    }
}
