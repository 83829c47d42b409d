//! Bodies of requests: each route says how much it takes ([`Limit`]), and nothing is read beyond that, later than it says, or
//! unpacked. Handlers get a body only through the extractors here.

#![expect(clippy::disallowed_types, reason = "this is the one place that reads bodies")]

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_multipart::Multipart;
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderName};
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt as _};
use serde::de::DeserializeOwned;

use super::server::Connection;
use crate::error::{AppError, Shortage};

/// What a route takes. It stands beside the route, as its `app_data`.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Bytes of the whole body.
    pub bytes: usize,
    /// Fields of a form, or parts of one with a file.
    pub fields: usize,
    /// From the head of the request to the end of its body.
    pub time: Duration,
}

/// A form arrives within so much time. Published: README, and the page that answers what came too slowly.
const FORM_TIME: Duration = Duration::from_mins(2);
/// A file does.
const FILE_TIME: Duration = Duration::from_mins(10);
/// The largest file that is taken, in bytes; what the readers of documents and tables take.
pub const LARGEST_FILE: usize = 32 * 1024 * 1024;

impl Limit {
    /// A few short fields: a sign-in, a choice, a button.
    pub const SMALL: Self = Self { bytes: 32 * 1024, fields: 100, time: FORM_TIME };
    /// Texts in several languages, or the boxes of a long list.
    pub const FORM: Self = Self { bytes: 512 * 1024, fields: 3_000, time: FORM_TIME };
    /// A long text, percent-encoded in any script: a letter of a million characters, a comment that is far too long and is told
    /// so at its field; or the comments of a whole table.
    pub const TEXT: Self = Self { bytes: 10 * 1024 * 1024, fields: 4_000, time: FORM_TIME };
    /// A contribution as JSON: what a working copy holds.
    pub const JSON: Self = Self { bytes: 4 * 1024 * 1024, fields: 0, time: FORM_TIME };
    /// A file with the fields of its form.
    pub const FILE: Self = Self { bytes: LARGEST_FILE + 4 * 1024 * 1024, fields: 2_000, time: FILE_TIME };

    fn of(request: &HttpRequest) -> Self {
        request.app_data::<Self>().copied().unwrap_or(Self::SMALL)
    }
}

/// The bytes of a body as they come, within the limit of its route.
struct Bounded {
    payload: Payload,
    left: usize,
    until: Pin<Box<tokio::time::Sleep>>,
    connection: Option<Connection>,
    is_file: bool,
}

impl Bounded {
    /// A route that takes more takes files.
    const LARGEST_FORM: usize = Limit::TEXT.bytes;

    /// Refuses at once what the head says to be too large or packed.
    fn new(request: &HttpRequest, payload: &mut Payload, limit: Limit) -> Result<Self, AppError> {
        let header = |name: &HeaderName| request.headers().get(name).map(|value| value.to_str().unwrap_or_default());
        if header(&CONTENT_ENCODING).is_some_and(|encoding| !encoding.eq_ignore_ascii_case("identity")) {
            return Err(AppError::Packed);
        }
        if header(&CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok()).is_some_and(|length| length > limit.bytes) {
            return Err(AppError::TooLarge);
        }
        Ok(Self {
            payload: std::mem::replace(payload, Payload::None),
            left: limit.bytes,
            until: Box::pin(tokio::time::sleep(limit.time)),
            connection: request.conn_data::<Connection>().cloned(),
            is_file: limit.bytes > Self::LARGEST_FORM,
        })
    }
}

/// Why a body ended before its end, as the stream's own error says it: it took too long, or all bodies together hold too much.
const SLOW: std::io::ErrorKind = std::io::ErrorKind::TimedOut;
const FULL: std::io::ErrorKind = std::io::ErrorKind::OutOfMemory;

impl Stream for Bounded {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut std::task::Context<'_>) -> std::task::Poll<Option<Self::Item>> {
        use std::task::Poll;
        let polled = Pin::new(&mut self.payload).poll_next(context);
        match polled {
            Poll::Pending if self.until.as_mut().poll(context).is_ready() => Poll::Ready(Some(Err(PayloadError::Io(SLOW.into())))),
            Poll::Ready(Some(Ok(chunk))) if chunk.len() > self.left => {
                self.left = 0;
                Poll::Ready(Some(Err(PayloadError::Overflow)))
            }
            Poll::Ready(Some(Ok(chunk))) => {
                self.left -= chunk.len();
                let room = self.connection.as_ref().is_none_or(|connection| connection.hold(chunk.len(), self.is_file));
                Poll::Ready(Some(if room { Ok(chunk) } else { Err(PayloadError::Io(FULL.into())) }))
            }
            other => other,
        }
    }
}

impl Drop for Bounded {
    /// The body is there, or nobody reads on: from now on the request is being answered.
    fn drop(&mut self) {
        if let Some(connection) = &self.connection {
            connection.set_at_work(true);
        }
    }
}

fn refused(error: &PayloadError) -> AppError {
    match error {
        PayloadError::Overflow => AppError::TooLarge,
        PayloadError::Io(error) if error.kind() == SLOW => AppError::TooSlow,
        PayloadError::Io(error) if error.kind() == FULL => AppError::Unavailable(Shortage::Memory),
        _ => AppError::Malformed,
    }
}

async fn whole(bounded: Result<Bounded, AppError>) -> Result<Bytes, AppError> {
    let mut bounded = bounded?;
    let mut bytes = BytesMut::new();
    while let Some(chunk) = bounded.next().await {
        bytes.extend_from_slice(&chunk.map_err(|error| refused(&error))?);
    }
    Ok(bytes.freeze())
}

type Extracting<T> = Pin<Box<dyn Future<Output = Result<T, AppError>>>>;

