//! Cuts a long text into pages at its headings, so that a reader on a slow network loads what she reads.

use super::model::{Block, BlockKind};

/// A page holds at least one heading's text and about so many characters at most.
pub const PAGE: usize = 24_000;

/// For each block, the index of the block that begins its page. A text that fits on one page is one page.
#[must_use]
pub fn pages(blocks: &[Block]) -> Vec<usize> {
    let lengths: Vec<usize> = blocks.iter().map(|block| block.plain().chars().count() + 60).collect();
    let mut starts = vec![0];
    cut(blocks, &lengths, 0, blocks.len(), 1, &mut starts);
    starts.sort_unstable();
    starts.dedup();
    join_small(&lengths, &mut starts);
    let mut result = Vec::with_capacity(blocks.len());
    let mut current = 0;
    for index in 0..blocks.len() {
        if starts.binary_search(&index).is_ok() {
            current = index;
        }
        result.push(current);
    }
    result
}

/// Cuts a stretch that is too long at its headings of a level, and what is still too long at the next level.
fn cut(blocks: &[Block], lengths: &[usize], from: usize, to: usize, level: u8, starts: &mut Vec<usize>) {
    let long = |from: usize, to: usize| lengths[from..to].iter().sum::<usize>() > PAGE;
    if !long(from, to) || level > 6 {
        return;
    }
    let mut begin = from;
    for index in from + 1..=to {
        let heading = index < to && blocks[index].kind == BlockKind::Heading && blocks[index].level == level;
        if heading || index == to {
            starts.push(begin);
            cut(blocks, lengths, begin, index, level + 1, starts);
            begin = index;
        }
    }
}

/// Joins neighbouring pages that fit on one.
fn join_small(lengths: &[usize], starts: &mut Vec<usize>) {
    let mut kept: Vec<usize> = Vec::new();
    for (position, start) in starts.iter().enumerate() {
        let end = starts.get(position + 1).copied().unwrap_or(lengths.len());
        let fits = kept.last().is_some_and(|begin| lengths[*begin..end].iter().sum::<usize>() <= PAGE);
        if !fits {
            kept.push(*start);
        }
    }
    *starts = kept;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Inline;

    fn document(sections: usize, words: usize) -> Vec<Block> {
        (0..sections)
            .flat_map(|_| {
                [
                    Block::inline(BlockKind::Heading, 2, vec![Inline::Text("Scope".into())]),
                    Block::inline(BlockKind::Paragraph, 0, vec![Inline::Text("word ".repeat(words))]),
                ]
            })
            .collect()
    }

    #[test]
    fn a_short_text_is_one_page() {
        assert_eq!(pages(&document(3, 10)), [0; 6]);
        assert!(pages(&[]).is_empty());
    }

    #[test]
    fn a_long_text_is_cut_at_its_headings() {
        assert_eq!(pages(&document(3, 4_000)), [0, 0, 2, 2, 4, 4]);
    }
}
