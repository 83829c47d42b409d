//! Whether a reason gives a comment away: five consecutive words of it are too many.

use std::collections::HashSet;
use std::sync::LazyLock;

use diesel::prelude::*;
use icu::segmenter::WordSegmenter;
use icu::segmenter::options::WordBreakInvariantOptions;

use super::read;
use crate::each_backend;
use crate::error::AppResult;
use crate::ids::{CommentId, ImplementationId, PartId, ResolutionId};
use crate::language::LocalText;
use crate::platform::db::Tx;
use crate::publications::RecordChange;
use crate::publications::model::Words;
use crate::schema::{implementations, resolution_parts};
use crate::text::fold::folded;

/// So many consecutive words are a quotation.
const SHINGLE: usize = 5;

static SEGMENTER: LazyLock<icu::segmenter::WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// The words of a text, folded; Chinese is cut by a dictionary.
fn words(text: &str) -> Vec<String> {
    let folded = folded(text);
    let breaks: Vec<usize> = SEGMENTER.segment_str(&folded).collect();
    breaks
        .windows(2)
        .filter_map(|pair| folded.get(pair[0]..pair[1]))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(str::to_owned)
        .collect()
}

/// Every five consecutive words of a comment.
fn shingles(comment: &Words) -> HashSet<Vec<String>> {
    [&comment.body, &comment.proposed, &comment.reason, &comment.quote]
        .iter()
        .flat_map(|text| words(text).windows(SHINGLE).map(<[String]>::to_vec).collect::<Vec<_>>())
        .collect()
}

/// Whether a reason contains five consecutive words of a comment.
pub(super) fn gives_away(reasons: &LocalText, comment: &Words) -> bool {
    let shingles = shingles(comment);
    !shingles.is_empty() && reasons.0.values().any(|reason| words(reason).windows(SHINGLE).any(|window| shingles.contains(window)))
}

/// When comments stop being public (lowered, withdrawn, erased, held back), and before their words are gone: takes every
/// reason off the record that would give them away, beside whichever comment it stands. Authors still read theirs; the
/// office writes others.
///
/// # Errors
/// Those of the database.
pub fn hide_quoting(change: &mut RecordChange, hidden: &[CommentId]) -> AppResult<()> {
    let answers = read::with_words(change, hidden)?;
    let resolutions: Vec<ResolutionId> = answers.iter().map(|(resolution, _)| *resolution).collect();
    let parts = read::parts(change, &resolutions)?;
    let quoting: Vec<PartId> = parts
        .iter()
        .filter(|part| answers.iter().any(|(resolution, words)| *resolution == part.resolution && gives_away(&part.reasons, words)))
        .map(|part| part.id)
        .collect();
    let ids: Vec<PartId> = parts.iter().map(|part| part.id).collect();
    let not_carried_out: Vec<ImplementationId> = read::implementations(change, &ids)?
        .into_iter()
        .filter(|row| answers.iter().any(|(resolution, words)| *resolution == row.resolution && gives_away(&row.reasons, words)))
        .map(|row| row.id)
        .collect();
    if quoting.is_empty() && not_carried_out.is_empty() {
        return Ok(());
    }
    each_backend!(change, |c| diesel::update(resolution_parts::table.filter(resolution_parts::id.eq_any(&quoting)))
        .set(resolution_parts::reasons_hidden.eq(true))
        .execute(c))?;
    each_backend!(change, |c| diesel::update(implementations::table.filter(implementations::id.eq_any(&not_carried_out)))
        .set(implementations::reasons_hidden.eq(true))
        .execute(c))?;
    super::refresh::refresh(change, &resolutions, None)
}

