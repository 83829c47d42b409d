//! The words of the field in the six languages, as people write them into tables: headings of columns, decisions, kinds,
//! places (`words.tsv`).

use std::collections::HashMap;
use std::sync::LazyLock;

/// For each group: folded phrases with what they stand for, the longest first.
static WORDS: LazyLock<HashMap<&'static str, Vec<(String, &'static str)>>> = LazyLock::new(|| {
    let mut groups: HashMap<&str, Vec<(String, &str)>> = HashMap::new();
    for line in include_str!("words.tsv").lines() {
        let mut cells = line.split('\t');
        if let (Some(group), Some(word), Some(phrases)) = (cells.next(), cells.next(), cells.next()) {
            groups.entry(group).or_default().extend(phrases.split('|').map(|phrase| (fold(phrase), word)));
        }
    }
    for phrases in groups.values_mut() {
        phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.chars().count()));
    }
    groups
});

/// As phrases are compared: without case, accents and punctuation, white space single.
pub fn fold(text: &str) -> String {
    let folded = crate::text::fold::folded(text);
    let kept: String = folded.chars().map(|c| if c.is_alphanumeric() || matches!(c, '#' | '№' | '°') { c } else { ' ' }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A script without spaces between its words: phrases are looked for anywhere in it.
fn is_unspaced(phrase: &str) -> bool {
    phrase.chars().any(|c| ('\u{2e80}'..='\u{9fff}').contains(&c))
}

/// What exactly this phrase stands for.
pub fn exactly(group: &str, folded: &str) -> Option<&'static str> {
    WORDS.get(group)?.iter().find(|(phrase, _)| phrase == folded).map(|(_, word)| *word)
}

/// The phrases of a group that stand in a text as whole words: where they begin, in bytes of the folded text, their length
/// and what they stand for; a phrase inside a longer one is not among them.
pub fn within(group: &str, folded: &str) -> Vec<(usize, usize, &'static str)> {
    let mut found: Vec<(usize, usize, &'static str)> = Vec::new();
    for (phrase, word) in WORDS.get(group).into_iter().flatten().filter(|(phrase, _)| !phrase.is_empty()) {
        for (at, _) in folded.match_indices(phrase.as_str()) {
            let end = at + phrase.len();
            let whole = is_unspaced(phrase)
                || ((at == 0 || folded[..at].ends_with(' ')) && (end == folded.len() || folded[end..].starts_with(' ')));
            if whole && !found.iter().any(|(start, size, _)| at < start + size && end > *start) {
                found.push((at, phrase.len(), word));
            }
        }
    }
    found.sort_unstable_by_key(|(at, ..)| *at);
    found
}
