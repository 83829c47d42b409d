//! A paragraph: its text, its neighbours, its life.

use crate::ids::Ordinal;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::layout::{ConsultationLink, DraftLink, RoundView, open_round, telling_round};
use super::life::{Column, Life};
use crate::comments;
use crate::comments::pages::Card;
use crate::drafts;
use crate::drafts::model::DraftNumber;
use crate::drafts::read::{Reach, choose};
use crate::error::AppError;
use crate::language::Language;
use crate::publications::model::TargetKind;
use crate::record::read::ConsultationContext;
use crate::record::reader::Reader;
use crate::text::export;
use crate::text::model::BlockKind;
use crate::web::cached::{self, Made};
use crate::web::locale::PageLanguage;
use crate::web::page::Page;
use crate::web::state::State;

/// A paragraph in an address.
#[derive(Clone, Deserialize)]
pub struct ParagraphPath {
    slug: String,
    number: String,
    paragraph: String,
}

#[derive(Serialize)]
struct ParagraphView {
    consultation: ConsultationLink,
    draft: DraftLink,
    title: String,
    ordinal: Ordinal,
    section: Ordinal,
    lang: &'static str,
    dir: &'static str,
    blocks: Vec<String>,
    previous: Option<Ordinal>,
    next: Option<Ordinal>,
    round: Option<RoundView>,
    drafts_count: usize,
    columns: Vec<Column>,
    comments: Vec<Card>,
    /// Whether comments are taken now.
    open: bool,
    heading: bool,
}

/// GET `/{language}/consultations/{slug}/drafts/{number}/paragraphs/{paragraph}`
pub async fn show(
    request: HttpRequest,
    state: web::Data<State>,
    language: PageLanguage,
    reader: Reader,
    path: web::Path<ParagraphPath>,
) -> Result<HttpResponse, AppError> {
    let number = DraftNumber::parse(&path.number).ok_or(AppError::NotFound)?;
    let ordinal: Ordinal = path.paragraph.parse().map_err(|_| AppError::NotFound)?;
    if ordinal.to_string() != path.paragraph {
        return Err(AppError::NotFound);
    }
    let reach = reader.reach(&state).await?;
    let address = format!("/consultations/{}/drafts/{number}/paragraphs/{ordinal}", path.slug);
    let key = format!("/{}{address}", language.0.as_str());
    let make = make(&state, language.0, &reader, reach, &path.slug, number, ordinal);
    cached::answer(&request, &state, reader.is_public(), &path.slug, key, make).await
}

async fn make(
    state: &State,
    language: Language,
    reader: &Reader,
    reach: Reach,
    slug: &str,
    number: DraftNumber,
    ordinal: Ordinal,
) -> Result<Made, AppError> {
    let now = state.clock.now();
    let wanted = slug.to_owned();
    let (whole, life, draft, paragraphs, comments) = state
        .database
        .read(move |conn| {
            let whole = ConsultationContext::read(conn, reach, &wanted)?;
            let draft = whole.draft(number)?.clone();
            let paragraphs = drafts::read::paragraphs(conn, draft.id)?;
            if !paragraphs.iter().any(|paragraph| paragraph.ordinal == ordinal) {
                return Err(AppError::NotFound);
            }
            let life = Life::read(conn, &whole, draft.id, ordinal)?;
            let comments = comments::read::of_paragraph(conn, draft.id, ordinal)?;
            Ok((whole, life, draft, paragraphs, comments))
        })
        .await?;
    let versions = whole.versions_of(&draft);
    let version = choose(&versions, None, language).ok_or(AppError::NotFound)?;
    let at = paragraphs.iter().position(|paragraph| paragraph.ordinal == ordinal).unwrap_or(0);
    let neighbour = |index: Option<usize>| index.and_then(|index| paragraphs.get(index)).map(|paragraph| paragraph.ordinal);
    let columns = life.columns(state, language, &whole, (draft.id, ordinal));
    let view = ParagraphView {
        consultation: ConsultationLink::new(&whole.consultation, language),
        draft: DraftLink::new(&draft, &whole.consultation, language),
        title: life.link(state, language, &whole, draft.id, ordinal).title().to_owned(),
        ordinal,
        section: paragraphs[at].section,
        lang: version.language.as_str(),
        dir: version.language.direction(),
        blocks: life.blocks_of(version, ordinal).iter().map(|placed| export::html::content(&placed.block)).collect(),
        previous: neighbour(at.checked_sub(1)),
        next: neighbour(Some(at + 1)),
        round: telling_round(&whole, &draft, now).map(|round| RoundView::new(&round, &[], &whole.consultation, language, now)),
        drafts_count: columns.len(),
        columns,
        comments: comments
            .iter()
            .map(|comment| {
                // The change that is proposed is shown on the text in the comment's language.
                let of = versions.iter().find(|v| v.language == comment.language).or_else(|| versions.iter().find(|v| v.authoritative));
                let text =
                    of.map(|version| life.blocks_of(version, ordinal).iter().map(|p| p.block.plain()).collect::<Vec<_>>().join("\n\n"));
                let text = text.filter(|_| comment.target == TargetKind::Paragraph);
                Card::new(state, language, &whole.consultation, number.to_string(), comment, text.as_deref())
            })
            .collect(),
        open: open_round(&whole, &draft, reach, now).is_some(),
        heading: life.blocks_of(version, ordinal).iter().any(|placed| placed.block.kind == BlockKind::Heading),
    };
    let path = format!("{}/consultations/{slug}/drafts/{number}/paragraphs/{ordinal}", reader.prefix());
    let page = Page::new(state, language, &path, view.title.clone()).with_base(&reader.base(language));
    Ok(Made { html: page.html("record/paragraph", &view)?, ends: whole.next_edge(now) })
}
