//! A comparison as one text: what stayed in its place, between it what was removed or moved away, then what was added or moved
//! here. Read with all changes accepted it is the new draft, with all rejected the old one.

use std::collections::{HashMap, HashSet};

use super::Writing;
use super::letters::{Letters, Run, cut};
use super::numbering::Side;
use super::paragraph::Track;
use crate::export::Comparison;
use crate::inline::Span;
use crate::lineage::Relation;
use crate::model::{Block, BlockKind, Content, Document};
use crate::redline::Operation;

/// Blocks of the old document and what they became, by their indexes.
struct Pair {
    /// One, or several that were merged.
    old: Vec<usize>,
    /// One, or several that it was split into.
    new: Vec<usize>,
    /// Whether it was moved.
    moved: bool,
}

/// A paragraph or a table of the comparison.
pub(super) enum Item<'a> {
    /// Of a text that is compared with nothing.
    Kept(&'a Block),
    Added(&'a Block),
    Removed(&'a Block),
    Edited(&'a Block, &'a Block),
    Split(&'a Block, Vec<&'a Block>),
    Merged(Vec<&'a Block>, &'a Block),
    MovedFrom {
        name: String,
        old: &'a Block,
        new: &'a Block,
    },
    MovedTo {
        name: String,
        old: &'a Block,
        new: &'a Block,
    },
}

fn is_running(block: &Block) -> bool {
    matches!(block.content, Content::Inline(_)) && !matches!(block.kind, BlockKind::Code | BlockKind::Footnote)
}

/// Whether two blocks can be one paragraph, or one table, with changes.
fn can_be_one(old: &Block, new: &Block) -> bool {
    match (&old.content, &new.content) {
        (Content::Table(_), Content::Table(_)) => true,
        (Content::Inline(_), Content::Inline(_)) => (old.kind == BlockKind::Code) == (new.kind == BlockKind::Code),
        _ => false,
    }
}

/// Which blocks of a document stand in its text: footnotes that are referred to do not.
fn in_text(document: &Document) -> Vec<bool> {
    let referred = document.referred_notes();
    document.blocks.iter().map(|block| block.kind != BlockKind::Footnote || !referred.contains(block.label.as_str())).collect()
}

impl Pair {
    /// The blocks on both sides, if both documents have them all.
    fn blocks<'a>(&self, old: &'a Document, new: &'a Document) -> Option<(Vec<&'a Block>, Vec<&'a Block>)> {
        Some((
            self.old.iter().map(|index| old.blocks.get(*index)).collect::<Option<_>>()?,
            self.new.iter().map(|index| new.blocks.get(*index)).collect::<Option<_>>()?,
        ))
    }
}

/// The links that can be shown as changes of a paragraph, or a table, within the text.
fn pairs(comparison: &Comparison, old_in_text: &[bool], new_in_text: &[bool]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = comparison
        .links
        .iter()
        .map(|link| Pair {
            old: link.old.clone(),
            new: link.new.clone(),
            moved: matches!(link.relation, Relation::Moved | Relation::MovedAndEdited),
        })
        .collect();
    for pair in &mut pairs {
        pair.old.retain(|index| old_in_text.get(*index) == Some(&true));
        pair.new.retain(|index| new_in_text.get(*index) == Some(&true));
    }
    let follow = |indexes: &[usize]| indexes.windows(2).all(|pair| pair[1] == pair[0] + 1);
    pairs.retain(|pair| match pair.blocks(comparison.old, comparison.new) {
        Some((olds, news)) if olds.len() == 1 && news.len() == 1 => can_be_one(olds[0], news[0]),
        Some((olds, news)) if olds.len() == 1 || news.len() == 1 => {
            !olds.is_empty()
                && !news.is_empty()
                && olds.iter().chain(&news).all(|block| is_running(block))
                && follow(&pair.old)
                && follow(&pair.new)
        }
        _ => false,
    });
    pairs
}

/// Puts the comparison in order.
pub(super) fn arrange<'a>(comparison: Comparison<'a>) -> Vec<Item<'a>> {
    let Comparison { old, new, .. } = comparison;
    let (old_in_text, new_in_text) = (in_text(old), in_text(new));
    let pairs = pairs(&comparison, &old_in_text, &new_in_text);
    let mut placed: Vec<&Pair> = pairs.iter().filter(|pair| !pair.moved).collect();
    placed.sort_by_key(|pair| pair.new[0]);
    let placed = longest_rising(placed);
    let stays: HashSet<usize> = placed.iter().map(|pair| pair.new[0]).collect();
    // What changed its place, by its old and its new index.
    let mut movers: HashMap<(Side, usize), (String, &'a Block, &'a Block)> = HashMap::new();
    for (number, pair) in pairs.iter().filter(|pair| !stays.contains(&pair.new[0])).enumerate() {
        if let Some((olds, news)) = pair.blocks(old, new)
            && let ([before], [after]) = (olds.as_slice(), news.as_slice())
            && matches!(before.content, Content::Inline(_))
        {
            let name = format!("move{}", number + 1);
            movers.insert((Side::Old, pair.old[0]), (name.clone(), before, after));
            movers.insert((Side::New, pair.new[0]), (name, before, after));
        }
    }
    let mut items = Vec::new();
    let (mut at_old, mut at_new) = (0, 0);
    let mut between = |items: &mut Vec<Item<'a>>, old_end: usize, new_end: usize, at_old: usize, at_new: usize| {
        for index in (at_old..old_end).filter(|index| old_in_text[*index]) {
            items.push(match movers.remove(&(Side::Old, index)) {
                Some((name, old, new)) => Item::MovedFrom { name, old, new },
                None => Item::Removed(&old.blocks[index]),
            });
        }
        for index in (at_new..new_end).filter(|index| new_in_text[*index]) {
            items.push(match movers.remove(&(Side::New, index)) {
                Some((name, old, new)) => Item::MovedTo { name, old, new },
                None => Item::Added(&new.blocks[index]),
            });
        }
    };
    for pair in placed {
        between(&mut items, pair.old[0], pair.new[0], at_old, at_new);
        if let Some((olds, news)) = pair.blocks(old, new) {
            items.push(match (olds.as_slice(), news.as_slice()) {
                ([before], [after]) => Item::Edited(before, after),
                ([before], _) => Item::Split(before, news),
                (_, [after, ..]) => Item::Merged(olds, after),
                _ => continue,
            });
        }
        at_old = pair.old[pair.old.len() - 1] + 1;
        at_new = pair.new[pair.new.len() - 1] + 1;
    }
    between(&mut items, old.blocks.len(), new.blocks.len(), at_old, at_new);
    items
}

