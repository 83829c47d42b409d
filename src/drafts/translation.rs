//! Pairs the blocks of a translation with the paragraphs of its authoritative text, by structure: the sequence of
//! kinds, levels, labels and lengths. Words cannot be compared between languages.

use crate::ids::Ordinal;
use crate::text::model::{Block, BlockKind, Document};
use crate::text::numbering::digit;

/// More combinations than this are aligned by their signatures alone, which costs time with their number only.
const MOST_COMBINATIONS: usize = 9_000_000;
/// What it costs to leave a block of either text without a partner.
const ALONE: f32 = 0.7;
/// What it costs to pair blocks of one kind whose level or number differ.
const OTHER_NUMBER: f32 = 0.6;

/// The paragraphs that a block belongs to: first and last ordinal, or none.
pub(super) type Owner = Option<(Ordinal, Ordinal)>;

/// For each block of the translation the paragraphs it belongs to.
pub(super) fn pair(authoritative: &Document, translation: &Document) -> Vec<Owner> {
    let old: Vec<Shape> = authoritative.blocks.iter().map(Shape::new).collect();
    let new: Vec<Shape> = translation.blocks.iter().map(Shape::new).collect();
    let partners = if old.len() * new.len() > MOST_COMBINATIONS { by_signature(&old, &new) } else { by_cost(&old, &new) };
    partners
        .into_iter()
        .map(|partner| {
            partner.map(|old| {
                let ordinal = Ordinal::at(old);
                (ordinal, ordinal)
            })
        })
        .collect()
}

/// Where a translation and its authoritative text do not seem to agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// A paragraph that no block of the translation belongs to, by its ordinal.
    Missing(Ordinal),
    /// A block, by its index, that belongs to no paragraph.
    Alone(usize),
    /// A block whose number or level is another than its paragraph's.
    OtherNumber(usize),
    /// A block that is far longer or shorter than its paragraph, as this translation goes.
    OtherLength(usize),
}

/// Texts shorter than this, in characters, say nothing by their length.
const SHORT: f32 = 40.0;
/// Natural logarithm of how many times longer or shorter than usual a translation may be.
const LONGER: f32 = 0.8;

/// Where the texts do not seem to agree, in reading order. What a person confirmed is not doubted.
pub(super) fn mismatches(authoritative: &Document, translation: &Document, owners: &[(Owner, bool)]) -> Vec<Mismatch> {
    let old: Vec<Shape> = authoritative.blocks.iter().map(Shape::new).collect();
    let new: Vec<Shape> = translation.blocks.iter().map(Shape::new).collect();
    let total = |side: &[Shape]| side.iter().map(|shape| shape.length).sum::<f32>() + 1.0;
    let factor = total(&new) / total(&old);
    let mut found: Vec<(Ordinal, Mismatch)> = Vec::new();
    let mut last = Ordinal::default();
    for (index, (shape, (owner, confirmed))) in new.iter().zip(owners).enumerate() {
        let Some((first, end)) = *owner else {
            if !confirmed {
                found.push((last, Mismatch::Alone(index)));
            }
            continue;
        };
        last = end;
        let own: Vec<&Shape> = first.through(end).filter_map(|ordinal| old.get(ordinal.index()?)).collect();
        let length: f32 = own.iter().map(|shape| shape.length).sum();
        if *confirmed || own.is_empty() {
            continue;
        }
        if own.len() == 1 && own[0].signature != shape.signature {
            found.push((first, Mismatch::OtherNumber(index)));
        } else if length.max(shape.length) > SHORT && ((shape.length + 15.0) / length.mul_add(factor, 15.0)).ln().abs() > LONGER {
            found.push((first, Mismatch::OtherLength(index)));
        }
    }
    for (index, shape) in old.iter().enumerate().filter(|(_, shape)| shape.length > 0.0) {
        let ordinal = Ordinal::at(index);
        if !owners.iter().any(|(owner, _)| owner.is_some_and(|(first, last)| (first..=last).contains(&ordinal)))
            && shape.kind != BlockKind::Footnote
        {
            found.push((ordinal, Mismatch::Missing(ordinal)));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, mismatch)| mismatch).collect()
}

/// What a block looks like in any language.
struct Shape {
    kind: BlockKind,
    signature: String,
    length: f32,
}

impl Shape {
    fn new(block: &Block) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "lengths of paragraphs")]
        let length = block.plain().chars().count() as f32;
        Self { kind: block.kind, signature: signature(block), length }
    }
}

