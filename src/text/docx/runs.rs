//! The words of a paragraph: runs, links, fields, notes, figures, tracked changes.

use roxmltree::Node;

use super::body::Walk;
use super::styles::{attribute, child, is, toggle, value_of};
use crate::text::markdown::safe_address;
use crate::text::model::{Block, BlockKind, Inline};
use crate::text::read::{Problem, Tracked};

/// Elements nested deeper than this in one paragraph are not documents.
pub(super) const DEEPEST: usize = 60;

/// Where in a field (`PAGE`, `TOC`, `REF` …) the walk is: its code is hidden, its result is text.
#[derive(Default)]
pub(super) struct Fields {
    /// For each open field whether its result has begun, and its code so far.
    open: Vec<(bool, String)>,
}

impl Fields {
    /// Whether the text here is a field's code.
    fn hides(&self) -> bool {
        self.open.iter().any(|(result, _)| !result)
    }

    /// Whether the text here belongs to a table of contents.
    pub(super) fn in_contents(&self) -> bool {
        self.open.iter().any(|(_, code)| code.trim_start().starts_with("TOC"))
    }
}

/// What stands in one paragraph besides its words.
#[derive(Default)]
pub(super) struct Found {
    pub(super) content: Vec<Inline>,
    /// Figures and text boxes, which become blocks behind the paragraph.
    pub(super) behind: Vec<Block>,
}

