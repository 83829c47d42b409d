//! The words of a block letter by letter with their markup, as two versions of it are compared.

use crate::inline::{Span, Style, spans};
use crate::model::{Block, Content, Inline};
use crate::redline::{Operation, redline};

/// Stands for the mark of a note; no text of a draft contains it.
const NOTE: char = '\u{fffc}';

/// Words with their markup; a line break is a line feed, a note an object character.
#[derive(Default)]
pub(super) struct Letters {
    text: String,
    /// From which byte on a style holds, rising.
    styles: Vec<(usize, Style)>,
    /// The marks of the notes, in order.
    notes: Vec<(usize, String)>,
}

/// A run of one markup, with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) operation: Operation,
    pub(super) span: Span,
    /// How equal words were set before, if otherwise.
    pub(super) before: Option<Style>,
    /// The mark of the note in the old text, where both have one in the same place.
    pub(super) old_note: Option<String>,
}

impl Letters {
    /// Of running text.
    pub(super) fn new(content: &[Inline]) -> Self {
        let mut letters = Self::default();
        for span in spans(content) {
            match span {
                Span::Text(text, style) => letters.push(&text, style),
                Span::Break => letters.push("\n", Style::default()),
                Span::Note(mark) => {
                    letters.notes.push((letters.text.len(), mark));
                    letters.push(NOTE.encode_utf8(&mut [0; 4]), Style::default());
                }
            }
        }
        letters
    }

    /// Of a block, with the label that was typed.
    pub(super) fn of(block: &Block) -> Self {
        let Content::Inline(content) = &block.content else { return Self::default() };
        let mut letters = Self::default();
        if block.typed {
            letters.push(&format!("{} ", block.printed_label()), Style::default());
        }
        letters.append(&Self::new(content));
        letters
    }

    pub(super) fn append(&mut self, other: &Self) {
        let from = self.text.len();
        self.text.push_str(&other.text);
        self.styles.extend(other.styles.iter().map(|(at, style)| (from + at, style.clone())));
        self.notes.extend(other.notes.iter().map(|(at, mark)| (from + at, mark.clone())));
    }

    pub(super) fn space(&mut self) {
        self.push(" ", Style::default());
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    fn push(&mut self, text: &str, style: Style) {
        self.styles.push((self.text.len(), style));
        self.text.push_str(text);
    }

    fn style(&self, at: usize) -> &Style {
        &self.styles[self.styles.partition_point(|(start, _)| *start <= at).saturating_sub(1)].1
    }

    fn note(&self, at: usize) -> Option<&str> {
        self.notes.iter().find(|(position, _)| *position == at).map(|(_, mark)| mark.as_str())
    }

    fn spans_of(&self, range: std::ops::Range<usize>) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        for (step, letter) in self.text[range.clone()].char_indices() {
            let at = range.start + step;
            match letter {
                NOTE if self.note(at).is_some() => found.push(Span::Note(self.note(at).unwrap_or_default().to_owned())),
                '\n' => found.push(Span::Break),
                letter => crate::inline::push_text(&mut found, letter.encode_utf8(&mut [0; 4]), self.style(at).clone()),
            }
        }
        found
    }

    /// All of it as runs of one kind.
    pub(super) fn whole(&self, operation: Operation) -> Vec<Run> {
        plain(self.spans_of(0..self.text.len()), operation).collect()
    }

    /// What became of these words in the new ones. Where only a link changed, the words are deleted and inserted.
    pub(super) fn compared(&self, new: &Self) -> Vec<Run> {
        let (mut at_old, mut at_new) = (0, 0);
        let mut runs = Vec::new();
        for piece in redline(&self.text, &new.text) {
            let length = piece.text.len();
            match piece.operation {
                Operation::Delete => {
                    runs.extend(plain(self.spans_of(at_old..at_old + length), Operation::Delete));
                    at_old += length;
                }
                Operation::Insert => {
                    runs.extend(plain(new.spans_of(at_new..at_new + length), Operation::Insert));
                    at_new += length;
                }
                Operation::Equal => {
                    self.equal(new, at_old, at_new, &piece.text, &mut runs);
                    at_old += length;
                    at_new += length;
                }
            }
        }
        runs
    }

