//! The zip package and its parts, each read within limits.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::read::ReadError;

/// The most a part may unpack to, in bytes.
const LARGEST_PART: u64 = 64 * 1024 * 1024;
/// The most that all parts together may unpack to, in bytes.
const LARGEST_PACKAGE: u64 = 96 * 1024 * 1024;
/// The most nodes of a part's tree: a text of a thousand pages has some hundred thousand.
const MOST_NODES: u32 = 2_000_000;
/// The most attributes of a part, and of one element.
const MOST_ATTRIBUTES: (usize, usize) = (3_000_000, 500);
/// The deepest that elements may nest.
const DEEPEST: usize = 400;
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
    /// Which comment answers which.
    pub(super) comments_extended: Option<String>,
    /// What stands at the head and foot of each page.
    pub(super) heads: Vec<String>,
    /// Relationship id → target, for hyperlinks of the main document.
    pub(super) links: HashMap<String, String>,
}

/// An opened package, and how much of it has been unpacked.
struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    unpacked: u64,
}

/// Opens the package and reads the parts that make up the text.
pub(super) fn open(bytes: &[u8]) -> Result<Parts, ReadError> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Broken)?;
    if archive.len() > MOST_ENTRIES {
        return Err(ReadError::Hostile);
    }
    let mut package = Package { archive, unpacked: 0 };
    let main = main_part(&mut package)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let name = main.rsplit('/').next().unwrap_or_default().to_owned();
    let relations_name = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let mut parts = Parts { document: package.part(&main)?.ok_or(ReadError::UnknownFormat)?, ..Parts::default() };
    let relations = package.part(&relations_name)?.unwrap_or_default();
    for (id, kind, target) in relationships(&relations)? {
        let path = resolve(&folder, &target);
        match kind.rsplit('/').next().unwrap_or_default() {
            "styles" => parts.styles = package.part(&path)?,
            "numbering" => parts.numbering = package.part(&path)?,
            "footnotes" => parts.footnotes = package.part(&path)?,
            "endnotes" => parts.endnotes = package.part(&path)?,
            "comments" => parts.comments = package.part(&path)?,
            "commentsExtended" => parts.comments_extended = package.part(&path)?,
            "header" | "footer" => parts.heads.extend(package.part(&path)?),
            "hyperlink" => {
                parts.links.insert(id, target);
            }
            _ => {}
        }
    }
    Ok(parts)
}

/// The words at the head and foot of the pages, each once.
pub(super) fn running_heads(parts: &Parts) -> Result<Vec<String>, ReadError> {
    let mut texts: Vec<String> = Vec::new();
    for head in &parts.heads {
        let tree = parse(head)?;
        let words: Vec<&str> = tree.descendants().filter(|node| super::styles::is(node, "t")).filter_map(|node| node.text()).collect();
        let text = crate::model::fold(&words.join(" "));
        if text.chars().any(char::is_alphabetic) && !texts.contains(&text) {
            texts.push(text);
        }
    }
    Ok(texts)
}

/// The rows of the tables at the head and foot of the pages.
pub(super) fn table_rows_in_heads(parts: &Parts) -> Result<Vec<Vec<String>>, ReadError> {
    let mut rows = Vec::new();
    for head in &parts.heads {
        let tree = parse(head)?;
        for row in tree.descendants().filter(|node| super::styles::is(node, "tr")) {
            let text = |cell: roxmltree::Node| {
                let paragraphs = cell.descendants().filter(|node| super::styles::is(node, "p")).map(|paragraph| {
                    let words = paragraph.descendants().filter(|node| super::styles::is(node, "t")).filter_map(|node| node.text());
                    words.collect::<String>()
                });
                paragraphs.collect::<Vec<_>>().join(" ").trim().to_owned()
            };
            rows.push(row.children().filter(|node| super::styles::is(node, "tc")).map(text).collect());
        }
    }
    Ok(rows)
}

/// The main document part is what the package's relationships say it is.
fn main_part(package: &mut Package) -> Result<String, ReadError> {
    let relations = package.part("_rels/.rels")?.unwrap_or_default();
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

impl Package<'_> {
    /// Reads a part as text: UTF-8, or UTF-16 with its mark; `None` if the package does not have it.
    fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let entry = match self.archive.by_name(name) {
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
        self.unpacked += size;
        if size > LARGEST_PART || self.unpacked > LARGEST_PACKAGE {
            return Err(ReadError::TooLarge);
        }
        if size > 1024 * 1024 && size / packed > HIGHEST_RATIO {
            return Err(ReadError::Hostile);
        }
        decode(bytes).map(Some)
    }
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
    within_limits(xml)?;
    let options = roxmltree::ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..Default::default() };
    roxmltree::Document::parse_with_options(xml, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected | roxmltree::Error::NodesLimitReached => ReadError::Hostile,
        _ => ReadError::Broken,
    })
}

/// A glance over the bytes before a tree is made of them: how deep elements nest, how many attributes there are. The parser
/// compares each attribute of an element with those before it, and keeps all of them.
fn within_limits(xml: &str) -> Result<(), ReadError> {
    let (mut depth, mut all, mut own) = (0_usize, 0_usize, 0_usize);
    let bytes = xml.as_bytes();
    let mut inside = false;
    for (index, byte) in bytes.iter().enumerate() {
        match byte {
            b'<' => {
                inside = true;
                own = 0;
                match bytes.get(index + 1) {
                    Some(b'/') => depth = depth.saturating_sub(1),
                    Some(b'!' | b'?') => {}
                    _ => depth += 1,
                }
            }
            b'>' if inside => {
                inside = false;
                if bytes[index - 1] == b'/' {
                    depth = depth.saturating_sub(1);
                }
            }
            b'=' if inside => {
                own += 1;
                all += 1;
            }
            _ => {}
        }
        if depth > DEEPEST || own > MOST_ATTRIBUTES.1 || all > MOST_ATTRIBUTES.0 {
            return Err(ReadError::Hostile);
        }
    }
    Ok(())
}
