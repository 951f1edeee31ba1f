//! What other threads may learn of a loop: how long it has waited, and whether it waits now.

use heddle_sys::sampling::monotonic_nanoseconds;
use heddle_sys::shared_region::SharedRegion;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::OnceLock;

/// Places of a meter's numbers.
const STARTED: usize = 0;
const SLEEPING: usize = 1;
const IDLE: usize = 2;

/// How a loop has spent its time. Written by the loop's thread, read by any; also by another process, see
/// [`LoopMeter::share`].
#[derive(Default)]
pub struct LoopMeter {
    /// Nanoseconds: when the loop started and since when it sleeps, by CLOCK_MONOTONIC (0: not); how long it has slept.
    own: [AtomicU64; 3],
    shared: OnceLock<SharedRegion>,
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

impl LoopTimes {
    /// Reads the meter of another process, which may say anything.
    pub fn of_shared(region: &SharedRegion) -> LoopTimes {
        LoopTimes::read([STARTED, SLEEPING, IDLE].map(|place| region.u64(place * 8)))
    }

    fn read(numbers: [&AtomicU64; 3]) -> LoopTimes {
        let now = monotonic_nanoseconds();
        match numbers[STARTED].load(Ordering::Relaxed) {
            0 => LoopTimes::default(),
            since => {
                let idle = idle(numbers, now);
                LoopTimes { running: now.saturating_sub(since) as f64 / 1e6, idle: idle as f64 / 1e6 }
            }
        }
    }
}

/// The wait under way included.
fn idle(numbers: [&AtomicU64; 3], now: u64) -> u64 {
    let idle = numbers[IDLE].load(Ordering::SeqCst);
    match numbers[SLEEPING].load(Ordering::SeqCst) {
        0 => idle,
        since => idle.saturating_add(now.saturating_sub(since)),
    }
}

impl LoopMeter {
    /// Bytes of a meter in memory that is shared.
    pub const SHARED_LENGTH: usize = 24;

    fn number(&self, place: usize) -> &AtomicU64 {
        match self.shared.get() {
            Some(region) => region.u64(place * 8),
            None => &self.own[place],
        }
    }

    fn numbers(&self) -> [&AtomicU64; 3] {
        [STARTED, SLEEPING, IDLE].map(|place| self.number(place))
    }

    /// Keeps the numbers where another process can read them ([`LoopTimes::of_shared`]). On the loop's thread.
    pub fn share(&self, region: SharedRegion) {
        for (place, number) in self.own.iter().enumerate() {
            region.u64(place * 8).store(number.load(Ordering::Relaxed), Ordering::Relaxed);
        }
        // A second one would not be read by anybody.
        let set = self.shared.set(region);
        debug_assert!(set.is_ok());
    }

    pub(crate) fn start(&self) {
        if self.number(STARTED).load(Ordering::Relaxed) == 0 {
            self.number(STARTED).store(monotonic_nanoseconds(), Ordering::Relaxed);
        }
    }

    /// Whether the loop waits for events now.
    pub fn is_sleeping(&self) -> bool {
        self.number(SLEEPING).load(Ordering::Relaxed) != 0
    }

    pub(crate) fn begin_sleep(&self) {
        self.number(SLEEPING).store(monotonic_nanoseconds(), Ordering::SeqCst);
    }

    pub(crate) fn end_sleep(&self) {
        let since = self.number(SLEEPING).load(Ordering::Relaxed);
        // In this order, so that a reader who sees neither counts too little for a moment, never too much.
        self.number(SLEEPING).store(0, Ordering::SeqCst);
        self.number(IDLE).fetch_add(monotonic_nanoseconds().saturating_sub(since), Ordering::SeqCst);
        if self.parked.swap(false, Ordering::SeqCst) {
            if let Some(unpark) = self.unpark.get() {
                unpark();
            }
        }
    }

    /// Nanoseconds that the loop has waited, the wait under way included.
    pub fn idle_ns(&self) -> u64 {
        idle(self.numbers(), monotonic_nanoseconds())
    }

    /// How the loop has spent its time so far.
    pub fn times(&self) -> LoopTimes {
        LoopTimes::read(self.numbers())
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
        self.number(SLEEPING).load(Ordering::SeqCst) != 0 || !self.parked.swap(false, Ordering::SeqCst)
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
        let meter = LoopMeter::default();
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
    fn another_process_reads_the_same() {
        let meter = LoopMeter::default();
        meter.start();
        let (ours, fd) = SharedRegion::create(LoopMeter::SHARED_LENGTH).unwrap();
        let theirs = SharedRegion::open(&fd, LoopMeter::SHARED_LENGTH).unwrap();
        meter.share(ours);
        meter.begin_sleep();
        std::thread::sleep(Duration::from_millis(2));
        meter.end_sleep();
        let (own, read) = (meter.times(), LoopTimes::of_shared(&theirs));
        assert!(own.idle >= 2.0 && read.idle == own.idle && read.running >= own.running);
        // What makes no sense does no harm.
        (0..3).for_each(|place| theirs.u64(place * 8).store(u64::MAX, Ordering::SeqCst));
        assert_eq!(LoopTimes::of_shared(&theirs).running, 0.0);
    }

    #[test]
    fn a_parked_watcher_is_told_once() {
        let meter = LoopMeter::default();
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
