//! Every way in which the public row of a comment changes.

use diesel::prelude::*;

use super::change::RecordChange;
use super::events::Fact;
use super::model::{Answer, CommentKind, Decision, Progress, Stub, Target, TargetKind, Verdict, Words};
use super::row::search_text;
use super::totals::Standing;
use crate::contributors::model::{Group, Level, Named, Region};
use crate::each_backend;
use crate::error::AppResult;
use crate::ids::{CommentId, DraftId, Ordinal};
use crate::language::Language;
use crate::platform::clock::Day;
use crate::schema::{earlier_versions, published_comments};

/// Where a comment stands, and how that is printed: what is public of every comment in the record.
#[derive(Clone, Debug)]
pub struct Place {
    /// The draft it was written on.
    pub draft: DraftId,
    /// Its public reference.
    pub reference: String,
    /// What it is about.
    pub target: Target,
    /// How the place is printed.
    pub label: String,
    /// Its place in the record.
    pub key: String,
    /// Its language.
    pub language: Language,
    /// Whether it came late.
    pub late: bool,
}

/// A comment as it is to be public.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The comment.
    pub comment: CommentId,
    /// Where.
    pub place: Place,
    /// What the public sees.
    pub level: Level,
    /// Its kind.
    pub kind: Option<CommentKind>,
    /// Its themes, as a column.
    pub themes: String,
    /// The group, if it is shown.
    pub group: Option<Group>,
    /// The region, if it is shown.
    pub region: Option<Region>,
    /// The names that are shown.
    pub named: Named,
    /// What it says.
    pub words: Words,
}

/// What a row shows beside its place.
#[derive(AsChangeset, Default, Insertable)]
#[diesel(table_name = published_comments, treat_none_as_null = true)]
struct Content {
    kind: Option<CommentKind>,
    themes: String,
    stakeholder_group: Option<Group>,
    region: Option<Region>,
    speaker: String,
    quote: String,
    body: String,
    proposed: String,
    reason: String,
    search_text: String,
}

impl Content {
    /// Nothing: what is left of a comment whose words are not shown.
    fn empty() -> Self {
        Self { speaker: "{}".to_owned(), ..Self::default() }
    }

    fn of(entry: &Entry) -> Self {
        if entry.level == Level::NotPublished {
            return Self::empty();
        }
        Self {
            kind: entry.kind,
            themes: entry.themes.clone(),
            stakeholder_group: entry.group,
            region: entry.region,
            speaker: serde_json::json!(entry.named).to_string(),
            quote: entry.words.quote.clone(),
            body: entry.words.body.clone(),
            proposed: entry.words.proposed.clone(),
            reason: entry.words.reason.clone(),
            search_text: search_text(&entry.words, &entry.named),
        }
    }
}

/// Where a row stands.
#[derive(AsChangeset, Insertable)]
#[diesel(table_name = published_comments)]
struct Position {
    target: TargetKind,
    ordinal: Ordinal,
    label: String,
    place_key: String,
    language: Language,
    late: bool,
}

impl Position {
    fn of(place: &Place) -> Self {
        let Place { target, label, key, language, late, .. } = place.clone();
        Self { target: target.kind, ordinal: target.ordinal, label, place_key: key, language, late }
    }
}

impl RecordChange<'_, '_> {
    /// Puts a comment into the record.
    ///
    /// # Errors
    /// Those of the database.
    pub fn publish(&mut self, entry: &Entry, on: Day) -> AppResult<()> {
        self.insert(&entry.comment, &entry.place, None, entry.level, &Content::of(entry), on)?;
        self.emit(Fact::CommentPublished, entry.comment.0.clone(), on);
        Ok(())
    }

    /// Puts a stub of a comment into the record that was never public.
    ///
    /// # Errors
    /// Those of the database.
    pub fn publish_stub(&mut self, comment: &CommentId, place: &Place, stub: Stub, on: Day) -> AppResult<()> {
        self.insert(comment, place, Some(stub), Level::NotPublished, &Content::empty(), on)?;
        self.emit(Fact::CommentHeld, comment.0.clone(), on);
        Ok(())
    }

