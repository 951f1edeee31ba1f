//! The queue of a loop: many senders, one receiver, no system call while the receiver is awake.

use crate::Event;
use std::cell::Cell;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

#[derive(Default)]
pub(crate) struct Mailbox {
    queue: Mutex<VecDeque<Event>>,
    len: AtomicUsize,
    sleeping: AtomicBool,
    closed: AtomicBool,
    /// There once the loop is open; nobody sleeps before.
    waker: OnceLock<mio::Waker>,
    /// The receiver was woken for something that is still to come.
    announced: AtomicBool,
}

thread_local! {
    static WOKE: Cell<bool> = const { Cell::new(false) };
}

/// This thread has woken a receiver.
pub(crate) fn note_woke() {
    WOKE.set(true);
}

/// Whether this thread has woken a receiver since it was last asked.
pub(crate) fn take_woke() -> bool {
    WOKE.take()
}

impl Mailbox {
    /// The receiver waits, when it does, where this waker wakes it.
    pub(crate) fn open(&self, waker: mio::Waker) {
        let _ = self.waker.set(waker);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<Event>> {
        self.queue.lock().unwrap_or_else(|e| e.into_inner())
    }

    pub(crate) fn push(&self, event: Event) -> bool {
        {
            let mut queue = self.lock();
            if self.closed.load(Ordering::Relaxed) {
                return false;
            }
            queue.push_back(event);
            self.len.store(queue.len(), Ordering::SeqCst);
        }
        // The receiver sets `sleeping` before it looks at `len` for the last time, so one of the two sees the other.
        self.wake();
        true
    }

    fn wake(&self) {
        if self.sleeping.swap(false, Ordering::SeqCst) {
            WOKE.set(true);
            // Failing to wake can only mean that the poller is gone, and with it the receiver.
            let _ = self.waker.get().map(mio::Waker::wake);
        }
    }

    /// Something will be pushed in a moment: a receiver that sleeps wakes up meanwhile.
    pub(crate) fn announce(&self) {
        if self.sleeping.load(Ordering::Relaxed) {
            self.announced.store(true, Ordering::SeqCst);
            self.wake();
        }
    }

    /// Whether the receiver was woken by [`Mailbox::announce`].
    pub(crate) fn take_announced(&self) -> bool {
        self.announced.swap(false, Ordering::SeqCst)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len.load(Ordering::SeqCst) == 0
    }

    pub(crate) fn pop(&self) -> Option<Event> {
        if self.is_empty() {
            return None;
        }
        let mut queue = self.lock();
        let event = queue.pop_front();
        self.len.store(queue.len(), Ordering::SeqCst);
        event
    }

    pub(crate) fn len(&self) -> usize {
        self.len.load(Ordering::SeqCst)
    }

    /// Announces sleep. False if something arrived meanwhile: then do not sleep.
    pub(crate) fn before_sleep(&self) -> bool {
        self.sleeping.store(true, Ordering::SeqCst);
        if self.is_empty() {
            return true;
        }
        self.sleeping.store(false, Ordering::SeqCst);
        false
    }

    pub(crate) fn after_sleep(&self) {
        self.sleeping.store(false, Ordering::SeqCst);
    }

    /// Refuses all further events and drops those that wait.
    pub(crate) fn close(&self) {
        let events = {
            let mut queue = self.lock();
            self.closed.store(true, Ordering::Relaxed);
            self.len.store(0, Ordering::SeqCst);
            std::mem::take(&mut *queue)
        };
        drop(events);
    }
}
