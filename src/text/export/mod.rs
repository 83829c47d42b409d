//! A document written out again: [`markdown`], and [`html`] as one file that needs nothing else.

pub mod docx;
pub mod html;
pub mod markdown;
pub mod redline;
