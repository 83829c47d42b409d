//! The queue: what came in, by what is to be done with it; batches and answers that go out.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::desk::{ApprovalForm, Head, StaffConsultation, TriageForm, seen};
use crate::comments::pages::{Place, ThemeView, excerpt};
use crate::comments::{self, NextBatch};
use crate::contributors::model::Group;
use crate::drafts;
use crate::drafts::model::{DraftNumber, Round};
use crate::error::{AppError, Conflict};
use crate::ids::{CommentId, DraftId, Ordinal, RoundId};
use crate::platform::clock::Timestamp;
use crate::platform::db::Tx;
use crate::publications::model::CommentKind;
use crate::resolutions;
use crate::triage;
use crate::triage::read::{QueueFilter, QueueRow, Step};
use crate::web::forms::FormView;
use crate::web::page::{see_other, status_of};

/// So many comments stand on a page.
const PAGE: i64 = 50;

#[derive(Serialize)]
struct QueueView {
    head: Head,
    form: FormView,
    steps: Vec<(&'static str, i64)>,
    step: &'static str,
    groups: Vec<&'static str>,
    group: String,
    themes: Vec<ThemeView>,
    theme: String,
    drafts: Vec<String>,
    draft: String,
    lines: Vec<Line>,
    next: Option<String>,
    rounds: Vec<RoundLine>,
    approved: usize,
    /// Whether the lines can be marked as looked at.
    clearing: bool,
}

#[derive(Serialize)]
struct Line {
    id: String,
    place: Place,
    state: &'static str,
    status: Option<String>,
    group: &'static str,
    kind: Option<&'static str>,
    late: bool,
    version: i32,
    /// Where it is looked at, all of what it says, else the beginning.
    texts: Vec<String>,
    lang: &'static str,
    dir: &'static str,
}

#[derive(Serialize)]
struct RoundLine {
    id: RoundId,
    draft: String,
    closes_at: Timestamp,
    comments: usize,
    waiting: i64,
    refusal: Option<&'static str>,
}

impl Line {
    /// A comment of the queue. `whole`: all of what it says, else the beginning.
    fn new(at: &StaffConsultation, (comment, status, group): &QueueRow, draft: String, whole: bool) -> Self {
        let said = [&comment.quote, &comment.body, &comment.proposed, &comment.reason].into_iter().filter(|text| !text.is_empty());
        let words = if comment.body.is_empty() { &comment.proposed } else { &comment.body };
        Self {
            id: comment.id.0.clone(),
            place: Place::new(&at.state, at.language, comment.target, comment.ordinal, &comment.label, draft),
            state: comment.state.as_str(),
            status: status.clone(),
            group: group.as_str(),
            kind: comment.kind.map(CommentKind::as_str),
            late: comment.late,
            version: comment.version,
            texts: if whole { said.cloned().collect() } else { vec![excerpt(words, 220)] },
            lang: comment.language.as_str(),
            dir: comment.language.direction(),
        }
    }
}

impl RoundLine {
    fn new(round: &Round, next: NextBatch, draft: String) -> Self {
        Self {
            id: round.id,
            draft,
            closes_at: round.closes_at,
            comments: next.comments,
            waiting: next.waiting,
            refusal: next.refusal.map(Conflict::key),
        }
    }
}

/// What may be asked of the queue.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    step: Option<String>,
    draft: Option<String>,
    group: Option<String>,
    theme: Option<String>,
    after: Option<String>,
}

/// GET `/{language}/staff/consultations/{slug}/comments`
pub async fn index(at: StaffConsultation, asked: web::Query<Asked>) -> Result<HttpResponse, AppError> {
    page(&at, &asked, FormView::new(&[]), StatusCode::OK).await
}

