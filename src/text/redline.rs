//! What changed between two texts, word by word, tidied so that a person can read it.

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp};
use unicode_segmentation::UnicodeSegmentation;

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
    if old == new {
        return if old.is_empty() { Vec::new() } else { vec![piece(Operation::Equal, old)] };
    }
    let old_words: Vec<&str> = tokens(old);
    let new_words: Vec<&str> = tokens(new);
    let operations = similar::capture_diff_slices(Algorithm::Myers, &old_words, &new_words);
    let mut pieces = Vec::new();
    for operation in &operations {
        let (_, before, after) = operation.as_tag_tuple();
        let removed = old_words[before].concat();
        let added = new_words[after].concat();
        if matches!(operation, DiffOp::Equal { .. }) {
            push(&mut pieces, Operation::Equal, &removed);
        } else {
            push(&mut pieces, Operation::Delete, &removed);
            push(&mut pieces, Operation::Insert, &added);
        }
    }
    tidy(pieces)
}

/// Words, spaces and punctuation by UAX #29; a closing mark stays with its word so that "word." to "word," reads as
/// one change of a word's ending and not as a lone dot.
fn tokens(text: &str) -> Vec<&str> {
    text.split_word_bounds().collect()
}

fn piece(operation: Operation, text: &str) -> Piece {
    Piece { operation, text: text.to_owned() }
}

fn push(pieces: &mut Redline, operation: Operation, text: &str) {
    if text.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(last) if last.operation == operation => last.text.push_str(text),
        _ => pieces.push(piece(operation, text)),
    }
}

/// Joins changes that only a crumb separates: between two changed runs, an equal run without a word, or of one short
/// word where both neighbours are longer, belongs to the change. Deletions come before insertions.
fn tidy(pieces: Redline) -> Redline {
    let mut result: Redline = Vec::new();
    let mut deleted = String::new();
    let mut inserted = String::new();
    let count = pieces.len();
    for index in 0..count {
        let current = &pieces[index];
        match current.operation {
            Operation::Delete => deleted.push_str(&current.text),
            Operation::Insert => inserted.push_str(&current.text),
            Operation::Equal => {
                let between_changes = index > 0 && index + 1 < count;
                if between_changes && is_crumb(&current.text, deleted.len() + inserted.len(), next_change(&pieces, index)) {
                    deleted.push_str(&current.text);
                    inserted.push_str(&current.text);
                } else {
                    flush(&mut result, &mut deleted, &mut inserted);
                    push(&mut result, Operation::Equal, &current.text);
                }
            }
        }
    }
    flush(&mut result, &mut deleted, &mut inserted);
    result
}

fn next_change(pieces: &Redline, index: usize) -> usize {
    pieces[index + 1..].iter().take_while(|piece| piece.operation != Operation::Equal).map(|piece| piece.text.len()).sum()
}

fn is_crumb(text: &str, before: usize, after: usize) -> bool {
    let words = text.unicode_words().count();
    let length = text.trim().len();
    match words {
        0 => before > 0 && after > 0 && !text.contains(['.', ';', '\n', '。', '؛']),
        1 => length <= 4 && before > 3 * length && after > 3 * length,
        _ => false,
    }
}

fn flush(result: &mut Redline, deleted: &mut String, inserted: &mut String) {
    // White space that both runs begin or end with is not part of the change.
    let leading = common_space(deleted, inserted);
    push(result, Operation::Equal, &leading);
    deleted.replace_range(..leading.len(), "");
    inserted.replace_range(..leading.len(), "");
    let trailing = if deleted.ends_with(' ') && inserted.ends_with(' ') { " " } else { "" };
    deleted.truncate(deleted.len() - trailing.len());
    inserted.truncate(inserted.len() - trailing.len());
    push(result, Operation::Delete, deleted);
    push(result, Operation::Insert, inserted);
    push(result, Operation::Equal, trailing);
    deleted.clear();
    inserted.clear();
}

fn common_space(left: &str, right: &str) -> String {
    if left.starts_with(' ') && right.starts_with(' ') { " ".to_owned() } else { String::new() }
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
    fn chinese_changes_by_character_and_arabic_by_word() {
        assert_eq!(shown("各实体应评估影响", "各实体应公布影响"), "各实体应[-评估-]{+公布+}影响");
        assert_eq!(shown("ينطبق هذا التوجيه", "ينطبق هذا النص"), "ينطبق هذا [-التوجيه-]{+النص+}");
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_back(old in "[a-c .,]{0,40}", new in "[a-c .,]{0,40}") {
            let redline = redline(&old, &new);
            let side = |skip: Operation| -> String {
                redline.iter().filter(|piece| piece.operation != skip).map(|piece| piece.text.as_str()).collect()
            };
            prop_assert_eq!(side(Operation::Insert), old);
            prop_assert_eq!(side(Operation::Delete), new);
        }
    }
}
