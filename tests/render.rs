//! Pages in all languages without a database: the pages of errors, and messages with every plural.

use travaux::language::Language;
use travaux::platform::mail::Waiting;
use travaux::render::{Argument, Renderer};

use crate::on_both;

on_both! {
    async fn errors_are_told_in_the_language_of_the_address(app) {
        for (language, words) in [("en", "There is nothing at this address"), ("fr", "rien"), ("ar", "لا"), ("zh", "没有"), ("ru", "нет"), ("es", "nada")] {
            app.get(&format!("/{language}/nothing-here")).await.expect(404).says(words);
        }
    }
}

#[test]
fn every_language_counts_in_its_own_way() {
    let renderer = Renderer::new().unwrap();
    for language in Language::ALL {
        let mut said: Vec<String> = Vec::new();
        for number in [0_i64, 1, 2, 3, 11, 100, 1_000_000] {
            let words = renderer.say(*language, "record-paragraph-count", &[("n", Argument::Number(number))]);
            assert_ne!(words, "record-paragraph-count");
            said.push(words);
        }
        said.dedup();
        assert!(said.len() >= 6, "{language:?}: {said:?}");
    }
}

#[test]
fn every_mail_is_written_in_every_language() {
    let renderer = Renderer::new().unwrap();
    let templates = Renderer::templates();
    let mails: Vec<&str> = templates.iter().filter_map(|name| name.strip_prefix("mail/")?.strip_suffix("/subject.txt")).collect();
    assert!(!mails.is_empty());
    let mut subjects = Vec::new();
    for language in Language::ALL {
        for template in &mails {
            let letter = renderer
                .mail(&Waiting {
                    id: 1,
                    message_id: "<1@travaux>".into(),
                    recipient: "a@example.org".into(),
                    language: language.as_str().into(),
                    template: (*template).into(),
                    variables: r#"{"name": "D’Arc & <Co>", "site": "Travaux", "link": "https://example.org/?a=1&b=2",
                        "title": "D’Arc & <Co>", "draft": "3", "answers": "https://example.org/?a=1&b=2", "points": [{"place": "Paragraph 3",
                        "passage": "Words.", "parts": [{"decision": "accepted", "reason": "So it is.", "private": "", "change": ["4", "3"]}]}]}"#
                        .into(),
                })
                .unwrap();
            assert!(letter.text.contains("https://example.org/?a=1&b=2") && letter.text.contains("D’Arc & <Co>"), "{}", letter.text);
            assert!(letter.html.contains("D’Arc &amp; &lt;Co&gt;") && letter.html.contains(language.direction()));
            assert!(!letter.subject.contains(['\n', '\u{2068}']));
            subjects.push(letter.subject);
        }
    }
    subjects.dedup();
    assert_eq!(subjects.len(), Language::ALL.len() * mails.len());
}
