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
    /// Short sleeps since spinning last paid.
    short_sleeps: u32,
    first: Duration,
    most: Duration,
}

/// Sleeps up to this are short for every waiter.
const SHORTEST_WORTH: Duration = Duration::from_micros(200);
const LEAST: Duration = Duration::from_micros(2);
/// How many short sleeps make spinning worth another try.
const RETRY_EVERY: u32 = 8;

impl Spin {
    /// For whoever may be answered at once: the other side is awake.
    pub(crate) fn new() -> Spin {
        Spin::between(20, 50)
    }

    /// For whoever has just woken the other side (or was woken for what is still to come): it takes until that runs.
    pub(crate) fn across_wake() -> Spin {
        Spin::between(300, 400)
    }

    fn between(first: u64, most: u64) -> Spin {
        let first = Duration::from_micros(first);
        Spin { budget: first, short_sleeps: 0, first, most: Duration::from_micros(most) }
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
                    self.budget = (self.budget * 2).clamp(LEAST, self.most);
                    self.short_sleeps = 0;
                    return true;
                }
                std::hint::spin_loop();
            }
            if start.elapsed() > self.budget {
                self.budget /= 2;
                return false;
            }
        }
    }

    /// Learns how long the sleep after a fruitless spin was.
    pub(crate) fn slept(&mut self, time: Duration) {
        // Another try now and then only: on a machine that is busy otherwise the other side may not be running at all.
        // What was shorter than the longest spin would have been worth one; waking took some of it.
        if time < self.most.max(SHORTEST_WORTH) {
            self.short_sleeps += 1;
            if self.short_sleeps.is_multiple_of(RETRY_EVERY) {
                self.budget = self.first;
            }
        }
    }
}
