//! Where each paragraph came from: what is doubtful is confirmed or corrected, without a script.

use crate::ids::{DraftId, Ordinal};
use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::desk::{Head, StaffDraft, StaffDraftForm};
use crate::drafts::model::{Draft, LinkStatus};
use crate::drafts::read::{self, LinkRow, Part};
use crate::drafts::{Correction, correct_link};
use crate::error::AppError;
use crate::platform::db::Conn;
use crate::text::export::redline::{self, Shown};
use crate::text::lineage::Relation;
use crate::web::forms::FormView;
use crate::web::page::{see_other, status_of};

/// What may be asked: all changed paragraphs instead of the doubtful ones.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    show: Option<String>,
}

/// A paragraph of the draft in an address.
#[derive(Clone, Deserialize)]
pub struct ParagraphPath {
    paragraph: Ordinal,
}

#[derive(Serialize)]
struct LineageView {
    head: Head,
    before: Option<String>,
    all: bool,
    entries: Vec<Entry>,
    doubtful: usize,
    form: FormView,
    /// The paragraph whose form was refused.
    refused: Ordinal,
    lang: &'static str,
    dir: &'static str,
}

#[derive(Serialize)]
struct Entry {
    ordinal: Ordinal,
    label: String,
    relation: &'static str,
    doubtful: bool,
    confirmed: bool,
    redline: Shown,
    candidates: Vec<CandidateView>,
    is_new: bool,
    /// The labels or places of all old paragraphs, where there are several.
    several: String,
}

#[derive(Serialize)]
struct CandidateView {
    ordinal: Ordinal,
    label: String,
    text: String,
    percent: i64,
    chosen: bool,
}

/// GET `/{language}/staff/consultations/{slug}/drafts/{number}/lineage`
pub async fn index(at: StaffDraft, asked: web::Query<Asked>) -> Result<HttpResponse, AppError> {
    let all = asked.show.as_deref() == Some("all");
    page(&at, all, (FormView::new(&["from", "others"]), None), StatusCode::OK).await
}

/// Both drafts, and what links them.
struct Material {
    links: Vec<LinkRow>,
    new: Side,
    old: Side,
    before: Option<Draft>,
}

impl Material {
    fn read(conn: &mut Conn, draft: &Draft) -> Result<Self, AppError> {
        let before = read::predecessor(conn, draft)?;
        let old = before.as_ref().map(|before| Side::read(conn, before.id)).transpose()?.unwrap_or_default();
        Ok(Self { links: read::links(conn, draft.id)?, new: Side::read(conn, draft.id)?, old, before })
    }

    /// The links to each paragraph of the new draft.
    fn by_paragraph(&self) -> Vec<(Ordinal, Vec<&LinkRow>)> {
        let mut found: Vec<(Ordinal, Vec<&LinkRow>)> = Vec::new();
        for link in &self.links {
            let Some(new) = link.new_ordinal else { continue };
            match found.last_mut() {
                Some((ordinal, own)) if *ordinal == new => own.push(link),
                _ => found.push((new, vec![link])),
            }
        }
        found
    }

    fn entry(&self, ordinal: Ordinal, own: &[&LinkRow]) -> Entry {
        let olds: Vec<Ordinal> = own.iter().filter_map(|link| link.old_ordinal).collect();
        let text = self.new.texts.get(&ordinal).cloned().unwrap_or_default();
        let old_text: Vec<String> = olds.iter().filter_map(|old| self.old.texts.get(old)).cloned().collect();
        let mut offered: Vec<(Ordinal, f64)> = olds.iter().map(|old| (*old, own[0].similarity)).collect();
        for candidate in own.iter().flat_map(|link| &link.candidates) {
            let old = Ordinal(i32::try_from(candidate.old).unwrap_or_default());
            if !offered.iter().any(|(known, _)| *known == old) {
                offered.push((old, candidate.similarity));
            }
        }
        #[expect(clippy::cast_possible_truncation, reason = "a similarity from 0 to 1 in per cent")]
        let candidate = |(old, similarity): (Ordinal, f64)| CandidateView {
            ordinal: old,
            label: self.old.name(old),
            text: self.old.texts.get(&old).cloned().unwrap_or_default(),
            percent: (similarity * 100.0).round() as i64,
            chosen: olds == [old],
        };
        let names = || olds.iter().map(|old| self.old.name(*old)).collect::<Vec<_>>().join(", ");
        Entry {
            ordinal,
            label: self.new.name(ordinal),
            relation: own[0].relation.as_str(),
            doubtful: own.iter().any(|link| link.is_doubtful()),
            confirmed: own.iter().all(|link| link.status == LinkStatus::Confirmed),
            redline: redline::texts(&old_text.join("\n\n"), &text),
            candidates: offered.into_iter().map(candidate).collect(),
            is_new: olds.is_empty(),
            several: if olds.len() > 1 { names() } else { String::new() },
        }
    }
}

