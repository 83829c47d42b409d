//! A draft as a table to be filled in without a connection: a row for each paragraph, with room for a comment. What comes back
//! is read by its addresses (`submissions/table.rs`).

use super::read::ConsultationContext;
use crate::drafts;
use crate::drafts::model::DraftNumber;
use crate::drafts::read::{Part, Reach, choose};
use crate::error::{AppError, AppResult};
use crate::ids::Ordinal;
use crate::language::Language;
use crate::platform::db::Conn;
use crate::publications::model::{CommentKind, Target, TargetKind};
use crate::text::export::workbook::{self, Column, Sheet};
use crate::text::export::{About, Format, Written};
use crate::text::model::{Block, BlockKind, Cell, Content, Document, Inline};

/// The columns of the table in their order; `column-` and these are their headings. The first three are filled in.
pub const COLUMNS: [&str; 7] = ["address", "paragraph", "text", "comment", "proposed", "reason", "kind"];
/// How many of the columns are there to be read.
const GIVEN: usize = 3;

/// A place of the draft.
struct Place {
    anchor: String,
    label: String,
    text: String,
}

/// A draft to be filled in.
pub struct Offline {
    title: String,
    language: Language,
    places: Vec<Place>,
    /// The name of the file without its ending.
    pub name: String,
}

/// Reads the places of a draft, in the language that was asked for, that of the page, or the authoritative one.
///
/// # Errors
/// [`AppError::NotFound`] for what the reader may not see; those of the database.
pub fn read(conn: &mut Conn, reach: Reach, slug: &str, number: DraftNumber, page: Language) -> AppResult<Offline> {
    let whole = ConsultationContext::read(conn, reach, slug)?;
    let draft = whole.draft(number)?.clone();
    let versions = whole.versions_of(&draft);
    let version = choose(&versions, None, page).ok_or(AppError::NotFound)?;
    let own = whole.consultation.language;
    let anchor = |kind, ordinal| Target { kind, ordinal }.anchor();
    let whole_draft =
        Place { anchor: anchor(TargetKind::Draft, Ordinal::default()), label: String::new(), text: draft.name.said(page, own).text };
    let mut places = vec![whole_draft];
    for question in drafts::read::questions(conn, &[draft.id])? {
        let text = question.question.said(page, own).text;
        places.push(Place { anchor: anchor(TargetKind::Question, question.number), label: question.number.to_string(), text });
    }
    let mut last = Ordinal::default();
    for placed in drafts::read::blocks(conn, version.id, Part::Whole)? {
        let Some((ordinal, _)) = placed.owner.filter(|_| placed.block.kind != BlockKind::Footnote) else { continue };
        let text = placed.block.plain();
        // A paragraph of several blocks, or several of a translation for one, is one row.
        if ordinal == last
            && let Some(place) = places.last_mut()
        {
            place.text = format!("{}\n{text}", place.text);
            continue;
        }
        last = ordinal;
        let kind = if placed.block.kind == BlockKind::Heading { TargetKind::Section } else { TargetKind::Paragraph };
        // With a letter before it, nobody takes the address of a paragraph for its printed number.
        let before = if kind == TargetKind::Paragraph { "p" } else { "" };
        places.push(Place { anchor: format!("{before}{}", anchor(kind, ordinal)), label: placed.block.label.clone(), text });
    }
    Ok(Offline {
        title: format!("{}. {}", whole.consultation.title.said(page, own).text, draft.name.said(page, own).text),
        language: page,
        places,
        name: format!("{slug}-{number}-{}", page.as_str()),
    })
}

impl Offline {
    /// The table as a file: `xlsx` or `docx`. `say` gives the words of a message.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for another ending; what cannot be written.
    pub fn write(&self, extension: &str, say: impl Fn(&str) -> String) -> AppResult<Vec<u8>> {
        let headings: Vec<String> = COLUMNS.iter().map(|column| say(&format!("column-{column}"))).collect();
        match extension {
            "xlsx" => workbook::write(&self.sheet(headings, &say)).map_err(AppError::internal),
            "docx" => self.document(&headings, &say("offline-lead")),
            _ => Err(AppError::NotFound),
        }
    }

    fn sheet(&self, headings: Vec<String>, say: &impl Fn(&str) -> String) -> Sheet {
        let widths = [9, 12, 60, 50, 50, 40, 18];
        let kinds: Vec<String> = CommentKind::ALL.iter().map(|kind| say(&format!("kind-{}", kind.as_str()))).collect();
        let columns = headings.into_iter().zip(widths).enumerate().map(|(index, (heading, width))| Column {
            heading,
            width,
            given: index < GIVEN,
            choices: if COLUMNS[index] == "kind" { kinds.clone() } else { Vec::new() },
        });
        let row = |place: &Place| {
            let mut cells = vec![place.anchor.clone(), place.label.clone(), place.text.clone()];
            cells.resize(COLUMNS.len(), String::new());
            cells
        };
        Sheet {
            name: say("offline-sheet"),
            right_to_left: self.language.direction() == "rtl",
            lead: vec![self.title.clone(), say("offline-lead")],
            columns: columns.collect(),
            rows: self.places.iter().map(row).collect(),
        }
    }

    fn document(&self, headings: &[String], lead: &str) -> AppResult<Vec<u8>> {
        let inline = |text: &str| if text.is_empty() { Vec::new() } else { vec![Inline::Text(text.to_owned())] };
        // Columns are as wide as they are used: each covers so many of a grid.
        let widths: [u16; COLUMNS.len()] = [3, 3, 8, 7, 7, 4, 3];
        let line = |texts: [&str; COLUMNS.len()], header| -> Vec<Cell> {
            texts.iter().zip(widths).map(|(text, columns)| Cell { header, columns, rows: 1, content: inline(text) }).collect()
        };
        let mut given = [""; COLUMNS.len()];
        given.iter_mut().zip(headings).for_each(|(cell, heading)| *cell = heading);
        let mut rows = vec![line(given, true)];
        rows.extend(self.places.iter().map(|place| line([&place.anchor, &place.label, &place.text, "", "", "", ""], false)));
        let mut table = Block::inline(BlockKind::Table, 0, Vec::new());
        table.content = Content::Table(rows);
        let blocks =
            vec![Block::inline(BlockKind::Heading, 1, inline(&self.title)), Block::inline(BlockKind::Paragraph, 0, inline(lead)), table];
        let about = About {
            title: self.title.clone(),
            language: self.language.as_str(),
            right_to_left: self.language.direction() == "rtl",
            consultation: String::new(),
            number: String::new(),
            name: String::new(),
            host: String::new(),
            day: None,
            identities: Vec::new(),
        };
        Format::Docx.write(Written::Draft(&Document { blocks }), &about, &[]).map_err(AppError::internal)
    }
}
