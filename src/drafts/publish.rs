//! Publishes: from here on the text never changes.

use diesel::prelude::*;

use super::change;
use super::model::{Audience, Draft, DraftStatus, LanguageVersion};
use super::read;
use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::DraftId;
use crate::language::Language;
use crate::platform::clock::{Day, Timestamp};
use crate::platform::db::{Conn, Tx};
use crate::publications::{Fact, RecordChange};
use crate::register::format::LeafKind;
use crate::schema::{drafts, language_versions};

/// What stands between a draft and its publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blockers {
    /// The authoritative text is missing.
    pub no_text: bool,
    /// Links that nobody has confirmed; publishing with them must be chosen, and their number is published.
    pub doubtful_links: usize,
    /// Changed paragraphs without a cause; for information.
    pub without_cause: usize,
}

/// Looks what stands between a draft and its publication.
///
/// # Errors
/// Those of the database.
pub fn blockers(conn: &mut Conn, draft: &Draft) -> AppResult<Blockers> {
    let versions = read::versions(conn, &[draft.id])?;
    let links = read::links(conn, draft.id)?;
    let causes = read::causes(conn, &[draft.id])?;
    let linked = read::change_links(conn, &[draft.id])?;
    let caused = |link: &read::LinkRow| {
        let paragraph = link.changed();
        linked.iter().any(|change| Some(change.paragraph) == paragraph)
            || causes.iter().any(|(_, cause)| Some(cause.paragraph) == paragraph)
    };
    let changed = |link: &&read::LinkRow| read::words_changed(link.relation);
    Ok(Blockers {
        no_text: !versions.iter().any(|version| version.authoritative),
        doubtful_links: links.iter().filter(|link| link.is_doubtful()).count(),
        without_cause: links.iter().filter(changed).filter(|link| !caused(link)).count(),
    })
}

/// Publishes a draft with all its language versions. `acknowledged` is the number of doubtful links that was shown and
/// accepted, `open_comments` the number of comments without a published answer, which is published with it. Called by
/// `resolutions::publish_draft`, which knows the comments.
///
/// # Errors
/// [`AppError::Conflict`] if it is published already, has no text, a later draft is published, another draft has come
/// before it since its text was imported, or there are more doubtful links than were accepted.
pub fn publish(change: &mut RecordChange, draft: DraftId, acknowledged: usize, open_comments: usize, now: Timestamp) -> AppResult<()> {
    let current = read::by_id(change, draft)?;
    if current.status == DraftStatus::Published {
        return Err(AppError::Conflict(Conflict::DraftPublished));
    }
    let blockers = blockers(change, &current)?;
    if blockers.no_text {
        return Err(AppError::Conflict(Conflict::NoText));
    }
    let drafts_of_all = read::of_consultation(change, current.consultation)?;
    if drafts_of_all.iter().any(|other| other.number > current.number && other.status == DraftStatus::Published) {
        return Err(AppError::Conflict(Conflict::LaterPublished));
    }
    // The lineage has to lead from the draft that is the one before now.
    let before = read::predecessor(change, &current)?.map(|before| before.id);
    if before != read::links(change, current.id)?.first().map(|link| link.old_draft) {
        return Err(AppError::Conflict(Conflict::LineageStale));
    }
    if blockers.doubtful_links > acknowledged {
        return Err(AppError::Conflict(Conflict::DoubtfulLinks));
    }
    let doubtful = i32::try_from(blockers.doubtful_links).unwrap_or(i32::MAX);
    let open = i32::try_from(open_comments).unwrap_or(i32::MAX);
    let published = each_backend!(change, |c| diesel::update(drafts::table)
        .filter(drafts::id.eq(draft).and(drafts::status.eq(DraftStatus::Preparing)))
        .set((
            drafts::status.eq(DraftStatus::Published),
            drafts::published_at.eq(now),
            drafts::doubtful_links.eq((doubtful > 0).then_some(doubtful)),
            drafts::open_comments.eq((open > 0).then_some(open)),
        ))
        .execute(c))?;
    if published == 0 {
        return Err(AppError::Conflict(Conflict::DraftPublished));
    }
    each_backend!(change, |c| diesel::update(language_versions::table)
        .filter(language_versions::draft_id.eq(draft))
        .set((language_versions::status.eq(DraftStatus::Published), language_versions::published_at.eq(now)))
        .execute(c))?;
    stage_draft(change, draft)?;
    change.emit(Fact::DraftPublished, current.number.to_string(), now.day());
    Ok(())
}

/// Stages a draft as it is published now, with the digests of the files its texts came from.
fn stage_draft(change: &mut RecordChange, id: DraftId) -> AppResult<()> {
    let draft = read::by_id(change, id)?;
    let mut lines = vec![("draft", draft.number.to_string()), ("audience", draft.audience.as_str().to_owned())];
    for version in read::versions(change, &[id])?.iter().filter(|version| version.status == DraftStatus::Published) {
        lines.push(("text", format!("{} {}", version.language.as_str(), version.source_digest)));
    }
    lines.push(("doubtful", draft.doubtful_links.unwrap_or(0).to_string()));
    lines.push(("open", draft.open_comments.unwrap_or(0).to_string()));
    change.stage(LeafKind::Draft, lines)
}

/// Publishes a translation of a draft that is published already.
///
/// # Errors
/// [`AppError::NotFound`] if there is no such translation in preparation.
pub fn publish_translation(tx: &mut Tx, draft: DraftId, language: Language, now: Timestamp) -> AppResult<()> {
    let (mut change, of) = change::begin(tx, draft)?;
    let versions: Vec<LanguageVersion> = read::versions(&mut change, &[draft])?;
    let waiting = versions.iter().find(|version| version.language == language && version.status == DraftStatus::Preparing);
    let waiting = waiting.ok_or(AppError::NotFound)?;
    each_backend!(change, |c| diesel::update(language_versions::table.filter(language_versions::id.eq(waiting.id)))
        .set((language_versions::status.eq(DraftStatus::Published), language_versions::published_at.eq(now)))
        .execute(c))?;
    stage_draft(&mut change, draft)?;
    change.emit(Fact::TranslationPublished, format!("{} {}", of.number, language.as_str()), now.day());
    change.finish()
}

/// Lets everybody read a draft that only the invited could. There is no way back.
///
/// # Errors
/// [`AppError::Conflict`] if it is not published yet; those of the database.
pub fn open_to_public(change: &mut RecordChange, draft: DraftId, today: Day) -> AppResult<()> {
    let known = read::by_id(change, draft)?;
    if known.status != DraftStatus::Published {
        return Err(AppError::Conflict(Conflict::DraftFirst));
    }
    if known.audience == Audience::Public {
        return Ok(());
    }
    each_backend!(change, |c| diesel::update(drafts::table.filter(drafts::id.eq(draft)))
        .set(drafts::audience.eq(Audience::Public))
        .execute(c))?;
    stage_draft(change, draft)?;
    change.emit(Fact::DraftReleased, known.number.to_string(), today);
    Ok(())
}
