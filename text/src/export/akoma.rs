//! Akoma Ntoso 3.0 (OASIS ``LegalDocML``), with the naming convention of the United Nations (AKN4UN): sections under their headings,
//! numbered paragraphs, lists, tables, notes. `eId` names a place in this draft; `wId` is the identity that a paragraph keeps
//! from draft to draft, so that programs can follow it.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::changes::{Changed, changed};
use super::html::escape_xml as escape;
use super::{About, Written};
use crate::lineage::Relation;
use crate::model::{Block, BlockKind, Cell, Content, Document, Inline};
use crate::redline::Operation;
use crate::redline::marked::Marked;
use crate::redline::table::Row;

/// A block with what is written of it.
struct Part<'a> {
    block: &'a Block,
    index: Option<usize>,
    words: Words<'a>,
}

enum Words<'a> {
    Plain(&'a [Inline]),
    Table(&'a [Vec<Cell>]),
    Marked(Vec<Marked>),
    MarkedTable(Vec<Row>),
}

/// Writes the file.
pub(super) fn write(written: Written<'_>, about: &About) -> String {
    let (parts, document, compares) = match written {
        Written::Draft(document) => {
            let parts = document.blocks.iter().enumerate().map(|(index, block)| Part {
                block,
                index: Some(index),
                words: match &block.content {
                    Content::Inline(content) => Words::Plain(content),
                    Content::Table(rows) => Words::Table(rows),
                },
            });
            (parts.collect::<Vec<_>>(), document, false)
        }
        Written::Comparison(comparison) => (changed(comparison).into_iter().map(part_of).collect(), comparison.new, true),
    };
    let mut writer = Writer {
        about,
        document,
        referred: document.referred_notes(),
        body: String::new(),
        open: Vec::new(),
        list: Vec::new(),
        holder: None,
        counts: [0; 4],
        deep: 0,
    };
    for part in &parts {
        writer.part(part);
    }
    writer.close_to(0);
    let body = if writer.body.is_empty() {
        "<hcontainer eId=\"hcontainer_1\" name=\"text\"><content eId=\"hcontainer_1__content\"><p/></content></hcontainer>".to_owned()
    } else {
        writer.body
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><doc name=\"{}\">{}<mainBody eId=\"body\">{body}</mainBody></doc></akomaNtoso>\n",
        if compares { "comparison" } else { "draft" },
        meta(about)
    )
}

fn part_of(changed: Changed<'_>) -> Part<'_> {
    let index = changed.index.filter(|_| changed.relation != Relation::Removed);
    let block = changed.block;
    let words = changed.rows().map_or_else(|| Words::Marked(changed.words), Words::MarkedTable);
    Part { block, index, words }
}

/// The three levels of identity: the work, its expression in a language at a date, this file.
fn meta(about: &About) -> String {
    let (name, number) = (escape(&about.consultation), escape(&about.number));
    let day = about.day.clone().unwrap_or_else(|| "1970-01-01".to_owned());
    let language = match about.language {
        "ar" => "ara",
        "es" => "spa",
        "fr" => "fra",
        "ru" => "rus",
        "zh" => "zho",
        _ => "eng",
    };
    let work = format!("/akn/un/doc/draft/{day}/{name}-{number}");
    let expression = format!("{work}/{language}@{day}");
    let level = |element: &str, this: &str, uri: &str, more: &str| {
        format!(
            "<{element}><FRBRthis value=\"{this}\"/><FRBRuri value=\"{uri}\"/><FRBRdate date=\"{day}\" name=\"publication\"/><FRBRauthor href=\"#office\"/>{more}</{element}>"
        )
    };
    format!(
        "<meta><identification source=\"#office\">{}{}{}</identification><references source=\"#office\"><TLCOrganization eId=\"office\" href=\"/akn/ontology/organization/un/office\" showAs=\"{}\"/></references></meta><preface><longTitle><p><docTitle>{}</docTitle></p></longTitle></preface>",
        level(
            "FRBRWork",
            &format!("{work}/!main"),
            &work,
            &format!("<FRBRcountry value=\"un\"/><FRBRnumber value=\"{name}-{number}\"/><FRBRname value=\"{}\"/>", escape(&about.title))
        ),
        level("FRBRExpression", &format!("{expression}/!main"), &expression, &format!("<FRBRlanguage language=\"{language}\"/>")),
        level(
            "FRBRManifestation",
            &format!("{expression}/!main.xml"),
            &format!("{expression}.akn"),
            "<FRBRformat value=\"application/akn+xml\"/>"
        ),
        escape(&about.host),
        escape(&about.title),
    )
}

struct Writer<'a> {
    about: &'a About,
    document: &'a Document,
    /// The notes that stand where the text refers to them.
    referred: HashSet<&'a str>,
    body: String,
    /// The levels of the sections that are open, with their identities.
    open: Vec<(u8, String)>,
    /// The levels of the lists that are open.
    list: Vec<(u8, String)>,
    /// The paragraph whose content is open: items and tables behind it belong to it.
    holder: Option<String>,
    /// How many sections, numbered paragraphs, other passages and lists there are.
    counts: [usize; 4],
    /// How many notes are open in each other.
    deep: u8,
}

impl Writer<'_> {
    fn count(&mut self, of: usize) -> usize {
        self.counts[of] += 1;
        self.counts[of]
    }

    /// The identities of a place.
    fn ids(&self, id: &str, index: Option<usize>) -> String {
        let identity = index.and_then(|index| self.about.identities.get(index)).filter(|identity| !identity.is_empty());
        let identity = identity.map(|identity| format!(" wId=\"{}\"", escape(identity))).unwrap_or_default();
        format!("eId=\"{id}\"{identity}")
    }

    fn close_lists(&mut self, above: u8) {
        while self.list.last().is_some_and(|(level, _)| *level > above) {
            self.list.pop();
            self.body.push_str("</item></blockList>");
        }
    }

    fn close_holder(&mut self) {
        self.close_lists(0);
        if let Some(element) = self.holder.take() {
            _ = write!(self.body, "</content></{element}>");
        }
    }

    fn close_to(&mut self, level: u8) {
        self.close_holder();
        while self.open.last().is_some_and(|(open, _)| *open >= level.max(1)) {
            self.open.pop();
            self.body.push_str("</section>");
        }
    }

    fn within(&self) -> String {
        self.open.last().map(|(_, id)| format!("{id}__")).unwrap_or_default()
    }

    /// Opens the content of a paragraph or of another passage.
    fn hold(&mut self, part: &Part<'_>, element: &str, name: &str) {
        self.close_holder();
        let (short, of) = if element == "paragraph" { ("para", 1) } else { ("hcontainer", 2) };
        let id = format!("{}{short}_{}", self.within(), self.count(of));
        let ids = self.ids(&id, part.index);
        let name = if name.is_empty() { String::new() } else { format!(" name=\"{name}\"") };
        _ = write!(self.body, "<{element} {ids}{name}>");
        if !part.block.label.is_empty() {
            _ = write!(self.body, "<num>{}</num>", escape(&part.block.printed_label()));
        }
        _ = write!(self.body, "<content eId=\"{id}__content\">");
        self.holder = Some(element.to_owned());
    }

    fn part(&mut self, part: &Part<'_>) {
        match part.block.kind {
            BlockKind::Heading => self.heading(part),
            BlockKind::ListItem => self.item(part),
            BlockKind::Footnote if self.referred.contains(part.block.label.as_str()) => {}
            BlockKind::Paragraph if part.block.level > 0 && !self.list.is_empty() => {
                self.close_lists(part.block.level);
                self.words_in("p", part);
            }
            BlockKind::Paragraph if !part.block.label.is_empty() => {
                self.hold(part, "paragraph", "");
                self.words_in("p", part);
            }
            BlockKind::Paragraph => {
                self.hold(part, "hcontainer", "text");
                self.words_in("p", part);
            }
            BlockKind::Table => {
                self.hold(part, "hcontainer", "table");
                self.table(part);
            }
            kind => {
                self.hold(part, "hcontainer", kind.as_str());
                _ = write!(self.body, "<block name=\"{}\">", kind.as_str());
                self.words(part);
                self.body.push_str("</block>");
            }
        }
    }

    fn heading(&mut self, part: &Part<'_>) {
        self.close_to(part.block.level);
        let id = format!("{}sec_{}", self.within(), self.count(0));
        let ids = self.ids(&id, part.index);
        _ = write!(self.body, "<section {ids}>");
        if !part.block.label.is_empty() {
            _ = write!(self.body, "<num>{}</num>", escape(&part.block.printed_label()));
        }
        self.words_in("heading", part);
        self.open.push((part.block.level, id));
    }

    fn item(&mut self, part: &Part<'_>) {
        if self.holder.is_none() {
            let (label, block) = (String::new(), part.block);
            let bare = Block { label, ..Block::inline(block.kind, 0, Vec::new()) };
            self.hold(&Part { block: &bare, index: None, words: Words::Plain(&[]) }, "hcontainer", "list");
        }
        let level = part.block.level.max(1);
        self.close_lists(level);
        if self.list.last().is_some_and(|(open, _)| *open == level) {
            self.body.push_str("</item>");
        } else {
            let id = format!("list_{}", self.count(3));
            _ = write!(self.body, "<blockList eId=\"{id}\">");
            self.list.push((level, id));
        }
        let id = self.list.last().map(|(_, id)| id.clone()).unwrap_or_default();
        let number = self.count(2);
        let ids = self.ids(&format!("{id}__item_{number}"), part.index);
        _ = write!(self.body, "<item {ids}>");
        if !part.block.label.is_empty() {
            _ = write!(self.body, "<num>{}</num>", escape(&part.block.printed_label()));
        }
        self.words_in("p", part);
    }

    fn words_in(&mut self, element: &str, part: &Part<'_>) {
        _ = write!(self.body, "<{element}>");
        self.words(part);
        _ = write!(self.body, "</{element}>");
    }

    fn words(&mut self, part: &Part<'_>) {
        match &part.words {
            Words::Plain(content) => self.inline(content),
            Words::Marked(pieces) => self.marked(pieces),
            Words::Table(_) | Words::MarkedTable(_) => {}
        }
    }

    fn marked(&mut self, pieces: &[Marked]) {
        for piece in pieces {
            let element = match piece.operation {
                Operation::Equal => None,
                Operation::Delete => Some("del"),
                Operation::Insert => Some("ins"),
            };
            if let Some(element) = element {
                _ = write!(self.body, "<{element}>");
                self.inline(&piece.content);
                _ = write!(self.body, "</{element}>");
            } else {
                self.inline(&piece.content);
            }
        }
    }

    fn inline(&mut self, content: &[Inline]) {
        for piece in content {
            match piece {
                Inline::Text(text) => {
                    // Preformatted text has its lines in one text.
                    let lines: Vec<String> = text.split('\n').map(escape).collect();
                    self.body.push_str(&lines.join("<eol/>"));
                }
                Inline::Emphasis(inner) => self.around("i", inner),
                Inline::Strong(inner) => self.around("b", inner),
                Inline::Superscript(inner) => self.around("sup", inner),
                Inline::Subscript(inner) => self.around("sub", inner),
                Inline::Code(code) => _ = write!(self.body, "<inline name=\"code\">{}</inline>", escape(code)),
                Inline::Link { address, content } => {
                    _ = write!(self.body, "<a href=\"{}\">", escape(address));
                    self.inline(content);
                    self.body.push_str("</a>");
                }
                Inline::Note(mark) => self.note(mark),
                Inline::Break => self.body.push_str("<eol/>"),
            }
        }
    }

    fn around(&mut self, element: &str, inner: &[Inline]) {
        _ = write!(self.body, "<{element}>");
        self.inline(inner);
        _ = write!(self.body, "</{element}>");
    }

    /// A note stands where the text refers to it; one in another is its mark only.
    fn note(&mut self, mark: &str) {
        let document = self.document;
        let block = document.blocks.iter().find(|block| block.kind == BlockKind::Footnote && block.label == mark);
        match block.map(|block| &block.content) {
            Some(Content::Inline(content)) if self.deep == 0 => {
                self.deep += 1;
                _ = write!(self.body, "<authorialNote marker=\"{}\" placement=\"bottom\"><p>", escape(mark));
                self.inline(content);
                self.body.push_str("</p></authorialNote>");
                self.deep -= 1;
            }
            _ => _ = write!(self.body, "<sup>{}</sup>", escape(mark)),
        }
    }

    fn table(&mut self, part: &Part<'_>) {
        self.body.push_str("<table>");
        match &part.words {
            Words::Table(rows) => {
                for row in *rows {
                    self.row(row.iter().map(|cell| (cell, Vec::new())).collect());
                }
            }
            Words::MarkedTable(rows) => {
                for row in rows {
                    self.row(row.cells.iter().map(|cell| (&cell.cell, cell.pieces.clone())).collect());
                }
            }
            Words::Plain(_) | Words::Marked(_) => {}
        }
        self.body.push_str("</table>");
    }

    fn row(&mut self, cells: Vec<(&Cell, Vec<Marked>)>) {
        if cells.is_empty() {
            return;
        }
        self.body.push_str("<tr>");
        for (cell, pieces) in cells {
            let element = if cell.header { "th" } else { "td" };
            _ = write!(self.body, "<{element}");
            if cell.columns > 1 {
                _ = write!(self.body, " colspan=\"{}\"", cell.columns);
            }
            if cell.rows > 1 {
                _ = write!(self.body, " rowspan=\"{}\"", cell.rows);
            }
            self.body.push_str("><p>");
            if pieces.is_empty() {
                self.inline(&cell.content);
            } else {
                self.marked(&pieces);
            }
            _ = write!(self.body, "</p></{element}>");
        }
        self.body.push_str("</tr>");
    }
}
