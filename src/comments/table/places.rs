//! Where a comment of a table belongs in a draft. What cannot be told is left to a person, with candidates: a wrong place
//! would be worse than none.

use crate::ids::Ordinal;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::rows::{Entry, PlaceWords};
use super::words::{exactly, fold, within};
use crate::publications::model::{Target, TargetKind};
use crate::text::grid::Cell;
use crate::text::similarity::{to_f64, words};

/// So many candidates are offered.
const OFFERED: usize = 6;

/// A block of the draft, as places are looked for.
#[derive(Clone, Debug)]
pub struct Spot {
    /// Its ordinal.
    pub ordinal: Ordinal,
    /// Whether it is a heading.
    pub heading: bool,
    /// Its printed label; may be empty.
    pub label: String,
    /// Its words, without the label.
    pub words: String,
}

/// The places of a draft.
#[derive(Debug, Default)]
pub struct Outline {
    spots: Vec<Spot>,
    questions: Vec<Ordinal>,
    /// For the folded label of a heading or of a paragraph, where it stands.
    heading_labels: HashMap<String, Vec<Ordinal>>,
    paragraph_labels: HashMap<String, Vec<Ordinal>>,
    /// For folded words, where they stand.
    by_words: HashMap<String, Vec<usize>>,
    /// For a word, the spots that have it.
    by_word: HashMap<String, Vec<usize>>,
}

/// How a place was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Exactly what a heading or its number says.
    Heading(Target),
    /// The number with which the place begins is that of a heading; more stands behind it.
    NumberPrefix(Target),
    /// A paragraph, by its printed label, its address or its words.
    Paragraph(Target),
    /// The table says that it is about the whole.
    WholeDraft,
    /// A person said so.
    Chosen(Target),
    /// Not to be told.
    Unresolved(Doubt),
}

/// Why a place cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// The row names no place.
    NoPlace,
    /// The draft has no such place.
    Unknown,
    /// The draft has several such places.
    Ambiguous,
    /// It was stored as a number, which may have lost its last zero: "1.10" and "1.1" look the same then.
    LostZero,
}

impl Doubt {
    /// The word for it in JSON, and the end of its message.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoPlace => "no_place",
            Self::Unknown => "unknown",
            Self::Ambiguous => "ambiguous",
            Self::LostZero => "lost_zero",
        }
    }
}

impl Found {
    /// The target, if there is one.
    #[must_use]
    pub const fn target(&self) -> Option<Target> {
        match self {
            Self::Heading(target) | Self::NumberPrefix(target) | Self::Paragraph(target) | Self::Chosen(target) => Some(*target),
            Self::WholeDraft => Some(WHOLE),
            Self::Unresolved(_) => None,
        }
    }
}

const WHOLE: Target = Target { kind: TargetKind::Draft, ordinal: Ordinal(0) };

/// A target as tables and choices write it: `12` or `p12`, `12+`, `s12`, `q3`, `draft`.
#[must_use]
pub fn parse_anchor(text: &str) -> Option<Target> {
    let text = text.trim();
    let text = text.strip_prefix('p').unwrap_or(text);
    let at = |digits: &str| digits.parse::<Ordinal>().ok().filter(|ordinal| *ordinal > Ordinal::default());
    let target = |kind, ordinal| Some(Target { kind, ordinal });
    if text == "draft" {
        return Some(WHOLE);
    }
    if let Some(digits) = text.strip_prefix('s') {
        return target(TargetKind::Section, at(digits)?);
    }
    if let Some(digits) = text.strip_prefix('q') {
        return target(TargetKind::Question, at(digits)?);
    }
    if let Some(digits) = text.strip_suffix('+') {
        return target(TargetKind::Gap, at(digits)?);
    }
    target(TargetKind::Paragraph, at(text)?)
}

/// A label as labels are compared: without full stops and brackets at its ends, without white space, small.
fn label(text: &str) -> String {
    let folded: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    folded.trim_matches(['.', ')', '(', ':', '§', '¶']).to_owned()
}

