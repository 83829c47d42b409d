//! The answer to a letter: what was decided on each of its points, for a file or a mail to its sender.

use serde::Serialize;

use crate::comments;
use crate::error::AppResult;
use crate::ids::CommentId;
use crate::language::Language;
use crate::platform::db::Conn;
use crate::publications::model::{Decision, Target};
use crate::resolutions;
use crate::submissions::letters::Letter;
use crate::text::model::{Block, BlockKind, Document, Inline};

/// A point with its answer.
#[derive(Clone, Debug, Serialize)]
pub struct AnsweredPoint {
    /// The comment.
    pub comment: CommentId,
    /// Where it belongs.
    #[serde(skip)]
    pub target: Target,
    /// How the place is printed.
    pub label: String,
    /// The letter's words.
    pub passage: String,
    /// What was decided; empty while nothing is published.
    pub parts: Vec<AnsweredPart>,
}

/// A part of an answer, in the language of the letter.
#[derive(Clone, Debug, Serialize)]
pub struct AnsweredPart {
    /// What was decided.
    pub decision: Decision,
    /// Why, as everybody reads it.
    pub reason: String,
    /// Why, for the author alone; may be empty.
    pub private: String,
    /// The draft that carries the change, and its paragraphs there as they are printed.
    pub change: Option<(String, String)>,
}

/// The points of a letter with their published answers, in its language where there is one.
///
/// # Errors
/// Those of the database.
pub fn answered(conn: &mut Conn, letter: &Letter, authoritative: Language) -> AppResult<Vec<AnsweredPoint>> {
    let ids: Vec<CommentId> = letter.points.iter().map(|point| point.comment.id.clone()).collect();
    let answers = resolutions::read::published_answers(conn, &ids)?;
    let parts = resolutions::read::parts(conn, &answers.iter().map(|(_, id, _)| *id).collect::<Vec<_>>())?;
    let published = comments::read::published(conn, &ids)?;
    let language = letter.delivery.language;
    let point = |point: &crate::submissions::letters::Point| {
        let answer = answers.iter().rfind(|(of, ..)| *of == point.comment.id).map(|(_, id, _)| *id);
        let public =
            published.iter().find(|row| row.id == point.comment.id).map(crate::publications::PublishedComment::answer).unwrap_or_default();
        let own = parts.iter().filter(|part| Some(part.resolution) == answer).enumerate();
        let part = |(index, part): (usize, &resolutions::read::PartRow)| AnsweredPart {
            decision: part.decision,
            reason: part.reasons.said(language, authoritative).text,
            private: part.private_reasons.said(language, authoritative).text,
            change: public.parts.get(index).and_then(|part| part.change.as_ref()).and_then(|change| {
                let labels: Vec<&str> = change.labels.iter().map(String::as_str).filter(|label| !label.is_empty()).collect();
                Some((change.draft.clone()?, labels.join(", ")))
            }),
        };
        AnsweredPoint {
            comment: point.comment.id.clone(),
            target: point.comment.target(),
            label: point.comment.label.clone(),
            passage: point.comment.body.clone(),
            parts: own.map(part).collect(),
        }
    };
    Ok(letter.points.iter().map(point).collect())
}

/// The answer as a document. `say` gives the words of a message, with what is put into it.
#[must_use]
pub fn document(
    title: &str,
    lead: &[String],
    points: &[AnsweredPoint],
    place: impl Fn(&AnsweredPoint) -> String,
    say: impl Fn(&str, &[(&str, &str)]) -> String,
) -> Document {
    let text = |text: &str| vec![Inline::Text(text.to_owned())];
    let paragraph = |words: &str| Block::inline(BlockKind::Paragraph, 0, text(words));
    let mut blocks = vec![Block::inline(BlockKind::Heading, 1, text(title))];
    blocks.extend(lead.iter().map(|line| paragraph(line)));
    for point in points {
        blocks.push(Block::inline(BlockKind::Heading, 2, text(&place(point))));
        for line in point.passage.lines().filter(|line| !line.trim().is_empty()) {
            blocks.push(Block::inline(BlockKind::Box, 0, text(line)));
        }
        if point.parts.is_empty() {
            blocks.push(paragraph(&say("letter-not-answered", &[])));
        }
        for part in &point.parts {
            blocks.push(Block::inline(
                BlockKind::Paragraph,
                0,
                vec![Inline::Strong(text(&say(&format!("decision-{}", part.decision.as_str()), &[])))],
            ));
            blocks.extend([&part.reason, &part.private].into_iter().filter(|words| !words.is_empty()).map(|words| paragraph(words)));
            if let Some((draft, labels)) = &part.change {
                blocks.push(paragraph(&say("letter-change", &[("draft", draft), ("paragraphs", labels)])));
            }
        }
    }
    Document { blocks }
}
