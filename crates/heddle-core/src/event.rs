//! What wakes a loop: a closed set of events, posted from any thread through a [`LoopHandle`].

use crate::mailbox::Mailbox;
use heddle_engine::{Scope, Task, TaskSink};
use std::any::Any;
use std::sync::{Arc, Weak};
use std::time::Duration;

/// Something for an isolate's loop to handle.
pub enum Event {
    /// An operation of the blocking pool is done.
    Completed {
        /// Which one.
        id: u64,
        /// What it returned.
        result: Box<dyn Any + Send>,
    },
    /// A task of the engine's, finished on another thread.
    Task(Task),
    /// Targets of FinalizationRegistries were collected: their callbacks are to be called.
    Cleanups,
    /// A port has messages or was closed by the other side.
    Port(u64),
    /// A host function to run as a callback of the loop.
    Run(Box<dyn FnOnce(&mut Scope<'_>) + Send>),
    /// Nothing but a reason to look at the state again (termination, a changed reference count).
    Wake,
}

/// The sending side of a loop; cheap to clone, usable from any thread, harmless once the loop is gone.
#[derive(Clone)]
pub struct LoopHandle(Weak<Mailbox>);

impl LoopHandle {
    pub(crate) fn new(mailbox: &Arc<Mailbox>) -> LoopHandle {
        LoopHandle(Arc::downgrade(mailbox))
    }

    /// Posts an event; false if the loop is gone, and the event with it.
    pub fn post(&self, event: Event) -> bool {
        match self.0.upgrade() {
            Some(mailbox) => mailbox.push(event),
            None => false,
        }
    }

    /// Something will be posted in a moment: if the loop sleeps, it wakes up while the caller prepares it. Worth it only
    /// where preparing takes longer than looking.
    pub fn announce(&self) {
        if let Some(mailbox) = self.0.upgrade() {
            mailbox.announce();
        }
    }

    /// Whether both belong to the same loop.
    pub fn same(&self, other: &LoopHandle) -> bool {
        self.0.ptr_eq(&other.0)
    }
}

/// Sends engine tasks to the loop.
pub(crate) struct LoopTasks(pub(crate) LoopHandle);

impl TaskSink for LoopTasks {
    fn cleanups_wait(&self) {
        self.0.post(Event::Cleanups);
    }

    fn dispatch(&self, task: Task, delay_ms: u32) -> bool {
        if delay_ms == 0 {
            self.0.post(Event::Task(task))
        } else {
            // The time limit of an `Atomics.waitAsync`.
            crate::delay::post_after(Duration::from_millis(u64::from(delay_ms)), self.0.clone(), Event::Task(task))
        }
    }
}
