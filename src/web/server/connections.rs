//! All open connections. They are bounded in number, and so is what they hold of bodies that are not complete: where there is no
//! room left, one that is idle makes room, of the network prefix that has the most. So a flood from one place takes its own
//! places, and many people behind one address are served as long as there is room.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use futures_util::task::AtomicWaker;
use tokio::sync::Notify;

use crate::platform::network::NetworkPrefix;

/// So many connections at most, if the system gives so many files; half of them of one network prefix. What is buffered for
/// each before anybody reads it (160 KB in the worst case) bounds their number.
const MOST: u64 = 2_048;
/// So many files are left for everything else.
const RESERVED: u64 = 256;
/// Connections that have been told to close have so much room to do it.
const CLOSING: usize = 64;
/// The bodies of all requests together hold so many bytes at most, those of one network prefix half of that.
const MOST_BYTES: usize = 128 * 1024 * 1024;
/// So many of them are kept for bodies that are no files.
const KEPT_FOR_FORMS: usize = 32 * 1024 * 1024;

/// How many connections the system allows, after asking it for as many files as it gives.
pub(super) fn most() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let allowed = getrlimit(Resource::Nofile);
    let wanted = MOST + 4 * RESERVED;
    let maximum = allowed.maximum.unwrap_or(wanted);
    let current = allowed.current.unwrap_or(wanted);
    let raised = current.max(wanted.min(maximum));
    let raised = match setrlimit(Resource::Nofile, Rlimit { current: Some(raised), maximum: allowed.maximum }) {
        Ok(()) => raised,
        Err(_) => current,
    };
    usize::try_from(raised.saturating_sub(RESERVED).clamp(16, MOST)).unwrap_or(16)
}

/// The open connections; cheap to clone.
#[derive(Clone, Debug)]
pub struct Connections(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    most: usize,
    start: Instant,
    next: AtomicU64,
    bytes: AtomicUsize,
    open: Mutex<HashMap<u64, Arc<Slot>>>,
}

/// What is known of an open connection.
#[derive(Debug)]
struct Slot {
    /// [`NetworkPrefix`] as a number: behind a proxy another one with each request.
    prefix: AtomicU64,
    /// When bytes came last, in milliseconds of the process.
    heard: AtomicU64,
    /// How many bytes of a body it holds, and whether that is a file.
    bytes: AtomicUsize,
    is_file: AtomicBool,
    at_work: AtomicBool,
    closed: AtomicBool,
    /// Who waits for bytes to come or go.
    waiting: AtomicWaker,
    /// Who waits for something else on its behalf.
    told: Notify,
}

impl Slot {
    fn prefix(&self) -> u64 {
        self.prefix.load(Ordering::Relaxed)
    }

    /// Whether it may be closed: no request of it is being answered.
    fn is_idle(&self) -> bool {
        !self.at_work.load(Ordering::Relaxed) && !self.is_closed()
    }

    fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.waiting.wake();
        self.told.notify_waiters();
    }
}

/// A connection as those know it who answer its requests; cheap to clone.
#[derive(Clone, Debug)]
pub struct Connection {
    connections: Connections,
    slot: Arc<Slot>,
}

impl Connection {
    /// Whether a request of it is being answered; else it may be closed to make room.
    pub fn set_at_work(&self, at_work: bool) {
        self.slot.at_work.store(at_work, Ordering::Relaxed);
    }

    /// Whether a request of it is being answered.
    #[must_use]
    pub fn is_at_work(&self) -> bool {
        self.slot.at_work.load(Ordering::Relaxed)
    }

    /// Waits until it is told to close.
    pub async fn closing(&self) {
        let told = self.slot.told.notified();
        tokio::pin!(told);
        // From now on no telling is missed.
        told.as_mut().enable();
        if !self.is_closed() {
            told.await;
        }
    }

    /// For whom its proxy asks now.
    pub fn set_prefix(&self, prefix: NetworkPrefix) {
        self.slot.prefix.store(prefix.to_bits(), Ordering::Relaxed);
    }

