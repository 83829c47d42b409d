//! A comparison block by block: what is written of each, with words marked; as one page, and as Markdown.

use std::fmt::Write as _;

use super::html;
use super::redline::{Piece, Shown, blocks};
use super::{About, Comparison};
use crate::lineage::Relation;
use crate::model::{Block, BlockKind, Cell, Content, Inline};
use crate::redline::Operation;
use crate::redline::marked::{Marked, Source, marked, marked_parts};
use crate::redline::table::{Row, table};

/// A block of the later text, or one that is gone, with what changed.
pub(super) struct Changed<'a> {
    /// The block that is shown: the new one, or the old one if it is gone.
    pub(super) block: &'a Block,
    /// Its index in the later text.
    pub(super) index: Option<usize>,
    /// What became of it.
    pub(super) relation: Relation,
    /// The words; a table has none, see [`Changed::before`].
    pub(super) words: Vec<Marked>,
    /// The earlier blocks.
    pub(super) before: Vec<&'a Block>,
    /// The later ones; of a split each part stands for itself.
    pub(super) after: Vec<&'a Block>,
}

/// A comparison block by block. A split is written part by part: its words are found in the whole that it came from.
pub(super) fn changed(comparison: Comparison<'_>) -> Vec<Changed<'_>> {
    let mut list = Vec::new();
    for link in comparison.links {
        let get = |document: &'_ crate::model::Document, indexes: &[usize]| -> Vec<usize> {
            indexes.iter().copied().filter(|index| *index < document.blocks.len()).collect()
        };
        let (olds, news) = (get(comparison.old, &link.old), get(comparison.new, &link.new));
        let before: Vec<&Block> = olds.iter().map(|index| &comparison.old.blocks[*index]).collect();
        let after: Vec<&Block> = news.iter().map(|index| &comparison.new.blocks[*index]).collect();
        if news.len() > 1 {
            let parts = marked_parts(&source(&before, " "), &bare(&after).iter().collect::<Vec<_>>());
            list.extend(after.iter().zip(news).zip(parts).map(|((block, index), words)| Changed {
                block,
                index: Some(index),
                relation: link.relation,
                words,
                before: before.clone(),
                after: vec![block],
            }));
        } else if let Some(block) = after.first().or(before.first()).copied() {
            let between = if before.len() == after.len() { "\n\n" } else { " " };
            let words = marked(&source(&before, between), &source(&after, between));
            list.push(Changed { block, index: news.first().copied(), relation: link.relation, words, before, after });
        }
    }
    list
}

/// Blocks whose words are without the label: it is written beside them.
fn bare(blocks: &[&Block]) -> Vec<Block> {
    blocks.iter().map(|block| Block { typed: false, ..(*block).clone() }).collect()
}

fn source(blocks: &[&Block], between: &str) -> Source {
    Source::of_blocks(&bare(blocks).iter().collect::<Vec<_>>(), between)
}

impl Changed<'_> {
    /// The rows, if it is a table.
    pub(super) fn rows(&self) -> Option<Vec<Row>> {
        let rows = |blocks: &[&Block]| -> Vec<Vec<Cell>> {
            blocks.iter().flat_map(|block| if let Content::Table(rows) = &block.content { rows.clone() } else { Vec::new() }).collect()
        };
        matches!(self.block.content, Content::Table(_)).then(|| table(&rows(&self.before), &rows(&self.after)))
    }

    /// As pages show it.
    pub(super) fn shown(&self) -> Shown {
        if matches!(self.block.content, Content::Table(_)) {
            blocks(&self.before, &self.after, " ")
        } else {
            Shown { pieces: self.words.iter().map(Piece::new).collect(), rows: Vec::new(), coarse: false }
        }
    }
}

/// One page that needs nothing else.
pub(super) fn html(comparison: Comparison<'_>, about: &About) -> String {
    let mut page = html::head(about);
    for changed in changed(comparison) {
        let shown = changed.shown();
        let inner = if shown.rows.is_empty() { pieces(&shown.pieces) } else { rows(&shown) };
        _ = writeln!(page, "<div class=\"{}\">{}</div>", changed.relation.as_str(), html::wrapped(changed.block, &inner).trim_end());
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn pieces(pieces: &[Piece]) -> String {
    let mut html = String::new();
    for piece in pieces {
        _ = match piece.operation {
            Operation::Equal => write!(html, "{}", piece.html),
            Operation::Delete => write!(html, "<del>{}</del>", piece.html),
            Operation::Insert => write!(html, "<ins>{}</ins>", piece.html),
        };
    }
    html
}

fn rows(shown: &Shown) -> String {
    let mut html = String::from("<table>");
    for row in &shown.rows {
        html.push_str("<tr>");
        for cell in &row.cells {
            let tag = if cell.header { "th" } else { "td" };
            _ = write!(html, "<{tag} colspan=\"{}\" rowspan=\"{}\">{}</{tag}>", cell.columns, cell.rows, pieces(&cell.pieces));
        }
        html.push_str("</tr>");
    }
    html.push_str("</table>");
    html
}

/// Markdown with the marks of `CriticMarkup`: `{--deleted--}`, `{++inserted++}`.
pub(super) fn markdown(comparison: Comparison<'_>) -> String {
    let mut document = crate::model::Document::default();
    for changed in changed(comparison) {
        let mut block = changed.block.clone();
        if !matches!(block.content, Content::Table(_)) && block.kind != BlockKind::Code {
            let content = changed.words.into_iter().flat_map(|piece| match piece.operation {
                Operation::Equal => piece.content,
                // Private characters, which no text contains, stand for the marks until the text is escaped.
                Operation::Delete => around('\u{e000}', piece.content, '\u{e001}'),
                Operation::Insert => around('\u{e002}', piece.content, '\u{e003}'),
            });
            block.content = Content::Inline(content.collect());
        }
        document.blocks.push(block);
    }
    let text = super::markdown::write(&document);
    [('\u{e000}', "{--"), ('\u{e001}', "--}"), ('\u{e002}', "{++"), ('\u{e003}', "++}")]
        .iter()
        .fold(text, |text, (mark, written)| text.replace(*mark, written))
}

fn around(before: char, content: Vec<Inline>, after: char) -> Vec<Inline> {
    let mut all = vec![Inline::Text(before.into())];
    all.extend(content);
    all.push(Inline::Text(after.into()));
    all
}