/// A form: its fields in their order, as typed.
#[derive(Debug)]
pub struct Fields(Vec<(String, String)>);

impl std::ops::Deref for Fields {
    type Target = [(String, String)];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Fields {
    /// The fields.
    #[must_use]
    pub fn into_inner(self) -> Vec<(String, String)> {
        self.0
    }
}

impl FromRequest for Fields {
    type Error = AppError;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let limit = Limit::of(request);
        let is_form = request.content_type().eq_ignore_ascii_case("application/x-www-form-urlencoded");
        let bounded = Bounded::new(request, payload, limit);
        Box::pin(async move {
            let bytes = whole(bounded).await?;
            if !is_form {
                return Err(AppError::Malformed);
            }
            // Counted before anything is made of them.
            if memchr::memchr_iter(b'&', &bytes).count() >= limit.fields {
                return Err(AppError::TooLarge);
            }
            Ok(Self(serde_urlencoded::from_bytes(&bytes).map_err(|_| AppError::Malformed)?))
        })
    }
}

/// A body of JSON. What cannot be read of it is said by the handler, in the format of the interface.
#[derive(Debug)]
pub struct Json<T>(pub Result<T, JsonFault>);

/// Why a body is no JSON of the shape that is wanted.
#[derive(Debug)]
pub enum JsonFault {
    /// It does not say that it is JSON.
    ContentType,
    /// It is another shape, or none; in the words of the parser, which names the line and the field.
    Syntax(String),
    /// It was not read at all.
    NotRead(AppError),
}

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = AppError;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = request.content_type().to_ascii_lowercase();
        let is_json = kind == "application/json" || kind.ends_with("+json");
        let bounded = Bounded::new(request, payload, Limit::of(request));
        Box::pin(async move {
            Ok(Self(match whole(bounded).await {
                Err(error) => Err(JsonFault::NotRead(error)),
                Ok(_) if !is_json => Err(JsonFault::ContentType),
                // A value takes far more memory than its text.
                Ok(bytes) if values(&bytes) > MOST_VALUES => Err(JsonFault::NotRead(AppError::TooLarge)),
                Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| JsonFault::Syntax(error.to_string())),
            }))
        })
    }
}

/// A body of JSON has at most so many values: 500 comments with all their fields and themes.
const MOST_VALUES: usize = 20_000;

/// How many values a JSON text has at most: what separates them, outside of strings.
fn values(bytes: &[u8]) -> usize {
    let (mut in_string, mut escaped, mut count) = (false, false, 1);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b',' | b'[' | b'{' if !in_string => count += 1,
            _ => {}
        }
    }
    count
}

/// A file as the whole body.
#[derive(Debug)]
pub struct File(pub Result<Bytes, AppError>);

impl FromRequest for File {
    type Error = AppError;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bounded = Bounded::new(request, payload, Limit::of(request));
        Box::pin(async move { Ok(Self(whole(bounded).await)) })
    }
}

/// What a form with a file brought.
#[derive(Debug, Default)]
pub struct Upload {
    /// The other fields, as typed.
    pub fields: Vec<(String, String)>,
    /// The name of the file as its sender has it.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Whether the file was larger than what is taken, and was left out.
    pub too_large: bool,
}

impl FromRequest for Upload {
    type Error = AppError;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let limit = Limit::of(request);
        let has_type = request.headers().contains_key(CONTENT_TYPE);
        let headers = request.headers().clone();
        let bounded = Bounded::new(request, payload, limit);
        Box::pin(async move {
            let bounded = bounded?;
            if !has_type {
                return Err(AppError::Malformed);
            }
            Self::read(Multipart::new(&headers, bounded), limit).await
        })
    }
}

impl Upload {
    /// Reads the parts; a file beyond the limit is passed over to its end, so that the form can answer.
    async fn read(mut body: Multipart, limit: Limit) -> Result<Self, AppError> {
        use actix_multipart::MultipartError;
        let broken = |error: MultipartError| match error {
            MultipartError::Payload(error) => refused(&error),
            _ => AppError::Malformed,
        };
        let mut upload = Self::default();
        let (mut all, mut parts) = (0, 0);
        while let Some(part) = body.next().await {
            let mut part = part.map_err(broken)?;
            parts += 1;
            if parts > limit.fields {
                return Err(AppError::TooLarge);
            }
            // What has arrived already is read without waiting: others on this thread have their turn between parts.
            tokio::task::yield_now().await;
            let name = part.name().unwrap_or_default().to_owned();
            let file_name = part.content_disposition().and_then(|disposition| disposition.get_filename()).map(str::to_owned);
            let is_file = name == "file";
            let mut bytes = Vec::new();
            while let Some(chunk) = part.next().await {
                let chunk = chunk.map_err(broken)?;
                tokio::task::yield_now().await;
                if is_file && bytes.len() + chunk.len() > LARGEST_FILE {
                    upload.too_large = true;
                    bytes = Vec::new();
                } else if !(is_file && upload.too_large) {
                    bytes.extend_from_slice(&chunk);
                    all += if is_file { 0 } else { chunk.len() };
                }
                if all > limit.bytes - LARGEST_FILE {
                    return Err(AppError::TooLarge);
                }
            }
            if is_file {
                upload.name = file_name.unwrap_or_default();
                upload.bytes = bytes;
            } else {
                upload.fields.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
        Ok(upload)
    }
}

#[cfg(test)]
mod tests {
    use super::values;

    #[test]
    fn values_are_counted_outside_of_strings() {
        assert_eq!(values(br#"{"a": "1,2,[3]\",,", "b": [1, 2, {"c": "}"}]}"#), 7);
        assert!(values("[0,0,0,0]".as_bytes()) >= 4);
    }
}
