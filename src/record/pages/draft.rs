//! A draft: its text by pages, with contents, margin and language versions.

use crate::ids::Ordinal;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::layout::{
    Change, ConsultationLink, DraftLink, FileLink, RoundView, VersionLink, changes, draft_title, open_round, telling_round,
};
use crate::comments;
use crate::comments::read::Count;
use crate::drafts;
use crate::drafts::model::{Draft, DraftNumber, LanguageVersion};
use crate::drafts::read::{LinkRow, Part, PlacedBlock, Reach, choose};
use crate::error::AppError;
use crate::language::{Language, Said};
use crate::platform::clock::Timestamp;
use crate::record::read::ConsultationContext;
use crate::record::reader::Reader;
use crate::text::export;
use crate::text::lineage::Relation;
use crate::text::model::BlockKind;
use crate::web::cached::{self, Made};
use crate::web::locale::PageLanguage;
use crate::web::page::Page;
use crate::web::state::State;

/// A draft in an address.
#[derive(Clone, Deserialize)]
pub struct DraftPath {
    /// The consultation.
    pub slug: String,
    /// The draft.
    pub number: String,
}

/// What may be asked of a draft's page.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    /// Another language version.
    language: Option<String>,
    /// Which page of the text: the ordinal of its first paragraph, or `all`.
    section: Option<String>,
}

/// Which part of the text, as asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The first page.
    First,
    /// The page on which a paragraph stands.
    Of(Ordinal),
    /// Everything.
    All,
}

impl Asked {
    /// The language version asked for.
    pub fn language(&self) -> Option<Language> {
        self.language.as_deref().and_then(Language::parse)
    }

    /// The part of the text asked for.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if it is neither a number nor `all`.
    pub fn section(&self) -> Result<Section, AppError> {
        match self.section.as_deref() {
            None => Ok(Section::First),
            Some("all") => Ok(Section::All),
            Some(number) => number.parse().map(Section::Of).map_err(|_| AppError::NotFound),
        }
    }
}

/// The page of a draft.
#[derive(Serialize)]
pub struct DraftView {
    consultation: ConsultationLink,
    draft: DraftLink,
    note: Said,
    published_at: Option<Timestamp>,
    digest: String,
    is_final: bool,
    comments_only: bool,
    invited: bool,
    preview: bool,
    doubtful: Option<i32>,
    numbered: i64,
    lang: &'static str,
    dir: &'static str,
    versions: Vec<VersionLink>,
    files: Vec<FileLink>,
    /// The version asked for in the address, to be kept in links.
    asked_language: Option<&'static str>,
    round: Option<RoundView>,
    before: Option<DraftLink>,
    after: Option<DraftLink>,
    changes: Vec<Change>,
    contents: Vec<ContentsLine>,
    section_count: usize,
    whole: bool,
    previous_section: Option<SectionLink>,
    next_section: Option<SectionLink>,
    groups: Vec<Group>,
    notes: Vec<BlockView>,
    questions: Vec<QuestionView>,
    /// Whether comments are taken now.
    open: bool,
    /// How many public comments there are on the draft.
    comments: i64,
}

/// A guiding question of the open round.
#[derive(Serialize)]
struct QuestionView {
    number: Ordinal,
    question: Said,
    recommendation: Option<Said>,
}

impl DraftView {
    /// The draft shown.
    #[must_use]
    pub const fn draft(&self) -> &DraftLink {
        &self.draft
    }
}

#[derive(Serialize)]
struct ContentsLine {
    section: Ordinal,
    ordinal: Ordinal,
    depth: u8,
    label: String,
    text: String,
    current: bool,
    /// Whether the heading stands on this page, so that the link stays on it.
    here: bool,
}

#[derive(Serialize)]
struct SectionLink {
    section: Ordinal,
    title: String,
}

/// Blocks that stand together: the items of a list, or one block.
#[derive(Serialize)]
struct Group {
    list: bool,
    blocks: Vec<BlockView>,
}

/// A block on a page.
#[derive(Serialize)]
struct BlockView {
    kind: &'static str,
    /// Level of the HTML heading, or depth of the list item.
    level: u8,
    label: String,
    html: String,
    ordinal: Option<Ordinal>,
    /// What happened to it since the draft before.
    change: Option<&'static str>,
    /// Whether it has a page of its own: a draft in preparation has none yet.
    linked: bool,
    /// How many public comments it has, and how far they are answered: `none`, `some`, `all`.
    comments: i64,
    answered: &'static str,
    /// Whether a comment can be made on it now.
    open: bool,
    /// What such a comment is on: the paragraph, or the section under a heading.
    target: &'static str,
}

