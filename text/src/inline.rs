//! Running text as a flat row of spans, each with its style, and back. Markup has one normal form: which of two nested marks
//! is the outer one says nothing, so links stand outside, then strong, emphasis, raised or lowered text, and neighbours of one
//! style are one.

use super::model::Inline;

/// Whether text is raised or lowered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Position {
    /// On the line.
    #[default]
    Normal,
    /// Raised.
    Super,
    /// Lowered.
    Sub,
}

/// How a run of text is set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Style {
    /// Strong emphasis.
    pub strong: bool,
    /// Emphasis.
    pub emphasis: bool,
    /// Raised or lowered.
    pub position: Position,
    /// Code or a literal.
    pub code: bool,
    /// The address it links to.
    pub link: Option<String>,
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Words of one style.
    Text(String, Style),
    /// The mark of a footnote.
    Note(String),
    /// A line break inside a block.
    Break,
}

/// The spans of running text, in order.
#[must_use]
pub fn spans(content: &[Inline]) -> Vec<Span> {
    let mut spans = Vec::new();
    collect(content, &Style::default(), &mut spans);
    spans
}

fn collect(content: &[Inline], style: &Style, spans: &mut Vec<Span>) {
    for piece in content {
        match piece {
            Inline::Text(text) => push_text(spans, text, style.clone()),
            Inline::Code(text) => push_text(spans, text, Style { code: true, ..style.clone() }),
            Inline::Strong(inner) => collect(inner, &Style { strong: true, ..style.clone() }, spans),
            Inline::Emphasis(inner) => collect(inner, &Style { emphasis: true, ..style.clone() }, spans),
            Inline::Superscript(inner) => collect(inner, &Style { position: Position::Super, ..style.clone() }, spans),
            Inline::Subscript(inner) => collect(inner, &Style { position: Position::Sub, ..style.clone() }, spans),
            Inline::Link { address, content } => collect(content, &Style { link: Some(address.clone()), ..style.clone() }, spans),
            Inline::Note(mark) => spans.push(Span::Note(mark.clone())),
            Inline::Break => spans.push(Span::Break),
        }
    }
}

/// Adds words to spans, joined with those before if they are of one style.
pub fn push_text(spans: &mut Vec<Span>, text: &str, style: Style) {
    match spans.last_mut() {
        _ if text.is_empty() => {}
        Some(Span::Text(before, of)) if *of == style => before.push_str(text),
        _ => spans.push(Span::Text(text.to_owned(), style)),
    }
}

/// The running text of spans, in the normal form.
#[must_use]
pub fn build(spans: &[Span]) -> Vec<Inline> {
    let mut content: Vec<Inline> = Vec::new();
    for span in spans {
        match span {
            Span::Break => content.push(Inline::Break),
            Span::Note(mark) => content.push(Inline::Note(mark.clone())),
            Span::Text(text, style) => {
                let mut piece = if style.code { Inline::Code(text.clone()) } else { Inline::Text(text.clone()) };
                match style.position {
                    Position::Normal => {}
                    Position::Super => piece = Inline::Superscript(vec![piece]),
                    Position::Sub => piece = Inline::Subscript(vec![piece]),
                }
                if style.emphasis {
                    piece = Inline::Emphasis(vec![piece]);
                }
                if style.strong {
                    piece = Inline::Strong(vec![piece]);
                }
                if let Some(address) = &style.link {
                    piece = Inline::Link { address: address.clone(), content: vec![piece] };
                }
                join(&mut content, piece);
            }
        }
    }
    content
}

/// Appends a piece, into the one before as far as both are of one kind.
fn join(content: &mut Vec<Inline>, piece: Inline) {
    match (content.last_mut(), piece) {
        (Some(Inline::Strong(last)), Inline::Strong(inner))
        | (Some(Inline::Emphasis(last)), Inline::Emphasis(inner))
        | (Some(Inline::Superscript(last)), Inline::Superscript(inner))
        | (Some(Inline::Subscript(last)), Inline::Subscript(inner)) => inner.into_iter().for_each(|piece| join(last, piece)),
        (Some(Inline::Link { address, content: last }), Inline::Link { address: other, content: inner }) if *address == other => {
            inner.into_iter().for_each(|piece| join(last, piece));
        }
        (_, piece) => content.push(piece),
    }
}

