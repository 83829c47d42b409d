//! A text as the words and marks that are compared.

use std::collections::HashMap;

use icu::segmenter::options::WordBreakInvariantOptions;
use icu::segmenter::{WordSegmenter, WordSegmenterBorrowed};
use unicode_segmentation::UnicodeSegmentation;

/// A word or a mark with the white space before it. The last token of a text may be white space only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) space: &'a str,
    pub(super) text: &'a str,
}

impl<'a> Token<'a> {
    /// Whether it says something, and is not only a mark.
    pub(super) fn is_word(self) -> bool {
        self.text.contains(char::is_alphanumeric)
    }

    /// Whether a clause ends with it.
    pub(super) fn ends_clause(self) -> bool {
        self.text.contains(['.', ';', ':', '?', '!', '\n', '。', '；', '：', '？', '！', '؛', '؟']) && !self.is_word()
    }

    /// Its white space and itself, where they stand in the text.
    pub(super) fn parts(self) -> [&'a str; 2] {
        [self.space, self.text]
    }
}

/// Words, numbers and marks by UAX #29; where Chinese, Japanese or Thai is written without spaces, the words of a dictionary.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut at = 0;
    let mut push = |piece: &str, from: &mut usize, end: usize| {
        if !piece.chars().all(char::is_whitespace) {
            let begin = end - piece.len();
            found.push(Token { space: &text[*from..begin], text: &text[begin..end] });
            *from = end;
        }
    };
    for piece in text.split_word_bounds() {
        // Neighbours without a space between them are cut by the dictionary together, below.
        at += piece.len();
        push(piece, &mut from, at);
    }
    if from < text.len() {
        found.push(Token { space: &text[from..], text: "" });
    }
    if text.chars().any(needs_dictionary) { by_dictionary(text, found) } else { found }
}

/// Joins runs of single characters of a script that is written without spaces, and cuts them into the words of a dictionary.
fn by_dictionary<'a>(text: &'a str, tokens: Vec<Token<'a>>) -> Vec<Token<'a>> {
    thread_local! {
        static SEGMENTER: WordSegmenterBorrowed<'static> = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    }
    let mut joined: Vec<(Token<'a>, bool)> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    for token in tokens {
        let begin = at + token.space.len();
        at = begin + token.text.len();
        let dense = token.text.chars().all(needs_dictionary) && !token.text.is_empty();
        match joined.last_mut() {
            Some((last, true)) if dense && token.space.is_empty() => last.text = &text[begin - last.text.len()..at],
            _ => joined.push((token, dense)),
        }
    }
    let mut cut = Vec::with_capacity(joined.len());
    for (token, dense) in joined {
        if !dense {
            cut.push(token);
            continue;
        }
        let breaks: Vec<usize> = SEGMENTER.with(|segmenter| segmenter.segment_str(token.text).collect());
        for (index, ends) in breaks.windows(2).enumerate() {
            cut.push(Token { space: if index == 0 { token.space } else { "" }, text: &token.text[ends[0]..ends[1]] });
        }
    }
    cut
}

/// Whether a letter belongs to a script that is written without spaces: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
const fn needs_dictionary(letter: char) -> bool {
    matches!(letter, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}')
}

/// The tokens as numbers: the same number for the same text.
pub(super) fn numbers<'a>(known: &mut HashMap<&'a str, u32>, tokens: &[Token<'a>]) -> Vec<u32> {
    tokens
        .iter()
        .map(|token| {
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            *known.entry(token.text).or_insert(next)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str) -> Vec<&str> {
        tokens(text).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn words_of_six_languages() {
        assert_eq!(texts("It's 3.1, isn't it?"), ["It's", "3.1", ",", "isn't", "it", "?"]);
        assert_eq!(texts("各实体应评估影响。"), ["各", "实体", "应", "评估", "影响", "。"]);
        assert_eq!(texts("ينطبق هذا التوجيه،"), ["ينطبق", "هذا", "التوجيه", "،"]);
        assert_eq!(texts("第3段 AI系统"), ["第", "3", "段", "AI", "系统"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "[a-c .,\n系统应评估第ไทย3]{0,30}") {
            let whole: String = tokens(&text).into_iter().flat_map(Token::parts).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
