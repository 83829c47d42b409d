//! What a reader asks of a comparison, and the addresses that ask it.

use serde::{Deserialize, Serialize};

use crate::drafts::model::DraftNumber;
use crate::error::AppError;
use crate::language::Language;
use crate::text::lineage::Relation;

/// What may be asked of a comparison.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    view: Option<String>,
    only: Option<String>,
    language: Option<String>,
    page: Option<String>,
}

/// Two drafts in an address: `2...3`.
///
/// # Errors
/// [`AppError::NotFound`] if they are none.
pub fn numbers(drafts: &str) -> Result<(DraftNumber, DraftNumber), AppError> {
    let (old, new) = drafts.split_once("...").ok_or(AppError::NotFound)?;
    DraftNumber::parse(old).zip(DraftNumber::parse(new)).ok_or(AppError::NotFound)
}

/// Which passages are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Only {
    /// Everything.
    All,
    /// What changed in any way.
    Changes,
    /// What changed in one way.
    One(Relation),
}

/// What was asked, checked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    pub(super) side: bool,
    pub(super) only: Only,
    pub(super) language: Option<Language>,
    /// `None` opens the page where the first change stands.
    pub(super) page: Option<usize>,
}

/// The addresses of the same comparison, asked otherwise.
#[derive(Serialize)]
pub(super) struct Links {
    /// Everything; `None` if that is shown.
    all: Option<String>,
    /// Only what changed; `None` if that is shown.
    changes: Option<String>,
    /// In one text; `None` if that is shown.
    inline: Option<String>,
    /// Side by side; `None` if that is shown.
    beside: Option<String>,
}

impl Choice {
    /// Reads what was asked. A relation that does not exist is a page that does not exist.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub(super) fn new(asked: &Asked) -> Result<Self, AppError> {
        let only = match asked.only.as_deref() {
            None | Some("") => Only::All,
            Some("changes") => Only::Changes,
            Some(word) => Only::One(Relation::ALL.into_iter().find(|relation| relation.as_str() == word).ok_or(AppError::NotFound)?),
        };
        let page = asked.page.as_deref().map(str::parse).transpose().map_err(|_| AppError::NotFound)?;
        let language = asked.language.as_deref().and_then(Language::parse);
        Ok(Self { side: asked.view.as_deref() == Some("side"), only, language, page })
    }

    /// Whether a passage is shown.
    pub(super) fn shows(&self, relation: Relation) -> bool {
        match self.only {
            Only::All => true,
            Only::Changes => relation != Relation::Unchanged,
            Only::One(one) => relation == one,
        }
    }

    /// The query that asks it; `?` alone is the comparison as it opens.
    pub(super) fn query(&self) -> String {
        let mut parts = Vec::new();
        if self.side {
            parts.push("view=side".to_owned());
        }
        match self.only {
            Only::All => {}
            Only::Changes => parts.push("only=changes".to_owned()),
            Only::One(relation) => parts.push(format!("only={}", relation.as_str())),
        }
        parts.extend(self.language.map(|language| format!("language={}", language.as_str())));
        parts.extend(self.page.map(|page| format!("page={page}")));
        format!("?{}", parts.join("&"))
    }

    /// The same on another page.
    pub(super) fn at(self, page: usize) -> String {
        Self { page: Some(page), ..self }.query()
    }

    /// The same for one kind of change.
    pub(super) fn of(self, only: Only) -> String {
        Self { only, page: None, ..self }.query()
    }

    /// The same in another language.
    pub(super) fn in_language(self, language: Language) -> String {
        Self { language: Some(language), page: None, ..self }.query()
    }

    pub(super) fn links(self) -> Links {
        Links {
            all: (self.only != Only::All).then(|| self.of(Only::All)),
            changes: (self.only != Only::Changes).then(|| self.of(Only::Changes)),
            inline: self.side.then(|| Self { side: false, ..self }.query()),
            beside: (!self.side).then(|| Self { side: true, ..self }.query()),
        }
    }
}