/// Running text in the normal form: no white space or line break at its ends, one space where several stood, nothing that
/// cannot stand in XML.
#[must_use]
pub fn normal(content: &[Inline]) -> Vec<Inline> {
    let mut clean: Vec<Span> = Vec::new();
    // White space that waits for something to stand behind it.
    let mut space: Option<Style> = None;
    let mut breaks = 0;
    for span in spans(content) {
        match span {
            Span::Break => {
                space = None;
                breaks += usize::from(!clean.is_empty());
            }
            Span::Note(_) => {
                flush(&mut clean, &mut space, &mut breaks, &Style::default());
                clean.push(span);
            }
            Span::Text(text, style) => {
                for word in text.split_inclusive(char::is_whitespace) {
                    let core: String = word.chars().filter(|c| !c.is_whitespace() && is_xml(*c)).collect();
                    if !core.is_empty() {
                        flush(&mut clean, &mut space, &mut breaks, &style);
                        push_text(&mut clean, &core, style.clone());
                    }
                    if word.ends_with(char::is_whitespace) && !clean.is_empty() && breaks == 0 && space.is_none() {
                        space = Some(style.clone());
                    }
                }
            }
        }
    }
    build(&clean)
}

/// Writes the white space that waits. It is set like the words on both sides of it, as far as those agree.
fn flush(clean: &mut Vec<Span>, space: &mut Option<Style>, breaks: &mut usize, after: &Style) {
    if let Some(own) = space.take() {
        let before = match clean.last() {
            Some(Span::Text(_, style)) => style.clone(),
            _ => Style::default(),
        };
        let style = Style {
            strong: before.strong && after.strong,
            emphasis: before.emphasis && after.emphasis,
            position: if before.position == after.position { after.position } else { Position::Normal },
            code: own.code && before.code && after.code,
            link: own.link.filter(|link| before.link.as_ref() == Some(link) && after.link.as_ref() == Some(link)),
        };
        push_text(clean, " ", style);
    }
    clean.extend(std::iter::repeat_n(Span::Break, std::mem::take(breaks)));
}

/// Whether a character may stand in an XML document [XML 1.0, 2.2].
#[must_use]
pub const fn is_xml(character: char) -> bool {
    !matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::plain_text;
    use proptest::prelude::*;

    fn text(words: &str) -> Inline {
        Inline::Text(words.into())
    }

    #[test]
    fn nested_marks_have_one_order_and_neighbours_join() {
        let one = [Inline::Emphasis(vec![Inline::Strong(vec![text("a")])]), Inline::Strong(vec![Inline::Emphasis(vec![text("b")])])];
        assert_eq!(normal(&one), [Inline::Strong(vec![Inline::Emphasis(vec![text("ab")])])]);
    }

    #[test]
    fn white_space_is_single_and_stands_between_words() {
        let content =
            [Inline::Break, text("  a  "), Inline::Break, text(" b"), Inline::Strong(vec![text(" ")]), text("c \u{1} "), Inline::Break];
        assert_eq!(normal(&content), [text("a"), Inline::Break, text("b c")]);
    }

    fn any_inline() -> impl Strategy<Value = Vec<Inline>> {
        let leaf = prop_oneof![
            "[ab \t]{0,4}".prop_map(Inline::Text),
            "[xy ]{1,3}".prop_map(Inline::Code),
            "[1-3]".prop_map(Inline::Note),
            Just(Inline::Break),
        ];
        let inline = leaf.prop_recursive(3, 12, 3, |inner| {
            let several = proptest::collection::vec(inner, 0..3);
            prop_oneof![
                several.clone().prop_map(Inline::Emphasis),
                several.clone().prop_map(Inline::Strong),
                several.clone().prop_map(Inline::Superscript),
                several.prop_map(|content| Inline::Link { address: "https://example.org/".into(), content }),
            ]
        });
        proptest::collection::vec(inline, 0..5)
    }

    proptest! {
        #[test]
        fn the_normal_form_is_one_and_says_the_same(content in any_inline()) {
            let once = normal(&content);
            prop_assert_eq!(normal(&once), once.clone());
            prop_assert_eq!(plain_text(&once), plain_text(&content));
        }
    }
}
