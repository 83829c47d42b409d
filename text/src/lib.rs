//! What a document is: reading files, following paragraphs from draft to draft, showing what changed.
//!
//! Pure: no database, no HTTP, no clock. A file becomes a [`model::Document`] with warnings ([`read::read`]);
//! two documents become a [`lineage::Lineage`]; two texts become a [`redline::Redline`].

pub mod adoption;
pub mod anchor;
pub mod diff;
pub mod docx;
mod encoding;
pub mod export;
pub mod fold;
pub mod grid;
pub mod html;
pub mod inline;
pub mod lineage;
pub mod markdown;
pub mod model;
pub mod numbering;
pub mod prose;
pub mod read;
pub mod redline;
pub mod sections;
pub mod similarity;
