//! A quoted passage and where it stands in a later text: exact, moved, changed or gone.
//!
//! A passage is described as in the W3C Web Annotation Data Model, 4.2.4 (text quote selector: the words, what stands before and
//! after them) and 4.2.5 (its position, here a hint only). Texts of drafts are frozen, so that the words that somebody quoted are
//! enough to make the selector anew at any time.

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

/// So many characters before and after the passage are kept.
const CONTEXT: usize = 32;
/// So many characters of context that agree are enough to say that a passage stands there.
const SPEAKS: usize = 8;
/// Fewer words are found in many places: they count as moved only where what stands around them agrees.
const FEW_WORDS: usize = 4;
/// So much of the words must be left for a passage to count as changed, and not as gone.
const LEFT: f64 = 0.5;

/// A passage of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextQuote {
    /// The words as they stand in the text.
    pub exact: String,
    /// What stands before them, at most 32 characters.
    pub prefix: String,
    /// What stands after them, at most 32 characters.
    pub suffix: String,
    /// How many characters of the text stand before them.
    pub start: usize,
}

/// What became of a passage. Texts are given by their index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refound {
    /// The same words in a text that descends from its own.
    Exact(usize),
    /// The same words in another text.
    Moved(usize),
    /// Other words in their place.
    Changed {
        /// The text that descends from its own.
        text: usize,
        /// The words now.
        passage: String,
    },
    /// Neither the words nor their place are there.
    Gone,
}

/// A text letter by letter, as passages are compared: typographic quotation marks and dashes are plain, white space is single,
/// capitals are small. `at` leads back to the bytes of the text.
struct Plain {
    letters: Vec<char>,
    at: Vec<usize>,
    end: usize,
}

impl Plain {
    /// Without white space at the ends.
    fn new(text: &str) -> Self {
        let mut plain = Self::with_ends(text);
        if plain.letters.first() == Some(&' ') {
            plain.letters.remove(0);
            plain.at.remove(0);
        }
        if plain.letters.last() == Some(&' ') {
            plain.letters.pop();
            plain.at.pop();
        }
        plain
    }

    /// With white space at the ends, as what stands around a passage has.
    fn with_ends(text: &str) -> Self {
        let mut plain = Self { letters: Vec::new(), at: Vec::new(), end: text.len() };
        for (at, letter) in text.char_indices().filter(|(_, letter)| !super::model::is_hidden(*letter)) {
            let letter = match letter {
                '\u{2018}' | '\u{2019}' | '\u{201b}' => '\'',
                '\u{201c}' | '\u{201d}' | '\u{201e}' | '«' | '»' => '"',
                '\u{2010}'..='\u{2015}' => '-',
                letter if letter.is_whitespace() => ' ',
                letter => letter.to_lowercase().next().unwrap_or(letter),
            };
            if letter != ' ' || plain.letters.last() != Some(&' ') {
                plain.letters.push(letter);
                plain.at.push(at);
            }
        }
        plain
    }

    /// The byte of the text where a letter begins.
    fn byte(&self, letter: usize) -> usize {
        self.at.get(letter).copied().unwrap_or(self.end)
    }

    /// Where a passage stands, each time.
    fn places(&self, passage: &[char]) -> Vec<usize> {
        let size = passage.len();
        if size == 0 || size > self.letters.len() {
            return Vec::new();
        }
        (0..=self.letters.len() - size).filter(|start| self.letters[*start..start + size] == *passage).collect()
    }
}

impl TextQuote {
    /// Finds the words in the text that they were quoted from. Where they stand several times, the first is meant.
    #[must_use]
    pub fn new(text: &str, words: &str) -> Option<Self> {
        let (plain, passage) = (Plain::new(text), Plain::new(words));
        let start = *plain.places(&passage.letters).first()?;
        let range = plain.byte(start)..plain.byte(start + passage.letters.len());
        let exact = text.get(range.clone())?.trim_end().to_owned();
        let prefix: String = text[..range.start].chars().rev().take(CONTEXT).collect::<Vec<_>>().into_iter().rev().collect();
        Some(Self {
            prefix,
            suffix: text[range.start + exact.len()..].chars().take(CONTEXT).collect(),
            start: text[..range.start].chars().count(),
            exact,
        })
    }

