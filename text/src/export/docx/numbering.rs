//! Numbers that the word processor counts: for every label the list that prints it.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::package::escape;
use crate::model::{Block, BlockKind};
use crate::numbering::{NumberFormat, format_number};

/// The list of bullets.
const BULLETS: u32 = 1;
/// The list of items whose mark is typed: it prints nothing.
const TYPED: u32 = 2;
/// The first list that counts.
const FIRST: u32 = 3;
/// Letters and Roman numbers are looked for up to here.
const MOST_LETTERS: u32 = 60;

/// The formats that labels are looked for in, with their names in the file [ECMA-376 17.18.59].
const FORMATS: [(NumberFormat, &str); 9] = [
    (NumberFormat::Decimal, "decimal"),
    (NumberFormat::LowerRoman, "lowerRoman"),
    (NumberFormat::UpperRoman, "upperRoman"),
    (NumberFormat::LowerLetter, "lowerLetter"),
    (NumberFormat::UpperLetter, "upperLetter"),
    (NumberFormat::Chinese, "chineseCounting"),
    (NumberFormat::ArabicAbjad, "arabicAbjad"),
    (NumberFormat::LowerCyrillic, "russianLower"),
    (NumberFormat::UpperCyrillic, "russianUpper"),
];

/// What a paragraph says of its number: the list and the level from 0.
pub(super) type Use = Option<(u32, u8)>;

/// How a list prints its numbers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Pattern {
    prefix: String,
    /// Index in [`FORMATS`]; `None` prints the prefix alone.
    format: Option<usize>,
    suffix: String,
    level: u8,
}

impl Pattern {
    fn prints(&self, number: u32) -> String {
        let counted = self.format.map(|format| format_number(number, FORMATS[format].0)).unwrap_or_default();
        format!("{}{counted}{}", self.prefix, self.suffix)
    }
}

/// Which version of the text is counted: as it is, or as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Side {
    Old,
    New,
}

#[derive(Clone, Copy)]
struct List {
    pattern: usize,
    start: u32,
}

/// The counters of one version: what a reader of the file will have counted so far.
#[derive(Default)]
struct Walk {
    counters: HashMap<usize, u32>,
    started: HashSet<u32>,
    /// The list that counted last in a pattern.
    last: HashMap<usize, u32>,
}

/// The lists of a file.
#[derive(Default)]
pub(super) struct Numbering {
    patterns: Vec<Pattern>,
    known: HashMap<Pattern, usize>,
    lists: Vec<List>,
    /// The counters of both versions, by [`Side`].
    walks: [Walk; 2],
}

impl Numbering {
    /// The list that prints the label of a block, on one side; `preferred` if that prints it too.
    pub(super) fn number(&mut self, block: &Block, side: Side, preferred: Use) -> Use {
        let level = block.level.saturating_sub(1).min(8);
        match block.kind {
            BlockKind::ListItem if block.typed => Some((TYPED, level)),
            BlockKind::ListItem if block.label.is_empty() => Some((BULLETS, level)),
            BlockKind::ListItem | BlockKind::Paragraph | BlockKind::Heading | BlockKind::Footnote
                if !block.typed && !block.label.is_empty() =>
            {
                let level = if block.kind == BlockKind::ListItem { level } else { 0 };
                Some((self.counted(&block.label, level, side, preferred), level))
            }
            _ => None,
        }
    }

    fn counted(&mut self, label: &str, level: u8, side: Side, preferred: Use) -> u32 {
        let readings = readings(label, level);
        let walk = &self.walks[side as usize];
        let last = readings.iter().filter_map(|(pattern, _)| walk.last.get(self.known.get(pattern)?).copied());
        let candidates: Vec<u32> =
            preferred.filter(|(list, of)| *list >= FIRST && *of == level).map(|(list, _)| list).into_iter().chain(last).collect();
        let found = candidates.into_iter().find(|list| {
            let of = self.lists[(list - FIRST) as usize];
            self.patterns[of.pattern].prints(self.next(side, *list)) == label
        });
        let list = found.unwrap_or_else(|| {
            let (pattern, number) = readings.into_iter().next().unwrap_or_else(|| (literal(label, level), 1));
            let index = *self.known.entry(pattern.clone()).or_insert_with(|| {
                self.patterns.push(pattern);
                self.patterns.len() - 1
            });
            self.lists.push(List { pattern: index, start: number });
            FIRST + u32::try_from(self.lists.len() - 1).unwrap_or_default()
        });
        self.count(side, list);
        list
    }

    /// What a list prints next on a side: its start, or one more than the last of its pattern.
    fn next(&self, side: Side, list: u32) -> u32 {
        let walk = &self.walks[side as usize];
        let of = self.lists[(list - FIRST) as usize];
        match walk.counters.get(&of.pattern) {
            Some(counted) if walk.started.contains(&list) => counted + 1,
            _ => of.start,
        }
    }

    fn count(&mut self, side: Side, list: u32) {
        let number = self.next(side, list);
        let of = self.lists[(list - FIRST) as usize];
        let walk = &mut self.walks[side as usize];
        walk.counters.insert(of.pattern, number);
        walk.started.insert(list);
        walk.last.insert(of.pattern, list);
    }