/// GET `/{language}/consultations/{slug}/drafts/{number}`
///
/// # Errors
/// Those that become the page of a problem.
pub async fn show(
    request: HttpRequest,
    state: web::Data<State>,
    language: PageLanguage,
    reader: Reader,
    path: web::Path<DraftPath>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, AppError> {
    let number = DraftNumber::parse(&path.number).ok_or(AppError::NotFound)?;
    let reach = reader.reach(&state).await?;
    let section = asked.section()?;
    let version = asked.language();
    let key = format!("/{}/consultations/{}/drafts/{number}?{section:?}&{version:?}", language.0.as_str(), path.slug);
    let make = async {
        let view = view(&state, language.0, reach, &path.slug, number, version, section).await?;
        let address = format!("{}/consultations/{}/drafts/{number}", reader.prefix(), path.slug);
        let title = draft_title(&state, language.0, &view.0.draft);
        let page = Page::new(&state, language.0, &address, title).with_base(&reader.base(language.0));
        Ok(Made { html: page.html("record/draft", &view.0)?, ends: view.1 })
    };
    cached::answer(&request, &state, reader.is_public(), &path.slug, key, make).await
}

/// What was read for a page of a draft.
struct Text {
    /// The draft with which changes compare.
    before: Option<Draft>,
    whole: ConsultationContext,
    draft: Draft,
    versions: Vec<LanguageVersion>,
    version: LanguageVersion,
    headings: Vec<PlacedBlock>,
    blocks: Vec<PlacedBlock>,
    links: Vec<LinkRow>,
    changes: Vec<Change>,
    numbered: i64,
    section: Ordinal,
    sections: Vec<Ordinal>,
    counts: Vec<Count>,
    questions: Vec<drafts::model::Question>,
}

/// Reads and arranges a draft; also for the preview of staff. Returns the instant at which the clock alone changes it.
///
/// # Errors
/// [`AppError::NotFound`] if there is no such draft for this reader; those of the database.
pub async fn view(
    state: &State,
    language: Language,
    reach: Reach,
    slug: &str,
    number: DraftNumber,
    asked: Option<Language>,
    section: Section,
) -> Result<(DraftView, Option<Timestamp>), AppError> {
    let now = state.clock.now();
    let slug = slug.to_owned();
    let text = state
        .database
        .read(move |conn| {
            let whole = ConsultationContext::read(conn, reach, &slug)?;
            let draft = whole.draft(number)?.clone();
            let versions = whole.versions_of(&draft);
            let version = choose(&versions, asked, language).ok_or(AppError::NotFound)?.clone();
            let paragraphs = drafts::read::paragraphs(conn, draft.id)?;
            let mut sections: Vec<Ordinal> = paragraphs.iter().map(|paragraph| paragraph.section).collect();
            sections.dedup();
            let page = match section {
                Section::First | Section::All => sections.first().copied().unwrap_or(Ordinal::at(0)),
                Section::Of(ordinal) => paragraphs.iter().find(|paragraph| paragraph.ordinal == ordinal).ok_or(AppError::NotFound)?.section,
            };
            let part = if section == Section::All { Part::Whole } else { Part::Page(page) };
            let blocks = drafts::read::blocks(conn, version.id, part)?;
            let headings = drafts::read::headings(conn, version.id)?;
            let shown: Vec<Ordinal> = blocks.iter().filter_map(|block| block.owner.map(|(first, _)| first)).collect();
            let links = drafts::read::links_of_paragraphs(conn, draft.id, &shown)?;
            let counted = drafts::read::change_counts(conn, &[draft.id])?;
            let numbered = drafts::read::numbered_paragraphs(conn, version.id)?;
            let counts = comments::read::counts(conn, draft.id)?;
            let questions = drafts::read::questions(conn, &[draft.id])?;
            let before = whole.compared(counted.first().map(|count| count.old_draft)).cloned();
            // What changed since a draft that this reader does not see is not hers to know.
            let (changes, links) = if before.is_some() { (changes(&counted), links) } else { (Vec::new(), Vec::new()) };
            Ok::<_, AppError>(Text {
                before,
                whole,
                draft,
                versions,
                version,
                headings,
                blocks,
                links,
                changes,
                numbered,
                section: page,
                sections,
                counts,
                questions,
            })
        })
        .await?;
    let ends = text.whole.next_edge(now);
    Ok((arrange(&text, language, reach, asked, section == Section::All, now), ends))
}

fn arrange(text: &Text, language: Language, reach: Reach, asked: Option<Language>, all: bool, now: Timestamp) -> DraftView {
    let (whole, draft, consultation) = (&text.whole, &text.draft, &text.whole.consultation);
    let at = text.sections.iter().position(|section| *section == text.section).unwrap_or(0);
    let neighbour = |index: Option<usize>| {
        index
            .and_then(|index| text.sections.get(index))
            .map(|section| SectionLink { section: *section, title: title_of(&text.headings, *section) })
    };
    let open = open_round(whole, draft, reach, now);
    let shown = text.version.language;
    let (notes, body): (Vec<&PlacedBlock>, Vec<&PlacedBlock>) =
        text.blocks.iter().partition(|placed| placed.block.kind == BlockKind::Footnote);
    let referred: Vec<&str> = body.iter().flat_map(|placed| placed.block.notes()).collect();
    let top = text.headings.iter().map(|heading| heading.block.level).min().unwrap_or(1);
    let title = text.headings.first().filter(|first| text.headings.iter().filter(|h| h.block.level == first.block.level).count() == 1);
    let base = if title.is_some_and(|title| title.block.level == top) { top + 1 } else { top };
    DraftView {
        consultation: ConsultationLink::new(consultation, language),
        draft: DraftLink::new(draft, consultation, language),
        note: draft.note.said(language, consultation.language),
        published_at: draft.published_at,
        digest: text.version.source_digest.clone(),
        is_final: draft.is_final,
        comments_only: draft.comments_only,
        invited: draft.audience == crate::drafts::model::Audience::Invited,
        preview: matches!(reach, Reach::Preview(_)),
        doubtful: draft.doubtful_links,
        numbered: text.numbered,
        lang: shown.as_str(),
        dir: shown.direction(),
        versions: VersionLink::all(&text.versions, Some(shown)),
        files: FileLink::all(),
        asked_language: asked.filter(|asked| *asked == shown).map(Language::as_str),
        round: telling_round(whole, draft, now).map(|round| RoundView::new(&round, &[], consultation, language, now)),
        before: text.before.as_ref().map(|before| DraftLink::new(before, consultation, language)),
        after: whole.after(draft).map(|after| DraftLink::new(after, consultation, language)),
        changes: text.changes.clone(),
        contents: contents(&text.headings, base, text.section, all || text.sections.len() < 2),
        section_count: text.sections.len(),
        whole: all,
        previous_section: if all { None } else { neighbour(at.checked_sub(1)) },
        next_section: if all { None } else { neighbour(Some(at + 1)) },
        groups: groups(&body, text, &Margin { linked: !matches!(reach, Reach::Preview(_)), open: open.is_some() }),
        questions: text
            .questions
            .iter()
            .filter(|question| open.as_ref().is_some_and(|round| round.id == question.round))
            .map(|question| QuestionView {
                number: question.number,
                question: question.question.said(language, consultation.language),
                recommendation: (!question.recommendation.is_empty())
                    .then(|| question.recommendation.said(language, consultation.language)),
            })
            .collect(),
        open: open.is_some(),
        comments: text.counts.iter().map(|count| count.comments).sum(),
        notes: notes
            .iter()
            .filter(|note| all || referred.contains(&note.block.label.as_str()))
            .map(|note| block_view(note, text, &Margin { linked: false, open: false }))
            .collect(),
    }
}

fn title_of(headings: &[PlacedBlock], section: Ordinal) -> String {
    headings.iter().find(|heading| heading.section == section).map(|heading| heading.block.printed()).unwrap_or_default()
}

/// The headings of the first two levels, and all that stand on this page.
fn contents(headings: &[PlacedBlock], base: u8, section: Ordinal, all: bool) -> Vec<ContentsLine> {
    headings
        .iter()
        .filter(|heading| heading.block.level >= base && (heading.block.level <= base + 1 || (!all && heading.section == section)))
        .filter_map(|heading| {
            let (ordinal, _) = heading.owner?;
            Some(ContentsLine {
                section: heading.section,
                ordinal,
                depth: heading.block.level - base,
                label: heading.block.printed_label(),
                text: heading.block.plain(),
                current: !all && heading.section == section && heading.block.level == base,
                here: all || heading.section == section,
            })
        })
        .collect()
}

/// What the margin of a page shows besides changes.
struct Margin {
    /// Whether paragraphs have pages of their own.
    linked: bool,
    /// Whether comments are taken now.
    open: bool,
}

fn groups(body: &[&PlacedBlock], text: &Text, margin: &Margin) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for placed in body {
        let list = placed.block.kind == BlockKind::ListItem;
        let view = block_view(placed, text, margin);
        match groups.last_mut() {
            Some(group) if list && group.list => group.blocks.push(view),
            _ => groups.push(Group { list, blocks: vec![view] }),
        }
    }
    groups
}

