//! Publishes a draft: with what is doubtful or open only by choice.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use crate::drafts::pages::{Head, StaffDraft, StaffDraftForm};
use crate::drafts::{self, read};
use crate::error::AppError;
use crate::resolutions::{self, Acknowledged};
use crate::web::forms::FormView;
use crate::web::page::{see_other, status_of};

#[derive(Serialize)]
struct PublicationView {
    head: Head,
    no_text: bool,
    doubtful: usize,
    without_cause: usize,
    open: usize,
    /// Comments that this draft leaves without their place, at most [`MOST_LISTED`].
    lost: Vec<LostView>,
    /// How many there are besides.
    lost_more: usize,
    versions: Vec<(&'static str, &'static str, String)>,
    invited: bool,
    form: FormView,
}

/// A comment without its place.
#[derive(Serialize)]
struct LostView {
    id: String,
    /// Its public reference; empty before it is published.
    name: String,
    place: String,
    passage: String,
    answered: bool,
}

/// So many comments without a place are listed.
const MOST_LISTED: usize = 200;

const FIELDS: [&str; 2] = ["acknowledged", "acknowledged_open"];

/// GET `/{language}/staff/consultations/{slug}/drafts/{number}/publication`
pub async fn new(at: StaffDraft) -> Result<HttpResponse, AppError> {
    page(&at, FormView::new(&FIELDS), StatusCode::OK).await
}

async fn page(at: &StaffDraft, form: FormView, status: StatusCode) -> Result<HttpResponse, AppError> {
    let draft = at.draft.clone();
    let (blockers, versions, open, lost) = at
        .state
        .database
        .read(move |conn| {
            let blockers = drafts::blockers(conn, &draft)?;
            let lost = resolutions::lost_places(conn, &draft)?;
            Ok::<_, AppError>((blockers, read::versions(conn, &[draft.id])?, resolutions::open_comments(conn, &draft)?, lost))
        })
        .await?;
    let view = PublicationView {
        head: at.head(),
        no_text: blockers.no_text,
        doubtful: blockers.doubtful_links,
        without_cause: blockers.without_cause,
        open,
        lost_more: lost.len().saturating_sub(MOST_LISTED),
        lost: lost
            .into_iter()
            .take(MOST_LISTED)
            .map(|lost| LostView {
                id: lost.comment.0,
                name: lost.reference,
                place: if lost.label.is_empty() { format!("#{}", lost.ordinal) } else { lost.label },
                passage: lost.passage,
                answered: lost.answered,
            })
            .collect(),
        versions: versions.into_iter().map(|v| (v.language.as_str(), v.language.own_name(), v.source_digest)).collect(),
        invited: at.draft.audience == drafts::model::Audience::Invited,
        form,
    };
    at.page("/publication", "draft-publication-title").response(status, "resolutions/publication", &view)
}

/// POST `/{language}/staff/consultations/{slug}/drafts/{number}/publication`
pub async fn create(StaffDraftForm { at, typed }: StaffDraftForm) -> Result<HttpResponse, AppError> {
    // The numbers that she saw and accepted; none where a box is not ticked.
    let accepted = |field: &str| typed.get(field).parse().unwrap_or(0);
    let acknowledged = Acknowledged { doubtful_links: accepted("acknowledged"), open_comments: accepted("acknowledged_open") };
    let (draft, now) = (at.draft.clone(), at.state.clock.now());
    match at.state.database.write(move |tx| resolutions::publish_draft(tx, &draft, acknowledged, now)).await {
        Ok(()) => Ok(see_other(&at.address(""))),
        Err(error) => {
            let form = FormView::new(&FIELDS).refused(&error)?;
            page(&at, form, status_of(&error)).await
        }
    }
}

/// POST `/{language}/staff/consultations/{slug}/drafts/{number}/audience`
pub async fn open(StaffDraftForm { at, .. }: StaffDraftForm) -> Result<HttpResponse, AppError> {
    let (draft, today) = (at.draft.id, at.state.clock.now().day());
    at.state.database.write(move |tx| resolutions::open_to_public(tx, draft, today)).await?;
    Ok(see_other(&at.address("")))
}
