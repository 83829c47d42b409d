//! Word files made by the tests, part by part.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml""#;

/// A Word file in the making: its body, and what its other parts hold.
#[derive(Default)]
pub struct Docx {
    pub body: String,
    pub parts: Vec<(&'static str, String)>,
}

impl Docx {
    pub fn new(body: &str) -> Self {
        Self { body: body.to_owned(), parts: Vec::new() }
    }

    /// A part of a kind ("styles", "numbering", "footnotes", "comments", "header" …) with this inside its root.
    pub fn part(mut self, kind: &'static str, inner: &str) -> Self {
        self.parts.push((kind, inner.to_owned()));
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let root = |kind: &str| {
            match kind {
                "header" => "hdr",
                "footer" => "ftr",
                _ => kind,
            }
            .to_owned()
        };
        let mut files = vec![(
            "_rels/.rels".to_owned(),
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#.to_owned(),
        )];
        let mut relations = String::new();
        for (index, (kind, inner)) in self.parts.iter().enumerate() {
            if *kind == "hyperlink" {
                relations.push_str(&format!(r#"<Relationship Id="link{index}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="{inner}" TargetMode="External"/>"#));
                continue;
            }
            relations.push_str(&format!(r#"<Relationship Id="rId{index}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{kind}{index}.xml"/>"#));
            let (prefix, root) = if *kind == "commentsExtended" { ("w15", "commentsEx".to_owned()) } else { ("w", root(kind)) };
            files.push((format!("word/{kind}{index}.xml"), format!("<{prefix}:{root} {NAMESPACES}>{inner}</{prefix}:{root}>")));
        }
        files.push(("word/document.xml".to_owned(), format!("<w:document {NAMESPACES}><w:body>{}</w:body></w:document>", self.body)));
        files.push((
            "word/_rels/document.xml.rels".to_owned(),
            format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"#),
        ));
        zipped(&files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect::<Vec<_>>())
    }
}

pub fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A paragraph of plain words.
pub fn p(text: &str) -> String {
    format!(r#"<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#)
}
