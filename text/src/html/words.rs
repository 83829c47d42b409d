//! The words of a paragraph: emphasis, links, tracked changes, figures among them.

use ego_tree::NodeRef;
use scraper::Node;

use super::limits::DEEPEST;
use super::{Reader, attribute, element, is_machinery, name_of, text_of};
use crate::markdown::safe_address;
use crate::model::{Inline, fold, plain_text};
use crate::read::{Problem, Tracked};

impl Reader {
    pub(super) fn is_hidden(&mut self, node: NodeRef<Node>) -> bool {
        let style = attribute(&node, "style").to_ascii_lowercase().replace(' ', "");
        let hidden = element(&node).is_some_and(|element| element.attr("hidden").is_some())
            || style.contains("display:none")
            || style.contains("visibility:hidden")
            || style.contains("mso-hide:all");
        if hidden {
            let text = fold(&text_of(node));
            if !text.is_empty() {
                self.warn(Problem::HiddenText, &text);
            }
        }
        hidden
    }

    pub(super) fn inline(&mut self, node: NodeRef<Node>, into: &mut Vec<Inline>, depth: usize) {
        if depth > DEEPEST {
            self.too_deep = true;
            return;
        }
        if let Some(text) = node.value().as_text() {
            into.push(Inline::Text(text.to_string()));
            return;
        }
        if element(&node).is_none() || self.is_hidden(node) {
            return;
        }
        let name = name_of(&node);
        let inner = |reader: &mut Self| {
            let mut words = Vec::new();
            node.children().for_each(|child| reader.inline(child, &mut words, depth + 1));
            words
        };
        match name {
            "em" | "i" | "cite" | "dfn" | "var" => into.push(Inline::Emphasis(inner(self))),
            "strong" | "b" => into.push(Inline::Strong(inner(self))),
            "sup" | "sub" => {
                let words = inner(self);
                // Raised only for the mark of a note, which is raised anyway.
                let is_note =
                    words.iter().all(|piece| matches!(piece, Inline::Note(_)) || plain_text(std::slice::from_ref(piece)).is_empty());
                match name {
                    _ if is_note => into.extend(words),
                    "sup" => into.push(Inline::Superscript(words)),
                    _ => into.push(Inline::Subscript(words)),
                }
            }
            "code" | "kbd" | "samp" | "tt" => into.push(Inline::Code(fold(&text_of(node)))),
            "br" => into.push(Inline::Break),
            "a" => self.anchor(node, inner, into),
            "ins" => {
                self.facts.insertions += 1;
                if self.options.tracked == Tracked::Accept {
                    into.extend(inner(self));
                }
            }
            "del" => {
                self.facts.deletions += 1;
                if self.options.tracked == Tracked::Reject {
                    into.extend(inner(self));
                }
            }
            "s" | "strike" => {
                self.warn(Problem::StruckText, &text_of(node));
                into.extend(inner(self));
            }
            "q" => {
                into.push(Inline::Text("“".into()));
                into.extend(inner(self));
                into.push(Inline::Text("”".into()));
            }
            "img" | "svg" => into.extend(figure(node)),
            "math" => {
                let text = fold(&text_of(node));
                self.warn(Problem::FormulaFlattened, &text);
                into.push(Inline::Text(text));
            }
            "iframe" | "object" | "embed" | "video" | "audio" | "canvas" | "input" | "select" | "textarea" | "button" | "map" => {
                if attribute(&node, "type") != "hidden" {
                    self.warn(Problem::UnknownContent, name);
                }
            }
            _ if is_machinery(name) => {}
            _ => {
                let words = inner(self);
                into.extend(styled(attribute(&node, "style"), words));
            }
        }
    }

    fn anchor(&mut self, node: NodeRef<Node>, inner: impl FnOnce(&mut Self) -> Vec<Inline>, into: &mut Vec<Inline>) {
        let href = attribute(&node, "href");
        if let Some(mark) = href.strip_prefix('#').and_then(|target| self.notes.get(target)) {
            into.push(Inline::Note(mark.clone()));
            return;
        }
        // The way back from a note to its mark is no text.
        let is_back = attribute(&node, "role") == "doc-backlink"
            || attribute(&node, "class").split_whitespace().any(|class| class == "footnote-back" || class == "footnote-backref")
            || ["#fnref", "#_ftnref", "#_ednref", "#mark-"].iter().any(|start| href.starts_with(start));
        if is_back {
            return;
        }
        let words = inner(self);
        if let Some(address) = safe_address(href) {
            into.push(Inline::Link { address, content: words });
            return;
        }
        // A way to another place of the site, or of this page, is none outside of it.
        let scheme = href.split_once(':').map_or("", |(scheme, _)| scheme);
        if !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric()) {
            self.warn(Problem::LinkDropped, href);
        }
        into.extend(words);
    }
}

/// A figure among the words, unless it is there for ornament only.
fn figure(node: NodeRef<Node>) -> Option<Inline> {
    let is_ornament = element(&node).is_some_and(|element| element.attr("alt") == Some(""))
        || attribute(&node, "role") == "presentation"
        || attribute(&node, "aria-hidden") == "true";
    if is_ornament {
        return None;
    }
    let title = node.children().find(|child| name_of(child) == "title").map(|title| fold(&text_of(title)));
    let said = ["alt", "aria-label", "title"].into_iter().map(|name| fold(attribute(&node, name))).chain(title);
    let description = said.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
    Some(Inline::Code(format!("{FIGURE_MARK}{description}")))
}

/// Marks a figure while its paragraph is read (U+FFFC is the object replacement character, which no text of a page keeps).
const FIGURE_MARK: char = '\u{fffc}';

/// The words of a paragraph, and the descriptions of the figures that stood among them.
pub(super) fn without_figures(words: Vec<Inline>) -> (Vec<Inline>, Vec<String>) {
    let mut figures = Vec::new();
    let words = strip_figures(words, &mut figures);
    (words, figures)
}

fn strip_figures(words: Vec<Inline>, figures: &mut Vec<String>) -> Vec<Inline> {
    words
        .into_iter()
        .filter_map(|piece| match piece {
            Inline::Code(text) if text.starts_with(FIGURE_MARK) => {
                figures.push(text.trim_start_matches(FIGURE_MARK).to_owned());
                None
            }
            Inline::Strong(inner) => Some(Inline::Strong(strip_figures(inner, figures))),
            Inline::Emphasis(inner) => Some(Inline::Emphasis(strip_figures(inner, figures))),
            Inline::Superscript(inner) => Some(Inline::Superscript(strip_figures(inner, figures))),
            Inline::Subscript(inner) => Some(Inline::Subscript(strip_figures(inner, figures))),
            Inline::Link { address, content } => Some(Inline::Link { address, content: strip_figures(content, figures) }),
            other => Some(other),
        })
        .collect()
}

/// What a style attribute makes of words.
fn styled(style: &str, words: Vec<Inline>) -> Vec<Inline> {
    if style.is_empty() {
        return words;
    }
    let style = style.to_ascii_lowercase().replace(' ', "");
    let mut words = words;
    if style.contains("font-style:italic") {
        words = vec![Inline::Emphasis(words)];
    }
    if ["font-weight:bold", "font-weight:600", "font-weight:700", "font-weight:800", "font-weight:900"]
        .iter()
        .any(|bold| style.contains(bold))
    {
        words = vec![Inline::Strong(words)];
    }
    if style.contains("vertical-align:super") {
        words = vec![Inline::Superscript(words)];
    } else if style.contains("vertical-align:sub") {
        words = vec![Inline::Subscript(words)];
    }
    words
}
