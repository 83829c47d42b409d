//! One coherent world of texts of our own, for the demonstration, for development, tests and screenshots. It is built
//! through the same operations as everything else.

mod answers;
mod comments;
pub mod generate;
mod mail;
mod round;

use crate::platform::clock::Day;
use std::collections::BTreeMap;

use secrecy::SecretString;
use serde::Deserialize;

use crate::accounts;
use crate::accounts::model::{Email, NewAccount, Role};
use crate::consultations;
use crate::consultations::model::{ConsultationId, NewConsultation, Slug, Theme, Themes};
use crate::drafts::model::{Audience, Cause, ChangedParagraph, DraftNumber, NewDraft, NewRound, Publication};
use crate::drafts::read::LinkRow;
use crate::drafts::{self, Correction, NewCause, Upload};
use crate::error::{AppError, AppResult};
use crate::ids::{DraftId, Ordinal};
use crate::language::{Language, LocalText};
use crate::platform::clock::Timestamp;
use crate::platform::db::Conn;
use crate::resolutions;
use crate::text::read::Tracked;
use crate::web::state::State;

use answers::Sent;
use comments::Opened;
pub use comments::{CODE, UNSENT};
use round::Round;

/// The password of everybody in the demonstration.
pub const PASSWORD: &str = "travaux demonstration";

/// The people of the demonstration office.
pub const PEOPLE: [(&str, &str, &str, Role); 8] = [
    ("administrator@example.org", "Amina Diallo", "Secretariat", Role::Administrator),
    ("editor@example.org", "Jonas Berg", "Drafting", Role::Editor),
    ("analyst@example.org", "Nadia Haddad", "Drafting", Role::Analyst),
    ("approver@example.org", "Lucía Ferrer", "Legal", Role::Approver),
    ("reviewer@example.org", "Tomasz Zieliński", "Ombudsman", Role::Reviewer),
    ("rapporteur@example.org", "Aline Mukamana", "Secretariat", Role::Rapporteur),
    ("custodian@example.org", "Elena Sokolova", "Records", Role::Custodian),
    ("auditor@example.org", "Wei Zhang", "Oversight", Role::Auditor),
];

const HRDD: &str = include_str!("texts/hrdd/world.toml");
const FORTHCOMING: &str = include_str!("texts/forthcoming/world.toml");

/// The texts of the drafts: number, language, Markdown.
const TEXTS: [(&str, Language, &str); 7] = [
    ("1", Language::English, include_str!("texts/hrdd/1.en.md")),
    ("2", Language::English, include_str!("texts/hrdd/2.en.md")),
    ("2", Language::French, include_str!("texts/hrdd/2.fr.md")),
    ("2", Language::Arabic, include_str!("texts/hrdd/2.ar.md")),
    ("3", Language::English, include_str!("texts/hrdd/3.en.md")),
    ("3", Language::French, include_str!("texts/hrdd/3.fr.md")),
    ("3", Language::Arabic, include_str!("texts/hrdd/3.ar.md")),
];

/// When each draft was published and its round ran, in days from the day the world is built.
const CALENDAR: [(&str, i64, i64, i64); 3] = [("1", -300, -296, -240), ("2", -165, -160, -104), ("3", -24, -20, 41)];

/// A `world.toml`.
#[derive(Deserialize)]
struct World {
    slug: String,
    time_zone: String,
    host_office: LocalText,
    title: LocalText,
    summary: LocalText,
    promise_of_use: LocalText,
    #[serde(default)]
    themes: Vec<Theme>,
    #[serde(default)]
    drafts: Vec<WorldDraft>,
}

#[derive(Deserialize)]
struct WorldDraft {
    number: String,
    name: LocalText,
    note: LocalText,
    #[serde(default)]
    changes: Vec<WorldChange>,
}

#[derive(Deserialize)]
struct WorldChange {
    /// The printed number, in the new draft or (removed) in the old one.
    paragraph: String,
    #[serde(default)]
    removed: bool,
    cause: Cause,
    reason: LocalText,
}

