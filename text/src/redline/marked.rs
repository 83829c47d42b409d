//! A redline that keeps emphasis, links and notes: deleted words as they were set, the others as they are set now.

use std::ops::Range;

use super::{Operation, redline};
use crate::inline::{Span, Style, build, push_text, spans};
use crate::model::{Block, BlockKind, Content, Inline, is_hidden};

/// A text as it is compared, with the markup of its words.
#[derive(Clone, Debug, Default)]
pub struct Source {
    text: String,
    /// From which byte on words are set in which style, rising.
    styles: Vec<(usize, Style)>,
    /// Behind which byte the mark of a note stands, rising.
    notes: Vec<(usize, String)>,
}

/// A run of words with what became of it and its markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// What became of it.
    pub operation: Operation,
    /// The words.
    pub content: Vec<Inline>,
}

impl Source {
    /// Words without markup.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), styles: vec![(0, Style::default())], notes: Vec::new() }
    }

    /// Several blocks, each as [`Block::printed`], with `between` between them.
    #[must_use]
    pub fn of_blocks(blocks: &[&Block], between: &str) -> Self {
        let mut source = Self::default();
        for block in blocks {
            if !source.text.is_empty() {
                source.push(between, &Style::default());
            }
            source.push_block(block);
        }
        source
    }

    /// Running text.
    #[must_use]
    pub fn of_inline(content: &[Inline]) -> Self {
        let mut source = Self::default();
        source.push_inline(content, true);
        source
    }

    /// The words.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    fn push(&mut self, text: &str, style: &Style) {
        if text.is_empty() {
            return;
        }
        if self.styles.last().is_none_or(|(_, last)| last != style) {
            self.styles.push((self.text.len(), style.clone()));
        }
        self.text.push_str(text);
    }

    fn push_block(&mut self, block: &Block) {
        match &block.content {
            Content::Inline(content) => {
                if block.typed && !block.plain().is_empty() {
                    self.push(&format!("{} ", block.printed_label()), &Style::default());
                }
                self.push_inline(content, block.kind != BlockKind::Code);
            }
            Content::Table(rows) => {
                for (index, cell) in rows.iter().flatten().enumerate() {
                    if index > 0 {
                        self.push("\n", &Style::default());
                    }
                    self.push_inline(&cell.content, true);
                }
            }
        }
    }

    /// Pushes running text, white space folded as in [`crate::model::fold`] unless it is preformatted.
    fn push_inline(&mut self, content: &[Inline], folded: bool) {
        let begin = self.text.len();
        let mut space: Option<Style> = None;
        for span in spans(content) {
            match span {
                Span::Note(mark) => self.notes.push((self.text.len(), mark)),
                Span::Break if folded => space = space.or(Some(Style::default())),
                Span::Break => self.push("\n", &Style::default()),
                Span::Text(text, style) if folded => {
                    for letter in text.chars().filter(|letter| !is_hidden(*letter)) {
                        if letter.is_whitespace() {
                            space = space.or_else(|| Some(style.clone()));
                            continue;
                        }
                        if let Some(style) = space.take().filter(|_| self.text.len() > begin) {
                            self.push(" ", &style);
                        }
                        self.push(letter.encode_utf8(&mut [0; 4]), &style);
                    }
                }
                Span::Text(text, style) => self.push(&text, &style),
            }
        }
    }

    /// The words of a range of bytes with their markup. The mark of a note belongs to the word before it.
    fn content(&self, range: Range<usize>) -> Vec<Inline> {
        let mut found = Vec::new();
        let mut at = range.start;
        let mut notes =
            self.notes.iter().filter(|(position, _)| (range.start < *position || *position == 0) && *position <= range.end).peekable();
        let first = self.styles.partition_point(|(start, _)| *start <= range.start).saturating_sub(1);
        for (index, (_, style)) in self.styles.iter().enumerate().skip(first) {
            let end = self.styles.get(index + 1).map_or(self.text.len(), |(start, _)| *start).min(range.end);
            while let Some((position, mark)) = notes.next_if(|(position, _)| *position <= end) {
                push_text(&mut found, &self.text[at..*position], style.clone());
                found.push(Span::Note(mark.clone()));
                at = *position;
            }
            push_text(&mut found, &self.text[at..end], style.clone());
            at = end;
            if at >= range.end {
                break;
            }
        }
        build(&found)
    }
}

