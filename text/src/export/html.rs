//! Writes blocks as HTML: for pages and for downloads, from the closed set of inline markup, everything escaped.

use std::fmt::Write as _;

use super::About;
use crate::inline::is_xml;
use crate::model::{Block, Cell, Content, Document, Inline};

/// Writes running text. Footnote marks link to `#note-…` and can be linked back to at `#mark-…`.
#[must_use]
pub fn inline(content: &[Inline]) -> String {
    let mut html = String::new();
    push_inline(content, &mut html);
    html
}

fn push_inline(content: &[Inline], html: &mut String) {
    for piece in content {
        match piece {
            Inline::Text(text) => html.push_str(&escape(text)),
            Inline::Emphasis(inner) => wrap("em", inner, html),
            Inline::Strong(inner) => wrap("strong", inner, html),
            Inline::Superscript(inner) => wrap("sup", inner, html),
            Inline::Subscript(inner) => wrap("sub", inner, html),
            Inline::Code(code) => _ = write!(html, "<code>{}</code>", escape(code)),
            Inline::Link { address, content } => {
                _ = write!(html, "<a href=\"{}\" rel=\"noreferrer\">", escape(address));
                push_inline(content, html);
                html.push_str("</a>");
            }
            Inline::Note(mark) => {
                let mark = escape(mark);
                _ = write!(html, "<sup><a class=\"note\" id=\"mark-{mark}\" href=\"#note-{mark}\">{mark}</a></sup>");
            }
            Inline::Break => html.push_str("<br>"),
        }
    }
}

fn wrap(tag: &str, inner: &[Inline], html: &mut String) {
    _ = write!(html, "<{tag}>");
    push_inline(inner, html);
    _ = write!(html, "</{tag}>");
}

/// Writes the rows of a table.
#[must_use]
pub fn table(rows: &[Vec<Cell>]) -> String {
    let mut html = String::from("<table>");
    for row in rows {
        html.push_str("<tr>");
        for cell in row {
            let tag = if cell.header { "th" } else { "td" };
            _ = write!(html, "<{tag}");
            if cell.columns > 1 {
                _ = write!(html, " colspan=\"{}\"", cell.columns);
            }
            if cell.rows > 1 {
                _ = write!(html, " rowspan=\"{}\"", cell.rows);
            }
            html.push('>');
            push_inline(&cell.content, &mut html);
            _ = write!(html, "</{tag}>");
        }
        html.push_str("</tr>");
    }
    html.push_str("</table>");
    html
}

/// The inner HTML of a block.
#[must_use]
pub fn content(block: &Block) -> String {
    match &block.content {
        Content::Inline(content) => inline(content),
        Content::Table(rows) => table(rows),
    }
}

/// A whole document as one file.
#[must_use]
pub fn file(document: &Document, about: &About) -> String {
    let mut html = head(about);
    for block in &document.blocks {
        html.push_str(&wrapped(block, &content(block)));
    }
    html.push_str("</body>\n</html>\n");
    html
}

/// How a file begins, to the start of its body.
pub(super) fn head(about: &About) -> String {
    let direction = if about.right_to_left { "rtl" } else { "ltr" };
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{direction}\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{}</title>\n<style>body{{font:1.1rem/1.6 serif;max-width:66ch;margin:2rem auto;padding:0 1rem}}table{{border-collapse:collapse}}td,th{{border:1px solid;padding:.3rem .6rem;text-align:start;vertical-align:top}}.label{{font-weight:bold}}ins{{background:#dff3e4}}del{{background:#fbe4e4}}</style></head>\n<body>\n",
        about.language,
        escape(&about.title)
    )
}

/// A block in the elements it stands in.
pub(super) fn wrapped(block: &Block, text: &str) -> String {
    use crate::model::BlockKind as Kind;
    let label =
        if block.label.is_empty() { String::new() } else { format!("<span class=\"label\">{}</span> ", escape(&block.printed_label())) };
    let level = block.level.clamp(1, 6);
    let indent = f32::from(block.level) * 1.5;
    match block.kind {
        Kind::Heading => format!("<h{level}>{label}{text}</h{level}>\n"),
        Kind::Paragraph => format!("<p>{label}{text}</p>\n"),
        Kind::ListItem => {
            let mark = if label.is_empty() { "• ".to_owned() } else { label };
            format!("<p style=\"margin-inline-start:{indent}rem\">{mark}{text}</p>\n")
        }
        Kind::Table => format!("{text}\n"),
        Kind::Footnote => format!("<p id=\"note-{0}\"><sup>{0}</sup> {text}</p>\n", escape(&block.label)),
        Kind::Box => format!("<blockquote>{text}</blockquote>\n"),
        Kind::Code => format!("<pre>{text}</pre>\n"),
        Kind::Figure => format!("<p>[{text}]</p>\n"),
    }
}

/// Escapes text for XML content and quoted attributes; what cannot stand in XML is left out.
pub(super) fn escape_xml(text: &str) -> String {
    escape(&text.chars().filter(|letter| is_xml(*letter)).collect::<String>())
}

/// Escapes text for HTML content and quoted attributes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(character),
        }
    }
    escaped
}
