//! Headings that nobody made with a style: short bold lines before plain text.

use crate::inline::{Span, spans};
use crate::model::{Block, BlockKind, Content};

/// A longer line is a sentence somebody stressed.
const LONGEST: usize = 120;

/// A bold line that may be a heading.
pub(super) struct Candidate {
    pub(super) block: usize,
    /// In half points; 0 if nobody said.
    pub(super) size: u32,
}

/// Whether a block looks like a heading: short, strong from its first to its last word, and no sentence.
pub(super) fn may_be_heading(block: &Block) -> bool {
    let Content::Inline(content) = &block.content else { return false };
    let plain = block.plain();
    let strong = spans(content).iter().all(|span| match span {
        Span::Text(text, style) => style.strong || text.trim().is_empty(),
        Span::Note(_) => true,
        Span::Break => false,
    });
    let counted_item = block.kind == BlockKind::ListItem && block.label.contains(|c: char| c.is_numeric());
    (block.kind == BlockKind::Paragraph || counted_item)
        && strong
        && plain.chars().count() <= LONGEST
        && plain.chars().any(char::is_alphabetic)
        && !plain.ends_with(['.', ';', ',', ':', '!', '?', '…', '。', '；', '：', '，', '؛', '،', '؟'])
}

/// Makes headings of the candidates, unless so much is bold that bold means nothing. They stand below the heading that a style
/// made before them, larger letters above smaller ones.
pub(super) fn settle(blocks: &mut [Block], candidates: &[Candidate]) {
    let paragraphs = blocks.iter().filter(|block| block.kind == BlockKind::Paragraph).count();
    if candidates.len() * 3 > paragraphs {
        return;
    }
    let mut candidates = candidates.iter().peekable();
    // The headings that the next one stands under: level and size; no size for one that a style made.
    let mut above: Vec<(u8, Option<u32>)> = Vec::new();
    for index in 0..blocks.len() {
        let is_last = index + 1 == blocks.len() || blocks[index + 1].kind == BlockKind::Footnote;
        let candidate = candidates.next_if(|candidate| candidate.block == index).filter(|_| !is_last);
        if let Some(candidate) = candidate {
            while above.last().is_some_and(|(_, size)| size.is_some_and(|size| size <= candidate.size)) {
                above.pop();
            }
            let level = (above.last().map_or(0, |(level, _)| *level) + 1).min(9);
            above.push((level, Some(candidate.size)));
            blocks[index].kind = BlockKind::Heading;
            blocks[index].level = level;
            super::kinds::unwrap_strong(&mut blocks[index]);
        } else if blocks[index].kind == BlockKind::Heading {
            above = vec![(blocks[index].level, None)];
        }
    }
}
