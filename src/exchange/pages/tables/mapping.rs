//! A table before it is taken over: what its columns, words and places mean, and what taking it over would do.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use super::{PlaceChoice, place_choices};
use crate::comments::pages::{Place, excerpt};
use crate::comments::table::{ColumnMeaning, Role, SourceChoice};
use crate::contributors::COUNTRIES;
use crate::contributors::model::{Group, Level, Region};
use crate::drafts;
use crate::error::AppError;
use crate::exchange::tables::{self, Choices, Doubtful, Flag, Line, Preview, Report, RowChange};
use crate::ids::DeliveryId;
use crate::platform::admission::Asker;
use crate::platform::clock::Timestamp;
use crate::publications::model::{CommentKind, Decision, Target};
use crate::resolutions::pages::desk::{Head, StaffConsultation};
use crate::submissions::check;
use crate::submissions::deliveries::{self, Delivery};
use crate::web::forms::FormView;
use crate::web::state::State;

/// So many places are asked about at once, those of most rows first.
const MOST_PLACES: usize = 150;
/// So many rows are shown.
const MOST_ROWS: usize = 60;

#[derive(Serialize)]
struct MappingView {
    head: Head,
    id: DeliveryId,
    sender: String,
    received: Timestamp,
    draft: String,
    report: Report,
    hidden: Vec<String>,
    sheets: Vec<SheetView>,
    roles: Vec<&'static str>,
    sources: Vec<SourceView>,
    groups: Vec<&'static str>,
    regions: Vec<&'static str>,
    levels: Vec<&'static str>,
    countries: Vec<(&'static str, &'static str)>,
    decided: Vec<WordsView>,
    decisions: Vec<&'static str>,
    kinds: Vec<WordsView>,
    known_kinds: Vec<&'static str>,
    places: Vec<DoubtView>,
    /// How many more places there are.
    more_places: usize,
    prefixes: Vec<(String, String)>,
    lines: Vec<LineView>,
    more_lines: usize,
    form: FormView,
}

#[derive(Serialize)]
struct SheetView {
    name: String,
    rows: usize,
    columns: Vec<ColumnView>,
}

#[derive(Serialize)]
struct ColumnView {
    index: usize,
    /// What the column is called in choices.
    heading: String,
    /// What it is called on the page.
    shown: String,
    role: &'static str,
    examples: Vec<String>,
}

#[derive(Serialize)]
struct SourceView {
    index: usize,
    name: String,
    comments: usize,
    choice: SourceChoice,
}

/// Words of the table with what they mean.
#[derive(Serialize)]
struct WordsView {
    index: usize,
    words: String,
    shown: String,
    count: usize,
    meaning: &'static str,
}

#[derive(Serialize)]
struct DoubtView {
    index: usize,
    said: String,
    shown: String,
    rows: String,
    count: usize,
    doubt: &'static str,
    excerpt: String,
    candidates: Vec<PlaceChoice>,
}

#[derive(Serialize)]
struct LineView {
    row: usize,
    source: String,
    place: Option<String>,
    said: String,
    kind: Option<&'static str>,
    decision: Option<&'static str>,
    change: &'static str,
    reopened: bool,
    excerpt: String,
}

/// The table as it would be taken over.
pub async fn looked_at(state: &State, delivery: &Delivery, choices: Choices) -> Result<(Preview, drafts::model::Draft), AppError> {
    let (of, key) = (delivery.clone(), Arc::clone(&state.key));
    let (bytes, draft) = state
        .database
        .read(move |conn| Ok::<_, AppError>((deliveries::original(conn, &key, &of)?, drafts::read::by_id(conn, of.draft)?)))
        .await?;
    let sender = delivery.sender(&state.key)?;
    let grids = state.extractor.tables(&bytes, Asker::Staff).await?;
    let look = tables::preview(&state.database, &state.key, Some(draft.clone()), grids, choices, sender, delivery.language).await?;
    Ok((look, draft))
}

/// What was said of a table so far.
pub fn kept(state: &State, delivery: &Delivery) -> Result<Choices, AppError> {
    let json = delivery.choices(&state.key)?;
    if json.is_empty() { Ok(Choices::default()) } else { serde_json::from_slice(&json).map_err(AppError::internal) }
}

