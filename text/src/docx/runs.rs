//! The words of a paragraph: runs, links, fields, notes, tracked changes.

use roxmltree::Node;

use super::body::Walk;
use super::fields;
use super::styles::{RunLook, attribute, child, is, value_of};
use crate::inline::{Position, Span, Style, build};
use crate::markdown::safe_address;
use crate::model::{Block, Inline};
use crate::read::{Problem, Tracked};

/// Elements nested deeper than this in one paragraph are not documents.
pub(super) const DEEPEST: usize = 60;

/// What stands in one paragraph.
#[derive(Default)]
pub(super) struct Found {
    pub(super) content: Vec<Inline>,
    /// Figures and text boxes, which become blocks behind the paragraph.
    pub(super) behind: Vec<Block>,
    /// The size of its first words, if it is said.
    pub(super) size: Option<u32>,
}

impl Walk<'_> {
    /// Reads the children of a paragraph or of something inside it.
    pub(super) fn runs(&mut self, node: &Node, found: &mut Found, depth: usize) {
        if depth > DEEPEST {
            self.too_deep = true;
            return;
        }
        for element in node.children().filter(Node::is_element) {
            let name = element.tag_name().name();
            match name {
                "r" => self.run(&element, found, depth + 1),
                "hyperlink" => self.hyperlink(&element, found, depth),
                "fldSimple" => self.simple_field(&element, found, depth),
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
                "smartTag" | "customXml" | "dir" | "bdo" => self.runs(&element, found, depth + 1),
                "oMath" | "oMathPara" => self.formula(&element, found),
                _ => match self.is_kept(name) {
                    Some(true) => self.runs(&element, found, depth + 1),
                    Some(false) => {}
                    None => self.mark(&element),
                },
            }
        }
    }

    fn formula(&mut self, element: &Node, found: &mut Found) {
        let text: String = element.descendants().filter(|node| is(node, "t")).filter_map(|node| node.text()).collect();
        self.warn(Problem::FormulaFlattened, &text);
        self.passages.text(&text);
        found.content.push(Inline::Text(text));
    }

    fn hyperlink(&mut self, element: &Node, found: &mut Found, depth: usize) {
        let target = attribute(element, "id").and_then(|id| self.parts.links.get(id)).cloned();
        let from = found.content.len();
        self.runs(element, found, depth + 1);
        if let Some(target) = target {
            self.link(&target, from, found);
        }
    }

    fn simple_field(&mut self, element: &Node, found: &mut Found, depth: usize) {
        let code = attribute(element, "instr").unwrap_or_default().to_owned();
        let from = found.content.len();
        if fields::is_contents(&code) {
            return;
        }
        self.runs(element, found, depth + 1);
        if code.trim_start().to_uppercase().starts_with("HYPERLINK")
            && let Some(target) = fields::quoted(&code)
        {
            self.link(&target, from, found);
        }
    }

    /// Makes a link of what stands in the paragraph from a point on.
    fn link(&mut self, target: &str, from: usize, found: &mut Found) {
        match safe_address(target) {
            Some(address) => {
                let content = found.content.split_off(from.min(found.content.len()));
                if !content.is_empty() {
                    found.content.push(Inline::Link { address, content });
                }
            }
            None if target.starts_with('#') => {}
            None => self.warn(Problem::LinkDropped, target),
        }
    }

    fn run(&mut self, run: &Node, found: &mut Found, depth: usize) {
        let now = child(run, "rPr");
        let before = now.and_then(|p| child(&p, "rPrChange")).and_then(|change| child(&change, "rPr"));
        let properties =
            if self.tracked == Tracked::Reject && now.is_some_and(|p| child(&p, "rPrChange").is_some()) { before } else { now };
        let of_style = self.styles.character(properties.and_then(|properties| value_of(&properties, "rStyle")));
        let look = RunLook::of(properties).or(of_style).or(self.look);
        if look.hidden == Some(true) {
            let text: String = run.descendants().filter(|node| is(node, "t")).filter_map(|node| node.text()).collect();
            if !text.trim().is_empty() && !self.fields.hides() {
                self.warn(Problem::HiddenText, &text);
            }
            // A field goes on although its marks are hidden.
            run.children()
                .filter(|node| is(node, "fldChar") || is(node, "instrText"))
                .for_each(|node| self.piece(&node, look, found, depth));
            return;
        }
        for element in run.children().filter(Node::is_element) {
            self.piece(&element, look, found, depth);
        }
    }

    fn text(&mut self, text: &str, look: RunLook, found: &mut Found) {
        if text.is_empty() {
            return;
        }
        if look.struck == Some(true) && !text.trim().is_empty() {
            self.warn(Problem::StruckText, text);
        }
        if found.size.is_none() && !text.trim().is_empty() {
            found.size = look.size;
        }
        self.passages.text(text);
        let position = match (look.raised, look.lowered) {
            (Some(true), _) => Position::Super,
            (_, Some(true)) => Position::Sub,
            _ => Position::Normal,
        };
        let style = Style { strong: look.is_bold(), emphasis: look.is_italic(), position, code: look.code == Some(true), link: None };
        found.content.extend(build(&[Span::Text(text.to_owned(), style)]));
    }

    fn piece(&mut self, element: &Node, look: RunLook, found: &mut Found, depth: usize) {
        let name = element.tag_name().name();
        match name {
            "fldChar" => self.field_mark(element, found),
            "instrText" | "delInstrText" => self.fields.code(element.text().unwrap_or_default()),
            _ if self.fields.hides() => {}
            "t" | "delText" if follows_own_mark(element) => {}
            "t" | "delText" => self.text(element.text().unwrap_or_default(), look, found),
            "tab" | "ptab" => self.text("\t", look, found),
            "br" | "cr" if !matches!(attribute(element, "type"), Some("page" | "column")) => {
                self.passages.text(" ");
                found.content.push(Inline::Break);
            }
            "noBreakHyphen" => self.text("\u{2011}", look, found),
            "sym" => {
                let character = attribute(element, "char").and_then(|code| u32::from_str_radix(code, 16).ok());
                let shown = character.and_then(char::from_u32).filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c));
                self.text(&shown.unwrap_or('•').to_string(), look, found);
            }
            "footnoteReference" => self.note(element, false, found),
            "endnoteReference" => self.note(element, true, found),
            "commentReference" => {
                let place = self.place();
                self.passages.mark(attribute(element, "id").unwrap_or_default(), place);
            }
            "ruby" => {
                // The words; how they are read aloud stands above them.
                if let Some(base) = child(element, "rubyBase") {
                    self.runs(&base, found, depth + 1);
                }
            }
            "AlternateContent" => {
                if let Some(choice) = child(element, "Choice").or_else(|| child(element, "Fallback")) {
                    choice.children().filter(Node::is_element).for_each(|inner| self.piece(&inner, look, found, depth + 1));
                }
            }
            "drawing" | "pict" | "object" => self.drawing(element, found, depth),
            "br"
            | "cr"
            | "rPr"
            | "lastRenderedPageBreak"
            | "softHyphen"
            | "annotationRef"
            | "footnoteRef"
            | "endnoteRef"
            | "separator"
            | "continuationSeparator" => {}
            _ => self.warn(Problem::UnknownContent, name),
        }
    }

    fn field_mark(&mut self, element: &Node, found: &mut Found) {
        match attribute(element, "fldCharType") {
            Some("begin") => self.fields.begin(found.content.len()),
            Some("separate") => self.fields.separate(found.content.len()),
            Some("end") => {
                let Some(ended) = self.fields.end() else { return };
                if let Some(target) = ended.link {
                    self.link(&target, ended.from, found);
                }
                if let Some(name) = ended.mute {
                    self.warn(Problem::UnknownContent, &name);
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, element: &Node, end: bool, found: &mut Found) {
        let Some(id) = attribute(element, "id") else { return };
        let own = matches!(attribute(element, "customMarkFollows"), Some("1" | "true" | "on"));
        // A mark of its own stands behind the reference, in the same run.
        let following = element.next_siblings().skip(1).filter(|node| is(node, "t")).filter_map(|node| node.text());
        let own = own.then(|| crate::model::fold(&following.collect::<String>())).filter(|mark| !mark.is_empty());
        let mark = self.notes.refer(id, end, own);
        found.content.push(Inline::Note(mark));
    }
}

/// Whether a text is the mark of the note before it: `<w:footnoteReference w:customMarkFollows="1"/><w:t>*</w:t>`.
fn follows_own_mark(text: &Node) -> bool {
    text.prev_siblings().skip(1).any(|node| attribute(&node, "customMarkFollows").is_some_and(|value| matches!(value, "1" | "true" | "on")))
}
