//! Shows where the preparation of a draft stands.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use super::desk::{Head, StaffDraft};
use super::rounds;
use crate::drafts::model::{Audience, DraftStatus};
use crate::drafts::{self, read};
use crate::error::AppError;
use crate::ids::InvitationId;
use crate::language::Language;
use crate::platform::clock::Timestamp;
use crate::text::read::Warning;
use crate::web::forms::FormView;

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
    /// The fields of guiding questions, each with its language.
    question_fields: Vec<(String, &'static str, &'static str, &'static str)>,
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
    id: InvitationId,
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
            round: FormView::new(&rounds::ROUND_FIELDS)
                .with("audience", "public")
                .with("publication", "after_closing")
                .with("late_days", "0"),
            extension: (FormView::new(&["new_closes_at", "extension_reason"]), 0),
            invitation: FormView::new(&["note"]),
        }
    }
}

/// GET `/{language}/staff/consultations/{slug}/drafts/{number}`
pub async fn show(at: StaffDraft) -> Result<HttpResponse, AppError> {
    page(&at, Forms::empty(), None, StatusCode::OK).await
}

/// The page of a draft with its forms.
///
/// # Errors
/// Those of the database.
pub async fn page(at: &StaffDraft, forms: Forms, invited_at: Option<String>, status: StatusCode) -> Result<HttpResponse, AppError> {
    let draft = at.draft.clone();
    let (versions, links, blockers, before, rounds, invitations) = at
        .state
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
    let now = at.state.clock.now();
    let view = DraftView {
        head: at.head(),
        published_at: at.draft.published_at,
        invited: at.draft.audience == Audience::Invited,
        authoritative: at.consultation.language.own_name(),
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
        languages: languages(at.consultation.language),
        question_fields: languages(at.consultation.language)
            .into_iter()
            .map(|(lang, name)| (format!("questions_{lang}"), lang, Language::parse(lang).map_or("ltr", Language::direction), name))
            .collect(),
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
    at.page("", "draft-desk-title").response(status, "drafts/draft", &view)
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
        published: version.status == DraftStatus::Published,
        source_name: version.source_name.clone(),
        digest: version.source_digest.clone(),
        warnings: warnings
            .into_iter()
            .map(|warning| WarningView { key: warning.problem.key(), block: warning.block + 1, detail: warning.detail })
            .collect(),
    })
}
