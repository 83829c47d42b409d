//! The resolution log: every comment with its answer, and one comment with the words that changed.

use crate::ids::Ordinal;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::layout::ConsultationLink;
use crate::comments;
use crate::comments::pages::{Card, LoopView, ThemeView, decisions};
use crate::comments::read::{Filter, RecordDraft};
use crate::consultations;
use crate::contributors::model::{Group, Level, Region};
use crate::drafts;
use crate::drafts::model::{Draft, DraftNumber};
use crate::drafts::read::Reach;
use crate::error::{AppError, AppResult};
use crate::language::{Language, Said};
use crate::platform::clock::Timestamp;
use crate::platform::db::Conn;
use crate::publications::{PublishedComment, Totals};
use crate::record::read::changed_words;
use crate::record::reader::Reader;
use crate::reviews;
use crate::text::export;
use crate::text::export::redline::Shown;
use crate::web::cached::{self, Made};
use crate::web::locale::PageLanguage;
use crate::web::network::Network;
use crate::web::page::{Page, say};
use crate::web::state::State;

/// So many comments stand on a page.
const PAGE: usize = 25;

/// What the log may be asked. Empty fields of the filter's form mean nothing.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    draft: Option<String>,
    paragraph: Option<String>,
    group: Option<String>,
    region: Option<String>,
    theme: Option<String>,
    decision: Option<String>,
    q: Option<String>,
    page: Option<String>,
}

