//! What kind of block a paragraph is.

use roxmltree::Node;

use super::counting::Counted;
use super::styles::{Passage, Style, value_of};
use crate::inline;
use crate::model::{Block, BlockKind, Content, Inline};
use crate::numbering;

/// Tells a paragraph of text from headings, items and passages set apart, by its style and its number.
/// `inner` is text of a cell, a box or a note: its labels are words of it.
pub(super) fn classify(mut block: Block, properties: Option<Node>, style: &Style, counted: Option<Counted>, inner: bool) -> Block {
    let outline: Option<u8> = properties.and_then(|p| value_of(&p, "outlineLvl")?.parse().ok());
    // Level 9 of an outline is the text itself: a paragraph of a heading's style can be none.
    let heading = outline.map_or(style.heading, |level| if level < 9 { level + 1 } else { 0 });
    if heading > 0 {
        block.kind = BlockKind::Heading;
        block.level = heading.min(9);
    } else {
        match style.passage {
            Passage::Box => block.kind = BlockKind::Box,
            Passage::Code => block.kind = BlockKind::Code,
            Passage::Note => block.kind = BlockKind::Footnote,
            Passage::Figure => block.kind = BlockKind::Figure,
            Passage::Continued(depth) => block.level = depth,
            Passage::Plain | Passage::CellHeading | Passage::Contents | Passage::Numbered => {}
        }
        if let Some(counted) = &counted
            && (counted.bullet || !counted.label.is_empty())
            && !matches!(style.passage, Passage::Numbered | Passage::Note)
        {
            block.kind = BlockKind::ListItem;
            block.level = u8::try_from(counted.level + 1).unwrap_or(u8::MAX);
        }
    }
    block.label = counted.map(|counted| counted.label).unwrap_or_default();
    if block.kind == BlockKind::Heading {
        unwrap_strong(&mut block);
    }
    if !inner && matches!(block.kind, BlockKind::Heading | BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Footnote) {
        numbering::take_typed_label(&mut block);
    }
    block
}

/// A heading that is bold all through says nothing by it.
pub(super) fn unwrap_strong(block: &mut Block) {
    if let Content::Inline(content) = &mut block.content
        && content.iter().all(|piece| matches!(piece, Inline::Strong(_) | Inline::Note(_) | Inline::Break))
    {
        let inner = std::mem::take(content).into_iter().flat_map(|piece| match piece {
            Inline::Strong(inner) => inner,
            other => vec![other],
        });
        *content = inline::normal(&inner.collect::<Vec<_>>());
    }
}

/// Preformatted text keeps its spaces, and its lines are lines.
pub(super) fn code_lines(content: &[Inline]) -> Vec<Inline> {
    let mut text = String::new();
    for span in inline::spans(content) {
        match span {
            inline::Span::Text(words, _) => text.extend(words.chars().filter(|c| inline::is_xml(*c))),
            inline::Span::Break => text.push('\n'),
            inline::Span::Note(_) => {}
        }
    }
    vec![Inline::Text(text.trim_end_matches('\n').to_owned())]
}
