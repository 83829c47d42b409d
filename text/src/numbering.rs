//! Printed labels: those typed at the start of a text, and those that a word processor counts.

use super::model::{Block, BlockKind, Content, Inline, is_hidden};

/// Takes a typed label (`12.`, `12 (a)`, `III.B`, `1.1.3`, `(a)`, `٣.`, `一、`) from the start of a text.
/// Returns the label without its closing mark and how many bytes of the text it covered, white space behind it
/// included. In a heading a bare number ("1 Scope", "1 - Scope") counts as a label too.
#[must_use]
pub fn typed_label(text: &str, heading: bool) -> Option<(String, usize)> {
    let start = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || is_hidden(c)).len();
    let rest = &text[start..];
    let core = rest.find(|c: char| c.is_whitespace() || c == '、').map_or(rest, |end| &rest[..end]);
    let core = if heading { without_glued_word(core) } else { core };
    let chinese = rest[core.len()..].starts_with('、');
    let label: String = core.chars().filter(|c| !is_hidden(*c)).collect();
    if label.is_empty() || label.chars().count() > 12 {
        return None;
    }
    if let Some(composed) = composed_label(rest, heading) {
        let end = start + composed.1;
        let end = end + leading_space(&text[end..]);
        return (end < text.len()).then_some((composed.0, end));
    }
    let found = if chinese { label.chars().all(is_chinese_number).then(|| label.clone()) } else { western_label(&label, heading) }?;
    let mut end = start + core.len() + if chinese { '、'.len_utf8() } else { 0 };
    end += leading_space(&text[end..]);
    if heading {
        // "1 - Scope" and "1 – Scope": the dash belongs to the label.
        let behind = &text[end..];
        if let Some(dash) = behind.strip_prefix(['-', '–', '—']).filter(|after| after.starts_with(char::is_whitespace)) {
            end = text.len() - dash.len();
            end += leading_space(&text[end..]);
        }
    }
    (end < text.len()).then_some((found, end))
}

/// "12 (a)", "12. (a) (ii)": a number with the marks of its parts. Returns the label and how many bytes it covers.
fn composed_label(text: &str, heading: bool) -> Option<(String, usize)> {
    let mut words = text.split_inclusive(char::is_whitespace);
    let first = words.next()?;
    let number: String = first.trim_end().chars().filter(|c| !is_hidden(*c)).collect();
    let stem = number.strip_suffix('.').unwrap_or(&number);
    if stem.is_empty() || !stem.split('.').all(|part| (1..=3).contains(&part.chars().count()) && part.chars().all(char::is_numeric)) {
        return None;
    }
    let (mut label, mut covered, mut parts) = (stem.to_owned(), first.len(), 0);
    for word in words.take(3) {
        let mark: String = word.trim_end().chars().filter(|c| !is_hidden(*c)).collect();
        let is_mark = mark.starts_with('(') && mark.ends_with(')') && western_label(&mark, heading).is_some();
        if !is_mark {
            break;
        }
        label = format!("{label} {mark}");
        covered += word.len();
        parts += 1;
    }
    let end = text[..covered].trim_end().len();
    (parts > 0).then_some((label, end))
}

/// "1.2.1.Revisions": in a heading the space behind a number of several levels is sometimes forgotten.
fn without_glued_word(core: &str) -> &str {
    let end = core.find(|c: char| !c.is_numeric() && c != '.').unwrap_or(core.len());
    let number = &core[..end];
    let glued = number.ends_with('.') && number.matches('.').count() > 1 && end < core.len();
    if glued { number } else { core }
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || is_hidden(c)).len()
}

const fn is_chinese_number(character: char) -> bool {
    matches!(character, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '零' | '（' | '）')
}

fn western_label(label: &str, heading: bool) -> Option<String> {
    if let Some(inner) = label.strip_prefix('(').and_then(|l| l.strip_suffix(')')) {
        return is_short_mark(inner).then(|| label.to_owned());
    }
    if let Some(inner) = label.strip_suffix(')') {
        return is_short_mark(inner).then(|| label.to_owned());
    }
    let stem = label.strip_suffix(['.', ':']).unwrap_or(label);
    let closed = stem.len() < label.len();
    let mut parts = stem.split('.');
    let first = parts.next()?;
    let rest: Vec<&str> = parts.collect();
    let numeric = |part: &str| !part.is_empty() && part.chars().count() <= 3 && part.chars().all(char::is_numeric);
    let roman = |part: &str| !part.is_empty() && part.chars().all(|c| "IVXLC".contains(c));
    let letter = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
    let well_formed = (numeric(first)
        || roman(first)
        || (letter(first) && (if rest.is_empty() { closed } else { first.chars().all(char::is_uppercase) })))
        && rest.iter().all(|part| numeric(part) || roman(part) || letter(part));
    let enough = closed || !rest.is_empty() || (heading && numeric(first));
    (well_formed && enough).then(|| stem.to_owned())
}

