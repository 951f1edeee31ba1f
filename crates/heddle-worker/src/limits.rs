//! Limits of a worker's time: processor time by the thread's own clock, and time since it started.
//!
//! Nobody looks at a clock regularly: a limit is looked at when it could first have been reached, which for processor time
//! is what is left of it from now on, and not at all while the worker's loop waits.

use crate::control::{Cause, Control, Notice};
use crate::ExitReason;
use heddle_core::delay::{run_after, Delayed};
use heddle_core::LoopMeter;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, Weak};
use std::time::{Duration, Instant};

/// The part of a limit at which the worker and its parent are told.
const SOFT: f64 = 0.8;
/// Clocks are not looked at more often.
const LEAST: Duration = Duration::from_millis(1);

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeLimit {
    /// `cpuMs`: processor time of the thread.
    Cpu,
    /// `wallMs`: time since the thread started.
    Wall,
}

impl TimeLimit {
    /// The name of the option.
    pub fn name(self) -> &'static str {
        match self {
            TimeLimit::Cpu => "cpuMs",
            TimeLimit::Wall => "wallMs",
        }
    }

    /// The reason that using it up gives for the exit.
    pub fn reason(self) -> ExitReason {
        match self {
            TimeLimit::Cpu => ExitReason::CpuLimit,
            TimeLimit::Wall => ExitReason::WallLimit,
        }
    }
}

/// How much of a limit was used when that was noticed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LimitUse {
    /// Which limit.
    pub limit: TimeLimit,
    /// Used.
    pub used: Duration,
    /// Allowed.
    pub max: Duration,
}

/// The limits of a worker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeLimits {
    /// Processor time.
    pub cpu: Option<Duration>,
    /// Time since the thread started.
    pub wall: Option<Duration>,
}

struct Watch {
    limit: TimeLimit,
    max: Duration,
    since: Instant,
    told: AtomicBool,
    next: Mutex<Option<Delayed>>,
    meter: Arc<LoopMeter>,
}

/// What watches the limits of one worker.
#[derive(Default)]
pub(crate) struct Watches {
    cpu: OnceLock<Watch>,
    wall: OnceLock<Watch>,
}

impl Watches {
    fn of(&self, limit: TimeLimit) -> &OnceLock<Watch> {
        match limit {
            TimeLimit::Cpu => &self.cpu,
            TimeLimit::Wall => &self.wall,
        }
    }

    /// On the worker's thread, once.
    pub(crate) fn start(control: &Arc<Control>, limits: TimeLimits, meter: &Arc<LoopMeter>) {
        for (limit, max) in [(TimeLimit::Cpu, limits.cpu), (TimeLimit::Wall, limits.wall)] {
            let Some(max) = max else { continue };
            if limit == TimeLimit::Cpu {
                let weak = Arc::downgrade(control);
                meter.on_unpark(move || look(&weak, limit));
            }
            let watch = Watch {
                limit,
                max,
                since: Instant::now(),
                told: AtomicBool::new(false),
                next: Mutex::default(),
                meter: meter.clone(),
            };
            control.watches.of(limit).get_or_init(|| watch);
            look(&Arc::downgrade(control), limit);
        }
    }

    /// Nothing is looked at any more.
    pub(crate) fn end(&self) {
        for watch in [&self.cpu, &self.wall].into_iter().filter_map(OnceLock::get) {
            watch.next().take();
        }
    }
}

impl Watch {
    fn next(&self) -> MutexGuard<'_, Option<Delayed>> {
        self.next.lock().unwrap_or_else(|e| e.into_inner())
    }
}

/// Compares what was used with the limit and arranges for the next look.
fn look(control: &Weak<Control>, limit: TimeLimit) {
    let Some(control) = control.upgrade() else { return };
    let Some(watch) = control.watches.of(limit).get() else { return };
    let used = match limit {
        TimeLimit::Cpu => control.thread().cpu_time(),
        TimeLimit::Wall => Some(watch.since.elapsed()),
    };
    // The thread is gone.
    let Some(used) = used.filter(|_| !control.is_ended()) else { return };
    let now = LimitUse { limit: watch.limit, used, max: watch.max };
    if used >= watch.max {
        control.end(Cause::Limit(now));
        return;
    }
    let soft = watch.max.mul_f64(SOFT);
    if used >= soft && !watch.told.swap(true, Ordering::SeqCst) {
        control.notify(Notice::NearLimit(now));
    }
    // A loop that waits uses no processor; its waking brings us back here.
    if limit == TimeLimit::Cpu && watch.meter.park() {
        return;
    }
    let target = if watch.told.load(Ordering::SeqCst) { watch.max } else { soft };
    let weak = Arc::downgrade(&control);
    let next = run_after(target.saturating_sub(used).max(LEAST), move || look(&weak, limit));
    if next.is_none() {
        // No thread is left in the system to hold the limit with, and a limit is a promise.
        control.end(Cause::Limit(now));
    }
    *watch.next() = next;
    if control.is_ended() {
        watch.next().take();
    }
}
