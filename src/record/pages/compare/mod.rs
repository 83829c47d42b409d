//! Any two drafts compared: what changed, word by word, and why.

mod choice;
mod cut;

use crate::ids::Ordinal;
use std::collections::HashMap;

use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};

pub use choice::numbers;
use choice::{Asked, Choice, Links, Only};

use super::layout::{CauseView, Causes, ConsultationLink, DraftLink, FileLink, VersionLink, paragraph_title};
use crate::drafts::model::DraftNumber;
use crate::drafts::read::{Paragraph, PlacedBlock, Reach};
use crate::error::AppError;
use crate::language::Language;
use crate::record::comparison::{ComparedDrafts, between, blocks_of, by_ordinal, text_of};
use crate::record::compose::Strand;
use crate::record::reader::Reader;
use crate::text::export::redline::{self, Shown};
use crate::text::lineage::Relation;
use crate::text::model::BlockKind;
use crate::text::redline::Operation;
use crate::web::cached::{self, Made};
use crate::web::locale::PageLanguage;
use crate::web::page::Page;
use crate::web::state::State;

/// Two drafts in an address: `2...3`.
#[derive(Clone, Deserialize)]
pub struct ComparePath {
    slug: String,
    drafts: String,
}

#[derive(Serialize)]
struct CompareView {
    consultation: ConsultationLink,
    old: DraftLink,
    new: DraftLink,
    others: Vec<DraftLink>,
    side: bool,
    links: Links,
    versions: Vec<VersionChoice>,
    files: Vec<FileLink>,
    lang: &'static str,
    dir: &'static str,
    summary: Vec<SummaryLine>,
    nothing: bool,
    doubtful: usize,
    entries: Vec<Entry>,
    page: usize,
    pages: usize,
    previous: Option<String>,
    next: Option<String>,
}

/// A language both drafts have.
#[derive(Serialize)]
struct VersionChoice {
    version: VersionLink,
    href: String,
}

#[derive(Serialize)]
struct SummaryLine {
    relation: &'static str,
    count: usize,
    /// Where only these are shown; `None` if they are.
    href: Option<String>,
}

/// One changed (or unchanged) passage.
#[derive(Serialize)]
struct Entry {
    relation: &'static str,
    kind: &'static str,
    /// The heading it stands under, where the entry before stands under another one.
    under: Option<String>,
    old: Vec<Place>,
    new: Vec<Place>,
    /// Both texts in one, marked.
    redline: Shown,
    /// For side by side: the old text with what was deleted, the new one with what was inserted.
    before: Option<Shown>,
    after: Option<Shown>,
    /// Its number among the changes of the page, for the way from one to the next.
    change: Option<usize>,
    /// Where the next change stands.
    next: Option<String>,
    doubtful: bool,
    causes: Vec<CauseView>,
}

#[derive(Serialize)]
struct Place {
    ordinal: Ordinal,
    title: String,
}

