//! The implementation desk of a draft: each accepted point beside the words of the new draft that changed.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::desk::DraftTriageForm;
use crate::accounts::policy::Act;
use crate::comments::pages::{Place, excerpt};
use crate::drafts::model::{ChangedParagraph, DraftStatus};
use crate::drafts::pages::{Head, StaffDraft};
use crate::drafts::read::{self, LinkRow, words_changed};
use crate::error::AppError;
use crate::ids::{ImplementationId, ResolutionId};
use crate::language::{Language, LocalText};
use crate::publications::model::{Progress, TargetKind};
use crate::resolutions;
use crate::resolutions::read as resolution_read;
use crate::resolutions::words::Linked;
use crate::submissions::read::SentComment;
use crate::text::adoption::Added;
use crate::text::export::redline::{Shown, texts};
use crate::triage;
use crate::web::forms::FormView;
use crate::web::guard::FormData;
use crate::web::page::{see_other, status_of};

#[derive(Serialize)]
struct ImplementationView {
    head: Head,
    can_triage: bool,
    can_approve: bool,
    published: bool,
    open: usize,
    points: Vec<Point>,
    form: FormView,
    refused: ImplementationId,
    lang: &'static str,
    dir: &'static str,
    languages: Vec<(&'static str, &'static str)>,
}

/// An accepted point.
#[derive(Serialize)]
struct Point {
    id: ImplementationId,
    decision: &'static str,
    progress: &'static str,
    /// What stands for the words that are shown.
    seen: String,
    /// Whether she linked it herself, so that another has to look.
    own: bool,
    comments: Vec<CommentLine>,
    reasons: crate::language::Said,
    linked: Vec<Candidate>,
    candidates: Vec<Candidate>,
    others: Vec<Candidate>,
}

#[derive(Serialize)]
struct CommentLine {
    id: String,
    place: Place,
    words: String,
    lang: &'static str,
    dir: &'static str,
}

/// A changed paragraph of the new draft.
#[derive(Clone, Serialize)]
struct Candidate {
    /// `n12` for a paragraph of this draft, `o12` for one that was removed from the draft before.
    key: String,
    title: String,
    relation: &'static str,
    /// How much of the wording that was proposed came to stand here, in per cent; 0 if too little to be told.
    adopted: i64,
    redline: Option<Shown>,
}

/// A changed paragraph: its links, and the words that it came to have.
struct Changed<'a> {
    paragraph: ChangedParagraph,
    links: Vec<&'a LinkRow>,
    candidate: Option<Candidate>,
    added: Added,
}

/// A smaller share of the proposed words is chance.
const TELLING: f64 = 0.3;

const FIELDS: [&str; 3] = ["paragraphs", "not_applied", "language"];

/// What was typed for a point and is not taken.
struct Refused {
    point: ImplementationId,
    form: FormView,
    /// The passages that were ticked, if the form had any to tick.
    ticked: Option<Vec<String>>,
}

impl Refused {
    fn nothing() -> Self {
        Self { point: ImplementationId(0), form: FormView::new(&FIELDS), ticked: None }
    }
}

/// GET `/{language}/staff/consultations/{slug}/drafts/{number}/implementation`
pub async fn index(at: StaffDraft) -> Result<HttpResponse, AppError> {
    page(&at, Refused::nothing(), StatusCode::OK).await
}

/// What the page is made from.
struct Material {
    rows: Vec<resolution_read::ImplementationRow>,
    parts: Vec<resolution_read::PartRow>,
    comments: HashMap<ResolutionId, Vec<SentComment>>,
    linked: Linked,
    numbers: HashMap<crate::ids::DraftId, String>,
}

async fn material(at: &StaffDraft) -> Result<Material, AppError> {
    let (draft, consultation) = (at.draft.clone(), at.consultation.id);
    at.state
        .database
        .read(move |conn| {
            let rows = resolution_read::to_carry_out(conn, consultation, draft.id)?;
            let resolutions: Vec<ResolutionId> = rows.iter().map(|row| row.resolution).collect();
            let parts = resolution_read::parts(conn, &resolutions)?;
            let mut comments: HashMap<ResolutionId, Vec<SentComment>> = HashMap::new();
            for (resolution, comment) in triage::read::of_resolutions(conn, &resolutions)? {
                comments.entry(resolution).or_default().push(comment);
            }
            let all = read::of_consultation(conn, consultation)?;
            Ok(Material {
                rows,
                parts,
                comments,
                linked: Linked::read(conn, draft.id)?,
                numbers: all.into_iter().map(|draft| (draft.id, draft.number.to_string())).collect(),
            })
        })
        .await
}

impl Material {
    /// How far a point is: in a published draft it stays what it was then.
    fn progress(&self, row: &resolution_read::ImplementationRow, published: bool) -> Progress {
        if published { row.progress } else { self.linked.progress(row) }
    }

