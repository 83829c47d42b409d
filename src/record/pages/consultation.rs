//! A consultation: its purpose, and its drafts and rounds in the order of time.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;

use super::layout::{Change, DraftLink, RoundView, VersionLink, changes, open_round};
use crate::comments;
use crate::comments::pages::LoopView;
use crate::drafts;
use crate::drafts::model::{Audience, Draft};
use crate::drafts::read::{ChangeCount, Reach};
use crate::error::AppError;
use crate::language::{Language, Said};
use crate::platform::clock::Timestamp;
use crate::publications::Totals;
use crate::record::read::{self, ConsultationContext};
use crate::record::reader::Reader;
use crate::web::cached::{self, Made};
use crate::web::locale::PageLanguage;
use crate::web::page::Page;
use crate::web::state::State;

#[derive(Serialize)]
struct ConsultationView {
    slug: String,
    title: Said,
    summary: Said,
    promise: Said,
    host: Said,
    state: &'static str,
    drafts: Vec<DraftCard>,
    /// The loop of all comments in figures; none while there are none.
    sums: Option<LoopView>,
    /// Whether letters are shown whole.
    letters: bool,
}

#[derive(Serialize)]
struct DraftCard {
    link: DraftLink,
    note: Said,
    published_at: Option<Timestamp>,
    is_final: bool,
    invited: bool,
    versions: Vec<VersionLink>,
    rounds: Vec<RoundView>,
    before: Option<DraftLink>,
    changes: Vec<Change>,
    doubtful: Option<i32>,
    open_comments: Option<i32>,
    /// Whether comments are taken now.
    open: bool,
    /// The loop of its comments in figures.
    sums: Option<LoopView>,
}

/// GET `/{language}/consultations/{slug}`
pub async fn show(
    request: HttpRequest,
    state: web::Data<State>,
    language: PageLanguage,
    reader: Reader,
    slug: SlugPath,
) -> Result<HttpResponse, AppError> {
    let reach = reader.reach(&state).await?;
    let slug = slug.into_inner();
    let key = format!("/{}/consultations/{}", language.0.as_str(), slug.slug);
    let make = make(&state, language.0, &reader, reach, &slug.slug);
    cached::answer(&request, &state, reader.is_public(), &slug.slug, key, make).await
}

/// The slug in the address; below an invitation there is a token beside it.
#[derive(serde::Deserialize)]
pub struct Slug {
    slug: String,
}
type SlugPath = web::Path<Slug>;

async fn make(state: &State, language: Language, reader: &Reader, reach: Reach, slug: &str) -> Result<Made, AppError> {
    let now = state.clock.now();
    let wanted = slug.to_owned();
    let (whole, extensions, links, totals, letters) = state
        .database
        .read(move |conn| {
            let whole = ConsultationContext::read(conn, reach, &wanted)?;
            let extensions = read::extensions(conn, &whole)?;
            let ids: Vec<_> = whole.drafts.iter().map(|draft| draft.id).collect();
            let links = drafts::read::change_counts(conn, &ids)?;
            let totals = comments::read::drafts(conn, reach, whole.consultation.id)?;
            let letters = crate::submissions::letters::any_shown(conn, &ids)?;
            Ok::<_, AppError>((whole, extensions, links, totals, letters))
        })
        .await?;
    let consultation = &whole.consultation;
    let counted = |draft: &Draft| links.iter().filter(|count| count.draft == draft.id).copied().collect::<Vec<ChangeCount>>();
    let before = |draft: &Draft| whole.compared(counted(draft).first().map(|count| count.old_draft));
    let card = |draft: &Draft| DraftCard {
        link: DraftLink::new(draft, consultation, language),
        note: draft.note.said(language, consultation.language),
        published_at: draft.published_at,
        is_final: draft.is_final,
        invited: draft.audience == Audience::Invited,
        versions: VersionLink::all(&whole.versions_of(draft), None),
        rounds: whole.rounds_of(draft).map(|round| RoundView::new(round, &extensions, consultation, language, now)).collect(),
        before: before(draft).map(|before| DraftLink::new(before, consultation, language)),
        changes: if before(draft).is_some() { changes(&counted(draft)) } else { Vec::new() },
        doubtful: draft.doubtful_links,
        open_comments: draft.open_comments,
        open: open_round(&whole, draft, reach, now).is_some(),
        sums: totals.iter().find(|known| known.id == draft.id && known.totals.received > 0).map(|known| LoopView::new(known.totals)),
    };
    let all = totals.iter().fold(Totals::default(), |sum, draft| sum.plus(draft.totals));
    let view = ConsultationView {
        slug: consultation.slug.clone(),
        title: consultation.title.said(language, consultation.language),
        summary: consultation.summary.said(language, consultation.language),
        promise: consultation.promise_of_use.said(language, consultation.language),
        host: consultation.host_office.said(language, consultation.language),
        state: whole.state(now).as_str(),
        drafts: whole.drafts.iter().rev().map(card).collect(),
        sums: (all.received > 0).then(|| LoopView::new(all)),
        letters,
    };
    let path = format!("{}/consultations/{slug}", reader.prefix());
    let page = Page::new(state, language, &path, view.title.text.clone()).with_base(&reader.base(language));
    Ok(Made { html: page.html("record/consultation", &view)?, ends: whole.next_edge(now) })
}
