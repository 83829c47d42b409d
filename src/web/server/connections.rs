//! All open connections. They are bounded in number, and so is what they hold of bodies that are not complete: where there is no
//! room left, one that is idle makes room, of the network prefix that has the most. So a flood from one place takes its own
//! places, and many people behind one address are served as long as there is room.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use futures_util::task::AtomicWaker;

use crate::platform::network::NetworkPrefix;

/// So many connections at most, if the system gives so many files.
const MOST: u64 = 4_096;
/// So many files are left for everything else.
const RESERVED: u64 = 256;
/// The bodies of all requests together hold so many bytes at most.
const MOST_BYTES: usize = 128 * 1024 * 1024;

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
    /// How many bytes of a body it holds.
    bytes: AtomicUsize,
    at_work: AtomicBool,
    closed: AtomicBool,
    /// Who waits for bytes to come or go.
    waiting: AtomicWaker,
}

impl Slot {
    fn prefix(&self) -> u64 {
        self.prefix.load(Ordering::Relaxed)
    }

    /// Whether it may be closed: no request of it is being answered.
    fn is_idle(&self) -> bool {
        !self.at_work.load(Ordering::Relaxed)
    }

    fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.waiting.wake();
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

    /// For whom its proxy asks now.
    pub fn set_prefix(&self, prefix: NetworkPrefix) {
        self.slot.prefix.store(prefix.to_bits(), Ordering::Relaxed);
    }

    /// Takes bytes of a body into account. Where all bodies together have become too large, the prefix that holds the most
    /// loses one of its own; `false` if that is this one.
    #[must_use]
    pub fn hold(&self, bytes: usize) -> bool {
        self.slot.bytes.fetch_add(bytes, Ordering::Relaxed);
        let all = self.connections.0.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if all <= MOST_BYTES {
            return true;
        }
        let open = self.connections.lock();
        let held = |slot: &Slot| slot.bytes.load(Ordering::Relaxed);
        let largest = fullest(&open, |slot| slot.is_idle() && held(slot) > 0, held).and_then(|number| open.get(&number)).cloned();
        drop(open);
        match largest {
            Some(slot) if !Arc::ptr_eq(&slot, &self.slot) => {
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
        self.slot.closed.load(Ordering::Acquire)
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
            at_work: AtomicBool::new(false),
            closed: AtomicBool::new(false),
            waiting: AtomicWaker::new(),
        });
        let number = self.0.next.fetch_add(1, Ordering::Relaxed);
        let mut open = self.lock();
        if open.len() >= self.0.most {
            let leaves = fullest(&open, Slot::is_idle, |_| 1)?;
            if let Some(left) = open.remove(&leaves) {
                left.close();
            }
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

    #[test]
    fn a_flood_makes_room_and_others_stay() {
        let networks = Networks::new().unwrap();
        let of = |address: &str| Some(networks.prefix(address.parse().unwrap()));
        let connections = Connections::new(10);
        let others: Vec<_> = (1..=3).map(|n| connections.admit(of(&format!("198.51.{n}.1"))).unwrap()).collect();
        let flood: Vec<_> = (0..50).map(|_| connections.admit(of("192.0.2.1")).unwrap()).collect();
        assert_eq!(connections.lock().len(), 10);
        assert!(others.iter().all(|other| !other.connection.is_closed()));
        assert_eq!(flood.iter().filter(|one| !one.connection.is_closed()).count(), 7);
        let late = connections.admit(of("203.0.113.1")).unwrap();
        assert!(!late.connection.is_closed());
        assert_eq!(flood.iter().filter(|one| !one.connection.is_closed()).count(), 6);
        // Whoever is being answered is never cut off; if all are, the newcomer is not taken in.
        others.iter().chain(&flood).chain([&late]).for_each(|one| one.connection.set_at_work(true));
        assert!(connections.admit(of("203.0.113.2")).is_none());
        drop(late);
        assert!(connections.admit(of("203.0.113.2")).is_some());
    }

    #[test]
    fn who_holds_the_most_gives_way() {
        let networks = Networks::new().unwrap();
        let of = |address: &str| Some(networks.prefix(address.parse().unwrap()));
        let connections = Connections::new(1_000);
        let part = MOST_BYTES / 8;
        let flood: Vec<_> = (0..8).map(|_| connections.admit(of("192.0.2.1")).unwrap()).collect();
        assert!(flood.iter().all(|one| one.connection.hold(part)));
        let one = connections.admit(of("198.51.100.1")).unwrap();
        assert!(one.connection.hold(part));
        assert_eq!(flood.iter().filter(|one| one.connection.is_closed()).count(), 1);
        assert!(!one.connection.is_closed());
        drop((flood, one));
        assert_eq!(connections.0.bytes.load(Ordering::Relaxed), 0);
        // Alone, who holds too much is refused herself.
        let alone = connections.admit(of("192.0.2.1")).unwrap();
        assert!(!alone.connection.hold(MOST_BYTES + 1));
    }
}