impl Outline {
    /// The outline of a draft: its blocks in reading order, those of translations (without labels) behind them, and the
    /// numbers of its questions.
    #[must_use]
    pub fn new(spots: Vec<Spot>, questions: Vec<Ordinal>) -> Self {
        let mut outline = Self { questions, ..Self::default() };
        for (index, spot) in spots.iter().enumerate() {
            let own =
                if spot.label.is_empty() && spot.heading { leading_number(&spot.words).unwrap_or_default() } else { spot.label.clone() };
            if !own.is_empty() {
                let labels = if spot.heading { &mut outline.heading_labels } else { &mut outline.paragraph_labels };
                let ordinals = labels.entry(label(&own)).or_default();
                if !ordinals.contains(&spot.ordinal) {
                    ordinals.push(spot.ordinal);
                }
            }
            let mut said = |words: &str| {
                let indices = outline.by_words.entry(fold(words)).or_default();
                if !indices.iter().any(|known| spots[*known].ordinal == spot.ordinal) {
                    indices.push(index);
                }
            };
            said(&spot.words);
            if spot.heading && !spot.label.is_empty() {
                said(&format!("{} {}", spot.label, spot.words));
            }
            for word in words(&spot.words).collect::<BTreeSet<_>>() {
                outline.by_word.entry(word).or_default().push(index);
            }
        }
        outline.spots = spots;
        outline
    }

    /// Whether the draft has a target.
    #[must_use]
    pub fn has(&self, target: Target) -> bool {
        let spot = || self.spots.iter().find(|spot| spot.ordinal == target.ordinal);
        match target.kind {
            TargetKind::Draft => target.ordinal == Ordinal::default(),
            TargetKind::Question => self.questions.contains(&target.ordinal),
            TargetKind::Section => spot().is_some_and(|spot| spot.heading),
            TargetKind::Paragraph | TargetKind::Gap => spot().is_some(),
        }
    }

    /// Finds the place of a comment. `chosen` is what persons said of words like these.
    #[must_use]
    pub fn find(&self, place: &PlaceWords, chosen: impl Fn(&str) -> Option<Target>) -> Found {
        let said = place.said();
        if let Some(target) = chosen(&said).filter(|target| self.has(*target)) {
            return Found::Chosen(target);
        }
        if !place.address.is_empty() {
            let target = parse_anchor(&place.address).filter(|target| self.has(*target) && self.agrees(*target, &place.quote));
            return match target {
                Some(WHOLE) => Found::WholeDraft,
                Some(target) if target.kind == TargetKind::Section => Found::Heading(target),
                Some(target) => Found::Paragraph(target),
                None => Found::Unresolved(Doubt::Unknown),
            };
        }
        if said.is_empty() {
            return Found::Unresolved(Doubt::NoPlace);
        }
        if place.section.is_empty() {
            return self.paragraph(&place.paragraph, None).unwrap_or_else(|| self.section(&place.paragraph));
        }
        // A paragraph of a section that cannot be told cannot be told either.
        let section = self.section(&place.section);
        let paragraph = section.target().and_then(|section| self.paragraph(&place.paragraph, Some(section)));
        paragraph.unwrap_or(section)
    }

    /// The place that a printed number or the words of a heading name.
    #[must_use]
    pub fn printed(&self, text: &str) -> Found {
        self.find(&PlaceWords::printed(text), |_| None)
    }

    /// Whether the words that a table repeats beside an address stand there: a table of another draft has other words.
    fn agrees(&self, target: Target, repeated: &str) -> bool {
        let repeated = fold(repeated);
        let in_text = !matches!(target.kind, TargetKind::Draft | TargetKind::Question);
        let mut here = self.spots.iter().filter(|spot| spot.ordinal == target.ordinal).map(|spot| fold(&spot.words));
        !in_text || repeated.is_empty() || here.any(|words| !words.is_empty() && repeated.contains(&words))
    }

