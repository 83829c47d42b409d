//! The app in-process, on a database of its own, with a clock that stands still.

use std::path::PathBuf;
use std::rc::Rc;
use std::sync::{Arc, Mutex, OnceLock};

use actix_web::http::header::HeaderMap;
use actix_web::test::{self, TestRequest};
use actix_web::{App, web};
use futures_util::future::LocalBoxFuture;
use travaux::drafts::model::{Audience, DraftNumber, NewDraft, NewRound, Publication};
use travaux::drafts::{self, Upload};
use travaux::extract::{self, Extractor};
use travaux::ids::{DraftId, RoundId};
use travaux::jobs::Worker;
use travaux::language::{Language, LocalText};
use travaux::platform::cache::PageCache;
use travaux::platform::clock::{Clock, Timestamp};
use travaux::platform::db::Database;
use travaux::platform::mail::{Letter, Transport};
use travaux::platform::network::Networks;
use travaux::platform::pace::{self, Pace};
use travaux::platform::password::Passwords;
use travaux::platform::sandbox::Program;
use travaux::platform::secret::Key;
use travaux::render::Renderer;
use travaux::text::read::Tracked;
use travaux::web::assets::Assets;
use travaux::web::state::{Site, State};
use travaux::{consultations, resolutions, wrapped};

use super::db::{Engine, Fresh, fresh};

pub struct TestApp {
    pub state: State,
    pub node: Node,
    pub mails: Arc<Mutex<Vec<Letter>>>,
    // Dropped after the state, whose connections must be closed first.
    pub fresh: Fresh,
}

/// A node of the installation: the whole app, its routes built once.
#[derive(Clone)]
pub struct Node(Rc<dyn Fn(TestRequest) -> LocalBoxFuture<'static, Answer>>);

impl Node {
    async fn new(state: State) -> Self {
        let app = Rc::new(test::init_service(wrapped!(App::new().app_data(web::Data::new(state)))).await);
        Self(Rc::new(move |request: TestRequest| {
            let app = Rc::clone(&app);
            Box::pin(async move {
                let response = test::call_service(&*app, request.to_request()).await;
                let (status, headers) = (response.status().as_u16(), response.headers().clone());
                let bytes = test::read_body(response).await.to_vec();
                Answer { status, headers, bytes }
            })
        }))
    }

    pub async fn call(&self, request: TestRequest) -> Answer {
        (self.0)(request).await
    }
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The answer, if it has this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", super::html::main_text(&self.text()));
        self
    }

    /// The answer, if its main text has these words.
    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        let text = super::html::main_text(&self.text());
        assert!(text.contains(words), "“{words}” not in: {text}");
        self
    }

    #[track_caller]
    pub fn says_not(self, words: &str) -> Self {
        assert!(!self.text().contains(words), "“{words}” is there");
        self
    }
}

/// The day on which tests happen.
pub fn today() -> Timestamp {
    Timestamp::from("2026-11-22T12:00:00Z".parse::<jiff::Timestamp>().unwrap())
}

/// The real program, which reads files for the app in this process.
pub fn program() -> Program {
    Program { path: env!("CARGO_BIN_EXE_travaux").into(), argument: extract::ARGUMENT }
}

const KEY: &str = "a key that only the tests of this project use";

fn state_on(database: Database, clock: Clock, key: &str) -> State {
    static SHARED: OnceLock<(Renderer, Passwords, Assets)> = OnceLock::new();
    let (renderer, passwords, assets) =
        SHARED.get_or_init(|| (Renderer::new().unwrap(), Passwords::new().unwrap(), Assets::load().unwrap())).clone();
    State {
        pages: PageCache::new(database.clone()),
        database,
        renderer,
        passwords,
        key: Arc::new(Key::from_text(key).unwrap()),
        clock,
        assets,
        site: Arc::new(Site {
            name: "Travaux".into(),
            base_url: "http://127.0.0.1:8080".into(),
            onion: None,
            https: false,
            proxy_header: None,
            metrics_token: Some("a token for tests".into()),
            backup_days: 90,
            security_contact: "mailto:security@example.org".into(),
        }),
        extractor: Extractor::apart(program(), extract::LIMITS),
        networks: Networks::new().unwrap(),
        // A thousand times as fast as the real one: tests come from one address.
        pace: Pace::new(pace::UNIT / 1_000),
        fonts: travaux::config::SYSTEM_FONTS.split(':').map(PathBuf::from).collect(),
    }
}

impl TestApp {
    pub async fn new(engine: Engine) -> Self {
        Self::on(fresh(engine), KEY, today()).await
    }

    /// The app on a database that is there already.
    pub async fn on(fresh: Fresh, key: &str, now: Timestamp) -> Self {
        let database = Database::open(&fresh.options).unwrap();
        let state = state_on(database, Clock::fixed(now), key);
        Self { node: Node::new(state.clone()).await, state, mails: Arc::default(), fresh }
    }