/// The sheets with their columns, which are counted through all of them.
fn sheets(at: &StaffConsultation, look: &Preview) -> Vec<SheetView> {
    let unnamed = |number: usize| at.state.renderer.say(at.language, "tables-column", &[("n", number.into())]);
    let mut index = 0;
    let mut column = |column: &ColumnMeaning| {
        index += 1;
        ColumnView {
            index,
            heading: column.heading.clone(),
            shown: column.unnamed.map_or_else(|| column.heading.clone(), unnamed),
            role: column.role.unwrap_or(Role::Ignored).as_str(),
            examples: column.examples.clone(),
        }
    };
    let sheets = look.table.sheets.iter();
    sheets
        .map(|(name, columns, rows)| SheetView { name: name.clone(), rows: *rows, columns: columns.iter().map(&mut column).collect() })
        .collect()
}

/// Who speaks in the table, with what was said of each.
fn sources(look: &Preview, report: &Report) -> Vec<SourceView> {
    let known = &look.choices.mapping.sources;
    let source = |(index, (name, comments)): (usize, (&String, &usize))| SourceView {
        index,
        name: name.clone(),
        comments: *comments,
        choice: known.get(name).cloned().unwrap_or_else(|| tables::guess(name)),
    };
    report.by_organisation.iter().enumerate().map(source).collect()
}

/// What places are called.
struct Places<'a> {
    at: &'a StaffConsultation,
    labels: HashMap<Target, String>,
}

impl Places<'_> {
    fn title(&self, target: Target) -> String {
        let label = excerpt(self.labels.get(&target).map_or("", String::as_str), 60);
        Place::new(&self.at.state, self.at.language, target.kind, target.ordinal, &label, String::new()).title
    }

    /// The places that were told by the number with which they begin.
    fn prefixes(&self, look: &Preview) -> Vec<(String, String)> {
        let told = look.plan.lines.iter().filter(|line| line.flags.contains(&Flag::NumberPrefix));
        let mut found: Vec<_> = told.filter_map(|line| Some((line.entry.place.said(), self.title(line.found.target()?)))).collect();
        found.sort();
        found.dedup();
        found
    }

    fn doubt(&self, look: &Preview, index: usize, doubt: &Doubtful) -> DoubtView {
        let first = &look.plan.lines[doubt.lines[0]];
        let rows: Vec<String> = doubt.lines.iter().take(8).map(|line| look.plan.lines[*line].entry.row.to_string()).collect();
        DoubtView {
            index,
            said: doubt.said.clone(),
            shown: excerpt(&doubt.said, 120),
            rows: rows.join(", "),
            count: doubt.lines.len(),
            doubt: first.flags.iter().find(|flag| matches!(flag, Flag::Place(_))).map_or("unknown", |flag| flag.as_str()),
            excerpt: excerpt(first.entry.words(), 160),
            candidates: place_choices(&self.at.state, self.at.language, &doubt.candidates, &self.labels),
        }
    }

    fn line(&self, line: &Line) -> LineView {
        LineView {
            row: line.entry.row,
            source: tables::name(&line.entry).to_owned(),
            place: line.found.target().map(|target| self.title(target)),
            said: excerpt(&line.entry.place.said(), 60),
            kind: line.kind.map(CommentKind::as_str),
            decision: line.decision.map(Decision::as_str),
            change: match line.change {
                RowChange::New => "new",
                RowChange::Changed(_) => "changed",
                RowChange::Unchanged(_) => "unchanged",
            },
            reopened: line.reopened,
            excerpt: excerpt(line.entry.words(), 140),
        }
    }
}

