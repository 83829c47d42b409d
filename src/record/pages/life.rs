//! The life of a paragraph: one column for each draft, the words that changed marked in place, and between two drafts
//! what caused it.

use serde::Serialize;

use super::layout::{CauseView, Causes, DraftLink, paragraph_title};
use crate::drafts;
use crate::drafts::model::{ChangedParagraph, LanguageVersion};
use crate::drafts::read::{LinkRow, Paragraph, PlacedBlock};
use crate::error::AppResult;
use crate::ids::{BlockId, DraftId, Ordinal};
use crate::language::Language;
use crate::platform::db::Conn;
use crate::record::read::ConsultationContext;
use crate::text::export::redline::{self, Shown};
use crate::text::model::Block;
use crate::text::model::BlockKind;
use crate::web::state::State;

/// One draft in the life of a paragraph.
#[derive(Serialize)]
pub struct Column {
    draft: DraftLink,
    /// Whether it is the draft of the page.
    current: bool,
    /// What it is called there, with its address; none if it is gone.
    paragraphs: Vec<ParagraphLink>,
    /// What became of it on the way to this draft.
    relation: Option<&'static str>,
    lang: &'static str,
    dir: &'static str,
    /// The text, with the words that changed marked.
    redline: Shown,
    /// Changes told in the authoritative language, where the column's language does not have both texts.
    elsewhere: Option<Elsewhere>,
    causes: Vec<CauseView>,
}

/// Changes in another language than the column's.
#[derive(Serialize)]
pub struct Elsewhere {
    name: &'static str,
    lang: &'static str,
    dir: &'static str,
    redline: Shown,
}

/// A paragraph as a link.
#[derive(Serialize)]
pub struct ParagraphLink {
    ordinal: Ordinal,
    title: String,
}

/// Everything that is read for a life.
pub struct Life {
    links: Vec<LinkRow>,
    blocks: Vec<PlacedBlock>,
    paragraphs: std::collections::HashMap<(DraftId, Ordinal), Paragraph>,
    causes: Causes,
}

/// One draft in the life of a paragraph.
struct Step<'a> {
    draft: &'a drafts::model::Draft,
    /// What it is there.
    nodes: &'a [Ordinal],
    /// The same as links.
    paragraphs: Vec<ParagraphLink>,
    /// The draft shown before, and what it was there.
    before: Option<&'a (DraftId, Vec<Ordinal>)>,
    relation: Option<&'static str>,
    /// Whether it is the draft that is looked at.
    current: bool,
}

impl Life {
    /// Reads a life in a constant number of statements.
    ///
    /// # Errors
    /// Those of the database.
    pub fn read(conn: &mut Conn, whole: &ConsultationContext, draft: DraftId, ordinal: Ordinal) -> AppResult<Self> {
        let links = drafts::read::life(conn, draft, ordinal)?;
        let mut ordinals: Vec<Ordinal> = links.iter().flat_map(|link| [link.old_ordinal, link.new_ordinal]).flatten().collect();
        ordinals.push(ordinal);
        let versions: Vec<_> = whole.versions.iter().map(|version| version.id).collect();
        let ids: Vec<_> = whole.drafts.iter().map(|draft| draft.id).collect();
        Ok(Self {
            links,
            blocks: drafts::read::blocks_of_paragraphs(conn, &versions, &ordinals)?,
            paragraphs: drafts::read::paragraphs_of(conn, &ids, &ordinals)?,
            causes: Causes::at(conn, &ids, &ordinals)?,
        })
    }

    /// The paragraph of a draft.
    pub fn paragraph(&self, draft: DraftId, ordinal: Ordinal) -> Option<&Paragraph> {
        self.paragraphs.get(&(draft, ordinal))
    }

    /// The blocks of a paragraph in a version.
    pub fn blocks_of(&self, version: &LanguageVersion, ordinal: Ordinal) -> Vec<&PlacedBlock> {
        self.blocks.iter().filter(|placed| placed.version == version.id && placed.belongs_to(ordinal)).collect()
    }

    fn text(&self, version: &LanguageVersion, ordinals: &[Ordinal]) -> Vec<&Block> {
        let mut texts = Vec::new();
        let mut seen: Vec<BlockId> = Vec::new();
        for ordinal in ordinals {
            for placed in self.blocks_of(version, *ordinal) {
                if !seen.contains(&placed.id) {
                    seen.push(placed.id);
                    texts.push(&placed.block);
                }
            }
        }
        texts
    }

    /// Its paragraphs in a draft, in reading order.
    fn nodes(&self, draft: DraftId, own: (DraftId, Ordinal)) -> Vec<Ordinal> {
        let ends = self.links.iter().flat_map(|link| {
            [link.old_ordinal.map(|ordinal| (link.old_draft, ordinal)), link.new_ordinal.map(|ordinal| (link.draft, ordinal))]
        });
        let mut nodes: Vec<Ordinal> = ends.flatten().chain([own]).filter(|(of, _)| *of == draft).map(|(_, ordinal)| ordinal).collect();
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }

