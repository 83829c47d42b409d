//! Reads HTML as people write and export it: the tree that browsers make of it, reduced to blocks (`flow`, `tables`), words
//! (`words`) and notes (`notes`). What is made to exhaust a reader is refused before a tree is made (`limits`).

mod flow;
mod limits;
mod notes;
mod tables;
mod words;

use std::collections::HashMap;

use ego_tree::NodeRef;
use scraper::{Html, Node, node::Element};

use super::encoding;
use super::model::{Block, BlockKind, Document};
use super::numbering;
use super::read::{Options, Problem, ReadError, Reading, SourceFacts, SourceFormat, Warnings};

/// Reads the page.
///
/// # Errors
/// [`ReadError::Hostile`] if it is nested or repeated beyond what pages are.
pub fn read(bytes: &[u8], options: Options) -> Result<Reading, ReadError> {
    let mut warnings = Warnings::default();
    let text = encoding::html(bytes, &mut warnings);
    limits::check(&text)?;
    let tree = Html::parse_document(&text);
    let notes = notes::marks(&tree);
    let mut reader = Reader {
        options,
        warnings,
        notes,
        blocks: Vec::new(),
        footnotes: Vec::new(),
        facts: SourceFacts::default(),
        contents: None,
        too_deep: false,
    };
    let body = tree.tree.root().descendants().find(|node| name_of(node) == "body");
    if let Some(body) = body {
        reader.flow(body, flow::Place::default(), 0);
    }
    if reader.too_deep {
        return Err(ReadError::Hostile);
    }
    if let Some((at, lines)) = reader.contents {
        reader.warnings.add(at, Problem::ContentsDropped, &lines.to_string());
    }
    let facts = reader.facts;
    if facts.insertions + facts.deletions > 0 {
        reader.warnings.add(0, Problem::TrackedChanges, &format!("+{} −{}", facts.insertions, facts.deletions));
    }
    let mut blocks = reader.blocks;
    blocks.append(&mut reader.footnotes);
    let labelled = |block: &&mut Block| matches!(block.kind, BlockKind::Heading | BlockKind::Paragraph | BlockKind::ListItem);
    blocks.iter_mut().filter(labelled).for_each(numbering::take_typed_label);
    numbering::settle_numbered_paragraphs(&mut blocks);
    Ok(Reading {
        document: Document { blocks },
        warnings: reader.warnings.sorted(),
        facts,
        remarks: Vec::new(),
        format: SourceFormat::Html,
    })
}

struct Reader {
    options: Options,
    blocks: Vec<Block>,
    footnotes: Vec<Block>,
    warnings: Warnings,
    facts: SourceFacts,
    /// The mark of each footnote by the id of its place.
    notes: HashMap<String, String>,
    contents: Option<(usize, usize)>,
    too_deep: bool,
}

fn element<'a>(node: &NodeRef<'a, Node>) -> Option<&'a Element> {
    node.value().as_element()
}

fn name_of<'a>(node: &NodeRef<'a, Node>) -> &'a str {
    element(node).map_or("", Element::name)
}

fn attribute<'a>(node: &NodeRef<'a, Node>, name: &str) -> &'a str {
    element(node).and_then(|element| element.attr(name)).unwrap_or_default().trim()
}

/// Whether an element begins a block of its own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "ul"
    )
}

/// What stands behind the page and not in it.
fn is_machinery(name: &str) -> bool {
    matches!(name, "script" | "style" | "template" | "head" | "meta" | "link" | "base" | "noscript" | "title" | "rt" | "rp" | "wbr")
}

fn text_of(node: NodeRef<Node>) -> String {
    node.descendants().filter_map(|node| node.value().as_text().map(|text| text.to_string())).collect()
}

impl Reader {
    fn warn(&mut self, problem: Problem, detail: &str) {
        self.warnings.add(self.blocks.len(), problem, detail);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(html: &str) -> Reading {
        read(html.as_bytes(), Options::default()).unwrap()
    }

    fn shown(html: &str) -> Vec<String> {
        let letter = |block: &Block| match block.kind {
            BlockKind::Heading => format!("h{}", block.level),
            BlockKind::ListItem => format!("li{}", block.level),
            BlockKind::Paragraph if block.level > 0 => format!("p{}", block.level),
            kind => kind.as_str().to_owned(),
        };
        reading(html).document.blocks.iter().map(|block| format!("{} [{}] {}", letter(block), block.label, block.plain())).collect()
    }

    #[test]
    fn blocks_lists_and_words_between_them() {
        let html = "<!doctype html><body>loose <b>words</b><h2>I. Scope</h2><p>First<br>line</p>\
            <ul><li>one<p>more</p><ol type=a start=2><li>two</ol></li><li><p>three</p></li></ul>\
            <blockquote><p>Key message</p></blockquote><pre>\na\n  b</pre><span><p>in a span</p></span>";
        assert_eq!(
            shown(html),
            [
                "paragraph [] loose words",
                "h2 [I] Scope",
                "paragraph [] First line",
                "li1 [] one",
                "p1 [] more",
                "li2 [b] two",
                "li1 [] three",
                "box [] Key message",
                "code [] a\n  b",
                "paragraph [] in a span"
            ]
        );
    }

    #[test]
    fn tables_figures_and_notes() {
        let html = "<html><table><caption>Table 1</caption><thead><tr><th>A<th>B</thead><tr><td rowspan=2>c<td>d<tr><td>e</table>\
            <p>Text<sup><a href='#fn1' id=fnref1>1</a></sup> with <img src=x alt='A chart'> in it<img src=y alt=''>.</p>\
            <section><ol><li id=fn1><p>The note. <a href='#fnref1'>back</a></p></ol></section>";
        assert_eq!(
            shown(html),
            [
                "paragraph [] Table 1",
                "table [] A\nB\nc\nd\ne",
                "paragraph [] Text with in it.",
                "figure [] A chart",
                "footnote [1] The note."
            ]
        );
    }

    #[test]
    fn what_is_left_out_is_said() {
        let html = "<html><nav><a href='#a'>A</a><a href='#b'>B</a></nav><p>x <s>struck</s> <ins>new</ins><del>old</del> \
            <a href='javascript:x'>press</a> <span style='display: none'>secret</span><iframe src=x></iframe><script>no</script></p>";
        let reading = reading(html);
        assert_eq!(reading.document.blocks[0].plain(), "x struck new press");
        let problems: Vec<Problem> = reading.warnings.iter().map(|warning| warning.problem).collect();
        for problem in [
            Problem::ContentsDropped,
            Problem::StruckText,
            Problem::TrackedChanges,
            Problem::LinkDropped,
            Problem::HiddenText,
            Problem::UnknownContent,
        ] {
            assert!(problems.contains(&problem), "{problem:?}");
        }
        assert_eq!((reading.facts.insertions, reading.facts.deletions), (1, 1));
    }

    #[test]
    fn hostile_nesting_is_refused() {
        assert_eq!(read("<div>".repeat(100_000).as_bytes(), Options::default()).err(), Some(ReadError::Hostile));
        let bomb = format!("{}{}", (0..300).map(|n| format!("<b a={n}>")).collect::<String>(), "<p>x".repeat(100_000));
        assert_eq!(read(bomb.as_bytes(), Options::default()).err(), Some(ReadError::Hostile));
    }
}
