//! A comment as every page shows it: the card, the loop, the name of a place. Has no routes of its own.

use crate::ids::Ordinal;
use serde::Serialize;

use crate::consultations::model::Consultation;
use crate::contributors::country;
use crate::contributors::model::{Group, Level, Named, Region};
use crate::language::{Language, Said};
use crate::platform::clock::{Day, Timestamp};
use crate::publications::model::{
    Answer, AnswerPart, Change, CommentKind, Decision, Progress, Stub, Target, TargetKind, Verdict, Words, themes_of,
};
use crate::publications::{PublishedComment, Totals};
use crate::render::Argument;
use crate::text::export::redline::{Shown, texts};
use crate::web::state::State;

/// A comment as the public sees it.
#[derive(Debug, Serialize)]
pub struct Card {
    reference: String,
    published_at: Option<Timestamp>,
    amended_at: Option<Timestamp>,
    stub: Option<&'static str>,
    /// Its author does not publish it.
    hidden: bool,
    place: Place,
    level: &'static str,
    kind: Option<&'static str>,
    themes: Vec<ThemeView>,
    late: bool,
    group: Option<&'static str>,
    region: Option<&'static str>,
    names: NamesView,
    lang: &'static str,
    dir: &'static str,
    quote: String,
    body: String,
    proposed: String,
    /// The proposed wording as a change of the text, where that is known.
    redline: Option<Shown>,
    reason: String,
    answer: Vec<PartView>,
    /// Whether the reason is kept back because it would give the comment away.
    marks: Vec<Mark>,
    unchanged: bool,
    verdict: Option<&'static str>,
}

/// Where a comment belongs, as a link.
#[derive(Clone, Debug, Serialize)]
pub struct Place {
    /// `paragraph`, `gap`, `section`, `draft`, `question`.
    pub kind: &'static str,
    /// What it is called on pages.
    pub title: String,
    /// The number of the draft.
    pub draft: String,
    /// The paragraph to link to, for those that are in the text.
    pub ordinal: Option<Ordinal>,
}

/// A theme.
#[derive(Clone, Debug, Serialize)]
pub struct ThemeView {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Said,
    /// A goal or pillar.
    pub reference: String,
}

impl ThemeView {
    /// The themes of a consultation, for a reader of a language.
    #[must_use]
    pub fn all(consultation: &Consultation, language: Language) -> Vec<Self> {
        let view = |theme: &crate::consultations::model::Theme| Self {
            code: theme.code.clone(),
            name: theme.name.said(language, consultation.language),
            reference: theme.reference.clone(),
        };
        consultation.themes.0.iter().map(view).collect()
    }
}

/// The names shown.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NamesView {
    country: String,
    organisation: String,
    person: String,
    client: String,
    claims: bool,
}

/// A part of an answer.
#[derive(Debug, Serialize)]
pub struct PartView {
    decision: &'static str,
    reason: Option<Said>,
    duplicate_of: String,
    progress: Option<&'static str>,
    draft: Option<String>,
    paragraphs: Vec<PassageLink>,
    not_applied: Option<Said>,
}

/// A passage that carries an answer out.
#[derive(Debug, Serialize)]
pub struct PassageLink {
    ordinal: Ordinal,
    label: String,
}

/// A mark of the loop.
#[derive(Debug, Serialize)]
pub struct Mark {
    /// `received`, `decided`, `applied`, `verified`, `verdict`.
    name: &'static str,
    /// `done`, `open` or `skipped`.
    state: &'static str,
    at: Option<Timestamp>,
    /// Where to see it, below the consultation's address; empty where it is seen beside the mark.
    href: String,
}

fn to_timestamp(day: Day) -> Timestamp {
    day.start()
}

impl Place {
    /// What a place is called.
    #[must_use]
    pub fn new(state: &State, language: Language, kind: TargetKind, ordinal: Ordinal, label: &str, draft: String) -> Self {
        let say = |key: &str| {
            let arguments = [("label", Argument::Text(label.to_owned())), ("ordinal", Argument::Number(i64::from(ordinal.0)))];
            state.renderer.say(language, key, &arguments)
        };
        let title = match (kind, label.is_empty()) {
            (TargetKind::Paragraph, false) => say("place-paragraph"),
            (TargetKind::Paragraph, true) => say("place-passage"),
            (TargetKind::Gap, false) => say("place-gap"),
            (TargetKind::Gap, true) => say("place-gap-passage"),
            (TargetKind::Section, _) => say("place-section"),
            (TargetKind::Draft, _) => say("place-draft"),
            (TargetKind::Question, _) => say("place-question"),
        };
        let in_text = matches!(kind, TargetKind::Paragraph | TargetKind::Gap | TargetKind::Section);
        Self { kind: kind.as_str(), title, draft, ordinal: in_text.then_some(ordinal) }
    }
}

