//! What the public pages are made from.

use std::collections::BTreeMap;

use crate::consultations;
use crate::consultations::model::{Consultation, State};
use crate::drafts;
use crate::drafts::model::{Draft, DraftId, DraftNumber, LanguageVersion, Round};
use crate::drafts::read::{Extension, Reach};
use crate::error::{AppError, AppResult};
use crate::platform::clock::Timestamp;
use crate::platform::db::Conn;

/// A consultation with everything of it that a reader may see but the texts.
pub struct Whole {
    /// The consultation.
    pub consultation: Consultation,
    /// Its drafts in the order of their numbers.
    pub drafts: Vec<Draft>,
    /// Their language versions.
    pub versions: Vec<LanguageVersion>,
    /// Their rounds, the earliest first.
    pub rounds: Vec<Round>,
}

impl Whole {
    /// Reads it, in four statements.
    ///
    /// # Errors
    /// [`AppError::NotFound`]; those of the database.
    pub fn read(conn: &mut Conn, reach: Reach, slug: &str) -> AppResult<Self> {
        let consultation = consultations::read::by_slug(conn, slug)?;
        let drafts = drafts::read::readable(conn, reach, consultation.id)?;
        let ids: Vec<_> = drafts.iter().map(|draft| draft.id).collect();
        let mut versions = drafts::read::versions(conn, &ids)?;
        versions.retain(|version| reach.sees_version(version));
        let rounds = drafts::read::rounds(conn, &ids)?;
        Ok(Self { consultation, drafts, versions, rounds })
    }

    /// The draft of a number.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub fn draft(&self, number: DraftNumber) -> AppResult<&Draft> {
        self.drafts.iter().find(|draft| draft.number == number).ok_or(AppError::NotFound)
    }

    /// The language versions of a draft.
    #[must_use]
    pub fn versions_of(&self, draft: &Draft) -> Vec<LanguageVersion> {
        self.versions.iter().filter(|version| version.draft == draft.id).cloned().collect()
    }

    /// The rounds on a draft.
    pub fn rounds_of(&self, draft: &Draft) -> impl Iterator<Item = &Round> {
        let id = draft.id;
        self.rounds.iter().filter(move |round| round.draft == id)
    }

    /// The draft with which the counted changes compare, if the reader may see it: else nothing is said of changes.
    #[must_use]
    pub fn compared(&self, old_draft: Option<DraftId>) -> Option<&Draft> {
        old_draft.and_then(|id| self.drafts.iter().find(|draft| draft.id == id))
    }

    /// The draft after.
    #[must_use]
    pub fn after(&self, draft: &Draft) -> Option<&Draft> {
        self.drafts.iter().find(|other| other.number > draft.number)
    }

    /// Its state at an instant.
    #[must_use]
    pub fn state(&self, now: Timestamp) -> State {
        state(&self.drafts, &self.rounds, now)
    }

    /// When the clock alone changes what its pages say.
    #[must_use]
    pub fn next_edge(&self, now: Timestamp) -> Option<Timestamp> {
        next_edge(&self.rounds, now)
    }
}

/// The state that follows from drafts and rounds.
#[must_use]
pub fn state(drafts: &[Draft], rounds: &[Round], now: Timestamp) -> State {
    if rounds.iter().any(|round| round.is_open(now)) {
        return State::Open;
    }
    let Some(last) = rounds.iter().filter(|round| round.closes_at <= now).max_by_key(|round| round.closes_at) else {
        return State::Forthcoming;
    };
    let commented = drafts.iter().find(|draft| draft.id == last.draft).map(|draft| draft.number);
    let later = drafts.iter().any(|draft| Some(draft.number) > commented);
    if later { State::ResultsPublished } else { State::UnderResolution }
}

/// The next opening or closing of a round.
#[must_use]
pub fn next_edge(rounds: &[Round], now: Timestamp) -> Option<Timestamp> {
    rounds.iter().flat_map(|round| [round.opens_at, round.closes_at]).filter(|edge| *edge > now).min()
}

/// All consultations with their drafts and rounds, for the home page: three statements.
///
/// # Errors
/// Those of the database.
pub fn all(conn: &mut Conn) -> AppResult<Vec<(Consultation, Vec<Draft>, Vec<Round>)>> {
    let consultations = consultations::read::all(conn)?;
    let drafts = drafts::read::all_readable(conn, Reach::Public)?;
    let ids: Vec<_> = drafts.iter().map(|draft| draft.id).collect();
    let rounds = drafts::read::rounds(conn, &ids)?;
    let mut by_consultation: BTreeMap<_, Vec<Draft>> = BTreeMap::new();
    for draft in drafts {
        by_consultation.entry(draft.consultation).or_default().push(draft);
    }
    Ok(consultations
        .into_iter()
        .map(|consultation| {
            let drafts = by_consultation.remove(&consultation.id).unwrap_or_default();
            let own = |round: &&Round| drafts.iter().any(|draft| draft.id == round.draft);
            let rounds = rounds.iter().filter(own).cloned().collect();
            (consultation, drafts, rounds)
        })
        .collect())
}

/// The extensions of the rounds of a consultation.
///
/// # Errors
/// Those of the database.
pub fn extensions(conn: &mut Conn, whole: &Whole) -> AppResult<Vec<Extension>> {
    let rounds: Vec<_> = whole.rounds.iter().map(|round| round.id).collect();
    drafts::read::extensions(conn, &rounds)
}
