//! Events that are posted later: one thread for the whole process, there only while something waits.

use crate::{Event, LoopHandle};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

/// Waiting events by number, and when each is due.
struct Waiting {
    due: BinaryHeap<Reverse<(Instant, u64)>>,
    events: BTreeMap<u64, (LoopHandle, Event)>,
    next: u64,
    running: bool,
}

static WAITING: Mutex<Waiting> =
    Mutex::new(Waiting { due: BinaryHeap::new(), events: BTreeMap::new(), next: 0, running: false });
static CHANGED: Condvar = Condvar::new();

fn lock() -> std::sync::MutexGuard<'static, Waiting> {
    WAITING.lock().unwrap_or_else(|e| e.into_inner())
}

/// Posts `event` after `delay`. False if there is no thread to be had for that: the event is then dropped.
pub(crate) fn post_after(delay: Duration, handle: LoopHandle, event: Event) -> bool {
    let mut waiting = lock();
    if !waiting.running {
        let started = std::thread::Builder::new().name("heddle-delay".into()).stack_size(128 << 10).spawn(run);
        if started.is_err() {
            return false;
        }
        waiting.running = true;
    }
    let number = waiting.next;
    waiting.next += 1;
    waiting.due.push(Reverse((Instant::now() + delay, number)));
    waiting.events.insert(number, (handle, event));
    drop(waiting);
    CHANGED.notify_one();
    true
}

fn run() {
    let mut waiting = lock();
    while let Some(&Reverse((due, number))) = waiting.due.peek() {
        let left = due.saturating_duration_since(Instant::now());
        if !left.is_zero() {
            waiting = CHANGED.wait_timeout(waiting, left).unwrap_or_else(|e| e.into_inner()).0;
            continue;
        }
        waiting.due.pop();
        let event = waiting.events.remove(&number);
        drop(waiting);
        if let Some((handle, event)) = event {
            handle.post(event);
        }
        waiting = lock();
    }
    waiting.running = false;
}
