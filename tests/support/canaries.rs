//! Words that must not be found, however they are printed.

/// Whether a file was written in the last minutes: others are of other tests.
fn written_lately(path: &std::path::Path) -> bool {
    let written = std::fs::metadata(path).and_then(|metadata| metadata.modified());
    written.is_ok_and(|at| at.elapsed().is_ok_and(|since| since.as_secs() < 300))
}

/// Whether a word stands in bytes, as it is or as programs print it: as a list of bytes, in hexadecimal digits, in base 64, for an
/// address, in UTF-16.
pub fn is_in(bytes: &[u8], word: &str) -> bool {
    let list: Vec<String> = word.bytes().map(|byte| byte.to_string()).collect();
    let hex: String = word.bytes().map(|byte| format!("{byte:02x}")).collect();
    let address = serde_urlencoded::to_string([("", word)]).unwrap()[1..].to_owned();
    let mut forms = vec![word.as_bytes().to_vec(), list.join(", ").into_bytes(), list.join(",").into_bytes(), address.into_bytes()];
    forms.extend([hex.to_uppercase().into_bytes(), hex.into_bytes(), word.encode_utf16().flat_map(u16::to_le_bytes).collect()]);
    // Base 64 of a word depends on what stands before it: the three ways in which its inner letters may come out.
    for before in 0..3_usize {
        let padded = [vec![b' '; before], word.as_bytes().to_vec()].concat();
        let encoded = base64(&padded);
        forms.push(encoded.as_bytes()[before * 4 / 3 + usize::from(before > 0)..encoded.len() - 2].to_vec());
    }
    forms.iter().any(|form| memchr::memmem::find(bytes, form).is_some())
}

/// The base 64 of some bytes [RFC 4648], without padding.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
    bits.chunks(6).map(|six| char::from(DIGITS[(0..6).fold(0, |value, at| value * 2 + usize::from(*six.get(at).unwrap_or(&0)))])).collect()
}

#[test]
fn a_word_is_found_however_it_is_printed() {
    let word = "zqcanary";
    for printed in ["a zqcanary b", "[122, 113, 99, 97, 110, 97, 114, 121]", "x7A7163616E617279", "7a7163616e617279"] {
        assert!(is_in(printed.as_bytes(), word), "{printed}");
    }
    for before in ["", "a", "ab", "abc", "abcd"] {
        assert!(is_in(base64(format!("{before}{word} and more").as_bytes()).as_bytes(), word), "after {before:?}");
    }
    assert!(is_in("été+".as_bytes(), "été+") && is_in(b"%C3%A9t%C3%A9%2B", "été+"));
    assert!(!is_in(b"another word", word));
}

/// Bytes under a folder in which a canary is searched; those that cannot be read are skipped.
pub fn find(folder: &std::path::Path, canaries: &[String], found: &mut Vec<String>) -> usize {
    let mut searched = 0;
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            searched += find(&path, canaries, found);
        } else if written_lately(&path)
            && let Ok(bytes) = std::fs::read(&path)
        {
            searched += 1;
            for canary in canaries {
                if is_in(&bytes, canary) {
                    found.push(format!("{canary} in {}", path.display()));
                }
            }
        }
    }
    searched
}