/// Before comments are erased: what any answer quotes of them, or says of who wrote them, is struck out of the reasons that
/// are stored; a reason for the author alone goes whole. The public no longer reads such reasons.
///
/// # Errors
/// Those of the database.
pub fn strike_quotes(tx: &mut Tx, erased: &[CommentId], names: &[&str]) -> AppResult<()> {
    let answers = read::with_words_ever(tx, erased)?;
    let mut resolutions: Vec<ResolutionId> = answers.iter().map(|(resolution, _)| *resolution).collect();
    resolutions.sort_unstable();
    resolutions.dedup();
    let parts = read::parts(tx, &resolutions)?;
    for part in &parts {
        let own: Vec<&Words> = answers.iter().filter(|(of, _)| *of == part.resolution).map(|(_, words)| words).collect();
        let others = read::comments_of(tx, part.resolution)?.iter().any(|comment| !erased.contains(comment));
        let private = if others { struck(&part.private_reasons, &own, names) } else { LocalText::default() };
        each_backend!(tx, |c| diesel::update(resolution_parts::table.filter(resolution_parts::id.eq(part.id)))
            .set((
                resolution_parts::reasons.eq(struck(&part.reasons, &own, names).to_json()),
                resolution_parts::private_reasons.eq(private.to_json()),
            ))
            .execute(c))?;
    }
    let ids: Vec<PartId> = parts.iter().map(|part| part.id).collect();
    for row in read::implementations(tx, &ids)?.iter().filter(|row| !row.reasons.is_empty()) {
        let own: Vec<&Words> = answers.iter().filter(|(of, _)| *of == row.resolution).map(|(_, words)| words).collect();
        each_backend!(tx, |c| diesel::update(implementations::table.filter(implementations::id.eq(row.id)))
            .set(implementations::reasons.eq(struck(&row.reasons, &own, names).to_json()))
            .execute(c))?;
    }
    Ok(())
}

/// What stands for words that were struck out.
const STRUCK: &str = "[…]";

/// A text without the runs of words that it shares with some comments, and without some names.
fn struck(reasons: &LocalText, comments: &[&Words], names: &[&str]) -> LocalText {
    let quoted: HashSet<Vec<String>> = comments.iter().flat_map(|comment| shingles(comment)).collect();
    let names: Vec<Vec<String>> = names.iter().map(|name| words(name)).filter(|name| !name.is_empty()).collect();
    LocalText(reasons.0.iter().map(|(language, text)| (*language, strike(text, &quoted, &names))).collect())
}

fn strike(text: &str, quoted: &HashSet<Vec<String>>, names: &[Vec<String>]) -> String {
    // Words are found in the text as it stands, each with the bytes it covers.
    let breaks: Vec<usize> = SEGMENTER.segment_str(text).collect();
    let spans: Vec<(usize, usize, String)> = breaks
        .windows(2)
        .filter_map(|pair| Some((pair[0], pair[1], words(text.get(pair[0]..pair[1])?).concat())))
        .filter(|(.., word)| !word.is_empty())
        .collect();
    let mut gone = vec![false; spans.len()];
    let mut mark = |length: usize, is_gone: &dyn Fn(&[String]) -> bool| {
        for start in 0..(spans.len() + 1).saturating_sub(length) {
            let window: Vec<String> = spans[start..start + length].iter().map(|(.., word)| word.clone()).collect();
            if is_gone(&window) {
                gone[start..start + length].fill(true);
            }
        }
    };
    mark(SHINGLE, &|window| quoted.contains(window));
    for name in names {
        mark(name.len(), &|window| window == name.as_slice());
    }
    let mut result = String::new();
    let mut at = 0;
    for (index, (start, end, _)) in spans.iter().enumerate().filter(|(index, _)| gone[*index]) {
        if index == 0 || !gone[index - 1] {
            result.push_str(&text[at..*start]);
            result.push_str(STRUCK);
        }
        at = *end;
    }
    result.push_str(&text[at..]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn comment(body: &str) -> Words {
        Words { body: body.into(), ..Words::default() }
    }

    #[test]
    fn five_words_in_a_row_give_a_comment_away() {
        let own = comment("Our clinic in the valley was raided after the biometric register leaked.");
        let says = |text: &str| gives_away(&LocalText::one(Language::English, text), &own);
        assert!(says("What happened after the BIOMETRIC register leaked has changed paragraph 12."));
        assert!(!says("The text on registers of biometric data now says what happens after a leak."));
        let russian = comment("Наша организация не может назвать себя по соображениям безопасности");
        assert!(gives_away(&LocalText::one(Language::Russian, "Поскольку организация не может назвать себя, текст изменён."), &russian));
        let quoting = LocalText::one(Language::English, "You say: our clinic in the valley was raided, Lamplight Network, and we agree.");
        let struck = struck(&quoting, &[&own], &["lamplight network"]);
        assert_eq!(struck.exactly(Language::English), "You say: […], and we agree.");
        let chinese = comment("我们的诊所在生物识别登记册泄露后遭到搜查");
        assert!(gives_away(&LocalText::one(Language::Chinese, "由于在生物识别登记册泄露后遭到搜查，案文已改。"), &chinese));
        assert!(!gives_away(&LocalText::one(Language::Chinese, "案文已改。"), &chinese));
    }
}
