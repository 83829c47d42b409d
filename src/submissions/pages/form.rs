//! The form of a comment: on a paragraph, the gap after it, a section, the whole draft, a question.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::opened::{Carried, Opened, must_take, target_of};
use crate::comments::pages::Place;
use crate::consultations;
use crate::consultations::model::Consultation;
use crate::contributors::COUNTRIES;
use crate::contributors::model::{Group, Level, Region};
use crate::drafts;
use crate::drafts::model::{Audience, Draft, DraftNumber, DraftStatus, Round};
use crate::drafts::read::{Reach, invited};
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::Ordinal;
use crate::language::{Language, Said};
use crate::platform::clock::Timestamp;
use crate::platform::db::Conn;
use crate::platform::id::random_id;
use crate::publications::model::{CommentKind, Target, TargetKind};
use crate::submissions::check;
use crate::submissions::copy::{Item, WorkingCopy};
use crate::submissions::credentials::Credential;
use crate::text::export;
use crate::web::arrival::Arrived;
use crate::web::body::Fields;
use crate::web::forms::FormView;
use crate::web::guard::FormData;
use crate::web::locale::PageLanguage;
use crate::web::page::{Page, say};
use crate::web::state::State;

/// The fields of the form that hold text or one word.
pub const FIELDS: [&str; 17] = [
    "own_code",
    "body",
    "proposed",
    "comment_reason",
    "kind",
    "quote",
    "comment_language",
    "comment_level",
    "group",
    "region",
    "country",
    "organisation",
    "person",
    "client",
    "level",
    "consent",
    "themes",
];

#[derive(Serialize)]
struct CommentForm {
    carried: Carried,
    form: FormView,
    item: String,
    target: &'static str,
    at: Ordinal,
    place: Place,
    /// The text of the target.
    lang: &'static str,
    dir: &'static str,
    blocks: Vec<String>,
    question: Option<Said>,
    recommendation: Option<Said>,
    /// How many comments are kept under the code besides this one.
    others: usize,
    /// The version of what was kept when the form was loaded; empty if nothing was.
    seen: String,
    /// The key of what is said beside the proposed wording.
    proposed_hint: &'static str,
    /// Whether a code of another form may be typed in.
    fresh: bool,
    /// Whether the part on who speaks is open: it is for those who have to see something in it.
    speaker_open: bool,
    details_open: bool,
    themes: Vec<ThemeChoice>,
    kinds: Vec<&'static str>,
    groups: Vec<&'static str>,
    regions: Vec<&'static str>,
    levels: Vec<&'static str>,
    countries: Vec<(&'static str, &'static str)>,
    languages: Vec<(&'static str, &'static str)>,
}

#[derive(Serialize)]
struct ThemeChoice {
    code: String,
    name: Said,
    checked: bool,
}

/// What may stand behind the form's address.
#[derive(Deserialize)]
pub struct Asked {
    draft: Option<String>,
    target: Option<String>,
    at: Option<String>,
}

/// What the form shows of the text.
struct Shown {
    label: String,
    language: Language,
    blocks: Vec<String>,
    plain: String,
    question: Option<drafts::model::Question>,
}

/// Reads what the form shows of the text; nothing if the draft has no such target.
fn shown(conn: &mut Conn, draft: &Draft, round: &Round, target: Target, language: Language) -> AppResult<Shown> {
    let labels = check::labels(conn, draft.id, round.id, &[target])?;
    let label = labels.get(&target).ok_or(AppError::NotFound)?.clone();
    let versions = drafts::read::versions(conn, &[draft.id])?;
    let published: Vec<_> = versions.into_iter().filter(|version| version.status == DraftStatus::Published).collect();
    let version = drafts::read::choose(&published, None, language).ok_or(AppError::NotFound)?;
    let placed = match target.kind {
        TargetKind::Draft | TargetKind::Question => Vec::new(),
        _ => drafts::read::blocks_of_paragraphs(conn, &[version.id], &[target.ordinal])?,
    };
    let question = match target.kind {
        TargetKind::Question => drafts::read::questions(conn, &[draft.id])?.into_iter().find(|question| question.number == target.ordinal),
        _ => None,
    };
    let plain: Vec<String> = placed.iter().map(|placed| placed.block.plain()).collect();
    Ok(Shown {
        label,
        language: version.language,
        blocks: placed.iter().map(|placed| export::html::content(&placed.block)).collect(),
        plain: plain.join("\n\n"),
        question,
    })
}

