//! A socket that notes when bytes came, ends when its place is needed, and refuses a head whose lines end otherwise than HTTP
//! says.

use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::rt::net::TcpStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::connections::{Admitted, Connection};
use super::framing::Framing;

/// What is answered to a head with a bare line feed, or without an end; nothing that follows it is read.
const REFUSAL: &[u8] = b"HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: 41\r\nconnection: close\r\n\r\nThe head of this request cannot be read.\n";

/// A connection that takes nothing of its answer for so long is closed.
const STALL: Duration = Duration::from_secs(30);

pub(super) struct GuardedStream {
    socket: TcpStream,
    admitted: Admitted,
    framing: Framing,
    /// Since when nothing of an answer could be sent.
    stalled: Option<Pin<Box<tokio::time::Sleep>>>,
}

impl GuardedStream {
    pub(super) fn new(socket: TcpStream, admitted: Admitted) -> Self {
        Self { socket, admitted, framing: Framing::default(), stalled: None }
    }

    /// Waits until its place is needed.
    fn unless_closed(&self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.admitted.connection.await_closing(context.waker());
        // It may have been closed before anybody waited.
        if self.admitted.connection.is_closed() { Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into())) } else { Poll::Pending }
    }

    /// What handlers know of it.
    pub(super) fn connection(&self) -> Connection {
        self.admitted.connection.clone()
    }
}

impl AsyncRead for GuardedStream {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if this.admitted.connection.is_closed() {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        let before = buffer.filled().len();
        match Pin::new(&mut this.socket).poll_read(context, buffer) {
            Poll::Ready(Ok(())) => {
                this.admitted.connection.heard();
                if this.framing.take(&buffer.filled()[before..]).is_err() {
                    _ = this.socket.try_write(REFUSAL);
                    buffer.set_filled(before);
                    return Poll::Ready(Err(io::ErrorKind::InvalidData.into()));
                }
                Poll::Ready(Ok(()))
            }
            Poll::Pending => this.unless_closed(context),
            failed @ Poll::Ready(Err(_)) => failed,
        }
    }
}

impl AsyncWrite for GuardedStream {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        let written = Pin::new(&mut this.socket).poll_write(context, bytes);
        if written.is_ready() {
            this.stalled = None;
            return written;
        }
        // Whoever takes no bytes is as idle as one who sends none, and what waits for her is in memory.
        let stalled = this.stalled.get_or_insert_with(|| Box::pin(tokio::time::sleep(STALL)));
        if stalled.as_mut().poll(context).is_ready() {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        this.unless_closed(context).map_ok(|()| 0)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(context)
    }
}
