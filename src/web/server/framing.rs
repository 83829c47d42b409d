//! Follows the requests of a connection far enough to tell heads from bodies [RFC 9112], and refuses a line feed in a head
//! that no carriage return stands before: parsers disagree on it, and where a proxy and a server disagree, requests are
//! smuggled.

/// A longer head is refused: what comes behind it could not be told from it.
const LONGEST_HEAD: usize = 64 * 1024;
/// The longest line that says the size of a chunk.
const LONGEST_SIZE: usize = 1_024;

/// A line feed without a carriage return, or a line without an end.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refused;

/// Where in its requests a connection is.
#[derive(Debug)]
pub(super) struct Framing {
    state: State,
    /// The head, or the line, that has begun.
    begun: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Head,
    /// So many bytes of body are to come.
    Body(u64),
    /// The line with the size of a chunk.
    Size,
    /// So many bytes of a chunk, and the line end behind it.
    Chunk(u64),
    /// Lines behind the last chunk.
    Trailers,
    /// It cannot be told any more: the server refuses what is wrong with it.
    Lost,
}

impl Default for Framing {
    fn default() -> Self {
        Self { state: State::Head, begun: Vec::new() }
    }
}

impl Framing {
    /// Takes the next bytes into account.
    pub(super) fn take(&mut self, mut bytes: &[u8]) -> Result<(), Refused> {
        while !bytes.is_empty() {
            match self.state {
                State::Lost => return Ok(()),
                State::Body(left) | State::Chunk(left) => {
                    let passed = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
                    bytes = &bytes[passed..];
                    let left = left - passed as u64;
                    self.state = match (self.state, left) {
                        (State::Body(_), 0) => State::Head,
                        (State::Chunk(_), 0) => State::Size,
                        (State::Body(_), left) => State::Body(left),
                        (_, left) => State::Chunk(left),
                    };
                }
                State::Head | State::Size | State::Trailers => {
                    let Some(at) = memchr::memchr(b'\n', bytes) else {
                        self.begun.extend_from_slice(bytes);
                        return self.within_limits();
                    };
                    let line = &bytes[..at];
                    let returned = line.last().or_else(|| self.begun.last()) == Some(&b'\r');
                    if !returned {
                        return Err(Refused);
                    }
                    self.begun.extend_from_slice(&bytes[..=at]);
                    bytes = &bytes[at + 1..];
                    self.end_line();
                    self.within_limits()?;
                }
            }
        }
        Ok(())
    }

    fn within_limits(&self) -> Result<(), Refused> {
        let longest = if self.state == State::Head { LONGEST_HEAD } else { LONGEST_SIZE };
        if self.begun.len() > longest { Err(Refused) } else { Ok(()) }
    }

    /// A line is whole.
    fn end_line(&mut self) {
        match self.state {
            // Empty lines before a request are passed over [RFC 9112, 2.2].
            State::Head if self.begun == b"\r\n" => self.begun.clear(),
            State::Head if self.begun.ends_with(b"\r\n\r\n") => {
                self.state = body_of(&self.begun);
                self.begun = Vec::new();
            }
            State::Size => {
                let digits: String = self.begun.iter().take_while(|byte| byte.is_ascii_hexdigit()).map(|byte| char::from(*byte)).collect();
                self.state = match u64::from_str_radix(&digits, 16) {
                    Ok(0) => State::Trailers,
                    Ok(size) => State::Chunk(size.saturating_add(2)),
                    Err(_) => State::Lost,
                };
                self.begun.clear();
            }
            State::Trailers => {
                if self.begun == b"\r\n" {
                    self.state = State::Head;
                }
                self.begun.clear();
            }
            _ => {}
        }
    }
}

/// What follows a head.
fn body_of(head: &[u8]) -> State {
    let mut length = 0;
    for line in head.split(|byte| *byte == b'\n') {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
        let (name, value) = (&line[..colon], String::from_utf8_lossy(&line[colon + 1..]));
        if name.eq_ignore_ascii_case(b"transfer-encoding") {
            return if value.to_ascii_lowercase().contains("chunked") { State::Size } else { State::Lost };
        }
        if name.eq_ignore_ascii_case(b"content-length") {
            match value.trim().parse::<u64>() {
                Ok(value) => length = value,
                Err(_) => return State::Lost,
            }
        }
    }
    if length == 0 { State::Head } else { State::Body(length) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GOOD: [&str; 4] = [
        "GET / HTTP/1.1\r\nhost: a\r\n\r\n",
        "POST /x HTTP/1.1\r\nContent-Length: 9\r\n\r\na\nb\n\n\r\nc\n",
        "\r\nPOST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\n\n\n\n\r\nA\r\n0123\n56789\r\n0\r\nx: y\r\n\r\n",
        "GET /z HTTP/1.1\r\ncontent-length: 0\r\n\r\n",
    ];

    proptest! {
        /// However bytes come, bodies may hold line feeds and heads may not.
        #[test]
        fn heads_are_told_from_bodies(order in prop::collection::vec(0..4_usize, 1..6), cuts in prop::collection::vec(1..40_usize, 0..60), bad in any::<bool>()) {
            let mut text: String = order.iter().map(|index| GOOD[*index]).collect();
            if bad {
                text.push_str("GET / HTTP/1.1\nhost: a\r\n\r\n");
            }
            let (mut framing, mut rest, mut refused) = (Framing::default(), text.as_bytes(), false);
            let mut cuts = cuts.into_iter();
            while !rest.is_empty() && !refused {
                let at = cuts.next().unwrap_or(1_000).min(rest.len());
                refused = framing.take(&rest[..at]).is_err();
                rest = &rest[at..];
            }
            prop_assert_eq!(refused, bad);
            if !bad {
                prop_assert_eq!(framing.state, State::Head);
            }
        }

        #[test]
        fn no_bytes_stop_it(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            _ = Framing::default().take(&bytes);
        }
    }
}
