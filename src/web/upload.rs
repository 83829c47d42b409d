//! Forms with a file.

use actix_multipart::Multipart;
use futures_util::TryStreamExt as _;

use crate::error::AppError;

/// The largest file that is kept, in bytes; what readers of documents and tables take.
const LARGEST_FILE: usize = 32 * 1024 * 1024;
/// A field that is not a file holds at most so many bytes: a letter that was pasted.
const LARGEST_FIELD: usize = 1024 * 1024;

/// A form has at most so many fields, which hold at most so many bytes together.
const MOST_FIELDS: usize = 2_000;
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// What a form with a file brought.
#[derive(Default)]
pub struct Received {
    /// The other fields, as typed.
    pub fields: Vec<(String, String)>,
    /// The name of the file as its sender has it.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Whether something was larger than what is taken, and was left out.
    pub too_large: bool,
}

/// Reads the parts; a file beyond the limit is read to its end without being kept, so that the form can answer.
///
/// # Errors
/// `file` if the form breaks off.
pub async fn receive(mut body: Multipart) -> Result<Received, AppError> {
    let broken = |_| AppError::field("file", "form-file-broken");
    let mut received = Received::default();
    let mut all = 0;
    while let Some(mut part) = body.try_next().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.content_disposition().and_then(|disposition| disposition.get_filename()).map(str::to_owned);
        let is_file = name == "file";
        let mut bytes = Vec::new();
        while let Some(chunk) = part.try_next().await.map_err(broken)? {
            let limit = if is_file { LARGEST_FILE } else { LARGEST_FIELD };
            if bytes.len() + chunk.len() > limit {
                received.too_large = true;
            } else {
                bytes.extend_from_slice(&chunk);
            }
        }
        if is_file {
            received.name = file_name.unwrap_or_default();
            received.bytes = bytes;
        } else {
            all += bytes.len();
            if received.fields.len() >= MOST_FIELDS || all > MOST_BYTES {
                return Err(AppError::field("file", "form-file-too-large"));
            }
            received.fields.push((name, String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    Ok(received)
}