    /// Equal words, cut where either markup changes.
    fn equal(&self, new: &Self, at_old: usize, at_new: usize, text: &str, runs: &mut Vec<Run>) {
        for (step, letter) in text.char_indices() {
            let (before, after) = (self.style(at_old + step), new.style(at_new + step));
            let (old_note, new_note) = (self.note(at_old + step), new.note(at_new + step));
            if letter == NOTE && (old_note.is_some() || new_note.is_some()) {
                runs.push(Run {
                    operation: Operation::Equal,
                    span: Span::Note(new_note.unwrap_or_default().to_owned()),
                    before: None,
                    old_note: old_note.map(str::to_owned),
                });
            } else if letter == '\n' {
                runs.push(Run { operation: Operation::Equal, span: Span::Break, before: None, old_note: None });
            } else if before.link != after.link {
                push(runs, Operation::Delete, letter, before, None);
                push(runs, Operation::Insert, letter, after, None);
            } else {
                push(runs, Operation::Equal, letter, after, (before != after).then(|| before.clone()));
            }
        }
    }
}

fn note_of(span: &Span) -> Option<String> {
    match span {
        Span::Note(mark) => Some(mark.clone()),
        Span::Text(..) | Span::Break => None,
    }
}

fn plain(spans: Vec<Span>, operation: Operation) -> impl Iterator<Item = Run> {
    spans.into_iter().map(move |span| Run { operation, old_note: note_of(&span), span, before: None })
}

/// Adds a letter to the last run, or to the one before if only a run of the other side stands behind that.
fn push(runs: &mut Vec<Run>, operation: Operation, letter: char, style: &Style, before: Option<Style>) {
    let other = match operation {
        Operation::Equal => None,
        Operation::Delete => Some(Operation::Insert),
        Operation::Insert => Some(Operation::Delete),
    };
    let behind = runs.last().filter(|last| Some(last.operation) == other).map_or(1, |_| 2);
    let own = runs.len().checked_sub(behind).and_then(|index| runs.get_mut(index));
    match own {
        Some(Run { operation: of, span: Span::Text(text, set), before: earlier, .. })
            if *of == operation && set == style && *earlier == before =>
        {
            text.push(letter);
        }
        _ => runs.push(Run { operation, span: Span::Text(letter.to_string(), style.clone()), before, old_note: None }),
    }
}

/// Cuts runs behind so many bytes of one side (`skip` names the other side's operation).
pub(super) fn cut(runs: Vec<Run>, skip: Operation, lengths: &[usize]) -> Vec<Vec<Run>> {
    let mut parts: Vec<Vec<Run>> = vec![Vec::new()];
    let mut bounds = lengths.iter();
    let mut left = bounds.next().copied().unwrap_or(usize::MAX);
    for run in runs {
        let Span::Text(text, style) = &run.span else {
            // A break is one byte; a note stands for the three of its character.
            let size = if run.operation == skip {
                0
            } else if run.span == Span::Break {
                1
            } else {
                NOTE.len_utf8()
            };
            if left == 0 && size > 0 {
                parts.push(Vec::new());
                left = bounds.next().copied().unwrap_or(usize::MAX);
            }
            left = left.saturating_sub(size);
            parts.last_mut().map(|part| part.push(run)).unwrap_or_default();
            continue;
        };
        if run.operation == skip {
            parts.last_mut().map(|part| part.push(run)).unwrap_or_default();
            continue;
        }
        let mut rest = text.as_str();
        while !rest.is_empty() {
            if left == 0 {
                parts.push(Vec::new());
                left = bounds.next().copied().unwrap_or(usize::MAX);
            }
            let (now, later) = rest.split_at(left.min(rest.len()));
            left -= now.len();
            rest = later;
            let piece = Run { span: Span::Text(now.to_owned(), style.clone()), ..run.clone() };
            parts.last_mut().map(|part| part.push(piece)).unwrap_or_default();
        }
    }
    parts
}