fn is_short_mark(inner: &str) -> bool {
    let count = inner.chars().count();
    (1..=4).contains(&count)
        && (inner.chars().all(char::is_numeric)
            || inner.chars().all(|c| "ivxlc".contains(c))
            || (count <= 2 && inner.chars().all(char::is_alphabetic))
            || inner.chars().all(is_chinese_number))
}

/// Moves a label typed at the start of the block's text into its label. Nothing happens where it has one.
pub fn take_typed_label(block: &mut Block) {
    if !block.label.is_empty() {
        return;
    }
    let heading = block.kind == BlockKind::Heading;
    let Content::Inline(content) = &mut block.content else { return };
    let whole_is_one_text = content.len() == 1;
    let Some(text) = first_text(content) else { return };
    if let Some((label, end)) = typed_label(text, heading) {
        block.label = label;
        block.typed = true;
        text.replace_range(..end, "");
    } else if !whole_is_one_text {
        // The label may be a run of its own ("12." in bold, then the text).
        let padded = format!("{text} x");
        if let Some((label, end)) = typed_label(&padded, heading)
            && end == padded.len() - 1
        {
            block.label = label;
            block.typed = true;
            text.clear();
        }
    }
    if let Content::Inline(content) = &mut block.content {
        trim_start(content);
    }
}

fn first_text(content: &mut [Inline]) -> Option<&mut String> {
    match content.first_mut()? {
        Inline::Text(text) => Some(text),
        Inline::Strong(inner) | Inline::Emphasis(inner) => first_text(inner),
        _ => None,
    }
}

fn trim_start(content: &mut Vec<Inline>) {
    while let Some(first) = content.first_mut() {
        let empty = match first {
            Inline::Text(text) => {
                let trimmed = text.trim_start().len();
                text.replace_range(..text.len() - trimmed, "");
                text.is_empty()
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) => {
                trim_start(inner);
                inner.is_empty()
            }
            _ => false,
        };
        if !empty {
            return;
        }
        content.remove(0);
    }
}

/// Decides whether items and paragraphs with plain numbers are the numbered paragraphs of the text or items of
/// lists: they are paragraphs when their numbers run on through the document instead of starting again.
pub fn settle_numbered_paragraphs(blocks: &mut [Block]) {
    let numbered: Vec<(usize, u32)> = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| match block.kind {
            BlockKind::ListItem => block.level == 1,
            BlockKind::Paragraph => block.typed,
            _ => false,
        })
        .filter_map(|(index, block)| Some((index, decimal(&block.label)?)))
        .collect();
    let Some((_, first)) = numbered.first() else { return };
    let runs_on = numbered.windows(2).filter(|pair| pair[1].1 == pair[0].1 + 1).count();
    let restarts = numbered.windows(2).filter(|pair| pair[1].1 == 1).count();
    if *first <= 1 && restarts == 0 && runs_on * 10 >= (numbered.len() - 1) * 9 && numbered.len() > 1 {
        for (index, _) in numbered {
            blocks[index].kind = BlockKind::Paragraph;
            blocks[index].level = 0;
            blocks[index].typed = false;
        }
    }
}

/// The number that a label of digits alone stands for, in whatever digits it is written.
fn decimal(label: &str) -> Option<u32> {
    let mut number = 0_u32;
    if label.is_empty() {
        return None;
    }
    for character in label.chars() {
        number = number.checked_mul(10)?.checked_add(digit(character)?)?;
    }
    Some(number)
}

/// The value of a decimal digit: European, Arabic-Indic, Persian, full-width or Devanagari.
#[must_use]
pub fn digit(character: char) -> Option<u32> {
    const ZEROS: [u32; 5] = ['0' as u32, '٠' as u32, '۰' as u32, '０' as u32, '०' as u32];
    let code = character as u32;
    ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)).map(|zero| code - zero)
}

/// How a word processor writes the numbers of a list level [ECMA-376 17.18.59].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFormat {
    /// 1, 2, 3
    Decimal,
    /// 01, 02, 03
    DecimalZero,
    /// a, b, c
    LowerLetter,
    /// A, B, C
    UpperLetter,
    /// i, ii, iii
    LowerRoman,
    /// I, II, III
    UpperRoman,
    /// A mark instead of a number.
    Bullet,
    /// 一, 二, 三
    Chinese,
    /// أ, ب, ت: the order of the dictionary
    ArabicLetter,
    /// أ, ب, ج: the old order of numbers
    ArabicAbjad,
    /// а, б, в
    LowerCyrillic,
    /// А, Б, В
    UpperCyrillic,
    /// １, ２, ３
    FullWidth,
    /// १, २, ३
    Devanagari,
    /// 1st, 2nd, 3rd
    Ordinal,
    /// No number at all.
    None,
}