/// The page; `choices` are those of a form that was refused.
pub async fn page(
    at: &StaffConsultation,
    delivery: &Delivery,
    choices: Option<Choices>,
    error: Option<&AppError>,
    status: StatusCode,
) -> Result<HttpResponse, AppError> {
    let choices = match choices {
        Some(choices) => choices,
        None => kept(&at.state, delivery)?,
    };
    let confirmed_how = choices.confirmed_how.clone();
    let (look, draft) = looked_at(&at.state, delivery, choices).await?;
    let doubtful = look.doubtful();
    let mut targets: HashSet<Target> = doubtful.iter().take(MOST_PLACES).flat_map(|doubt| doubt.candidates.iter().copied()).collect();
    targets.extend(look.plan.lines.iter().filter_map(|line| line.found.target()));
    let (targets, of, round): (Vec<Target>, _, _) = (targets.into_iter().collect(), draft.id, delivery.round);
    let labels = at.state.database.read(move |conn| check::labels(conn, of, round, &targets)).await?;
    let places = Places { at, labels };
    let report = Report::new(&look.table, &look.plan);
    let mut form = FormView::new(&["confirmed_how"]).with("confirmed_how", confirmed_how);
    if let Some(error) = error {
        form = form.refused(error)?;
    }
    let mut countries: Vec<(&str, &str)> = COUNTRIES.iter().map(|country| (country.code, country.name(at.language))).collect();
    countries.sort_by_key(|(_, name)| crate::text::fold::folded(name));
    let doubts = doubtful.iter().take(MOST_PLACES).enumerate();
    let view = MappingView {
        head: at.head(),
        id: delivery.id,
        sender: delivery.sender(&at.state.key)?,
        received: delivery.received_on.start(),
        draft: draft.number.to_string(),
        hidden: look.table.hidden.clone(),
        sheets: sheets(at, &look),
        roles: Role::ALL.iter().map(|role| role.as_str()).collect(),
        sources: sources(&look, &report),
        groups: Group::ALL.iter().map(|group| group.as_str()).collect(),
        regions: Region::ALL.iter().map(|region| region.as_str()).collect(),
        levels: Level::ALL.iter().rev().map(|level| level.as_str()).collect(),
        countries,
        decided: decided(&look),
        decisions: Decision::ALL.iter().filter(|decision| **decision != Decision::Duplicate).map(|decision| decision.as_str()).collect(),
        kinds: kinds(&look),
        known_kinds: CommentKind::ALL.iter().map(|kind| kind.as_str()).collect(),
        places: doubts.map(|(index, doubt)| places.doubt(&look, index, doubt)).collect(),
        more_places: doubtful.len().saturating_sub(MOST_PLACES),
        prefixes: places.prefixes(&look),
        lines: look.plan.lines.iter().take(MOST_ROWS).map(|line| places.line(line)).collect(),
        more_lines: look.plan.lines.len().saturating_sub(MOST_ROWS),
        report,
        form,
    };
    at.page(&format!("/tables/{}", delivery.id.0), "tables-mapping-title").response(status, "exchange/mapping", &view)
}

/// The words of the column of decisions, those that no rule knows first.
fn decided(look: &Preview) -> Vec<WordsView> {
    let mut counted: BTreeMap<&str, (usize, &'static str)> = BTreeMap::new();
    for line in &look.plan.lines {
        let words = line.entry.decision_words();
        if !words.is_empty() {
            let meaning = line.decision.map_or(if line.flags.contains(&Flag::Decision) { "" } else { "open" }, Decision::as_str);
            counted.entry(words).or_insert((0, meaning)).0 += 1;
        }
    }
    // What is longer than a status is an answer in words: only those that are not understood are asked about.
    let asked = counted.into_iter().filter(|(words, (_, meaning))| meaning.is_empty() || words.chars().count() <= 60);
    let mut views: Vec<WordsView> = asked
        .map(|(words, (count, meaning))| WordsView { index: 0, words: words.to_owned(), shown: excerpt(words, 120), count, meaning })
        .collect();
    views.sort_by_key(|view| (!view.meaning.is_empty(), std::cmp::Reverse(view.count)));
    views.truncate(100);
    for (index, view) in views.iter_mut().enumerate() {
        view.index = index;
    }
    views
}

/// The words of the column of kinds that no rule knows, and those that a person has explained.
fn kinds(look: &Preview) -> Vec<WordsView> {
    let mut counted: BTreeMap<&str, (usize, &'static str)> = BTreeMap::new();
    let explained = &look.choices.mapping.kinds;
    for line in look.plan.lines.iter().filter(|line| line.flags.contains(&Flag::Kind) || explained.contains_key(&line.entry.kind)) {
        counted.entry(&line.entry.kind).or_insert((0, line.kind.map_or("", CommentKind::as_str))).0 += 1;
    }
    let view = |(index, (words, (count, meaning))): (usize, (&str, (usize, &'static str)))| WordsView {
        index,
        words: words.to_owned(),
        shown: excerpt(words, 80),
        count,
        meaning,
    };
    counted.into_iter().take(100).enumerate().map(view).collect()
}