/// Of pairs in the order of the new document, the most that are in the order of the old one too.
fn longest_rising(pairs: Vec<&Pair>) -> Vec<&Pair> {
    // ends[k] is the pair that ends the rising row of k + 1 pairs with the smallest old index.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (index, pair) in pairs.iter().enumerate() {
        let last = |at: usize| pairs[at].old[pairs[at].old.len() - 1];
        let length = ends.partition_point(|end| last(*end) < pair.old[0]);
        before[index] = length.checked_sub(1).map(|at| ends[at]);
        if length == ends.len() {
            ends.push(index);
        } else if last(index) < last(ends[length]) {
            ends[length] = index;
        }
    }
    let mut kept = Vec::new();
    let mut at = ends.last().copied();
    while let Some(index) = at {
        kept.push(pairs[index]);
        at = before[index];
    }
    kept.reverse();
    kept
}

impl<'a> Writing<'a> {
    /// The looks of a paragraph now and before; both sides count it.
    fn looks(&mut self, old: &Block, new: &Block) -> (String, String) {
        let now = self.numbering.number(new, Side::New, None);
        let before = self.numbering.number(old, Side::Old, now);
        (self.look(new, now), self.look(old, before))
    }

    pub(super) fn edited(&mut self, old: &'a Block, new: &'a Block, body: &mut String) {
        if let (Content::Table(before), Content::Table(after)) = (&old.content, &new.content) {
            if !self.edited_table(before, after, body) {
                self.whole_table(before, Track::Deleted, body);
                // Two tables without a paragraph between them would be one.
                body.push_str(&self.gone());
                self.whole_table(after, Track::Inserted, body);
            }
            return;
        }
        let (now, before) = self.looks(old, new);
        let runs = Letters::of(old).compared(&Letters::of(new));
        self.paragraph(&now, Some(&before), Track::Kept, &runs, body);
    }

    /// An empty paragraph that is in neither version.
    fn gone(&mut self) -> String {
        format!("<w:p><w:pPr><w:rPr><w:ins {}/><w:del {}/></w:rPr></w:pPr></w:p>", self.signed(), self.signed())
    }