/// Builds the world into an empty, migrated database.
///
/// # Errors
/// Those of the operations.
pub async fn build(state: &State) -> AppResult<()> {
    let now = state.clock.now();
    people(state, now).await?;
    let forthcoming: World = toml::from_str(FORTHCOMING).map_err(AppError::internal)?;
    found(state, &forthcoming, now.plus_days(-10)).await?;
    let world: World = toml::from_str(HRDD).map_err(AppError::internal)?;
    let consultation = found(state, &world, now.plus_days(-320)).await?;
    let mut before = None;
    let mut opened_before: Option<Opened> = None;
    for draft in &world.drafts {
        let round = Round::of(&draft.number)?;
        let published = publish(state, consultation, &world, draft, &round, before.as_ref(), now).await?;
        if let Some(before) = &before {
            let at = at_six(now.plus_days(days_of(&draft.number)?.0), &world.time_zone)?;
            answers::answer_and_react(state, consultation, before, at).await?;
            if let Some(opened) = opened_before.filter(|_| draft.number == "3") {
                mail::letter(state, consultation, opened, at).await?;
            }
        }
        opened_before = Some(published);
        before = Some(comments::take_part(state, consultation, round, published, now).await?);
        if published.closes_at > now {
            comments::keep_unsent(state, published.round, published.draft).await?;
        }
    }
    state.database.write(move |tx| crate::triage::tally_closed(tx, now)).await
}

/// When a draft was published, and its round opened and closed, in days from the day the world is built.
fn days_of(number: &str) -> AppResult<(i64, i64, i64)> {
    let found = CALENDAR.into_iter().find(|(known, ..)| *known == number);
    found.map(|(_, published, opens, closes)| (published, opens, closes)).ok_or_else(|| AppError::internal("a draft without dates"))
}

async fn people(state: &State, now: Timestamp) -> AppResult<()> {
    let hash = state.passwords.hash(SecretString::from(PASSWORD)).await?;
    state
        .database
        .write(move |tx| {
            for (email, name, unit, role) in PEOPLE {
                let email = Email::parse(email).map_err(AppError::internal)?;
                let new = NewAccount { email, name: name.to_owned(), unit: unit.to_owned(), language: Language::English };
                let account = accounts::create(tx, &new, now)?;
                accounts::grant(tx, account, role, None)?;
                let link = accounts::link_for(tx, account, now)?;
                accounts::set_password(tx, link.expose(), &hash, None, now)?;
            }
            Ok(())
        })
        .await
}

async fn found(state: &State, world: &World, at: Timestamp) -> AppResult<ConsultationId> {
    let new = NewConsultation {
        slug: Slug::parse(&world.slug).map_err(AppError::internal)?,
        language: Language::English,
        time_zone: world.time_zone.clone(),
        host_office: world.host_office.clone(),
        title: world.title.clone(),
        summary: world.summary.clone(),
        promise_of_use: world.promise_of_use.clone(),
        themes: Themes(world.themes.clone()),
    };
    state.database.write(move |tx| consultations::create(tx, &new, at)).await
}

async fn publish(
    state: &State,
    consultation: ConsultationId,
    world: &World,
    draft: &WorldDraft,
    round: &Round,
    before: Option<&Sent>,
    now: Timestamp,
) -> AppResult<Opened> {
    let (published, opens, closes) = days_of(&draft.number)?;
    let at = |days: i64| at_six(now.plus_days(days), &world.time_zone);
    let (published, opens, closes) = (at(published)?, at(opens)?, at(closes)?);
    let new = NewDraft {
        number: DraftNumber::parse(&draft.number).ok_or_else(|| AppError::internal("a malformed number"))?,
        name: draft.name.clone(),
        note: draft.note.clone(),
        is_final: false,
        comments_only: true,
        audience: Audience::Public,
    };
    let id = state.database.write(move |tx| drafts::create(tx, consultation, &new, published)).await?;
    for (_, language, text) in TEXTS.into_iter().filter(|(number, ..)| *number == draft.number) {
        let name = format!("{}.{}.md", draft.number, language.as_str());
        let upload = Upload { name, bytes: text.as_bytes().to_vec(), language, tracked: Tracked::Accept };
        drafts::import(&state.database, &state.extractor, id, upload, published).await?;
    }
    let changes = causes_by_paragraph(draft);
    let carried_out = before.map(Sent::to_carry_out).unwrap_or_default();
    let new_round = NewRound {
        opens_at: opens,
        closes_at: closes,
        audience: Audience::Public,
        publication: if closes > now { Publication::InBatches } else { Publication::AfterClosing },
        // Of the closed rounds the first took nothing late, the second did.
        late_days: if draft.number == "2" { 3 } else { 0 },
        questions: round.questions(),
    };
    state
        .database
        .write(move |tx| {
            confirm_doubtful(tx, id, published.day())?;
            name_causes(tx, id, &changes, published.day())?;
            answers::carry_out(tx, consultation, id, &carried_out, published)?;
            let draft =
                drafts::read::of_consultation(tx, consultation)?.into_iter().find(|draft| draft.id == id).ok_or(AppError::NotFound)?;
            let open = resolutions::open_comments(tx, &draft)?;
            let acknowledged = resolutions::Acknowledged { doubtful_links: 0, open_comments: open };
            resolutions::publish_draft(tx, &draft, acknowledged, published)?;
            let round = drafts::open_round(tx, id, &new_round, published)?;
            Ok(Opened { draft: id, round, opens_at: opens, closes_at: closes })
        })
        .await
}

