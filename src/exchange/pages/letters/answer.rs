//! The answer to a letter goes out: as a Word file to be printed and signed, or as a mail.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, web};

use super::show::{FIELDS, open, page};
use crate::accounts::model::Email;
use crate::comments::pages::{Place, excerpt};
use crate::drafts;
use crate::error::{AppError, Conflict};
use crate::exchange::letters::{AnsweredPoint, answered, document};
use crate::ids::DeliveryId;
use crate::language::Language;
use crate::platform::mail;
use crate::platform::once::first_time;
use crate::render::Argument;
use crate::resolutions::pages::desk::{StaffConsultation, TriageForm};
use crate::submissions::letters::Letter;
use crate::text::export::{About, Format, Written};
use crate::web::forms::FormView;
use crate::web::page::{see_other, status_of};
use crate::web::state::State;

/// The answer, with the title of its consultation in the letter's language and the number of the draft.
async fn gather(at: &StaffConsultation, letter: &Letter) -> Result<(String, String, Vec<AnsweredPoint>), AppError> {
    let (of, own) = (letter.clone(), at.consultation.language);
    let (draft, points) = at
        .state
        .database
        .read(move |conn| Ok::<_, AppError>((drafts::read::by_id(conn, of.delivery.draft)?, answered(conn, &of, own)?)))
        .await?;
    Ok((at.consultation.title.said(letter.delivery.language, own).text, draft.number.to_string(), points))
}

fn place(state: &State, language: Language, point: &AnsweredPoint) -> String {
    Place::new(state, language, point.target.kind, point.target.ordinal, &excerpt(&point.label, 80), String::new()).title
}

/// GET `/{language}/staff/consultations/{slug}/letters/{id}/answer.docx`: in the language of the letter.
pub async fn download(at: StaffConsultation, path: web::Path<(String, String, DeliveryId)>) -> Result<HttpResponse, AppError> {
    let letter = open(&at, path.2).await?;
    let language = letter.delivery.language;
    let (title, number, points) = gather(&at, &letter).await?;
    let say = |key: &str, given: &[(&str, &str)]| {
        let arguments: Vec<_> = given.iter().map(|(name, value)| (*name, Argument::Text((*value).to_owned()))).collect();
        let words = at.state.renderer.say(language, key, &arguments);
        // A file has no use for the marks that keep directions apart on a page.
        words.replace(['\u{2068}', '\u{2069}'], "")
    };
    let day = letter.delivery.received_on.start().to_jiff().strftime("%Y-%m-%d").to_string();
    let lead = [letter.delivery.sender(&at.state.key)?, title.clone(), say("letter-answer-lead", &[("draft", &number), ("day", &day)])];
    let named = |point: &AnsweredPoint| place(&at.state, language, point).replace(['\u{2068}', '\u{2069}'], "");
    let written = document(&say("letter-answer-title", &[]), &lead, &points, named, say);
    let about = About {
        title: title.clone(),
        language: language.as_str(),
        right_to_left: language.direction() == "rtl",
        consultation: at.consultation.slug.clone(),
        number,
        name: title,
        host: at.consultation.host_office.said(language, at.consultation.language).text,
        day: None,
        identities: Vec::new(),
    };
    let bytes = Format::Docx.write(Written::Draft(&written), &about, &[]).map_err(AppError::internal)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, Format::Docx.content_type()))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"answer-{}.docx\"", path.2)))
        .body(bytes))
}

/// POST `/{language}/staff/consultations/{slug}/letters/{id}/mails`: sends the answer. The address is kept until the mail has
/// gone, and not longer.
pub async fn send(TriageForm { at, typed }: TriageForm, path: web::Path<(String, String, DeliveryId)>) -> Result<HttpResponse, AppError> {
    let letter = open(&at, path.2).await?;
    let done = async {
        let email = Email::parse(typed.get("address")).map_err(|message| AppError::field("address", message))?;
        let (title, number, points) = gather(&at, &letter).await?;
        if points.iter().all(|point| point.parts.is_empty()) {
            return Err(AppError::Conflict(Conflict::NoAnswer));
        }
        let of = letter.delivery.language;
        let points: Vec<serde_json::Value> = points
            .iter()
            .map(|point| serde_json::json!({"place": place(&at.state, of, point), "passage": point.passage, "parts": point.parts}))
            .collect();
        let variables = serde_json::json!({"title": title, "draft": number, "points": points, "answers": format!("{}/{}/answers", at.state.site.base_url, of.as_str())});
        let (now, once) = (at.state.clock.now(), typed.once_key());
        at.state
            .database
            .write(move |tx| {
                if first_time(tx, &once, now)? {
                    mail::enqueue(tx, email.as_str(), of.as_str(), "answer", &variables, now)?;
                }
                Ok(())
            })
            .await
    };
    match done.await {
        Ok(()) => Ok(see_other(&format!("/{}/staff/consultations/{}/letters/{}", at.language.as_str(), at.consultation.slug, path.2))),
        Err(error) => {
            let form = FormView::new(&FIELDS).typed(&typed).refused(&error)?;
            page(&at, &letter, form, (&[], &[]), status_of(&error)).await
        }
    }
}
