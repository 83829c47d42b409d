//! Walks the body: paragraphs, content controls, and the notes behind them.

use roxmltree::Node;

use super::counting::Counting;
use super::fields::Fields;
use super::headings::{self, Candidate};
use super::kinds;
use super::notes::Notes;
use super::package::{Parts, parse};
use super::remarks::{self, Passages};
use super::runs::{DEEPEST, Found};
use super::styles::{Passage, RunLook, Style, Styles, child, is, numbering_use, value_of};
use crate::inline;
use crate::model::{Block, BlockKind, Document, Inline, fold};
use crate::numbering;
use crate::read::{Contents, Options, Problem, ReadError, Remark, SourceFacts, Tracked, Warning, Warnings};

/// The state of the walk through the document.
pub(super) struct Walk<'a> {
    pub(super) parts: &'a Parts,
    pub(super) tracked: Tracked,
    keeps_contents: bool,
    pub(super) fields: Fields,
    pub(super) notes: Notes,
    pub(super) passages: Passages,
    pub(super) styles: Styles,
    /// How the runs of the paragraph at hand are set where they do not say.
    pub(super) look: RunLook,
    pub(super) too_deep: bool,
    pub(super) blocks: Vec<Block>,
    warnings: Warnings,
    counting: Counting,
    candidates: Vec<Candidate>,
    /// Content of a paragraph whose mark was deleted: it runs on into the next one.
    running_on: Vec<Inline>,
    /// While the blocks of a cell or a text box are read: the index of the block that they will be part of.
    outer: Option<usize>,
    /// How many lines of a table of contents were left out, and where the first stood.
    contents: Option<(usize, usize)>,
}

/// Reads the main document and its notes.
pub(super) fn read(parts: &Parts, options: Options) -> Result<(Document, Vec<Warning>, SourceFacts, Vec<Remark>), ReadError> {
    let mut walk = Walk {
        parts,
        tracked: options.tracked,
        keeps_contents: options.contents == Contents::Keep,
        fields: Fields::default(),
        notes: Notes::default(),
        passages: Passages::default(),
        styles: Styles::read(parts.styles.as_deref())?,
        look: RunLook::default(),
        too_deep: false,
        blocks: Vec::new(),
        warnings: Warnings::default(),
        counting: Counting::read(parts.numbering.as_deref())?,
        candidates: Vec::new(),
        running_on: Vec::new(),
        outer: None,
        contents: None,
    };
    let tree = parse(&parts.document)?;
    let body = child(&tree.root_element(), "body").ok_or(ReadError::UnknownFormat)?;
    walk.children(&body, 0);
    walk.flush_running_on();
    walk.footnotes()?;
    if walk.too_deep {
        return Err(ReadError::Hostile);
    }
    let count = |name: &str| tree.descendants().filter(|node| is(node, name)).count();
    let remarks = remarks::read(parts, &walk.passages)?;
    let facts = SourceFacts { insertions: count("ins"), deletions: count("del"), moves: count("moveTo"), comments: remarks.len() };
    if facts.insertions + facts.deletions + facts.moves > 0 {
        let moved = if facts.moves > 0 { format!(" ↔{}", facts.moves) } else { String::new() };
        walk.warnings.add(0, Problem::TrackedChanges, &format!("+{} −{}{moved}", facts.insertions, facts.deletions));
    }
    if facts.comments > 0 {
        walk.warnings.add(0, Problem::WordComments, &facts.comments.to_string());
    }
    if let Some((at, lines)) = walk.contents {
        walk.warnings.add(at, Problem::ContentsDropped, &lines.to_string());
    }
    for text in super::package::running_heads(parts)? {
        walk.warnings.add(0, Problem::RunningHeadDropped, &text);
    }
    headings::settle(&mut walk.blocks, &walk.candidates);
    numbering::settle_numbered_paragraphs(&mut walk.blocks);
    Ok((Document { blocks: walk.blocks }, walk.warnings.sorted(), facts, remarks))
}