    /// Finds the passage again: first in the texts that descend from its own, then in any other.
    #[must_use]
    pub fn refind(&self, descendants: &[&str], others: &[&str]) -> Refound {
        if let Some(index) = self.best(descendants, 0) {
            return Refound::Exact(index);
        }
        let few = self.exact.unicode_words().count() < FEW_WORDS;
        if let Some(index) = self.best(others, if few { SPEAKS } else { 0 }) {
            return Refound::Moved(index);
        }
        let changed = |(text, found): (usize, &&str)| self.changed_in(found).map(|passage| Refound::Changed { text, passage });
        descendants.iter().enumerate().find_map(changed).unwrap_or(Refound::Gone)
    }

    /// The text where the same words stand, and with them most of what stood around them.
    fn best(&self, texts: &[&str], least_context: usize) -> Option<usize> {
        let (passage, prefix, suffix) = (Plain::new(&self.exact), Plain::with_ends(&self.prefix), Plain::with_ends(&self.suffix));
        let mut best: Option<(usize, usize)> = None;
        for (index, text) in texts.iter().enumerate() {
            let plain = Plain::new(text);
            for start in plain.places(&passage.letters) {
                let before = common(plain.letters[..start].iter().rev(), prefix.letters.iter().rev());
                let after = common(plain.letters[start + passage.letters.len()..].iter(), suffix.letters.iter());
                let context = before + after;
                if context >= least_context && best.is_none_or(|(most, _)| context > most) {
                    best = Some((context, index));
                }
            }
        }
        best.map(|(_, index)| index)
    }

    /// The words that stand in place of the passage: between what stood before and after it, or those most like it.
    fn changed_in(&self, text: &str) -> Option<String> {
        self.between_its_context(text).or_else(|| self.nearest(text))
    }

    fn between_its_context(&self, text: &str) -> Option<String> {
        let plain = Plain::new(text);
        let (prefix, suffix) = (Plain::new(&self.prefix), Plain::new(&self.suffix));
        // The beginning and the end of a text are context too, but say nothing alone.
        if prefix.letters.len() + suffix.letters.len() < SPEAKS {
            return None;
        }
        // Half of what was kept: the last letters before it, the first after it.
        let tail = &prefix.letters[prefix.letters.len().saturating_sub(CONTEXT / 2)..];
        let head = &suffix.letters[..suffix.letters.len().min(CONTEXT / 2)];
        let begin = if self.start == 0 { 0 } else { plain.places(tail).first().map(|at| at + tail.len())? };
        let end = if self.suffix.is_empty() { plain.letters.len() } else { plain.places(head).into_iter().find(|at| *at >= begin)? };
        let passage = text.get(plain.byte(begin)..plain.byte(end))?.trim();
        let longest = 3 * self.exact.len() + 200;
        (!passage.is_empty() && passage.len() <= longest).then(|| passage.to_owned())
    }

