//! What a submission consists of: its comments, written, revised and taken back, each with its leaf.

use super::model::{CONSENT, SubmissionId};
use super::read::SentComment;
use super::removals::Removal;
use crate::comments::model::{CommentState, NewComment};
use crate::comments::{self, Revision};
use crate::consultations;
use crate::contributors::model::{Level, Speaker};
use crate::drafts;
use crate::drafts::model::{DraftNumber, Round};
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::{CommentId, ConsultationId, DraftId, RoundId};
use crate::platform::db::{Conn, Tx};
use crate::platform::id::random_id;
use crate::publications::model::{Stub, themes_column};
use crate::publications::{self, RecordChange};
use crate::register::format::{Leaf, LeafKind};
use crate::register::{self, Opened};

/// Where comments are sent to, and what goes with each of them.
#[derive(Clone, Debug)]
pub struct Destination {
    pub(super) consultation: ConsultationId,
    /// The name of the consultation in addresses.
    pub slug: String,
    pub(super) draft: DraftId,
    pub(super) number: DraftNumber,
    /// The round.
    pub round: RoundId,
    /// Whether they come late.
    pub(super) late: bool,
}

impl Destination {
    /// That of a round.
    ///
    /// # Errors
    /// Those of the database.
    pub(super) fn of(conn: &mut Conn, round: &Round, late: bool) -> AppResult<Self> {
        let draft = drafts::read::draft_of(conn, round)?;
        let slug = consultations::read::slug(conn, draft.consultation)?;
        Ok(Self { consultation: draft.consultation, slug, draft: draft.id, number: draft.number, round: round.id, late })
    }
}

/// A comment with the id and the leaf that it gets if it is a new one: made beforehand, so that no transaction waits for it.
#[derive(Clone, Debug)]
pub(super) struct Fresh {
    pub(super) comment: NewComment,
    pub(super) id: CommentId,
    leaf: Leaf,
    opened: Opened,
}

impl Fresh {
    pub(super) fn new(comment: NewComment, speaker: &Speaker, to: &Destination) -> AppResult<Self> {
        let id = CommentId(random_id()?);
        let opened = open_fields(speaker, &comment)?;
        let mut lines = vec![("draft", to.number.to_string()), ("schema", "1".to_owned())];
        lines.extend(opened.lines(&id.0));
        let leaf = Leaf::new(LeafKind::Comment, &to.slug, &id.0, lines).map_err(AppError::internal)?;
        Ok(Self { comment, id, leaf, opened })
    }

    /// The same under another key.
    pub(super) fn with_item(&self, item: String) -> Self {
        Self { comment: NewComment { item, ..self.comment.clone() }, ..self.clone() }
    }
}

/// Writes new comments of a submission and stages a leaf for each.
pub(super) fn insert(tx: &mut Tx, to: &Destination, submission: &SubmissionId, new: &[Fresh]) -> AppResult<()> {
    let of = comments::Sent { submission, consultation: to.consultation, draft: to.draft, round: to.round, late: to.late };
    for Fresh { comment, id, .. } in new {
        comments::insert(tx, of, id, comment)?;
    }
    let leaves: Vec<_> = new.iter().map(|fresh| (fresh.leaf.clone(), Some(fresh.opened.clone()))).collect();
    publications::stage_received(tx, to.consultation, &leaves)
}

/// Whether a comment says something else, or shows something else, than it did.
pub(super) fn is_changed(known: &SentComment, new: &NewComment) -> bool {
    known.words() != new.words
        || known.kind != new.kind
        || known.themes != themes_column(&new.themes)
        || known.language != new.language
        || known.level != new.level
        || known.target() != new.target
}

