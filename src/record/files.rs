//! Drafts and comparisons as files: what is written, and what each file says of itself.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use super::comparison::ComparedDrafts;
use super::read::ConsultationContext;
use crate::drafts;
use crate::drafts::model::{Draft, DraftNumber};
use crate::drafts::read::{Part, PlacedBlock, Reach, choose};
use crate::error::{AppError, AppResult};
use crate::ids::{DraftId, Ordinal};
use crate::language::Language;
use crate::platform::db::Conn;
use crate::text::export::{About, Compared, Comparison, Format, WriteError, Written};
use crate::text::lineage::Relation;
use crate::text::model::Document;

/// A file before it is written: reading it needs the database, writing it does not.
pub struct Material {
    about: About,
    document: Document,
    /// The earlier text and what became of its blocks, for a comparison.
    before: Option<(Document, Vec<Compared>)>,
    /// The file's name without its ending.
    pub name: String,
    /// What is written.
    pub format: Format,
}

impl Material {
    /// Writes it; `fonts` are the folders where those of a PDF are.
    ///
    /// # Errors
    /// [`WriteError`].
    pub fn write(&self, fonts: &[PathBuf]) -> Result<Vec<u8>, WriteError> {
        let written = match &self.before {
            None => Written::Draft(&self.document),
            Some((old, links)) => Written::Comparison(Comparison { old, new: &self.document, links }),
        };
        self.format.write(written, &self.about, fonts)
    }
}

fn split(blocks: Vec<PlacedBlock>) -> (Document, Vec<Option<(Ordinal, Ordinal)>>) {
    let (blocks, owners) = blocks.into_iter().map(|placed| (placed.block, placed.owner)).unzip();
    (Document { blocks }, owners)
}

fn about(whole: &ConsultationContext, draft: &Draft, language: Language, title: String, identities: Vec<String>) -> About {
    let own = whole.consultation.language;
    About {
        title,
        language: language.as_str(),
        right_to_left: language.direction() == "rtl",
        consultation: whole.consultation.slug.clone(),
        number: draft.number.to_string(),
        name: draft.name.said(language, own).text,
        host: whole.consultation.host_office.said(language, own).text,
        day: draft.published_at.map(|at| at.to_jiff().strftime("%Y-%m-%d").to_string()),
        identities,
    }
}

/// A draft in the language that was asked for, that of the page, or the authoritative one.
///
/// # Errors
/// [`AppError::NotFound`] for what the reader may not see; those of the database.
pub fn draft(
    conn: &mut Conn,
    reach: Reach,
    slug: &str,
    number: DraftNumber,
    asked: Option<Language>,
    page: Language,
    format: Format,
) -> AppResult<Material> {
    let whole = ConsultationContext::read(conn, reach, slug)?;
    let draft = whole.draft(number)?.clone();
    let versions = whole.versions_of(&draft);
    let version = choose(&versions, asked, page).ok_or(AppError::NotFound)?;
    let language = version.language;
    let (document, owners) = split(drafts::read::blocks(conn, version.id, Part::Whole)?);
    let identities = identities(conn, &whole, &draft, &owners, format)?;
    let own = whole.consultation.language;
    let title = format!("{}. {}", whole.consultation.title.said(language, own).text, draft.name.said(language, own).text);
    let name = format!("{slug}-{number}-{}", language.as_str());
    Ok(Material { about: about(&whole, &draft, language, title, identities), document, before: None, name, format })
}

