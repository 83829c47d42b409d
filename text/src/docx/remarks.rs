//! The comments of the word processor, with the passages they stand on.

use std::collections::HashMap;

use roxmltree::Node;

use super::package::{Parts, parse};
use super::styles::{attribute, is};
use crate::model::fold;
use crate::read::{ReadError, Remark};

/// A passage that a comment stands on, as it is met in the text.
#[derive(Default)]
struct Passage {
    block: usize,
    quote: String,
    open: bool,
}

/// The passages met so far, by the id of their comment.
#[derive(Default)]
pub(super) struct Passages {
    met: HashMap<String, Passage>,
    /// How many are open: most of a text is under no comment.
    open: usize,
}

/// The longest passage that is kept, in bytes.
const LONGEST: usize = 4_000;

impl Passages {
    pub(super) fn start(&mut self, id: &str, block: usize) {
        let passage = self.met.entry(id.to_owned()).or_insert_with(|| Passage { block, ..Passage::default() });
        if !passage.open {
            passage.open = true;
            self.open += 1;
        }
    }

    pub(super) fn end(&mut self, id: &str) {
        if let Some(passage) = self.met.get_mut(id).filter(|passage| passage.open) {
            passage.open = false;
            self.open -= 1;
        }
    }

    /// The mark of the comment; one without a passage stands there.
    pub(super) fn mark(&mut self, id: &str, block: usize) {
        self.met.entry(id.to_owned()).or_insert_with(|| Passage { block, ..Passage::default() });
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.open == 0 {
            return;
        }
        for passage in self.met.values_mut().filter(|passage| passage.open && passage.quote.len() + text.len() <= LONGEST) {
            passage.quote.push_str(text);
        }
    }
}

/// The comments of the file in their order, each with the block that it stands on and the words that it marks.
pub(super) fn read(parts: &Parts, passages: &Passages) -> Result<Vec<Remark>, ReadError> {
    let Some(xml) = &parts.comments else { return Ok(Vec::new()) };
    let tree = parse(xml)?;
    let nodes: Vec<Node> = tree.root_element().children().filter(|node| is(node, "comment")).collect();
    // The extended part names a comment by its last paragraph, and the comment that it answers.
    let mut last_paragraphs: HashMap<&str, usize> = HashMap::new();
    for (index, node) in nodes.iter().enumerate() {
        for paragraph in node.descendants().filter(|node| is(node, "p")) {
            if let Some(id) = attribute(&paragraph, "paraId") {
                last_paragraphs.insert(id, index);
            }
        }
    }
    let mut answers: HashMap<usize, usize> = HashMap::new();
    if let Some(extended) = &parts.comments_extended {
        for node in parse(extended)?.root_element().children().filter(|node| is(node, "commentEx")) {
            let index = |name| attribute(&node, name).and_then(|id| last_paragraphs.get(id)).copied();
            if let (Some(answer), Some(to)) = (index("paraId"), index("paraIdParent")) {
                answers.insert(answer, to);
            }
        }
    }
    let said = |node: &Node, name| fold(attribute(node, name).unwrap_or_default());
    Ok(nodes
        .iter()
        .enumerate()
        .map(|(index, node)| {
            let passage = attribute(node, "id").and_then(|id| passages.met.get(id));
            let paragraphs = node.descendants().filter(|node| is(node, "p")).map(|paragraph| words(&paragraph));
            Remark {
                author: said(node, "author"),
                date: said(node, "date"),
                text: paragraphs.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n"),
                block: passage.map(|passage| passage.block),
                quote: passage.map(|passage| fold(&passage.quote)).unwrap_or_default(),
                answers: answers.get(&index).copied(),
            }
        })
        .collect())
}

fn words(paragraph: &Node) -> String {
    let mut text = String::new();
    for node in paragraph.descendants() {
        match node.tag_name().name() {
            "t" if node.is_element() => text.push_str(node.text().unwrap_or_default()),
            "tab" | "br" | "cr" if node.is_element() => text.push(' '),
            _ => {}
        }
    }
    fold(&text)
}
