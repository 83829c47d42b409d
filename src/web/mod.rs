//! HTTP and HTML: what every slice's pages stand on. No SQL; of the slices it knows only who is signed in.

pub mod arrival;
pub mod assets;
pub mod cached;
pub mod forms;
pub mod guard;
pub mod headers;
pub mod locale;
pub mod page;
pub mod problem;
pub mod state;
pub mod upload;
pub mod viewer;
