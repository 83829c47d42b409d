//! What a paragraph or a run inherits from its style: heading level, numbering, emphasis, what kind of passage it is.

use std::collections::HashMap;

use roxmltree::Node;

use super::package::parse;
use crate::read::ReadError;

/// A reference to a numbering: instance and level, each only if said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NumberingUse {
    pub(super) instance: Option<u32>,
    pub(super) level: Option<usize>,
}

/// How a run is set, each only if said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RunLook {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    /// The same two for right-to-left text, which Word keeps apart [ECMA-376 17.3.2.3].
    pub(super) bold_rtl: Option<bool>,
    pub(super) italic_rtl: Option<bool>,
    pub(super) rtl: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) struck: Option<bool>,
    pub(super) raised: Option<bool>,
    pub(super) lowered: Option<bool>,
    pub(super) code: Option<bool>,
    /// In half points.
    pub(super) size: Option<u32>,
}

impl RunLook {
    /// What run properties say themselves.
    pub(super) fn of(properties: Option<Node>) -> Self {
        let Some(properties) = properties else { return Self::default() };
        let position = value_of(&properties, "vertAlign");
        Self {
            bold: toggle(&properties, "b"),
            italic: toggle(&properties, "i"),
            bold_rtl: toggle(&properties, "bCs"),
            italic_rtl: toggle(&properties, "iCs"),
            rtl: toggle(&properties, "rtl"),
            hidden: toggle(&properties, "vanish"),
            struck: toggle(&properties, "strike").or_else(|| toggle(&properties, "dstrike")),
            raised: position.map(|position| position == "superscript"),
            lowered: position.map(|position| position == "subscript"),
            code: None,
            size: value_of(&properties, "sz").and_then(|size| size.parse().ok()),
        }
    }

    /// This, and where it says nothing what stands behind it.
    pub(super) fn or(self, behind: Self) -> Self {
        Self {
            bold: self.bold.or(behind.bold),
            italic: self.italic.or(behind.italic),
            bold_rtl: self.bold_rtl.or(behind.bold_rtl),
            italic_rtl: self.italic_rtl.or(behind.italic_rtl),
            rtl: self.rtl.or(behind.rtl),
            hidden: self.hidden.or(behind.hidden),
            struck: self.struck.or(behind.struck),
            raised: self.raised.or(behind.raised),
            lowered: self.lowered.or(behind.lowered),
            code: self.code.or(behind.code),
            size: self.size.or(behind.size),
        }
    }

    pub(super) fn is_bold(&self) -> bool {
        if self.rtl == Some(true) { self.bold_rtl.or(self.bold) } else { self.bold }.unwrap_or(false)
    }

    pub(super) fn is_italic(&self) -> bool {
        if self.rtl == Some(true) { self.italic_rtl.or(self.italic) } else { self.italic }.unwrap_or(false)
    }
}

/// What a passage of a style is, beyond its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Passage {
    #[default]
    Plain,
    /// A line of a table of contents.
    Contents,
    /// A quotation or key message.
    Box,
    /// Preformatted text.
    Code,
    /// A paragraph of the numbered text, as our own files say it.
    Numbered,
    /// A further paragraph of a list item, with its depth.
    Continued(u8),
    /// The heading of a row or column.
    CellHeading,
    /// A note that nothing refers to.
    Note,
    /// The description of a figure.
    Figure,
}

/// A style with everything it inherits.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub(super) id: String,
    /// 1 for the highest heading; 0 where it is none.
    pub(super) heading: u8,
    /// The numbering it gives its paragraphs.
    pub(super) numbering: NumberingUse,
    pub(super) passage: Passage,
    pub(super) look: RunLook,
}

struct Raw {
    based_on: Option<String>,
    name: String,
    outline: Option<u8>,
    numbering: NumberingUse,
    look: RunLook,
}

/// All styles by their id.
#[derive(Default)]
pub(super) struct Styles {
    paragraphs: HashMap<String, Style>,
    characters: HashMap<String, RunLook>,
    default: Option<String>,
}

