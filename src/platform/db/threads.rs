//! Threads that own connections, and the bounded queue that feeds them.

use std::sync::Arc;
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender};

use super::Work;
use crate::error::{AppError, Shortage};

/// So much work may wait; more is answered "not now", with what was typed kept.
const QUEUE: usize = 1_024;

/// Threads with one queue. When the last handle is dropped they finish what waits and end.
#[derive(Clone)]
pub(crate) struct Pool(Arc<Inner>);

struct Inner {
    /// `None` only while the threads are ending.
    queue: Option<Sender<Work>>,
    threads: Vec<JoinHandle<()>>,
}

/// What a thread does with its queue until it closes.
pub(crate) type Worker = Box<dyn FnOnce(Receiver<Work>) + Send>;

impl Pool {
    /// Starts a thread for each worker.
    pub(crate) fn start(name: &str, workers: Vec<Worker>) -> Result<Self, AppError> {
        let (sender, receiver) = crossbeam_channel::bounded::<Work>(QUEUE);
        let mut threads = Vec::new();
        for (index, worker) in workers.into_iter().enumerate() {
            let receiver = receiver.clone();
            let thread =
                std::thread::Builder::new().name(format!("{name}-{index}")).spawn(move || worker(receiver)).map_err(AppError::internal)?;
            threads.push(thread);
        }
        Ok(Self(Arc::new(Inner { queue: Some(sender), threads })))
    }

    /// Puts work into the queue.
    pub(crate) fn send(&self, work: Work) -> Result<(), AppError> {
        let sent = self.0.queue.as_ref().is_some_and(|queue| queue.try_send(work).is_ok());
        if sent { Ok(()) } else { Err(AppError::Unavailable(Shortage::Database)) }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.queue = None;
        for thread in self.threads.drain(..) {
            // A thread that drops the last handle itself cannot wait for itself.
            if thread.thread().id() != std::thread::current().id() {
                _ = thread.join();
            }
        }
    }
}