    /// A place in the column of sections.
    fn section(&self, cell: &Cell) -> Found {
        let text = cell.text.trim();
        let folded = fold(text);
        if folded.is_empty() {
            return Found::Unresolved(if text.is_empty() { Doubt::NoPlace } else { Doubt::Unknown });
        }
        if cell.number && self.may_have_lost_a_zero(text) {
            return Found::Unresolved(Doubt::LostZero);
        }
        let own = label(&without_place_words(text));
        match self.heading_labels.get(&own).map(Vec::as_slice) {
            Some([ordinal]) => return Found::Heading(Target { kind: TargetKind::Section, ordinal: *ordinal }),
            Some(_) => return Found::Unresolved(Doubt::Ambiguous),
            None => {}
        }
        if exactly("whole", &folded).is_some() {
            return Found::WholeDraft;
        }
        match self.by_words.get(&folded).map(Vec::as_slice) {
            Some([index]) => {
                let spot = &self.spots[*index];
                let kind = if spot.heading { TargetKind::Section } else { TargetKind::Paragraph };
                let target = Target { kind, ordinal: spot.ordinal };
                return if spot.heading { Found::Heading(target) } else { Found::Paragraph(target) };
            }
            Some(_) => return Found::Unresolved(Doubt::Ambiguous),
            None => {}
        }
        match self.paragraph_labels.get(&own).map(Vec::as_slice) {
            Some([ordinal]) => return Found::Paragraph(Target { kind: TargetKind::Paragraph, ordinal: *ordinal }),
            Some(_) => return Found::Unresolved(Doubt::Ambiguous),
            None => {}
        }
        // A number with more behind it: "3.2.2, and 3.2.2.1", "5.4 and Subsections", "7.1.2.3.d".
        let Some(number) = leading_number(&without_place_words(text)) else { return Found::Unresolved(Doubt::Unknown) };
        match self.heading_labels.get(&label(&number)).map(Vec::as_slice) {
            Some([ordinal]) => Found::NumberPrefix(Target { kind: TargetKind::Section, ordinal: *ordinal }),
            Some(_) => Found::Unresolved(Doubt::Ambiguous),
            None => Found::Unresolved(Doubt::Unknown),
        }
    }

    /// A place in the column of paragraphs: a printed label, in the section if one was found and the label repeats.
    fn paragraph(&self, cell: &Cell, section: Option<Target>) -> Option<Found> {
        if cell.number && self.may_have_lost_a_zero(&cell.text) {
            return Some(Found::Unresolved(Doubt::LostZero));
        }
        let own = label(&without_place_words(&cell.text));
        let ordinals = self.paragraph_labels.get(&own).filter(|_| !own.is_empty())?;
        let target = |ordinal: Ordinal| Found::Paragraph(Target { kind: TargetKind::Paragraph, ordinal });
        if let Some(section) = section.filter(|section| section.kind == TargetKind::Section) {
            let end = self.end_of(section.ordinal);
            let mut inside = ordinals.iter().filter(|ordinal| **ordinal > section.ordinal && **ordinal < end);
            return match (inside.next(), inside.next()) {
                (Some(only), None) => Some(target(*only)),
                // Somewhere else there is such a number; the section is what is sure.
                _ => None,
            };
        }
        match ordinals.as_slice() {
            [only] => Some(target(*only)),
            _ => Some(Found::Unresolved(Doubt::Ambiguous)),
        }
    }

    /// The ordinal of the next heading.
    fn end_of(&self, heading: Ordinal) -> Ordinal {
        self.spots.iter().find(|spot| spot.heading && spot.ordinal > heading).map_or(Ordinal(i32::MAX), |spot| spot.ordinal)
    }

    /// "1.1" as a number may have been "1.10", "6" may have been "6.0".
    fn may_have_lost_a_zero(&self, text: &str) -> bool {
        let longer = if text.contains('.') { format!("{text}0") } else { format!("{text}.0") };
        self.heading_labels.contains_key(&longer) || self.paragraph_labels.contains_key(&longer)
    }

