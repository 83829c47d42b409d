//! How alike two texts are, in words.

use std::collections::HashMap;
use unicode_segmentation::UnicodeSegmentation;

/// The words of a text by UAX #29, in lower case and without punctuation. Chinese characters are words each.
pub fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.unicode_words().map(str::to_lowercase)
}

/// Gives each distinct word a small number, so that comparing texts is comparing numbers.
#[derive(Debug, Default)]
pub struct Vocabulary {
    numbers: HashMap<String, u32>,
}

impl Vocabulary {
    /// The words of a text as numbers, in order.
    pub fn number(&mut self, text: &str) -> Vec<u32> {
        words(text)
            .map(|word| {
                let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
                *self.numbers.entry(word).or_insert(next)
            })
            .collect()
    }
}

/// How many words two texts have in common in the same order (longest common subsequence).
#[must_use]
pub fn common_in_order(old: &[u32], new: &[u32]) -> usize {
    similar::capture_diff_slices(similar::Algorithm::Myers, old, new)
        .iter()
        .filter_map(|op| match op {
            similar::DiffOp::Equal { len, .. } => Some(*len),
            _ => None,
        })
        .sum()
}

/// Likeness from 0 to 1: twice the words in common in the same order over all words of both.
#[must_use]
pub fn ratio(old: &[u32], new: &[u32]) -> f64 {
    let all = old.len() + new.len();
    if all == 0 {
        return 1.0;
    }
    2.0 * to_f64(common_in_order(old, new)) / to_f64(all)
}

/// A count as a floating-point number; counts of words are far below where precision is lost.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of words and blocks stay far below 2^52")]
pub const fn to_f64(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_one_for_the_same_words_and_falls_with_changes() {
        let mut vocabulary = Vocabulary::default();
        let old = vocabulary.number("Entities should assess the impact.");
        let same = vocabulary.number("entities should assess the impact");
        let new = vocabulary.number("Entities should publish the impact.");
        assert!((ratio(&old, &same) - 1.0).abs() < f64::EPSILON);
        assert!((ratio(&old, &new) - 0.8).abs() < 1e-9);
    }
}