    /// The stretch of a text that shares most words with the passage in the same order, if it is half of them.
    fn nearest(&self, text: &str) -> Option<String> {
        let wanted: Vec<String> = self.exact.unicode_words().map(str::to_lowercase).collect();
        let found: Vec<(usize, &str)> = text.unicode_word_indices().collect();
        if wanted.len() < FEW_WORDS {
            return None;
        }
        // Local alignment: a word in common counts two, a word too many or too few costs one.
        let mut above = vec![(0_i32, 0_usize); found.len() + 1];
        let mut best = (0, 0, 0);
        for word in &wanted {
            let mut row = vec![(0, 0); found.len() + 1];
            for (column, (_, other)) in found.iter().enumerate() {
                let diagonal = above[column];
                let (score, from) = if other.to_lowercase() == *word {
                    (diagonal.0 + 2, if diagonal.0 > 0 { diagonal.1 } else { column })
                } else {
                    let cost = |cell: (i32, usize)| (cell.0 - 1, cell.1);
                    [cost(above[column + 1]), cost(row[column]), cost(diagonal)].into_iter().max_by_key(|cell| cell.0).unwrap_or_default()
                };
                row[column + 1] = if score > 0 { (score, from) } else { (0, column + 1) };
                if score > best.0 {
                    best = (score, from, column);
                }
            }
            above = row;
        }
        let (_, from, to) = best;
        let stretch = found.get(from..=to)?;
        let mut left = stretch.iter().map(|(_, word)| word.to_lowercase());
        let kept =
            wanted.iter().filter(|word| left.clone().any(|other| other == **word) && left.by_ref().any(|other| other == **word)).count();
        let share = super::similarity::to_f64(kept) / super::similarity::to_f64(wanted.len());
        let (begin, last) = (stretch.first()?.0, stretch.last()?);
        (share >= LEFT).then(|| text[begin..last.0 + last.1.len()].to_owned())
    }
}

fn common<'a>(left: impl Iterator<Item = &'a char>, right: impl Iterator<Item = &'a char>) -> usize {
    left.zip(right).take_while(|(left, right)| left == right).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "Entities should assess the impact of each technology before they use it. Findings are published in a form that those affected can understand.";

    fn quote(words: &str) -> TextQuote {
        TextQuote::new(TEXT, words).unwrap()
    }

    #[test]
    fn a_passage_is_described_by_what_stands_around_it() {
        let found = quote("before  they USE it");
        assert_eq!((found.exact.as_str(), found.start), ("before they use it", 53));
        assert_eq!(found.prefix, "s the impact of each technology ");
        assert_eq!(found.suffix, ". Findings are published in a fo");
        assert_eq!(TextQuote::new(TEXT, "words that are not there"), None);
        assert_eq!(TextQuote::new("It’s “so”.", "it's \"so\"").unwrap().exact, "It’s “so”");
    }

    #[test]
    fn it_is_found_exact_moved_changed_or_gone() {
        let passage = quote("the impact of each technology");
        assert_eq!(passage.refind(&["Other.", "Assess the impact of each technology."], &[]), Refound::Exact(1));
        assert_eq!(passage.refind(&["Other."], &["No.", "Assess the impact of each technology."]), Refound::Moved(1));
        let changed = |text: &str| passage.refind(&[text], &[]);
        let now = |words: &str| Refound::Changed { text: 0, passage: words.into() };
        assert_eq!(
            changed("Entities should assess the risks and the impact of any technology early."),
            now("the impact of any technology")
        );
        assert_eq!(changed("Entities should assess whatever they buy before they use it. And more."), now("whatever they buy"));
        assert_eq!(changed("Something else stands here entirely."), Refound::Gone);
        assert_eq!(passage.refind(&[], &[]), Refound::Gone);
    }

    #[test]
    fn few_words_are_not_moved_wherever_they_stand() {
        assert_eq!(quote("each technology").refind(&[], &["We like each technology."]), Refound::Gone);
        assert_eq!(quote("each technology").refind(&[], &["Weigh the impact of each technology."]), Refound::Moved(0));
    }

    proptest! {
        #[test]
        fn what_stands_in_a_text_is_found_in_it(text in "[a-c “”.\u{200f}评估]{0,40}", from in 0..20_usize, size in 1..20_usize) {
            let words: String = text.chars().skip(from).take(size).collect();
            if let Some(found) = TextQuote::new(&text, &words) {
                prop_assert!(text.contains(&found.exact));
                prop_assert_eq!(found.refind(&[&text], &[]), Refound::Exact(0));
            }
        }

        #[test]
        fn any_texts_can_be_searched(words in ".{0,30}", text in ".{0,60}", other in ".{0,60}") {
            if let Some(found) = TextQuote::new(&text, &words)
                && let Refound::Changed { passage, .. } = found.refind(&[&other], &[]) {
                    prop_assert!(other.contains(&passage));
                }
        }
    }
}
