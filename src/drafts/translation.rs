//! Pairs the blocks of a translation with the paragraphs of its authoritative text, by structure: the sequence of
//! kinds, levels, labels and lengths. Words cannot be compared between languages.

use crate::text::model::{Block, BlockKind, Document};
use crate::text::numbering::digit;

/// For each block of the translation the paragraphs it belongs to (first and last ordinal), or none.
pub(super) fn pair(authoritative: &Document, translation: &Document) -> Vec<Option<(i32, i32)>> {
    let old: Vec<String> = authoritative.blocks.iter().map(signature).collect();
    let new: Vec<String> = translation.blocks.iter().map(signature).collect();
    let mut pairs = vec![None; translation.blocks.len()];
    for operation in similar::capture_diff_slices(similar::Algorithm::Patience, &old, &new) {
        let (_, from, to) = operation.as_tag_tuple();
        let equal = matches!(operation, similar::DiffOp::Equal { .. });
        // Between two anchors, the same number of blocks of the same kinds is taken for the same blocks.
        let alike = from.len() == to.len()
            && from.clone().zip(to.clone()).all(|(old, new)| authoritative.blocks[old].kind == translation.blocks[new].kind);
        if equal || alike {
            for (old, new) in from.zip(to) {
                let ordinal = super::store::ordinal(old);
                pairs[new] = Some((ordinal, ordinal));
            }
        }
    }
    pairs
}

/// What a block looks like in any language: kind, level, and its number in European digits if it has one.
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

    #[test]
    fn a_parallel_translation_pairs_block_by_block() {
        let english = read(b"# T\n\n## I. Scope\n\n1. One.\n\n2. Two:\n   - (a) x;\n   - (b) y.\n").document;
        let arabic = read("# ع\n\n## أولاً. النطاق\n\n1. واحد.\n\n2. اثنان:\n   - (أ) س؛\n   - (ب) ص.\n".as_bytes()).document;
        let pairs = pair(&english, &arabic);
        let expected: Vec<_> = (1..=6).map(|ordinal| Some((ordinal, ordinal))).collect();
        assert_eq!(pairs, expected);
    }

    #[test]
    fn a_paragraph_that_is_missing_leaves_the_others_paired() {
        let english = read(b"## I. A\n\n1. One.\n\n2. Two.\n\n3. Three.\n").document;
        let french = read("## I. A\n\n1. Un.\n\n3. Trois.\n".as_bytes()).document;
        let pairs = pair(&english, &french);
        assert_eq!(pairs[0], Some((1, 1)));
        assert_eq!(pairs[1], Some((2, 2)));
        assert_eq!(pairs.len(), 3);
    }
}
