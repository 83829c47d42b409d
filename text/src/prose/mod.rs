//! Letters as they come: Word, PDF, electronic mail, a page, plain text. Each becomes the paragraphs that a person reads; how
//! they look is not kept, the original is.

mod mail;
mod pdf;
mod visual;

use super::model::Document;
use super::read::{self, LARGEST_FILE, Options, ReadError};

/// A letter has at most so many paragraphs.
pub const MOST_PARAGRAPHS: usize = 2_000;
/// A letter has at most so many characters.
pub const LONGEST: usize = 1_000_000;

/// A letter that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Prose {
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
    /// The IANA media type of what it was.
    pub media_type: String,
}

/// Reads a letter, by its content and not by its name.
///
/// # Errors
/// A [`ReadError`] says why the file is refused; nothing of it is used then.
pub fn read(bytes: &[u8]) -> Result<Prose, ReadError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    if bytes.len() > LARGEST_FILE {
        return Err(ReadError::TooLarge);
    }
    let prose = if bytes.starts_with(b"%PDF") {
        Prose { paragraphs: pdf::read(bytes)?, media_type: "application/pdf".to_owned() }
    } else if mail::is_mail(bytes) {
        Prose { paragraphs: mail::read(bytes)?, media_type: "message/rfc822".to_owned() }
    } else {
        let reading = read::read(bytes, Options::default())?;
        Prose { paragraphs: of_document(&reading.document), media_type: reading.format.media_type().to_owned() }
    };
    within(prose)
}

/// A letter that was pasted: paragraphs stand apart by an empty line, or by a line break where there is none.
///
/// # Errors
/// [`ReadError::Empty`] or [`ReadError::TooLarge`].
pub fn pasted(text: &str) -> Result<Prose, ReadError> {
    within(Prose { paragraphs: paragraphs(text), media_type: "text/plain".to_owned() })
}

fn within(mut prose: Prose) -> Result<Prose, ReadError> {
    prose.paragraphs.retain(|paragraph| paragraph.chars().any(char::is_alphanumeric));
    let size: usize = prose.paragraphs.iter().map(|paragraph| paragraph.chars().count()).sum();
    if prose.paragraphs.is_empty() {
        return Err(ReadError::NoText);
    }
    if prose.paragraphs.len() > MOST_PARAGRAPHS || size > LONGEST {
        return Err(ReadError::TooLarge);
    }
    Ok(prose)
}

/// The paragraphs of running text. Lines that were broken to fit a page run on.
fn paragraphs(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{c}'], "\n");
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let apart = lines.iter().any(|line| line.is_empty());
    let mut found: Vec<String> = vec![String::new()];
    for line in lines {
        let ends = line.is_empty() || !apart;
        if let Some(last) = found.last_mut() {
            if !last.is_empty() && !line.is_empty() {
                last.push(' ');
            }
            last.push_str(line);
        }
        if ends {
            found.push(String::new());
        }
    }
    found.iter().map(|paragraph| super::model::fold(paragraph)).filter(|paragraph| !paragraph.is_empty()).collect()
}

fn of_document(document: &Document) -> Vec<String> {
    let printed = document.blocks.iter().map(|block| {
        let text = block.plain();
        // A single number or letter has its full stop, as readers see it.
        let stop = if block.label.chars().all(char::is_alphanumeric) { "." } else { "" };
        if block.label.is_empty() || text.is_empty() { text } else { format!("{}{stop} {text}", block.label) }
    });
    printed.filter(|text| !text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_letter_has_the_paragraphs_that_its_author_sees() {
        let of = |text: &str| pasted(text).unwrap().paragraphs;
        assert_eq!(
            of("Dear all,\n\nwe think\nthat  paragraph 3\nis vague.\n\n---\n\nYours"),
            ["Dear all,", "we think that paragraph 3 is vague.", "Yours"]
        );
        assert_eq!(of("One.\nTwo."), ["One.", "Two."]);
        assert_eq!(pasted(" \n").unwrap_err(), ReadError::NoText);
    }

    #[test]
    fn a_mail_is_its_words_and_those_of_the_files_with_it() {
        let mail = "From: Ana <ana@example.org>\r\nTo: office@example.org\r\nSubject: =?utf-8?q?Draft_3_=E2=80=93_views?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nParagraph 3 is too vague for caf=E9s.\r\n\r\nRemedy needs a date.\r\n--a\r\nContent-Type: text/html\r\n\r\n<p>other</p>\r\n--a--\r\n--b\r\nContent-Type: text/markdown; name=more.md\r\nContent-Disposition: attachment; filename=more.md\r\n\r\n1. A third point.\r\n--b--\r\n";
        let prose = read(mail.as_bytes()).unwrap();
        assert_eq!(prose.media_type, "message/rfc822");
        assert_eq!(
            prose.paragraphs,
            ["Draft 3 – views", "Paragraph 3 is too vague for cafés.", "Remedy needs a date.", "more.md", "1. A third point."]
        );
        // The addresses of people are in the original alone.
        assert!(!prose.paragraphs.concat().contains("example.org"));
    }
}
