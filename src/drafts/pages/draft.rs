//! Makes a draft, and shows where its preparation stands.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::desk::{Desk, DraftPath, Head};
use crate::accounts::model::Role;
use crate::consultations;
use crate::drafts::model::{Audience, DraftNumber, NewDraft, Status};
use crate::drafts::{self, read};
use crate::error::{AppError, FieldErrors};
use crate::language::Language;
use crate::platform::clock::Timestamp;
use crate::six_languages;
use crate::text::read::Warning;
use crate::web::forms::{FormView, local_text};
use crate::web::guard::Typed;
use crate::web::locale::PageLanguage;
use crate::web::page::{Page, say, see_other, status_of};
use crate::web::state::State;
use crate::web::viewer::SignedIn;

const NAME: [&str; 6] = six_languages!("name");
const NOTE: [&str; 6] = six_languages!("note");
const CHOICES: [&str; 6] = ["number", "audience", "is_final", "comments_only", "name", "note"];

#[derive(Serialize)]
struct NewView {
    slug: String,
    form: FormView,
    languages: Vec<LanguageRow>,
}

#[derive(Serialize)]
struct LanguageRow {
    lang: &'static str,
    dir: &'static str,
    own_name: &'static str,
    name: &'static str,
    note: &'static str,
}

fn empty_form() -> FormView {
    let mut names = CHOICES.to_vec();
    names.extend(NAME);
    names.extend(NOTE);
    FormView::new(&names)
}

fn new_page(
    state: &State,
    language: Language,
    signed_in: &SignedIn,
    slug: &str,
    form: FormView,
    status: StatusCode,
) -> Result<HttpResponse, AppError> {
    let languages = Language::ALL
        .iter()
        .zip(NAME.into_iter().zip(NOTE))
        .map(|(language, (name, note))| LanguageRow {
            lang: language.as_str(),
            dir: language.direction(),
            own_name: language.own_name(),
            name,
            note,
        })
        .collect();
    let view = NewView { slug: slug.to_owned(), form, languages };
    let title = say(state, language, "draft-new-title");
    let path = format!("/staff/consultations/{slug}/drafts/new");
    Page::new(state, language, &path, title).for_staff(signed_in).response(status, "drafts/new", &view)
}

