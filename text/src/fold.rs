//! Words as a search compares them.

use icu::normalizer::DecomposingNormalizer;

/// A text in small letters, without accents and marks (Latin, Cyrillic, Arabic): a search finds a word with or without them.
#[must_use]
pub fn folded(text: &str) -> String {
    let decomposed = DecomposingNormalizer::new_nfkd().normalize(text).to_lowercase();
    decomposed.chars().filter(|c| !matches!(*c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{640}' | '\u{670}')).collect()
}