    /// The columns from the first draft to the last in which it stands or was removed.
    pub fn columns(&self, state: &State, language: Language, whole: &ConsultationContext, own: (DraftId, Ordinal)) -> Vec<Column> {
        let mut columns = Vec::new();
        let mut before: Option<(DraftId, Vec<Ordinal>)> = None;
        for draft in &whole.drafts {
            let nodes = self.nodes(draft.id, own);
            let into: Vec<&LinkRow> = self.links.iter().filter(|link| link.draft == draft.id).collect();
            let removed = nodes.is_empty()
                && into.iter().any(|link| link.new_ordinal.is_none() && before.as_ref().is_some_and(|(shown, _)| *shown == link.old_draft));
            if nodes.is_empty() && !removed {
                continue;
            }
            // A relation compares with the draft before; where that one is not shown, the words say what changed.
            let from_shown = |link: &&&LinkRow| before.as_ref().is_some_and(|(shown, _)| *shown == link.old_draft);
            let relation = into.iter().filter(from_shown).map(|link| link.relation).max().map(crate::text::lineage::Relation::as_str);
            let paragraphs = nodes.iter().map(|ordinal| self.link(state, language, whole, draft.id, *ordinal)).collect();
            let step = Step { draft, nodes: &nodes, paragraphs, before: before.as_ref(), relation, current: draft.id == own.0 };
            columns.push(self.column(language, whole, step));
            before = Some((draft.id, nodes));
        }
        columns
    }

    fn column(&self, language: Language, whole: &ConsultationContext, step: Step) -> Column {
        let Step { draft, nodes, paragraphs, before, relation, current } = step;
        let consultation = &whole.consultation;
        let version = |of: DraftId, language: Language| whole.versions.iter().find(|v| v.draft == of && v.language == language);
        let authoritative = |of: DraftId| whole.versions.iter().find(|v| v.draft == of && v.authoritative);
        // Where several became one, the break between them is not shown as a change of words.
        let between = if before.is_some_and(|(_, old)| old.len() != nodes.len()) { " " } else { "\n\n" };
        let text = |version: Option<&LanguageVersion>, ordinals: &[Ordinal]| {
            version.map(|version| self.text(version, ordinals)).unwrap_or_default()
        };
        let shown = version(draft.id, language).or_else(|| authoritative(draft.id));
        let shown_language = shown.map_or(language, |version| version.language);
        let own_text = text(shown, nodes);
        let mut elsewhere = None;
        let changes = match before {
            None => redline::blocks(&own_text, &own_text, between),
            Some((old, old_nodes)) => {
                if let Some(old_version) = version(*old, shown_language) {
                    redline::blocks(&text(Some(old_version), old_nodes), &own_text, between)
                } else {
                    let changes = redline::blocks(&text(authoritative(*old), old_nodes), &text(authoritative(draft.id), nodes), between);
                    let told_in = consultation.language;
                    elsewhere = changes.is_changed().then(|| Elsewhere {
                        name: told_in.own_name(),
                        lang: told_in.as_str(),
                        dir: told_in.direction(),
                        redline: changes,
                    });
                    redline::blocks(&own_text, &own_text, between)
                }
            }
        };
        let mut causes: Vec<CauseView> =
            nodes.iter().flat_map(|node| self.causes.of(draft.id, ChangedParagraph::New(*node), language, consultation.language)).collect();
        if relation == Some("removed") {
            let old = before.map(|(_, old)| old.as_slice()).unwrap_or_default();
            causes.extend(
                old.iter().flat_map(|old| self.causes.of(draft.id, ChangedParagraph::Removed(*old), language, consultation.language)),
            );
        }
        Column {
            draft: DraftLink::new(draft, consultation, language),
            current,
            paragraphs,
            relation,
            lang: shown_language.as_str(),
            dir: shown_language.direction(),
            redline: changes,
            elsewhere,
            causes,
        }
    }

    /// What a paragraph of a draft is called.
    pub fn link(&self, state: &State, language: Language, whole: &ConsultationContext, draft: DraftId, ordinal: Ordinal) -> ParagraphLink {
        let label = self.paragraph(draft, ordinal).map_or("", |paragraph| paragraph.label.as_str());
        let heading = whole
            .versions
            .iter()
            .filter(|version| version.draft == draft && (version.language == language || version.authoritative))
            .flat_map(|version| self.blocks_of(version, ordinal))
            .filter(|placed| placed.block.kind == BlockKind::Heading)
            .map(|placed| placed.block.plain())
            .next_back();
        ParagraphLink { ordinal, title: paragraph_title(state, language, label, ordinal, heading.as_deref()) }
    }
}

impl ParagraphLink {
    /// What it is called.
    pub fn title(&self) -> &str {
        &self.title
    }
}
