//! Reads pages as a person would: their text, their links, their forms.

use scraper::{ElementRef, Html, Selector};

/// The text of `<main>`, white space folded.
pub fn main_text(html: &str) -> String {
    let document = Html::parse_document(html);
    let main = document.select(&selector("main")).next();
    let text: Vec<&str> = main.map(|main| main.text().collect()).unwrap_or_default();
    text.join(" ").split_whitespace().collect::<Vec<_>>().join(" ").replace(['\u{2068}', '\u{2069}'], "")
}

pub fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap()
}

/// A form as the page has it.
pub struct Form {
    pub action: String,
    pub multipart: bool,
    pub fields: Vec<(String, String)>,
}

/// The form whose action ends with this.
#[track_caller]
pub fn form(html: &str, action: &str) -> Form {
    let document = Html::parse_document(html);
    let forms: Vec<ElementRef> = document.select(&selector("form")).collect();
    let of = |form: &ElementRef| form.value().attr("action").unwrap_or_default().to_owned();
    let found = forms.iter().find(|form| of(form).ends_with(action));
    let form = found.unwrap_or_else(|| panic!("no form to {action}; there are {:?}", forms.iter().map(of).collect::<Vec<_>>()));
    let mut fields = Vec::new();
    for input in form.select(&selector("input, textarea, select")) {
        let attribute = |name: &str| input.value().attr(name).unwrap_or_default().to_owned();
        let name = attribute("name");
        let value = match (input.value().name(), attribute("type").as_str()) {
            ("select", _) => {
                let options: Vec<ElementRef> = input.select(&selector("option")).collect();
                let chosen = options.iter().find(|option| option.value().attr("selected").is_some()).or(options.first());
                chosen.and_then(|option| option.value().attr("value")).unwrap_or_default().to_owned()
            }
            ("textarea", _) => input.text().collect(),
            ("input", "radio" | "checkbox") if input.value().attr("checked").is_none() => continue,
            ("input", "file") => continue,
            _ => attribute("value"),
        };
        fields.push((name, value));
    }
    Form { action: of(form), multipart: form.value().attr("enctype") == Some("multipart/form-data"), fields }
}

/// The addresses of all links and style sheets of a page.
pub fn links(html: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    document.select(&selector("a[href]")).filter_map(|link| link.value().attr("href")).map(str::to_owned).collect()
}

/// The action of the first form whose action contains this.
#[track_caller]
pub fn form_starting(html: &str, part: &str) -> String {
    let document = Html::parse_document(html);
    let action = |form: ElementRef| form.value().attr("action").unwrap_or_default().to_owned();
    document.select(&selector("form")).map(action).find(|action| action.contains(part)).unwrap_or_else(|| panic!("no form to …{part}…"))
}
