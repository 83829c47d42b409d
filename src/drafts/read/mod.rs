//! The doors to drafts, and what pages need of them: drafts and their versions here, `text` and `links` and
//! `rounds` beside.

mod links;
mod rounds;
mod text;

use crate::ids::{ConsultationId, DraftId, ImplementationId, InvitationId, Ordinal};
use diesel::prelude::*;
use std::collections::HashMap;

use super::causes::{self, CauseRow, ChangeLink};
use super::model::{Audience, Draft, DraftNumber, DraftStatus, LanguageVersion};
use crate::consultations;
use crate::consultations::model::Consultation;
use crate::each_backend;
use crate::error::AppResult;
use crate::language::{Language, LocalText};
use crate::platform::clock::Timestamp;
use crate::platform::db::Conn;
use crate::platform::secret::digest_of_token;
use crate::schema::{drafts, language_versions, reader_invitations};

pub use links::{ChangeCount, LinkRow, change_counts, life, links, links_into, links_of_paragraphs, summary, words_changed};
pub use rounds::{Extension, count_questions, draft_of, extensions, number_of, questions, round, rounds};
pub use text::{
    Paragraph, Part, PlacedBlock, authoritative_document, blocks, blocks_of_paragraphs, document, headings, numbered_paragraphs,
    paragraphs, paragraphs_of, printed_paragraphs,
};

/// How far a reader reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everybody: what is published to the public.
    Public,
    /// Somebody with an invitation to one draft, besides what is public.
    Invited(DraftId),
    /// Staff who preview one draft as the public will see it.
    Preview(DraftId),
}

impl Reach {
    /// Whether a draft may be read.
    #[must_use]
    pub fn sees(self, draft: &Draft) -> bool {
        self.sees_one(draft.id, draft.status, draft.audience)
    }

    /// The same of a draft of which no more is known.
    #[must_use]
    pub fn sees_one(self, draft: DraftId, status: DraftStatus, audience: Audience) -> bool {
        match self {
            Self::Preview(id) if id == draft => true,
            Self::Invited(id) if id == draft => status == DraftStatus::Published,
            _ => status == DraftStatus::Published && audience == Audience::Public,
        }
    }

    /// Whether a language version of a readable draft may be read.
    #[must_use]
    pub fn sees_version(self, version: &LanguageVersion) -> bool {
        version.status == DraftStatus::Published || self == Self::Preview(version.draft)
    }
}

/// The columns of a draft as they are read.
#[derive(Queryable, Selectable)]
#[diesel(table_name = drafts)]
struct DraftRow {
    id: DraftId,
    #[diesel(column_name = consultation_id)]
    consultation: ConsultationId,
    major: i32,
    minor: i32,
    name: LocalText,
    note: LocalText,
    status: DraftStatus,
    is_final: bool,
    comments_only: bool,
    audience: Audience,
    doubtful_links: Option<i32>,
    open_comments: Option<i32>,
    published_at: Option<Timestamp>,
}

impl From<DraftRow> for Draft {
    fn from(row: DraftRow) -> Self {
        Self {
            id: row.id,
            consultation: row.consultation,
            number: DraftNumber { major: row.major, minor: row.minor },
            name: row.name,
            note: row.note,
            status: row.status,
            is_final: row.is_final,
            comments_only: row.comments_only,
            audience: row.audience,
            doubtful_links: row.doubtful_links,
            open_comments: row.open_comments,
            published_at: row.published_at,
        }
    }
}

/// A draft by its row; for operations, which have been through a door already.
///
/// # Errors
/// [`crate::error::AppError::NotFound`]; those of the database.
pub fn by_id(conn: &mut Conn, id: DraftId) -> AppResult<Draft> {
    let row: DraftRow = each_backend!(conn, |c| drafts::table.filter(drafts::id.eq(id)).select(DraftRow::as_select()).first(c))?;
    Ok(row.into())
}

