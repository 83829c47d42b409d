//! What several public pages show of a draft, a round, a cause.

use serde::Serialize;

use crate::consultations::model::Consultation;
use crate::drafts::model::{Audience, ChangedParagraph, Draft, Intake, LanguageVersion, Round};
use crate::drafts::read::{ChangeCount, Extension, Reach};
use crate::drafts::{self, CauseRow, ChangeLink};
use crate::error::AppResult;
use crate::ids::{DraftId, ImplementationId, Ordinal};
use crate::language::{Language, Said};
use crate::platform::clock::Timestamp;
use crate::platform::db::Conn;
use crate::record::read::ConsultationContext;
use crate::render::Argument;
use crate::resolutions;
use crate::resolutions::read::Behind;
use crate::text::export::Format;
use crate::text::lineage::Relation;
use crate::web::state::State;

/// The way back: a consultation as a link.
#[derive(Debug, Serialize)]
pub struct ConsultationLink {
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: Said,
    /// The host's time zone.
    pub zone: String,
}

impl ConsultationLink {
    /// For a reader of a language.
    #[must_use]
    pub fn new(consultation: &Consultation, language: Language) -> Self {
        Self {
            slug: consultation.slug.clone(),
            title: consultation.title.said(language, consultation.language),
            zone: consultation.time_zone.clone(),
        }
    }
}

/// A draft as its name and number.
#[derive(Clone, Debug, Serialize)]
pub struct DraftLink {
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: Said,
}

impl DraftLink {
    /// For a reader of a language.
    #[must_use]
    pub fn new(draft: &Draft, consultation: &Consultation, language: Language) -> Self {
        Self { number: draft.number.to_string(), name: draft.name.said(language, consultation.language) }
    }
}

/// A round as it is told to readers.
#[derive(Debug, Serialize)]
pub struct RoundView {
    /// `open`, `forthcoming` or `closed`.
    pub state: &'static str,
    /// Opens.
    pub opens_at: Timestamp,
    /// Closes.
    pub closes_at: Timestamp,
    /// The host's time zone.
    pub zone: String,
    /// Only for the invited.
    pub invited: bool,
    /// The dates it replaced, with the reasons.
    pub extensions: Vec<ExtensionView>,
}

/// An extension of a round.
#[derive(Debug, Serialize)]
pub struct ExtensionView {
    /// The date it replaced.
    pub old_closes_at: Timestamp,
    /// Why.
    pub reason: Said,
}

impl RoundView {
    /// For a reader of a language at an instant.
    #[must_use]
    pub fn new(round: &Round, extensions: &[Extension], consultation: &Consultation, language: Language, now: Timestamp) -> Self {
        let state = if round.is_open(now) {
            "open"
        } else if now < round.opens_at {
            "forthcoming"
        } else {
            "closed"
        };
        let extensions = extensions
            .iter()
            .filter(|extension| extension.round == round.id)
            .map(|extension| ExtensionView {
                old_closes_at: extension.old_closes_at,
                reason: extension.reason.said(language, consultation.language),
            })
            .collect();
        Self {
            state,
            opens_at: round.opens_at,
            closes_at: round.closes_at,
            zone: consultation.time_zone.clone(),
            invited: round.audience == crate::drafts::model::Audience::Invited,
            extensions,
        }
    }
}

/// The cause of a change: one of the office's, or comments.
#[derive(Debug, Serialize)]
pub struct CauseView {
    /// Its word; `comments` for comments.
    pub cause: &'static str,
    /// The reason; none for comments.
    pub reason: Option<Said>,
    /// The comments behind it.
    pub comments: Vec<CommentLink>,
}

/// A public comment as a link.
#[derive(Clone, Debug, Serialize)]
pub struct CommentLink {
    /// Its reference.
    pub reference: String,
    /// What was decided on it.
    pub decision: &'static str,
}

/// Everything that is read of why paragraphs changed.
pub struct Causes {
    named: Vec<(DraftId, CauseRow)>,
    links: Vec<ChangeLink>,
    behind: Vec<Behind>,
}

impl Causes {
    /// Reads the causes of the changes of some drafts, in three statements.
    ///
    /// # Errors
    /// Those of the database.
    pub fn read(conn: &mut Conn, of: &[DraftId]) -> AppResult<Self> {
        let (named, links) = (drafts::read::causes(conn, of)?, drafts::read::change_links(conn, of)?);
        Self::with(conn, named, links)
    }

    /// Reads those of the changes of some paragraphs alone, in three statements.
    ///
    /// # Errors
    /// Those of the database.
    pub fn at(conn: &mut Conn, of: &[DraftId], ordinals: &[Ordinal]) -> AppResult<Self> {
        let (named, links) = (drafts::read::causes_at(conn, of, ordinals)?, drafts::read::change_links_at(conn, of, ordinals)?);
        Self::with(conn, named, links)
    }

