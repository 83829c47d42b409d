//! What the page of a code shows: each comment on the loop, its answer, the words that changed.

use serde::Serialize;

use crate::comments;
use crate::comments::model::CommentState;
use crate::comments::pages::{Appearance, Card};
use crate::contributors::model::{Level, Speaker};
use crate::drafts;
use crate::drafts::model::{DraftNumber, Intake};
use crate::error::AppError;
use crate::ids::{CommentId, ResolutionId};
use crate::language::{Language, Said};
use crate::moderation;
use crate::platform::clock::{Day, Timestamp};
use crate::publications::PublishedComment;
use crate::publications::model::Verdict;
use crate::record::pages::log::ChangeView;
use crate::record::read::changed_words;
use crate::resolutions;
use crate::reviews;
use crate::submissions;
use crate::submissions::credentials::Credential;
use crate::submissions::model::{Submission, SubmissionStatus};
use crate::submissions::read::SentComment;
use crate::triage;
use crate::web::forms::FormView;
use crate::web::state::State;

/// The page of a code.
#[derive(Serialize)]
pub struct AnswersView {
    code: String,
    token: String,
    round: i64,
    slug: String,
    title: Said,
    draft: String,
    reference: String,
    status: &'static str,
    sent_at: Timestamp,
    late: bool,
    version: i32,
    level: &'static str,
    levels: Vec<&'static str>,
    /// Whether it can be amended now.
    open: bool,
    closes_at: Timestamp,
    zone: String,
    unsent: bool,
    /// Only a working copy, nothing sent.
    only_kept: bool,
    kept: usize,
    notice: Option<&'static str>,
    form: FormView,
    /// The comment that the refused form is about.
    refused: String,
    comments: Vec<OwnComment>,
    verdicts: Vec<&'static str>,
    office: Option<OfficeView>,
}

/// What somebody who wrote by mail is told: that the office entered it, and who else may hold a code.
#[derive(Serialize)]
struct OfficeView {
    codes: i32,
    last: Option<Timestamp>,
    unplaced: i64,
}

#[derive(Serialize)]
struct OwnComment {
    id: String,
    state: &'static str,
    gone: bool,
    public: bool,
    card: Card,
    level: &'static str,
    levels: Vec<&'static str>,
    private_reasons: Vec<Said>,
    changes: Vec<ChangeView>,
    questions: Vec<QuestionView>,
    asking: bool,
    held: Option<&'static str>,
    contested: bool,
    answered: bool,
    verdict: Option<&'static str>,
    why: String,
    verdict_public: bool,
    /// The last day on which a review can be requested.
    review_until: Option<Timestamp>,
    review: Option<ReviewView>,
    earlier: usize,
}

#[derive(Serialize)]
struct QuestionView {
    lang: &'static str,
    dir: &'static str,
    question: String,
    asked_at: Timestamp,
    reply: String,
}

#[derive(Serialize)]
struct ReviewView {
    filed_at: Timestamp,
    due_at: Timestamp,
    reason: String,
}

/// Everything that is read for it.
pub struct Material {
    consultation: crate::consultations::model::Consultation,
    draft: drafts::model::Draft,
    round: drafts::model::Round,
    comments: Vec<SentComment>,
    published: Vec<PublishedComment>,
    questions: Vec<triage::read::OfficeQuestion>,
    held: Vec<moderation::read::Held>,
    answers: Vec<(CommentId, ResolutionId, Option<Day>)>,
    parts: Vec<resolutions::read::PartRow>,
    reactions: Vec<resolutions::read::Reaction>,
    reviews: Vec<reviews::read::Filed>,
    words: Vec<(CommentId, String, Vec<crate::record::read::ChangedWords>)>,
    earlier: Vec<(CommentId, usize)>,
    by_office: Option<submissions::ByOffice>,
}

/// What was done on the page last.
pub struct Done {
    /// What is said of it.
    pub notice: Option<&'static str>,
    /// The forms of the page, with what is wrong.
    pub form: FormView,
    /// The comment whose form was refused.
    pub refused: String,
}

