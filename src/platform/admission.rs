//! Who comes in next, where only a few can be inside: fair by network prefix, with a place that is kept for staff.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::network::NetworkPrefix;
use crate::error::{AppError, Shortage};

/// So many are inside at once, one of the places is for staff alone.
const PLACES: usize = 2;
/// So many wait, and so many from one network prefix; staff are counted together, so only the first holds for them.
const MOST_WAITING: usize = 24;
const MOST_OF_ONE: usize = 6;
/// Those that wait hold so many bytes together.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asker {
    /// A member of staff, or somebody at this machine's command line.
    Staff,
    /// Anybody, from somewhere.
    Public(NetworkPrefix),
}

/// The door; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Admission(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    inside: usize,
    public_inside: usize,
    waiting: Vec<Waiting>,
    /// When an asker who waits was let in last, as a count of all that were let in.
    let_in: HashMap<Asker, u64>,
    count: u64,
}

#[derive(Debug)]
struct Waiting {
    asker: Asker,
    bytes: usize,
    call: oneshot::Sender<Place>,
}

/// A place inside; free again when it is dropped.
#[derive(Debug)]
pub struct Place {
    door: Admission,
    asker: Asker,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut inner = self.door.lock();
        inner.inside -= 1;
        inner.public_inside -= usize::from(self.asker != Asker::Staff);
        // A place that nobody takes, because she went away meanwhile, is given to the next one, once the lock is free.
        while let Some(next) = inner.next() {
            let place = self.door.let_in(&mut inner, next.asker);
            if let Err(unwanted) = next.call.send(place) {
                drop(inner);
                drop(unwanted);
                return;
            }
        }
    }
}

impl Admission {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn let_in(&self, inner: &mut Inner, asker: Asker) -> Place {
        inner.inside += 1;
        inner.public_inside += usize::from(asker != Asker::Staff);
        inner.count += 1;
        let count = inner.count;
        if inner.waiting.is_empty() {
            inner.let_in.clear();
        }
        inner.let_in.insert(asker, count);
        Place { door: self.clone(), asker }
    }

    /// Waits for a place. `bytes` is what the asker holds meanwhile.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] if too many wait already, or too many of this asker's own.
    pub async fn enter(&self, asker: Asker, bytes: usize) -> Result<Place, AppError> {
        let full = || AppError::Unavailable(Shortage::Extractors);
        let called = {
            let mut inner = self.lock();
            if inner.is_free(asker) && !inner.waiting.iter().any(|waiting| waiting.asker == asker) {
                return Ok(self.let_in(&mut inner, asker));
            }
            inner.waiting.retain(|waiting| !waiting.call.is_closed());
            inner.make_room(asker, bytes).ok_or_else(full)?;
            let (call, called) = oneshot::channel();
            inner.waiting.push(Waiting { asker, bytes, call });
            called
        };
        called.await.map_err(|_| full())
    }
}

impl Inner {
    /// Whether somebody may come in at once.
    const fn is_free(&self, asker: Asker) -> bool {
        match asker {
            Asker::Staff => self.inside < PLACES,
            Asker::Public(_) => self.inside < PLACES && self.public_inside + 1 < PLACES,
        }
    }

    /// Takes out whoever comes in next: of those who may, the one whose asker was let in longest ago, in the order in which
    /// they came.
    fn next(&mut self) -> Option<Waiting> {
        let may = self.waiting.iter().enumerate().filter(|(_, waiting)| self.is_free(waiting.asker));
        let (index, _) = may.min_by_key(|(index, waiting)| (self.let_in.get(&waiting.asker).copied().unwrap_or(0), *index))?;
        Some(self.waiting.remove(index))
    }