/// A comparison of two drafts.
///
/// # Errors
/// Those of the database.
pub fn comparison(conn: &mut Conn, compared: ComparedDrafts, format: Format) -> AppResult<Material> {
    let ComparedDrafts { whole, old, new, strands, old_blocks, new_blocks, language, .. } = compared;
    let ((old_document, old_owners), (document, new_owners)) = (split(old_blocks), split(new_blocks));
    let mut links: Vec<Compared> = Vec::new();
    let (mut old_done, mut new_done) = (HashSet::new(), HashSet::new());
    for strand in &strands {
        let of = |owners: &[Option<(Ordinal, Ordinal)>], ordinals: &[Ordinal], done: &mut HashSet<usize>| -> Vec<usize> {
            let belongs = |owner: &Option<(Ordinal, Ordinal)>| {
                owner.is_some_and(|(first, last)| ordinals.iter().any(|ordinal| (first..=last).contains(ordinal)))
            };
            // A block of a translation may belong to several paragraphs: it is written with the first.
            owners
                .iter()
                .enumerate()
                .filter(|(_, owner)| belongs(owner))
                .map(|(index, _)| index)
                .filter(|index| done.insert(*index))
                .collect()
        };
        let (before, after) = (of(&old_owners, &strand.old, &mut old_done), of(&new_owners, &strand.new, &mut new_done));
        if !(before.is_empty() && after.is_empty()) {
            links.push(Compared { relation: strand.relation(), old: before, new: after });
        }
    }
    // What belongs to no paragraph was not followed: it was removed, or is new.
    links.extend((0..old_document.blocks.len()).filter(|index| !old_done.contains(index)).map(|index| Compared {
        relation: Relation::Removed,
        old: vec![index],
        new: Vec::new(),
    }));
    for index in (0..document.blocks.len()).filter(|index| !new_done.contains(index)) {
        let at = links.iter().position(|link| link.new.first().is_some_and(|first| *first > index)).unwrap_or(links.len());
        links.insert(at, Compared { relation: Relation::Added, old: Vec::new(), new: vec![index] });
    }
    let identities = identities(conn, &whole, &new, &new_owners, format)?;
    let own = whole.consultation.language;
    let title = format!(
        "{}. {} → {}",
        whole.consultation.title.said(language, own).text,
        old.name.said(language, own).text,
        new.name.said(language, own).text
    );
    let name = format!("{}-{}-{}-{}", whole.consultation.slug, old.number, new.number, language.as_str());
    Ok(Material { about: about(&whole, &new, language, title, identities), document, before: Some((old_document, links)), name, format })
}

/// For each block the identity that its paragraph keeps from draft to draft: the draft and the paragraph where it was first
/// read. Of the parts of a split the first keeps it; what was merged keeps that of its first part. A draft that the reader may
/// not see is not named: a paragraph that it brought begins where it can be read. Only Akoma Ntoso says them.
fn identities(
    conn: &mut Conn,
    whole: &ConsultationContext,
    draft: &Draft,
    owners: &[Option<(Ordinal, Ordinal)>],
    format: Format,
) -> AppResult<Vec<String>> {
    if format != Format::AkomaNtoso {
        return Ok(Vec::new());
    }
    let all = drafts::read::of_consultation(conn, whole.consultation.id)?;
    let until: Vec<&Draft> = all.iter().filter(|earlier| earlier.number <= draft.number).collect();
    let ids: Vec<DraftId> = until.iter().map(|draft| draft.id).collect();
    let links = drafts::read::links_into(conn, &ids)?;
    // A paragraph that no link leads to begins in its own draft, if the reader may see that.
    let begun = |of: DraftId, ordinal: Ordinal| {
        let readable = whole.drafts.iter().find(|draft| draft.id == of)?;
        Some(format!("d{}-p{ordinal}", readable.number))
    };
    let mut known: HashMap<(DraftId, Ordinal), Option<String>> = HashMap::new();
    let mut taken = HashSet::new();
    for of in until {
        for link in links.iter().filter(|link| link.draft == of.id) {
            let Some(ordinal) = link.new_ordinal.filter(|ordinal| !known.contains_key(&(of.id, *ordinal))) else { continue };
            let from = link.old_ordinal.map(|old| (link.old_draft, old)).filter(|from| taken.insert((of.id, *from)));
            let kept = from.and_then(|from| known.get(&from).cloned().unwrap_or_else(|| begun(from.0, from.1)));
            known.insert((of.id, ordinal), kept.or_else(|| begun(of.id, ordinal)));
        }
    }
    let identity = |owner: &Option<(Ordinal, Ordinal)>| {
        let own = (draft.id, owner.as_ref()?.0);
        known.get(&own).cloned().unwrap_or_else(|| begun(own.0, own.1))
    };
    // Two blocks of a translation may stand for one paragraph: an identity is given once.
    let mut given = HashSet::new();
    Ok(owners.iter().map(|owner| identity(owner).filter(|identity| given.insert(identity.clone())).unwrap_or_default()).collect())
}
