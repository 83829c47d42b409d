//! What the program that sets the pages is given: plain data, so that no word of a draft is ever read as markup.

use std::collections::BTreeMap;

use serde::Serialize;

use super::fonts::Fonts;
use crate::export::changes::changed;
use crate::export::{About, WriteError, Written};
use crate::inline::{Position, Span, Style, spans};
use crate::model::{Block, BlockKind, Cell, Content, Inline};
use crate::redline::Operation;
use crate::redline::marked::Marked;

#[derive(Serialize)]
struct Data<'a> {
    title: &'a str,
    language: &'a str,
    right_to_left: bool,
    fonts: Vec<&'static str>,
    monospaced: Vec<&'static str>,
    notes: BTreeMap<&'a str, Vec<Run>>,
    blocks: Vec<Paper<'a>>,
}

/// A block on paper.
#[derive(Serialize, Default)]
struct Paper<'a> {
    kind: &'a str,
    level: u8,
    label: String,
    runs: Vec<Run>,
    text: String,
    columns: usize,
    /// So many rows at the top are headings.
    heads: usize,
    rows: Vec<Vec<Place>>,
}

#[derive(Serialize)]
struct Place {
    header: bool,
    columns: u16,
    rows: u16,
    runs: Vec<Run>,
}

/// A run of words, a note, or a line break.
#[derive(Serialize, Clone)]
#[serde(untagged)]
enum Run {
    Break { r#break: bool },
    Note { note: String },
    Words { text: String, strong: bool, emphasis: bool, code: bool, position: &'static str, link: Option<String>, change: &'static str },
}

pub(super) fn of(written: Written<'_>, about: &About, fonts: &Fonts) -> Result<Vec<u8>, WriteError> {
    let document = match written {
        Written::Draft(document) => document,
        Written::Comparison(comparison) => comparison.new,
    };
    // A note that the text refers to stands at the foot of its page.
    let referred = document.referred_notes();
    let is_referred = |block: &Block| block.kind == BlockKind::Footnote && referred.contains(block.label.as_str());
    let mut blocks = match written {
        Written::Draft(document) => document.blocks.iter().filter(|block| !is_referred(block)).map(plain).collect::<Vec<_>>(),
        Written::Comparison(comparison) => changed(comparison)
            .into_iter()
            .filter(|changed| !is_referred(changed.block))
            .map(|changed| {
                let mut paper = plain(changed.block);
                if let Some(rows) = changed.rows() {
                    set_rows(
                        &mut paper,
                        rows.into_iter().map(|row| row.cells.into_iter().map(|cell| (cell.cell, marked(&cell.pieces))).collect()).collect(),
                    );
                } else {
                    paper.runs = marked(&changed.words);
                }
                paper
            })
            .collect(),
    };
    in_steps(&mut blocks);
    let notes = document.blocks.iter().filter(|block| block.kind == BlockKind::Footnote);
    let notes = notes.filter_map(|block| match &block.content {
        Content::Inline(content) => Some((block.label.as_str(), runs(content, "equal"))),
        Content::Table(_) => None,
    });
    let whole: String = document.blocks.iter().map(Block::plain).chain([about.title.clone()]).collect();
    if let Some(letter) = fonts.missing(&whole) {
        return Err(WriteError::NoFont(format!("“{letter}”")));
    }
    let data = Data {
        title: &about.title,
        language: about.language,
        right_to_left: about.right_to_left,
        fonts: fonts.text(),
        monospaced: fonts.monospaced(),
        notes: notes.collect(),
        blocks,
    };
    serde_json::to_vec(&data).map_err(|error| WriteError::Layout(error.to_string()))
}

fn plain(block: &Block) -> Paper<'_> {
    let mut paper = Paper { kind: block.kind.as_str(), level: block.level, label: block.printed_label(), ..Paper::default() };
    match &block.content {
        Content::Inline(content) => {
            paper.runs = runs(content, "equal");
            paper.text = block.plain();
        }
        Content::Table(rows) => {
            set_rows(
                &mut paper,
                rows.iter().map(|row| row.iter().map(|cell| (cell.clone(), runs(&cell.content, "equal"))).collect()).collect(),
            );
        }
    }
    paper
}

fn set_rows(paper: &mut Paper<'_>, rows: Vec<Vec<(Cell, Vec<Run>)>>) {
    let width = |row: &Vec<(Cell, Vec<Run>)>| row.iter().map(|(cell, _)| usize::from(cell.columns.max(1))).sum::<usize>();
    paper.columns = rows.iter().map(width).max().unwrap_or(1).max(1);
    paper.heads = rows.iter().take_while(|row| !row.is_empty() && row.iter().all(|(cell, _)| cell.header && cell.rows <= 1)).count();
    if paper.heads == rows.len() {
        paper.heads = paper.heads.min(1);
    }
    paper.rows = rows
        .into_iter()
        .map(|row| {
            row.into_iter()
                .map(|(cell, runs)| Place { header: cell.header, columns: cell.columns.max(1), rows: cell.rows.max(1), runs })
                .collect()
        })
        .collect();
}

/// Headings of a tagged file begin at the first level and go down one at a time [ISO 14289-1, 7.4.2].
fn in_steps(blocks: &mut [Paper<'_>]) {
    let mut open: Vec<u8> = Vec::new();
    for block in blocks.iter_mut().filter(|block| block.kind == BlockKind::Heading.as_str()) {
        while open.last().is_some_and(|level| *level >= block.level) {
            open.pop();
        }
        open.push(block.level);
        block.level = u8::try_from(open.len()).unwrap_or(9);
    }
}

fn marked(pieces: &[Marked]) -> Vec<Run> {
    let change = |operation| match operation {
        Operation::Equal => "equal",
        Operation::Delete => "delete",
        Operation::Insert => "insert",
    };
    pieces.iter().flat_map(|piece| runs(&piece.content, change(piece.operation))).collect()
}

fn runs(content: &[Inline], change: &'static str) -> Vec<Run> {
    spans(content)
        .into_iter()
        .map(|span| match span {
            Span::Break => Run::Break { r#break: true },
            Span::Note(note) => Run::Note { note },
            Span::Text(text, Style { strong, emphasis, position, code, link }) => Run::Words {
                text,
                strong,
                emphasis,
                code,
                position: match position {
                    Position::Normal => "normal",
                    Position::Super => "super",
                    Position::Sub => "sub",
                },
                link,
                change,
            },
        })
        .collect()
}
