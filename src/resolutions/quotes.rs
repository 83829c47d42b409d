//! Whether a reason gives a comment away: five consecutive words of it are too many.

use std::collections::HashSet;
use std::sync::LazyLock;

use diesel::prelude::*;
use icu::segmenter::WordSegmenter;
use icu::segmenter::options::WordBreakInvariantOptions;

use super::read;
use crate::accounts::model::ConsultationId;
use crate::comments::model::{CommentId, Words};
use crate::comments::published::folded;
use crate::consultations;
use crate::each_backend;
use crate::error::AppResult;
use crate::language::LocalText;
use crate::platform::db::Tx;
use crate::schema::resolution_parts;

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

/// Whether a reason contains five consecutive words of a comment.
pub(super) fn gives_away(reasons: &LocalText, comment: &Words) -> bool {
    let shingles: HashSet<Vec<String>> = [&comment.body, &comment.proposed, &comment.reason, &comment.quote]
        .iter()
        .flat_map(|text| words(text).windows(SHINGLE).map(<[String]>::to_vec).collect::<Vec<_>>())
        .collect();
    !shingles.is_empty() && reasons.0.values().any(|reason| words(reason).windows(SHINGLE).any(|window| shingles.contains(window)))
}

/// When comments stop being public (lowered, withdrawn, erased, held back), and before their words are gone: takes every
/// reason off the record that would give them away, beside whichever comment it stands. Authors still read theirs; the
/// office writes others.
///
/// # Errors
/// Those of the database.
pub fn hide_quoting(tx: &mut Tx, consultation: ConsultationId, hidden: &[CommentId]) -> AppResult<()> {
    let answers = read::with_words(tx, hidden)?;
    let resolutions: Vec<i64> = answers.iter().map(|(resolution, _)| *resolution).collect();
    let parts = read::parts(tx, &resolutions)?;
    let quoting: Vec<i64> = parts
        .iter()
        .filter(|part| answers.iter().any(|(resolution, words)| *resolution == part.resolution && gives_away(&part.reasons, words)))
        .map(|part| part.id)
        .collect();
    if quoting.is_empty() {
        return Ok(());
    }
    each_backend!(tx, |c| diesel::update(resolution_parts::table.filter(resolution_parts::id.eq_any(&quoting)))
        .set(resolution_parts::reasons_hidden.eq(true))
        .execute(c))?;
    super::refresh::refresh(tx, &resolutions)?;
    let slug = consultations::read::slug(tx, consultation)?;
    consultations::announce(tx, &slug)
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
        let chinese = comment("我们的诊所在生物识别登记册泄露后遭到搜查");
        assert!(gives_away(&LocalText::one(Language::Chinese, "由于在生物识别登记册泄露后遭到搜查，案文已改。"), &chinese));
        assert!(!gives_away(&LocalText::one(Language::Chinese, "案文已改。"), &chinese));
    }
}
