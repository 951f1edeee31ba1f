//! The sampler: one thread of the process that asks the isolates under profile for their stacks.

use super::cpu::{Activity, CpuProfile};
use heddle_core::{EventLoop, LoopMeter};
use heddle_engine::{Sampling, SamplingGuard, Scope};
use heddle_sys::sampling::monotonic_nanoseconds;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// Nanoseconds between two samples unless it is told otherwise, as in V8.
const INTERVAL: u64 = 1_000_000;
/// Least time between two samples.
const LEAST: u64 = 50_000;

struct Running {
    id: u32,
    interval: u64,
    due: u64,
    profile: CpuProfile,
}

/// An isolate under profile.
struct Target {
    sampling: Sampling,
    meter: Arc<LoopMeter>,
    profiles: Vec<Running>,
}

#[derive(Default)]
struct State {
    targets: Vec<Target>,
    /// Whether the thread is there; it leaves when there is nothing to sample.
    running: bool,
}

static STATE: Mutex<State> = Mutex::new(State { targets: Vec::new(), running: false });
static CHANGED: Condvar = Condvar::new();
static NEXT_ID: AtomicU32 = AtomicU32::new(1);

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(|e| e.into_inner())
}

/// The part of an isolate's state that keeps it in profiling mode while it has profiles.
#[derive(Default)]
struct Profiled(RefCell<Option<SamplingGuard>>);

impl Drop for Profiled {
    fn drop(&mut self) {
        if let Some(guard) = self.0.borrow_mut().take() {
            forget(&guard.sampling());
        }
    }
}

fn forget(sampling: &Sampling) {
    state().targets.retain(|target| !target.sampling.same(sampling));
}

/// A profile that is done; may cross threads.
pub(crate) struct Finished {
    /// What was sampled.
    pub(crate) profile: CpuProfile,
    /// Names of scripts by their numbers.
    pub(crate) sources: HashMap<u32, String>,
}

/// Starts a profile of this isolate; its number. `interval` in microseconds, 0: the default. `None` without memory.
pub(crate) fn start(scope: &mut Scope<'_>, interval: u32, most: usize) -> Option<u32> {
    let profiled = scope.state_or_default::<Profiled>();
    if profiled.0.borrow().is_none() {
        let guard = scope.start_sampling()?;
        *profiled.0.borrow_mut() = Some(guard);
    }
    let sampling = profiled.0.borrow().as_ref().map(SamplingGuard::sampling)?;
    let meter = scope.state::<EventLoop>().meter();
    let id = NEXT_ID.fetch_add(1, Ordering::Relaxed);
    let now = monotonic_nanoseconds();
    let interval = if interval == 0 { INTERVAL } else { (u64::from(interval) * 1000).max(LEAST) };
    let running = Running { id, interval, due: now, profile: CpuProfile::new(now / 1000, most) };
    let mut state = state();
    match state.targets.iter_mut().find(|target| target.sampling.same(&sampling)) {
        Some(target) => target.profiles.push(running),
        None => state.targets.push(Target { sampling, meter, profiles: vec![running] }),
    }
    if !state.running {
        let thread = std::thread::Builder::new().name("heddle-sampler".into()).stack_size(256 << 10);
        state.running = thread.spawn(run).is_ok();
        if !state.running {
            drop(state);
            stop(scope, id);
            return None;
        }
    }
    CHANGED.notify_one();
    Some(id)
}

/// Ends a profile of this isolate. `None` if it has no such profile.
pub(crate) fn stop(scope: &mut Scope<'_>, id: u32) -> Option<Finished> {
    let profiled = scope.try_state::<Profiled>()?;
    let sampling = profiled.0.borrow().as_ref().map(SamplingGuard::sampling)?;
    let (mut profile, last) = {
        let mut state = state();
        let target = state.targets.iter_mut().find(|target| target.sampling.same(&sampling))?;
        let index = target.profiles.iter().position(|running| running.id == id)?;
        let profile = target.profiles.remove(index).profile;
        (profile, target.profiles.is_empty())
    };
    profile.finish(monotonic_nanoseconds() / 1000);
    let sources = scope.sampled_sources();
    if last {
        forget(&sampling);
        profiled.0.borrow_mut().take();
    }
    Some(Finished { profile, sources })
}

fn run() {
    let mut state = state();
    while !state.targets.is_empty() {
        let now = monotonic_nanoseconds();
        let mut next = u64::MAX;
        for target in &mut state.targets {
            if target.profiles.iter().any(|running| running.due <= now) {
                tick(target, now);
            }
            next = target.profiles.iter().map(|running| running.due).fold(next, u64::min);
        }
        let wait = Duration::from_nanos(next.saturating_sub(monotonic_nanoseconds()));
        if !wait.is_zero() {
            state = CHANGED.wait_timeout(state, wait).unwrap_or_else(|e| e.into_inner()).0;
        }
    }
    state.running = false;
}

fn tick(target: &mut Target, now: u64) {
    let Target { sampling, meter, profiles } = target;
    // What was asked for at the last tick.
    sampling.take(|sample| {
        for running in profiles.iter_mut().filter(|running| running.due <= now) {
            running.profile.add(&sample);
        }
    });
    if meter.is_sleeping() {
        for running in profiles.iter_mut().filter(|running| running.due <= now) {
            running.profile.add_activity(Activity::Idle, now / 1000);
        }
    } else {
        sampling.ask();
    }
    for running in profiles.iter_mut().filter(|running| running.due <= now) {
        // Times that were missed are not made up for.
        running.due = (running.due + running.interval).max(now);
    }
}