async fn page(at: &StaffDraft, all: bool, form: (FormView, Option<Ordinal>), status: StatusCode) -> Result<HttpResponse, AppError> {
    let draft = at.draft.clone();
    let material = at.state.database.read(move |conn| Material::read(conn, &draft)).await?;
    let wanted =
        |own: &[&LinkRow]| if all { own.iter().any(|l| l.relation != Relation::Unchanged) } else { own.iter().any(|l| l.is_doubtful()) };
    let shown = material.by_paragraph().into_iter().filter(|(ordinal, own)| wanted(own) || Some(*ordinal) == form.1);
    let view = LineageView {
        head: at.head(),
        before: material.before.as_ref().map(|before| before.number.to_string()),
        all,
        entries: shown.map(|(ordinal, own)| material.entry(ordinal, &own)).collect(),
        doubtful: material.links.iter().filter(|link| link.is_doubtful()).count(),
        form: form.0,
        refused: form.1.unwrap_or_default(),
        lang: at.consultation.language.as_str(),
        dir: at.consultation.language.direction(),
    };
    at.page("/lineage", "draft-lineage-title").response(status, "drafts/lineage", &view)
}

/// Texts and labels of a draft's paragraphs, by ordinal.
#[derive(Default)]
struct Side {
    texts: HashMap<Ordinal, String>,
    labels: HashMap<Ordinal, String>,
}

impl Side {
    fn read(conn: &mut Conn, draft: DraftId) -> Result<Self, AppError> {
        let Some(version) = read::versions(conn, &[draft])?.into_iter().find(|version| version.authoritative) else {
            return Ok(Self::default());
        };
        let texts = read::blocks(conn, version.id, Part::Whole)?
            .into_iter()
            .filter_map(|placed| Some((placed.owner?.0, placed.block.printed())))
            .collect();
        let labels = read::paragraphs(conn, draft)?.into_iter().map(|paragraph| (paragraph.ordinal, paragraph.label)).collect();
        Ok(Self { texts, labels })
    }

    fn name(&self, ordinal: Ordinal) -> String {
        self.labels.get(&ordinal).filter(|label| !label.is_empty()).cloned().unwrap_or_else(|| format!("#{ordinal}"))
    }
}

/// POST `/{language}/staff/consultations/{slug}/drafts/{number}/lineage/{paragraph}`
pub async fn update(StaffDraftForm { at, typed }: StaffDraftForm, path: web::Path<ParagraphPath>) -> Result<HttpResponse, AppError> {
    let (draft, paragraph, today) = (at.draft.clone(), path.paragraph, at.state.clock.now().day());
    let (from, others) = (typed.get("from").to_owned(), typed.get("others").to_owned());
    let done = at
        .state
        .database
        .write(move |tx| {
            let old = match from.as_str() {
                "new" => Vec::new(),
                "several" => parse_several(tx, &draft, &others)?,
                ordinal => vec![ordinal.parse().map_err(|_| AppError::field("from", "form-required"))?],
            };
            correct_link(tx, draft.id, &Correction { new: paragraph, old }, today)
        })
        .await;
    let all = typed.get("show") == "all";
    match done {
        Ok(()) => Ok(see_other(&format!("{}#p{paragraph}", at.address(if all { "/lineage?show=all" } else { "/lineage" })))),
        Err(error) => {
            let form = FormView::new(&["from", "others"]).typed(&typed).refused(&error)?;
            page(&at, all, (form, Some(paragraph)), status_of(&error)).await
        }
    }
}

/// Reads "12, 13" or "12 (a); #40": labels of the draft before, or `#` and a place.
fn parse_several(conn: &mut Conn, draft: &Draft, typed: &str) -> Result<Vec<Ordinal>, AppError> {
    let unknown = || AppError::field("others", "form-paragraph-unknown");
    let before = read::predecessor(conn, draft)?.ok_or(AppError::NotFound)?;
    let known = read::paragraphs(conn, before.id)?;
    let mut found = Vec::new();
    for name in typed.split([',', ';', '،', '，', '、']).map(str::trim).filter(|name| !name.is_empty()) {
        let ordinal = if let Some(place) = name.strip_prefix('#') {
            place.parse().map_err(|_| unknown())?
        } else {
            let mut same = known.iter().filter(|paragraph| paragraph.label == name);
            match (same.next(), same.next()) {
                (Some(paragraph), None) => paragraph.ordinal,
                (Some(_), Some(_)) => return Err(AppError::field("others", "form-paragraph-ambiguous")),
                _ => return Err(unknown()),
            }
        };
        if !found.contains(&ordinal) {
            found.push(ordinal);
        }
    }
    if found.is_empty() { Err(AppError::field("others", "form-required")) } else { Ok(found) }
}