    /// The changed paragraphs of the new draft, each once, in the order of the lineage.
    fn changed(&self) -> Vec<Changed<'_>> {
        let mut found: Vec<Changed> = Vec::new();
        let mut known: HashMap<ChangedParagraph, usize> = HashMap::new();
        for link in &self.linked.lineage {
            let Some(paragraph) = link.changed() else { continue };
            let index = *known.entry(paragraph).or_insert_with(|| {
                found.push(Changed { paragraph, links: Vec::new(), candidate: None, added: Added::default() });
                found.len() - 1
            });
            found[index].links.push(link);
        }
        found.retain(|changed| changed.links.iter().any(|link| words_changed(link.relation)));
        for changed in &mut found {
            let old: Vec<&str> = changed
                .links
                .iter()
                .filter_map(|link| self.linked.old_texts.get(&link.old_ordinal?))
                .map(|(_, text)| text.as_str())
                .collect();
            let (old, link) = (old.join("\n\n"), changed.links[0]);
            let (own, new) = match changed.paragraph {
                ChangedParagraph::New(new) => {
                    let own = self.linked.new_texts.get(&new);
                    (own, own.map_or("", |(_, text)| text.as_str()))
                }
                ChangedParagraph::Removed(old) => (self.linked.old_texts.get(&old), ""),
            };
            changed.added = Added::new(&old, new);
            changed.candidate = Some(Candidate {
                key: changed.paragraph.to_string(),
                title: own.map(|(label, _)| label.clone()).unwrap_or_default(),
                relation: link.relation.as_str(),
                adopted: 0,
                redline: Some(texts(&old, new)),
            });
        }
        found
    }

    /// Whether a changed paragraph descends from the place of a comment. A gap leads to what was put behind its paragraph.
    fn is_near(&self, changed: &Changed<'_>, comment: &SentComment) -> bool {
        if self.linked.lineage.first().map(|link| link.old_draft) != Some(comment.draft) {
            return false;
        }
        match comment.target {
            TargetKind::Paragraph | TargetKind::Section => changed.links.iter().any(|link| link.old_ordinal == Some(comment.ordinal)),
            TargetKind::Gap => {
                let of_paragraph = self.linked.lineage.iter().filter(|link| link.old_ordinal == Some(comment.ordinal));
                let after = of_paragraph.filter_map(|link| link.new_ordinal).max();
                changed.links.iter().any(|link| {
                    link.old_ordinal.is_none()
                        && after.is_some_and(|after| link.new_ordinal.is_some_and(|new| new > after && new.0 <= after.0 + 3))
                })
            }
            TargetKind::Draft | TargetKind::Question => false,
        }
    }

    /// The words that a comment proposes beyond those it was written on.
    fn proposed(&self, comment: &SentComment) -> Added {
        let old_draft = self.linked.lineage.first().map(|link| link.old_draft);
        let own = self
            .linked
            .old_texts
            .get(&comment.ordinal)
            .filter(|_| comment.target == TargetKind::Paragraph && old_draft == Some(comment.draft));
        Added::new(own.map_or("", |(_, text)| text.as_str()), &comment.proposed)
    }

    /// The changed paragraphs for a point: first where proposed wording came to stand, the most of it first; then those that
    /// descend from the places of its comments; and all others.
    fn candidates(&self, changed: &[Changed<'_>], comments: &[SentComment]) -> (Vec<Candidate>, Vec<Candidate>) {
        let proposed: Vec<Added> =
            comments.iter().filter(|comment| !comment.proposed.is_empty()).map(|comment| self.proposed(comment)).collect();
        let (mut close, mut others) = (Vec::new(), Vec::new());
        for changed in changed {
            let share = proposed.iter().map(|added| added.adopted_in(&changed.added)).fold(0.0, f64::max);
            let near = comments.iter().any(|comment| self.is_near(changed, comment));
            let Some(candidate) = &changed.candidate else { continue };
            #[expect(clippy::cast_possible_truncation, reason = "a share from 0 to 1 in per cent")]
            let adopted = if share >= TELLING { (share * 100.0).round() as i64 } else { 0 };
            let candidate = Candidate { adopted, ..candidate.clone() };
            if near || adopted > 0 { close.push(candidate) } else { others.push(candidate) }
        }
        close.sort_by_key(|candidate| std::cmp::Reverse(candidate.adopted));
        (close, others)
    }
}

