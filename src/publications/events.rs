//! What became public, of what, on which day: the rows from which feeds, digests, statistics and live pages read.

use diesel::prelude::*;

use crate::each_backend;
use crate::error::AppResult;
use crate::ids::ConsultationId;
use crate::platform::clock::Day;
use crate::platform::db::Tx;
use crate::platform::id::random_id;
use crate::schema::events;

crate::text_enum! {
    /// A public fact.
    Fact {
        /// A consultation was opened; its words are those of the consultation.
        ConsultationOpened = "consultation_opened",
        /// Its words were edited.
        ConsultationEdited = "consultation_edited",
        /// A draft was published; the subject is its number.
        DraftPublished = "draft_published",
        /// A translation was added to a published draft; the subject is the draft's number and the language.
        TranslationPublished = "translation_published",
        /// A draft that only invited readers saw is public; the subject is its number.
        DraftReleased = "draft_released",
        /// Lineage or causes of a draft were corrected; the subject is its number.
        DraftAnnotated = "draft_annotated",
        /// A round was opened; the subject is its id.
        RoundOpened = "round_opened",
        /// A round was extended; the subject is its id.
        RoundExtended = "round_extended",
        /// What had come in by the closing of a round was counted; the subject is its id.
        RoundTallied = "round_tallied",
        /// A comment, or that there is one, became public; from here on the subject is the comment's id.
        CommentPublished = "comment_published",
        /// Other words took the place of the first.
        CommentAmended = "comment_amended",
        /// It is held back.
        CommentHeld = "comment_held",
        /// Its author withdrew it.
        CommentWithdrawn = "comment_withdrawn",
        /// Its author had it erased.
        CommentErased = "comment_erased",
        /// Its author lets the public see less.
        CommentLowered = "comment_lowered",
        /// What it said before it was amended was destroyed.
        EarlierDestroyed = "earlier_destroyed",
        /// Who speaks was confirmed, and is named.
        SpeakerConfirmed = "speaker_confirmed",
        /// An answer was published.
        AnswerPublished = "answer_published",
        /// The public reads less of an answer, or reads it otherwise: its reasons gave a comment away.
        AnswerReduced = "answer_reduced",
        /// Its change is to come.
        ChangePending = "change_pending",
        /// Its change stands in a published draft.
        ChangeApplied = "change_applied",
        /// A second person has checked it.
        ChangeVerified = "change_verified",
        /// It is not carried out.
        ChangeNotApplied = "change_not_applied",
        /// The author's verdict became public.
        VerdictGiven = "verdict_given",
        /// It is public no more.
        VerdictRemoved = "verdict_removed",
        /// A review was requested.
        ReviewRequested = "review_requested",
        /// A letter was released; the subject is what its public page is called.
        LetterReleased = "letter_released",
        /// A letter is shown no more.
        LetterHidden = "letter_hidden",
    }
}

/// An event before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) fact: Fact,
    pub(super) subject: String,
    /// None for what an author took back: no day tells which comments one author changed together.
    pub(super) on: Option<Day>,
}

/// Writes events in an order of chance.
pub(super) fn insert(tx: &mut Tx, consultation: ConsultationId, of: Vec<Event>) -> AppResult<()> {
    let mut shuffled = of.into_iter().map(|event| Ok((random_id()?, event))).collect::<AppResult<Vec<_>>>()?;
    shuffled.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    for chunk in shuffled.chunks(1_000) {
        let rows: Vec<_> = chunk
            .iter()
            .map(|(id, event)| {
                (
                    events::id.eq(id),
                    events::consultation_id.eq(consultation),
                    events::fact.eq(event.fact),
                    events::subject.eq(&event.subject),
                    events::happened_on.eq(event.on),
                )
            })
            .collect();
        each_backend!(tx, |c| diesel::insert_into(events::table).values(&rows).execute(c))?;
    }
    Ok(())
}
