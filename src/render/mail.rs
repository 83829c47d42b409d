//! Mail in the reader's language, from `templates/mail/<mail>/{subject.txt,body.txt,body.html}.hbs`.

use super::Renderer;
use crate::error::{AppError, AppResult};
use crate::language::Language;
use crate::platform::mail::{Letter, Waiting};

impl Renderer {
    /// Finds the words of a waiting mail.
    ///
    /// # Errors
    /// If its language, template or variables are not known.
    pub fn mail(&self, waiting: &Waiting) -> AppResult<Letter> {
        let language = Language::parse(&waiting.language).ok_or_else(|| AppError::internal("mail in an unknown language"))?;
        let mut view: serde_json::Value = serde_json::from_str(&waiting.variables).map_err(AppError::internal)?;
        view["lang"] = language.as_str().into();
        view["dir"] = language.direction().into();
        let part = |name: &str| self.render(&format!("mail/{}/{name}", waiting.template), language, &view);
        Ok(Letter {
            message_id: waiting.message_id.clone(),
            recipient: waiting.recipient.clone(),
            subject: without_isolates(part("subject.txt")?.trim()),
            text: unescape(&without_isolates(&part("body.txt")?)),
            html: part("body.html")?,
        })
    }
}

/// Mail clients show the invisible marks around inserted words in subjects.
fn without_isolates(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

/// Plain text is rendered by the same templates, which escape for HTML.
fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#x3D;", "=")
        .replace("&amp;", "&")
}