fn block_view(placed: &PlacedBlock, text: &Text, margin: &Margin) -> BlockView {
    let block = &placed.block;
    let ordinal = placed.owner.map(|(first, _)| first);
    let count = text.counts.iter().find(|count| Some(count.ordinal) == ordinal);
    let relation = text.links.iter().find(|link| ordinal.is_some() && link.new_ordinal == ordinal).map(|link| link.relation);
    let level = match block.kind {
        BlockKind::Heading => (block.level + 1).clamp(2, 6),
        BlockKind::ListItem => block.level.clamp(1, 6),
        _ => 0,
    };
    BlockView {
        kind: block.kind.as_str(),
        level,
        label: if block.kind == BlockKind::Footnote { block.label.clone() } else { block.printed_label() },
        html: export::html::content(block),
        ordinal,
        change: relation.filter(|relation| *relation != Relation::Unchanged).map(Relation::as_str),
        linked: margin.linked && ordinal.is_some(),
        comments: count.map_or(0, |count| count.comments),
        answered: match count {
            Some(count) if count.answered == count.comments => "all",
            Some(count) if count.answered > 0 => "some",
            _ => "none",
        },
        open: margin.open && ordinal.is_some(),
        target: if block.kind == BlockKind::Heading { "section" } else { "paragraph" },
    }
}
