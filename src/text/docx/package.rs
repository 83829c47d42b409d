//! The zip package and its parts, each read within limits.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::text::read::ReadError;

/// The most a part may unpack to, in bytes.
const LARGEST_PART: u64 = 64 * 1024 * 1024;
/// The most entries a package may have.
const MOST_ENTRIES: usize = 10_000;
/// XML that unpacks to more than this many times its size is no document (prose packs about 1:10 to 1:40).
const HIGHEST_RATIO: u64 = 400;

/// The parts of a document that are read, as XML text.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) document: String,
    pub(super) styles: Option<String>,
    pub(super) numbering: Option<String>,
    pub(super) footnotes: Option<String>,
    pub(super) endnotes: Option<String>,
    pub(super) comments: Option<String>,
    /// Relationship id → target, for hyperlinks of the main document.
    pub(super) links: HashMap<String, String>,
}

/// Opens the package and reads the parts that make up the text.
pub(super) fn open(bytes: &[u8]) -> Result<Parts, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Broken)?;
    if archive.len() > MOST_ENTRIES {
        return Err(ReadError::Hostile);
    }
    let main = main_part(&mut archive)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let name = main.rsplit('/').next().unwrap_or_default().to_owned();
    let relations_name = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let mut parts = Parts { document: part(&mut archive, &main)?.ok_or(ReadError::UnknownFormat)?, ..Parts::default() };
    let relations = part(&mut archive, &relations_name)?.unwrap_or_default();
    for (id, kind, target) in relationships(&relations)? {
        let path = resolve(&folder, &target);
        match kind.rsplit('/').next().unwrap_or_default() {
            "styles" => parts.styles = part(&mut archive, &path)?,
            "numbering" => parts.numbering = part(&mut archive, &path)?,
            "footnotes" => parts.footnotes = part(&mut archive, &path)?,
            "endnotes" => parts.endnotes = part(&mut archive, &path)?,
            "comments" => parts.comments = part(&mut archive, &path)?,
            "hyperlink" => {
                parts.links.insert(id, target);
            }
            _ => {}
        }
    }
    Ok(parts)
}

/// The main document part is what the package's relationships say it is.
fn main_part(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<String, ReadError> {
    let relations = part(archive, "_rels/.rels")?.unwrap_or_default();
    let found = relationships(&relations)?
        .into_iter()
        .find(|(_, kind, _)| kind.ends_with("/officeDocument"))
        .map(|(_, _, target)| resolve("", &target));
    Ok(found.unwrap_or_else(|| "word/document.xml".to_owned()))
}

fn relationships(xml: &str) -> Result<Vec<(String, String, String)>, ReadError> {
    if xml.is_empty() {
        return Ok(Vec::new());
    }
    let tree = parse(xml)?;
    let attribute = |node: &roxmltree::Node, name| node.attribute(name).unwrap_or_default().to_owned();
    Ok(tree
        .root_element()
        .children()
        .filter(|node| node.has_tag_name((node.tag_name().namespace().unwrap_or_default(), "Relationship")))
        .map(|node| (attribute(&node, "Id"), attribute(&node, "Type"), attribute(&node, "Target")))
        .collect())
}

fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|piece| !piece.is_empty()).collect();
    for piece in target.split('/') {
        match piece {
            "." | "" => {}
            ".." => {
                path.pop();
            }
            _ => path.push(piece),
        }
    }
    path.join("/")
}

/// Reads a part as text: UTF-8, or UTF-16 with its mark; `None` if the package does not have it.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, ReadError> {
    let entry = match archive.by_name(name) {
        Ok(entry) => entry,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(zip::result::ZipError::UnsupportedArchive(reason)) if reason.contains("assword") => {
            return Err(ReadError::Encrypted);
        }
        Err(_) => return Err(ReadError::Broken),
    };
    let packed = entry.compressed_size().max(1);
    let mut bytes = Vec::new();
    entry.take(LARGEST_PART + 1).read_to_end(&mut bytes).map_err(|_| ReadError::Broken)?;
    let size = bytes.len() as u64;
    if size > LARGEST_PART {
        return Err(ReadError::TooLarge);
    }
    if size > 1024 * 1024 && size / packed > HIGHEST_RATIO {
        return Err(ReadError::Hostile);
    }
    decode(bytes).map(Some)
}

fn decode(bytes: Vec<u8>) -> Result<String, ReadError> {
    let wide = |units: Vec<u16>| String::from_utf16(&units).map_err(|_| ReadError::Broken);
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => wide(rest.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect()),
        [0xFE, 0xFF, rest @ ..] => wide(rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).map_err(|_| ReadError::Broken),
        _ => String::from_utf8(bytes).map_err(|_| ReadError::Broken),
    }
}

/// Parses XML without document types: entities and external references cannot be declared.
pub(super) fn parse(xml: &str) -> Result<roxmltree::Document<'_>, ReadError> {
    let options = roxmltree::ParsingOptions { allow_dtd: false, nodes_limit: 8_000_000, ..Default::default() };
    roxmltree::Document::parse_with_options(xml, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected | roxmltree::Error::NodesLimitReached => ReadError::Hostile,
        _ => ReadError::Broken,
    })
}
