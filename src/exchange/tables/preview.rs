//! Looks at a table: reads it, places its comments, matches them with what was taken over before. Writes nothing.

use std::sync::Arc;

use super::import::remembered;
use super::known::{Known, known};
use super::plan::{Choices, Plan};
use crate::comments;
use crate::comments::table::{Outline, Print, Table};
use crate::drafts;
use crate::drafts::model::{Draft, DraftStatus, Round};
use crate::error::{AppError, AppResult, Conflict};
use crate::ids::DraftId;
use crate::language::Language;
use crate::platform::clock::Day;
use crate::platform::db::{Conn, Database};
use crate::platform::secret::Key;
use crate::publications::model::Target;
use crate::text::grid::Grids;

/// A table, looked at.
pub struct Preview {
    /// What was read.
    pub table: Table,
    /// What taking it over would do.
    pub plan: Plan,
    /// The places of the draft.
    pub outline: Outline,
    /// What was said of it, with what was said of earlier ones.
    pub choices: Choices,
}

/// Looks at a table on a draft; without one, nothing is placed.
///
/// # Errors
/// Those of the database.
pub async fn preview(
    database: &Database,
    key: &Arc<Key>,
    draft: Option<Draft>,
    grids: Grids,
    choices: Choices,
    sender: String,
    language: Language,
) -> AppResult<Preview> {
    let (outline, known, choices) = database
        .read(move |conn| match draft {
            Some(draft) => {
                let earlier = remembered(conn, draft.consultation)?;
                let choices = Choices { mapping: choices.mapping.over(&earlier), ..choices };
                Ok((comments::outline(conn, draft.id)?, known(conn, draft.id)?, choices))
            }
            None => Ok::<_, AppError>((Outline::default(), Vec::new(), choices)),
        })
        .await?;
    let key = Arc::clone(key);
    tokio::task::spawn_blocking(move || at(&key, &grids, outline, known, choices, &sender, language)).await.map_err(AppError::internal)
}

/// Looks at a table with what the database knows.
fn at(key: &Key, grids: &Grids, outline: Outline, known: Vec<Known>, choices: Choices, sender: &str, language: Language) -> Preview {
    let table = Table::of(grids, &choices.mapping);
    let plan = Plan::new(key, table.entries.clone(), &outline, known, &choices, sender, language);
    Preview { table, plan, outline, choices }
}

/// Rows that say the same of their place and cannot be placed.
pub struct Doubtful {
    /// What they say.
    pub said: String,
    /// Which rows they are, from 0.
    pub lines: Vec<usize>,
    /// Where they could belong, the likeliest first.
    pub candidates: Vec<Target>,
}

impl Preview {
    /// The places that cannot be told, those of most rows first, each with where it could be.
    #[must_use]
    pub fn doubtful(&self) -> Vec<Doubtful> {
        let placed = self.plan.lines.iter().filter_map(|line| Some((&line.entry, line.found.target()?)));
        let print = Print::new(placed);
        let mut found: Vec<Doubtful> = Vec::new();
        let mut position = std::collections::HashMap::new();
        for (index, line) in self.plan.lines.iter().enumerate().filter(|(_, line)| line.found.target().is_none()) {
            let said = line.entry.place.said();
            let slot = *position.entry(said.clone()).or_insert_with(|| {
                let candidates = self.outline.candidates(&line.entry, print.near(&line.entry.place));
                found.push(Doubtful { said, lines: Vec::new(), candidates });
                found.len() - 1
            });
            found[slot].lines.push(index);
        }
        found.sort_by_key(|doubtful| std::cmp::Reverse(doubtful.lines.len()));
        found
    }
}

/// The round to which what was received on a day belongs: the one that was open then, else the last that takes it late.
///
/// # Errors
/// [`AppError::Conflict`] if the draft is not published or has no round; `received_on` outside all rounds.
pub fn round_of(conn: &mut Conn, draft: DraftId, received_on: Day) -> AppResult<Round> {
    if drafts::read::by_id(conn, draft)?.status != DraftStatus::Published {
        return Err(AppError::Conflict(Conflict::DraftFirst));
    }
    let rounds = drafts::read::rounds(conn, &[draft])?;
    let Some(last) = rounds.last() else { return Err(AppError::Conflict(Conflict::NoRoundForMail)) };
    let takes = |late: bool| rounds.iter().find(|round| crate::submissions::is_late(round, received_on).is_ok_and(|is| is == late));
    match takes(false).or_else(|| takes(true)) {
        Some(round) => Ok(round.clone()),
        None => Err(crate::submissions::is_late(last, received_on).err().unwrap_or(AppError::field("received_on", "form-received-late"))),
    }
}
