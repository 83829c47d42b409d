//! How alike two texts are, in words.

use std::collections::HashMap;

use super::diff;
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

/// How many words two texts have in common in the same order (longest common subsequence; of very long texts not always the
/// longest).
#[must_use]
pub fn common_in_order(old: &[u32], new: &[u32]) -> usize {
    diff::stretches(old, new).iter().filter(|stretch| stretch.equal).map(|stretch| stretch.old.len()).sum()
}

/// How many words two texts have in common in whatever order.
fn common(old: &[u32], new: &[u32]) -> usize {
    let mut counts: HashMap<u32, usize> = HashMap::new();
    old.iter().for_each(|word| *counts.entry(*word).or_default() += 1);
    let mut shared = 0;
    for word in new {
        if let Some(left) = counts.get_mut(word).filter(|left| **left > 0) {
            *left -= 1;
            shared += 1;
        }
    }
    shared
}

/// Compares many pairs of texts within bounded work: once it is used up, words in common count in whatever order.
#[derive(Debug)]
pub struct Effort {
    /// Pairs of words that may still be looked at.
    left: usize,
}

impl Default for Effort {
    /// As much as comparing two drafts of 16,000 paragraphs takes, several times over.
    fn default() -> Self {
        Self { left: 1_000_000_000 }
    }
}

impl Effort {
    /// Similarity as [`ratio`], or, when no effort is left, the similarity of the words in whatever order, which is never less.
    pub fn ratio(&mut self, old: &[u32], new: &[u32]) -> f64 {
        let cost = old.len().saturating_mul(new.len()).min(diff::LONGEST * diff::LONGEST);
        if cost > self.left {
            self.left = 0;
            return share(common(old, new), old, new);
        }
        self.left -= cost;
        ratio(old, new)
    }

    /// Whether it was used up.
    #[must_use]
    pub const fn is_used_up(&self) -> bool {
        self.left == 0
    }
}

/// Similarity from 0 to 1: twice the words in common in the same order over all words of both.
#[must_use]
pub fn ratio(old: &[u32], new: &[u32]) -> f64 {
    share(common_in_order(old, new), old, new)
}

fn share(common: usize, old: &[u32], new: &[u32]) -> f64 {
    let all = old.len() + new.len();
    if all == 0 { 1.0 } else { 2.0 * to_f64(common) / to_f64(all) }
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