/// What readers see of a comment itself, without what became of it.
#[derive(Clone, Debug)]
pub struct Appearance {
    /// What it is about.
    pub target: Target,
    /// How the place is printed.
    pub label: String,
    /// What the public sees.
    pub level: Level,
    /// Its kind.
    pub kind: Option<CommentKind>,
    /// Its themes, as a column.
    pub themes: String,
    /// Its language.
    pub language: Language,
    /// Whether it came late.
    pub late: bool,
    /// The group, if it is shown.
    pub group: Option<Group>,
    /// The region, if it is shown.
    pub region: Option<Region>,
    /// The names that are shown.
    pub named: Named,
    /// What it says.
    pub words: Words,
}

impl Appearance {
    fn of(comment: &PublishedComment) -> Self {
        Self {
            target: Target { kind: comment.target, ordinal: comment.ordinal },
            label: comment.label.clone(),
            level: comment.level,
            kind: comment.kind,
            themes: comment.themes.clone(),
            language: comment.language,
            late: comment.late,
            group: comment.group,
            region: comment.region,
            named: comment.named(),
            words: Words {
                quote: comment.quote.clone(),
                body: comment.body.clone(),
                proposed: comment.proposed.clone(),
                reason: comment.reason.clone(),
            },
        }
    }
}

impl Card {
    /// A comment for a reader of a language. `draft` is the number of its draft; `text` the text it would change, if its
    /// wording is to be shown as a change.
    #[must_use]
    pub fn new(
        state: &State,
        language: Language,
        consultation: &Consultation,
        draft: String,
        comment: &PublishedComment,
        text: Option<&str>,
    ) -> Self {
        // The language of an answer must not tell that of a comment which nobody reads.
        let hidden = comment.level == Level::NotPublished && comment.stub.is_none();
        let authors = if hidden { consultation.language } else { comment.language };
        let card = Self::preview(state, language, consultation, draft, Appearance::of(comment), text);
        card.recorded(comment, &comment.answer(), language, authors)
    }

    /// With what the record says of it: what became of it, in the words of an answer.
    #[must_use]
    pub fn recorded(self, comment: &PublishedComment, answer: &Answer, language: Language, authors: Language) -> Self {
        let (marks, unchanged) = marks(comment, answer);
        Self {
            reference: comment.reference.clone(),
            published_at: Some(to_timestamp(comment.published_on)),
            amended_at: comment.amended_on.map(to_timestamp),
            stub: comment.stub.map(Stub::as_str),
            hidden: self.hidden && comment.stub.is_none(),
            answer: answer.parts.iter().map(|part| PartView::new(part, language, authors)).collect(),
            marks,
            unchanged,
            verdict: comment.verdict.map(Verdict::as_str),
            ..self
        }
    }

    /// The same for what is not sent yet: nothing has become of it.
    #[must_use]
    pub fn preview(
        state: &State,
        language: Language,
        consultation: &Consultation,
        draft: String,
        shown: Appearance,
        text: Option<&str>,
    ) -> Self {
        let (words, names) = (shown.words, shown.named);
        Self {
            reference: String::new(),
            published_at: None,
            amended_at: None,
            stub: None,
            hidden: shown.level == Level::NotPublished,
            place: Place::new(state, language, shown.target.kind, shown.target.ordinal, &shown.label, draft),
            level: shown.level.as_str(),
            kind: shown.kind.map(CommentKind::as_str),
            themes: themes_of(&shown.themes)
                .filter_map(|code| consultation.themes.of(code))
                .map(|theme| ThemeView {
                    code: theme.code.clone(),
                    name: theme.name.said(language, consultation.language),
                    reference: theme.reference.clone(),
                })
                .collect(),
            late: shown.late,
            group: shown.group.map(|group| if group == Group::Undisclosed { "not_given" } else { group.as_str() }),
            region: shown.region.filter(|region| *region != Region::Undisclosed).map(Region::as_str),
            names: NamesView {
                country: country(&names.country).map(|country| country.name(language).to_owned()).unwrap_or_default(),
                organisation: names.organisation,
                person: names.person,
                client: names.client,
                claims: names.claims,
            },
            lang: shown.language.as_str(),
            dir: shown.language.direction(),
            redline: text.filter(|_| !words.proposed.is_empty()).map(|text| texts(text, &words.proposed)),
            quote: words.quote,
            body: words.body,
            proposed: words.proposed,
            reason: words.reason,
            answer: Vec::new(),
            marks: Vec::new(),
            unchanged: false,
            verdict: None,
        }
    }
}

