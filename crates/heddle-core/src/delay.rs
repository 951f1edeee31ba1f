//! Things that are done later: one thread for the whole process, there only while something waits.

use crate::{Event, LoopHandle};
use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

type Job = Box<dyn FnOnce() + Send>;
/// When a job is due; the number tells jobs of one moment apart.
type Due = (Instant, u64);

struct Waiting {
    jobs: BTreeMap<Due, Job>,
    next: u64,
    running: bool,
}

static WAITING: Mutex<Waiting> = Mutex::new(Waiting { jobs: BTreeMap::new(), next: 0, running: false });
static CHANGED: Condvar = Condvar::new();

fn lock() -> std::sync::MutexGuard<'static, Waiting> {
    WAITING.lock().unwrap_or_else(|e| e.into_inner())
}

/// A job that waits; dropped, it is called off.
#[must_use]
#[derive(Debug)]
pub struct Delayed(Option<Due>);

impl Delayed {
    /// Lets the job come whatever happens to this handle.
    pub fn detach(mut self) {
        self.0.take();
    }
}

impl Drop for Delayed {
    fn drop(&mut self) {
        if let Some(due) = self.0.take() {
            // Dropped outside the lock: it may own things that use this module themselves.
            let job = lock().jobs.remove(&due);
            drop(job);
        }
    }
}

/// Runs `job` on a thread of the process after `delay`. It must be short and must not wait. `None` if there is no thread to
/// be had for that: the job is then dropped.
pub fn run_after(delay: Duration, job: impl FnOnce() + Send + 'static) -> Option<Delayed> {
    let mut waiting = lock();
    if !waiting.running {
        let started = std::thread::Builder::new().name("heddle-delay".into()).stack_size(128 << 10).spawn(run);
        if started.is_err() {
            return None;
        }
        waiting.running = true;
    }
    let number = waiting.next;
    waiting.next += 1;
    let now = Instant::now();
    let due = (now.checked_add(delay).unwrap_or(now + FAR), number);
    waiting.jobs.insert(due, Box::new(job));
    let first = waiting.jobs.first_key_value().is_some_and(|(first, _)| *first == due);
    drop(waiting);
    if first {
        CHANGED.notify_one();
    }
    Some(Delayed(Some(due)))
}

/// What is as good as never.
const FAR: Duration = Duration::from_secs(100 * 365 * 86400);

/// How long the thread stays without anything to do.
const LINGER: Duration = Duration::from_secs(1);

/// Posts `event` after `delay`. False if that cannot be: the event is then dropped.
pub(crate) fn post_after(delay: Duration, handle: LoopHandle, event: Event) -> bool {
    let posted = run_after(delay, move || {
        handle.post(event);
    });
    posted.map(Delayed::detach).is_some()
}

fn run() {
    let mut waiting = lock();
    loop {
        let Some((due, _)) = waiting.jobs.first_key_value() else {
            // Another job often comes soon, and starting a thread costs more than keeping one.
            let (next, timeout) = CHANGED.wait_timeout(waiting, LINGER).unwrap_or_else(|e| e.into_inner());
            waiting = next;
            if timeout.timed_out() && waiting.jobs.is_empty() {
                break;
            }
            continue;
        };
        let left = due.0.saturating_duration_since(Instant::now());
        if !left.is_zero() {
            waiting = CHANGED.wait_timeout(waiting, left).unwrap_or_else(|e| e.into_inner()).0;
            continue;
        }
        if let Some((_, job)) = waiting.jobs.pop_first() {
            drop(waiting);
            let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(job));
            waiting = lock();
        }
    }
    waiting.running = false;
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn jobs_run_in_order_and_can_be_called_off() {
        let (sender, receiver) = mpsc::channel();
        let later = |ms: u64, name: &'static str| {
            let sender = sender.clone();
            run_after(Duration::from_millis(ms), move || sender.send(name).unwrap()).unwrap()
        };
        later(40, "second").detach();
        let never = later(20, "never");
        later(10, "first").detach();
        drop(later(u64::MAX, "in another age"));
        drop(never);
        assert_eq!([receiver.recv().unwrap(), receiver.recv().unwrap()], ["first", "second"]);
        assert!(receiver.try_recv().is_err());
    }
}
