//! Stages leaves in the transaction of their fact. They wait under random ids, in no order that tells when they came,
//! until they are sealed in batches.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::format::{FIELDS, Leaf, LeafKind, commitment};
use crate::each_backend;
use crate::error::{AppError, AppResult};
use crate::ids::ConsultationId;
use crate::platform::db::Tx;
use crate::platform::secret::hex;
use crate::schema::{register_leaves, register_openings};

/// What opens the commitments of a leaf: salt and value for each field.
#[derive(Clone, Debug)]
pub struct Opened(BTreeMap<&'static str, (String, String)>);

impl Opened {
    /// Draws a salt of 32 random bytes for each field of a comment. `values` gives the value of each field.
    ///
    /// # Errors
    /// If the machine has no random numbers.
    pub fn draw(values: impl Fn(&str) -> String) -> AppResult<Self> {
        let mut random = [0_u8; 32 * FIELDS.len()];
        getrandom::fill(&mut random).map_err(AppError::internal)?;
        Ok(Self(FIELDS.iter().zip(random.chunks(32)).map(|(field, salt)| (*field, (hex(salt), values(field)))).collect()))
    }

    /// The lines of the leaf with this id.
    #[must_use]
    pub fn lines(&self, id: &str) -> Vec<(&'static str, String)> {
        let line = |field: &&'static str| {
            let (salt, value) = &self.0[field];
            ("field", format!("{field} {}", commitment(id, field, salt, value)))
        };
        FIELDS.iter().map(line).collect()
    }
}

/// Stages a fact.
///
/// # Errors
/// Those of the database.
pub fn stage(tx: &mut Tx, consultation: ConsultationId, leaf: &Leaf) -> AppResult<()> {
    stage_all(tx, consultation, &[(leaf.clone(), None)])
}

/// Stages facts with what opens them, in two statements for any number up to a thousand.
///
/// # Errors
/// Those of the database.
pub fn stage_all(tx: &mut Tx, consultation: ConsultationId, leaves: &[(Leaf, Option<Opened>)]) -> AppResult<()> {
    for chunk in leaves.chunks(1_000) {
        let rows: Vec<_> = chunk
            .iter()
            .map(|(leaf, _)| {
                (
                    register_leaves::id.eq(leaf.id().to_owned()),
                    register_leaves::consultation_id.eq(consultation),
                    register_leaves::kind.eq(leaf.kind().as_str()),
                    register_leaves::subject.eq(leaf.subject().to_owned()),
                    register_leaves::leaf.eq(leaf.text()),
                )
            })
            .collect();
        each_backend!(tx, |c| diesel::insert_into(register_leaves::table).values(&rows).execute(c))?;
        let openings: Vec<_> = chunk
            .iter()
            .filter_map(|(leaf, opened)| {
                let json = serde_json::json!(opened.as_ref()?.0).to_string();
                Some((register_openings::leaf_id.eq(leaf.id().to_owned()), register_openings::openings.eq(json)))
            })
            .collect();
        if !openings.is_empty() {
            each_backend!(tx, |c| diesel::insert_into(register_openings::table).values(&openings).execute(c))?;
        }
    }
    Ok(())
}

/// Destroys what opens some fields of some leaves: salt and value. The leaves stay.
///
/// # Errors
/// Those of the database.
pub fn destroy_fields(tx: &mut Tx, leaves: &[String], fields: &[&str]) -> AppResult<()> {
    let kept: Vec<(String, String)> = each_backend!(tx, |c| register_openings::table
        .filter(register_openings::leaf_id.eq_any(leaves))
        .select((register_openings::leaf_id, register_openings::openings))
        .load(c))?;
    for (leaf, json) in kept {
        let mut openings: BTreeMap<String, (String, String)> = serde_json::from_str(&json).map_err(AppError::internal)?;
        openings.retain(|field, _| !fields.contains(&field.as_str()));
        let json = serde_json::json!(openings).to_string();
        each_backend!(tx, |c| diesel::update(register_openings::table.filter(register_openings::leaf_id.eq(&leaf)))
            .set(register_openings::openings.eq(&json))
            .execute(c))?;
    }
    Ok(())
}

/// The leaves whose commitments hold the words of a comment: its first, and one for each amendment, the newest last.
///
/// # Errors
/// Those of the database.
pub fn versions_of(tx: &mut Tx, comment: &str) -> AppResult<Vec<String>> {
    let kinds = [LeafKind::Comment.as_str(), LeafKind::Amendment.as_str()];
    let leaves: Vec<(String, String)> = each_backend!(tx, |c| register_leaves::table
        .filter(register_leaves::subject.eq(comment).and(register_leaves::kind.eq_any(kinds)))
        .select((register_leaves::id, register_leaves::leaf))
        .load(c))?;
    let version = |leaf: &str| leaf.lines().find_map(|line| line.strip_prefix("version ")?.parse::<i64>().ok()).unwrap_or(1);
    let mut ordered: Vec<(i64, String)> = leaves.into_iter().map(|(id, leaf)| (version(&leaf), id)).collect();
    ordered.sort_unstable();
    Ok(ordered.into_iter().map(|(_, id)| id).collect())
}

/// Destroys everything that opens some leaves.
///
/// # Errors
/// Those of the database.
pub fn destroy_openings(tx: &mut Tx, leaves: &[String]) -> AppResult<()> {
    each_backend!(tx, |c| diesel::delete(register_openings::table.filter(register_openings::leaf_id.eq_any(leaves))).execute(c))?;
    Ok(())
}
