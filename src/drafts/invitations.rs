//! Invitations to read a draft that is not public: a random address each, which can be revoked.

use diesel::prelude::*;

use crate::each_backend;
use crate::error::AppResult;
use crate::ids::{DraftId, InvitationId};
use crate::platform::clock::Timestamp;
use crate::platform::db::Tx;
use crate::platform::secret::Token;
use crate::schema::reader_invitations;

/// An invitation is good for so many days.
const INVITATION_DAYS: i64 = 180;

/// Makes an invitation. `note` says to colleagues whom it is for. The token is shown once.
///
/// # Errors
/// Those of the database.
pub fn invite(tx: &mut Tx, draft: DraftId, note: &str, now: Timestamp) -> AppResult<Token> {
    let token = Token::random()?;
    each_backend!(tx, |c| diesel::insert_into(reader_invitations::table)
        .values((
            reader_invitations::token_digest.eq(token.digest()),
            reader_invitations::draft_id.eq(draft),
            reader_invitations::note.eq(note),
            reader_invitations::created_at.eq(now),
            reader_invitations::expires_at.eq(now.plus_days(INVITATION_DAYS)),
        ))
        .execute(c))?;
    Ok(token)
}

/// Ends an invitation.
///
/// # Errors
/// Those of the database.
pub fn revoke_invitation(tx: &mut Tx, draft: DraftId, invitation: InvitationId, now: Timestamp) -> AppResult<()> {
    each_backend!(tx, |c| diesel::update(reader_invitations::table)
        .filter(reader_invitations::id.eq(invitation).and(reader_invitations::draft_id.eq(draft)))
        .set(reader_invitations::revoked_at.eq(now))
        .execute(c))?;
    Ok(())
}