/// Compares two texts and keeps their markup.
#[must_use]
pub fn marked(old: &Source, new: &Source) -> Vec<Marked> {
    let ranges = ranges(old, new).into_iter();
    ranges
        .map(|(operation, range, _)| Marked { operation, content: if operation == Operation::Delete { old } else { new }.content(range) })
        .collect()
}

/// Compares a text with the parts it was split into: for each part the words that are its own, and what was deleted before them.
#[must_use]
pub fn marked_parts(old: &Source, blocks: &[&Block]) -> Vec<Vec<Marked>> {
    let new = Source::of_blocks(blocks, " ");
    let mut ends = Vec::with_capacity(blocks.len());
    let mut end = 0;
    for block in blocks {
        end += usize::from(end > 0) + Source::of_blocks(&[block], " ").text.len();
        ends.push(end);
    }
    let part_at = |at: usize| ends.iter().position(|end| at <= *end).unwrap_or(ends.len().saturating_sub(1));
    let mut parts: Vec<Vec<Marked>> = vec![Vec::new(); blocks.len()];
    for (operation, range, at_new) in ranges(old, &new) {
        if operation == Operation::Delete {
            if let Some(part) = parts.get_mut(part_at(at_new)) {
                part.push(Marked { operation, content: old.content(range) });
            }
            continue;
        }
        for (index, part) in parts.iter_mut().enumerate() {
            // The space between two parts belongs to neither.
            let begin = if index == 0 { 0 } else { ends[index - 1] + 1 };
            let own = range.start.max(begin)..range.end.min(ends[index]);
            if own.start < own.end {
                part.push(Marked { operation, content: new.content(own) });
            }
        }
    }
    parts
}

/// The pieces of a redline as ranges of the text they stand in, each with how much of the new text stands before it.
fn ranges(old: &Source, new: &Source) -> Vec<(Operation, Range<usize>, usize)> {
    let (mut at_old, mut at_new) = (0, 0);
    let mut found = Vec::new();
    for piece in redline(&old.text, &new.text) {
        let length = piece.text.len();
        let start = if piece.operation == Operation::Delete { at_old } else { at_new };
        found.push((piece.operation, start..start + length, at_new));
        at_old += if piece.operation == Operation::Insert { 0 } else { length };
        at_new += if piece.operation == Operation::Delete { 0 } else { length };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Inline {
        Inline::Text(words.into())
    }

    #[test]
    fn words_keep_how_they_are_set() {
        let old = Source::of_inline(&[text("Entities "), Inline::Strong(vec![text("should")]), text(" assess."), Inline::Note("1".into())]);
        let new = Source::of_inline(&[
            text("Entities "),
            Inline::Emphasis(vec![text("shall")]),
            text(" assess."),
            Inline::Note("1".into()),
            text(" Soon."),
        ]);
        assert_eq!(
            marked(&old, &new),
            [
                Marked { operation: Operation::Equal, content: vec![text("Entities ")] },
                Marked { operation: Operation::Delete, content: vec![Inline::Strong(vec![text("should")])] },
                Marked { operation: Operation::Insert, content: vec![Inline::Emphasis(vec![text("shall")])] },
                Marked { operation: Operation::Equal, content: vec![text(" assess."), Inline::Note("1".into())] },
                Marked { operation: Operation::Insert, content: vec![text(" Soon.")] },
            ]
        );
    }

    #[test]
    fn the_parts_of_a_split_have_their_own_words() {
        let block = |words: &str| Block::inline(BlockKind::Paragraph, 0, vec![text(words)]);
        let (first, second) = (block("Entities assess."), block("They shall publish."));
        let parts = marked_parts(&Source::plain("Entities assess. They publish."), &[&first, &second]);
        let words =
            |part: &[Marked]| part.iter().map(|piece| (piece.operation, crate::model::plain_text(&piece.content))).collect::<Vec<_>>();
        assert_eq!(words(&parts[0]), [(Operation::Equal, "Entities assess.".to_owned())]);
        assert_eq!(words(&parts[1])[1], (Operation::Insert, "shall".to_owned()));
    }

    #[test]
    fn the_words_are_those_of_the_block() {
        let content = vec![text(" a \u{200f}b"), Inline::Break, Inline::Strong(vec![text(" c "), Inline::Note("2".into())]), text(" d ")];
        let mut block = Block::inline(BlockKind::Heading, 2, content);
        (block.label, block.typed) = ("3".into(), true);
        assert_eq!(Source::of_blocks(&[&block], " ").text(), block.printed());
        block.kind = BlockKind::Code;
        assert_eq!(Source::of_blocks(&[&block, &block], "\n").text(), format!("{0}\n{0}", block.printed()));
    }
}