/// Elements beside the text that say nothing a reader could miss.
fn is_beside_text(name: &str) -> bool {
    matches!(
        name,
        "pPr"
            | "rPr"
            | "sectPr"
            | "sdtPr"
            | "sdtEndPr"
            | "tblPr"
            | "tblGrid"
            | "tblPrEx"
            | "tcPr"
            | "trPr"
            | "customXmlPr"
            | "smartTagPr"
            | "bookmarkStart"
            | "bookmarkEnd"
            | "proofErr"
            | "permStart"
            | "permEnd"
            | "moveFromRangeStart"
            | "moveFromRangeEnd"
            | "moveToRangeStart"
            | "moveToRangeEnd"
            | "customXmlInsRangeStart"
            | "customXmlInsRangeEnd"
            | "customXmlDelRangeStart"
            | "customXmlDelRangeEnd"
            | "customXmlMoveFromRangeStart"
            | "customXmlMoveFromRangeEnd"
            | "customXmlMoveToRangeStart"
            | "customXmlMoveToRangeEnd"
    )
}

impl Walk<'_> {
    /// Index of the block that what is read now becomes part of.
    pub(super) fn place(&self) -> usize {
        self.outer.unwrap_or(self.blocks.len())
    }

    pub(super) fn warn(&mut self, problem: Problem, detail: &str) {
        self.warnings.add(self.place(), problem, detail);
    }

    /// What may stand anywhere: marks of comments, and what says nothing. Warns of the rest.
    pub(super) fn mark(&mut self, element: &Node) {
        let place = self.place();
        let id = || super::styles::attribute(element, "id").unwrap_or_default();
        match element.tag_name().name() {
            "commentRangeStart" => self.passages.start(id(), place),
            "commentRangeEnd" => self.passages.end(id()),
            name if is_beside_text(name) => {}
            name => self.warn(Problem::UnknownContent, name),
        }
    }

    /// Whether what a tracked change wraps is part of the text; `None` if the element is no such change.
    pub(super) fn is_kept(&self, name: &str) -> Option<bool> {
        match name {
            "ins" | "moveTo" => Some(self.tracked == Tracked::Accept),
            "del" | "moveFrom" => Some(self.tracked == Tracked::Reject),
            _ => None,
        }
    }

    pub(super) fn children(&mut self, node: &Node, depth: usize) {
        if depth > DEEPEST {
            self.too_deep = true;
            return;
        }
        for element in node.children().filter(Node::is_element) {
            let name = element.tag_name().name();
            match name {
                "p" => self.paragraph(&element),
                "tbl" => self.table(&element, depth),
                "sdt" if !self.keeps_contents && is_contents(&element) => self.drop_contents(&element),
                "sdt" => {
                    if let Some(content) = child(&element, "sdtContent") {
                        self.children(&content, depth + 1);
                    }
                }
                "customXml" | "smartTag" => self.children(&element, depth + 1),
                "AlternateContent" => {
                    if let Some(choice) = child(&element, "Choice").or_else(|| child(&element, "Fallback")) {
                        self.children(&choice, depth + 1);
                    }
                }
                _ => match self.is_kept(name) {
                    Some(true) => self.children(&element, depth + 1),
                    Some(false) => {}
                    None => self.mark(&element),
                },
            }
        }
    }

    /// Leaves the lines of a table of contents out, and the line "Contents" before them.
    fn drop_contents(&mut self, element: &Node) {
        let paragraphs = element.descendants().filter(|node| is(node, "p"));
        let lines = paragraphs.filter(|p| p.descendants().any(|node| is(&node, "t") && !node.text().unwrap_or_default().trim().is_empty()));
        self.drop_lines(lines.count());
    }

    fn drop_lines(&mut self, mut lines: usize) {
        if self.contents.is_none() && self.outer.is_none() && self.blocks.last().is_some_and(|block| is_contents_title(&block.plain())) {
            self.blocks.pop();
            self.candidates.retain(|candidate| candidate.block < self.blocks.len());
            lines += 1;
        }
        let at = self.place();
        self.contents.get_or_insert((at, 0)).1 += lines;
    }

    /// The blocks inside a cell or a text box, read apart from the main text.
    pub(super) fn inner_blocks(&mut self, node: &Node, depth: usize) -> Vec<Block> {
        let place = self.place();
        let outer = self.outer.replace(place);
        let blocks = std::mem::take(&mut self.blocks);
        let running_on = std::mem::take(&mut self.running_on);
        let look = self.look;
        self.children(node, depth + 1);
        self.flush_running_on();
        self.look = look;
        self.running_on = running_on;
        self.outer = outer;
        let mut inner = std::mem::replace(&mut self.blocks, blocks);
        // What was counted is read before the words, as it is printed.
        for block in inner.iter_mut().filter(|block| !block.label.is_empty()) {
            let label = std::mem::take(&mut block.label);
            if let crate::model::Content::Inline(content) = &mut block.content {
                content.insert(0, Inline::Text(format!("{label} ")));
            }
        }
        inner
    }

    /// The last paragraph of a text, cell or note has no next one to run on into.
    fn flush_running_on(&mut self) {
        let content = inline::normal(&std::mem::take(&mut self.running_on));
        if !content.is_empty() {
            self.blocks.push(Block::inline(BlockKind::Paragraph, 0, content));
        }
    }

    fn paragraph(&mut self, element: &Node) {
        let now = child(element, "pPr");
        // Rejected, a paragraph has the properties that it had before.
        let before = now.and_then(|p| child(&p, "pPrChange")).and_then(|change| child(&change, "pPr"));
        let properties = if self.tracked == Tracked::Reject { before.or(now) } else { now };
        let style = self.styles.paragraph(properties.and_then(|p| value_of(&p, "pStyle")));
        let starts_in_contents = self.fields.in_contents();
        self.look = style.look;
        self.fields.next_paragraph();
        let mut found = Found { content: std::mem::take(&mut self.running_on), ..Found::default() };
        self.runs(element, &mut found, 0);
        if !self.keeps_contents && (style.passage == Passage::Contents || starts_in_contents || self.fields.in_contents()) {
            let text = crate::model::plain_text(&found.content);
            self.drop_lines(usize::from(!text.is_empty()));
            return;
        }
        if now.is_some_and(|properties| self.mark_is_gone(&properties)) {
            self.running_on = found.content;
            self.blocks.append(&mut found.behind);
            return;
        }
        // A numbered paragraph counts although it says nothing.
        let counted = self.counted(properties, &style);
        let content = if style.passage == Passage::Code { kinds::code_lines(&found.content) } else { inline::normal(&found.content) };
        let block = Block::inline(BlockKind::Paragraph, 0, content);
        if !block.plain().is_empty() {
            let block = kinds::classify(block, properties, &style, counted, self.outer.is_some());
            let says_text = properties.and_then(|p| value_of(&p, "outlineLvl")) == Some("9");
            if self.outer.is_none() && !says_text && style.passage != Passage::Contents && headings::may_be_heading(&block) {
                self.candidates.push(Candidate { block: self.blocks.len(), size: found.size.or(style.look.size).unwrap_or(0) });
            }
            self.blocks.push(block);
        }
        self.blocks.append(&mut found.behind);
    }

    /// Whether the paragraph's mark is deleted (or, rejecting, inserted): then its text runs on into the next one.
    fn mark_is_gone(&self, properties: &Node) -> bool {
        let Some(mark) = child(properties, "rPr") else { return false };
        let gone: [&str; 2] = if self.tracked == Tracked::Accept { ["del", "moveFrom"] } else { ["ins", "moveTo"] };
        gone.iter().any(|name| child(&mark, name).is_some())
    }

    fn counted(&mut self, properties: Option<Node>, style: &Style) -> Option<super::counting::Counted> {
        let own = properties.map(|properties| numbering_use(&properties)).unwrap_or_default();
        let instance = own.instance.or(style.numbering.instance).filter(|instance| *instance != 0)?;
        let of_style = || self.counting.level_of_style(instance, &style.id);
        let level = own.level.or(style.numbering.level).or_else(of_style).unwrap_or(0);
        self.counting.count(instance, level)
    }
}

/// Whether a content control holds the table of contents.
fn is_contents(element: &Node) -> bool {
    child(element, "sdtPr")
        .and_then(|properties| child(&properties, "docPartObj"))
        .and_then(|part| value_of(&part, "docPartGallery").map(str::to_owned))
        .is_some_and(|gallery| gallery == "Table of Contents")
}

/// The words above a table of contents, in the languages of drafts.
fn is_contents_title(text: &str) -> bool {
    const TITLES: [&str; 12] = [
        "contents",
        "table of contents",
        "table des matières",
        "sommaire",
        "índice",
        "contenido",
        "содержание",
        "оглавление",
        "المحتويات",
        "الفهرس",
        "目录",
        "目次",
    ];
    let text = fold(text).to_lowercase();
    TITLES.contains(&text.trim_end_matches([':', '：']).trim())
}
