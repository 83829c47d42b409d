//! The vector, a leaf of each type, and properties.

use proptest::prelude::*;

use super::*;

const DIGEST: &str = "9c1e9c1e9c1e9c1e9c1e9c1e9c1e9c1e9c1e9c1e9c1e9c1e9c1e9c1e9c1e9c1e";

fn fields() -> Vec<(&'static str, String)> {
    FIELDS.iter().map(|field| ("field", format!("{field} {DIGEST}"))).collect()
}

/// A leaf of each type.
fn examples() -> Vec<Leaf> {
    let id = || "0123456789ABC".to_owned();
    let made = |kind, lines| Leaf::new(kind, "hrdd", "7K2MQ0000000Z", lines).unwrap();
    let mut comment = vec![("draft", "2".to_owned()), ("schema", "1".to_owned())];
    comment.extend(fields());
    let mut amendment = vec![("comment", id()), ("version", "2".to_owned()), ("schema", "1".to_owned())];
    amendment.extend(fields());
    let word = str::to_owned;
    vec![
        made(
            LeafKind::Draft,
            vec![
                ("draft", word("2.1")),
                ("audience", word("public")),
                ("text", format!("en {DIGEST}")),
                ("text", format!("fr {DIGEST}")),
                ("doubtful", word("0")),
                ("open", word("12")),
            ],
        ),
        made(
            LeafKind::Round,
            vec![
                ("draft", word("2")),
                ("round", word("7")),
                ("opens", word("2026-11-22T17:00:00Z")),
                ("closes", word("2027-01-22T17:00:00Z")),
                ("publication", word("in_batches")),
                ("late", word("0")),
                ("questions", word("2")),
            ],
        ),
        made(LeafKind::Tally, vec![("draft", word("2")), ("round", word("7")), ("submissions", word("60")), ("comments", word("165"))]),
        made(LeafKind::Comment, comment),
        made(
            LeafKind::Publication,
            vec![("comment", id()), ("status", word("published")), ("reason", word("none")), ("reference", word("D2-7K2M"))],
        ),
        made(LeafKind::Publication, vec![("comment", id()), ("status", word("withdrawn")), ("reason", word("erased"))]),
        made(
            LeafKind::Resolution,
            vec![
                ("resolution", id()),
                ("comment", id()),
                ("draft", word("2")),
                ("part", word("accepted")),
                ("part", word("noted")),
                ("reasons", word(DIGEST)),
                ("proposer", id()),
                ("approver", id()),
            ],
        ),
        made(
            LeafKind::Implementation,
            vec![
                ("resolution", id()),
                ("part", word("1")),
                ("status", word("verified")),
                ("next", word("3")),
                ("paragraph", word("14")),
                ("by", id()),
                ("verifier", id()),
            ],
        ),
        made(LeafKind::Amendment, amendment),
        made(
            LeafKind::Redaction,
            vec![("comment", id()), ("by", word("author")), ("destroyed", word("body")), ("destroyed", word("person"))],
        ),
        made(LeafKind::Review, vec![("resolution", id()), ("comment", id()), ("due", word("2026-12-22"))]),
    ]
}

fn all() -> Vec<Leaf> {
    [examples(), examples_of_the_second_schema()].concat()
}

/// What the second schema adds.
fn examples_of_the_second_schema() -> Vec<Leaf> {
    let id = || "0123456789ABC".to_owned();
    let made = |kind, lines| Leaf::new(kind, "hrdd", "7K2MQ0000000Z", lines).unwrap();
    let word = str::to_owned;
    vec![
        made(LeafKind::Comment, [vec![("schema", word("2"))], fields()].concat()),
        made(LeafKind::Tally, vec![("round", word("8")), ("submissions", word("3")), ("comments", word("9"))]),
        made(
            LeafKind::Publication,
            vec![("comment", id()), ("status", word("published")), ("reason", word("none")), ("reference", word("Q-7K2M"))],
        ),
        made(LeafKind::Association, vec![("schema", word("2")), ("comment", id()), ("status", word("joined"))]),
        made(
            LeafKind::Session,
            vec![
                ("schema", word("2")),
                ("session", id()),
                ("opens", word("2026-11-22T14:00:00Z")),
                ("closes", word("2026-11-22T15:30:00Z")),
                ("record", word("on_record")),
            ],
        ),
        made(LeafKind::Report, vec![("schema", word("2")), ("session", id()), ("text", format!("en {DIGEST}"))]),
        made(
            LeafKind::Closing,
            vec![
                ("schema", word("2")),
                ("round", word("7")),
                ("scheduled", word("2027-01-22T17:00:00Z")),
                ("closed", word("2027-01-15T17:00:00Z")),
                ("reasons", word(DIGEST)),
            ],
        ),
        made(LeafKind::Position, vec![("schema", word("2")), ("round", word("7")), ("members", word("4")), ("minority", word("1"))]),
    ]
}

