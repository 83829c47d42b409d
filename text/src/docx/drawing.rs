//! Pictures become described figures, text boxes become boxes; both stand behind the paragraph that holds them.

use roxmltree::Node;

use super::body::Walk;
use super::runs::Found;
use super::styles::{attribute, is};
use crate::model::{Block, BlockKind, Content, Inline, fold};
use crate::read::Problem;

impl Walk<'_> {
    pub(super) fn drawing(&mut self, element: &Node, found: &mut Found, depth: usize) {
        let boxes = text_boxes(element);
        if !boxes.is_empty() {
            for text_box in boxes {
                let blocks = self.inner_blocks(&text_box, depth);
                if !blocks.is_empty() {
                    self.warn(Problem::TextBoxMoved, &blocks[0].plain());
                }
                found.behind.extend(blocks.into_iter().map(as_box));
            }
            return;
        }
        if is_ornament(element) {
            return;
        }
        if let Some(graphic) = element.descendants().find(|node| is(node, "graphicData")) {
            let kind = attribute(&graphic, "uri").unwrap_or_default().rsplit('/').next().unwrap_or_default();
            if matches!(kind, "chart" | "diagram") {
                self.warn(Problem::UnknownContent, kind);
            }
        }
        let described = element.descendants().filter(|node| is(node, "docPr") || is(node, "shape") || is(node, "imagedata"));
        let description = described
            .filter_map(|node| ["descr", "alt", "title"].into_iter().find_map(|name| attribute(&node, name).map(fold)))
            .find(|text| !text.is_empty())
            .unwrap_or_default();
        if description.is_empty() {
            self.warn(Problem::FigureWithoutDescription, "");
        }
        found.behind.push(Block::inline(BlockKind::Figure, 0, vec![Inline::Text(description)]));
    }
}

/// The text boxes of a drawing. Word stores a box twice, for newer and for older programs: the first is enough.
fn text_boxes<'a, 'input>(element: &Node<'a, 'input>) -> Vec<Node<'a, 'input>> {
    element
        .descendants()
        .filter(|node| is(node, "txbxContent"))
        .filter(|node| !node.ancestors().take_while(|above| above != element).any(|above| is(&above, "Fallback")))
        // A box inside a box is read with it.
        .filter(|node| !node.ancestors().skip(1).take_while(|above| above != element).any(|above| is(&above, "txbxContent")))
        .collect()
}

/// A rule across the page, or a picture that its author calls decorative: nothing to be told.
fn is_ornament(element: &Node) -> bool {
    element.descendants().any(|node| {
        (is(&node, "rect") && attribute(&node, "hr").is_some_and(|value| matches!(value, "t" | "true" | "1")))
            || (is(&node, "decorative") && attribute(&node, "val") == Some("1"))
    })
}

/// A passage of a text box as a box; tables stay tables.
fn as_box(mut block: Block) -> Block {
    if matches!(block.content, Content::Inline(_)) && block.kind != BlockKind::Figure {
        block.kind = BlockKind::Box;
        block.level = 0;
    }
    block
}