    /// With the comments behind the links.
    fn with(conn: &mut Conn, named: Vec<(DraftId, CauseRow)>, links: Vec<ChangeLink>) -> AppResult<Self> {
        let implementations: Vec<ImplementationId> = links.iter().map(|link| link.implementation).collect();
        Ok(Self { named, links, behind: resolutions::read::behind(conn, &implementations)? })
    }

    /// The causes of the change of a paragraph.
    #[must_use]
    pub fn of(&self, draft: DraftId, paragraph: ChangedParagraph, language: Language, authoritative: Language) -> Vec<CauseView> {
        let mut comments: Vec<CommentLink> = Vec::new();
        for link in self.links.iter().filter(|link| link.draft == draft && link.paragraph == paragraph) {
            for behind in self.behind.iter().filter(|behind| behind.implementation == link.implementation) {
                if !comments.iter().any(|known| known.reference == behind.reference) {
                    comments.push(CommentLink { reference: behind.reference.clone(), decision: behind.decision.as_str() });
                }
            }
        }
        let mut causes = Vec::new();
        if !comments.is_empty() {
            causes.push(CauseView { cause: "comments", reason: None, comments });
        }
        let named = self.named.iter().filter(|(of, cause)| *of == draft && cause.paragraph == paragraph);
        causes.extend(named.map(|(_, cause)| CauseView {
            cause: cause.cause.as_str(),
            reason: Some(cause.reasons.said(language, authoritative)),
            comments: Vec::new(),
        }));
        causes
    }
}

/// A language version as a link.
#[derive(Debug, Serialize)]
pub struct VersionLink {
    /// Its code.
    pub lang: &'static str,
    /// Its name in itself.
    pub name: &'static str,
    /// Whether it is the one shown.
    pub current: bool,
    /// Whether the others are translations of it.
    pub authoritative: bool,
}

impl VersionLink {
    /// The versions of a draft, one of which is shown.
    #[must_use]
    pub fn all(versions: &[LanguageVersion], shown: Option<Language>) -> Vec<Self> {
        versions
            .iter()
            .map(|version| Self {
                lang: version.language.as_str(),
                name: version.language.own_name(),
                current: Some(version.language) == shown,
                authoritative: version.authoritative,
            })
            .collect()
    }
}

/// A format in which a text is offered as a file.
#[derive(Clone, Debug, Serialize)]
pub struct FileLink {
    /// How the file's name ends.
    pub extension: &'static str,
    /// What readers call the format.
    pub name: &'static str,
}

impl FileLink {
    /// All that this program can write.
    #[must_use]
    pub fn all() -> Vec<Self> {
        Format::ALL.iter().map(|format| Self { extension: format.extension(), name: format.name() }).collect()
    }
}

/// "Draft 3, second revised draft" for titles.
#[must_use]
pub fn draft_title(state: &State, language: Language, draft: &DraftLink) -> String {
    state.renderer.say(
        language,
        "record-draft-title",
        &[("number", Argument::Text(draft.number.clone())), ("name", Argument::Text(draft.name.text.clone()))],
    )
}

/// What a paragraph is called: by its label, or by its place where it has none.
#[must_use]
pub fn paragraph_title(state: &State, language: Language, label: &str, ordinal: Ordinal, heading: Option<&str>) -> String {
    match heading {
        Some(text) if label.is_empty() => text.to_owned(),
        Some(text) => format!("{label} {text}"),
        None if label.is_empty() => state.renderer.say(language, "record-passage", &[("ordinal", Argument::Number(i64::from(ordinal.0)))]),
        None => state.renderer.say(language, "record-paragraph", &[("label", Argument::Text(label.to_owned()))]),
    }
}

/// The round that a reader should know of: the open one, else the next, else the last.
#[must_use]
pub fn telling_round(whole: &ConsultationContext, draft: &Draft, now: Timestamp) -> Option<Round> {
    let rounds: Vec<&Round> = whole.rounds_of(draft).collect();
    let open = rounds.iter().find(|round| round.is_open(now));
    let next = rounds.iter().find(|round| now < round.opens_at);
    open.or(next).or(rounds.last()).map(|round| (*round).clone())
}

/// The round in which this reader can comment on a draft now.
#[must_use]
pub fn open_round(whole: &ConsultationContext, draft: &Draft, reach: Reach, now: Timestamp) -> Option<Round> {
    let may = |round: &&Round| round.audience == Audience::Public || matches!(reach, Reach::Invited(_));
    let takes = |round: &&Round| matches!(round.intake(now), Intake::InTime | Intake::Late);
    if matches!(reach, Reach::Preview(_)) {
        return None;
    }
    whole.rounds_of(draft).filter(may).find(takes).cloned()
}

/// How many paragraphs changed in one way.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// The relation.
    pub relation: &'static str,
    /// How many.
    pub count: i64,
}

/// The relations that mean a change, with their counts.
#[must_use]
pub fn changes(counts: &[ChangeCount]) -> Vec<Change> {
    counts
        .iter()
        .filter(|count| count.relation != Relation::Unchanged && count.count > 0)
        .map(|count| Change { relation: count.relation.as_str(), count: count.count })
        .collect()
}