impl Styles {
    /// Reads the part; without one nothing is inherited.
    pub(super) fn read(xml: Option<&str>) -> Result<Self, ReadError> {
        let Some(xml) = xml else { return Ok(Self::default()) };
        let tree = parse(xml)?;
        let root = tree.root_element();
        let everywhere = child(&root, "docDefaults").and_then(|node| child(&node, "rPrDefault"));
        let everywhere = RunLook::of(everywhere.and_then(|node| child(&node, "rPr")));
        let mut raw: [HashMap<String, Raw>; 2] = Default::default();
        let mut default = None;
        for node in root.children().filter(|node| is(node, "style")) {
            let kind = attribute(&node, "type");
            let Some(id) = attribute(&node, "styleId") else { continue };
            let slot = match kind {
                Some("paragraph") => 0,
                Some("character") => 1,
                _ => continue,
            };
            if slot == 0 && matches!(attribute(&node, "default"), Some("1" | "true" | "on")) {
                default = Some(id.to_owned());
            }
            let properties = child(&node, "pPr");
            raw[slot].insert(
                id.to_owned(),
                Raw {
                    based_on: value_of(&node, "basedOn").map(str::to_owned),
                    name: value_of(&node, "name").unwrap_or(id).to_lowercase(),
                    outline: properties.and_then(|p| value_of(&p, "outlineLvl")?.parse().ok()),
                    numbering: properties.map(|p| numbering_use(&p)).unwrap_or_default(),
                    look: RunLook::of(child(&node, "rPr")),
                },
            );
        }
        let [paragraphs, characters] = raw;
        Ok(Self {
            paragraphs: paragraphs.keys().map(|id| (id.clone(), inherit(id, &paragraphs, everywhere))).collect(),
            characters: characters.keys().map(|id| (id.clone(), inherit(id, &characters, RunLook::default()).look)).collect(),
            default,
        })
    }

    /// The style of a paragraph; the default one where it names none.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Style {
        id.or(self.default.as_deref()).and_then(|id| self.paragraphs.get(id)).cloned().unwrap_or_default()
    }

    /// How the runs of a character style are set.
    pub(super) fn character(&self, id: Option<&str>) -> RunLook {
        id.and_then(|id| self.characters.get(id)).copied().unwrap_or_default()
    }
}

/// Follows the chain of styles; a chain that bites its tail ends there.
fn inherit(id: &str, raw: &HashMap<String, Raw>, everywhere: RunLook) -> Style {
    let mut style = Style { id: id.to_owned(), ..Style::default() };
    let mut outline = None;
    let mut next = Some(id.to_owned());
    let mut steps = 0;
    while let Some(current) = next.and_then(|id| raw.get(&id)) {
        if style.heading == 0 && outline.is_none() {
            style.heading = heading_by_name(&current.name);
            outline = current.outline;
        }
        style.numbering.instance = style.numbering.instance.or(current.numbering.instance);
        style.numbering.level = style.numbering.level.or(current.numbering.level);
        if style.passage == Passage::Plain {
            style.passage = passage_by_name(&current.name);
        }
        style.look = style.look.or(current.look);
        if is_code_name(&current.name) {
            style.look.code = Some(true);
        }
        steps += 1;
        next = (steps < 50).then(|| current.based_on.clone()).flatten();
    }
    if style.heading == 0 && style.passage != Passage::Contents {
        style.heading = outline.filter(|level| *level < 9).map_or(0, |level| level + 1);
    }
    style.look = style.look.or(everywhere);
    style
}

/// Word writes the names of its own styles in English; others write them in the language of the writer.
fn heading_by_name(name: &str) -> u8 {
    const NAMES: [&str; 8] = ["heading ", "titre ", "título ", "titulo ", "заголовок ", "标题 ", "العنوان ", "عنوان "];
    if name == "title" {
        return 1;
    }
    let level = NAMES.iter().find_map(|word| name.strip_prefix(word)).and_then(|level| level.trim().parse().ok());
    level.filter(|level| (1..=9).contains(level)).unwrap_or(0)
}

fn passage_by_name(name: &str) -> Passage {
    match name {
        _ if name.starts_with("toc ") || name == "table of figures" => Passage::Contents,
        _ if name.contains("quote") || name == "block text" => Passage::Box,
        _ if is_code_name(name) => Passage::Code,
        "numbered paragraph" => Passage::Numbered,
        "list continue" => Passage::Continued(1),
        "table heading" => Passage::CellHeading,
        "footnote text" | "endnote text" => Passage::Note,
        "figure description" => Passage::Figure,
        _ => match name.strip_prefix("list continue ").and_then(|depth| depth.parse().ok()) {
            Some(depth @ 2..=9) => Passage::Continued(depth),
            _ => Passage::Plain,
        },
    }
}

fn is_code_name(name: &str) -> bool {
    matches!(name, "html preformatted" | "source code" | "verbatim char" | "html code" | "source text" | "preformatted text")
        || name.starts_with("code")
}

/// The numbering that paragraph properties name. What was numbered by a tracked change counts as numbered.
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

/// Whether a toggle such as `<w:b/>` is on or off, if it is there.
pub(super) fn toggle(node: &Node, name: &str) -> Option<bool> {
    child(node, name).map(|toggle| !matches!(attribute(&toggle, "val"), Some("0" | "false" | "off" | "none")))
}