/// GET `/{language}/staff/consultations/{slug}/drafts/new`
pub async fn new(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, AppError> {
    let slug = path.into_inner().1;
    let wanted = slug.clone();
    let (consultation, existing) = state
        .database
        .read(move |conn| {
            let consultation = consultations::read::by_slug(conn, &wanted)?;
            let drafts = read::of_consultation(conn, consultation.id)?;
            Ok::<_, AppError>((consultation, drafts))
        })
        .await?;
    signed_in.must_be(Role::Editor, consultation.id)?;
    let next = existing.last().map_or(1, |draft| draft.number.major + 1);
    let form = empty_form().with("number", next.to_string()).with("audience", "public").with("comments_only", "yes");
    new_page(&state, language.0, &signed_in, &slug, form, StatusCode::OK)
}

/// POST `/{language}/staff/consultations/{slug}/drafts`
pub async fn create_one(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    form: web::Form<Vec<(String, String)>>,
) -> Result<HttpResponse, AppError> {
    let slug = path.into_inner().1;
    let wanted = slug.clone();
    let consultation = state.database.read(move |conn| consultations::read::by_slug(conn, &wanted)).await?;
    signed_in.must_be(Role::Editor, consultation.id)?;
    let typed = Typed::of_staff(form, &signed_in, &state.key)?;
    let now = state.clock.now();
    let done = match check(&typed, consultation.language) {
        Ok(new) => {
            let number = new.number;
            state.database.write(move |tx| drafts::create(tx, consultation.id, &new, now)).await.map(|_| number)
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(number) => Ok(see_other(&format!("/{}/staff/consultations/{slug}/drafts/{number}", language.0.as_str()))),
        Err(error) => {
            let form = empty_form().typed(&typed).refused(&error)?;
            new_page(&state, language.0, &signed_in, &slug, form, status_of(&error))
        }
    }
}

fn check(typed: &Typed, language: Language) -> Result<NewDraft, AppError> {
    let mut errors = FieldErrors::default();
    let number = errors.take("number", DraftNumber::parse(typed.get("number")).ok_or("form-number-malformed"));
    let audience = errors.take("audience", Audience::parse(typed.get("audience")).ok_or("form-required"));
    let (name, note) = (local_text(typed, &NAME), local_text(typed, &NOTE));
    consultations::model::require(&mut errors, "name", &name, language);
    match (number, audience, errors.is_empty()) {
        (Some(number), Some(audience), true) => Ok(NewDraft {
            number,
            name,
            note,
            is_final: typed.is_ticked("is_final"),
            comments_only: typed.is_ticked("comments_only"),
            audience,
        }),
        _ => Err(AppError::Invalid(errors)),
    }
}

/// What the page of a draft shows besides its forms.
#[derive(Serialize)]
struct DraftView {
    head: Head,
    published_at: Option<Timestamp>,
    invited: bool,
    authoritative: &'static str,
    versions: Vec<VersionView>,
    before: Option<String>,
    summary: Vec<(&'static str, usize)>,
    no_text: bool,
    doubtful: usize,
    without_cause: usize,
    languages: Vec<(&'static str, &'static str)>,
    import: FormView,
    round: FormView,
    extension: FormView,
    /// The round that an extension that was refused is of.
    extending: i64,
    invitation: FormView,
    rounds: Vec<RoundLine>,
    invitations: Vec<InvitationView>,
    /// The address of an invitation made just now; it is shown once.
    invited_at: Option<String>,
}

#[derive(Serialize)]
struct VersionView {
    lang: &'static str,
    name: &'static str,
    authoritative: bool,
    published: bool,
    source_name: String,
    digest: String,
    warnings: Vec<WarningView>,
}

#[derive(Serialize)]
struct WarningView {
    key: &'static str,
    block: usize,
    detail: String,
}

#[derive(Serialize)]
struct RoundLine {
    id: i64,
    opens_at: Timestamp,
    closes_at: Timestamp,
    closes_micros: i64,
    open: bool,
    over: bool,
}

#[derive(Serialize)]
struct InvitationView {
    id: i64,
    note: String,
    created_at: Timestamp,
    revoked: bool,
}

/// The forms of the draft's page; one of them may have been refused.
pub struct Forms {
    /// Of the import.
    pub import: FormView,
    /// Of a new round.
    pub round: FormView,
    /// Of an extension, and of which round.
    pub extension: (FormView, i64),
    /// Of an invitation.
    pub invitation: FormView,
}

impl Forms {
    /// As they are when nothing was typed.
    pub fn empty() -> Self {
        Self {
            import: FormView::new(&["language", "tracked", "file"]),
            round: FormView::new(&["opens_at", "closes_at", "audience"]).with("audience", "public"),
            extension: (FormView::new(&["closes_at", "reason"]), 0),
            invitation: FormView::new(&["note"]),
        }
    }
}

/// GET `/{language}/staff/consultations/{slug}/drafts/{number}`
pub async fn show(
    state: web::Data<State>,
    language: PageLanguage,
    signed_in: SignedIn,
    path: web::Path<DraftPath>,
) -> Result<HttpResponse, AppError> {
    let desk = Desk::open(&state, &signed_in, &path).await?;
    page(&state, language.0, &signed_in, &desk, Forms::empty(), None, StatusCode::OK).await
}

/// The page of a draft with its forms.
///
/// # Errors
/// Those of the database.
pub async fn page(
    state: &State,
    language: Language,
    signed_in: &SignedIn,
    desk: &Desk,
    forms: Forms,
    invited_at: Option<String>,
    status: StatusCode,
) -> Result<HttpResponse, AppError> {
    let draft = desk.draft.clone();
    let (versions, links, blockers, before, rounds, invitations) = state
        .database
        .read(move |conn| {
            Ok::<_, AppError>((
                read::versions(conn, &[draft.id])?,
                read::links(conn, draft.id)?,
                drafts::blockers(conn, &draft)?,
                read::predecessor(conn, &draft)?,
                read::rounds(conn, &[draft.id])?,
                read::invitations(conn, draft.id)?,
            ))
        })
        .await?;
    let now = state.clock.now();
    let view = DraftView {
        head: desk.head(language),
        published_at: desk.draft.published_at,
        invited: desk.draft.audience == Audience::Invited,
        authoritative: desk.consultation.language.own_name(),
        versions: versions.iter().map(version_view).collect::<Result<_, _>>()?,
        before: before.map(|before| before.number.to_string()),
        summary: read::summary(&links)
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(relation, count)| (relation.as_str(), count))
            .collect(),
        no_text: blockers.no_text,
        doubtful: blockers.doubtful_links,
        without_cause: blockers.without_cause,
        languages: languages(desk.consultation.language),
        import: forms.import,
        round: forms.round,
        extension: forms.extension.0,
        extending: forms.extension.1,
        invitation: forms.invitation,
        rounds: rounds
            .iter()
            .map(|round| RoundLine {
                id: round.id.0,
                opens_at: round.opens_at,
                closes_at: round.closes_at,
                closes_micros: round.closes_at.0,
                open: round.is_open(now),
                over: round.closes_at <= now,
            })
            .collect(),
        invitations: invitations
            .into_iter()
            .map(|line| InvitationView { id: line.id, note: line.note, created_at: line.created_at, revoked: line.revoked_at.is_some() })
            .collect(),
        invited_at,
    };
    desk.page(state, language, signed_in, "", "draft-desk-title").response(status, "drafts/draft", &view)
}

/// The languages of a text, the authoritative one first.
fn languages(authoritative: Language) -> Vec<(&'static str, &'static str)> {
    let mut all: Vec<Language> = Language::ALL.to_vec();
    all.sort_by_key(|language| *language != authoritative);
    all.into_iter().map(|language| (language.as_str(), language.own_name())).collect()
}

fn version_view(version: &crate::drafts::model::LanguageVersion) -> Result<VersionView, AppError> {
    let warnings: Vec<Warning> = serde_json::from_str(&version.warnings).map_err(AppError::internal)?;
    Ok(VersionView {
        lang: version.language.as_str(),
        name: version.language.own_name(),
        authoritative: version.authoritative,
        published: version.status == Status::Published,
        source_name: version.source_name.clone(),
        digest: version.source_digest.clone(),
        warnings: warnings
            .into_iter()
            .map(|warning| WarningView { key: warning.problem.key(), block: warning.block + 1, detail: warning.detail })
            .collect(),
    })
}
