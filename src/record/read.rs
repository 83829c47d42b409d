//! What the public pages are made from.

use std::collections::BTreeMap;

use crate::consultations;
use crate::consultations::model::{Consultation, State};
use crate::drafts;
use crate::drafts::model::{Draft, DraftNumber, LanguageVersion, Round};
use crate::drafts::read::{Extension, Reach};
use crate::error::{AppError, AppResult};
use crate::ids::{DraftId, Ordinal};
use crate::language::Language;
use crate::platform::clock::Timestamp;
use crate::platform::db::Conn;
use crate::text::export::redline::{self, Shown};
use crate::text::lineage::Relation;

/// A consultation with everything of it that a reader may see but the texts.
pub struct ConsultationContext {
    /// The consultation.
    pub consultation: Consultation,
    /// Its drafts in the order of their numbers.
    pub drafts: Vec<Draft>,
    /// Their language versions.
    pub versions: Vec<LanguageVersion>,
    /// Their rounds, the earliest first.
    pub rounds: Vec<Round>,
}

/// A draft's words beside those of the draft before.
#[derive(Clone, Debug)]
pub struct ChangedWords {
    /// The paragraph of the draft.
    pub ordinal: Ordinal,
    /// What happened to it.
    pub relation: Relation,
    /// Its label there.
    pub label: String,
    /// The words that changed.
    pub redline: Shown,
    /// The language of the words.
    pub language: Language,
}

/// The words that changed in some paragraphs of a published draft, from the lineage as it is now: in the language of the
/// page if both drafts have it, else in the authoritative one.
///
/// # Errors
/// Those of the database.
pub fn changed_words(conn: &mut Conn, draft: &Draft, ordinals: &[Ordinal], language: Language) -> AppResult<Vec<ChangedWords>> {
    let links = drafts::read::links_of_paragraphs(conn, draft.id, ordinals)?;
    let old_draft = links.first().map(|link| link.old_draft);
    let ids: Vec<DraftId> = [Some(draft.id), old_draft].into_iter().flatten().collect();
    let versions = drafts::read::versions(conn, &ids)?;
    let of = |draft: DraftId, language: Language| versions.iter().find(|version| version.draft == draft && version.language == language);
    let in_both = ids.iter().all(|id| of(*id, language).is_some());
    let authoritative = |draft: DraftId| versions.iter().find(|version| version.draft == draft && version.authoritative);
    let version = |draft: DraftId| if in_both { of(draft, language) } else { authoritative(draft) };
    let mut wanted: Vec<Ordinal> = ordinals.to_vec();
    wanted.extend(links.iter().filter_map(|link| link.old_ordinal));
    let chosen: Vec<_> = ids.iter().filter_map(|id| version(*id)).map(|version| version.id).collect();
    let blocks = drafts::read::blocks_of_paragraphs(conn, &chosen, &wanted)?;
    let labels = drafts::read::paragraphs_of(conn, &[draft.id], ordinals)?;
    let text = |of: DraftId, ordinal: Ordinal| {
        let id = version(of).map(|version| version.id);
        blocks.iter().filter(move |placed| Some(placed.version) == id && placed.belongs_to(ordinal)).map(|placed| &placed.block)
    };
    Ok(ordinals
        .iter()
        .map(|ordinal| {
            let own: Vec<_> = links.iter().filter(|link| link.new_ordinal == Some(*ordinal)).collect();
            let old: Vec<_> = own.iter().filter_map(|link| Some(text(link.old_draft, link.old_ordinal?))).flatten().collect();
            let new: Vec<_> = text(draft.id, *ordinal).collect();
            let between = if old.len() == new.len() { "\n\n" } else { " " };
            ChangedWords {
                ordinal: *ordinal,
                relation: own.iter().map(|link| link.relation).max().unwrap_or(Relation::Added),
                label: labels.get(&(draft.id, *ordinal)).map(|paragraph| paragraph.label.clone()).unwrap_or_default(),
                redline: redline::blocks(&old, &new, between),
                language: version(draft.id).map_or(language, |version| version.language),
            }
        })
        .collect())
}

impl ConsultationContext {
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
        self.rounds.iter().filter(move |round| round.draft == Some(id))
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
    let commented = drafts.iter().find(|draft| Some(draft.id) == last.draft).map(|draft| draft.number);
    let later = drafts.iter().any(|draft| Some(draft.number) > commented);
    if later { State::ResultsPublished } else { State::UnderResolution }
}

/// The next instant at which a round opens, closes, or takes nothing more.
#[must_use]
pub fn next_edge(rounds: &[Round], now: Timestamp) -> Option<Timestamp> {
    rounds.iter().flat_map(|round| [round.opens_at, round.closes_at, round.over_at()]).filter(|edge| *edge > now).min()
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
            let own = |round: &&Round| drafts.iter().any(|draft| Some(draft.id) == round.draft);
            let rounds = rounds.iter().filter(own).cloned().collect();
            (consultation, drafts, rounds)
        })
        .collect())
}

/// The extensions of the rounds of a consultation.
///
/// # Errors
/// Those of the database.
pub fn extensions(conn: &mut Conn, whole: &ConsultationContext) -> AppResult<Vec<Extension>> {
    let rounds: Vec<_> = whole.rounds.iter().map(|round| round.id).collect();
    drafts::read::extensions(conn, &rounds)
}