async fn page(at: &StaffConsultation, asked: &Asked, form: FormView, status: StatusCode) -> Result<HttpResponse, AppError> {
    let step = asked.step.as_deref().map(|step| Step::parse(step).ok_or(AppError::NotFound)).transpose()?;
    let number = asked.draft.as_deref().filter(|draft| !draft.is_empty());
    let number = number.map(|draft| DraftNumber::parse(draft).ok_or(AppError::NotFound)).transpose()?;
    let given = |field: &Option<String>| field.clone().filter(|text| !text.is_empty());
    let group = given(&asked.group).map(|word| Group::parse(&word).ok_or(AppError::NotFound)).transpose()?;
    let theme = given(&asked.theme);
    let after = asked.after.as_deref().and_then(parse_key);
    let wanted_theme = theme.clone();
    let (id, now) = (at.consultation.id, at.state.clock.now());
    let (all, lines, counts, rounds, approved) = at
        .state
        .database
        .read(move |conn| {
            let all = drafts::read::of_consultation(conn, id)?;
            let draft = match number {
                Some(number) => Some(all.iter().find(|draft| draft.number == number).ok_or(AppError::NotFound)?.id),
                None => None,
            };
            let lines = triage::read::queue(conn, id, &QueueFilter { draft, step, group, theme: wanted_theme }, after.as_ref(), PAGE + 1)?;
            let ids: Vec<_> = all.iter().map(|draft| draft.id).collect();
            let mut rounds = Vec::new();
            for round in drafts::read::rounds(conn, &ids)?.into_iter().filter(|round| round.opens_at <= now) {
                let ready = comments::next_batch(conn, &round, now)?;
                if ready.comments > 0 || ready.waiting > 0 {
                    rounds.push((round, ready));
                }
            }
            let approved = resolutions::read::publishable_count(conn, id)?;
            Ok::<_, AppError>((all, lines, triage::read::counts(conn, id)?, rounds, approved))
        })
        .await?;
    let number_of = |draft| all.iter().find(|known| known.id == draft).map(|known| known.number.to_string()).unwrap_or_default();
    let most = usize::try_from(PAGE).unwrap_or_default();
    let shown = &lines[..lines.len().min(most)];
    let next = shown.last().filter(|_| lines.len() > most);
    let clearing = step == Some(Step::New) && at.can_triage;
    let view = QueueView {
        head: at.head(),
        form,
        steps: counts.iter().map(|(step, count)| (step.as_str(), *count)).collect(),
        step: step.map_or("", Step::as_str),
        groups: Group::ALL.iter().map(|group| group.as_str()).collect(),
        group: group.map(Group::as_str).unwrap_or_default().to_owned(),
        themes: ThemeView::all(&at.consultation, at.language),
        theme: theme.unwrap_or_default(),
        drafts: all.iter().filter(|draft| draft.published_at.is_some()).map(|draft| draft.number.to_string()).collect(),
        draft: number.map(|number| number.to_string()).unwrap_or_default(),
        lines: shown.iter().map(|line| Line::new(at, line, number_of(line.0.draft), clearing)).collect(),
        next: next.map(|(last, ..)| format!("{}.{}.{}", last.draft, last.ordinal, last.id.0)),
        rounds: rounds.iter().map(|(round, next)| RoundLine::new(round, *next, round.draft.map(number_of).unwrap_or_default())).collect(),
        approved,
        clearing,
    };
    at.page("/comments", "queue-title").response(status, "resolutions/queue", &view)
}

/// The key behind which a page begins: `draft.ordinal.id`.
fn parse_key(text: &str) -> Option<(DraftId, Ordinal, CommentId)> {
    let mut parts = text.splitn(3, '.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, CommentId(parts.next()?.to_owned())))
}

/// POST `/{language}/staff/consultations/{slug}/comments/clearance`: the ticked comments were looked at.
pub async fn clear(TriageForm { at, typed }: TriageForm) -> Result<HttpResponse, AppError> {
    let ticked = typed.all("comment").iter();
    let ticked: Vec<_> = ticked.filter_map(|value| value.split_once('.').map(|(id, version)| seen(id, version))).collect();
    let consultation = at.consultation.id;
    let clear = move |tx: &mut Tx| {
        // One that was amended meanwhile stays in the list, with its new words.
        let unchanged = triage::read::unchanged(tx, consultation, &ticked)?;
        triage::clear(tx, consultation, &unchanged)
    };
    at.state.database.write(clear).await?;
    Ok(see_other(&at.address("?step=new")))
}

/// POST `/{language}/staff/consultations/{slug}/batches`: publishes what was looked at in a round.
pub async fn publish_batch(TriageForm { at, typed }: TriageForm) -> Result<HttpResponse, AppError> {
    let round = RoundId(typed.get("round").parse().map_err(|_| AppError::NotFound)?);
    let (now, consultation) = (at.state.clock.now(), at.consultation.id);
    let done = at
        .state
        .database
        .write(move |tx| {
            if drafts::read::round(tx, round)?.consultation != consultation {
                return Err(AppError::NotFound);
            }
            comments::publish_batch(tx, round, now)
        })
        .await;
    finish(&at, done.map(|_| ())).await
}

/// POST `/{language}/staff/consultations/{slug}/answers`: publishes every approved answer.
pub async fn publish_answers(ApprovalForm { at, .. }: ApprovalForm) -> Result<HttpResponse, AppError> {
    let (consultation, today) = (at.consultation.id, at.state.clock.now().day());
    let done = at.state.database.write(move |tx| resolutions::publish_answers(tx, consultation, today)).await;
    finish(&at, done.map(|_| ())).await
}

async fn finish(at: &StaffConsultation, done: Result<(), AppError>) -> Result<HttpResponse, AppError> {
    match done {
        Ok(()) => Ok(see_other(&at.address(""))),
        Err(error) => {
            let form = FormView::new(&[]).refused(&error)?;
            page(at, &Asked::default(), form, status_of(&error)).await
        }
    }
}
