//! The threads of the process by id, for those who send to a thread that they hold no port to.

use heddle_core::{Event, LoopHandle};
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, MutexGuard};

enum Thread {
    /// It has no loop yet: what is sent waits.
    Starting(Vec<Event>),
    Running(LoopHandle),
}

fn threads() -> MutexGuard<'static, HashMap<u32, Thread>> {
    static THREADS: LazyLock<Mutex<HashMap<u32, Thread>>> = LazyLock::new(Mutex::default);
    THREADS.lock().unwrap_or_else(|e| e.into_inner())
}

/// A thread is about to start: from now on events may be sent to it.
pub fn thread_starts(id: u32) {
    threads().insert(id, Thread::Starting(Vec::new()));
}

/// The thread has its loop.
pub fn thread_runs(id: u32, event_loop: LoopHandle) {
    let mut threads = threads();
    if let Some(Thread::Starting(events)) = threads.insert(id, Thread::Running(event_loop.clone())) {
        // Under the lock, so that nothing overtakes them.
        for event in events {
            event_loop.post(event);
        }
    }
}

/// The thread is gone.
pub fn thread_ends(id: u32) {
    let gone = threads().remove(&id);
    // Not under the lock: whoever waits for an answer to a dropped event is told.
    drop(gone);
}

/// Whether there is such a thread.
pub fn thread_exists(id: u32) -> bool {
    threads().contains_key(&id)
}

/// Sends an event to a thread; false if it is gone, and the event with it.
pub fn thread_post(id: u32, event: Event) -> bool {
    let handle = match threads().get_mut(&id) {
        None => None,
        Some(Thread::Starting(events)) => {
            events.push(event);
            return true;
        }
        Some(Thread::Running(handle)) => Some(handle.clone()),
    };
    handle.is_some_and(|handle| handle.post(event))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_early_is_kept_and_what_is_sent_late_is_dropped() {
        const ID: u32 = u32::MAX;
        assert!(!thread_exists(ID) && !thread_post(ID, Event::Wake));
        thread_starts(ID);
        assert!(thread_exists(ID) && thread_post(ID, Event::Wake));
        assert!(matches!(threads().get(&ID), Some(Thread::Starting(events)) if events.len() == 1));
        thread_ends(ID);
        assert!(!thread_exists(ID) && !thread_post(ID, Event::Wake));
    }
}
