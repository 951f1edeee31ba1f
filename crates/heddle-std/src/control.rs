//! What a parent can do with a worker's isolate from its own thread: end it, or run something in it.

use heddle_core::{Event, LoopHandle};
use heddle_engine::{Interrupt, IsolateHandle};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// The control of a worker; its parent and its thread hold it.
#[derive(Default)]
pub(crate) struct Control {
    reach: Mutex<Reach>,
    terminated: AtomicBool,
}

/// How the isolate can be reached.
enum Reach {
    /// It does not exist yet: what shall run in it.
    Starting(Vec<Interrupt>),
    Running(Running),
    Ended,
}

struct Running {
    isolate: IsolateHandle,
    event_loop: LoopHandle,
    /// The loop has an event that will serve the interrupts.
    woken: Arc<AtomicBool>,
}

impl Default for Reach {
    fn default() -> Reach {
        Reach::Starting(Vec::new())
    }
}

impl Running {
    fn interrupt(&self, f: Interrupt) {
        self.isolate.interrupt(f);
        if self.woken.swap(true, Ordering::SeqCst) {
            return;
        }
        // For a worker that runs no JavaScript now. A busy one has served everything by the time it comes to this.
        let woken = self.woken.clone();
        self.event_loop.post(Event::Run(Box::new(move |scope| {
            woken.store(false, Ordering::SeqCst);
            scope.serve_interrupts();
        })));
    }
}

impl Control {
    fn reach(&self) -> std::sync::MutexGuard<'_, Reach> {
        self.reach.lock().unwrap_or_else(|e| e.into_inner())
    }

    /// Ends the worker's JavaScript.
    pub(crate) fn terminate(&self) {
        self.terminated.store(true, Ordering::SeqCst);
        if let Reach::Running(running) = &*self.reach() {
            running.isolate.terminate();
            running.event_loop.post(Event::Wake);
        }
    }

    /// Whether [`Control::terminate`] was called.
    pub(crate) fn is_terminated(&self) -> bool {
        self.terminated.load(Ordering::SeqCst)
    }

    /// Runs `f` in the worker: amid a loop, in `Atomics.wait`, or from its event loop when it is idle. If the worker ends
    /// first `f` is dropped.
    pub(crate) fn interrupt(&self, f: Interrupt) {
        let dropped = match &mut *self.reach() {
            Reach::Starting(waiting) => {
                waiting.push(f);
                None
            }
            Reach::Running(running) => {
                running.interrupt(f);
                None
            }
            Reach::Ended => Some(f),
        };
        drop(dropped);
    }

    /// The isolate is there; false if it is to end at once.
    pub(crate) fn started(&self, isolate: IsolateHandle, event_loop: LoopHandle) -> bool {
        let running = Running { isolate, event_loop, woken: Arc::default() };
        let mut reach = self.reach();
        if let Reach::Starting(waiting) = std::mem::replace(&mut *reach, Reach::Ended) {
            waiting.into_iter().for_each(|f| running.interrupt(f));
        }
        *reach = Reach::Running(running);
        !self.is_terminated()
    }

    /// The isolate is gone.
    pub(crate) fn ended(&self) {
        let reach = std::mem::replace(&mut *self.reach(), Reach::Ended);
        drop(reach);
    }
}
