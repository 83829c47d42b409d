//! Paragraphs and runs, with what was tracked of them.

use std::fmt::Write as _;

use super::Writing;
use super::letters::{Letters, Run};
use super::numbering::{Side, Use};
use super::package::escape;
use crate::inline::{Position, Span, Style};
use crate::model::{Block, BlockKind, Content, Inline};
use crate::redline::Operation;

/// What was tracked of a whole paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Track {
    /// It is in both versions, or nothing is tracked.
    Kept,
    Inserted,
    Deleted,
    MovedFrom,
    MovedTo,
}

impl Track {
    /// The element that wraps runs and marks of paragraphs.
    pub(super) const fn element(self) -> Option<&'static str> {
        match self {
            Self::Kept => None,
            Self::Inserted => Some("ins"),
            Self::Deleted => Some("del"),
            Self::MovedFrom => Some("moveFrom"),
            Self::MovedTo => Some("moveTo"),
        }
    }
}

impl<'a> Writing<'a> {
    /// A block of which nothing, or all of it, is tracked.
    pub(super) fn block(&mut self, block: &'a Block, track: Track, body: &mut String) {
        let side = if track == Track::Deleted || track == Track::MovedFrom { Side::Old } else { Side::New };
        if let Content::Table(rows) = &block.content {
            self.whole_table(rows, track, body);
            return;
        }
        let used = self.numbering.number(block, side, None);
        let operation = match track {
            Track::Kept => Operation::Equal,
            Track::Inserted | Track::MovedTo => Operation::Insert,
            Track::Deleted | Track::MovedFrom => Operation::Delete,
        };
        let runs = Letters::of(block).whole(operation);
        let properties = self.look(block, used);
        self.paragraph(&properties, None, track, &runs, body);
    }

    /// A paragraph: its properties, those that it had before, what was tracked of its mark, its words.
    pub(super) fn paragraph(&mut self, properties: &str, before: Option<&str>, mark: Track, runs: &[Run], body: &mut String) {
        body.push_str("<w:p>");
        let tracked = mark.element().map(|element| format!("<w:rPr><w:{element} {}/></w:rPr>", self.signed())).unwrap_or_default();
        let changed = before
            .filter(|before| *before != properties)
            .map(|before| format!("<w:pPrChange {}><w:pPr>{before}</w:pPr></w:pPrChange>", self.signed()))
            .unwrap_or_default();
        if !(properties.is_empty() && tracked.is_empty() && changed.is_empty()) {
            _ = write!(body, "<w:pPr>{properties}{tracked}{changed}</w:pPr>");
        }
        let words = self.runs(runs, mark);
        body.push_str(&words);
        body.push_str("</w:p>");
    }

    /// What a block looks like: its style, its number, its direction.
    pub(super) fn look(&self, block: &Block, used: Use) -> String {
        let style = match block.kind {
            BlockKind::Heading => format!("Heading{}", block.level.clamp(1, 9)),
            BlockKind::ListItem => "ListParagraph".to_owned(),
            BlockKind::Paragraph if used.is_some() => "NumberedParagraph".to_owned(),
            BlockKind::Paragraph if block.level == 1 => "ListContinue".to_owned(),
            BlockKind::Paragraph if block.level > 1 => format!("ListContinue{}", block.level.min(9)),
            BlockKind::Paragraph | BlockKind::Table => String::new(),
            BlockKind::Footnote => "FootnoteText".to_owned(),
            BlockKind::Box => "BlockText".to_owned(),
            BlockKind::Code => "SourceCode".to_owned(),
            BlockKind::Figure => "FigureDescription".to_owned(),
        };
        let style = if style.is_empty() { style } else { format!("<w:pStyle w:val=\"{style}\"/>") };
        let number = used
            .map(|(list, level)| format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"))
            .unwrap_or_default();
        let direction = if self.about.right_to_left { "<w:bidi/>" } else { "" };
        // A bold line that is no heading says so: level 9 of an outline is the text itself.
        let is_text = matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem) && all_strong(block);
        let outline = if is_text { "<w:outlineLvl w:val=\"9\"/>" } else { "" };
        format!("{style}{number}{direction}{outline}")
    }

