//! Requests that an answer be looked at again, by somebody outside the unit that proposed and approved it. A request is
//! filed and has its clock; the reviewer's side comes with a later feature.

mod file;
pub mod read;

pub use file::{ANSWER_DAYS, REQUEST_DAYS, erase, file};
