//! What comes by mail, as the office received it: who sent it, how and when, and the original, sealed under the key of the
//! installation. Whoever reads the database alone learns neither.

use crate::ids::{AccountId, ConsultationId, DeliveryId, DraftId, RoundId};
use diesel::prelude::*;

use crate::each_backend;
use crate::error::{AppError, AppResult, Conflict};
use crate::language::Language;
use crate::platform::clock::Day;
use crate::platform::db::{Conn, Tx};
use crate::platform::secret::{Key, Sealing, sha256_hex};
use crate::schema::deliveries;

crate::text_enum! {
    /// What was delivered.
    DeliveryKind {
        /// A table of comments.
        Table = "table",
        /// A letter.
        Letter = "letter",
    }
}

crate::text_enum! {
    /// How it came.
    Way {
        /// By note verbale.
        NoteVerbale = "note_verbale",
        /// By electronic mail.
        Mail = "mail",
        /// By post.
        Post = "post",
        /// By hand.
        Hand = "hand",
    }
}

crate::text_enum! {
    /// Where a delivery stands.
    Progress {
        /// It is looked at.
        Prepared = "prepared",
        /// Its comments are in the consultation.
        TakenOver = "taken_over",
    }
}

/// Something that came by mail.
#[derive(Clone, Debug)]
pub struct NewDelivery {
    /// The consultation.
    pub consultation: ConsultationId,
    /// The draft it is on.
    pub draft: DraftId,
    /// The round.
    pub round: RoundId,
    /// What it is.
    pub kind: DeliveryKind,
    /// How it came.
    pub way: Way,
    /// The language it is in.
    pub language: Language,
    /// The day on which the office received it.
    pub received_on: Day,
    /// What kind of file it is.
    pub media_type: String,
    /// Who sent it, in the office's words.
    pub sender: String,
    /// The file.
    pub original: Vec<u8>,
    /// Who entered it; nobody on the command line.
    pub by: Option<AccountId>,
}

/// A delivery as it is kept, its sealed parts apart.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = deliveries)]
pub struct Delivery {
    /// Its row.
    pub id: DeliveryId,
    /// The consultation.
    #[diesel(column_name = consultation_id)]
    pub consultation: ConsultationId,
    /// The draft.
    #[diesel(column_name = draft_id)]
    pub draft: DraftId,
    /// The round.
    #[diesel(column_name = round_id)]
    pub round: RoundId,
    /// What it is.
    pub kind: DeliveryKind,
    /// Where it stands.
    #[diesel(column_name = status)]
    pub progress: Progress,
    /// How it came.
    pub way: Way,
    /// Its language.
    pub language: Language,
    /// When the office received it.
    pub received_on: Day,
    /// What kind of file it is.
    pub media_type: String,
    /// SHA-256 of the original in hexadecimal digits.
    pub digest: String,
    sender: Vec<u8>,
    choices: Vec<u8>,
    /// What came of taking it over, as JSON; empty before.
    pub outcome: String,
    /// Who entered it.
    #[diesel(column_name = entered_by)]
    pub by: Option<AccountId>,
    /// When it was entered.
    pub entered_on: Day,
}

fn sealing(key: &Key, digest: &str) -> Sealing {
    key.sealing("delivery", digest.as_bytes())
}

fn opened(key: &Key, digest: &str, place: &[u8], sealed: &[u8]) -> AppResult<Vec<u8>> {
    if sealed.is_empty() {
        return Ok(Vec::new());
    }
    sealing(key, digest).open(place, sealed).ok_or_else(|| AppError::internal("a delivery does not open"))
}

impl Delivery {
    /// Seals something that belongs to it.
    ///
    /// # Errors
    /// If the machine has no random numbers.
    pub fn seal(&self, key: &Key, place: &[u8], message: &[u8]) -> AppResult<Vec<u8>> {
        sealing(key, &self.digest).seal(place, message)
    }

    /// Opens what was sealed with it; nothing if its author had it erased.
    ///
    /// # Errors
    /// If it was sealed under another key.
    pub fn open(&self, key: &Key, place: &[u8], sealed: &[u8]) -> AppResult<Vec<u8>> {
        opened(key, &self.digest, place, sealed)
    }

    /// Who sent it; empty if its author had it erased.
    ///
    /// # Errors
    /// If it was sealed under another key.
    pub fn sender(&self, key: &Key) -> AppResult<String> {
        String::from_utf8(opened(key, &self.digest, b"sender", &self.sender)?).map_err(AppError::internal)
    }

    /// What was said of it so far, as JSON; empty if nothing was.
    ///
    /// # Errors
    /// If it was sealed under another key.
    pub fn choices(&self, key: &Key) -> AppResult<Vec<u8>> {
        opened(key, &self.digest, b"choices", &self.choices)
    }
}

/// A delivery, sealed and ready to be written: sealing takes time that no transaction waits for.
pub struct Sealed {
    new: NewDelivery,
    digest: String,
    sender: Vec<u8>,
    original: Vec<u8>,
}

impl NewDelivery {
    /// Seals it.
    ///
    /// # Errors
    /// If the machine has no random numbers.
    pub fn seal(mut self, key: &Key) -> AppResult<Sealed> {
        let original = std::mem::take(&mut self.original);
        let digest = sha256_hex(&original);
        let sealing = sealing(key, &digest);
        Ok(Sealed {
            sender: sealing.seal(b"sender", self.sender.as_bytes())?,
            original: sealing.seal(b"original", &original)?,
            digest,
            new: self,
        })
    }
}