    /// Whether one more may wait. Where there is no room, of places or of bytes, the last of the asker with the most of it gives
    /// way to one with less.
    fn make_room(&mut self, asker: Asker, bytes: usize) -> Option<()> {
        let count = |waiting: &[Waiting], asker: Asker| waiting.iter().filter(|known| known.asker == asker).count();
        let held =
            |waiting: &[Waiting], asker: Asker| waiting.iter().filter(|known| known.asker == asker).map(|known| known.bytes).sum::<usize>();
        if asker != Asker::Staff && count(&self.waiting, asker) >= MOST_OF_ONE {
            return None;
        }
        self.make_room_of(MOST_WAITING, |waiting| waiting.len() + 1, count(&self.waiting, asker) + 1, count)?;
        self.make_room_of(
            MOST_BYTES,
            |waiting| waiting.iter().map(|known| known.bytes).sum::<usize>() + bytes,
            held(&self.waiting, asker) + bytes,
            held,
        )
    }

    /// Lets waiters give way until `all` is at most `most`, as long as some asker has more (`of`) than the newcomer would have.
    fn make_room_of(
        &mut self,
        most: usize,
        all: impl Fn(&[Waiting]) -> usize,
        own: usize,
        of: impl Fn(&[Waiting], Asker) -> usize,
    ) -> Option<()> {
        while all(&self.waiting) > most {
            let shares = self.waiting.iter().enumerate().map(|(index, known)| (of(&self.waiting, known.asker), index));
            let (largest, last) = shares.max()?;
            if largest <= own {
                return None;
            }
            // Dropping what it waits for tells it.
            self.waiting.remove(last);
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;
    use crate::platform::network::Networks;

    fn asker(networks: &Networks, number: u8) -> Asker {
        Asker::Public(networks.prefix(IpAddr::V4(Ipv4Addr::new(192, 0, number, 1))))
    }

    async fn order(of: Vec<(Asker, &'static str)>) -> Vec<&'static str> {
        let door = Admission::default();
        let first = door.enter(of[0].0, 0).await.unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let mut tasks = Vec::new();
        for (asker, name) in of.into_iter().skip(1) {
            let (door, seen) = (door.clone(), Arc::clone(&seen));
            tasks.push(tokio::spawn(async move {
                let place = door.enter(asker, 0).await;
                seen.lock().unwrap().push(if place.is_ok() { name } else { "refused" });
                tokio::task::yield_now().await;
            }));
            tokio::task::yield_now().await;
        }
        drop(first);
        for task in tasks {
            task.await.unwrap();
        }
        Arc::into_inner(seen).unwrap().into_inner().unwrap()
    }

    #[tokio::test]
    async fn who_comes_once_is_not_kept_waiting_by_who_comes_often() {
        let networks = Networks::new().unwrap();
        let (flood, one) = (asker(&networks, 1), asker(&networks, 2));
        let came = vec![(flood, ""), (flood, "f1"), (flood, "f2"), (flood, "f3"), (one, "one")];
        assert_eq!(order(came).await, ["one", "f1", "f2", "f3"]);
    }

    #[tokio::test]
    async fn the_flood_is_refused_before_others() {
        let networks = Networks::new().unwrap();
        let flood = asker(&networks, 1);
        let mut came = vec![(flood, "")];
        came.extend((0..10).map(|_| (flood, "f")));
        let mut seen = order(came).await;
        seen.sort_unstable();
        assert_eq!(seen.iter().filter(|name| **name == "refused").count(), 10 - MOST_OF_ONE);
    }

    #[tokio::test]
    async fn staff_have_a_place_of_their_own() {
        let networks = Networks::new().unwrap();
        let door = Admission::default();
        let _public = door.enter(asker(&networks, 1), 0).await.unwrap();
        let staff = door.enter(Asker::Staff, 0).await;
        assert!(staff.is_ok());
        assert_eq!(door.lock().inside, 2);
        drop(staff);
        assert_eq!(door.lock().inside, 1);
    }

    #[tokio::test]
    async fn who_went_away_leaves_no_place_taken() {
        let networks = Networks::new().unwrap();
        let door = Admission::default();
        let first = door.enter(asker(&networks, 1), 0).await.unwrap();
        let waits = tokio::spawn({
            let (door, asker) = (door.clone(), asker(&networks, 2));
            async move { door.enter(asker, 0).await.is_ok() }
        });
        tokio::task::yield_now().await;
        waits.abort();
        assert!(waits.await.is_err());
        drop(first);
        assert!(door.enter(asker(&networks, 3), 0).await.is_ok());
        assert_eq!(door.lock().inside, 0);
    }
}
