//! What is kept: added to, taken from, shown as the public will see it.

use crate::ids::Ordinal;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::form::{self, Filled};
use super::opened::{Carried, Opened, credential_of, must_reach, must_take, round_of, target_of};
use super::rows::{self, RowView};
use crate::comments::pages::{Appearance, Card, Place, excerpt};
use crate::comments::table::Outline;
use crate::contributors::model::{Confirmation, Level, Named};
use crate::error::{AppError, AppResult, Conflict};
use crate::language::Language;
use crate::platform::clock::Timestamp;
use crate::publications::model::{Target, TargetKind, Words, themes_column};
use crate::submissions::check::{self, Trace};
use crate::submissions::copy::WorkingCopy;
use crate::submissions::credentials::Credential;
use crate::submissions::table::kinds;
use crate::web::arrival::Arrived;
use crate::web::body::Fields;
use crate::web::forms::FormView;
use crate::web::guard::FormData;
use crate::web::locale::PageLanguage;
use crate::web::page::{Page, say, status_of};
use crate::web::state::State;

#[derive(Serialize)]
struct KeptView {
    carried: Carried,
    lines: Vec<Line>,
    places: Vec<PlaceChoice>,
    /// Rows of a table that are no comments yet.
    rows: Vec<RowView>,
    kinds: Vec<&'static str>,
    form: FormView,
}

#[derive(Serialize)]
struct Line {
    item: String,
    place: Place,
    excerpt: String,
    lang: &'static str,
    dir: &'static str,
}

/// A place that another comment can be about.
#[derive(Serialize)]
struct PlaceChoice {
    target: &'static str,
    at: Ordinal,
    title: String,
}

#[derive(Serialize)]
struct PreviewView {
    carried: Carried,
    cards: Vec<PreviewCard>,
    /// What was looked at: only this very version is sent.
    version: String,
    level: &'static str,
    traces: bool,
    /// Whether something was sent under the code already.
    sent: bool,
    form: FormView,
}

#[derive(Serialize)]
struct PreviewCard {
    item: String,
    card: Card,
    traces: Vec<&'static str>,
}

/// A form that was typed, kept: the copy with it, or the form again with what is wrong.
enum Outcome {
    Kept(Box<Opened>, WorkingCopy),
    Refused(HttpResponse),
}

/// Takes the form of a comment into the working copy. `complete` asks for everything that sending needs.
async fn take(state: &State, language: Language, typed: &FormData, arrived: Timestamp, complete: bool) -> Result<Outcome, AppError> {
    let target = target_of(typed.get("target"), typed.get("at")).ok_or(AppError::NotFound)?;
    let opened = match Opened::open(state, language, typed).await {
        Ok(opened) => opened,
        Err(error @ (AppError::Invalid(_) | AppError::Conflict(_))) => {
            return refuse_unopened(state, language, typed, target, arrived, error).await.map(Outcome::Refused);
        }
        Err(other) => return Err(other),
    };
    let done = put(state, language, &opened, typed, target, arrived, complete).await;
    match done {
        Ok(copy) => Ok(Outcome::Kept(Box::new(opened), copy)),
        Err(error) => refuse(state, language, &opened, typed, target, arrived, error).await.map(Outcome::Refused),
    }
}

async fn put(
    state: &State,
    language: Language,
    opened: &Opened,
    typed: &FormData,
    target: Target,
    arrived: Timestamp,
    complete: bool,
) -> Result<WorkingCopy, AppError> {
    must_take(&opened.round, arrived)?;
    let texts = form::text_of(state, &opened.draft, target).await?;
    // The words as they stand are no proposal.
    let spaces = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let typed_proposal = spaces(typed.get("proposed"));
    let unchanged = texts.iter().any(|(_, text)| spaces(text) == typed_proposal);
    let get = |field: &str| if field == "proposed" && unchanged { "" } else { typed.get(field) };
    let item = check::item(get, target, &opened.consultation.themes, language);
    let speaker = check::speaker(|field| typed.get(field));
    let (item, (speaker, level, consent)) = both(item, speaker)?;
    let (draft, round) = (opened.draft.id, opened.round.id);
    let labels = state.database.read(move |conn| check::labels(conn, draft, round, &[target])).await?;
    if !labels.contains_key(&target) {
        return Err(AppError::Conflict(Conflict::TargetGone));
    }
    opened
        .keep(state, |copy| {
            // Who speaks and what is shown are hers to choose in a form that showed what was kept, or while nothing else is.
            // Any other form (a fresh one, an old tab) adds its comment, which may show less than the others do.
            let seen = typed.get("seen") == copy.digest() || copy.items.iter().all(|known| known.key == item.key);
            let mut item = item.clone();
            let shown =
                |copy: &WorkingCopy| copy.items.iter().find(|known| known.key == item.key).map_or(copy.level, |known| copy.level_of(known));
            let (before, whole) = (shown(copy), copy.level);
            if seen {
                copy.speaker = speaker.clone();
                copy.level = level;
            } else if level < copy.level {
                item.level = Some(item.level.map_or(level, |own| own.min(level)));
            }
            // To show more than was agreed to is agreed to anew.
            let raised = copy.level > whole || copy.level_of(&item) > before;
            copy.consent = consent || (copy.consent && !raised);
            copy.put(item);
            if complete { check::complete(copy) } else { Ok(()) }
        })
        .await
}

