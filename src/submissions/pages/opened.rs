//! A form that carries a code: opened, or answered with what is wrong.

use std::sync::Arc;

use serde::Serialize;

use crate::consultations;
use crate::consultations::model::Consultation;
use crate::drafts;
use crate::drafts::model::{Audience, Draft, Intake, Round};
use crate::drafts::read::Reach;
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::{Ordinal, RoundId};
use crate::language::{Language, Said};
use crate::platform::clock::Timestamp;
use crate::publications::model::{Target, TargetKind};
use crate::submissions::code::ReceiptCode;
use crate::submissions::copy::WorkingCopy;
use crate::submissions::credentials::Credential;
use crate::submissions::{self, Held, Kept};
use crate::web::guard::FormData;
use crate::web::state::State;

/// A participant's form, opened: the code, the round it is for, and where that round stands.
pub struct Opened {
    /// The code, proved.
    pub credential: Arc<Credential>,
    /// What it holds; nothing if it was made for this form.
    pub kept: Option<Kept>,
    /// The round.
    pub round: Round,
    /// Its draft.
    pub draft: Draft,
    /// Its consultation.
    pub consultation: Consultation,
    /// What stands before addresses: an invitation, if she came by one.
    pub base: String,
}

/// What every page of a participant carries on.
#[derive(Clone, Debug, Serialize)]
pub struct Carried {
    /// The code in its groups.
    pub code: String,
    /// The proof that this server made it for the round.
    pub token: String,
    /// The round.
    pub round: i64,
    /// The token of an invitation; empty for most.
    pub invited: String,
    /// The consultation.
    pub slug: String,
    /// Its title.
    pub title: Said,
    /// The draft.
    pub draft: String,
    /// Its name.
    pub draft_name: Said,
    /// When the round closes.
    pub closes_at: Timestamp,
    /// The host's time zone.
    pub zone: String,
    /// Whether the round is over but takes late contributions, with a mark.
    pub late: bool,
    /// Whether nothing is taken any more.
    pub over: bool,
}

/// The code in a form's field, proved, or what is wrong with it.
///
/// # Errors
/// `code` malformed.
pub fn credential_of(state: &State, typed: &FormData) -> Result<Arc<Credential>, AppError> {
    let code = ReceiptCode::parse(typed.get("code")).map_err(|message| AppError::field("code", message))?;
    Ok(Credential::new(code, &state.key))
}

/// The round that a form names.
///
/// # Errors
/// [`AppError::NotFound`] if that is no number.
pub fn round_of(typed: &FormData) -> Result<RoundId, AppError> {
    typed.get("round").parse().map(RoundId).map_err(|_| AppError::NotFound)
}

/// An invitation's token as forms carry it on; anything else is none.
fn invited(typed: &FormData) -> &str {
    let token = typed.get("invited");
    if token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit()) { token } else { "" }
}

impl Opened {
    /// Opens a form: with the code of another form that she typed into it, or with its own.
    ///
    /// # Errors
    /// `own_code` malformed or unknown; [`AppError::Conflict`] if the code was not made here for this round;
    /// [`AppError::NotFound`] if there is no such round.
    pub async fn open(state: &State, language: Language, typed: &FormData) -> Result<Self, AppError> {
        let round = round_of(typed)?;
        let own = typed.get("own_code");
        if own.is_empty() {
            let credential = credential_of(state, typed).map_err(|_| AppError::Conflict(Conflict::FormForeign))?;
            let is_signed = credential.is_of(round, typed.get("token"));
            let unknown = AppError::Conflict(Conflict::FormForeign);
            return Self::with(state, language, credential, round, typed, (!is_signed).then_some(unknown)).await;
        }
        let code = ReceiptCode::parse(own).map_err(|message| AppError::field("own_code", message))?;
        let unknown = AppError::field("own_code", "form-code-unknown");
        Self::with(state, language, Credential::new(code, &state.key), round, typed, Some(unknown)).await
    }