impl Material {
    /// Reads it, in a constant number of statements for each answered comment.
    ///
    /// # Errors
    /// Those of the database.
    pub fn read(
        conn: &mut crate::platform::db::Conn,
        round: crate::ids::RoundId,
        sent: Option<(Submission, Vec<SentComment>)>,
        language: Language,
    ) -> Result<Self, AppError> {
        let round = drafts::read::round(conn, round)?;
        let draft = drafts::read::draft_of(conn, &round)?;
        let slug = crate::consultations::read::slug(conn, draft.consultation)?;
        let consultation = crate::consultations::read::by_slug(conn, &slug)?;
        let by_office = match &sent {
            Some((submission, _)) => submissions::by_office(conn, &submission.id)?,
            None => None,
        };
        let comments = sent.map(|(_, comments)| comments).unwrap_or_default();
        let ids: Vec<CommentId> = comments.iter().map(|comment| comment.id.clone()).collect();
        let published = comments::read::published(conn, &ids)?;
        let answers = resolutions::read::published_answers(conn, &ids)?;
        let resolution_ids: Vec<ResolutionId> = answers.iter().map(|(_, id, _)| *id).collect();
        let all = drafts::read::of_consultation(conn, consultation.id)?;
        let mut words = Vec::new();
        for row in &published {
            for change in row.answer().parts.iter().filter_map(|part| part.change.as_ref()) {
                let number = change.draft.as_deref().and_then(DraftNumber::parse);
                if let Some(next) = number.and_then(|number| all.iter().find(|draft| draft.number == number)) {
                    let changed = changed_words(conn, next, &change.paragraphs, language)?;
                    words.push((row.id.clone(), next.number.to_string(), changed));
                }
            }
        }
        let mut earlier = Vec::new();
        for row in published.iter().filter(|row| row.amended_on.is_some()) {
            earlier.push((row.id.clone(), comments::read::earlier(conn, &row.id)?.len()));
        }
        Ok(Self {
            questions: triage::read::questions(conn, &ids)?,
            held: moderation::read::held(conn, &ids)?,
            parts: resolutions::read::parts(conn, &resolution_ids)?,
            reactions: resolutions::read::reactions(conn, &ids)?,
            reviews: reviews::read::filed(conn, &ids)?,
            consultation,
            draft,
            round,
            comments,
            published,
            answers,
            words,
            earlier,
            by_office,
        })
    }

    /// Arranges it.
    pub fn view(
        self,
        state: &State,
        language: Language,
        credential: &Credential,
        kept: &submissions::Kept,
        arrived: Timestamp,
        done: Done,
    ) -> AnswersView {
        let Done { notice, form, refused } = done;
        let submission = kept.sent.as_ref().map(|(submission, _)| submission);
        let standing = submission.is_none_or(|submission| submission.status == SubmissionStatus::Submitted);
        let office = self.by_office.as_ref().map(|by| OfficeView {
            codes: by.codes_issued,
            last: by.code_issued_on.map(Day::start),
            unplaced: by.unplaced,
        });
        let comments = self.comments.iter().map(|comment| self.own(state, language, comment, &kept.copy.speaker, arrived.day())).collect();
        let level = submission.map_or(kept.copy.level, |submission| submission.level);
        AnswersView {
            code: credential.shown(),
            token: credential.token(self.round.id),
            round: self.round.id.0,
            slug: self.consultation.slug.clone(),
            title: self.consultation.title.said(language, self.consultation.language),
            draft: self.draft.number.to_string(),
            reference: submission.map(|submission| submission.reference.clone()).unwrap_or_default(),
            status: submission.map_or("working_copy", |submission| submission.status.as_str()),
            sent_at: submission.map_or(arrived, |submission| submission.submitted_on.start()),
            late: submission.is_some_and(|submission| submission.late),
            version: submission.map_or(0, |submission| submission.version),
            level: level.as_str(),
            levels: lower_than(level),
            open: standing && matches!(self.round.intake(arrived), Intake::InTime | Intake::Late),
            closes_at: self.round.closes_at,
            zone: self.consultation.time_zone.clone(),
            unsent: kept.unsent,
            only_kept: submission.is_none(),
            kept: kept.copy.items.len(),
            notice,
            form,
            refused,
            comments,
            verdicts: Verdict::ALL.iter().map(|verdict| verdict.as_str()).collect(),
            office,
        }
    }