/// Six in the evening of a day, host's time.
fn at_six(day: Timestamp, zone: &str) -> AppResult<Timestamp> {
    let zone = jiff::tz::TimeZone::get(zone).map_err(AppError::internal)?;
    let evening = day.to_jiff().to_zoned(zone.clone()).date().at(18, 0, 0, 0).to_zoned(zone).map_err(AppError::internal)?;
    Ok(Timestamp::from(evening.timestamp()))
}

/// What a paragraph's change was caused by: by its printed number, and whether it was removed.
type Changes = BTreeMap<(String, bool), (Cause, LocalText)>;

fn causes_by_paragraph(draft: &WorldDraft) -> Changes {
    draft.changes.iter().map(|change| ((change.paragraph.clone(), change.removed), (change.cause, change.reason.clone()))).collect()
}

/// The office looked at every doubtful link and found the alignment right.
fn confirm_doubtful(tx: &mut crate::platform::db::Tx, draft: DraftId, today: Day) -> AppResult<()> {
    let doubtful: Vec<LinkRow> = drafts::read::links(tx, draft)?.into_iter().filter(LinkRow::is_doubtful).collect();
    for link in doubtful {
        if let Some(new) = link.new_ordinal {
            drafts::correct_link(tx, draft, &Correction { new, old: link.old_ordinal.into_iter().collect() }, today)?;
        }
    }
    Ok(())
}

/// Names the cause of every change: that of its paragraph, and for a lettered item that of the paragraph it belongs to.
fn name_causes(tx: &mut crate::platform::db::Tx, draft: DraftId, changes: &Changes, today: Day) -> AppResult<()> {
    let links = drafts::read::links(tx, draft)?;
    let Some(old_draft) = links.first().map(|link| link.old_draft) else { return Ok(()) };
    let (new_labels, old_labels) = (labels(tx, draft)?, labels(tx, old_draft)?);
    let mut named = Vec::new();
    for link in links.iter().filter(|link| drafts::read::words_changed(link.relation)) {
        let Some(paragraph) = link.changed() else { continue };
        let label = match paragraph {
            ChangedParagraph::New(new) => new_labels.get(&new),
            ChangedParagraph::Removed(old) => old_labels.get(&old),
        };
        let removed = paragraph.removed_ordinal().is_some();
        let number = label.map(|label| label.split(' ').next().unwrap_or_default().to_owned()).unwrap_or_default();
        if named.contains(&paragraph) {
            continue;
        }
        named.push(paragraph);
        if let Some((cause, reason)) = changes.get(&(number, removed)) {
            drafts::name_cause(tx, draft, &NewCause { paragraph, cause: *cause, reasons: reason.clone() }, today)?;
        }
    }
    Ok(())
}

fn labels(conn: &mut Conn, draft: DraftId) -> AppResult<BTreeMap<Ordinal, String>> {
    Ok(drafts::read::paragraphs(conn, draft)?.into_iter().map(|paragraph| (paragraph.ordinal, paragraph.label)).collect())
}
