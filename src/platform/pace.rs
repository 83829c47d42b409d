//! How fast one network prefix may act: beyond it, an act waits, and never longer than can be borne. Nobody is refused. [The
//! generic cell rate algorithm, ITU-T I.371, with an upper bound on the delay.]

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::network::NetworkPrefix;

/// One unit is earned in so much time.
pub const UNIT: Duration = Duration::from_millis(200);
/// So many units may be used at once.
const BURST: u32 = 150;
/// The longest that an act waits, in units: fifteen seconds.
const LONGEST: u32 = 75;
/// So many prefixes are known at most; beyond, all begin anew.
const MOST_KNOWN: usize = 50_000;

/// What every prefix has used; cheap to clone.
#[derive(Clone, Debug)]
pub struct Pace {
    unit: Duration,
    /// When each will have earned what it has used.
    paid: Arc<Mutex<HashMap<NetworkPrefix, Instant>>>,
}

impl Pace {
    /// The pace at which a unit is earned in so much time.
    #[must_use]
    pub fn new(unit: Duration) -> Self {
        Self { unit, paid: Arc::default() }
    }

    /// Uses up units, and says how long to wait before they are used.
    #[must_use]
    pub fn take(&self, prefix: NetworkPrefix, units: u32) -> Duration {
        self.take_at(prefix, units, Instant::now())
    }

    fn take_at(&self, prefix: NetworkPrefix, units: u32, now: Instant) -> Duration {
        let mut known = self.paid.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_KNOWN {
            // What has been paid back tells nothing any more.
            known.retain(|_, paid| *paid > now);
            if known.len() >= MOST_KNOWN {
                known.clear();
            }
        }
        let (burst, longest) = (self.unit * BURST, self.unit * LONGEST);
        let paid = known.entry(prefix).or_insert(now);
        *paid = (*paid).max(now) + self.unit * units;
        let delay = paid.duration_since(now).saturating_sub(burst).min(longest);
        // A debt beyond the longest wait is forgotten: whoever comes after a flood waits no longer than in it.
        *paid = (*paid).min(now + burst + longest);
        delay
    }

    /// Waits as long as these units ask for.
    pub async fn keep(&self, prefix: NetworkPrefix, units: u32) {
        let delay = self.take(prefix, units);
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::network::Networks;

    #[test]
    fn a_flood_waits_and_is_never_refused() {
        let prefix = |address: &str| Networks::new().unwrap().prefix(address.parse().unwrap());
        let (one, other) = (prefix("192.0.2.1"), prefix("198.51.100.1"));
        let (pace, start) = (Pace::new(UNIT), Instant::now());
        // 300 people of one address send in an hour, three acts each: nobody waits.
        for act in 0..900 {
            let at = start + Duration::from_secs(4) * act;
            assert_eq!(pace.take_at(one, 1, at), Duration::ZERO);
        }
        // The same in a minute: some wait, each a few seconds.
        let later = start + Duration::from_hours(2);
        let waits: Vec<Duration> = (0..900).map(|act| pace.take_at(one, 1, later + Duration::from_millis(67) * act)).collect();
        assert!(waits.iter().filter(|wait| wait.is_zero()).count() > 200);
        assert!(waits.iter().all(|wait| *wait <= UNIT * LONGEST));
        // Beside a flood nobody else waits.
        assert!((0..10_000).all(|_| pace.take_at(one, 10, later) <= UNIT * LONGEST));
        assert_eq!(pace.take_at(other, 1, later), Duration::ZERO);
        // Half a minute of quiet pays a debt back, whatever it was.
        assert_eq!(pace.take_at(one, 1, later + UNIT * (LONGEST + BURST)), Duration::ZERO);
    }
}