#[test]
fn the_vector_of_the_design_holds() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/register-vector.json");
    let vector: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(folder).unwrap()).unwrap();
    let text = vector["leaf"].as_str().unwrap();
    let leaf = Leaf::parse(text).unwrap();
    assert_eq!(leaf.text(), text);
    assert_eq!(text.len() as u64, vector["leaf_bytes"].as_u64().unwrap());
    assert_eq!(crate::platform::secret::hex(&leaf_hash(text)), vector["leaf_hash"].as_str().unwrap());
    let openings = vector["openings"].as_array().unwrap();
    assert_eq!(openings.len(), FIELDS.len());
    for opening in openings {
        let of = |key: &str| opening[key].as_str().unwrap();
        assert_eq!(commitment(leaf.id(), of("field"), of("salt"), of("value")), of("commitment"), "{}", of("field"));
        assert!(text.contains(&format!("field {} {}\n", of("field"), of("commitment"))));
    }
}

#[test]
fn a_comment_without_a_draft_is_of_the_second_schema() {
    let of = |schema: &str| Leaf::new(LeafKind::Comment, "hrdd", "7K2MQ0000000Z", [vec![("schema", schema.to_owned())], fields()].concat());
    assert!(of("2").is_ok());
    assert!(of("1").is_err());
    assert!(of("3").is_err());
}

#[test]
fn every_type_is_read_as_it_was_written() {
    let examples = all();
    for kind in LeafKind::ALL {
        assert!(examples.iter().any(|leaf| leaf.kind() == kind), "{}", kind.as_str());
    }
    for leaf in examples {
        assert_eq!(Leaf::parse(&leaf.text()).unwrap(), leaf);
    }
}

proptest! {
    /// Whatever is read is written the same, byte for byte: one fact has one leaf and one hash.
    #[test]
    fn what_is_read_is_written_the_same(which in 0..all().len(), at in 0usize..2048, byte in 0u8..128) {
        let mut bytes = all()[which].text().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        let text = String::from_utf8(bytes).unwrap();
        if let Ok(leaf) = Leaf::parse(&text) {
            prop_assert_eq!(leaf.text(), text);
        }
    }

    /// A line more, a line less, or two lines exchanged is no leaf.
    #[test]
    fn lines_have_their_order(which in 0..all().len(), from in 0usize..20, to in 0usize..20) {
        let text = all()[which].text();
        let lines: Vec<&str> = text.lines().collect();
        let (from, to) = (from % lines.len(), to % lines.len());
        let mut exchanged = lines.clone();
        exchanged.swap(from, to);
        let key = |line: &str| line.split(' ').next().unwrap_or_default().to_owned();
        if key(lines[from]) != key(lines[to]) {
            let text = format!("{}\n", exchanged.join("\n"));
            prop_assert!(Leaf::parse(&text).is_err());
        }
        let mut more = lines.clone();
        more.insert(to, "body words of a person");
        let text = format!("{}\n", more.join("\n"));
        prop_assert!(Leaf::parse(&text).is_err());
    }

    /// Two openings never have one commitment, whatever is moved between their parts.
    #[test]
    fn commitments_differ(value in ".{0,40}", other in ".{0,40}") {
        let salt = "00".repeat(32);
        let lines = |text: &str| text.replace("\r\n", "\n");
        let same = lines(&value) == lines(&other);
        prop_assert_eq!(commitment("0123456789ABC", "body", &salt, &value) == commitment("0123456789ABC", "body", &salt, &other), same);
        prop_assert_ne!(commitment("0123456789ABC", "body", &salt, &value), commitment("0123456789ABC", "reason", &salt, &value));
    }

    #[test]
    fn anything_is_refused_without_a_panic(text in ".{0,400}") {
        _ = Leaf::parse(&text);
    }
}