/// GET `/{language}/consultations/{slug}/compare/{m}...{n}`
pub async fn show(
    request: HttpRequest,
    state: web::Data<State>,
    language: PageLanguage,
    reader: Reader,
    path: web::Path<ComparePath>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, AppError> {
    let (old, new) = numbers(&path.drafts)?;
    if new < old {
        // There is one comparison of two drafts: from the earlier to the later.
        let slug = crate::consultations::model::Slug::parse(&path.slug).map_err(|_| AppError::NotFound)?;
        reader.reach(&state).await?;
        let query = request.uri().query().map_or_else(String::new, |query| format!("?{query}"));
        let to = format!("{}/consultations/{}/compare/{new}...{old}{query}", reader.base(language.0), slug.as_str());
        return Ok(HttpResponse::Found().insert_header((LOCATION, to)).finish());
    }
    let choice = Choice::new(&asked)?;
    let reach = reader.reach(&state).await?;
    let key = format!("/{}/consultations/{}/compare/{old}...{new}?{choice:?}", language.0.as_str(), path.slug);
    let make = make(&state, language.0, &reader, reach, &path.slug, (old, new), choice);
    cached::answer(&request, &state, reader.is_public(), &path.slug, key, make).await
}

/// What is read for the page.
struct Texts {
    compared: ComparedDrafts,
    causes: Causes,
}

async fn make(
    state: &State,
    language: Language,
    reader: &Reader,
    reach: Reach,
    slug: &str,
    numbers: (DraftNumber, DraftNumber),
    choice: Choice,
) -> Result<Made, AppError> {
    let wanted = slug.to_owned();
    let texts = state
        .database
        .read(move |conn| {
            let compared = ComparedDrafts::read(conn, reach, &wanted, numbers, choice.language, language)?;
            let causes = Causes::read(conn, &compared.readable)?;
            Ok::<_, AppError>(Texts { compared, causes })
        })
        .await?;
    let view = arrange(state, &texts, language, choice)?;
    let title = state.renderer.say(
        language,
        "record-compare-title",
        &[("old", view.old.number.clone().into()), ("new", view.new.number.clone().into())],
    );
    let path = format!(
        "{}/consultations/{slug}/compare/{}...{}{}",
        reader.prefix(),
        numbers.0,
        numbers.1,
        Choice { page: None, ..choice }.query().trim_end_matches('?')
    );
    let page = Page::new(state, language, &path, title).with_base(&reader.base(language));
    Ok(Made { html: page.html("record/compare", &view)?, ends: None })
}

fn arrange(state: &State, texts: &Texts, language: Language, choice: Choice) -> Result<CompareView, AppError> {
    let consultation = &texts.compared.whole.consultation;
    let (old_by, new_by) = (by_ordinal(&texts.compared.old_blocks), by_ordinal(&texts.compared.new_blocks));
    let summary = Relation::ALL
        .into_iter()
        .map(|relation| {
            // As on the draft's own page: a split counts for each of its parts.
            let own = texts.compared.strands.iter().filter(|strand| strand.relation() == relation);
            let count = own.map(|strand| if relation == Relation::Split { strand.new.len() } else { 1 }).sum();
            let href = (choice.only != Only::One(relation)).then(|| choice.of(Only::One(relation)));
            SummaryLine { relation: relation.as_str(), count, href }
        })
        .filter(|line| line.count > 0)
        .collect();
    let wanted: Vec<&Strand> = texts.compared.strands.iter().filter(|strand| choice.shows(strand.relation())).collect();
    let is_changed = |strand: &&Strand| strand.relation() != Relation::Unchanged;
    let weights: Vec<usize> = wanted
        .iter()
        .map(|strand| {
            cut::weight(text_of(&old_by, &strand.old).len(), text_of(&new_by, &strand.new).len(), choice.side || is_changed(strand))
        })
        .collect();
    let first_change = wanted.iter().position(is_changed);
    let pages = cut::pages(&weights, first_change);
    let opening = first_change.and_then(|first| pages.iter().position(|page| page.contains(&first))).map_or(1, |index| index + 1);
    let page = choice.page.unwrap_or(opening);
    if page == 0 || page > pages.len().max(1) {
        return Err(AppError::NotFound);
    }
    let range = pages.get(page - 1).cloned().unwrap_or(0..0);
    // Where the change after the last one of this page stands.
    let later = wanted[range.end..].iter().position(is_changed).map(|step| range.end + step);
    let later =
        later.and_then(|at| pages.iter().position(|page| page.contains(&at))).map(|index| format!("{}#change-1", choice.at(index + 1)));
    let headings = headings(&texts.compared.new_blocks);
    let mut last_heading: Option<String> = None;
    let mut entries = Vec::new();
    let mut changes = 0;
    let on_page = wanted[range.clone()].iter().filter(|strand| is_changed(strand)).count();
    for strand in &wanted[range] {
        let mut entry = entry(state, texts, language, choice.side, strand, &old_by, &new_by);
        if is_changed(strand) {
            changes += 1;
            entry.change = Some(changes);
            entry.next = if changes < on_page { Some(format!("#change-{}", changes + 1)) } else { later.clone() };
        }
        let under = strand.new.first().and_then(|ordinal| headings.range(..=*ordinal).next_back()).map(|(_, text)| text.clone());
        if entry.kind != BlockKind::Heading.as_str() && under != last_heading {
            entry.under.clone_from(&under);
        }
        if !strand.new.is_empty() {
            last_heading = under;
        }
        entries.push(entry);
    }
    let others =
        texts.compared.whole.drafts.iter().filter(|draft| draft.number < texts.compared.new.number && draft.id != texts.compared.old.id);
    Ok(CompareView {
        consultation: ConsultationLink::new(consultation, language),
        old: DraftLink::new(&texts.compared.old, consultation, language),
        new: DraftLink::new(&texts.compared.new, consultation, language),
        others: others.map(|draft| DraftLink::new(draft, consultation, language)).collect(),
        side: choice.side,
        links: choice.links(),
        files: FileLink::all(),
        versions: texts
            .compared
            .common
            .iter()
            .zip(VersionLink::all(&texts.compared.common, Some(texts.compared.language)))
            .map(|(version, link)| VersionChoice { href: choice.in_language(version.language), version: link })
            .collect(),
        lang: texts.compared.language.as_str(),
        dir: texts.compared.language.direction(),
        summary,
        nothing: texts.compared.strands.iter().all(|strand| strand.relation() == Relation::Unchanged),
        doubtful: texts.compared.strands.iter().filter(|strand| strand.doubtful).count(),
        entries,
        page,
        pages: pages.len(),
        previous: (page > 1).then(|| choice.at(page - 1)),
        next: (page < pages.len()).then(|| choice.at(page + 1)),
    })
}

fn headings(blocks: &[PlacedBlock]) -> std::collections::BTreeMap<Ordinal, String> {
    blocks
        .iter()
        .filter(|placed| placed.block.kind == BlockKind::Heading)
        .filter_map(|placed| Some((placed.owner?.0, placed.block.printed())))
        .collect()
}

fn entry(
    state: &State,
    texts: &Texts,
    language: Language,
    side: bool,
    strand: &Strand,
    old_by: &HashMap<Ordinal, Vec<&PlacedBlock>>,
    new_by: &HashMap<Ordinal, Vec<&PlacedBlock>>,
) -> Entry {
    let redline = redline::blocks(&blocks_of(old_by, &strand.old), &blocks_of(new_by, &strand.new), between(strand));
    let place = |ordinal: &Ordinal, paragraphs: &[Paragraph], blocks: &HashMap<Ordinal, Vec<&PlacedBlock>>| {
        let label = paragraphs.iter().find(|p| p.ordinal == *ordinal).map_or("", |p| p.label.as_str());
        let heading = blocks.get(ordinal).and_then(|found| found.iter().find(|placed| placed.block.kind == BlockKind::Heading));
        let heading = heading.map(|placed| placed.block.plain());
        Place { ordinal: *ordinal, title: paragraph_title(state, language, label, *ordinal, heading.as_deref()) }
    };
    let kind =
        strand.new.first().and_then(|ordinal| new_by.get(ordinal)).or_else(|| strand.old.first().and_then(|ordinal| old_by.get(ordinal)));
    let kind = kind.and_then(|found| found.first()).map_or("paragraph", |placed| placed.block.kind.as_str());
    let authoritative = texts.compared.whole.consultation.language;
    let causes = strand.steps.iter().flat_map(|(draft, paragraph)| texts.causes.of(*draft, *paragraph, language, authoritative)).collect();
    Entry {
        relation: strand.relation().as_str(),
        kind,
        under: None,
        old: strand.old.iter().map(|ordinal| place(ordinal, &texts.compared.old_paragraphs, old_by)).collect(),
        new: strand.new.iter().map(|ordinal| place(ordinal, &texts.compared.new_paragraphs, new_by)).collect(),
        before: side.then(|| redline.without(Operation::Insert)),
        after: side.then(|| redline.without(Operation::Delete)),
        redline,
        change: None,
        next: None,
        doubtful: strand.doubtful,
        causes,
    }
}
