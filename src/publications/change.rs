//! The one door: everything that the public may read or the register must know is changed through a [`RecordChange`].

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

use diesel::prelude::*;

use super::events::{self, Event, Fact};
use super::totals::{self, Standing};
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::ids::{CommentId, ConsultationId};
use crate::platform::cache;
use crate::platform::clock::Day;
use crate::platform::db::Tx;
use crate::platform::id::random_id;
use crate::register::format::{Leaf, LeafKind};
use crate::register::{self, Opened};

/// The cache scope of pages that show the whole site.
pub const SITE: &str = "site";

/// A change of the public record of one consultation, in a transaction, which it derefs to. Whoever begins one has the
/// consultation's lock until the transaction ends: what is read after [`RecordChange::begin`] is what those before left. It must be
/// finished, or the transaction is not committed.
pub struct RecordChange<'a, 't> {
    tx: &'a mut Tx<'t>,
    consultation: ConsultationId,
    slug: String,
    leaves: Vec<(Leaf, Option<Opened>)>,
    /// Where the comments that are touched stood before.
    before: BTreeMap<CommentId, Option<Standing>>,
    events: Vec<Event>,
}

impl<'t> Deref for RecordChange<'_, 't> {
    type Target = Tx<'t>;

    fn deref(&self) -> &Tx<'t> {
        self.tx
    }
}

impl<'t> DerefMut for RecordChange<'_, 't> {
    fn deref_mut(&mut self) -> &mut Tx<'t> {
        self.tx
    }
}

#[derive(QueryableByName)]
struct Slug {
    #[diesel(sql_type = diesel::sql_types::Text)]
    slug: String,
}

impl<'a, 't> RecordChange<'a, 't> {
    /// Waits for the lock of a consultation and begins.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if there is no such consultation; those of the database.
    pub fn begin(tx: &'a mut Tx<'t>, consultation: ConsultationId) -> AppResult<Self> {
        let slug = lock(tx, consultation)?;
        tx.begin_obligation();
        Ok(Self { tx, consultation, slug, leaves: Vec::new(), before: BTreeMap::new(), events: Vec::new() })
    }

    /// The consultation whose record changes.
    #[must_use]
    pub const fn consultation(&self) -> ConsultationId {
        self.consultation
    }

    /// Its slug, as leaves name it.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// Ends the change: stages its leaves, moves the totals, writes its events, and invalidates the pages that show them.
    ///
    /// # Errors
    /// Those of the database.
    pub fn finish(self) -> AppResult<()> {
        let Self { tx, consultation, slug, leaves, before, events } = self;
        register::stage_all(tx, consultation, &leaves)?;
        totals::adjust(tx, consultation, &before)?;
        // Where nothing became public no page has changed: amendments of what waits must not empty the cache on deadline day.
        if !events.is_empty() {
            events::insert(tx, consultation, events)?;
            // Always in this order: whoever has moved one row does not wait for somebody who has moved the other.
            cache::invalidate(tx, &slug)?;
            cache::invalidate(tx, SITE)?;
        }
        tx.end_obligation();
        Ok(())
    }

    /// Stages a fact of the register. `lines` are what the grammar asks for after the head; the leaf gets an id of chance.
    ///
    /// # Errors
    /// If they do not fit the grammar; that is a fault of ours.
    pub fn stage(&mut self, kind: LeafKind, lines: Vec<(&str, String)>) -> AppResult<()> {
        let leaf = Leaf::new(kind, &self.slug, &random_id()?, lines).map_err(AppError::internal)?;
        self.leaves.push((leaf, None));
        Ok(())
    }

    /// Stages leaves that were made before, each with what opens it.
    pub fn stage_made(&mut self, leaves: impl IntoIterator<Item = (Leaf, Option<Opened>)>) {
        self.leaves.extend(leaves);
    }

    /// Stages what became of comments' publication. `reference` is given with the first.
    ///
    /// # Errors
    /// If it does not fit the grammar; that is a fault of ours.
    pub fn stage_publication(&mut self, comment: &CommentId, status: &str, reason: &str, reference: Option<&str>) -> AppResult<()> {
        let mut lines = vec![("comment", comment.0.clone()), ("status", status.to_owned()), ("reason", reason.to_owned())];
        lines.extend(reference.map(|reference| ("reference", reference.to_owned())));
        self.stage(LeafKind::Publication, lines)
    }

    /// Says that something became public, or is public no more. No day is given for what an author takes back: none is to tell
    /// which comments one author changed together.
    pub fn emit(&mut self, fact: Fact, subject: impl Into<String>, on: impl Into<Option<Day>>) {
        self.events.push(Event { fact, subject: subject.into(), on: on.into() });
    }

    /// Notes where comments stand before they are changed; returns those that are public.
    pub(super) fn touch(&mut self, ids: &[CommentId]) -> AppResult<BTreeMap<CommentId, Standing>> {
        let now = totals::standings(self.tx, ids)?;
        for id in ids {
            self.remember(id, now.get(id).copied());
        }
        Ok(now)
    }

    /// The same, where that was read already. What was noted first stays.
    pub(super) fn remember(&mut self, id: &CommentId, standing: Option<Standing>) {
        self.before.entry(id.clone()).or_insert(standing);
    }
}

/// Waits until nobody else changes the record of a consultation, or decides on it: what is read after this is what they left.
/// Returns its slug. For what changes nothing public; a [`RecordChange`] takes the lock itself.
///
/// # Errors
/// [`AppError::NotFound`] if there is no such consultation; those of the database.
pub fn lock(tx: &mut Tx, consultation: ConsultationId) -> AppResult<String> {
    // SQLite has one writer anyway. The key is not locked (PostgreSQL 13.3.2): whoever only writes a row that refers to the
    // consultation need not wait, and so never waits for somebody who waits for her.
    let lock = if tx.is_postgres() { " FOR NO KEY UPDATE" } else { "" };
    let query = format!("SELECT slug FROM consultations WHERE id = $1{lock}");
    let found: Slug = each_backend!(tx, |c| diesel::sql_query(query).bind::<diesel::sql_types::BigInt, _>(consultation).get_result(c))?;
    Ok(found.slug)
}

/// Stages what is received and changes nothing public: it takes no lock, so that nobody who sends waits for anybody else.
///
/// # Errors
/// Those of the database.
pub fn stage_received(tx: &mut Tx, consultation: ConsultationId, leaves: &[(Leaf, Option<Opened>)]) -> AppResult<()> {
    register::stage_all(tx, consultation, leaves)
}
