//! The way to a worker's isolate from other threads: to end it, or to run something in it.

use heddle_core::{Event, LoopHandle};
use heddle_engine::{Interrupt, IsolateHandle};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

/// Where the isolate can be reached, from its start to its end.
#[derive(Default)]
pub(crate) struct Reach(Mutex<State>);

enum State {
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

impl Default for State {
    fn default() -> State {
        State::Starting(Vec::new())
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

impl Reach {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(|e| e.into_inner())
    }

    /// Ends the worker's JavaScript.
    pub(crate) fn terminate(&self) {
        if let State::Running(running) = &*self.state() {
            running.isolate.terminate();
        }
    }

    /// Posts an event to the worker's loop; false if it has none now.
    pub(crate) fn post(&self, event: Event) -> bool {
        // Posted while it is locked, dropped after that if it cannot be.
        match &*self.state() {
            State::Running(running) => return running.event_loop.post(event),
            State::Starting(_) | State::Ended => {}
        }
        false
    }

    /// Runs `f` in the worker: amid a loop, in `Atomics.wait`, or from its event loop when it is idle. If the worker ends
    /// first `f` is dropped.
    pub(crate) fn run(&self, f: Interrupt) {
        let dropped = match &mut *self.state() {
            State::Starting(waiting) => {
                waiting.push(f);
                None
            }
            State::Running(running) => {
                running.interrupt(f);
                None
            }
            State::Ended => Some(f),
        };
        drop(dropped);
    }

    /// The isolate is there.
    pub(crate) fn begin(&self, isolate: IsolateHandle, event_loop: LoopHandle) {
        let running = Running { isolate, event_loop, woken: Arc::default() };
        let mut state = self.state();
        if let State::Starting(waiting) = std::mem::replace(&mut *state, State::Ended) {
            waiting.into_iter().for_each(|f| running.interrupt(f));
        }
        *state = State::Running(running);
    }

    /// The isolate is gone.
    pub(crate) fn end(&self) {
        let state = std::mem::replace(&mut *self.state(), State::Ended);
        drop(state);
    }
}