impl Walk<'_> {
    /// Reads the children of a paragraph or of something inside it.
    pub(super) fn runs(&mut self, node: &Node, found: &mut Found, depth: usize) {
        if depth > DEEPEST {
            self.too_deep = true;
            return;
        }
        for element in node.children().filter(Node::is_element) {
            match element.tag_name().name() {
                "r" => self.run(&element, found, depth + 1),
                "hyperlink" => self.hyperlink(&element, found, depth),
                "ins" | "moveTo" => {
                    self.facts.insertions += usize::from(element.tag_name().name() == "ins");
                    if self.tracked == Tracked::Accept {
                        self.runs(&element, found, depth + 1);
                    }
                }
                "del" | "moveFrom" => {
                    self.facts.deletions += usize::from(element.tag_name().name() == "del");
                    if self.tracked == Tracked::Reject {
                        self.runs(&element, found, depth + 1);
                    }
                }
                "sdt" => {
                    if let Some(content) = child(&element, "sdtContent") {
                        self.runs(&content, found, depth + 1);
                    }
                }
                "AlternateContent" => {
                    if let Some(choice) = child(&element, "Choice").or_else(|| child(&element, "Fallback")) {
                        self.runs(&choice, found, depth + 1);
                    }
                }
                "smartTag" | "fldSimple" | "customXml" | "dir" | "bdo" | "Choice" | "Fallback" => {
                    self.runs(&element, found, depth + 1);
                }
                "oMath" | "oMathPara" => {
                    self.warn(Problem::FormulaFlattened, "");
                    let text: String = element.descendants().filter(|node| is(node, "t")).filter_map(|node| node.text()).collect();
                    push(&mut found.content, Inline::Text(text));
                }
                _ => {}
            }
        }
    }

    fn hyperlink(&mut self, element: &Node, found: &mut Found, depth: usize) {
        let target = attribute(element, "id").and_then(|id| self.parts.links.get(id)).cloned();
        let mut inner = Found::default();
        self.runs(element, &mut inner, depth + 1);
        found.behind.append(&mut inner.behind);
        match target.as_deref().map(|target| (target, safe_address(target))) {
            Some((_, Some(address))) => found.content.push(Inline::Link { address, content: inner.content }),
            Some((target, None)) => {
                self.warn(Problem::LinkDropped, target);
                inner.content.into_iter().for_each(|inline| push(&mut found.content, inline));
            }
            None => inner.content.into_iter().for_each(|inline| push(&mut found.content, inline)),
        }
    }

    fn run(&mut self, run: &Node, found: &mut Found, depth: usize) {
        let properties = child(run, "rPr");
        let on = |name: &str| properties.is_some_and(|properties| toggle(&properties, name));
        if on("vanish") {
            return;
        }
        let position = properties.and_then(|properties| value_of(&properties, "vertAlign")).unwrap_or_default().to_owned();
        let (bold, italic) = (on("b"), on("i"));
        let mut content = Vec::new();
        std::mem::swap(&mut content, &mut found.content);
        for element in run.children().filter(Node::is_element) {
            self.piece(&element, found, depth);
        }
        let mut own = std::mem::replace(&mut found.content, content);
        if own.iter().any(|inline| !matches!(inline, Inline::Note(_) | Inline::Break)) && !is_blank(&own) {
            match position.as_str() {
                "superscript" => own = vec![Inline::Superscript(own)],
                "subscript" => own = vec![Inline::Subscript(own)],
                _ => {}
            }
            if italic {
                own = vec![Inline::Emphasis(own)];
            }
            if bold {
                own = vec![Inline::Strong(own)];
            }
        }
        own.into_iter().for_each(|inline| push(&mut found.content, inline));
    }

    fn piece(&mut self, element: &Node, found: &mut Found, depth: usize) {
        let name = element.tag_name().name();
        match name {
            "fldChar" => match attribute(element, "fldCharType") {
                Some("begin") => self.fields.open.push((false, String::new())),
                Some("separate") => {
                    if let Some(field) = self.fields.open.last_mut() {
                        field.0 = true;
                    }
                }
                Some("end") => {
                    self.fields.open.pop();
                }
                _ => {}
            },
            "instrText" => {
                if let Some(field) = self.fields.open.last_mut() {
                    field.1.push_str(element.text().unwrap_or_default());
                }
            }
            _ if self.fields.hides() => {}
            "t" | "delText" => push(&mut found.content, Inline::Text(element.text().unwrap_or_default().to_owned())),
            "tab" => push(&mut found.content, Inline::Text("\t".to_owned())),
            "br" | "cr" if !matches!(attribute(element, "type"), Some("page" | "column")) => {
                found.content.push(Inline::Break);
            }
            "noBreakHyphen" => push(&mut found.content, Inline::Text("\u{2011}".to_owned())),
            "sym" => {
                let character = attribute(element, "char").and_then(|code| u32::from_str_radix(code, 16).ok());
                let shown = character.and_then(char::from_u32).filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c));
                push(&mut found.content, Inline::Text(shown.unwrap_or('•').to_string()));
            }
            "footnoteReference" => self.note(element, false, found),
            "endnoteReference" => self.note(element, true, found),
            "AlternateContent" => {
                if let Some(choice) = child(element, "Choice").or_else(|| child(element, "Fallback")) {
                    for inner in choice.children().filter(Node::is_element) {
                        self.piece(&inner, found, depth + 1);
                    }
                }
            }
            "drawing" | "pict" | "object" => self.drawing(element, found, depth),
            _ => {}
        }
    }

    fn note(&mut self, element: &Node, end: bool, found: &mut Found) {
        let Some(id) = attribute(element, "id") else { return };
        let mark = self.notes.refer(id, end);
        found.content.push(Inline::Note(mark));
    }

    /// A picture becomes a described figure, a text box becomes a box; both stand behind the paragraph.
    fn drawing(&mut self, element: &Node, found: &mut Found, depth: usize) {
        if let Some(text_box) = element.descendants().find(|node| is(node, "txbxContent")) {
            self.warn(Problem::TextBoxMoved, "");
            for block in self.inner_blocks(&text_box, depth) {
                let content = vec![Inline::Text(block.plain())];
                found.behind.push(Block::inline(BlockKind::Box, 0, content));
            }
            return;
        }
        let described = element.descendants().find(|node| is(node, "docPr") || is(node, "shape"));
        let description = described
            .and_then(|node| attribute(&node, "descr").or_else(|| attribute(&node, "title")).or_else(|| attribute(&node, "alt")))
            .unwrap_or_default()
            .trim()
            .to_owned();
        if description.is_empty() {
            self.warn(Problem::FigureWithoutDescription, "");
        }
        found.behind.push(Block::inline(BlockKind::Figure, 0, vec![Inline::Text(description)]));
    }
}

fn is_blank(content: &[Inline]) -> bool {
    content.iter().all(|inline| match inline {
        Inline::Text(text) => text.trim().is_empty(),
        Inline::Break => true,
        _ => false,
    })
}

/// Appends, joining with what is there where both are of one kind: word processors cut words into many runs.
pub(super) fn push(into: &mut Vec<Inline>, inline: Inline) {
    match (into.last_mut(), inline) {
        (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
        (Some(Inline::Strong(last)), Inline::Strong(inner)) | (Some(Inline::Emphasis(last)), Inline::Emphasis(inner)) => {
            inner.into_iter().for_each(|inline| push(last, inline));
        }
        (_, Inline::Text(text)) if text.is_empty() => {}
        (_, inline) => into.push(inline),
    }
}