    /// Several paragraphs whose marks, but the last, were inserted.
    pub(super) fn split(&mut self, old: &'a Block, parts: &[&'a Block], body: &mut String) {
        let (whole, lengths) = joined(parts);
        let runs = Letters::of(old).compared(&whole);
        let pieces = without_joints(cut(runs, Operation::Delete, &lengths), Operation::Insert);
        let before = self.numbering.number(old, Side::Old, None);
        let before = self.look(old, before);
        for (index, (part, runs)) in parts.iter().zip(pieces).enumerate() {
            let used = self.numbering.number(part, Side::New, None);
            let now = self.look(part, used);
            let last = index + 1 == parts.len();
            // Without the new marks the whole is one paragraph: it takes the look of the last.
            self.paragraph(&now, last.then_some(before.as_str()), if last { Track::Kept } else { Track::Inserted }, &runs, body);
        }
    }

    /// Several paragraphs whose marks, but the last, were deleted.
    pub(super) fn merged(&mut self, parts: &[&'a Block], new: &'a Block, body: &mut String) {
        let (whole, lengths) = joined(parts);
        let runs = whole.compared(&Letters::of(new));
        let pieces = without_joints(cut(runs, Operation::Insert, &lengths), Operation::Delete);
        let now = self.numbering.number(new, Side::New, None);
        let now = self.look(new, now);
        for (index, (part, runs)) in parts.iter().zip(pieces).enumerate() {
            let used = self.numbering.number(part, Side::Old, None);
            let before = self.look(part, used);
            let last = index + 1 == parts.len();
            let look = if last { now.clone() } else { before.clone() };
            self.paragraph(&look, last.then_some(before.as_str()), if last { Track::Kept } else { Track::Deleted }, &runs, body);
        }
    }

    pub(super) fn moved_from(&mut self, name: &str, old: &'a Block, new: &'a Block, body: &mut String) {
        let used = self.numbering.number(old, Side::Old, None);
        let look = self.look(old, used);
        // As it was: in its old place nothing of the new words stands.
        let runs = Letters::of(old).compared(&Letters::of(new)).into_iter().filter(|run| run.operation != Operation::Insert);
        let runs: Vec<Run> = runs.map(as_it_was).collect();
        self.range("moveFrom", name, |writing, body| writing.paragraph(&look, None, Track::MovedFrom, &runs, body), body);
    }

    pub(super) fn moved_to(&mut self, name: &str, old: &'a Block, new: &'a Block, body: &mut String) {
        let used = self.numbering.number(new, Side::New, None);
        let look = self.look(new, used);
        let runs = Letters::of(old).compared(&Letters::of(new)).into_iter().filter(|run| run.operation != Operation::Delete);
        let runs: Vec<Run> = runs.map(|run| Run { before: None, old_note: None, ..run }).collect();
        self.range("moveTo", name, |writing, body| writing.paragraph(&look, None, Track::MovedTo, &runs, body), body);
    }

    /// The two places of a move are known by the name of their range.
    fn range(&mut self, element: &str, name: &str, inner: impl FnOnce(&mut Self, &mut String), body: &mut String) {
        let signed = self.signed();
        let id = self.change;
        body.push_str(&format!("<w:{element}RangeStart {signed} w:name=\"{name}\"/>"));
        inner(self, body);
        body.push_str(&format!("<w:{element}RangeEnd w:id=\"{id}\"/>"));
    }
}

/// A run of words that moved, as it was set before.
fn as_it_was(run: Run) -> Run {
    let span = match (run.span, run.before, &run.old_note) {
        (Span::Text(text, _), Some(before), _) => Span::Text(text, before),
        (Span::Note(_), _, Some(mark)) => Span::Note(mark.clone()),
        (span, ..) => span,
    };
    // A note is referred to on the old side only.
    let operation = if matches!(span, Span::Note(_)) { Operation::Delete } else { run.operation };
    Run { operation, span, before: None, old_note: None }
}

/// The words of several blocks with a space between them, and where to cut them again: behind each part and each space.
fn joined(parts: &[&Block]) -> (Letters, Vec<usize>) {
    let mut whole = Letters::default();
    let mut lengths = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            whole.space();
            lengths.push(1);
        }
        let letters = Letters::of(part);
        lengths.push(letters.len());
        whole.append(&letters);
    }
    (whole, lengths)
}

/// The parts, without the spaces that were put between them: where one stood in the other version too, it stays there.
fn without_joints(pieces: Vec<Vec<Run>>, made: Operation) -> Vec<Vec<Run>> {
    let other = if made == Operation::Insert { Operation::Delete } else { Operation::Insert };
    let mut parts: Vec<Vec<Run>> = Vec::new();
    for (index, piece) in pieces.into_iter().enumerate() {
        if index % 2 == 0 {
            parts.push(piece);
        } else if let Some(part) = parts.last_mut() {
            part.extend(piece.into_iter().filter(|run| run.operation != made).map(|run| match run.operation {
                Operation::Equal => Run {
                    operation: other,
                    span: run.before.clone().map_or(run.span.clone(), |before| styled(run.span, before)),
                    before: None,
                    old_note: None,
                },
                _ => run,
            }));
        }
    }
    parts
}

fn styled(span: Span, style: crate::inline::Style) -> Span {
    match span {
        Span::Text(text, _) => Span::Text(text, style),
        span => span,
    }
}