/// The partners in the alignment that costs least: kinds have to agree, numbers should, and lengths speak: a translation
/// is longer or shorter by about the same factor all through (Gale and Church, 1993).
fn by_cost(old: &[Shape], new: &[Shape]) -> Vec<Option<usize>> {
    let total = |side: &[Shape]| side.iter().map(|shape| shape.length).sum::<f32>() + 1.0;
    let factor = total(new) / total(old);
    let width = new.len() + 1;
    let mut costs = vec![0.0_f32; (old.len() + 1) * width];
    for j in 1..width {
        costs[j] = costs[j - 1] + ALONE;
    }
    for i in 1..=old.len() {
        costs[i * width] = costs[(i - 1) * width] + ALONE;
        for j in 1..width {
            let together = costs[(i - 1) * width + j - 1] + together(&old[i - 1], &new[j - 1], factor);
            let alone = costs[(i - 1) * width + j].min(costs[i * width + j - 1]) + ALONE;
            costs[i * width + j] = together.min(alone);
        }
    }
    let mut partners = vec![None; new.len()];
    let (mut i, mut j) = (old.len(), new.len());
    while i > 0 && j > 0 {
        let here = costs[i * width + j];
        if (here - costs[(i - 1) * width + j - 1] - together(&old[i - 1], &new[j - 1], factor)).abs() < 1e-3 {
            partners[j - 1] = Some(i - 1);
            (i, j) = (i - 1, j - 1);
        } else if (here - costs[(i - 1) * width + j] - ALONE).abs() < 1e-3 {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    partners
}

/// What it costs to take two blocks for the same.
fn together(old: &Shape, new: &Shape, factor: f32) -> f32 {
    if old.kind != new.kind {
        return f32::INFINITY;
    }
    // Short texts vary more than long ones.
    let ratio = ((new.length + 15.0) / old.length.mul_add(factor, 15.0)).ln().abs();
    let number = if old.signature == new.signature { 0.0 } else { OTHER_NUMBER };
    number + ratio
}

/// The partners where the sequences of signatures agree.
fn by_signature(old: &[Shape], new: &[Shape]) -> Vec<Option<usize>> {
    let signatures = |side: &[Shape]| side.iter().map(|shape| shape.signature.clone()).collect::<Vec<_>>();
    let mut partners = vec![None; new.len()];
    for operation in similar::capture_diff_slices(similar::Algorithm::Patience, &signatures(old), &signatures(new)) {
        if let similar::DiffOp::Equal { old_index, new_index, len } = operation {
            (0..len).for_each(|offset| partners[new_index + offset] = Some(old_index + offset));
        }
    }
    partners
}

/// What can be told of a block in any language: kind, level, and its number in European digits if it has one.
fn signature(block: &Block) -> String {
    let number: String =
        block.label.chars().filter_map(|character| digit(character).and_then(|digit| char::from_digit(digit, 10))).collect();
    let level = if matches!(block.kind, BlockKind::Heading | BlockKind::ListItem) { block.level } else { 0 };
    format!("{}:{level}:{number}:{}", block.kind.as_str(), block.label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::markdown::read;

    /// The owner of a block that belongs to one paragraph each.
    fn same(ordinals: impl IntoIterator<Item = i32>) -> Vec<Owner> {
        ordinals.into_iter().map(|ordinal| Some((Ordinal(ordinal), Ordinal(ordinal)))).collect()
    }

    #[test]
    fn a_parallel_translation_pairs_block_by_block() {
        let english = read(b"# T\n\n## I. Scope\n\n1. One.\n\n2. Two:\n   - (a) x;\n   - (b) y.\n").unwrap().document;
        let arabic = read("# ع\n\n## أولاً. النطاق\n\n1. واحد.\n\n2. اثنان:\n   - (أ) س؛\n   - (ب) ص.\n".as_bytes()).unwrap().document;
        let pairs = pair(&english, &arabic);
        assert_eq!(pairs, same(1..=6));
    }

    #[test]
    fn lengths_tell_unnumbered_paragraphs_apart() {
        let english = "# T\n\nFirst, on scope and on the status of this text in the system.\n\nSecond: the environment.\n\nThird, on work, with a sentence that is a good deal longer than the two before it and says more.\n\nFourth.\n";
        let french = "# T\n\nPremièrement, sur la portée et sur le statut de ce texte dans le système.\n\nTroisièmement, sur le travail, avec une phrase nettement plus longue que les deux précédentes et qui en dit plus.\n\nQuatrièmement.\n";
        let pairs = pair(&read(english.as_bytes()).unwrap().document, &read(french.as_bytes()).unwrap().document);
        assert_eq!(pairs, same([1, 2, 4, 5]));
    }

    #[test]
    fn a_paragraph_that_is_missing_leaves_the_others_paired() {
        let english = read(b"## I. A\n\n1. One.\n\n2. Two.\n\n3. Three.\n").unwrap().document;
        let french = read("## I. A\n\n1. Un.\n\n3. Trois.\n".as_bytes()).unwrap().document;
        let pairs = pair(&english, &french);
        assert_eq!(pairs[..2], same([1, 2]));
        assert_eq!(pairs.len(), 3);
    }
}