    /// Opens a form with a code. `unknown` is the answer if there is nothing under it; without that, it was made here.
    ///
    /// # Errors
    /// As [`Opened::open`].
    pub async fn with(
        state: &State,
        language: Language,
        credential: Arc<Credential>,
        round: RoundId,
        typed: &FormData,
        unknown: Option<AppError>,
    ) -> Result<Self, AppError> {
        let proof = credential.proof().to_vec();
        let (held, round, draft, consultation) = state
            .database
            .read(move |conn| {
                let held = Held::look_up(conn, &proof)?;
                let round = drafts::read::round(conn, round)?;
                let draft = drafts::read::draft_of(conn, &round)?;
                let consultation = consultations::read::by_id(conn, draft.consultation)?;
                Ok::<_, AppError>((held, round, draft, consultation))
            })
            .await?;
        let kept = held.open(&state.database, &credential).await?;
        match (&kept, unknown) {
            (Some(kept), _) if kept.round != round.id => return Err(AppError::Conflict(Conflict::CodeOtherRound)),
            (None, Some(unknown)) => return Err(unknown),
            _ => {}
        }
        let token = invited(typed);
        let language = language.as_str();
        let base = if token.is_empty() { format!("/{language}") } else { format!("/{language}/invited/{token}") };
        Ok(Self { credential, kept, round, draft, consultation, base })
    }

    /// What is typed under the code, or an empty copy.
    #[must_use]
    pub fn copy(&self) -> WorkingCopy {
        self.kept.as_ref().map(|kept| kept.copy.clone()).unwrap_or_default()
    }

    /// Changes what is kept.
    ///
    /// # Errors
    /// Those of [`submissions::keep`].
    pub async fn keep(&self, state: &State, change: impl FnMut(&mut WorkingCopy) -> AppResult<()>) -> AppResult<WorkingCopy> {
        submissions::keep(&state.database, &self.credential, self.kept.as_ref(), self.round.id, change).await
    }

    /// What its pages carry on.
    #[must_use]
    pub fn carried(&self, language: Language, arrived: Timestamp) -> Carried {
        let (round, consultation) = (&self.round, &self.consultation);
        let intake = round.intake(arrived);
        Carried {
            code: self.credential.shown(),
            token: self.credential.token(round.id),
            round: round.id.0,
            invited: self.base.rsplit_once("/invited/").map(|(_, token)| token.to_owned()).unwrap_or_default(),
            slug: consultation.slug.clone(),
            title: consultation.title.said(language, consultation.language),
            draft: self.draft.number.to_string(),
            draft_name: self.draft.name.said(language, consultation.language),
            closes_at: round.closes_at,
            zone: consultation.time_zone.clone(),
            late: intake == Intake::Late,
            over: matches!(intake, Intake::Over | Intake::NotYet),
        }
    }
}

/// Whether whoever sends a form may take part in a round at all: nobody else gets a token for it, or a word of its draft.
///
/// # Errors
/// [`AppError::NotFound`] if the round is by invitation and the form carries none.
pub async fn must_reach(state: &State, round: RoundId, typed: &FormData, now: Timestamp) -> Result<(), AppError> {
    let token = invited(typed).to_owned();
    state
        .database
        .read(move |conn| {
            let round = drafts::read::round(conn, round)?;
            let draft = drafts::read::draft_of(conn, &round)?;
            let reach = if token.is_empty() { Reach::Public } else { Reach::Invited(drafts::read::invited(conn, &token, now)?) };
            let may = round.audience == Audience::Public || matches!(reach, Reach::Invited(_));
            if may && reach.sees(&draft) { Ok(()) } else { Err(AppError::NotFound) }
        })
        .await
}

/// Refuses what comes while the round takes nothing.
///
/// # Errors
/// [`AppError::Conflict`] with the reason.
pub fn must_take(round: &Round, arrived: Timestamp) -> Result<(), AppError> {
    match round.intake(arrived) {
        Intake::InTime | Intake::Late => Ok(()),
        Intake::NotYet => Err(AppError::Conflict(Conflict::RoundNotOpen)),
        Intake::Over => Err(AppError::Conflict(Conflict::RoundClosed)),
    }
}

/// The target that a form or an address names.
#[must_use]
pub fn target_of(kind: &str, at: &str) -> Option<Target> {
    let kind = TargetKind::parse(kind)?;
    let ordinal = if kind == TargetKind::Draft { Ordinal::default() } else { at.parse().ok()? };
    Some(Target { kind, ordinal })
}