/// The errors of both parts of the form at once.
fn both<A, B>(first: AppResult<A>, second: AppResult<B>) -> AppResult<(A, B)> {
    match (first, second) {
        (Ok(first), Ok(second)) => Ok((first, second)),
        (Err(AppError::Invalid(mut errors)), Err(AppError::Invalid(others))) => {
            others.iter().for_each(|(field, message)| errors.add(field, message));
            Err(AppError::Invalid(errors))
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

/// The form again, with what was typed and what is wrong.
async fn refuse(
    state: &State,
    language: Language,
    opened: &Opened,
    typed: &FormData,
    target: Target,
    arrived: Timestamp,
    error: AppError,
) -> Result<HttpResponse, AppError> {
    let form = FormView::new(&form::FIELDS).typed(typed).refused(&error)?;
    let themes: Vec<String> = opened
        .consultation
        .themes
        .0
        .iter()
        .filter(|theme| typed.is_ticked(&format!("theme_{}", theme.code)))
        .map(|theme| theme.code.clone())
        .collect();
    let item = typed.get("item").to_owned();
    let filled = Filled { target, item, form, themes, others: 0, seen: typed.get("seen").to_owned() };
    form::page(state, language, opened, filled, arrived, status_of(&error)).await
}

/// The form again under a new code, because its own cannot be used.
async fn refuse_unopened(
    state: &State,
    language: Language,
    typed: &FormData,
    target: Target,
    arrived: Timestamp,
    error: AppError,
) -> Result<HttpResponse, AppError> {
    let round = round_of(typed)?;
    must_reach(state, round, typed, arrived).await?;
    // The code that the form showed stays hers if it was made here; only a foreign one is replaced.
    let own = credential_of(state, typed).ok().filter(|credential| credential.is_of(round, typed.get("token")));
    let credential = own.map_or_else(|| Credential::random(&state.key), Ok)?;
    let opened = Opened::with(state, language, credential, round, typed, None).await?;
    refuse(state, language, &opened, typed, target, arrived, error).await
}

/// POST `/{language}/submissions`: keeps a comment; without one, shows what is kept and where another could go.
pub async fn keep(state: web::Data<State>, language: PageLanguage, arrived: Arrived, fields: Fields) -> Result<HttpResponse, AppError> {
    let typed = FormData::open(fields.into_inner());
    if typed.get("target").is_empty() {
        let opened = Opened::open(&state, language.0, &typed).await?;
        return kept_page(&state, language.0, &opened, &opened.copy(), None, arrived.0).await;
    }
    match take(&state, language.0, &typed, arrived.0, false).await? {
        Outcome::Kept(opened, copy) => kept_page(&state, language.0, &opened, &copy, None, arrived.0).await,
        Outcome::Refused(response) => Ok(response),
    }
}

/// POST `/{language}/submissions/removal`: takes a comment out of what is kept.
pub async fn remove(state: web::Data<State>, language: PageLanguage, arrived: Arrived, fields: Fields) -> Result<HttpResponse, AppError> {
    let typed = FormData::open(fields.into_inner());
    let opened = Opened::open(&state, language.0, &typed).await?;
    let item = typed.get("item").to_owned();
    let copy = opened
        .keep(&state, |copy| {
            copy.items.retain(|known| known.key != item);
            Ok(())
        })
        .await?;
    kept_page(&state, language.0, &opened, &copy, None, arrived.0).await
}

/// The page of what is kept, with what stands in the way of sending it, if something does.
///
/// # Errors
/// Those of the database.
pub async fn kept_page(
    state: &State,
    language: Language,
    opened: &Opened,
    copy: &WorkingCopy,
    wrong: Option<AppError>,
    arrived: Timestamp,
) -> Result<HttpResponse, AppError> {
    let (draft, round) = (opened.draft.clone(), opened.round.id);
    let targets: Vec<Target> = copy.items.iter().map(|item| item.target).collect();
    let has_rows = !copy.pending.is_empty();
    let (labels, questions, headings, paragraphs, outline) = state
        .database
        .read(move |conn| {
            let labels = check::labels(conn, draft.id, round, &targets)?;
            let questions = crate::drafts::read::questions(conn, &[draft.id])?;
            let versions = crate::drafts::read::versions(conn, &[draft.id])?;
            let version = crate::drafts::read::choose(&versions, None, language).ok_or(AppError::NotFound)?;
            let headings = crate::drafts::read::headings(conn, version.id)?;
            let paragraphs = crate::drafts::read::paragraphs(conn, draft.id)?;
            let outline = if has_rows { crate::comments::outline(conn, draft.id)? } else { Outline::default() };
            Ok::<_, AppError>((labels, questions, headings, paragraphs, outline))
        })
        .await?;
    let number = opened.draft.number.to_string();
    let place = |target: Target| {
        let label = labels.get(&target).map_or("", String::as_str);
        Place::new(state, language, target.kind, target.ordinal, label, number.clone())
    };
    let lines = copy
        .items
        .iter()
        .map(|item| {
            let words = if item.words.body.is_empty() { &item.words.proposed } else { &item.words.body };
            Line {
                item: item.key.clone(),
                place: place(item.target),
                excerpt: excerpt(words, 160),
                lang: item.language.as_str(),
                dir: item.language.direction(),
            }
        })
        .collect();
    let choice = |kind: TargetKind, at: Ordinal, label: &str| PlaceChoice {
        target: kind.as_str(),
        at,
        title: Place::new(state, language, kind, at, label, String::new()).title,
    };
    let mut places = vec![choice(TargetKind::Draft, Ordinal::default(), "")];
    let own = questions.iter().filter(|question| question.round == opened.round.id);
    places.extend(own.map(|question| choice(TargetKind::Question, question.number, &question.number.to_string())));
    places.extend(headings.iter().filter_map(|heading| Some(choice(TargetKind::Section, heading.owner?.0, &heading.block.printed()))));
    // Main paragraphs are enough for a choice; the others are reached from the text.
    let main = paragraphs.iter().filter(|paragraph| {
        !paragraph.label.is_empty() && !paragraph.label.contains(' ') && paragraph.label.chars().any(|c| c.is_ascii_digit())
    });
    places.extend(main.map(|paragraph| choice(TargetKind::Paragraph, paragraph.ordinal, &paragraph.label)));
    let (mut form, mut status) = (FormView::new(&[]), StatusCode::OK);
    if let Some(error) = wrong {
        form = form.refused(&error)?;
        status = status_of(&error);
    }
    let rows = rows::rows(copy, &outline, language);
    let view = KeptView { carried: opened.carried(language, arrived), lines, places, rows, kinds: kinds(), form };
    let page = Page::new(state, language, "/answers", say(state, language, "kept-title"));
    page.with_base(&opened.base).response(status, "submissions/kept", &view)
}

/// POST `/{language}/submissions/preview`: shows exactly what the public will see, of a form that was typed or of what is
/// kept.
pub async fn preview(state: web::Data<State>, language: PageLanguage, arrived: Arrived, fields: Fields) -> Result<HttpResponse, AppError> {
    let typed = FormData::open(fields.into_inner());
    if typed.get("target").is_empty() {
        let opened = Opened::open(&state, language.0, &typed).await?;
        let copy = opened.copy();
        return match (check::complete(&copy), copy.items.last()) {
            // Rows of a table are corrected or removed first.
            (Err(error), _) if !copy.pending.is_empty() => kept_page(&state, language.0, &opened, &copy, Some(error), arrived.0).await,
            // What is missing is asked for in the form of the last comment.
            (Err(error), Some(item)) => {
                let form = form_of(&copy, item.key.as_str(), language.0).refused(&error)?;
                let filled = Filled {
                    target: item.target,
                    item: item.key.clone(),
                    form,
                    themes: item.themes.clone(),
                    others: copy.items.len() - 1,
                    seen: copy.digest(),
                };
                form::page(&state, language.0, &opened, filled, arrived.0, status_of(&error)).await
            }
            (Err(_), None) => kept_page(&state, language.0, &opened, &copy, None, arrived.0).await,
            (Ok(()), _) => preview_page(&state, language.0, &opened, &copy, None, arrived.0).await,
        };
    }
    match take(&state, language.0, &typed, arrived.0, true).await? {
        Outcome::Kept(opened, copy) => preview_page(&state, language.0, &opened, &copy, None, arrived.0).await,
        Outcome::Refused(response) => Ok(response),
    }
}

fn form_of(copy: &WorkingCopy, item: &str, language: Language) -> FormView {
    form::filled(copy, copy.items.iter().find(|known| known.key == item), language)
}

/// How a comment will look to the public.
fn as_published(copy: &WorkingCopy, index: usize, label: &str, late: bool) -> Appearance {
    let item = &copy.items[index];
    let level = copy.level_of(item);
    let hidden = level == Level::NotPublished;
    Appearance {
        target: item.target,
        label: label.to_owned(),
        level,
        kind: item.kind.filter(|_| !hidden),
        themes: if hidden { String::new() } else { themes_column(&item.themes) },
        language: item.language,
        late,
        group: Some(copy.speaker.group).filter(|_| !hidden),
        region: Some(copy.speaker.region).filter(|_| !hidden),
        named: Named::of(&copy.speaker, level, Confirmation::Confirmed),
        words: if hidden { Words::default() } else { item.words.clone() },
    }
}

/// The preview of a copy, with what stands in the way of sending it, if something does.
///
/// # Errors
/// Those of the database.
pub async fn preview_page(
    state: &State,
    language: Language,
    opened: &Opened,
    copy: &WorkingCopy,
    refused: Option<AppError>,
    arrived: Timestamp,
) -> Result<HttpResponse, AppError> {
    let carried = opened.carried(language, arrived);
    let (draft, round) = (opened.draft.id, opened.round.id);
    let targets: Vec<Target> = copy.items.iter().map(|item| item.target).collect();
    let ordinals: Vec<Ordinal> = targets.iter().map(|target| target.ordinal).collect();
    let (labels, versions, blocks) = state
        .database
        .read(move |conn| {
            let labels = check::labels(conn, draft, round, &targets)?;
            let versions = crate::drafts::read::versions(conn, &[draft])?;
            let ids: Vec<_> = versions.iter().map(|version| version.id).collect();
            let blocks = crate::drafts::read::blocks_of_paragraphs(conn, &ids, &ordinals)?;
            Ok::<_, AppError>((labels, versions, blocks))
        })
        .await?;
    // The text in the language of the comment, else the authoritative one.
    let text_of = |index: usize| {
        let item = &copy.items[index];
        let version =
            versions.iter().find(|version| version.language == item.language).or_else(|| versions.iter().find(|v| v.authoritative));
        let of = |placed: &&crate::drafts::read::PlacedBlock| {
            Some(placed.version) == version.map(|version| version.id) && placed.belongs_to(item.target.ordinal)
        };
        (item.target.kind == TargetKind::Paragraph)
            .then(|| blocks.iter().filter(of).map(|placed| placed.block.plain()).collect::<Vec<_>>().join("\n\n"))
            .filter(|text| !text.is_empty())
    };
    let cards: Vec<PreviewCard> = copy
        .items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            let label = labels.get(&item.target).map_or("", String::as_str);
            let shown = as_published(copy, index, label, carried.late);
            let text = text_of(index);
            let traces = check::traces(item, &copy.speaker, copy.level_of(item));
            PreviewCard {
                item: item.key.clone(),
                card: Card::preview(state, language, &opened.consultation, carried.draft.clone(), shown, text.as_deref()),
                traces: traces.into_iter().map(Trace::key).collect(),
            }
        })
        .collect();
    let status = refused.as_ref().map_or(StatusCode::OK, status_of);
    let mut form = FormView::new(&[]);
    if let Some(error) = refused {
        form = form.refused(&error)?;
    }
    let view = PreviewView {
        carried,
        traces: cards.iter().any(|card| !card.traces.is_empty()),
        cards,
        version: copy.digest(),
        level: copy.level.as_str(),
        sent: opened.kept.as_ref().is_some_and(|kept| kept.sent.is_some()),
        form,
    };
    Page::new(state, language, "/answers", say(state, language, "preview-title")).with_base(&opened.base).response(
        status,
        "submissions/preview",
        &view,
    )
}
