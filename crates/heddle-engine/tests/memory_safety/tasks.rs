//! What the engine's other threads and its collector hand to an isolate, when it works on and when it ends.

use super::{child, eval, text};
use heddle_engine::{Caught, GcKind, Isolate, Task, TaskSink};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;

/// Keeps tasks until it is closed, and takes none from then on.
#[derive(Default)]
struct Sink {
    state: Mutex<Kept>,
    changed: Condvar,
}

#[derive(Default)]
struct Kept {
    tasks: Vec<Task>,
    /// Tasks that came, and cleanups that were announced.
    heard: usize,
    is_closed: bool,
}

impl Sink {
    fn hear(&self) -> MutexGuard<'_, Kept> {
        let mut state = self.lock();
        state.heard += 1;
        self.changed.notify_all();
        state
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.state.lock().expect("no one panics with it")
    }

    fn heard(&self) -> usize {
        self.lock().heard
    }

    /// Waits until so much was heard.
    fn await_heard(&self, count: usize) -> MutexGuard<'_, Kept> {
        self.changed.wait_while(self.lock(), |state| state.heard < count).expect("no one panics with it")
    }

    fn close(&self) -> Vec<Task> {
        let mut state = self.lock();
        state.is_closed = true;
        std::mem::take(&mut state.tasks)
    }
}

impl TaskSink for Sink {
    fn dispatch(&self, task: Task, _delay_ms: u32) -> bool {
        let mut state = self.hear();
        if state.is_closed {
            return false;
        }
        state.tasks.push(task);
        true
    }

    fn cleanups_wait(&self) {
        drop(self.hear());
    }
}

/// Runs `work` on a thread that has an isolate of its own, whose tasks come to a sink.
fn on_a_thread(main: &mut Isolate, work: impl FnOnce(Isolate, &Sink) + Send + 'static) {
    let parent = main.runtime();
    let worker = thread::spawn(move || {
        let sink = Arc::new(Sink::default());
        let mut isolate = child(parent);
        isolate.set_task_sink(sink.clone());
        work(isolate, &sink);
    });
    worker.join().expect("the thread ends well");
}

/// An isolate can be destroyed while the engine compiles for it on another thread, and with finished tasks not run.
pub(crate) fn tasks_do_not_hold_up_the_end(main: &mut Isolate) {
    let compile = "var bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
        for (let i = 0; i < 20; i++) WebAssembly.compile(bytes);
        [WebAssembly.compile(bytes), 0][1]";
    for wait in [false, true] {
        on_a_thread(main, move |mut isolate, sink| {
            isolate.enter(|scope| {
                eval(scope, compile);
            });
            if wait {
                drop(sink.await_heard(21));
            }
            drop(sink.close());
            drop(isolate);
        });
    }
    on_a_thread(main, |mut isolate, sink| {
        isolate.enter(|scope| {
            eval(
                scope,
                "var made; WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(m => { made = m })",
            );
            let task = sink.await_heard(1).tasks.pop().expect("it is the task that was heard");
            Isolate::run_task(scope, task);
            scope.run_microtasks(&mut |_, _| Ok(())).expect("nothing throws");
            assert_eq!(text(scope, "String(made)"), "[object WebAssembly.Module]");
        });
    });
}

/// Callbacks of FinalizationRegistries: called for each target, also after one threw, or never if the isolate goes.
pub(crate) fn cleanups_are_run_or_dropped(main: &mut Isolate) {
    let source = "var log = []; var registry = new FinalizationRegistry((n) => { log.push(n); if (n & 1) throw n; });
        for (let i = 0; i < 10; i++) registry.register({}, i)";
    for run in [false, true] {
        on_a_thread(main, move |mut isolate, sink| {
            isolate.enter(|scope| {
                eval(scope, source);
                scope.gc(GcKind::Full);
                assert_eq!(sink.heard(), 1);
                let mut throws = 0;
                loop {
                    if !run {
                        break;
                    }
                    scope.gc(GcKind::Shrink);
                    let Some(cleanup) = scope.take_cleanups().pop() else { break };
                    if let Err(thrown) = scope.run_cleanup(cleanup) {
                        assert!(matches!(scope.catch(thrown), Caught::Exception(_)));
                        throws += 1;
                    }
                }
                assert_eq!(text(scope, "log.sort().join('')"), if run { "0123456789" } else { "" });
                assert_eq!(throws, if run { 5 } else { 0 });
            });
        });
    }
}