/// The words of a paragraph as the form fills them in as a start for other words.
///
/// # Errors
/// Those of the database.
pub async fn text_of(state: &State, draft: &Draft, target: Target) -> Result<Vec<(Language, String)>, AppError> {
    if target.kind != TargetKind::Paragraph {
        return Ok(Vec::new());
    }
    let draft = draft.id;
    state
        .database
        .read(move |conn| {
            let versions = drafts::read::versions(conn, &[draft])?;
            let ids: Vec<_> = versions.iter().map(|version| version.id).collect();
            let placed = drafts::read::blocks_of_paragraphs(conn, &ids, &[target.ordinal])?;
            let text = |id| placed.iter().filter(|placed| placed.version == id).map(|placed| placed.block.plain()).collect::<Vec<_>>();
            Ok(versions.iter().map(|version| (version.language, text(version.id).join("\n\n"))).collect())
        })
        .await
}

/// GET `/{language}/consultations/{slug}/comments/new?draft=&target=&at=`
pub async fn new(
    state: web::Data<State>,
    request: HttpRequest,
    language: PageLanguage,
    arrived: Arrived,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, AppError> {
    let target = target_of(asked.target.as_deref().unwrap_or("draft"), asked.at.as_deref().unwrap_or("")).ok_or(AppError::NotFound)?;
    let opened = begin(&state, &request, language.0, arrived.0, &asked).await?;
    let form = filled(&WorkingCopy::default(), None, language.0);
    let filled = Filled { target, item: random_id()?, form, themes: Vec::new(), others: 0, seen: String::new() };
    page(&state, language.0, &opened, filled, arrived.0, StatusCode::OK).await
}

/// Opens a form that begins: with a code of its own, for the round that takes contributions on the draft.
///
/// # Errors
/// [`AppError::NotFound`] for what the reader may not see; [`AppError::Conflict`] if no round takes anything.
pub async fn begin(state: &State, request: &HttpRequest, of: Language, now: Timestamp, asked: &Asked) -> Result<Opened, AppError> {
    let slug = request.match_info().get("slug").unwrap_or_default().to_owned();
    let token = request.match_info().get("token").map(str::to_owned);
    let number = asked.draft.as_deref().and_then(DraftNumber::parse).ok_or(AppError::NotFound)?;
    let wanted = slug.clone();
    let base = token.as_ref().map_or_else(|| format!("/{}", of.as_str()), |token| format!("/{}/invited/{token}", of.as_str()));
    let (consultation, draft, round) = state
        .database
        .read(move |conn| {
            let reach = match &token {
                Some(token) => Reach::Invited(invited(conn, token, now)?),
                None => Reach::Public,
            };
            let consultation = consultations::read::by_slug(conn, &wanted)?;
            let draft = drafts::read::by_number(conn, consultation.id, number)?;
            if !reach.sees(&draft) {
                return Err(AppError::NotFound);
            }
            let may = |round: &&Round| round.audience == Audience::Public || matches!(reach, Reach::Invited(_));
            let rounds = drafts::read::rounds(conn, &[draft.id])?;
            let takes = rounds.iter().filter(may).find(|round| must_take(round, now).is_ok());
            let round = takes.or_else(|| rounds.iter().rfind(|round| may(round))).cloned();
            Ok((consultation, draft, round))
        })
        .await?;
    let round = round.ok_or(AppError::Conflict(Conflict::NoRound))?;
    must_take(&round, now).map_err(|error| match error {
        // Nothing was typed yet that could stand on the page.
        AppError::Conflict(Conflict::RoundClosed) => AppError::Conflict(Conflict::RoundClosedForm),
        other => other,
    })?;
    Ok(Opened { credential: Credential::random(&state.key)?, kept: None, round, draft, consultation, base })
}

/// POST `/{language}/submissions/comments`: the form again, for a comment that is kept (`item`) or another place.
pub async fn again(state: web::Data<State>, language: PageLanguage, arrived: Arrived, fields: Fields) -> Result<HttpResponse, AppError> {
    let typed = FormData::open(fields.into_inner());
    let opened = Opened::open(&state, language.0, &typed).await?;
    must_take(&opened.round, arrived.0)?;
    let copy = opened.copy();
    let known = copy.items.iter().find(|item| item.key == typed.get("item"));
    let (target, key) = match known {
        Some(item) => (item.target, item.key.clone()),
        None => (target_of(typed.get("target"), typed.get("at")).ok_or(AppError::NotFound)?, random_id()?),
    };
    let themes = known.map(|item| item.themes.clone()).unwrap_or_default();
    let form = filled(&copy, known, language.0);
    let others = copy.items.iter().filter(|item| item.key != key).count();
    let filled = Filled { target, item: key, form, themes, others, seen: copy.digest() };
    page(&state, language.0, &opened, filled, arrived.0, StatusCode::OK).await
}

/// What stands in the form.
pub struct Filled {
    /// What the comment is about.
    pub target: Target,
    /// The key of the comment.
    pub item: String,
    /// The fields that hold text or one word.
    pub form: FormView,
    /// The codes of the themes that are ticked.
    pub themes: Vec<String>,
    /// How many other comments are kept under the code.
    pub others: usize,
    /// The version of what was kept when the form was loaded; empty if nothing was.
    pub seen: String,
}

/// The form with what is kept.
pub fn filled(copy: &WorkingCopy, item: Option<&Item>, page: Language) -> FormView {
    let speaker = &copy.speaker;
    let form = FormView::new(&FIELDS)
        .with("group", speaker.group.as_str())
        .with("region", speaker.region.as_str())
        .with("country", &speaker.country)
        .with("organisation", &speaker.organisation)
        .with("person", &speaker.person)
        .with("client", &speaker.client)
        .with("level", copy.level.as_str())
        .with("consent", if copy.consent { "yes" } else { "" })
        .with("comment_language", page.as_str());
    let Some(item) = item else { return form };
    form.with("body", &item.words.body)
        .with("proposed", &item.words.proposed)
        .with("comment_reason", &item.words.reason)
        .with("quote", &item.words.quote)
        .with("kind", item.kind.map(CommentKind::as_str).unwrap_or_default())
        .with("comment_language", item.language.as_str())
        .with("comment_level", item.level.map(Level::as_str).unwrap_or_default())
}

/// The form's page.
///
/// # Errors
/// [`AppError::NotFound`] if the draft has no such target; those of the database.
pub async fn page(
    state: &State,
    language: Language,
    opened: &Opened,
    filled: Filled,
    arrived: Timestamp,
    status: StatusCode,
) -> Result<HttpResponse, AppError> {
    let Filled { target, item, mut form, themes, others, seen } = filled;
    let (draft, round) = (opened.draft.clone(), opened.round.clone());
    let shown = state.database.read(move |conn| shown(conn, &draft, &round, target, language)).await?;
    let consultation: &Consultation = &opened.consultation;
    // Other words are easiest to propose by changing those that are there; unchanged they are no proposal.
    if target.kind == TargetKind::Paragraph
        && form.errors.is_empty()
        && form.fields.get("proposed").is_some_and(|field| field.value.is_empty())
    {
        form = form.with("proposed", &shown.plain);
    }
    let wrong = |names: &[&str]| names.iter().any(|name| form.fields.get(name).is_some_and(|field| field.error.is_some()));
    let typed = |names: &[&str]| names.iter().any(|name| form.fields.get(name).is_some_and(|field| !field.value.is_empty()));
    let place = Place::new(state, language, target.kind, target.ordinal, &shown.label, opened.draft.number.to_string());
    let question = shown.question.as_ref();
    let mut countries: Vec<(&str, &str)> = COUNTRIES.iter().map(|country| (country.code, country.name(language))).collect();
    countries.sort_by_key(|(_, name)| crate::text::fold::folded(name));
    let view = CommentForm {
        carried: opened.carried(language, arrived),
        item,
        target: target.kind.as_str(),
        at: target.ordinal,
        place,
        lang: shown.language.as_str(),
        dir: shown.language.direction(),
        blocks: shown.blocks,
        question: question.map(|question| question.question.said(language, consultation.language)),
        recommendation: question
            .filter(|question| !question.recommendation.is_empty())
            .map(|question| question.recommendation.said(language, consultation.language)),
        others,
        seen,
        proposed_hint: if target.kind == TargetKind::Paragraph { "hint-proposed" } else { "hint-proposed-new" },
        fresh: opened.kept.is_none(),
        speaker_open: wrong(&["country", "organisation", "person", "client"]) || typed(&["country", "organisation", "person", "client"]),
        details_open: wrong(&["kind", "quote", "comment_language", "comment_level"])
            || typed(&["kind", "quote", "comment_level"])
            || !themes.is_empty(),
        themes: consultation
            .themes
            .0
            .iter()
            .map(|theme| ThemeChoice {
                code: theme.code.clone(),
                name: theme.name.said(language, consultation.language),
                checked: themes.contains(&theme.code),
            })
            .collect(),
        kinds: CommentKind::ALL.iter().map(|kind| kind.as_str()).collect(),
        groups: Group::ALL.iter().map(|group| group.as_str()).collect(),
        regions: Region::ALL.iter().map(|region| region.as_str()).collect(),
        levels: Level::ALL.iter().rev().map(|level| level.as_str()).collect(),
        countries,
        languages: Language::ALL.iter().map(|language| (language.as_str(), language.own_name())).collect(),
        form,
    };
    let path =
        format!("/consultations/{}/comments/new?draft={}&target={}&at={}", consultation.slug, opened.draft.number, view.target, view.at);
    Page::new(state, language, &path, say(state, language, "comment-form-title")).with_base(&opened.base).response(
        status,
        "submissions/form",
        &view,
    )
}