    fn own(&self, state: &State, language: Language, comment: &SentComment, speaker: &Speaker, today: Day) -> OwnComment {
        let row = self.published.iter().find(|row| row.id == comment.id);
        let answer = self.answers.iter().rfind(|(of, ..)| *of == comment.id);
        let parts = self.parts.iter().filter(|part| answer.is_some_and(|(_, id, _)| *id == part.resolution));
        let reaction = self.reactions.iter().find(|reaction| reaction.comment == comment.id);
        let held = self.held.iter().find(|held| held.comment == comment.id);
        let questions: Vec<_> = self.questions.iter().filter(|question| question.comment == comment.id).collect();
        let until = answer.and_then(|(_, _, day)| *day).map(|day| day.plus(reviews::REQUEST_DAYS));
        let gone = matches!(comment.state, CommentState::Withdrawn | CommentState::Erased);
        let review = self.reviews.iter().find(|review| review.comment == comment.id);
        OwnComment {
            id: comment.id.0.clone(),
            state: comment.state.as_str(),
            gone,
            public: row.is_some(),
            card: self.card(state, language, comment, speaker),
            level: comment.level.as_str(),
            levels: lower_than(comment.level),
            private_reasons: parts
                .clone()
                .filter(|part| !part.private_reasons.is_empty())
                .map(|part| part.private_reasons.said(comment.language, self.consultation.language))
                .collect(),
            changes: self
                .words
                .iter()
                .filter(|(of, ..)| *of == comment.id)
                .flat_map(|(_, number, words)| ChangeView::all(state, language, number, words.clone()))
                .collect(),
            asking: questions.iter().any(|question| question.replied_on.is_none()) && !gone,
            questions: questions
                .iter()
                .filter(|question| !question.question.is_empty())
                .map(|question| QuestionView {
                    lang: question.language.as_str(),
                    dir: question.language.direction(),
                    question: question.question.clone(),
                    asked_at: question.asked_on.start(),
                    reply: question.reply.clone(),
                })
                .collect(),
            held: held.map(|held| held.reason.as_str()),
            contested: held.is_some_and(|held| !held.contest.is_empty()),
            answered: answer.is_some() && !gone,
            verdict: reaction.map(|reaction| reaction.verdict.as_str()),
            why: reaction.map(|reaction| reaction.why.clone()).unwrap_or_default(),
            verdict_public: reaction.is_some_and(|reaction| reaction.is_public),
            review_until: until.filter(|until| today <= *until && !gone && review.is_none()).map(Day::start),
            review: review.map(|review| ReviewView {
                filed_at: review.filed_on.start(),
                due_at: review.due_on.start(),
                reason: review.reason.clone(),
            }),
            earlier: self.earlier.iter().find(|(of, _)| *of == comment.id).map_or(0, |(_, count)| *count),
        }
    }

    /// What the author sees of her comment: everything that she sent, with what is public of the answer, and the reasons
    /// that the public does not read.
    fn card(&self, state: &State, language: Language, comment: &SentComment, speaker: &Speaker) -> Card {
        let row = self.published.iter().find(|row| row.id == comment.id);
        let shown = Appearance {
            target: comment.target(),
            label: comment.label.clone(),
            // The author reads her own words whatever the public sees.
            level: comment.level.max(Level::GroupOnly),
            kind: comment.kind,
            themes: comment.themes.clone(),
            language: comment.language,
            late: comment.late,
            // She reads what she gave of herself; how much of it the public sees is said beside it.
            group: Some(speaker.group),
            region: Some(speaker.region),
            named: row.map(PublishedComment::named).unwrap_or_default(),
            words: comment.words(),
        };
        let card = Card::preview(state, language, &self.consultation, self.draft.number.to_string(), shown, None);
        let Some(row) = row else { return card };
        let mut answer = row.answer();
        let full = self.answers.iter().rfind(|(of, ..)| *of == comment.id).map(|(_, id, _)| *id);
        for (part, row) in answer.parts.iter_mut().zip(self.parts.iter().filter(|part| Some(part.resolution) == full)) {
            part.reasons = row.reasons.clone();
        }
        // Her verdict has its own place on this page.
        let row = PublishedComment { verdict: None, verdict_on: None, ..row.clone() };
        card.recorded(&row, &answer, language, comment.language)
    }
}

fn lower_than(level: Level) -> Vec<&'static str> {
    Level::ALL.iter().rev().filter(|lower| **lower < level).map(|lower| lower.as_str()).collect()
}
