//! Automatic numbers: which label each numbered paragraph prints.

use std::collections::HashMap;

use roxmltree::Node;

use super::package::parse;
use super::styles::{attribute, child, is, value_of};
use crate::model::is_hidden;
use crate::numbering::{NumberFormat, format_number};
use crate::read::ReadError;

const LEVELS: usize = 9;

#[derive(Clone, Debug)]
struct Level {
    format: NumberFormat,
    pattern: String,
    start: u32,
    legal: bool,
    restart_after: Option<usize>,
    /// The paragraph style that this level numbers.
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Self { format: NumberFormat::Decimal, pattern: String::new(), start: 1, legal: false, restart_after: None, style: None }
    }
}

#[derive(Default)]
struct Instance {
    of: u32,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

/// What a numbered paragraph prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    /// The label without a closing full stop; empty for a bullet.
    pub(super) label: String,
    /// Depth from 0.
    pub(super) level: usize,
    /// A mark instead of a number.
    pub(super) bullet: bool,
}

/// The definitions and the counters as they stand while the text is walked.
#[derive(Default)]
pub(super) struct Counting {
    abstracts: HashMap<u32, Vec<Level>>,
    instances: HashMap<u32, Instance>,
    counters: HashMap<u32, [Option<u32>; LEVELS]>,
    started: Vec<(u32, usize)>,
}

impl Counting {
    /// Reads the part; without one nothing is numbered.
    pub(super) fn read(xml: Option<&str>) -> Result<Self, ReadError> {
        let Some(xml) = xml else { return Ok(Self::default()) };
        let tree = parse(xml)?;
        let mut counting = Self::default();
        let mut links: HashMap<String, u32> = HashMap::new();
        let mut linked: Vec<(u32, String)> = Vec::new();
        for node in tree.root_element().children() {
            if is(&node, "abstractNum") {
                let Some(id) = number(&node, "abstractNumId") else { continue };
                if let Some(style) = value_of(&node, "styleLink") {
                    links.insert(style.to_owned(), id);
                }
                if let Some(style) = value_of(&node, "numStyleLink") {
                    linked.push((id, style.to_owned()));
                }
                counting.abstracts.insert(id, levels(&node));
            } else if is(&node, "num") {
                let Some(id) = number(&node, "numId") else { continue };
                counting.instances.insert(id, instance(&node));
            }
        }
        for (id, style) in linked {
            if let Some(levels) = links.get(&style).and_then(|target| counting.abstracts.get(target)).cloned() {
                counting.abstracts.insert(id, levels);
            }
        }
        Ok(counting)
    }

    /// The level of a numbering that belongs to a paragraph style.
    pub(super) fn level_of_style(&self, instance: u32, style: &str) -> Option<usize> {
        let levels = self.abstracts.get(&self.instances.get(&instance)?.of)?;
        levels.iter().position(|level| level.style.as_deref() == Some(style))
    }

    /// Counts a paragraph and returns what it prints; `None` if the numbering is off or unknown. Counters belong to
    /// the abstract definition, which several instances may share; an override starts it anew once.
    pub(super) fn count(&mut self, instance_id: u32, level: usize) -> Option<Counted> {
        let instance = self.instances.get(&instance_id)?;
        let level = level.min(LEVELS - 1);
        let levels = self.abstracts.get(&instance.of)?;
        let own = |at: usize| instance.levels.get(&at).or_else(|| levels.get(at));
        let definition = own(level)?;
        let counters = self.counters.entry(instance.of).or_default();
        if let Some(start) = instance.starts.get(&level)
            && !self.started.contains(&(instance_id, level))
        {
            self.started.push((instance_id, level));
            counters[level] = Some(*start);
        } else {
            counters[level] = Some(counters[level].map_or(definition.start, |count| count.saturating_add(1)));
        }
        for (deeper, counter) in counters.iter_mut().enumerate().skip(level + 1) {
            let after = own(deeper).and_then(|definition| definition.restart_after);
            if after.is_none_or(|after| after != 0 && level < after) {
                *counter = None;
            }
        }
        if definition.format == NumberFormat::Bullet {
            return Some(Counted { label: String::new(), level, bullet: true });
        }
        let mut label = String::new();
        let mut pattern = definition.pattern.chars().filter(|c| !is_hidden(*c)).peekable();
        while let Some(character) = pattern.next() {
            let digit = pattern.peek().and_then(|next| next.to_digit(10)).filter(|_| character == '%');
            let Some(digit) = digit else {
                label.push(character);
                continue;
            };
            pattern.next();
            let at = (digit.max(1) as usize - 1).min(LEVELS - 1);
            let Some(of) = own(at) else { continue };
            let format = if definition.legal { NumberFormat::Decimal } else { of.format };
            label.push_str(&format_number(counters[at].unwrap_or(of.start), format));
        }
        let label = label.trim().trim_end_matches(['.', ':', '、', '．']).to_owned();
        Some(Counted { label, level, bullet: false })
    }
}

