//! Adaptive spinning before sleep.
//!
//! Waking a thread on a halted core costs 30 to 60 µs each way on a virtual machine. Spinning for a few
//! microseconds makes the same hand-off almost free when the other side is about to answer. It must never waste a
//! core: the budget shrinks to nothing when it does not pay, and nobody spins when more isolates are awake than
//! there are cores.

use heddle_engine::{add_runnable, runnable};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Counts this thread as awake (running or spinning) until it is dropped or [`RunningGuard::sleep`]s. The engine keeps the
/// number, as `Atomics.wait` both sleeps and spins.
pub struct RunningGuard(());

impl RunningGuard {
    /// This thread runs an isolate now.
    #[allow(clippy::new_without_default)]
    pub fn new() -> RunningGuard {
        add_runnable(1);
        RunningGuard(())
    }

    /// Runs `f`, which sleeps, without being counted as awake.
    pub fn sleep<R>(&self, f: impl FnOnce() -> R) -> R {
        add_runnable(-1);
        let result = f();
        add_runnable(1);
        result
    }
}

impl Drop for RunningGuard {
    fn drop(&mut self) {
        add_runnable(-1);
    }
}

fn cores() -> i32 {
    static CORES: OnceLock<i32> = OnceLock::new();
    *CORES.get_or_init(|| std::thread::available_parallelism().map_or(1, |n| n.get().try_into().unwrap_or(i32::MAX)))
}

/// How long one waiter spins.
pub(crate) struct Spin {
    budget: Duration,
    /// Short sleeps since spinning last paid or was last tried.
    short_sleeps: u32,
    /// How many of them make spinning worth another try.
    retry_after: u32,
    /// Fruitless spins left until it is given up at once; 0: each halves the budget.
    credit: u32,
    most_credit: u32,
    first: Duration,
    most: Duration,
}

const LEAST: Duration = Duration::from_micros(2);
const RETRY_EVERY: u32 = 8;
const RETRY_SELDOM: u32 = 1024;
/// Sleeps up to this are short for every waiter.
const SHORTEST_WORTH: Duration = Duration::from_micros(200);

impl Spin {
    /// For whoever may be answered at once: the other side is awake.
    pub(crate) fn new() -> Spin {
        Spin::between(20, 50, 0)
    }

    /// For whoever has just woken the other side (or was woken for what is still to come): it takes until that runs, always
    /// about as long. So one answer that takes longer says nothing of the next; but where answers never come in time (the
    /// other side waits for this very core) each try costs much, and tries become rare.
    pub(crate) fn across_wake() -> Spin {
        Spin::between(300, 400, 3)
    }

    fn between(first: u64, most: u64, credit: u32) -> Spin {
        let (first, most) = (Duration::from_micros(first), Duration::from_micros(most));
        let (short_sleeps, retry_after) = (0, RETRY_EVERY);
        Spin { budget: first, short_sleeps, retry_after, credit, most_credit: credit, first, most }
    }

    /// Spins until `ready` or the budget is used up; whether it was ready.
    pub(crate) fn wait(&mut self, ready: impl Fn() -> bool) -> bool {
        if self.budget < LEAST || runnable() > cores() || crate::blocking::is_busy() {
            return ready();
        }
        let start = Instant::now();
        loop {
            for _ in 0..32 {
                if ready() {
                    self.paid();
                    return true;
                }
                std::hint::spin_loop();
            }
            if start.elapsed() > self.budget {
                self.failed();
                return false;
            }
        }
    }

    fn paid(&mut self) {
        self.budget = (self.budget * 2).clamp(LEAST, self.most);
        self.short_sleeps = 0;
        self.retry_after = RETRY_EVERY;
        self.credit = self.most_credit;
    }

    fn failed(&mut self) {
        if self.most_credit == 0 {
            self.budget /= 2;
            return;
        }
        self.credit = self.credit.saturating_sub(1);
        if self.credit == 0 {
            self.budget = Duration::ZERO;
            self.retry_after = (self.retry_after * 2).min(RETRY_SELDOM);
        }
    }

    /// Learns how long the sleep after a fruitless spin was.
    pub(crate) fn slept(&mut self, time: Duration) {
        // Another try now and then only: on a machine that is busy otherwise the other side may not be running at all.
        // What was shorter than the longest spin would have been worth one; waking took some of it.
        if time < self.most.max(SHORTEST_WORTH) {
            self.short_sleeps += 1;
            if self.short_sleeps >= self.retry_after {
                self.short_sleeps = 0;
                self.budget = self.first;
                self.credit = self.credit.max(self.most_credit.min(1));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_across_a_wake_is_given_up_after_some_failures_and_tried_ever_more_seldom() {
        let mut spin = Spin::across_wake();
        spin.failed();
        spin.failed();
        assert_eq!(spin.budget, spin.first, "one slow answer says nothing");
        spin.paid();
        assert_eq!((spin.credit, spin.budget), (3, spin.most));
        for _ in 0..3 {
            spin.failed();
        }
        assert_eq!(spin.budget, Duration::ZERO);
        let mut tries = 0;
        for _ in 0..10_000 {
            spin.slept(Duration::from_micros(100));
            if spin.budget > Duration::ZERO {
                tries += 1;
                spin.failed();
            }
        }
        assert!((8..20).contains(&tries), "{tries} tries");
    }

    #[test]
    fn a_wait_for_one_who_is_awake_halves_its_budget() {
        let mut spin = Spin::new();
        spin.failed();
        assert_eq!(spin.budget * 2, spin.first);
        for _ in 0..RETRY_EVERY {
            spin.slept(Duration::from_micros(100));
        }
        assert_eq!(spin.budget, spin.first);
    }
}