/// Writes a number in a format.
#[must_use]
pub fn format_number(number: u32, format: NumberFormat) -> String {
    const ABJAD: &str = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ";
    const HIJAI: &str = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي";
    const CYRILLIC: &str = "абвгдежзиклмнопрстуфхцчшщэюя";
    match format {
        NumberFormat::Decimal => number.to_string(),
        NumberFormat::DecimalZero => format!("{number:02}"),
        NumberFormat::LowerLetter => letters(number, "abcdefghijklmnopqrstuvwxyz"),
        NumberFormat::UpperLetter => letters(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        NumberFormat::LowerRoman => roman(number).to_lowercase(),
        NumberFormat::UpperRoman => roman(number),
        NumberFormat::LowerCyrillic => letters(number, CYRILLIC),
        NumberFormat::UpperCyrillic => letters(number, CYRILLIC).to_uppercase(),
        NumberFormat::Chinese => chinese(number),
        NumberFormat::ArabicLetter => letters(number, HIJAI),
        NumberFormat::ArabicAbjad => letters(number, ABJAD),
        NumberFormat::FullWidth => digits(number, '０'),
        NumberFormat::Devanagari => digits(number, '०'),
        NumberFormat::Ordinal => format!("{number}{}", ordinal_ending(number)),
        NumberFormat::Bullet | NumberFormat::None => String::new(),
    }
}

/// The number in the digits that begin with this zero.
fn digits(number: u32, zero: char) -> String {
    let digit = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(zero as u32 + digit)).unwrap_or(c);
    number.to_string().chars().map(digit).collect()
}

const fn ordinal_ending(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

/// Word repeats the letter after the last one: aa, bb, cc.
fn letters(number: u32, alphabet: &str) -> String {
    let index = number.max(1) as usize - 1;
    let count = alphabet.chars().count();
    let letter = alphabet.chars().nth(index % count).unwrap_or_default();
    std::iter::repeat_n(letter, (index / count + 1).min(40)).collect()
}

fn roman(number: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = number.min(3999);
    let mut text = String::new();
    for (value, step) in STEPS {
        while left >= value {
            text.push_str(step);
            left -= value;
        }
    }
    text
}

fn chinese(number: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match number {
        0..=9 => DIGITS[number as usize].to_owned(),
        10..=99 => {
            let (tens, ones) = (number / 10, number % 10);
            let tens = if tens == 1 { "" } else { DIGITS[tens as usize] };
            let ones = if ones == 0 { "" } else { DIGITS[ones as usize] };
            format!("{tens}十{ones}")
        }
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, heading: bool, expected: Option<(&str, &str)>) {
        let found = typed_label(text, heading).map(|(label, end)| (label, text[end..].to_owned()));
        assert_eq!(found, expected.map(|(label, rest)| (label.to_owned(), rest.to_owned())), "{text}");
    }

    #[test]
    fn labels_are_told_from_words() {
        check("12. This guidance", false, Some(("12", "This guidance")));
        check("(a) to assess", false, Some(("(a)", "to assess")));
        check("iii) to assess", false, Some(("iii)", "to assess")));
        check("III.B Scope", true, Some(("III.B", "Scope")));
        check("III. Scope", true, Some(("III", "Scope")));
        check("1.1.3 Certificate Types", true, Some(("1.1.3", "Certificate Types")));
        check("1 - Scope", true, Some(("1", "Scope")));
        check("1 Scope", true, Some(("1", "Scope")));
        check("\u{200f}\u{200e}٣. نص", false, Some(("٣", "نص")));
        check("一、范围", true, Some(("一", "范围")));
        check("2020 was a year", false, None);
        check("3 people came", false, None);
        check("I agree", false, None);
        check("A. Scope", true, Some(("A", "Scope")));
        check("e.g. this", false, None);
        check("1.2.1.Revisions", true, Some(("1.2.1", "Revisions")));
        check("12.", false, None);
        check("12 (a) to assess", false, Some(("12 (a)", "to assess")));
        check("3. (b) (ii) to assess", false, Some(("3 (b) (ii)", "to assess")));
        check("12 (about a dozen) of them", false, None);
    }

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        assert_eq!(format_number(28, NumberFormat::LowerLetter), "bb");
        assert_eq!(format_number(1994, NumberFormat::UpperRoman), "MCMXCIV");
        assert_eq!(format_number(42, NumberFormat::Chinese), "四十二");
        assert_eq!(format_number(10, NumberFormat::Chinese), "十");
        assert_eq!(format_number(3, NumberFormat::ArabicLetter), "ت");
        assert_eq!(format_number(3, NumberFormat::ArabicAbjad), "ج");
        assert_eq!(format_number(30, NumberFormat::LowerCyrillic), "бб");
        assert_eq!(format_number(12, NumberFormat::FullWidth), "１２");
        assert_eq!(format_number(22, NumberFormat::Ordinal), "22nd");
    }
}
