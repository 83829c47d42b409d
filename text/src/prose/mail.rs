//! Electronic mail [RFC 5322, MIME]: its subject, its words, and the words of the files that came with it.

use mail_parser::{MessageParser, MimeHeaders};

use super::{of_document, paragraphs, pdf};
use crate::read::{self, Options, ReadError};

/// So many files of a mail are read.
const MOST_FILES: usize = 20;

/// Whether the bytes begin with the head of a mail.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(16_384)]).replace("\r\n", "\n");
    let head = head.split("\n\n").next().unwrap_or_default().to_ascii_lowercase();
    let is_line = |line: &str| {
        line.starts_with([' ', '\t'])
            || line
                .split_once(':')
                .is_some_and(|(name, _)| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
    };
    let has = |name: &str| head.lines().any(|line| line.starts_with(name));
    has("from:") && (has("subject:") || has("date:") || has("to:")) && head.trim_start_matches('\u{feff}').lines().all(is_line)
}

pub(super) fn read(bytes: &[u8]) -> Result<Vec<String>, ReadError> {
    let message = MessageParser::default().parse(bytes).ok_or(ReadError::Broken)?;
    let mut found: Vec<String> = message.subject().map(crate::model::fold).into_iter().collect();
    match message.body_text(0) {
        Some(text) => found.extend(paragraphs(&text)),
        None => {
            if let Some(html) = message.body_html(0) {
                found.extend(
                    read::read(html.as_bytes(), Options::default()).map(|reading| of_document(&reading.document)).unwrap_or_default(),
                );
            }
        }
    }
    for file in message.attachments().take(MOST_FILES) {
        let name = file.attachment_name().map(crate::model::fold).unwrap_or_default();
        let contents = file.contents();
        let words = if contents.starts_with(b"%PDF") {
            pdf::read(contents)
        } else {
            read::read(contents, Options::default()).map(|reading| of_document(&reading.document))
        };
        // What is no text (a picture, a signature) stays in the original.
        if let Ok(words) = words {
            found.extend((!name.is_empty()).then_some(name));
            found.extend(words);
        }
    }
    Ok(found)
}
