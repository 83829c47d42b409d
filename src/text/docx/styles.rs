//! What a paragraph inherits from its style: heading level, numbering, whether its text is bold.

use std::collections::HashMap;

use roxmltree::Node;

use super::package::parse;
use crate::text::read::ReadError;

/// A reference to a numbering: instance and level, each only if said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NumberingUse {
    pub(super) instance: Option<u32>,
    pub(super) level: Option<usize>,
}

/// A style with everything it inherits.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    /// 1 for the highest heading; 0 where it is none.
    pub(super) heading: u8,
    /// The numbering it gives its paragraphs.
    pub(super) numbering: NumberingUse,
    /// A paragraph of a table of contents.
    pub(super) is_contents: bool,
    /// A quotation or key message.
    pub(super) is_box: bool,
    /// Preformatted text.
    pub(super) is_code: bool,
}

struct Raw {
    based_on: Option<String>,
    name: String,
    outline: Option<u8>,
    numbering: NumberingUse,
}

/// All paragraph styles by their id.
#[derive(Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    default: Option<String>,
}

impl Styles {
    /// Reads the part; without one no paragraph inherits anything.
    pub(super) fn read(xml: Option<&str>) -> Result<Self, ReadError> {
        let Some(xml) = xml else { return Ok(Self::default()) };
        let tree = parse(xml)?;
        let mut raw = HashMap::new();
        let mut default = None;
        for node in tree.root_element().children().filter(|node| is(node, "style")) {
            if attribute(&node, "type") != Some("paragraph") {
                continue;
            }
            let Some(id) = attribute(&node, "styleId") else { continue };
            if matches!(attribute(&node, "default"), Some("1" | "true" | "on")) {
                default = Some(id.to_owned());
            }
            let properties = child(&node, "pPr");
            raw.insert(
                id.to_owned(),
                Raw {
                    based_on: value_of(&node, "basedOn").map(str::to_owned),
                    name: value_of(&node, "name").unwrap_or(id).to_lowercase(),
                    outline: properties.and_then(|p| value_of(&p, "outlineLvl")?.parse().ok()),
                    numbering: properties.map(|p| numbering_use(&p)).unwrap_or_default(),
                },
            );
        }
        let styles = raw.keys().map(|id| (id.clone(), inherit(id, &raw))).collect();
        Ok(Self { styles, default })
    }

    /// The style of a paragraph; the default one where it names none.
    pub(super) fn get(&self, id: Option<&str>) -> Style {
        id.or(self.default.as_deref()).and_then(|id| self.styles.get(id)).cloned().unwrap_or_default()
    }
}

/// Follows the chain of styles; a chain that bites its tail ends there.
fn inherit(id: &str, raw: &HashMap<String, Raw>) -> Style {
    let mut style = Style::default();
    let mut outline = None;
    let mut next = Some(id.to_owned());
    let mut steps = 0;
    while let Some(current) = next.and_then(|id| raw.get(&id)) {
        let name = &current.name;
        if style.heading == 0 && outline.is_none() {
            style.heading = heading_by_name(name);
            outline = current.outline;
        }
        style.numbering.instance = style.numbering.instance.or(current.numbering.instance);
        style.numbering.level = style.numbering.level.or(current.numbering.level);
        style.is_contents |= name.starts_with("toc ") || name == "toc heading";
        style.is_box |= name.contains("quote") || name == "block text";
        style.is_code |= name.contains("html preformatted") || name == "source code" || name.starts_with("code");
        steps += 1;
        next = (steps < 50).then(|| current.based_on.clone()).flatten();
    }
    if style.heading == 0 && !style.is_contents {
        style.heading = outline.filter(|level| *level < 9).map_or(0, |level| level + 1);
    }
    style
}

fn heading_by_name(name: &str) -> u8 {
    if name == "title" {
        return 1;
    }
    name.strip_prefix("heading ").and_then(|level| level.parse().ok()).filter(|level| (1..=9).contains(level)).unwrap_or(0)
}

/// The numbering that paragraph properties name.
pub(super) fn numbering_use(properties: &Node) -> NumberingUse {
    let Some(node) = child(properties, "numPr") else { return NumberingUse::default() };
    NumberingUse {
        instance: value_of(&node, "numId").and_then(|value| value.parse().ok()),
        level: value_of(&node, "ilvl").and_then(|value| value.parse().ok()),
    }
}

/// Whether a node is the element of this local name; the namespaces of strict and transitional files differ.
pub(super) fn is(node: &Node, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The first child element of this local name.
pub(super) fn child<'a, 'input>(node: &Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.children().find(|child| is(child, name))
}

/// An attribute by its local name, in whatever namespace.
pub(super) fn attribute<'a>(node: &Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// The `val` of a child element.
pub(super) fn value_of<'a>(node: &Node<'a, '_>, name: &str) -> Option<&'a str> {
    attribute(&child(node, name)?, "val")
}

/// Whether a toggle such as `<w:b/>` is on.
pub(super) fn toggle(node: &Node, name: &str) -> bool {
    child(node, name).is_some_and(|toggle| !matches!(attribute(&toggle, "val"), Some("0" | "false" | "off" | "none")))
}
