//! What other threads may learn of a loop: how long it has waited, and whether it waits now.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::OnceLock;
use std::time::Instant;

/// How a loop has spent its time. Written by the loop's thread, read by any.
pub struct LoopMeter {
    origin: Instant,
    // Nanoseconds since the origin, plus one; 0: not.
    started: AtomicU64,
    sleeping: AtomicU64,
    idle: AtomicU64,
    parked: AtomicBool,
    unpark: OnceLock<Box<dyn Fn() + Send + Sync>>,
}

/// A reading of a [`LoopMeter`], in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LoopTimes {
    /// Since the loop started; 0: it has not.
    pub running: f64,
    /// Of that, how long it waited for events.
    pub idle: f64,
}

impl LoopMeter {
    pub(crate) fn new(origin: Instant) -> LoopMeter {
        LoopMeter {
            origin,
            started: AtomicU64::new(0),
            sleeping: AtomicU64::new(0),
            idle: AtomicU64::new(0),
            parked: AtomicBool::new(false),
            unpark: OnceLock::new(),
        }
    }

    fn now(&self) -> u64 {
        self.origin.elapsed().as_nanos() as u64 + 1
    }

    pub(crate) fn start(&self) {
        if self.started.load(Ordering::Relaxed) == 0 {
            self.started.store(self.now(), Ordering::Relaxed);
        }
    }

    /// Whether the loop waits for events now.
    pub fn is_sleeping(&self) -> bool {
        self.sleeping.load(Ordering::Relaxed) != 0
    }

    pub(crate) fn begin_sleep(&self) {
        self.sleeping.store(self.now(), Ordering::SeqCst);
    }

    pub(crate) fn end_sleep(&self) {
        let since = self.sleeping.load(Ordering::Relaxed);
        // In this order, so that a reader who sees neither counts too little for a moment, never too much.
        self.sleeping.store(0, Ordering::SeqCst);
        self.idle.fetch_add(self.now().saturating_sub(since), Ordering::SeqCst);
        if self.parked.swap(false, Ordering::SeqCst) {
            if let Some(unpark) = self.unpark.get() {
                unpark();
            }
        }
    }

    /// Nanoseconds that the loop has waited, the wait under way included.
    pub fn idle_ns(&self) -> u64 {
        let idle = self.idle.load(Ordering::SeqCst);
        match self.sleeping.load(Ordering::SeqCst) {
            0 => idle,
            since => idle + self.now().saturating_sub(since),
        }
    }

    /// How the loop has spent its time so far.
    pub fn times(&self) -> LoopTimes {
        match self.started.load(Ordering::Relaxed) {
            0 => LoopTimes::default(),
            since => {
                LoopTimes { running: self.now().saturating_sub(since) as f64 / 1e6, idle: self.idle_ns() as f64 / 1e6 }
            }
        }
    }

    /// What [`LoopMeter::park`] arranges for; once for each meter.
    pub fn on_unpark(&self, function: impl Fn() + Send + Sync + 'static) {
        // A second watcher would be a bug of the host: it would never be told.
        let set = self.unpark.set(Box::new(function));
        debug_assert!(set.is_ok());
    }

    /// If the loop waits: the function of [`LoopMeter::on_unpark`] is called, on its thread, when it goes on. False if the
    /// loop is awake.
    pub fn park(&self) -> bool {
        self.parked.store(true, Ordering::SeqCst);
        // Either it still waits and will see the mark, or it is awake, and then whoever takes the mark is in charge.
        self.sleeping.load(Ordering::SeqCst) != 0 || !self.parked.swap(false, Ordering::SeqCst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;
    use std::sync::Arc;
    use std::time::Duration;

    #[test]
    fn waiting_counts_while_it_lasts() {
        let meter = LoopMeter::new(Instant::now());
        assert_eq!(meter.times(), LoopTimes::default());
        meter.start();
        assert!(meter.times().idle == 0.0);
        meter.begin_sleep();
        std::thread::sleep(Duration::from_millis(2));
        let during = meter.times();
        assert!(during.idle >= 2.0 && during.running >= during.idle);
        meter.end_sleep();
        let after = meter.idle_ns();
        assert!(after as f64 / 1e6 >= during.idle);
        assert_eq!(meter.idle_ns(), after);
    }

    #[test]
    fn a_parked_watcher_is_told_once() {
        let meter = LoopMeter::new(Instant::now());
        let told = Arc::new(AtomicUsize::new(0));
        let counter = told.clone();
        meter.on_unpark(move || {
            counter.fetch_add(1, Ordering::SeqCst);
        });
        assert!(!meter.park());
        meter.begin_sleep();
        assert!(meter.park());
        meter.end_sleep();
        meter.begin_sleep();
        meter.end_sleep();
        assert_eq!(told.load(Ordering::SeqCst), 1);
    }
}