    /// Where a comment could belong, the likeliest first: places with the number that was said or the one above it, places
    /// near those to which other comments of the same print belong (`nearby`), places whose words it repeats.
    #[must_use]
    pub fn candidates(&self, entry: &Entry, nearby: Option<Ordinal>) -> Vec<Target> {
        let mut found: Vec<Target> = Vec::new();
        let target =
            |spot: &Spot| Target { kind: if spot.heading { TargetKind::Section } else { TargetKind::Paragraph }, ordinal: spot.ordinal };
        let said = without_place_words(&entry.place.section.text);
        if let Some(number) = leading_number(&said) {
            let mut number = number.as_str();
            for zero in [format!("{number}0"), format!("{number}.0")] {
                found.extend(
                    self.heading_labels.get(&zero).into_iter().flatten().map(|o| Target { kind: TargetKind::Section, ordinal: *o }),
                );
            }
            loop {
                let here = self.heading_labels.get(&label(number)).into_iter().flatten();
                found.extend(here.map(|ordinal| Target { kind: TargetKind::Section, ordinal: *ordinal }));
                let Some((above, _)) = number.rsplit_once('.') else { break };
                number = above;
            }
        }
        let paragraph = label(&without_place_words(&entry.place.paragraph.text));
        let labelled = self.paragraph_labels.get(&paragraph).into_iter().flatten().filter(|_| !paragraph.is_empty()).take(2);
        found.extend(labelled.map(|ordinal| Target { kind: TargetKind::Paragraph, ordinal: *ordinal }));
        if let Some(spot) = nearby.and_then(|ordinal| self.spots.iter().find(|spot| spot.ordinal == ordinal)) {
            found.push(target(spot));
        }
        // Rare words in common say more than frequent ones.
        let text = [&*entry.place.section.text, &*entry.place.quote, &*entry.proposed, &*entry.body].join("\n");
        let mut scores: HashMap<usize, f64> = HashMap::new();
        let own: HashSet<String> = words(&text).take(400).collect();
        for spots in own.iter().filter_map(|word| self.by_word.get(word)).filter(|spots| 4 * spots.len() < self.spots.len() + 8) {
            for spot in spots {
                *scores.entry(*spot).or_default() += (to_f64(self.spots.len() + 1) / to_f64(spots.len())).ln();
            }
        }
        let length = |index: usize| to_f64(self.spots[index].words.len() + 80).sqrt();
        let mut scored: Vec<(usize, f64)> = scores.into_iter().map(|(index, score)| (index, score / length(index))).collect();
        scored.sort_by(|(one, first), (other, second)| second.total_cmp(first).then(one.cmp(other)));
        found.extend(scored.iter().take(OFFERED).map(|(index, _)| target(&self.spots[*index])));
        let mut seen = HashSet::new();
        found.retain(|target| seen.insert(*target));
        found.truncate(OFFERED);
        found
    }
}

/// For lines or pages of somebody's print, places near them: those of the comments that were found, in order.
#[derive(Debug, Default)]
pub struct Print {
    /// Line (or page) and ordinal.
    known: Vec<(u32, Ordinal)>,
}

impl Print {
    /// What the found comments say of the print. Where their order is not that of the text, it says nothing.
    #[must_use]
    pub fn new<'a>(found: impl Iterator<Item = (&'a Entry, Target)>) -> Self {
        let mut known: Vec<(u32, Ordinal)> = found
            .filter(|(_, target)| target.kind != TargetKind::Draft && target.kind != TargetKind::Question)
            .filter_map(|(entry, target)| Some((position(&entry.place)?, target.ordinal)))
            .collect();
        known.sort_unstable();
        Self { known }
    }

    /// The place of the last comment that stands before or at the same line.
    #[must_use]
    pub fn near(&self, place: &PlaceWords) -> Option<Ordinal> {
        let wanted = position(place)?;
        let after = self.known.partition_point(|(line, _)| *line <= wanted);
        let (_, before) = self.known.get(after.checked_sub(1)?)?;
        let next = self.known.get(after);
        // Only between two places that are in the order of the text.
        next.is_none_or(|(_, next)| next >= before).then_some(*before)
    }
}

/// The line, or the page where no line is given, as one number.
fn position(place: &PlaceWords) -> Option<u32> {
    let number = |text: &str| text.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty())?.parse::<u32>().ok();
    number(&place.line).or_else(|| number(&place.page))
}

/// Without "Section", "para." and the like before a number.
fn without_place_words(text: &str) -> String {
    let text = text.trim().trim_start_matches(['§', '¶']).trim_start();
    let word: String = text.chars().take_while(|c| c.is_alphabetic()).collect();
    let rest = text[word.len()..].trim_start_matches(['.', ':', ' ', '\u{a0}']);
    let named = !word.is_empty() && rest.chars().next().is_some_and(char::is_alphanumeric) && exactly("placeword", &fold(&word)).is_some();
    // In Chinese the words stand on both sides: 第三节.
    let around = within("placeword", &fold(text)).first().is_some_and(|(at, ..)| *at == 0 && text.starts_with('第'));
    if around {
        text.trim_start_matches('第').trim_end_matches(['章', '节', '条', '段']).to_owned()
    } else if named {
        rest.to_owned()
    } else {
        text.to_owned()
    }
}

