//! What no page is: nested or repeated to exhaust whoever reads it.

use crate::read::ReadError;

/// The most nodes that the tree may come to, as estimated before it is made.
const MOST_NODES: usize = 1_500_000;
/// The most attributes of one element.
const MOST_ATTRIBUTES: usize = 500;
/// The deepest that elements may nest.
pub(super) const DEEPEST: usize = 400;

/// A glance over the tags before a tree is made of them. Elements whose end may be left out do not nest by that; every
/// formatting element left open is made anew in each paragraph behind it.
pub(super) fn check(text: &str) -> Result<(), ReadError> {
    const NO_DEPTH: [&str; 36] = [
        "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "rt", "rp", "html", "head",
        "body", "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "path",
        "use", "o:p", "caption",
    ];
    const FORMATTING: [&str; 14] = ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
    let (mut tags, mut depth, mut open, mut most_open, mut deepest) = (0_usize, 0_usize, 0_usize, 0_usize, 0_usize);
    let mut attributes = 0_usize;
    for piece in text.split('<').skip(1) {
        let closing = piece.starts_with('/');
        let name = piece.trim_start_matches('/');
        let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(name.len().min(20));
        let name = name.get(..end).unwrap_or_default().to_ascii_lowercase();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        tags += 1;
        let tag = &piece[..piece.find('>').unwrap_or(piece.len())];
        let own = tag.bytes().filter(|byte| *byte == b'=').count();
        attributes += own;
        if own > MOST_ATTRIBUTES {
            return Err(ReadError::Hostile);
        }
        if FORMATTING.contains(&name.as_str()) {
            open = if closing { open.saturating_sub(1) } else { open + 1 };
            most_open = most_open.max(open);
        }
        if !NO_DEPTH.contains(&name.as_str()) && !tag.ends_with('/') {
            depth = if closing { depth.saturating_sub(1) } else { depth + 1 };
            deepest = deepest.max(depth);
        }
    }
    let nodes = tags.saturating_mul(2 + most_open);
    if deepest > DEEPEST || nodes > MOST_NODES || attributes > MOST_NODES { Err(ReadError::Hostile) } else { Ok(()) }
}
