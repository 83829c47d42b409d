//! PDF [ISO 32000]: the words of its pages. The library that reads them trusts the file, so the file is looked at first: how
//! far its streams unpack, and that no form draws itself.

use std::collections::{HashMap, HashSet};
use std::io::Read;

use flate2::read::ZlibDecoder;
use pdf_extract::{Document, Object, ObjectId};

use super::paragraphs;
use super::visual::logical;
use crate::read::ReadError;

/// A stream may unpack to so many bytes, all together to four times as many.
const LARGEST_STREAM: u64 = 32 * 1024 * 1024;
/// The most pages.
const MOST_PAGES: usize = 1_000;

pub(super) fn read(bytes: &[u8]) -> Result<Vec<String>, ReadError> {
    within_limits(bytes)?;
    let text = std::panic::catch_unwind(|| {
        let document = Document::load_mem(bytes).map_err(|_| ReadError::Broken)?;
        if document.is_encrypted() {
            return Err(ReadError::Encrypted);
        }
        if document.get_pages().len() > MOST_PAGES {
            return Err(ReadError::TooLarge);
        }
        if draws_itself(&document) {
            return Err(ReadError::Hostile);
        }
        let mut text = Vec::new();
        let mut output = pdf_extract::PlainTextOutput::new(&mut text as &mut dyn std::io::Write);
        pdf_extract::output_doc(&document, &mut output).map_err(|_| ReadError::Broken)?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    });
    let text = text.unwrap_or(Err(ReadError::Broken))?;
    let lines: Vec<String> = text.lines().map(logical).collect();
    let found = paragraphs(&lines.join("\n"));
    if found.is_empty() { Err(ReadError::NoText) } else { Ok(found) }
}

/// Unpacks every stream once into nothing.
fn within_limits(bytes: &[u8]) -> Result<(), ReadError> {
    let all = String::from_utf8_lossy(bytes);
    // Filters over filters, and the oldest one, unpack without a limit that could be looked at.
    let packed_twice = |text: &str| text.split("/FlateDecode").skip(1).any(|rest| rest.trim_start().starts_with("/Flate"));
    if packed_twice(&all) || (bytes.len() > 1024 * 1024 && all.contains("/LZWDecode")) {
        return Err(ReadError::Hostile);
    }
    let mut unpacked = 0;
    let mut rest = bytes;
    while let Some(at) = rest.windows(6).position(|window| window == b"stream") {
        rest = &rest[at + 6..];
        let start = rest.iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let size = std::io::copy(&mut ZlibDecoder::new(&rest[start..]).take(LARGEST_STREAM + 1), &mut std::io::sink())
            .unwrap_or(LARGEST_STREAM / 64);
        unpacked += size;
        if size > LARGEST_STREAM || unpacked > 4 * LARGEST_STREAM {
            return Err(ReadError::TooLarge);
        }
    }
    Ok(())
}

/// Whether a form draws, by others or at once, itself: whoever follows it never ends. A form that says nothing of what it may
/// draw may draw everything.
fn draws_itself(document: &Document) -> bool {
    let forms: HashMap<ObjectId, Vec<ObjectId>> = document
        .objects
        .iter()
        .filter_map(|(id, object)| {
            let stream = object.as_stream().ok()?;
            let is_form = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form");
            is_form.then(|| (*id, drawn(document, stream)))
        })
        .collect();
    let everything: Vec<ObjectId> = forms.keys().copied().collect();
    let next = |id: &ObjectId| match forms.get(id) {
        Some(own) if own.is_empty() && draws(document, *id) => everything.clone(),
        Some(own) => own.clone(),
        None => Vec::new(),
    };
    // A form that is met again while it is being followed.
    let mut done: HashSet<ObjectId> = HashSet::new();
    for start in forms.keys() {
        let mut path: Vec<(ObjectId, Vec<ObjectId>)> = vec![(*start, next(start))];
        while let Some((id, open)) = path.last_mut() {
            let id = *id;
            match open.pop() {
                None => {
                    done.insert(id);
                    path.pop();
                }
                Some(to) if path.iter().any(|(known, _)| *known == to) => return true,
                Some(to) if forms.contains_key(&to) && !done.contains(&to) => {
                    let more = next(&to);
                    path.push((to, more));
                }
                Some(_) => {}
            }
        }
    }
    false
}

/// The objects that a form names as what it draws.
fn drawn(document: &Document, stream: &pdf_extract::Stream) -> Vec<ObjectId> {
    let dictionary = |object: &Object| match object {
        Object::Reference(id) => document.get_dictionary(*id).ok().cloned(),
        Object::Dictionary(own) => Some(own.clone()),
        _ => None,
    };
    let resources = stream.dict.get(b"Resources").ok().and_then(dictionary);
    let named = resources.and_then(|resources| resources.get(b"XObject").ok().and_then(dictionary));
    named.into_iter().flat_map(|named| named.iter().filter_map(|(_, object)| object.as_reference().ok()).collect::<Vec<_>>()).collect()
}

/// Whether the content of a form draws anything at all.
fn draws(document: &Document, id: ObjectId) -> bool {
    let content = document.get_object(id).and_then(Object::as_stream).ok().map(|stream| stream.decompressed_content().unwrap_or_default());
    content.is_some_and(|content| content.windows(3).any(|window| window == b" Do" || window == b"\nDo"))
}
