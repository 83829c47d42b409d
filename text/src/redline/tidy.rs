//! Makes of the shortest list of changes the one that a person would make.

use std::ops::Range;

use super::words::Token;
use crate::diff::Stretch;

/// Both texts.
pub(super) struct Both<'a> {
    pub(super) old: &'a [Token<'a>],
    pub(super) new: &'a [Token<'a>],
}

/// So many words between two changes may be taken into them.
const FEW: usize = 3;

/// Tidies a list in which equal and changed stretches take turns.
pub(super) fn tidy(both: &Both<'_>, stretches: Vec<Stretch>) -> Vec<Stretch> {
    let mut list = join_over_crumbs(both, stretches);
    slide(both, &mut list);
    keep_marks_with_words(both, &mut list);
    let mut joined: Vec<Stretch> = Vec::with_capacity(list.len());
    for stretch in list.into_iter().filter(|stretch| !stretch.old.is_empty() || !stretch.new.is_empty()) {
        match joined.last_mut() {
            Some(last) if last.equal == stretch.equal => (last.old.end, last.new.end) = (stretch.old.end, stretch.new.end),
            _ => joined.push(stretch),
        }
    }
    joined
}

/// How many letters the words of some tokens have.
fn letters(tokens: &[Token<'_>]) -> usize {
    tokens.iter().filter(|token| token.is_word()).map(|token| token.text.chars().count()).sum()
}

/// Between two changes, an equal stretch of a mark or of few short words belongs to the change: who rewrites a clause keeps
/// its "of the", and nobody reads a redline of single words.
fn join_over_crumbs(both: &Both<'_>, stretches: Vec<Stretch>) -> Vec<Stretch> {
    let size = |stretch: &Stretch| letters(&both.old[stretch.old.clone()]).max(letters(&both.new[stretch.new.clone()]));
    let mut list: Vec<Stretch> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        if let [.., before, between] = list.as_slice()
            && !stretch.equal
            && between.equal
            && !before.equal
            && is_crumb(&both.old[between.old.clone()], size(before), size(&stretch))
        {
            let begin = (before.old.start, before.new.start);
            list.truncate(list.len() - 2);
            list.push(Stretch { equal: false, old: begin.0..stretch.old.end, new: begin.1..stretch.new.end });
        } else {
            list.push(stretch);
        }
    }
    list
}

fn is_crumb(between: &[Token<'_>], before: usize, after: usize) -> bool {
    if between.iter().any(|token| token.ends_clause()) {
        return false;
    }
    let words = between.iter().filter(|token| token.is_word()).count();
    let letters = letters(between);
    words == 0 && before > 0 && after > 0 || words <= FEW && 2 * letters <= before && 2 * letters <= after
}

/// What was only inserted or only deleted can often stand in several places ("a [b a] b", "a b [a b]"): where a clause begins or
/// ends is the natural one.
fn slide(both: &Both<'_>, list: &mut [Stretch]) {
    for index in 1..list.len().saturating_sub(1) {
        let (left, rest) = list.split_at_mut(index);
        let ([.., before], [change, after, ..]) = (left, rest) else { continue };
        if !before.equal || !after.equal || change.equal || (change.old.is_empty() == change.new.is_empty()) {
            continue;
        }
        let inserted = change.old.is_empty();
        let (tokens, range) = if inserted { (both.new, change.new.clone()) } else { (both.old, change.old.clone()) };
        let room = before.old.len().saturating_sub(1);
        let to_the_left = (1..=room).take_while(|step| same(tokens, range.start - step, range.end - step)).count();
        let room = after.old.len().saturating_sub(1);
        let to_the_right = (0..room).take_while(|step| same(tokens, range.start + step, range.end + step)).count();
        let places =
            (range.start - to_the_left..=range.start + to_the_right).map(|start| (naturalness(tokens, start, start + range.len()), start));
        let Some((_, start)) = places.max_by_key(|(natural, start)| (*natural, usize::from(*start == range.start))) else { continue };
        let shift = |at: usize| (at + start) - range.start;
        before.old.end = shift(before.old.end);
        before.new.end = shift(before.new.end);
        after.old.start = shift(after.old.start);
        after.new.start = shift(after.new.start);
        change.old = shift(change.old.start)..shift(change.old.end);
        change.new = shift(change.new.start)..shift(change.new.end);
    }
}

/// Whether two tokens may take each other's place. White space must agree too: else the texts would not come out.
fn same(tokens: &[Token<'_>], left: usize, right: usize) -> bool {
    tokens[left] == tokens[right]
}

/// How natural a place is: behind the end of a clause and ending with one, or at least beginning with a word.
fn naturalness(tokens: &[Token<'_>], start: usize, end: usize) -> u8 {
    let behind_end = start == 0 || tokens[start - 1].ends_clause();
    let ends = tokens[end - 1].ends_clause();
    2 * u8::from(behind_end && ends) + u8::from(tokens[start].is_word())
}

/// A mark that changed alone is shown with its word: "however" became "however,".
fn keep_marks_with_words(both: &Both<'_>, list: &mut [Stretch]) {
    for index in 0..list.len() {
        let change = &list[index];
        let tokens = || both.old[change.old.clone()].iter().chain(&both.new[change.new.clone()]);
        if change.equal || tokens().any(|token| token.is_word()) {
            continue;
        }
        let touches_before = tokens().any(|token| !token.text.is_empty())
            && [both.old[change.old.clone()].first(), both.new[change.new.clone()].first()]
                .into_iter()
                .flatten()
                .all(|token| token.space.is_empty());
        if index > 0 && touches_before && both.old[..list[index - 1].old.end].last().is_some_and(|token| token.is_word()) {
            list[index - 1].old.end -= 1;
            list[index - 1].new.end -= 1;
            list[index].old.start -= 1;
            list[index].new.start -= 1;
            continue;
        }
        let Some(after) = list.get(index + 1).filter(|after| !after.old.is_empty()) else { continue };
        let touches = |own: &Range<usize>, token: Token<'_>| own.is_empty() || token.space.is_empty();
        let word = both.old[after.old.start];
        if word.is_word() && touches(&list[index].old, word) && touches(&list[index].new, both.new[after.new.start]) {
            list[index + 1].old.start += 1;
            list[index + 1].new.start += 1;
            list[index].old.end += 1;
            list[index].new.end += 1;
        }
    }
}