/// Writes a delivery.
///
/// # Errors
/// Those of the database.
pub fn deliver(tx: &mut Tx, sealed: &Sealed, today: Day) -> AppResult<DeliveryId> {
    let new = &sealed.new;
    Ok(each_backend!(tx, |c| diesel::insert_into(deliveries::table)
        .values((
            deliveries::consultation_id.eq(new.consultation),
            deliveries::draft_id.eq(new.draft),
            deliveries::round_id.eq(new.round),
            deliveries::kind.eq(new.kind),
            deliveries::status.eq(Progress::Prepared),
            deliveries::way.eq(new.way),
            deliveries::language.eq(new.language),
            deliveries::received_on.eq(new.received_on),
            deliveries::media_type.eq(&new.media_type),
            deliveries::digest.eq(&sealed.digest),
            deliveries::sender.eq(&sealed.sender),
            deliveries::original.eq(&sealed.original),
            deliveries::choices.eq(Vec::<u8>::new()),
            deliveries::outcome.eq(""),
            deliveries::entered_by.eq(new.by),
            deliveries::entered_on.eq(today),
        ))
        .returning(deliveries::id)
        .get_result(c))?)
}

/// Keeps what was said of a delivery.
///
/// # Errors
/// [`AppError::Conflict`] if it has been taken over meanwhile.
pub fn choose(tx: &mut Tx, key: &Key, delivery: &Delivery, choices: &[u8]) -> AppResult<()> {
    let sealed = sealing(key, &delivery.digest).seal(b"choices", choices)?;
    let kept = each_backend!(tx, |c| diesel::update(deliveries::table)
        .filter(deliveries::id.eq(delivery.id).and(deliveries::status.eq(Progress::Prepared)))
        .set(deliveries::choices.eq(sealed))
        .execute(c))?;
    if kept == 1 { Ok(()) } else { Err(AppError::Conflict(Conflict::TakenOver)) }
}

/// Marks a delivery as taken over. The original of a table has served then, and is not kept.
///
/// # Errors
/// [`AppError::Conflict`] if it has been taken over meanwhile.
pub fn mark_taken_over(tx: &mut Tx, delivery: &Delivery, outcome: &str) -> AppResult<()> {
    let marked = each_backend!(tx, |c| diesel::update(deliveries::table)
        .filter(deliveries::id.eq(delivery.id).and(deliveries::status.eq(Progress::Prepared)))
        .set((deliveries::status.eq(Progress::TakenOver), deliveries::outcome.eq(outcome)))
        .execute(c))?;
    if marked != 1 {
        return Err(AppError::Conflict(Conflict::TakenOver));
    }
    if delivery.kind == DeliveryKind::Table {
        each_backend!(tx, |c| diesel::update(deliveries::table.filter(deliveries::id.eq(delivery.id)))
            .set((deliveries::original.eq(Vec::<u8>::new()), deliveries::choices.eq(Vec::<u8>::new())))
            .execute(c))?;
    }
    Ok(())
}

/// Drops a table that was not taken over.
///
/// # Errors
/// [`AppError::Conflict`] if it has been.
pub fn discard(tx: &mut Tx, delivery: DeliveryId) -> AppResult<()> {
    let dropped = each_backend!(tx, |c| diesel::delete(deliveries::table)
        .filter(deliveries::id.eq(delivery).and(deliveries::status.eq(Progress::Prepared)).and(deliveries::kind.eq(DeliveryKind::Table)))
        .execute(c))?;
    if dropped == 1 { Ok(()) } else { Err(AppError::Conflict(Conflict::TakenOver)) }
}

/// A delivery of a consultation.
///
/// # Errors
/// [`AppError::NotFound`]; those of the database.
pub fn delivery(conn: &mut Conn, consultation: ConsultationId, id: DeliveryId) -> AppResult<Delivery> {
    Ok(each_backend!(conn, |c| deliveries::table
        .filter(deliveries::id.eq(id).and(deliveries::consultation_id.eq(consultation)))
        .select(Delivery::as_select())
        .first(c))?)
}

/// The deliveries of a consultation of a kind, the newest first.
///
/// # Errors
/// Those of the database.
pub fn of_consultation(conn: &mut Conn, consultation: ConsultationId, kind: DeliveryKind) -> AppResult<Vec<Delivery>> {
    Ok(each_backend!(conn, |c| deliveries::table
        .filter(deliveries::consultation_id.eq(consultation).and(deliveries::kind.eq(kind)))
        .order(deliveries::id.desc())
        .select(Delivery::as_select())
        .load(c))?)
}

/// The original, opened; empty if it is not kept any more.
///
/// # Errors
/// If it was sealed under another key; those of the database.
pub fn original(conn: &mut Conn, key: &Key, delivery: &Delivery) -> AppResult<Vec<u8>> {
    let sealed: Vec<u8> =
        each_backend!(conn, |c| deliveries::table.filter(deliveries::id.eq(delivery.id)).select(deliveries::original).first(c))?;
    opened(key, &delivery.digest, b"original", &sealed)
}