async fn page(at: &StaffDraft, refused: Refused, status: StatusCode) -> Result<HttpResponse, AppError> {
    let material = material(at).await?;
    let staff = &at.signed_in.staff;
    let authoritative = at.consultation.language;
    let published = at.draft.status == DraftStatus::Published;
    let empty = Vec::new();
    let changed = material.changed();
    let points: Vec<Point> = material
        .rows
        .iter()
        .map(|row| {
            let comments = material.comments.get(&row.resolution).unwrap_or(&empty);
            let own = material.linked.changes.iter().filter(|change| change.implementation == row.id);
            let linked = own.map(|change| change.paragraph.to_string());
            let ticked = refused.ticked.clone().filter(|_| refused.point == row.id);
            let linked: Vec<String> = ticked.unwrap_or_else(|| linked.collect());
            let (close, others) = material.candidates(&changed, comments);
            let is_linked = |candidate: &&Candidate| linked.contains(&candidate.key);
            let reasons = material.parts.iter().find(|part| part.id == row.part).map(|part| part.reasons.said(at.language, authoritative));
            Point {
                id: row.id,
                decision: row.decision.as_str(),
                progress: material.progress(row, published).as_str(),
                seen: material.linked.seen(row.id),
                own: row.applied_by == Some(staff.id),
                comments: comments
                    .iter()
                    .map(|comment| {
                        let number = material.numbers.get(&comment.draft).cloned().unwrap_or_default();
                        let words = if comment.proposed.is_empty() { &comment.body } else { &comment.proposed };
                        CommentLine {
                            id: comment.id.0.clone(),
                            place: Place::new(&at.state, at.language, comment.target, comment.ordinal, &comment.label, number),
                            words: excerpt(words, 600),
                            lang: comment.language.as_str(),
                            dir: comment.language.direction(),
                        }
                    })
                    .collect(),
                reasons: reasons.unwrap_or_else(|| LocalText::default().said(at.language, authoritative)),
                linked: close.iter().chain(&others).filter(is_linked).cloned().collect(),
                candidates: close.iter().filter(|candidate| !is_linked(candidate)).cloned().collect(),
                others: others.iter().filter(|candidate| !is_linked(candidate)).map(|c| Candidate { redline: None, ..c.clone() }).collect(),
            }
        })
        .collect();
    let view = ImplementationView {
        head: at.head(),
        can_triage: staff.may(Act::Triage, at.consultation.id),
        can_approve: staff.may(Act::Approve, at.consultation.id),
        published,
        open: material.rows.iter().filter(|row| material.progress(row, published) == Progress::Pending).count(),
        points,
        form: refused.form,
        refused: refused.point,
        lang: authoritative.as_str(),
        dir: authoritative.direction(),
        languages: Language::ALL.iter().map(|language| (language.as_str(), language.own_name())).collect(),
    };
    at.page("/implementation", "implementation-title").response(status, "resolutions/implementation", &view)
}

/// An accepted point in an address.
#[derive(Clone, Deserialize)]
pub struct PointPath {
    implementation: ImplementationId,
}

async fn finish(
    at: &StaffDraft,
    point: ImplementationId,
    done: Result<(), AppError>,
    typed: &FormData,
    ticked: Option<Vec<String>>,
) -> Result<HttpResponse, AppError> {
    match done {
        Ok(()) => Ok(see_other(&at.address(&format!("/implementation#point-{point}")))),
        Err(error) => {
            let form = FormView::new(&FIELDS).typed(typed).refused(&error)?;
            let refused = Refused { point, form, ticked };
            page(at, refused, status_of(&error)).await
        }
    }
}

/// POST `…/implementation/{implementation}`: links it to paragraphs, or says why it is not carried out.
pub async fn link(DraftTriageForm { at, typed }: DraftTriageForm, path: web::Path<PointPath>) -> Result<HttpResponse, AppError> {
    let ticked = typed.all("paragraph").to_vec();
    let (state, draft) = (&at.state, at.draft.id);
    let (consultation, id, by, today) = (at.consultation.id, path.implementation, at.signed_in.staff.id, state.clock.now().day());
    let paragraphs: Result<Vec<ChangedParagraph>, _> = ticked.iter().map(|key| key.parse()).collect();
    let paragraphs = paragraphs.map_err(|()| AppError::field("paragraphs", "form-paragraph-not-changed"));
    let done = match paragraphs.and_then(|paragraphs| Ok((reason(&typed)?, paragraphs))) {
        Ok((Some(_), paragraphs)) if !paragraphs.is_empty() => Err(AppError::field("not_applied", "form-linked-and-not")),
        Ok((Some(reasons), _)) => state.database.write(move |tx| resolutions::not_apply(tx, consultation, id, &reasons, by, today)).await,
        Ok((None, paragraphs)) => {
            state.database.write(move |tx| resolutions::link(tx, consultation, id, draft, &paragraphs, by, today)).await
        }
        Err(error) => Err(error),
    };
    finish(&at, id, done, &typed, Some(ticked)).await
}

/// Why a point is not carried out, if that was typed.
fn reason(typed: &FormData) -> Result<Option<LocalText>, AppError> {
    let reason = typed.long("not_applied")?;
    if reason.is_empty() {
        return Ok(None);
    }
    let language = Language::parse(typed.get("language")).ok_or(AppError::field("language", "form-language-unknown"))?;
    Ok(Some(LocalText::one(language, &reason)))
}

/// POST `…/implementation/{implementation}/verification`
pub async fn verify(DraftTriageForm { at, typed }: DraftTriageForm, path: web::Path<PointPath>) -> Result<HttpResponse, AppError> {
    let (consultation, id, by, today) = (at.consultation.id, path.implementation, at.signed_in.staff.id, at.state.clock.now().day());
    let seen = typed.get("seen").to_owned();
    let done = at.state.database.write(move |tx| resolutions::verify(tx, consultation, id, &seen, by, today)).await;
    finish(&at, id, done, &typed, None).await
}