/// The number with which a place begins: "3.2.2.1".
fn leading_number(text: &str) -> Option<String> {
    let run: String = text.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let number = run.trim_end_matches('.');
    let next = text[number.len()..].chars().next();
    // "3rd party" and "2017-09" are no numbers of sections.
    let apart = next.is_none_or(|c| !c.is_alphanumeric()) && (next != Some('-') || number.contains('.'));
    (number.starts_with(|c: char| c.is_ascii_digit()) && apart).then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline() -> Outline {
        let spot = |ordinal, heading, label: &str, words: &str| Spot {
            ordinal: Ordinal(ordinal),
            heading,
            label: label.into(),
            words: words.into(),
        };
        Outline::new(
            vec![
                spot(1, true, "1", "Introduction"),
                spot(2, true, "1.1", "Overview"),
                spot(3, false, "1", "Entities assess the impact of every technology."),
                spot(4, true, "1.10", "Archives"),
                spot(5, true, "2", "Remedy"),
                spot(6, false, "1", "Remedy is available to everybody."),
                spot(7, false, "2", "Findings are published."),
                spot(8, true, "", "Annex: Profiles"),
            ],
            vec![Ordinal(1)],
        )
    }

    fn find(section: Cell, paragraph: &str) -> Found {
        let place = PlaceWords { section, paragraph: Cell::text(paragraph), ..PlaceWords::default() };
        outline().find(&place, |_| None)
    }

    #[test]
    fn places_are_found_or_left_to_a_person() {
        let section = |ordinal| Target { kind: TargetKind::Section, ordinal: Ordinal(ordinal) };
        let paragraph = |ordinal| Target { kind: TargetKind::Paragraph, ordinal: Ordinal(ordinal) };
        let text = Cell::text;
        assert_eq!(find(text("1.1"), ""), Found::Heading(section(2)));
        assert_eq!(find(text("Section 1.1"), ""), Found::Heading(section(2)));
        assert_eq!(find(text("§ 2."), ""), Found::Heading(section(5)));
        assert_eq!(find(text("overview"), ""), Found::Heading(section(2)));
        assert_eq!(find(text("1.1, and 1.10"), ""), Found::NumberPrefix(section(2)));
        assert_eq!(find(text("2 and Subsections"), ""), Found::NumberPrefix(section(5)));
        assert_eq!(find(text("2.0 and Subsections"), ""), Found::Unresolved(Doubt::Unknown));
        assert_eq!(find(text("General"), ""), Found::WholeDraft);
        assert_eq!(find(text("Весь документ"), ""), Found::WholeDraft);
        assert_eq!(find(text("2"), "para. 1"), Found::Paragraph(paragraph(6)));
        assert_eq!(find(text(""), "1"), Found::Unresolved(Doubt::Ambiguous));
        assert_eq!(find(text(""), "paragraph 2"), Found::Paragraph(paragraph(7)));
        assert_eq!(find(text("2"), "Table 4"), Found::Heading(section(5)));
        assert_eq!(find(text("Profiles"), ""), Found::Unresolved(Doubt::Unknown));
        assert_eq!(find(text("3.1"), ""), Found::Unresolved(Doubt::Unknown));
        assert_eq!(find(text(""), ""), Found::Unresolved(Doubt::NoPlace));
        assert_eq!(find(Cell { text: "1.1".into(), number: true }, ""), Found::Unresolved(Doubt::LostZero));
        assert_eq!(find(Cell { text: "2".into(), number: true }, ""), Found::Heading(section(5)));
    }

    #[test]
    fn candidates_come_from_numbers_neighbours_and_words() {
        let entry = |section: &str, body: &str| Entry {
            place: PlaceWords { section: Cell::text(section), ..PlaceWords::default() },
            body: body.into(),
            ..Entry::default()
        };
        let outline = outline();
        assert_eq!(outline.candidates(&entry("1.1.4", ""), None)[0].ordinal, Ordinal(2));
        assert_eq!(outline.candidates(&entry("Profiles", ""), None)[0].ordinal, Ordinal(8));
        assert_eq!(outline.candidates(&entry("p. 3", "findings should be published at once"), None)[0].ordinal, Ordinal(7));
        assert_eq!(outline.candidates(&entry("", "x"), Some(Ordinal(3)))[0].ordinal, Ordinal(3));
    }

    #[test]
    fn anchors_are_read_as_they_are_written() {
        for text in ["draft", "12", "12+", "s3", "q2"] {
            assert_eq!(parse_anchor(text).unwrap().anchor(), text);
        }
        assert_eq!(parse_anchor("p12"), parse_anchor("12"));
        for text in ["", "0", "-1", "x", "p", "pp1", "12a", "s", "q0"] {
            assert_eq!(parse_anchor(text), None, "{text}");
        }
    }
}
