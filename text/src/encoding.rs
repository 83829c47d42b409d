//! From bytes to characters: the mark at the start, what the file says, else UTF-8, else Windows-1252 with a warning.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::read::{Problem, Warnings};

/// The characters of a text.
pub(super) fn text(bytes: &[u8], warnings: &mut Warnings) -> String {
    decode(bytes, UTF_8, warnings)
}

/// The characters of a page, which may name its encoding in its first kilobyte [WHATWG HTML, 13.2.3.2].
pub(super) fn html(bytes: &[u8], warnings: &mut Warnings) -> String {
    decode(bytes, declared(bytes).unwrap_or(UTF_8), warnings)
}

fn decode(bytes: &[u8], encoding: &'static Encoding, warnings: &mut Warnings) -> String {
    // A mark at the start wins over what is said.
    let (text, used, lossy) = encoding.decode(bytes);
    if lossy && used == UTF_8 {
        warnings.add(0, Problem::Encoding, "");
        return WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    }
    if lossy {
        warnings.add(0, Problem::Encoding, used.name());
    }
    text.into_owned()
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let at = head.find("charset=").map(|at| at + 8).or_else(|| head.find("encoding=").map(|at| at + 9))?;
    let label: String =
        head[at..].trim_start_matches(['"', '\'', ' ']).chars().take_while(|c| !matches!(c, '"' | '\'' | ' ' | '>' | ';' | '/')).collect();
    // A page that can be read far enough to say so is not in UTF-16.
    Encoding::for_label(label.as_bytes()).map(Encoding::output_encoding)
}