    /// Takes bytes of a body into account, of a file or of a form. Where all bodies together have become too large, the prefix
    /// that holds the most loses one that is not complete; `false` if that is this one, or nobody gives way.
    #[must_use]
    pub fn hold(&self, bytes: usize, is_file: bool) -> bool {
        self.slot.is_file.store(is_file, Ordering::Relaxed);
        let own = self.slot.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        let all = self.connections.0.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        // As long as there is plenty nobody counts.
        if all <= MOST_BYTES / 2 {
            return true;
        }
        let open = self.connections.lock();
        let held = |slot: &Slot| slot.bytes.load(Ordering::Relaxed);
        let prefix = self.slot.prefix();
        let of_prefix: usize = open.values().filter(|slot| slot.prefix() == prefix).map(|slot| held(slot)).sum();
        if of_prefix.max(own) > MOST_BYTES / 2 {
            return false;
        }
        if all <= if is_file { MOST_BYTES - KEPT_FOR_FORMS } else { MOST_BYTES } {
            return true;
        }
        // No form gives way to a file.
        let may_go = |slot: &Slot| slot.is_idle() && held(slot) > 0 && (!is_file || slot.is_file.load(Ordering::Relaxed));
        match fullest(&open, may_go, held).and_then(|number| open.get(&number)) {
            Some(slot) if !Arc::ptr_eq(slot, &self.slot) => {
                slot.close();
                true
            }
            _ => false,
        }
    }

    /// Its request has been answered: it holds nothing any more.
    pub fn release(&self) {
        let held = self.slot.bytes.swap(0, Ordering::Relaxed);
        self.connections.0.bytes.fetch_sub(held, Ordering::Relaxed);
    }

    pub(super) fn is_closed(&self) -> bool {
        self.slot.is_closed()
    }

    pub(super) fn await_closing(&self, waker: &std::task::Waker) {
        self.slot.waiting.register(waker);
    }

    /// Notes that bytes came.
    pub(super) fn heard(&self) {
        self.slot.heard.store(self.connections.now(), Ordering::Relaxed);
    }
}

/// The place of an open connection; free again when this is dropped.
#[derive(Debug)]
pub(super) struct Admitted {
    number: u64,
    pub(super) connection: Connection,
}

impl Drop for Admitted {
    fn drop(&mut self) {
        self.connection.connections.lock().remove(&self.number);
        self.connection.release();
    }
}