    fn insert(
        &mut self,
        comment: &CommentId,
        place: &Place,
        stub: Option<Stub>,
        level: Level,
        content: &Content,
        on: Day,
    ) -> AppResult<()> {
        self.touch(std::slice::from_ref(comment))?;
        let consultation = self.consultation();
        let position = Position::of(place);
        each_backend!(self, |c| diesel::insert_into(published_comments::table)
            .values((
                published_comments::comment_id.eq(comment),
                published_comments::consultation_id.eq(consultation),
                published_comments::draft_id.eq(place.draft),
                published_comments::reference.eq(&place.reference),
                published_comments::published_on.eq(on),
                published_comments::answer.eq(""),
                published_comments::stub.eq(stub),
                published_comments::level.eq(level),
                &position,
                content,
            ))
            .execute(c))?;
        Ok(())
    }

    /// The amended words take the place of the first, which stay readable as version `replaced`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn replace(&mut self, entry: &Entry, replaced: i32, on: Day) -> AppResult<()> {
        let id = &entry.comment;
        self.touch(std::slice::from_ref(id))?;
        let (stub, level, body, proposed, reason, quote): (Option<Stub>, Level, String, String, String, String) =
            each_backend!(self, |c| published_comments::table
                .filter(published_comments::comment_id.eq(id))
                .select((
                    published_comments::stub,
                    published_comments::level,
                    published_comments::body,
                    published_comments::proposed,
                    published_comments::reason,
                    published_comments::quote
                ))
                .first(c))?;
        let before = Words { quote, body, proposed, reason };
        let content = Content::of(entry);
        let shown = entry.level != Level::NotPublished;
        let amended = stub.is_none() && before != entry.words;
        if level != Level::NotPublished && shown && amended {
            each_backend!(self, |c| diesel::insert_into(earlier_versions::table)
                .values((
                    earlier_versions::comment_id.eq(id),
                    earlier_versions::version.eq(replaced),
                    earlier_versions::body.eq(&before.body),
                    earlier_versions::proposed.eq(&before.proposed),
                    earlier_versions::reason.eq(&before.reason),
                    earlier_versions::quote.eq(&before.quote),
                ))
                .on_conflict_do_nothing()
                .execute(c))?;
        }
        if !shown {
            self.delete_earlier(std::slice::from_ref(id))?;
        }
        let position = Position::of(&entry.place);
        each_backend!(self, |c| diesel::update(published_comments::table.filter(published_comments::comment_id.eq(id)))
            .set((&position, &content, published_comments::stub.eq(None::<Stub>), published_comments::level.eq(entry.level)))
            .execute(c))?;
        if amended {
            each_backend!(self, |c| diesel::update(published_comments::table.filter(published_comments::comment_id.eq(id)))
                .set(published_comments::amended_on.eq(on))
                .execute(c))?;
        }
        self.emit(Fact::CommentAmended, id.0.clone(), on);
        Ok(())
    }

    /// Leaves only a stub of those comments that are in the record: text, names and attributes go, answer and decision stay.
    /// `on` is given for what the office does.
    ///
    /// # Errors
    /// Those of the database.
    pub fn leave_stub(&mut self, ids: &[CommentId], stub: Stub, on: Option<Day>) -> AppResult<()> {
        let fact = match stub {
            Stub::Withdrawn => Fact::CommentWithdrawn,
            Stub::Erased => Fact::CommentErased,
            Stub::PersonalData | Stub::Threat | Stub::Hate | Stub::Spam => Fact::CommentHeld,
        };
        for id in self.touch(ids)?.into_keys() {
            each_backend!(self, |c| diesel::update(published_comments::table.filter(published_comments::comment_id.eq(&id)))
                .set((&Content::empty(), published_comments::stub.eq(stub)))
                .execute(c))?;
            self.emit(fact, id.0.clone(), on);
            if matches!(stub, Stub::Withdrawn | Stub::Erased) {
                // Who takes her words back takes her verdict back.
                self.remove_verdict(&id)?;
            }
        }
        self.delete_earlier(ids)
    }

    /// Shows less of a comment: at the lowest level its text goes, at the others names. What shows no more already stays as it is.
    ///
    /// # Errors
    /// Those of the database.
    pub fn lower(&mut self, id: &CommentId, level: Level) -> AppResult<()> {
        type Row = (Level, Option<Group>, Option<Region>, String, String, String, String, String);
        let row: Option<Row> = each_backend!(self, |c| published_comments::table
            .filter(published_comments::comment_id.eq(id))
            .select((
                published_comments::level,
                published_comments::stakeholder_group,
                published_comments::region,
                published_comments::speaker,
                published_comments::quote,
                published_comments::body,
                published_comments::proposed,
                published_comments::reason
            ))
            .first(c)
            .optional())?;
        let Some((now, mut group, mut region, speaker, quote, body, proposed, reason)) = row else { return Ok(()) };
        if now <= level {
            return Ok(());
        }
        self.emit(Fact::CommentLowered, id.0.clone(), None);
        if level == Level::NotPublished {
            each_backend!(self, |c| diesel::update(published_comments::table.filter(published_comments::comment_id.eq(id)))
                .set((&Content::empty(), published_comments::level.eq(level)))
                .execute(c))?;
            return self.delete_earlier(std::slice::from_ref(id));
        }
        let mut named: Named = serde_json::from_str(&speaker).unwrap_or_default();
        named.person.clear();
        if level < Level::OrganisationOnly && named != Named::default() {
            named = Named::default();
            // With its name an organisation had shown its group and region, however few share them. Without it they go; a
            // State keeps its group.
            if group != Some(Group::MemberState) {
                (group, region) = (None, None);
            }
        }
        let words = Words { quote, body, proposed, reason };
        each_backend!(self, |c| diesel::update(published_comments::table.filter(published_comments::comment_id.eq(id)))
            .set((
                published_comments::level.eq(level),
                published_comments::stakeholder_group.eq(group),
                published_comments::region.eq(region),
                published_comments::speaker.eq(serde_json::json!(named).to_string()),
                published_comments::search_text.eq(search_text(&words, &named)),
            ))
            .execute(c))?;
        Ok(())
    }

    /// Names who speaks in a comment that is public with its words, and with the name group and region.
    ///
    /// # Errors
    /// Those of the database.
    pub fn name_speaker(&mut self, id: &CommentId, named: &Named, group: Group, region: Region, on: Day) -> AppResult<()> {
        let (quote, body, proposed, reason): (String, String, String, String) = each_backend!(self, |c| published_comments::table
            .filter(published_comments::comment_id.eq(id))
            .select((published_comments::quote, published_comments::body, published_comments::proposed, published_comments::reason))
            .first(c))?;
        let words = Words { quote, body, proposed, reason };
        each_backend!(self, |c| diesel::update(published_comments::table.filter(published_comments::comment_id.eq(id)))
            .set((
                published_comments::speaker.eq(serde_json::json!(named).to_string()),
                published_comments::stakeholder_group.eq(group),
                published_comments::region.eq(region),
                published_comments::search_text.eq(search_text(&words, named)),
            ))
            .execute(c))?;
        self.emit(Fact::SpeakerConfirmed, id.0.clone(), on);
        Ok(())
    }

    /// Destroys what comments said before they were amended.
    ///
    /// # Errors
    /// Those of the database.
    pub fn destroy_earlier(&mut self, id: &CommentId) -> AppResult<()> {
        self.delete_earlier(std::slice::from_ref(id))?;
        self.emit(Fact::EarlierDestroyed, id.0.clone(), None);
        Ok(())
    }

    fn delete_earlier(&mut self, ids: &[CommentId]) -> AppResult<()> {
        each_backend!(self, |c| diesel::delete(earlier_versions::table.filter(earlier_versions::comment_id.eq_any(ids))).execute(c))?;
        Ok(())
    }

    /// Puts a published answer beside a comment, or another in its place. `decided` is the day of the answer, `today` that of the
    /// change. A comment that is not in the record has no answer there.
    ///
    /// # Errors
    /// Those of the database.
    pub fn answer(&mut self, id: &CommentId, answer: &Answer, decided: Day, today: Option<Day>) -> AppResult<()> {
        type Row = (Option<Day>, String, DraftId, Option<Decision>, Option<Progress>, Option<Verdict>);
        let known: Option<Row> = each_backend!(self, |c| published_comments::table
            .filter(published_comments::comment_id.eq(id))
            .select((
                published_comments::decided_on,
                published_comments::answer,
                published_comments::draft_id,
                published_comments::decision,
                published_comments::implementation,
                published_comments::verdict
            ))
            .first(c)
            .optional())?;
        let Some((known_on, known_answer, draft, decision, known_progress, verdict)) = known else { return Ok(()) };
        self.remember(id, Some(Standing { draft, decision, progress: known_progress, verdict }));
        let (json, progress) = (serde_json::json!(answer).to_string(), answer.progress());
        if known_on == Some(decided) && known_answer == json {
            return Ok(());
        }
        each_backend!(self, |c| diesel::update(published_comments::table.filter(published_comments::comment_id.eq(id)))
            .set((
                published_comments::decision.eq(answer.decision()),
                published_comments::decided_on.eq(decided),
                published_comments::answer.eq(&json),
                published_comments::implementation.eq(progress),
            ))
            .execute(c))?;
        let decisions = |json: &str| -> Vec<_> {
            serde_json::from_str::<Answer>(json).unwrap_or_default().parts.into_iter().map(|part| part.decision).collect()
        };
        if known_on != Some(decided) || decisions(&known_answer) != decisions(&json) {
            self.emit(Fact::AnswerPublished, id.0.clone(), decided);
        } else if known_progress == progress {
            self.emit(Fact::AnswerReduced, id.0.clone(), None);
        }
        if known_progress != progress
            && let Some(progress) = progress
        {
            let fact = match progress {
                Progress::Pending => Fact::ChangePending,
                Progress::Applied => Fact::ChangeApplied,
                Progress::Verified => Fact::ChangeVerified,
                Progress::NotApplied => Fact::ChangeNotApplied,
            };
            self.emit(fact, id.0.clone(), today.unwrap_or(decided));
        }
        Ok(())
    }

    /// Shows the author's verdict.
    ///
    /// # Errors
    /// Those of the database.
    pub fn verdict(&mut self, id: &CommentId, verdict: Verdict, on: Day) -> AppResult<()> {
        self.touch(std::slice::from_ref(id))?;
        each_backend!(self, |c| diesel::update(published_comments::table.filter(published_comments::comment_id.eq(id)))
            .set((published_comments::verdict.eq(verdict), published_comments::verdict_on.eq(on)))
            .execute(c))?;
        self.emit(Fact::VerdictGiven, id.0.clone(), on);
        Ok(())
    }

    /// Takes the author's verdict off the record, if it shows one.
    ///
    /// # Errors
    /// Those of the database.
    pub fn remove_verdict(&mut self, id: &CommentId) -> AppResult<()> {
        self.touch(std::slice::from_ref(id))?;
        let shown = published_comments::comment_id.eq(id).and(published_comments::verdict.is_not_null());
        let removed = each_backend!(self, |c| diesel::update(published_comments::table.filter(shown))
            .set((published_comments::verdict.eq(None::<Verdict>), published_comments::verdict_on.eq(None::<Day>)))
            .execute(c))?;
        if removed > 0 {
            self.emit(Fact::VerdictRemoved, id.0.clone(), None);
        }
        Ok(())
    }
}