    /// The first node.
    pub fn node(&self) -> Node {
        self.node.clone()
    }

    /// Another node on the same database.
    pub async fn second_node(&self) -> Node {
        Node::new(state_on(Database::open(&self.fresh.options).unwrap(), self.state.clock.clone(), KEY)).await
    }

    pub async fn call(&self, request: TestRequest) -> Answer {
        self.node.call(request).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(TestRequest::get().uri(path)).await
    }

    pub fn worker(&self) -> Worker {
        Worker {
            database: self.state.database.clone(),
            renderer: self.state.renderer.clone(),
            transport: Transport::Memory(Arc::clone(&self.mails)),
            from: "Travaux <noreply@example.org>".into(),
            backup_days: 90,
            clock: self.state.clock.clone(),
        }
    }

    /// Makes a consultation and returns its slug.
    pub async fn consultation(&self, slug: &str) -> String {
        let new = consultations::model::NewConsultation {
            slug: consultations::model::Slug::parse(slug).unwrap(),
            language: Language::English,
            time_zone: "Europe/Zurich".into(),
            host_office: LocalText::one(Language::English, "The office"),
            title: LocalText::one(Language::English, "A guidance text"),
            summary: LocalText::one(Language::English, "What it is about."),
            promise_of_use: LocalText::one(Language::English, "Every comment is answered."),
            themes: consultations::model::Themes::parse(
                &LocalText::one(Language::English, "remedy (UNGP III): Access to remedy\ngender: Gender"),
                Language::English,
            )
            .unwrap(),
        };
        let now = self.state.clock.now();
        self.state.database.write(move |tx| consultations::create(tx, &new, now)).await.unwrap();
        slug.to_owned()
    }

    /// Makes a draft with a text, in preparation.
    pub async fn draft(&self, slug: &str, number: &str, text: &[u8]) -> DraftId {
        let (wanted, parsed, now) = (slug.to_owned(), DraftNumber::parse(number).unwrap(), self.state.clock.now());
        let new = NewDraft {
            number: parsed,
            name: LocalText::one(Language::English, &format!("Version {number}")),
            note: LocalText::default(),
            is_final: false,
            comments_only: true,
            audience: Audience::Public,
        };
        let id = self
            .state
            .database
            .write(move |tx| {
                let consultation = consultations::read::by_slug(tx, &wanted)?;
                drafts::create(tx, consultation.id, &new, now)
            })
            .await
            .unwrap();
        self.text(id, Language::English, text).await;
        id
    }

    /// Imports a text.
    pub async fn text(&self, draft: DraftId, language: Language, text: &[u8]) -> drafts::ImportReport {
        let upload = Upload { name: "draft.md".into(), bytes: text.to_vec(), language, tracked: Tracked::Accept };
        drafts::import(&self.state.database, &self.state.extractor, draft, upload, self.state.clock.now()).await.unwrap()
    }

    /// Publishes a draft, doubtful links and all.
    pub async fn publish(&self, slug: &str, number: &str) {
        let (slug, number, now) = (slug.to_owned(), DraftNumber::parse(number).unwrap(), self.state.clock.now());
        self.state
            .database
            .write(move |tx| {
                let consultation = consultations::read::by_slug(tx, &slug)?;
                let draft = drafts::read::by_number(tx, consultation.id, number)?;
                let all = resolutions::Acknowledged { doubtful_links: 10_000, open_comments: 10_000 };
                resolutions::publish_draft(tx, &draft, all, now)
            })
            .await
            .unwrap();
    }

    /// Opens a public round on a draft.
    pub async fn round(&self, slug: &str, number: &str, opens_at: Timestamp, closes_at: Timestamp) -> RoundId {
        let new = NewRound {
            opens_at,
            closes_at,
            audience: Audience::Public,
            publication: Publication::AfterClosing,
            late_days: 0,
            questions: vec![(LocalText::one(Language::English, "What is missing?"), LocalText::default())],
        };
        self.open_round(slug, number, new).await
    }

    /// Opens a round on a draft.
    pub async fn open_round(&self, slug: &str, number: &str, new: NewRound) -> RoundId {
        let (slug, number, now) = (slug.to_owned(), DraftNumber::parse(number).unwrap(), self.state.clock.now());
        self.state
            .database
            .write(move |tx| {
                let (_, draft) = drafts::read::at(tx, &slug, number)?;
                drafts::open_round(tx, draft.id, &new, now)
            })
            .await
            .unwrap()
    }

    /// Works the jobs off and asserts that none is left, and that the record is what its parts say.
    pub async fn finish(&self) {
        self.worker().work_off().await.unwrap();
        let (waiting, given_up) = self.state.database.read(travaux::platform::jobs::counts).await.unwrap();
        assert_eq!((waiting, given_up), (0, 0), "jobs are left");
        let wrong = super::oracle::wrong(&self.fresh.options);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
