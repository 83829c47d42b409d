//! What tests stand on.

pub mod actors;
pub mod app;
pub mod canaries;
pub mod db;
pub mod docx;
pub mod edits;
pub mod hostile;
pub mod html;
pub mod http;
pub mod oracle;
pub mod participants;
pub mod samples;

pub use app::TestApp;
pub use db::Engine;

/// Writes each test twice: on SQLite and on PostgreSQL.
#[macro_export]
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident) $body:block)+) => {
        $(
            $(#[$meta])*
            mod $name {
                use super::*;

                async fn run($app: &$crate::support::TestApp) $body

                #[actix_web::test]
                async fn sqlite() {
                    let app = $crate::support::TestApp::new($crate::support::Engine::Sqlite).await;
                    run(&app).await;
                    app.finish().await;
                }

                #[actix_web::test]
                async fn postgres() {
                    if !$crate::support::db::postgres_is_here() {
                        return;
                    }
                    let app = $crate::support::TestApp::new($crate::support::Engine::Postgres).await;
                    run(&app).await;
                    app.finish().await;
                }
            }
        )+
    };
}