impl PartView {
    fn new(part: &AnswerPart, language: Language, authors: Language) -> Self {
        let change = part.change.as_ref();
        Self {
            decision: part.decision.as_str(),
            reason: (!part.reasons.is_empty()).then(|| part.reasons.said(language, authors)),
            duplicate_of: part.duplicate_of.clone(),
            progress: change.map(|change| change.progress.as_str()),
            draft: change.and_then(|change| change.draft.clone()),
            paragraphs: change.map(passages).unwrap_or_default(),
            not_applied: change.filter(|change| !change.reasons.is_empty()).map(|change| change.reasons.said(language, authors)),
        }
    }
}

fn passages(change: &Change) -> Vec<PassageLink> {
    let label = |index: usize| change.labels.get(index).cloned().unwrap_or_default();
    change.paragraphs.iter().enumerate().map(|(index, ordinal)| PassageLink { ordinal: *ordinal, label: label(index) }).collect()
}

/// How far a comment has come, and whether its answer leaves the text unchanged.
fn marks(comment: &PublishedComment, answer: &Answer) -> (Vec<Mark>, bool) {
    let decided = comment.decision.is_some();
    let progress = answer.progress();
    let unchanged = decided && !answer.parts.iter().any(|part| part.decision.changes_text());
    let given_up = progress == Some(Progress::NotApplied);
    let state = |done: bool, skipped: bool| {
        if done {
            "done"
        } else if skipped {
            "skipped"
        } else {
            "open"
        }
    };
    let mark = |name, state, at: Option<Day>, href: &str| Mark { name, state, at: at.map(to_timestamp), href: href.to_owned() };
    let skipped = unchanged || given_up;
    let applied = matches!(progress, Some(Progress::Applied | Progress::Verified));
    let verified = progress == Some(Progress::Verified);
    let changes = || answer.parts.iter().filter_map(|part| part.change.as_ref());
    let words = changes()
        .find_map(|change| Some(format!("/drafts/{}/paragraphs/{}", change.draft.as_ref()?, change.paragraphs.first()?)))
        .filter(|_| applied)
        .unwrap_or_default();
    let entry = format!("/log/{}", comment.reference);
    let marks = vec![
        mark("received", "done", Some(comment.published_on), &entry),
        mark("decided", state(decided, false), comment.decided_on, if decided { &entry } else { "" }),
        mark("applied", state(applied, skipped), changes().filter_map(|change| change.applied_on).max().filter(|_| applied), &words),
        mark(
            "verified",
            state(verified, skipped),
            changes().filter_map(|change| change.verified_on).max().filter(|_| verified),
            if verified { &words } else { "" },
        ),
        mark("verdict", state(comment.verdict.is_some(), false), comment.verdict_on, if comment.verdict.is_some() { &entry } else { "" }),
    ];
    (marks, unchanged)
}

/// The loop of many comments, in figures with their denominators.
#[derive(Clone, Debug, Serialize)]
pub struct LoopView {
    marks: Vec<SumMark>,
    received: i32,
    verdicts: i32,
    satisfied: i32,
}

/// A mark with its sum: so many of so many.
#[derive(Clone, Debug, Serialize)]
pub struct SumMark {
    name: &'static str,
    count: i32,
    of: i32,
    /// Whole per cent, for the bar.
    share: i32,
}

impl LoopView {
    /// The totals as marks.
    #[must_use]
    pub fn new(totals: Totals) -> Self {
        let mark = |name, count: i32, of: i32| SumMark { name, count, of, share: if of == 0 { 0 } else { count * 100 / of } };
        Self {
            marks: vec![
                mark("received", totals.received, totals.received),
                mark("decided", totals.decided, totals.received),
                mark("applied", totals.applied, totals.to_apply),
                mark("verified", totals.verified, totals.to_apply),
                mark("verdict", totals.verdicts, totals.decided),
            ],
            received: totals.received,
            verdicts: totals.verdicts,
            satisfied: totals.satisfied,
        }
    }
}

/// The beginning of a text, for lists.
#[must_use]
pub fn excerpt(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{} …", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// The words of all decisions, for filters and forms.
#[must_use]
pub fn decisions() -> Vec<&'static str> {
    Decision::ALL.iter().map(|decision| decision.as_str()).collect()
}
