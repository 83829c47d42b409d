//! People who take part without an account: each step uses only what the page before said.

use actix_web::test::TestRequest;
use travaux::accounts::model::Role;

use super::app::{Answer, TestApp};
use super::html;

/// Text with a heading, paragraphs, and something to compare with.
pub const TEXT: &[u8] = b"# Guidance\n\n## I. Scope\n\n1. Entities should assess the impact of every technology before they use it.\n\n2. Findings are published in a form that those affected can understand.\n\n3. Remedy should be available to everybody whom a decision may harm.\n";
/// The same with other words in the second and third paragraph.
pub const NEXT: &[u8] = b"# Guidance\n\n## I. Scope\n\n1. Entities should assess the impact of every technology before they use it.\n\n2. Findings are published in plain language, in a form that those affected can understand.\n\n3. Effective remedy should be available without delay to everybody whom a decision may harm.\n";

/// The ordinals of the numbered paragraphs of both.
pub const FIRST: i32 = 3;
pub const SECOND: i32 = 4;
pub const THIRD: i32 = 5;

/// What somebody types into the form of a comment: everything else stays as the page has it.
pub type FormData<'a> = &'a [(&'a str, &'a str)];

impl TestApp {
    /// A consultation with a published draft and a round that opened yesterday and closes in two hours.
    pub async fn open_consultation(&self, slug: &str) -> String {
        let slug = self.consultation(slug).await;
        self.draft(&slug, "1", TEXT).await;
        self.publish(&slug, "1").await;
        let now = self.state.clock.now();
        self.round(&slug, "1", now.plus_days(-1), now.plus_seconds(2 * 3_600)).await;
        slug
    }

    /// Moves the clock behind the end of that round.
    pub fn close_round(&self) {
        self.state.clock.set(self.state.clock.now().plus_seconds(3 * 3_600));
    }

    /// The same for the real program, whose clock is the machine's.
    pub async fn open_consultation_now(&self, slug: &str) {
        let slug = self.consultation(slug).await;
        self.draft(&slug, "1", TEXT).await;
        self.publish(&slug, "1").await;
        let now = travaux::platform::clock::Clock::system().now();
        self.round(&slug, "1", now.plus_days(-1), now.plus_days(10)).await;
    }

    /// Fills in a form of a page and sends it to its action, or to another one as a second button does.
    pub async fn submit(&self, page: &Answer, action: &str, typed: FormData<'_>) -> Answer {
        let (action, fields) = super::http::filled(&page.text(), action, typed);
        self.call(TestRequest::post().uri(&action).set_form(fields)).await
    }

    pub async fn submit_to(&self, page: &Answer, action: &str, to: &str, typed: FormData<'_>) -> Answer {
        let (_, fields) = super::http::filled(&page.text(), action, typed);
        self.call(TestRequest::post().uri(to).set_form(fields)).await
    }

    /// The form of a comment.
    pub async fn comment_form(&self, slug: &str, target: &str, at: i32) -> Answer {
        self.get(&format!("/en/consultations/{slug}/comments/new?draft=1&target={target}&at={at}")).await.expect(200)
    }

    /// Comments on a paragraph, previews, sends; returns the code and the receipt.
    pub async fn comment(&self, slug: &str, at: i32, typed: FormData<'_>) -> (String, Answer) {
        let form = self.comment_form(slug, "paragraph", at).await;
        let mut fields = vec![("consent", "yes")];
        fields.extend(typed);
        let preview = self.submit(&form, "/submissions/preview", &fields).await.expect(200);
        let code = code_on(&preview);
        let receipt = self.submit(&preview, "/submissions/receipt", &[]).await.expect(200);
        (code, receipt)
    }

    /// Comes back by a code.
    pub async fn answers(&self, code: &str) -> Answer {
        let page = self.get("/en/answers").await.expect(200);
        self.submit(&page, "/answers", &[("code", code)]).await
    }

    /// Looks at everything that waits and publishes it, after the round has closed.
    pub async fn publish_comments(&self, slug: &str) {
        let slug = slug.to_owned();
        let now = self.state.clock.now();
        self.state
            .database
            .write(move |tx| {
                let (consultation, drafts) = travaux::drafts::read::of_slug(tx, &slug)?;
                let ids: Vec<_> = drafts.iter().map(|draft| draft.id).collect();
                let waiting =
                    travaux::triage::read::queue(tx, consultation.id, &travaux::triage::read::QueueFilter::default(), None, 10_000)?;
                let waiting: Vec<_> = waiting.into_iter().map(|(comment, ..)| comment.id).collect();
                travaux::triage::clear(tx, consultation.id, &waiting)?;
                for round in travaux::drafts::read::rounds(tx, &ids)? {
                    if travaux::comments::next_batch(tx, &round, now)?.refusal.is_none() {
                        travaux::comments::publish_batch(tx, round.id, now)?;
                    }
                }
                Ok::<_, travaux::error::AppError>(())
            })
            .await
            .unwrap();
    }

    /// The ids of all comments, in the order of the text.
    pub async fn comment_ids(&self, slug: &str) -> Vec<String> {
        let slug = slug.to_owned();
        self.state
            .database
            .read(move |conn| {
                let consultation = travaux::consultations::read::by_slug(conn, &slug)?;
                let lines =
                    travaux::triage::read::queue(conn, consultation.id, &travaux::triage::read::QueueFilter::default(), None, 10_000)?;
                Ok::<_, travaux::error::AppError>(lines.into_iter().map(|(comment, ..)| comment.id.0).collect())
            })
            .await
            .unwrap()
    }

    /// The register's leaves of a kind.
    pub async fn leaves(&self, kind: &str) -> Vec<String> {
        use diesel::prelude::*;
        use travaux::schema::register_leaves;
        let kind = kind.to_owned();
        self.state
            .database
            .read(move |conn| {
                Ok::<_, travaux::error::AppError>(travaux::each_backend!(conn, |c| register_leaves::table
                    .filter(register_leaves::kind.eq(&kind))
                    .select(register_leaves::leaf)
                    .load(c))?)
            })
            .await
            .unwrap()
    }

    /// Two people of the office: one who proposes, one who approves.
    pub async fn office(&self) -> (super::actors::Staff<'_>, super::actors::Staff<'_>) {
        (self.staff(Role::Analyst).await, self.staff(Role::Approver).await)
    }
}

/// The code that a page shows.
pub fn code_on(page: &Answer) -> String {
    let text = page.text();
    let document = scraper::Html::parse_document(&text);
    let code = document.select(&html::selector(".code")).next().unwrap();
    code.text().collect()
}
