//! The receipt code: 24 random digits in six groups, made before anything is typed. It is the way back; what is stored of it is
//! in [`super::credentials`].

use std::fmt;

use zeroize::Zeroizing;

use crate::error::{AppError, AppResult};

/// So many digits make a code.
const DIGITS: usize = 24;

/// A receipt code. It prints nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct ReceiptCode(Zeroizing<String>);

impl ReceiptCode {
    /// A new one.
    ///
    /// # Errors
    /// If the machine has no random numbers.
    pub fn random() -> AppResult<Self> {
        let mut digits = Zeroizing::new(String::with_capacity(DIGITS));
        while digits.len() < DIGITS {
            let mut bytes = [0; 32];
            getrandom::fill(&mut bytes).map_err(AppError::internal)?;
            // 250 is the last multiple of ten that a byte holds: above it some digits would be more likely.
            for byte in bytes.iter().filter(|byte| **byte < 250).take(DIGITS - digits.len()) {
                digits.push(char::from(b'0' + byte % 10));
            }
        }
        Ok(Self(digits))
    }

    /// Reads a code as people write it: with spaces, hyphens or nothing between, in European, Arabic-Indic, Persian or
    /// full-width digits.
    ///
    /// # Errors
    /// The key of a message.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let mut digits = Zeroizing::new(String::with_capacity(DIGITS));
        for character in text.trim().chars() {
            let zero = match character {
                '0'..='9' => '0',
                '٠'..='٩' => '٠',
                '۰'..='۹' => '۰',
                '０'..='９' => '０',
                // Spaces, hyphens and the invisible marks of right-to-left text.
                c if c.is_whitespace() || matches!(c, '-' | '‐' | '–' | '.' | '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}') => {
                    continue;
                }
                _ => return Err("form-code-malformed"),
            };
            let digit = u32::from(character) - u32::from(zero);
            digits.push(char::from_digit(digit, 10).ok_or("form-code-malformed")?);
            if digits.len() > DIGITS {
                return Err("form-code-malformed");
            }
        }
        if digits.len() == DIGITS { Ok(Self(digits)) } else { Err("form-code-malformed") }
    }

    /// As it is shown: six groups of four.
    #[must_use]
    pub fn shown(&self) -> String {
        self.0.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
    }

    /// Its digits.
    pub(super) fn digits(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ReceiptCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ReceiptCode([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_code_is_read_as_it_is_written(zero in prop::sample::select(vec!['0', '٠', '۰', '０']), between in "[ \\-\u{200f}]{0,2}") {
            let code = ReceiptCode::random().unwrap();
            let written: String = code
                .shown()
                .chars()
                .map(|c| match c.to_digit(10) {
                    Some(digit) => char::from_u32(u32::from(zero) + digit).unwrap().to_string(),
                    None => between.clone(),
                })
                .collect();
            prop_assert_eq!(ReceiptCode::parse(&written), Ok(code));
        }

        #[test]
        fn anything_else_is_refused_without_a_panic(text in ".{0,60}") {
            if let Ok(code) = ReceiptCode::parse(&text) {
                prop_assert_eq!(code.shown().len(), 29);
            }
        }
    }

    #[test]
    fn nothing_is_printed() {
        assert_eq!(format!("{:?}", ReceiptCode::random().unwrap()), "ReceiptCode([redacted])");
        assert!(ReceiptCode::parse("1234 5678").is_err());
    }
}
