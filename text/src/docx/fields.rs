//! Fields (`PAGE`, `TOC`, `REF`, `HYPERLINK` …): their code is hidden, their result is text.

/// A field that has begun and not ended.
struct Open {
    code: String,
    /// Whether its result has begun.
    result: bool,
    /// For a link: how much of the paragraph stood there when its result began.
    from: usize,
}

/// Where in fields the walk is. Fields may nest, and go on over several paragraphs.
#[derive(Default)]
pub(super) struct Fields {
    open: Vec<Open>,
}

/// A field that has just ended.
pub(super) struct Ended {
    /// The address of a link whose words stand in the paragraph from `from` on.
    pub(super) link: Option<String>,
    pub(super) from: usize,
    /// The name of a field that printed nothing although it prints something in Word.
    pub(super) mute: Option<String>,
}

/// Fields that print nothing: entries of an index or of contents, marks, settings.
const SILENT: [&str; 10] = ["TC", "XE", "TA", "RD", "SET", "ASK", "PRIVATE", "ADVANCE", "BIBLIOGRAPHY", "TOC"];

impl Fields {
    pub(super) fn begin(&mut self, at: usize) {
        self.open.push(Open { code: String::new(), result: false, from: at });
    }

    pub(super) fn code(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut() {
            field.code.push_str(text);
        }
    }

    pub(super) fn separate(&mut self, at: usize) {
        if let Some(field) = self.open.last_mut() {
            field.result = true;
            field.from = at;
        }
    }

    pub(super) fn end(&mut self) -> Option<Ended> {
        let field = self.open.pop()?;
        let name = field.code.split_whitespace().next().unwrap_or_default().to_uppercase();
        let link = (name == "HYPERLINK").then(|| quoted(&field.code)).flatten();
        let mute = (!field.result && !name.is_empty() && !SILENT.contains(&name.as_str())).then_some(name);
        Some(Ended { link, from: field.from, mute })
    }

    /// A new paragraph begins: what a link holds of the one before is behind us.
    pub(super) fn next_paragraph(&mut self) {
        self.open.iter_mut().for_each(|field| field.from = 0);
    }

    /// Whether the text here is a field's code.
    pub(super) fn hides(&self) -> bool {
        self.open.iter().any(|field| !field.result)
    }

    /// Whether the text here belongs to a table of contents.
    pub(super) fn in_contents(&self) -> bool {
        self.open.iter().any(|field| is_contents(&field.code))
    }
}

/// Whether a field's code makes a table of contents.
pub(super) fn is_contents(code: &str) -> bool {
    code.split_whitespace().next().is_some_and(|name| name.eq_ignore_ascii_case("TOC"))
}

/// The address in the code of a link; `\l` leads to a place in the same document, which is no address.
pub(super) fn quoted(code: &str) -> Option<String> {
    let (before, rest) = code.split_once('"')?;
    let address = rest.split('"').next()?.to_owned();
    (!before.contains("\\l") && !address.is_empty()).then_some(address)
}
