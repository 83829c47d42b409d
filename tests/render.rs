//! Pages in all languages without a database: the pages of errors, and messages with every plural.

use travaux::language::Language;
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