/// Puts other words in the place of a comment's.
///
/// # Errors
/// [`AppError::Conflict`] if it is being answered; those of the database.
pub(super) fn revise(
    change: &mut RecordChange,
    to: &Destination,
    speaker: &Speaker,
    known: &SentComment,
    new: &NewComment,
) -> AppResult<()> {
    if known.resolution.is_some() {
        return Err(AppError::Conflict(Conflict::CommentDecided));
    }
    // Words that nobody has seen are not kept: all of them, or those that wait behind public ones.
    let mut unseen = register::versions_of(change, &known.id.0)?;
    let public = publications::read::is_in_record(change, &known.id)?;
    if public {
        let newest = unseen.pop();
        unseen.clear();
        unseen.extend(newest.filter(|_| matches!(known.state, CommentState::Waiting | CommentState::Cleared)));
    }
    register::destroy_openings(change, &unseen)?;
    let opened = open_fields(speaker, new)?;
    let leaf_id = random_id()?;
    let version = known.version + 1;
    let mut lines = vec![("comment", known.id.0.clone()), ("version", version.to_string()), ("schema", "1".to_owned())];
    lines.extend(opened.lines(&leaf_id));
    let leaf = Leaf::new(LeafKind::Amendment, &to.slug, &leaf_id, lines).map_err(AppError::internal)?;
    change.stage_made([(leaf, Some(opened))]);
    // What is held back stays so until a person lets it go.
    let state = if known.state == CommentState::Withheld { CommentState::Withheld } else { CommentState::Waiting };
    comments::revise(change, &known.id, Revision { new, version, state, late: known.late || to.late })?;
    // Less is shown at once; other words, or more, only after a person has looked.
    if new.level < known.level {
        Removal::Lowered(known.submission.clone(), Some(known.id.clone()), new.level).note(change)?;
    }
    if new.level < known.level && public {
        change.lower(&known.id, new.level)?;
        redact(change, &known.id, &lowered_fields(new.level))?;
    }
    Ok(())
}

/// Takes comments back: those that are public leave a stub.
///
/// # Errors
/// Those of the database.
pub(super) fn withdraw(change: &mut RecordChange, ids: &[CommentId]) -> AppResult<()> {
    comments::set_state(change, ids, CommentState::Withdrawn)?;
    change.leave_stub(ids, Stub::Withdrawn, None)?;
    for id in ids {
        change.stage_publication(id, "withdrawn", "withdrawn", None)?;
        Removal::CommentWithdrawn(id.clone()).note(change)?;
    }
    Ok(())
}

/// The fields that a level no longer opens.
pub(super) fn lowered_fields(level: Level) -> Vec<&'static str> {
    if level < Level::OrganisationOnly { vec!["person", "organisation", "country"] } else { vec!["person"] }
}

/// Destroys what opens some fields of a comment's leaves, and says so in the register.
pub(super) fn redact(change: &mut RecordChange, comment: &CommentId, fields: &[&str]) -> AppResult<()> {
    let mut lines = vec![("comment", comment.0.clone()), ("by", "author".to_owned())];
    lines.extend(fields.iter().map(|field| ("destroyed", (*field).to_owned())));
    change.stage(LeafKind::Redaction, lines)?;
    let leaves = register::versions_of(change, &comment.0)?;
    register::destroy_fields(change, &leaves, fields)
}

/// The fields of a comment as the register commits to them, each with a salt of its own.
fn open_fields(speaker: &Speaker, comment: &NewComment) -> AppResult<Opened> {
    let speaker = speaker.kept_at(comment.level);
    Opened::draw(|field| match field {
        "body" => comment.words.body.clone(),
        "proposed" => comment.words.proposed.clone(),
        "reason" => comment.words.reason.clone(),
        "kind" => comment.kind.map(|kind| kind.as_str().to_owned()).unwrap_or_default(),
        "quote" => comment.words.quote.clone(),
        "anchor" => comment.target.anchor(),
        "person" => speaker.person.clone(),
        "organisation" => speaker.organisation.clone(),
        "group" => speaker.group.as_str().to_owned(),
        "country" => speaker.country.clone(),
        "region" => speaker.region.as_str().to_owned(),
        "language" => comment.language.as_str().to_owned(),
        "consent" => format!("{CONSENT} {}", comment.level.as_str()),
        _ => String::new(),
    })
}