impl Connections {
    /// Room for so many.
    #[must_use]
    pub fn new(most: usize) -> Self {
        let (next, bytes) = (AtomicU64::new(0), AtomicUsize::new(0));
        Self(Arc::new(Inner { most, start: Instant::now(), next, bytes, open: Mutex::default() }))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Arc<Slot>>> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> u64 {
        u64::try_from(self.0.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Takes a connection in; if all places are taken and nobody is idle, there is none.
    pub(super) fn admit(&self, prefix: Option<NetworkPrefix>) -> Option<Admitted> {
        let slot = Arc::new(Slot {
            prefix: AtomicU64::new(prefix.map_or(0, NetworkPrefix::to_bits)),
            heard: AtomicU64::new(self.now()),
            bytes: AtomicUsize::new(0),
            is_file: AtomicBool::new(false),
            at_work: AtomicBool::new(false),
            closed: AtomicBool::new(false),
            waiting: AtomicWaker::new(),
            told: Notify::new(),
        });
        let number = self.0.next.fetch_add(1, Ordering::Relaxed);
        let mut open = self.lock();
        if open.len() >= self.0.most + CLOSING {
            return None;
        }
        let living = open.values().filter(|slot| !slot.is_closed());
        let (all, own) = living.fold((0, 0), |(all, own), known| (all + 1, own + usize::from(known.prefix() == slot.prefix())));
        if own >= self.0.most / 2 {
            let leaves = fullest(&open, |known| known.is_idle() && known.prefix() == slot.prefix(), |_| 1)?;
            open.get(&leaves)?.close();
        } else if all >= self.0.most {
            let leaves = fullest(&open, Slot::is_idle, |_| 1)?;
            open.get(&leaves)?.close();
        }
        open.insert(number, Arc::clone(&slot));
        drop(open);
        Some(Admitted { number, connection: Connection { connections: self.clone(), slot } })
    }
}

/// Of those that may go, one of the prefix that weighs the most over all its connections: the heaviest, then the one that has
/// been silent the longest.
fn fullest(open: &HashMap<u64, Arc<Slot>>, may_go: impl Fn(&Slot) -> bool, weight: impl Fn(&Slot) -> usize) -> Option<u64> {
    let mut weights: HashMap<u64, usize> = HashMap::new();
    for slot in open.values() {
        *weights.entry(slot.prefix()).or_default() += weight(slot);
    }
    let candidates = open.iter().filter(|(_, slot)| may_go(slot));
    let chosen = candidates.max_by_key(|(_, slot)| {
        let of_prefix = weights.get(&slot.prefix()).copied().unwrap_or(0);
        (of_prefix, slot.prefix(), weight(slot), std::cmp::Reverse(slot.heard.load(Ordering::Relaxed)))
    });
    chosen.map(|(number, _)| *number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::network::Networks;

    fn living(some: &[Admitted]) -> usize {
        some.iter().filter(|one| !one.connection.is_closed()).count()
    }

    #[test]
    fn a_flood_makes_room_and_others_stay() {
        let networks = Networks::new().unwrap();
        let of = |address: &str| Some(networks.prefix(address.parse().unwrap()));
        let connections = Connections::new(10);
        let others: Vec<_> = (1..=3).map(|n| connections.admit(of(&format!("198.51.{n}.1"))).unwrap()).collect();
        let mut flood = Vec::new();
        for _ in 0..50 {
            flood.push(connections.admit(of("192.0.2.1")).unwrap());
            // Who is told to close does.
            flood.retain(|one: &Admitted| !one.connection.is_closed());
        }
        assert_eq!((living(&others), living(&flood)), (3, 5), "one prefix has half of the places at most");
        let more: Vec<_> = (1..=4).map(|n| connections.admit(of(&format!("203.0.{n}.1"))).unwrap()).collect();
        assert_eq!((living(&others), living(&flood), living(&more)), (3, 3, 4), "the fullest prefix gives way");
        // Whoever is being answered is never cut off; if all are, the newcomer is not taken in.
        others.iter().chain(&flood).chain(&more).for_each(|one| one.connection.set_at_work(true));
        assert!(connections.admit(of("203.0.113.2")).is_none());
        drop(more);
        assert!(connections.admit(of("203.0.113.2")).is_some());
    }

    #[test]
    fn those_that_do_not_close_are_counted() {
        let connections = Connections::new(10);
        let kept: Vec<_> = (0..200).map_while(|_| connections.admit(None)).collect();
        assert!(kept.len() <= 10 + CLOSING, "{}", kept.len());
    }

    #[test]
    fn who_holds_the_most_gives_way() {
        let networks = Networks::new().unwrap();
        let of = |address: &str| Some(networks.prefix(address.parse().unwrap()));
        let connections = Connections::new(1_000);
        let part = MOST_BYTES / 8;
        let first: Vec<_> = (0..4).map(|_| connections.admit(of("192.0.2.1")).unwrap()).collect();
        assert!(first.iter().all(|one| one.connection.hold(part, true)));
        // One prefix holds half at most, whatever it does.
        let fifth = connections.admit(of("192.0.2.2")).unwrap();
        assert!(!fifth.connection.hold(part, true));
        drop(fifth);
        let second: Vec<_> = (0..2).map(|_| connections.admit(of("198.51.100.1")).unwrap()).collect();
        assert!(second.iter().all(|one| one.connection.hold(part, true)));
        // What is kept for forms no file takes: one that is not complete gives way, or the file itself.
        assert!(second[0].connection.hold(1, true));
        assert_eq!((living(&first), living(&second)), (3, 2));
        let form = connections.admit(of("203.0.113.1")).unwrap();
        first.iter().chain(&second).for_each(|one| one.connection.set_at_work(true));
        assert!(form.connection.hold(part, false), "forms have room beside files that are being read");
        assert!(!second[0].connection.hold(1, true));
        drop((first, second, form));
        assert_eq!(connections.0.bytes.load(Ordering::Relaxed), 0);
    }

    #[tokio::test]
    async fn whoever_waits_is_told() {
        let connections = Connections::new(2);
        let waiting = connections.admit(None).unwrap();
        let connection = waiting.connection.clone();
        let told = tokio::spawn(async move { connection.closing().await });
        tokio::task::yield_now().await;
        let _next = connections.admit(None).unwrap();
        told.await.unwrap();
        waiting.connection.closing().await;
    }
}