/// The numbers of some drafts.
///
/// # Errors
/// Those of the database.
pub fn numbers(conn: &mut Conn, of: &[DraftId]) -> AppResult<HashMap<DraftId, DraftNumber>> {
    let rows: Vec<(DraftId, i32, i32)> =
        each_backend!(conn, |c| drafts::table.filter(drafts::id.eq_any(of)).select((drafts::id, drafts::major, drafts::minor)).load(c))?;
    Ok(rows.into_iter().map(|(id, major, minor)| (id, DraftNumber { major, minor })).collect())
}

/// All drafts of a consultation in the order of their numbers, for staff.
///
/// # Errors
/// Those of the database.
pub fn of_consultation(conn: &mut Conn, consultation: ConsultationId) -> AppResult<Vec<Draft>> {
    let rows: Vec<DraftRow> = each_backend!(conn, |c| drafts::table
        .filter(drafts::consultation_id.eq(consultation))
        .order((drafts::major, drafts::minor))
        .select(DraftRow::as_select())
        .load(c))?;
    Ok(rows.into_iter().map(Draft::from).collect())
}

/// The drafts of a consultation that a reader may see, in the order of their numbers.
///
/// # Errors
/// Those of the database.
pub fn readable(conn: &mut Conn, reach: Reach, consultation: ConsultationId) -> AppResult<Vec<Draft>> {
    Ok(of_consultation(conn, consultation)?.into_iter().filter(|draft| reach.sees(draft)).collect())
}

/// All drafts that a reader may see, of all consultations.
///
/// # Errors
/// Those of the database.
pub fn all_readable(conn: &mut Conn, reach: Reach) -> AppResult<Vec<Draft>> {
    let rows: Vec<DraftRow> =
        each_backend!(conn, |c| drafts::table.order((drafts::major, drafts::minor)).select(DraftRow::as_select()).load(c))?;
    Ok(rows.into_iter().map(Draft::from).filter(|draft| reach.sees(draft)).collect())
}

/// The draft of a number, for staff.
///
/// # Errors
/// [`crate::error::AppError::NotFound`]; those of the database.
pub fn by_number(conn: &mut Conn, consultation: ConsultationId, number: DraftNumber) -> AppResult<Draft> {
    let row: DraftRow = each_backend!(conn, |c| drafts::table
        .filter(drafts::consultation_id.eq(consultation))
        .filter(drafts::major.eq(number.major).and(drafts::minor.eq(number.minor)))
        .select(DraftRow::as_select())
        .first(c))?;
    Ok(row.into())
}

/// The consultation of a slug with all its drafts, for staff.
///
/// # Errors
/// [`crate::error::AppError::NotFound`]; those of the database.
pub fn of_slug(conn: &mut Conn, slug: &str) -> AppResult<(Consultation, Vec<Draft>)> {
    let consultation = consultations::read::by_slug(conn, slug)?;
    let drafts = of_consultation(conn, consultation.id)?;
    Ok((consultation, drafts))
}

/// The draft of a slug and a number with its consultation, for staff.
///
/// # Errors
/// [`crate::error::AppError::NotFound`]; those of the database.
pub fn at(conn: &mut Conn, slug: &str, number: DraftNumber) -> AppResult<(Consultation, Draft)> {
    let consultation = consultations::read::by_slug(conn, slug)?;
    let draft = by_number(conn, consultation.id, number)?;
    Ok((consultation, draft))
}

/// The draft before: the published one with the highest number below.
///
/// # Errors
/// Those of the database.
pub fn predecessor(conn: &mut Conn, draft: &Draft) -> AppResult<Option<Draft>> {
    let before = of_consultation(conn, draft.consultation)?;
    Ok(before.into_iter().rev().find(|other| other.number < draft.number && other.status == DraftStatus::Published))
}

