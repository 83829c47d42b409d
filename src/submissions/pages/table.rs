//! A table that was filled in without a connection: handed in, its rows corrected.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;

use super::form::{self, Asked};
use super::kept::kept_page;
use super::opened::{Carried, Opened, must_take};
use crate::comments;
use crate::error::{AppError, FieldErrors};
use crate::language::Language;
use crate::platform::clock::Timestamp;
use crate::submissions::copy::PendingRow;
use crate::submissions::table;
use crate::web::arrival::Arrived;
use crate::web::body::Fields;
use crate::web::body::Upload;
use crate::web::forms::FormView;
use crate::web::guard::FormData;
use crate::web::locale::PageLanguage;
use crate::web::network::Network;
use crate::web::page::{Page, say, status_of};
use crate::web::state::State;

#[derive(Serialize)]
struct TableView {
    carried: Carried,
    form: FormView,
    /// Whether a code of another form may be typed in.
    fresh: bool,
}

async fn page(
    state: &State,
    language: Language,
    opened: &Opened,
    form: FormView,
    arrived: Timestamp,
    status: StatusCode,
) -> Result<HttpResponse, AppError> {
    let view = TableView { carried: opened.carried(language, arrived), form, fresh: opened.kept.is_none() };
    let path = format!("/consultations/{}/comments/table?draft={}", opened.consultation.slug, opened.draft.number);
    Page::new(state, language, &path, say(state, language, "offline-title")).with_base(&opened.base).response(
        status,
        "submissions/table",
        &view,
    )
}

const FIELDS: [&str; 2] = ["file", "own_code"];

/// GET `/{language}/consultations/{slug}/comments/table?draft=`
pub async fn new(
    state: web::Data<State>,
    request: HttpRequest,
    language: PageLanguage,
    arrived: Arrived,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, AppError> {
    let opened = form::begin(&state, &request, language.0, arrived.0, &asked).await?;
    page(&state, language.0, &opened, FormView::new(&FIELDS), arrived.0, StatusCode::OK).await
}

/// POST `/{language}/submissions/table`: takes a table into the working copy.
pub async fn take(
    state: web::Data<State>,
    language: PageLanguage,
    arrived: Arrived,
    network: Network,
    received: Upload,
) -> Result<HttpResponse, AppError> {
    let typed = FormData::open(received.fields);
    let opened = match Opened::open(&state, language.0, &typed).await {
        // A code that she mistyped: the form again under its own.
        Err(error @ AppError::Invalid(_)) => {
            let own = ["code", "token", "round", "invited"].map(|name| (name.to_owned(), typed.get(name).to_owned()));
            let opened = Opened::open(&state, language.0, &FormData::open(own.to_vec())).await?;
            let form = FormView::new(&FIELDS).typed(&typed).with("file", "").refused(&error)?;
            return page(&state, language.0, &opened, form, arrived.0, status_of(&error)).await;
        }
        opened => opened?,
    };
    let done = async {
        must_take(&opened.round, arrived.0)?;
        if received.too_large {
            return Err(AppError::field("file", "form-file-too-large"));
        }
        let draft = opened.draft.id;
        let outline = state.database.read(move |conn| comments::outline(conn, draft)).await?;
        let grids = state.extractor.tables(&received.bytes, network.asker()).await?;
        let credential = std::sync::Arc::clone(&opened.credential);
        let filled = tokio::task::spawn_blocking(move || table::filled(&credential, &grids, &outline, language.0)).await;
        let filled = filled.map_err(AppError::internal)??;
        let kept = opened.keep(&state, |copy| {
            copy.take_in(&filled);
            Ok(())
        });
        // What is too much is the file here.
        kept.await.map_err(|error| match error {
            AppError::Invalid(_) => AppError::field("file", "form-table-copy-full"),
            other => other,
        })
    };
    match done.await {
        Ok(copy) => kept_page(&state, language.0, &opened, &copy, None, arrived.0).await,
        Err(error) => {
            let form = FormView::new(&FIELDS).refused(&error)?;
            page(&state, language.0, &opened, form, arrived.0, status_of(&error)).await
        }
    }
}

/// POST `/{language}/submissions/rows`: rows as they were corrected. Those that are right now become comments; the others stay,
/// as they are typed.
pub async fn correct(state: web::Data<State>, language: PageLanguage, arrived: Arrived, fields: Fields) -> Result<HttpResponse, AppError> {
    let typed = FormData::open(fields.into_inner());
    let opened = Opened::open(&state, language.0, &typed).await?;
    must_take(&opened.round, arrived.0)?;
    let draft = opened.draft.id;
    let outline = state.database.read(move |conn| comments::outline(conn, draft)).await?;
    let corrected = opened.keep(&state, |copy| {
        let mut left = Vec::new();
        for row in std::mem::take(&mut copy.pending) {
            // The form names rows by their keys: another tab may have corrected some.
            let index = (0..500).find(|index| typed.get(&format!("row_{index}")) == row.key);
            let Some(index) = index else {
                left.push(row);
                continue;
            };
            if typed.is_ticked(&format!("remove_{index}")) {
                continue;
            }
            let field = |name: &str| typed.get(&format!("{name}_{index}"));
            let entry = table::corrected(&row.entry, field("place"), field("kind"), field("body"), field("proposed"), field("reason"));
            match table::item_of(&outline, &row.key, &entry, language.0) {
                Ok(item) => copy.put(item),
                Err(_) => left.push(PendingRow { entry, ..row }),
            }
        }
        copy.pending = left;
        Ok(())
    });
    let copy = corrected.await?;
    let wrong = (!copy.pending.is_empty()).then(|| AppError::Invalid(FieldErrors::one("rows", "form-rows-pending")));
    kept_page(&state, language.0, &opened, &copy, wrong, arrived.0).await
}