    /// Runs, those of one tracked change wrapped together.
    pub(super) fn runs(&mut self, runs: &[Run], mark: Track) -> String {
        let mut xml = String::new();
        for run in self.with_renamed_notes(runs) {
            let run = &run;
            let track = match (run.operation, mark) {
                (Operation::Equal, Track::MovedFrom | Track::MovedTo) => mark,
                (Operation::Equal, _) => Track::Kept,
                (Operation::Insert, _) => Track::Inserted,
                (Operation::Delete, _) => Track::Deleted,
            };
            let inner = self.run(run, track);
            match track.element() {
                Some(element) => _ = write!(xml, "<w:{element} {}>{inner}</w:{element}>", self.signed()),
                None => xml.push_str(&inner),
            }
        }
        xml
    }

    /// A note in the same place under another mark, which no counting explains, is one deleted and one inserted.
    fn with_renamed_notes(&self, runs: &[Run]) -> Vec<Run> {
        let mut all = Vec::with_capacity(runs.len());
        for run in runs {
            match (&run.span, &run.old_note, run.operation) {
                (Span::Note(mark), Some(old), Operation::Equal) if mark != old && !self.notes.is_counted(Some(old), Some(mark)) => {
                    all.push(Run { operation: Operation::Delete, span: Span::Note(old.clone()), ..run.clone() });
                    all.push(Run { operation: Operation::Insert, ..run.clone() });
                }
                _ => all.push(run.clone()),
            }
        }
        all
    }

    fn run(&mut self, run: &Run, track: Track) -> String {
        match &run.span {
            Span::Break => "<w:r><w:br/></w:r>".to_owned(),
            Span::Note(mark) => format!("<w:r>{}</w:r>", self.note_mark(run, mark)),
            Span::Text(text, style) => {
                let now = self.run_look(style);
                let before = run.before.as_ref().filter(|_| track == Track::Kept).map(|before| {
                    let before = self.run_look(before);
                    format!("<w:rPrChange {}><w:rPr>{before}</w:rPr></w:rPrChange>", self.signed())
                });
                let look = format!("{now}{}", before.unwrap_or_default());
                let look = if look.is_empty() { look } else { format!("<w:rPr>{look}</w:rPr>") };
                let words = format!("<w:r>{look}{}</w:r>", text_element(text, track == Track::Deleted));
                match &style.link {
                    Some(address) => linked(address, &words, track == Track::Deleted),
                    None => words,
                }
            }
        }
    }

    fn run_look(&self, style: &Style) -> String {
        let mut look = String::new();
        if style.code {
            look.push_str("<w:rStyle w:val=\"VerbatimChar\"/>");
        } else if style.link.is_some() {
            look.push_str("<w:rStyle w:val=\"Hyperlink\"/>");
        }
        if style.strong {
            look.push_str("<w:b/><w:bCs/>");
        }
        if style.emphasis {
            look.push_str("<w:i/><w:iCs/>");
        }
        match style.position {
            Position::Normal => {}
            Position::Super => look.push_str("<w:vertAlign w:val=\"superscript\"/>"),
            Position::Sub => look.push_str("<w:vertAlign w:val=\"subscript\"/>"),
        }
        if self.about.right_to_left {
            look.push_str("<w:rtl/>");
        }
        look
    }
}

/// Whether a block is bold from its first to its last word.
fn all_strong(block: &Block) -> bool {
    let Content::Inline(content) = &block.content else { return false };
    !content.is_empty()
        && content.iter().all(|piece| matches!(piece, Inline::Strong(_) | Inline::Note(_) | Inline::Break | Inline::Link { .. }))
}

/// The words of a run; a tab is an element of its own.
fn text_element(text: &str, deleted: bool) -> String {
    let name = if deleted { "delText" } else { "t" };
    let pieces: Vec<String> = text
        .split('\t')
        .map(
            |piece| if piece.is_empty() { String::new() } else { format!("<w:{name} xml:space=\"preserve\">{}</w:{name}>", escape(piece)) },
        )
        .collect();
    pieces.join("<w:tab/>")
}

/// A link as a field: fields work in notes too, where the relationships of the main text do not reach.
fn linked(address: &str, words: &str, deleted: bool) -> String {
    let code = if deleted { "delInstrText" } else { "instrText" };
    let address = escape(&address.replace('"', "%22").replace('\\', "%5C"));
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:{code} xml:space=\"preserve\"> HYPERLINK \"{address}\" </w:{code}></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{words}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
    )
}