fn number(node: &Node, name: &str) -> Option<u32> {
    attribute(node, name)?.parse().ok()
}

fn levels(node: &Node) -> Vec<Level> {
    let mut levels = vec![Level::default(); LEVELS];
    for level in node.children().filter(|child| is(child, "lvl")) {
        if let Some(slot) = number(&level, "ilvl").and_then(|index| levels.get_mut(index as usize)) {
            *slot = definition(&level);
        }
    }
    levels
}

fn definition(node: &Node) -> Level {
    Level {
        format: format_of(node),
        pattern: value_of(node, "lvlText").unwrap_or_default().to_owned(),
        start: value_of(node, "start").and_then(|value| value.parse().ok()).unwrap_or(1),
        legal: super::styles::toggle(node, "isLgl") == Some(true),
        restart_after: value_of(node, "lvlRestart").and_then(|value| value.parse().ok()),
        style: value_of(node, "pStyle").map(str::to_owned),
    }
}

/// The format of a level; newer ones stand in an alternative beside one that older programs know.
fn format_of(node: &Node) -> NumberFormat {
    let own = child(node, "numFmt").or_else(|| {
        let alternatives = child(node, "AlternateContent")?;
        alternatives.descendants().rfind(|node| is(node, "numFmt"))
    });
    let Some(own) = own else { return NumberFormat::Decimal };
    match attribute(&own, "val").unwrap_or_default() {
        "decimalZero" => NumberFormat::DecimalZero,
        "lowerLetter" => NumberFormat::LowerLetter,
        "upperLetter" => NumberFormat::UpperLetter,
        "lowerRoman" => NumberFormat::LowerRoman,
        "upperRoman" => NumberFormat::UpperRoman,
        "russianLower" => NumberFormat::LowerCyrillic,
        "russianUpper" => NumberFormat::UpperCyrillic,
        "bullet" => NumberFormat::Bullet,
        "none" => NumberFormat::None,
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "ideographDigital" => NumberFormat::Chinese,
        "arabicAlpha" => NumberFormat::ArabicLetter,
        "arabicAbjad" => NumberFormat::ArabicAbjad,
        "decimalFullWidth" | "decimalFullWidth2" => NumberFormat::FullWidth,
        "hindiNumbers" => NumberFormat::Devanagari,
        "ordinal" => NumberFormat::Ordinal,
        _ => NumberFormat::Decimal,
    }
}

fn instance(node: &Node) -> Instance {
    let mut instance =
        Instance { of: value_of(node, "abstractNumId").and_then(|value| value.parse().ok()).unwrap_or(0), ..Instance::default() };
    for change in node.children().filter(|child| is(child, "lvlOverride")) {
        let Some(level) = number(&change, "ilvl") else { continue };
        if let Some(start) = value_of(&change, "startOverride").and_then(|value| value.parse().ok()) {
            instance.starts.insert(level as usize, start);
        }
        if let Some(own) = child(&change, "lvl") {
            instance.levels.insert(level as usize, definition(&own));
        }
    }
    instance
}
