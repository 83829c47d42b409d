//! How much of a proposed wording appears in the next draft where it did not before: an offer to whoever looks for the place
//! where a comment was carried out, never a decision.

use std::collections::HashMap;

use super::redline::{Operation, redline};
use super::similarity::{to_f64, words};

/// Words that both only share one by one, such as "of" or "the", are no adoption: so many must follow each other.
const TOGETHER: usize = 2;

/// The words that one text has and another has not, run by run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    runs: Vec<Vec<String>>,
}

impl Added {
    /// The words that the new text has beyond the old one.
    #[must_use]
    pub fn new(old: &str, new: &str) -> Self {
        let inserted = redline(old, new).into_iter().filter(|piece| piece.operation == Operation::Insert);
        let runs = inserted.map(|piece| words(&piece.text).collect::<Vec<_>>()).filter(|run| !run.is_empty());
        Self { runs: runs.collect() }
    }

    /// How many words they are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.runs.iter().map(Vec::len).sum()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// How many of these words, which somebody proposed, are among those that a text came to have: from 0 to 1. Words count
    /// that stand beside each other in both, or that are a whole run of what was proposed.
    #[must_use]
    pub fn adopted_in(&self, text: &Self) -> f64 {
        if self.is_empty() {
            return 0.0;
        }
        // Where each word stands in what the text came to have.
        let mut places: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
        for (run, words) in text.runs.iter().enumerate() {
            words.iter().enumerate().for_each(|(at, word)| places.entry(word).or_default().push((run, at)));
        }
        let mut used: Vec<Vec<bool>> = text.runs.iter().map(|run| vec![false; run.len()]).collect();
        let mut adopted = 0;
        for run in &self.runs {
            let mut at = 0;
            while at < run.len() {
                // The longest stretch that begins here and is not taken yet.
                let stretch = |(of, from): (usize, usize)| {
                    let words = text.runs[of][from..].iter().zip(&used[of][from..]);
                    words.zip(&run[at..]).take_while(|((word, taken), wanted)| !**taken && word == wanted).count()
                };
                let best = places
                    .get(run[at].as_str())
                    .into_iter()
                    .flatten()
                    .map(|place| (stretch(*place), *place))
                    .max_by_key(|(length, _)| *length);
                match best {
                    Some((length, (of, from))) if length >= TOGETHER.min(run.len()) => {
                        used[of][from..from + length].fill(true);
                        adopted += length;
                        at += length;
                    }
                    _ => at += 1,
                }
            }
        }
        to_f64(adopted) / to_f64(self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const OLD: &str = "Findings are published in a form that those affected can understand.";

    fn adopted(proposed: &str, old: &str, new: &str) -> f64 {
        Added::new(OLD, proposed).adopted_in(&Added::new(old, new))
    }

    #[test]
    fn what_was_proposed_is_found_where_it_came_to_stand() {
        let proposed = "Findings are published in plain language, in a form that those affected can understand.";
        assert!((adopted(proposed, OLD, proposed) - 1.0).abs() < 1e-9);
        assert!(adopted(proposed, OLD, OLD).abs() < 1e-9, "what did not change adopted nothing");
        assert!(adopted(proposed, "Use plain language.", "Use plain language.").abs() < 1e-9, "it stood there before");
        assert!((adopted(proposed, "", "All texts use plain language.") - 2.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn single_words_in_common_are_no_adoption() {
        let proposed = "Findings are published within one month of the decision, in a form that those affected can understand.";
        assert!(adopted(proposed, "", "Remedy is part of every programme, and the month matters.") < 0.2);
    }

    proptest! {
        #[test]
        fn a_share_is_a_share(proposed in "[a-d ]{0,30}", old in "[a-d ]{0,30}", new in "[a-d ]{0,30}") {
            let share = Added::new(&old, &proposed).adopted_in(&Added::new(&old, &new));
            prop_assert!((0.0..=1.0).contains(&share));
            let whole = Added::new(&old, &proposed);
            prop_assert!(whole.runs.len() != 1 || (whole.adopted_in(&whole) - 1.0).abs() < 1e-9);
        }
    }
}
