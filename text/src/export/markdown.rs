//! Writes a document as Markdown that [`crate::markdown`] reads back.

use crate::model::{Block, BlockKind, Cell, Content, Document, Inline};

/// The text in Markdown.
#[must_use]
pub fn write(document: &Document) -> String {
    let mut text = String::new();
    let mut tight = false;
    // How far the content of the item at each depth is indented.
    let mut indents: Vec<usize> = vec![0];
    for block in &document.blocks {
        let is_item = block.kind == BlockKind::ListItem;
        if !text.is_empty() {
            text.push_str(if tight && is_item { "\n" } else { "\n\n" });
        }
        write_block(block, &mut indents, &mut text);
        tight = is_item || (block.kind == BlockKind::Paragraph && !block.label.is_empty());
    }
    text.push('\n');
    text
}

fn write_block(block: &Block, indents: &mut Vec<usize>, text: &mut String) {
    match (&block.content, block.kind) {
        (Content::Table(rows), _) => text.push_str(&table(rows)),
        (Content::Inline(content), BlockKind::Heading) => {
            indents.truncate(1);
            let label = if block.label.is_empty() { String::new() } else { format!("{}. ", block.label) };
            text.push_str(&format!("{} {label}{}", "#".repeat(usize::from(block.level.clamp(1, 6))), inline(content)));
        }
        (Content::Inline(content), BlockKind::ListItem) => {
            let depth = usize::from(block.level.max(1));
            indents.truncate(depth);
            let indent = indents.last().copied().unwrap_or(0);
            let (mark, label) = item_mark(&block.label);
            text.push_str(&" ".repeat(indent));
            text.push_str(&mark);
            text.push_str(&label);
            text.push_str(&inline(content));
            while indents.len() < depth {
                indents.push(indent);
            }
            indents.push(indent + mark.len());
        }
        (Content::Inline(content), BlockKind::Paragraph) => {
            indents.truncate(1);
            if !block.label.is_empty() {
                let mark = format!("{}. ", block.label);
                indents.push(mark.len());
                text.push_str(&mark);
            }
            text.push_str(&inline(content));
        }
        (Content::Inline(content), BlockKind::Box) => text.push_str(&format!("> {}", inline(content).replace('\n', "\n> "))),
        (Content::Inline(content), BlockKind::Footnote) => text.push_str(&format!("[^{}]: {}", block.label, inline(content))),
        (Content::Inline(_), BlockKind::Code) => text.push_str(&format!("```\n{}\n```", block.plain())),
        (Content::Inline(_), BlockKind::Figure) => text.push_str(&format!("![{}]()", escape(&block.plain()))),
        (Content::Inline(content), BlockKind::Table) => text.push_str(&inline(content)),
    }
}

/// The list mark, and the label written in the text where Markdown has no such number.
fn item_mark(label: &str) -> (String, String) {
    if label.is_empty() {
        ("- ".to_owned(), String::new())
    } else if label.chars().all(|c| c.is_ascii_digit()) {
        (format!("{label}. "), String::new())
    } else {
        let stop = if label.ends_with(')') { "" } else { "." };
        ("- ".to_owned(), format!("{label}{stop} "))
    }
}

fn table(rows: &[Vec<Cell>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let mut cells: Vec<String> = row.iter().map(|cell| inline(&cell.content).replace('\n', " ").replace('|', "\\|")).collect();
            cells.resize(columns, String::new());
            format!("| {} |", cells.join(" | "))
        })
        .collect();
    lines.insert(1.min(lines.len()), format!("|{}", " --- |".repeat(columns)));
    lines.join("\n")
}

fn inline(content: &[Inline]) -> String {
    content
        .iter()
        .map(|inline_content| match inline_content {
            Inline::Text(text) => escape(text),
            Inline::Emphasis(inner) => format!("*{}*", inline(inner)),
            Inline::Strong(inner) => format!("**{}**", inline(inner)),
            Inline::Superscript(inner) => format!("^{}^", inline(inner)),
            Inline::Subscript(inner) => inline(inner),
            Inline::Code(code) => format!("`{code}`"),
            Inline::Link { address, content } => format!("[{}]({address})", inline(content)),
            Inline::Note(mark) => format!("[^{mark}]"),
            Inline::Break => "  \n".to_owned(),
        })
        .collect()
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '^' | '~' | '#') {
            escaped.push('\\');
        }
        escaped.push(if character == '\n' || character == '\t' { ' ' } else { character });
    }
    escaped
}

#[cfg(test)]
mod tests {
    use crate::markdown::read;

    #[test]
    fn what_is_written_reads_back_the_same() {
        let source = "# Title\n\n## I. Scope\n\n1. First *text* with [a link](https://example.org/)[^1].\n\n2. Second:\n\n   - (a) one;\n   - (b) two.\n\n> A key message\n\n| A | B |\n| --- | --- |\n| c | d \\| e |\n\n## II. Aim\n\n3. Third.\n\n[^1]: A note.\n";
        let document = read(source.as_bytes()).unwrap().document;
        let written = super::write(&document);
        assert_eq!(read(written.as_bytes()).unwrap().document, document, "{written}");
    }
}