impl Asked {
    fn given(field: Option<&String>) -> Option<&str> {
        field.map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    /// The filter that is asked for.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if a field holds a word that does not exist.
    fn filter(&self, drafts: &[RecordDraft]) -> Result<Filter, AppError> {
        Filter::parse(drafts, |name| {
            let field = match name {
                "draft" => &self.draft,
                "paragraph" => &self.paragraph,
                "group" => &self.group,
                "region" => &self.region,
                "theme" => &self.theme,
                "decision" => &self.decision,
                _ => &self.q,
            };
            Self::given(field.as_ref())
        })
    }

    /// The query in one order, without the page.
    fn query(&self) -> String {
        let fields = [
            ("draft", &self.draft),
            ("paragraph", &self.paragraph),
            ("group", &self.group),
            ("region", &self.region),
            ("theme", &self.theme),
            ("decision", &self.decision),
            ("q", &self.q),
        ];
        let given = fields.iter().filter_map(|(name, value)| Some((*name, Self::given(value.as_ref())?)));
        serde_urlencoded::to_string(given.collect::<Vec<_>>()).unwrap_or_default()
    }
}

#[derive(Serialize)]
struct LogView {
    consultation: ConsultationLink,
    slug: String,
    sums: LoopView,
    drafts: Vec<DraftChoice>,
    draft: String,
    /// The places of the chosen draft that have comments.
    places: Vec<PlaceChoice>,
    paragraph: String,
    group: String,
    region: String,
    theme: String,
    decision: String,
    q: String,
    groups: Vec<&'static str>,
    regions: Vec<&'static str>,
    themes: Vec<ThemeView>,
    decisions: Vec<&'static str>,
    filtered: bool,
    first: bool,
    query: String,
    next: Option<String>,
    cards: Vec<Card>,
}

#[derive(Serialize)]
struct DraftChoice {
    number: String,
    name: Said,
}

/// A place of the text in the filter.
#[derive(Serialize)]
struct PlaceChoice {
    ordinal: String,
    title: String,
}

/// The name of a consultation in an address; below an invitation there is a token beside it.
#[derive(Clone, Deserialize)]
pub struct Slug {
    slug: String,
}

/// GET `/{language}/consultations/{slug}/log`
pub async fn index(
    request: HttpRequest,
    state: web::Data<State>,
    language: PageLanguage,
    reader: Reader,
    path: web::Path<Slug>,
    asked: web::Query<Asked>,
    network: Network,
) -> Result<HttpResponse, AppError> {
    let reach = reader.reach(&state).await?;
    let after = Asked::given(asked.page.as_ref()).unwrap_or_default().to_owned();
    let key = format!("/{}/consultations/{}/log?{}&{after}", language.0.as_str(), path.slug, asked.query());
    let make = make_index(&state, language.0, &reader, reach, &path.slug, &asked, &after);
    // What somebody searches for is kept nowhere, not even in memory.
    let searched = Asked::given(asked.q.as_ref()).is_some();
    if searched {
        state.pace.keep(network.0, 1).await;
    }
    cached::answer(&request, &state, reader.is_public() && !searched, &path.slug, key, make).await
}

async fn make_index(
    state: &State,
    language: Language,
    reader: &Reader,
    reach: Reach,
    slug: &str,
    asked: &Asked,
    after: &str,
) -> Result<Made, AppError> {
    let (wanted, asked_for, from) = (slug.to_owned(), asked.clone(), after.to_owned());
    let (consultation, drafts, filter, mut rows, places) = state
        .database
        .read(move |conn| {
            let (consultation, drafts) = comments::read::consultation(conn, reach, &wanted)?;
            let filter = asked_for.filter(&drafts)?;
            let readable: Vec<_> = drafts.iter().map(|draft| draft.id).collect();
            let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
            let rows = comments::read::page(conn, consultation.id, &readable, &filter, &from, limit)?;
            let places = filter.draft.map(|draft| comments::read::places(conn, draft)).transpose()?.unwrap_or_default();
            Ok::<_, AppError>((consultation, drafts, filter, rows, places))
        })
        .await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let number = |id| drafts.iter().find(|draft| draft.id == id).map(|draft| draft.number.to_string()).unwrap_or_default();
    let totals = match filter.draft {
        Some(id) => drafts.iter().find(|draft| draft.id == id).map(|draft| draft.totals).unwrap_or_default(),
        None => drafts.iter().fold(Totals::default(), |sum, draft| sum.plus(draft.totals)),
    };
    let query = asked.query();
    let text = |field: &Option<String>| Asked::given(field.as_ref()).unwrap_or_default().to_owned();
    let view = LogView {
        consultation: ConsultationLink::new(&consultation, language),
        slug: slug.to_owned(),
        sums: LoopView::new(totals),
        drafts: drafts
            .iter()
            .rev()
            .map(|draft| DraftChoice { number: draft.number.to_string(), name: draft.name.said(language, consultation.language) })
            .collect(),
        draft: text(&asked.draft),
        places: places
            .iter()
            .map(|(ordinal, label)| {
                let title = super::layout::paragraph_title(state, language, label, *ordinal, None);
                PlaceChoice { ordinal: ordinal.to_string(), title }
            })
            .collect(),
        paragraph: text(&asked.paragraph),
        group: text(&asked.group),
        region: text(&asked.region),
        theme: text(&asked.theme),
        decision: text(&asked.decision),
        q: text(&asked.q),
        groups: Group::ALL.iter().map(|group| group.as_str()).collect(),
        regions: Region::ALL.iter().map(|region| region.as_str()).collect(),
        themes: ThemeView::all(&consultation, language),
        decisions: decisions(),
        filtered: !query.is_empty(),
        first: after.is_empty(),
        next: rows.last().filter(|_| more).map(|last| last.place_key.clone()),
        cards: rows.iter().map(|row| Card::new(state, language, &consultation, number(row.draft), row, None)).collect(),
        query,
    };
    let query = if view.query.is_empty() { String::new() } else { format!("?{}", view.query) };
    let path = format!("{}/consultations/{slug}/log{query}", reader.prefix());
    let title = say(state, language, "log-title");
    let page = Page::new(state, language, &path, title).with_base(&reader.base(language));
    Ok(Made { html: page.html("record/log", &view)?, ends: None })
}

#[derive(Serialize)]
struct EntryView {
    consultation: ConsultationLink,
    slug: String,
    card: Card,
    /// The text it was written on.
    lang: &'static str,
    dir: &'static str,
    blocks: Vec<String>,
    changes: Vec<ChangeView>,
    /// What became of the passage that it quotes in the next draft.
    passage: Option<PassageView>,
    /// By when a review that was asked for is to be answered.
    review_due_at: Option<Timestamp>,
    earlier: Vec<EarlierView>,
}

/// A quoted passage in the next draft.
#[derive(Serialize)]
struct PassageView {
    draft: String,
    fate: &'static str,
    place: Option<(Ordinal, String)>,
    lang: &'static str,
    dir: &'static str,
    redline: Option<Shown>,
}

/// Finds what a comment quotes again in the next draft that the reader may see, if it is compared with the comment's own.
fn passage(
    conn: &mut Conn,
    row: &PublishedComment,
    drafts: &[Draft],
    draft: &Draft,
) -> AppResult<Option<(String, drafts::Passage, Option<drafts::read::Paragraph>)>> {
    let Some(next) = drafts.iter().find(|next| next.number > draft.number).filter(|_| !row.quote.is_empty()) else { return Ok(None) };
    if drafts::read::links(conn, next.id)?.first().is_none_or(|link| link.old_draft != draft.id) {
        return Ok(None);
    }
    let quoted = drafts::Quoted { ordinal: row.ordinal, words: row.quote.clone(), language: row.language };
    let Some(passage) = drafts::passages(conn, draft.id, next.id, &[quoted])?.pop().flatten() else { return Ok(None) };
    let place = match passage.ordinal {
        Some(ordinal) => drafts::read::paragraphs_of(conn, &[next.id], &[ordinal])?.remove(&(next.id, ordinal)),
        None => None,
    };
    Ok(Some((next.number.to_string(), passage, place)))
}

/// The words that changed in a paragraph.
#[derive(Serialize)]
pub struct ChangeView {
    draft: String,
    ordinal: Ordinal,
    title: String,
    relation: &'static str,
    lang: &'static str,
    dir: &'static str,
    redline: Shown,
}

impl ChangeView {
    /// The words that changed in some paragraphs of a draft, for a reader of a language.
    pub fn all(state: &State, language: Language, draft: &str, words: Vec<crate::record::read::ChangedWords>) -> Vec<Self> {
        words
            .into_iter()
            .map(|words| Self {
                draft: draft.to_owned(),
                ordinal: words.ordinal,
                title: super::layout::paragraph_title(state, language, &words.label, words.ordinal, None),
                relation: words.relation.as_str(),
                lang: words.language.as_str(),
                dir: words.language.direction(),
                redline: words.redline,
            })
            .collect()
    }
}

#[derive(Serialize)]
struct EarlierView {
    version: i32,
    body: String,
    proposed: String,
    reason: String,
}

/// A comment in an address.
#[derive(Clone, Deserialize)]
pub struct EntryPath {
    slug: String,
    reference: String,
}

/// GET `/{language}/consultations/{slug}/log/{reference}`
pub async fn show(
    request: HttpRequest,
    state: web::Data<State>,
    language: PageLanguage,
    reader: Reader,
    path: web::Path<EntryPath>,
) -> Result<HttpResponse, AppError> {
    let reach = reader.reach(&state).await?;
    let key = format!("/{}/consultations/{}/log/{}", language.0.as_str(), path.slug, path.reference);
    let make = make_entry(&state, language.0, &reader, reach, &path);
    cached::answer(&request, &state, reader.is_public(), &path.slug, key, make).await
}

/// The language in which a comment's text is shown beside it: that of the comment, unless nobody is to read even that.
fn shown_language(row: &PublishedComment) -> Option<Language> {
    (row.level != Level::NotPublished && row.stub.is_none()).then_some(row.language)
}

async fn make_entry(state: &State, language: Language, reader: &Reader, reach: Reach, path: &EntryPath) -> Result<Made, AppError> {
    let wanted = path.clone();
    let (consultation, draft, row, lang, blocks, text, changes, quoted, review, earlier) = state
        .database
        .read(move |conn| {
            let consultation = consultations::read::by_slug(conn, &wanted.slug)?;
            let drafts = drafts::read::readable(conn, reach, consultation.id)?;
            let row = comments::read::by_reference(conn, consultation.id, &wanted.reference)?;
            let draft = drafts.iter().find(|draft| draft.id == row.draft).ok_or(AppError::NotFound)?.clone();
            let mut versions = drafts::read::versions(conn, &[draft.id])?;
            versions.retain(|version| reach.sees_version(version));
            let in_text =
                !matches!(row.target, crate::publications::model::TargetKind::Draft | crate::publications::model::TargetKind::Question);
            let version = drafts::read::choose(&versions, shown_language(&row), language).ok_or(AppError::NotFound)?;
            let placed = if in_text { drafts::read::blocks_of_paragraphs(conn, &[version.id], &[row.ordinal])? } else { Vec::new() };
            let blocks: Vec<String> = placed.iter().map(|placed| export::html::content(&placed.block)).collect();
            let text: Vec<String> = placed.iter().map(|placed| placed.block.plain()).collect();
            let mut changes = Vec::new();
            for change in row.answer().parts.iter().filter_map(|part| part.change.as_ref()) {
                let number = change.draft.as_deref().and_then(DraftNumber::parse);
                if let Some(next) = number.and_then(|number| drafts.iter().find(|draft| draft.number == number)) {
                    changes.push((next.number.to_string(), changed_words(conn, next, &change.paragraphs, language)?));
                }
            }
            let quoted = passage(conn, &row, &drafts, &draft)?;
            let review = reviews::read::filed(conn, std::slice::from_ref(&row.id))?.pop().filter(|_| row.stub.is_none());
            let earlier = comments::read::earlier(conn, &row.id)?;
            Ok::<_, AppError>((consultation, draft, row, version.language, blocks, text.join("\n\n"), changes, quoted, review, earlier))
        })
        .await?;
    let proposes = row.target == crate::publications::model::TargetKind::Paragraph;
    let view = EntryView {
        consultation: ConsultationLink::new(&consultation, language),
        slug: path.slug.clone(),
        card: Card::new(state, language, &consultation, draft.number.to_string(), &row, Some(text.as_str()).filter(|_| proposes)),
        lang: lang.as_str(),
        dir: lang.direction(),
        blocks,
        changes: changes.into_iter().flat_map(|(number, words)| ChangeView::all(state, language, &number, words)).collect(),
        passage: quoted.map(|(draft, passage, place)| PassageView {
            draft,
            fate: passage.fate.as_str(),
            place: place.map(|place| (place.ordinal, super::layout::paragraph_title(state, language, &place.label, place.ordinal, None))),
            lang: passage.language.as_str(),
            dir: passage.language.direction(),
            redline: (passage.fate == drafts::Fate::Changed).then(|| export::redline::texts(&passage.before, &passage.now)),
        }),
        review_due_at: review.map(|review| review.due_on.start()),
        earlier: earlier
            .into_iter()
            .map(|(version, words)| EarlierView { version, body: words.body, proposed: words.proposed, reason: words.reason })
            .collect(),
    };
    let address = format!("{}/consultations/{}/log/{}", reader.prefix(), path.slug, path.reference);
    let title = state.renderer.say(language, "entry-title", &[("reference", row.reference.clone().into())]);
    let page = Page::new(state, language, &address, title).with_base(&reader.base(language));
    Ok(Made { html: page.html("record/entry", &view)?, ends: None })
}