/// What an invitation opens: the draft, and the slug of its consultation is found through it.
///
/// # Errors
/// [`crate::error::AppError::NotFound`] if it was revoked, has expired or never was.
pub fn invited(conn: &mut Conn, token: &str, now: Timestamp) -> AppResult<DraftId> {
    let digest = digest_of_token(token);
    Ok(each_backend!(conn, |c| reader_invitations::table
        .filter(reader_invitations::token_digest.eq(&digest))
        .filter(reader_invitations::expires_at.gt(now).and(reader_invitations::revoked_at.is_null()))
        .select(reader_invitations::draft_id)
        .first(c))?)
}

/// An invitation as its list shows it.
#[derive(Debug, Queryable)]
pub struct InvitationLine {
    /// Its row.
    pub id: InvitationId,
    /// Whom it is for.
    pub note: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// The invitations to a draft.
///
/// # Errors
/// Those of the database.
pub fn invitations(conn: &mut Conn, draft: DraftId) -> AppResult<Vec<InvitationLine>> {
    Ok(each_backend!(conn, |c| reader_invitations::table
        .filter(reader_invitations::draft_id.eq(draft))
        .order(reader_invitations::id)
        .select((reader_invitations::id, reader_invitations::note, reader_invitations::created_at, reader_invitations::revoked_at))
        .load(c))?)
}

/// The language versions of drafts, without their texts, the authoritative ones first.
///
/// # Errors
/// Those of the database.
pub fn versions(conn: &mut Conn, of: &[DraftId]) -> AppResult<Vec<LanguageVersion>> {
    Ok(each_backend!(conn, |c| language_versions::table
        .filter(language_versions::draft_id.eq_any(of))
        .order((language_versions::authoritative.desc(), language_versions::language))
        .select((
            language_versions::id,
            language_versions::draft_id,
            language_versions::language,
            language_versions::authoritative,
            language_versions::status,
            language_versions::source_name,
            language_versions::source_type,
            language_versions::source_digest,
            language_versions::warnings,
            language_versions::imported_at,
            language_versions::published_at,
        ))
        .load(c))?)
}

/// Of the versions of one draft, the one to show to a reader: in the language asked for, or in that of the page, or the
/// authoritative one.
#[must_use]
pub fn choose(versions: &[LanguageVersion], asked: Option<Language>, page: Language) -> Option<&LanguageVersion> {
    let of = |language: Language| versions.iter().find(|version| version.language == language);
    asked.and_then(of).or_else(|| of(page)).or_else(|| versions.iter().find(|version| version.authoritative)).or_else(|| versions.first())
}

/// The causes named in some drafts, with the draft.
///
/// # Errors
/// Those of the database.
pub fn causes(conn: &mut Conn, of: &[DraftId]) -> AppResult<Vec<(DraftId, CauseRow)>> {
    causes::of_drafts(conn, of)
}

/// The causes named for the changes of some paragraphs of drafts, with the draft.
///
/// # Errors
/// Those of the database.
pub fn causes_at(conn: &mut Conn, of: &[DraftId], ordinals: &[Ordinal]) -> AppResult<Vec<(DraftId, CauseRow)>> {
    causes::at_paragraphs(conn, of, ordinals)
}

/// The links from some paragraphs of drafts to the implementations that they carry out.
///
/// # Errors
/// Those of the database.
pub fn change_links_at(conn: &mut Conn, of: &[DraftId], ordinals: &[Ordinal]) -> AppResult<Vec<ChangeLink>> {
    causes::links_at_paragraphs(conn, of, ordinals)
}

/// The links from some drafts' paragraphs to the implementations that they carry out.
///
/// # Errors
/// Those of the database.
pub fn change_links(conn: &mut Conn, of: &[DraftId]) -> AppResult<Vec<ChangeLink>> {
    causes::links_of_drafts(conn, of)
}

/// The same, of some implementations.
///
/// # Errors
/// Those of the database.
pub fn change_links_of(conn: &mut Conn, implementations: &[ImplementationId]) -> AppResult<Vec<ChangeLink>> {
    causes::links_of_implementations(conn, implementations)
}