    /// The part of the file.
    pub(super) fn xml(&self, right_to_left: bool) -> String {
        let mut xml = String::new();
        let bullets = ["•", "–", "▪"];
        for (id, typed) in [(0, false), (1, true)] {
            _ = write!(xml, "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>");
            for level in 0..9_u8 {
                let mark = if typed { "" } else { bullets[usize::from(level) % bullets.len()] };
                push_level(&mut xml, level, "bullet", mark, right_to_left);
            }
            xml.push_str("</w:abstractNum>");
        }
        for (index, pattern) in self.patterns.iter().enumerate() {
            let format = pattern.format.map_or("none", |format| FORMATS[format].1);
            let counter = if pattern.format.is_some() { format!("%{}", pattern.level + 1) } else { String::new() };
            let stop = if pattern.suffix.is_empty() && pattern.prints(1).chars().all(char::is_alphanumeric) { "." } else { "" };
            let text = format!("{}{counter}{}{stop}", pattern.prefix, pattern.suffix);
            _ = write!(xml, "<w:abstractNum w:abstractNumId=\"{}\"><w:multiLevelType w:val=\"multilevel\"/>", index + 2);
            for level in 0..=pattern.level {
                if level == pattern.level {
                    push_level(&mut xml, level, format, &text, right_to_left);
                } else {
                    push_level(&mut xml, level, "none", "", right_to_left);
                }
            }
            xml.push_str("</w:abstractNum>");
        }
        for (id, of) in [(BULLETS, 0), (TYPED, 1)] {
            _ = write!(xml, "<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{of}\"/></w:num>");
        }
        for (index, list) in self.lists.iter().enumerate() {
            let level = self.patterns[list.pattern].level;
            _ = write!(
                xml,
                "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{}\"/><w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{}\"/></w:lvlOverride></w:num>",
                index + FIRST as usize,
                list.pattern + 2,
                list.start
            );
        }
        xml
    }
}

fn push_level(xml: &mut String, level: u8, format: &str, text: &str, right_to_left: bool) {
    let indent = 720 + 560 * u32::from(level);
    let side = if right_to_left { "right" } else { "left" };
    _ = write!(
        xml,
        "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{}\"/><w:lvlJc w:val=\"{side}\"/><w:pPr><w:ind w:left=\"{indent}\" w:hanging=\"560\"/></w:pPr></w:lvl>",
        escape(text)
    );
}

fn literal(label: &str, level: u8) -> Pattern {
    Pattern { prefix: label.to_owned(), format: None, suffix: String::new(), level }
}

/// What a label can be the number of, the likeliest first: `(c)` is the third letter or the Roman hundred.
fn readings(label: &str, level: u8) -> Vec<(Pattern, u32)> {
    let stem = label.trim_end_matches([')', '）', ']']);
    let suffix = &label[stem.len()..];
    let begins = stem.char_indices().rev().take_while(|(_, letter)| letter.is_alphanumeric()).last().map_or(stem.len(), |(at, _)| at);
    let mut found = Vec::new();
    // "1a": the letter is the counter, the digit before it is not.
    let digits_end = stem[begins..].rfind(|letter: char| letter.is_ascii_digit()).map_or(begins, |at| begins + at + 1);
    let core_from = if digits_end < stem.len() { digits_end } else { begins };
    let (prefix, core) = stem.split_at(core_from);
    for (format, (kind, _)) in FORMATS.iter().enumerate() {
        let number = if *kind == NumberFormat::Decimal {
            decimal(core)
        } else {
            (1..=MOST_LETTERS).find(|number| format_number(*number, *kind) == core)
        };
        let number = number.filter(|number| format_number(*number, *kind) == core);
        if let Some(number) = number {
            found.push((Pattern { prefix: prefix.to_owned(), format: Some(format), suffix: suffix.to_owned(), level }, number));
        }
    }
    // A list that begins with a letter begins with the first one: "i" is the Roman one, "c" a letter.
    found.sort_by_key(|(_, number)| *number != 1);
    found
}

fn decimal(core: &str) -> Option<u32> {
    if core.bytes().all(|byte| byte.is_ascii_digit()) { core.parse().ok().filter(|number| *number < 100_000) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(label: &str, level: u8) -> Block {
        Block { label: label.into(), ..Block::inline(BlockKind::ListItem, level, Vec::new()) }
    }

    #[test]
    fn a_list_goes_on_until_it_begins_again() {
        let mut numbering = Numbering::default();
        let mut list = |label: &str| numbering.number(&item(label, 1), Side::New, None).unwrap().0;
        let first = list("(a)");
        assert_eq!([list("(b)"), list("(c)")], [first, first]);
        let second = list("(a)");
        assert_ne!(second, first);
        assert_eq!(list("(b)"), second);
        let roman = list("i");
        assert_eq!([list("ii"), list("iii")], [roman, roman]);
    }

    #[test]
    fn a_number_that_both_versions_count_is_one_list() {
        let mut numbering = Numbering::default();
        let (old, new) = (["1", "2", "3"].map(|label| item(label, 1)), ["1", "2"].map(|label| item(label, 1)));
        let one = numbering.number(&new[0], Side::New, None);
        assert_eq!(numbering.number(&old[0], Side::Old, one), one);
        assert_eq!(numbering.number(&old[1], Side::Old, None), one);
        assert_eq!(numbering.number(&new[1], Side::New, None), one);
        assert_eq!(numbering.number(&old[2], Side::Old, one), one);
    }
}
