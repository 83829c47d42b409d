//! What can be sent, checked before the transaction that sends it.

use std::sync::Arc;

use super::check;
use super::contents::{Destination, Fresh};
use super::copy::WorkingCopy;
use super::credentials::Credential;
use super::keep::CopyVersion;
use super::model::Channel;
use crate::comments::model::NewComment;
use crate::contributors::model::{Level, Speaker};
use crate::drafts;
use crate::drafts::model::Intake;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::RoundId;
use crate::platform::clock::{Day, Timestamp};
use crate::platform::db::Conn;
use crate::publications::model::Target;

/// What can be sent: checked, with its place in the consultation.
#[derive(Clone, Debug)]
pub struct Outgoing {
    pub(super) credential: Arc<Credential>,
    /// Whether the credential opens a contribution already.
    pub(super) is_known: bool,
    /// The copy that is sent; none if what is sent was kept nowhere: then what is kept stays.
    pub(super) kept: Option<CopyVersion>,
    /// All that is sent, in one order: the same words are the same content however they were collected.
    pub(super) content: Vec<u8>,
    /// Where it is sent to.
    pub to: Destination,
    pub(super) channel: Channel,
    /// Who speaks, as far as it may be stored.
    pub(super) speaker: Speaker,
    pub(super) level: Level,
    pub(super) comments: Vec<Fresh>,
    /// What may be taken back by not being in it any more; everything if it does not say.
    pub(super) began_with: Option<Vec<String>>,
    pub(super) today: Day,
}

/// Where what is sent comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// It was kept under the code: this copy.
    Kept(CopyVersion),
    /// It came with the request. `is_known`: whether the code opens a contribution already.
    Elsewhere {
        /// Whether it does.
        is_known: bool,
    },
}

/// Checks that a copy can be sent to a round and finds its place. `arrived` is when the head of the request arrived.
///
/// # Errors
/// [`AppError::Invalid`] if something is missing; [`AppError::Conflict`] if the round takes nothing now or a target is not
/// in its draft.
pub fn prepare(
    conn: &mut Conn,
    credential: &Arc<Credential>,
    from: Source,
    round: RoundId,
    copy: &WorkingCopy,
    arrived: Timestamp,
) -> AppResult<Outgoing> {
    check::complete(copy)?;
    let (is_known, kept) = match from {
        Source::Kept(version) => (true, Some(version)),
        Source::Elsewhere { is_known } => (is_known, None),
    };
    if !is_known {
        credential.public_key();
    }
    let round = drafts::read::round(conn, round)?;
    let late = match round.intake(arrived) {
        Intake::InTime => false,
        Intake::Late => true,
        Intake::NotYet => return Err(AppError::Conflict(Conflict::RoundNotOpen)),
        Intake::Over => return Err(AppError::Conflict(Conflict::RoundClosed)),
    };
    let to = Destination::of(conn, &round, late)?;
    let targets: Vec<Target> = copy.items.iter().map(|item| item.target).collect();
    let labels = check::labels(conn, to.draft, round.id, &targets)?;
    let comments: Option<Vec<NewComment>> = copy
        .items
        .iter()
        .map(|item| {
            Some(NewComment {
                item: item.key.clone(),
                target: item.target,
                label: labels.get(&item.target)?.clone(),
                kind: item.kind,
                themes: item.themes.clone(),
                language: item.language,
                level: copy.level_of(item),
                words: item.words.clone(),
            })
        })
        .collect();
    let comments = comments.ok_or(AppError::Conflict(Conflict::TargetGone))?;
    let speaker = copy.speaker.kept_at(copy.level);
    let mut ordered: Vec<String> = comments
        .iter()
        .map(|c| serde_json::json!([c.item, c.target, c.kind, c.themes, c.language, c.level, c.words]).to_string())
        .collect();
    ordered.sort_unstable();
    let content = serde_json::json!([speaker, copy.level, ordered]).to_string().into_bytes();
    Ok(Outgoing {
        credential: Arc::clone(credential),
        is_known,
        kept,
        content,
        channel: if copy.from_file { Channel::File } else { Channel::Web },
        comments: comments.into_iter().map(|comment| Fresh::new(comment, &speaker, &to)).collect::<AppResult<_>>()?,
        to,
        speaker,
        level: copy.level,
        began_with: copy.began_with.clone(),
        today: arrived.day(),
    })
}
