//! The style sheet, icons and script: joined, hashed into their names and compressed once at the start.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use rust_embed::RustEmbed;

use super::cached::body_for;
use super::state::State;
use crate::error::{AppError, AppResult};
use crate::platform::cache::Finished;
use crate::platform::secret::sha256_hex;

#[derive(RustEmbed)]
#[folder = "assets"]
struct Files;

struct Asset {
    content_type: &'static str,
    finished: Finished,
}

/// All assets by the name they have in addresses.
#[derive(Clone)]
pub struct Assets {
    files: Arc<BTreeMap<String, Asset>>,
    /// The address of the style sheet.
    pub style: Arc<str>,
}

impl Assets {
    /// Joins the components of the style sheet, in the order of their names, and compresses everything.
    ///
    /// # Errors
    /// If compression fails.
    pub fn load() -> AppResult<Self> {
        let mut style = String::new();
        let mut names: Vec<_> = Files::iter().filter(|name| name.starts_with("css/")).collect();
        names.sort();
        for name in names {
            let file = Files::get(&name).ok_or_else(|| AppError::internal(&name))?;
            style.push_str(&minify(std::str::from_utf8(&file.data).map_err(AppError::internal)?));
        }
        let style_name = format!("style-{}.css", &sha256_hex(style.as_bytes())[..12]);
        let mut files = BTreeMap::new();
        files.insert(style_name.clone(), Asset { content_type: "text/css; charset=utf-8", finished: Finished::new(style, None)? });
        for name in Files::iter().filter(|name| name.starts_with("img/")) {
            let file = Files::get(&name).ok_or_else(|| AppError::internal(&name))?;
            let text = String::from_utf8(file.data.to_vec()).map_err(AppError::internal)?;
            let short = name.trim_start_matches("img/").to_owned();
            files.insert(short, Asset { content_type: "image/svg+xml", finished: Finished::new(text, None)? });
        }
        Ok(Self { files: Arc::new(files), style: format!("/assets/{style_name}").into() })
    }
}

/// Drops comments and the white space that means nothing in CSS.
fn minify(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        kept.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    kept.push_str(rest);
    let mut joined = String::with_capacity(kept.len());
    for line in kept.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !joined.is_empty() && !joined.ends_with(['{', '}', ';', ',']) {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

/// GET `/assets/{name}`. The name holds the content's hash, so a browser may keep it for ever.
///
/// # Errors
/// Those that become the page of a problem.
pub async fn show(request: HttpRequest, state: web::Data<State>, name: web::Path<String>) -> Result<HttpResponse, AppError> {
    let asset = state.assets.files.get(name.as_str()).ok_or(AppError::NotFound)?;
    let mut response = body_for(&request, &asset.finished, asset.content_type);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    Ok(response)
}
