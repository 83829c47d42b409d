//! What reading, following and comparing texts costs, on one core: two Markdown drafts of 1,400 blocks, two Word files of 16,000.
//!
//! `cargo bench --bench text`. Wanted: the Markdown drafts at most 150 ms, the Word files at most 5 s.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::time::{Duration, Instant};

use travaux::text::export::{About, docx, markdown};
use travaux::text::lineage::align_blocks;
use travaux::text::model::{Block, BlockKind, Document, Inline};
use travaux::text::read::{Options, read};
use travaux::text::redline::redline;

const WORDS: [&str; 40] = [
    "entities",
    "should",
    "assess",
    "the",
    "impact",
    "of",
    "technology",
    "on",
    "human",
    "rights",
    "before",
    "they",
    "use",
    "it",
    "findings",
    "are",
    "published",
    "in",
    "a",
    "form",
    "that",
    "those",
    "affected",
    "can",
    "understand",
    "remedy",
    "procurement",
    "contracts",
    "oblige",
    "suppliers",
    "to",
    "disclose",
    "what",
    "is",
    "needed",
    "for",
    "an",
    "assessment",
    "without",
    "delay",
];

/// Half of the words are everywhere, the others are of some 1,500.
fn words(random: &mut fastrand::Rng, count: usize) -> String {
    let word = |random: &mut fastrand::Rng| match random.u8(..2) {
        0 => WORDS[random.usize(..WORDS.len())].to_owned(),
        _ => format!("{}{}", WORDS[random.usize(..WORDS.len())], random.usize(..10) * random.usize(..10)),
    };
    (0..count).map(|_| word(random)).collect::<Vec<_>>().join(" ")
}

/// A text of so many blocks: a heading for every twelve paragraphs.
fn text(random: &mut fastrand::Rng, blocks: usize) -> Document {
    let mut number = 0;
    let blocks = (0..blocks).map(|index| {
        if index % 13 == 0 {
            let heading = words(random, 5);
            Block::inline(BlockKind::Heading, 2, vec![Inline::Text(format!("Section {index} {heading}"))])
        } else {
            number += 1;
            let size = 15 + random.usize(..50);
            let content = vec![Inline::Text(format!("{} {index}.", words(random, size)))];
            Block { label: number.to_string(), ..Block::inline(BlockKind::Paragraph, 0, content) }
        }
    });
    Document { blocks: blocks.collect() }
}

/// The next draft: one block in five edited, one in fifty removed, one in fifty moved to the end.
fn revised(random: &mut fastrand::Rng, old: &Document) -> Document {
    let (mut blocks, mut moved) = (Vec::new(), Vec::new());
    for block in &old.blocks {
        let mut block = block.clone();
        match random.u8(..50) {
            0 => continue,
            1 => {
                moved.push(block);
                continue;
            }
            2..=11 => {
                let plain = block.plain();
                let mut words: Vec<&str> = plain.split(' ').collect();
                let at = random.usize(..words.len());
                words.insert(at, "reasonably");
                let at = random.usize(..words.len());
                words.remove(at);
                block.content = travaux::text::model::Content::Inline(vec![Inline::Text(words.join(" "))]);
            }
            _ => {}
        }
        blocks.push(block);
    }
    blocks.extend(moved);
    let mut number = 0;
    for block in blocks.iter_mut().filter(|block| !block.label.is_empty()) {
        number += 1;
        block.label = number.to_string();
    }
    Document { blocks }
}

struct Times {
    read: Duration,
    align: Duration,
    redline: Duration,
}

fn measure(old: &[u8], new: &[u8]) -> (Times, usize, usize) {
    let start = Instant::now();
    let (old, new) = (read(old, Options::default()).unwrap().document, read(new, Options::default()).unwrap().document);
    let read = start.elapsed();
    let start = Instant::now();
    let links = align_blocks(&old, &new);
    let align = start.elapsed();
    let start = Instant::now();
    let side = |document: &Document, indexes: &[usize]| {
        indexes.iter().map(|index| document.blocks[*index].printed()).collect::<Vec<_>>().join("\n\n")
    };
    let pieces: usize = links.iter().map(|link| redline(&side(&old, &link.old), &side(&new, &link.new)).len()).sum();
    (Times { read, align, redline: start.elapsed() }, old.blocks.len().min(new.blocks.len()), pieces)
}

fn report(name: &str, old: &[u8], new: &[u8], wanted: Duration) {
    let best = (0..5).map(|_| measure(old, new)).min_by_key(|(times, ..)| times.read + times.align + times.redline).unwrap();
    let (times, blocks, pieces) = best;
    let all = times.read + times.align + times.redline;
    println!(
        "{name}: {blocks} blocks, {pieces} pieces; read {:.1} ms, align {:.1} ms, redline {:.1} ms, together {:.1} ms ({:.2} of the {} ms wanted); most memory {} MB",
        times.read.as_secs_f64() * 1e3,
        times.align.as_secs_f64() * 1e3,
        times.redline.as_secs_f64() * 1e3,
        all.as_secs_f64() * 1e3,
        all.as_secs_f64() / wanted.as_secs_f64(),
        wanted.as_millis(),
        most_memory()
    );
}

/// The most memory that this process held so far, in megabytes (Linux).
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).and_then(|line| line.split_whitespace().nth(1));
    line.and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or_default() / 1024
}

fn main() {
    let mut random = fastrand::Rng::with_seed(20_261_124);
    let old = text(&mut random, 1_400);
    let new = revised(&mut random, &old);
    report("Markdown", markdown::write(&old).as_bytes(), markdown::write(&new).as_bytes(), Duration::from_millis(150));
    let old = text(&mut random, 16_000);
    let new = revised(&mut random, &old);
    let about = About {
        title: "Draft".into(),
        language: "en",
        right_to_left: false,
        consultation: "bench".into(),
        number: "1".into(),
        name: "Draft".into(),
        host: "The office".into(),
        day: None,
        identities: Vec::new(),
    };
    let start = Instant::now();
    let (old, new) = (docx::document(&old, &about).unwrap(), docx::document(&new, &about).unwrap());
    println!("two Word files written in {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    report("Word", &old, &new, Duration::from_secs(5));
}
