//! Arabic in PDF files often stands as it was drawn: line by line from left to right, each letter in the shape that it has in
//! its word. Here it becomes text again.

use icu::normalizer::ComposingNormalizer;

/// A line in reading order; one that was not drawn like that stays as it is.
pub(super) fn logical(line: &str) -> String {
    if !line.chars().any(is_shaped) {
        return line.to_owned();
    }
    let mut reversed: Vec<char> = line.chars().rev().map(mirrored).collect();
    // Numbers and words in other scripts run from left to right among them.
    let mut start = 0;
    while start < reversed.len() {
        let goes_on = |index: usize| {
            let within = |at: usize| reversed.get(at).is_some_and(|c| runs_left_to_right(*c));
            within(index) || (reversed[index] == ' ' && index > start && within(index - 1) && within(index + 1))
        };
        let run = (start..reversed.len()).take_while(|index| goes_on(*index)).count();
        let trailing = reversed[start..start + run].iter().rev().take_while(|c| !c.is_alphanumeric()).count();
        let end = start + run - trailing;
        if end > start {
            reversed[start..end].reverse();
        }
        start += run.max(1);
    }
    let mut text = String::with_capacity(line.len());
    let mut joined = false;
    for character in reversed {
        // A letter that reaches for the next one has no space behind it, however the line was set.
        if character == ' ' && joined {
            continue;
        }
        joined = reaches_on(character);
        // What the font does not say is lost: it is seen to be.
        text.push(if character == '\0' { '\u{fffd}' } else { character });
    }
    ComposingNormalizer::new_nfkc().normalize(&text).into_owned()
}

/// Whether a character is an Arabic letter in a shape.
const fn is_shaped(character: char) -> bool {
    matches!(character, '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

fn runs_left_to_right(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || matches!(character, '\u{660}'..='\u{669}' | '.' | ',' | '/' | ':' | '-' | '@' | '%')
        || (character.is_alphabetic() && !is_shaped(character) && !('\u{590}'..='\u{8ff}').contains(&character))
}

/// Brackets are drawn as they look.
const fn mirrored(character: char) -> char {
    match character {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '«' => '»',
        '»' => '«',
        other => other,
    }
}

/// Whether a letter has the shape that it has at the beginning or in the middle of a word [Unicode, Arabic Presentation
/// Forms-B: the four shapes of a letter stand together].
fn reaches_on(character: char) -> bool {
    const FIRST_SHAPES: [u32; 23] = [
        0xFE89, 0xFE8F, 0xFE95, 0xFE99, 0xFE9D, 0xFEA1, 0xFEA5, 0xFEB1, 0xFEB5, 0xFEB9, 0xFEBD, 0xFEC1, 0xFEC5, 0xFEC9, 0xFECD, 0xFED1,
        0xFED5, 0xFED9, 0xFEDD, 0xFEE1, 0xFEE5, 0xFEE9, 0xFEF1,
    ];
    let code = u32::from(character);
    FIRST_SHAPES.iter().any(|first| code == first + 2 || code == first + 3)
}

#[cfg(test)]
mod tests {
    use super::logical;

    #[test]
    fn what_was_drawn_is_read() {
        assert_eq!(logical(".ﺔﺜﻟﺎﺜﻟا ةدﻮﺴ ﻤﻟا ﻰ ﻠﻋ"), "على المسودة الثالثة.");
        assert_eq!(logical("ﺔﻴﻧاﺪﻴﻤﻟا ﺐﺗﺎﻜﻤﻟا 12 ةﺮﻘ ﻔ ﻟا"), "الفقرة 12 المكاتب الميدانية");
        assert_eq!(logical("ﺔﻴﻧاﺪﻴﻤﻟا 1 2 ةﺮﻘ ﻔ ﻟا"), "الفقرة 1 2 الميدانية");
        assert_eq!(logical("Plain text (12)."), "Plain text (12).");
        assert_eq!(logical("النص كما هو"), "النص كما هو");
    }
}
