//! HTTP and HTML: what every slice's pages stand on. No SQL; of the slices it knows only who is signed in.

pub mod arrival;
pub mod assets;
pub mod body;
pub mod cached;
pub mod forms;
pub mod guard;
pub mod headers;
pub mod locale;
pub mod network;
pub mod pacing;
pub mod page;
pub mod probes;
pub mod problem;
pub mod server;
pub mod state;
pub mod viewer;
