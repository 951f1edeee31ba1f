//! The control of a worker's thread: ending it whatever it does, and noticing when that fails.
//!
//! Ending means: the isolate runs no more JavaScript ([`IsolateHandle::terminate`]), its loop is woken, and the system call
//! that its thread waits in is interrupted, again and again until the thread is done. A native that cannot be interrupted
//! is waited for as long as [`PATIENCE`]; then the worker counts as abandoned. Its thread goes on until the native returns
//! and then ends by itself, having run no JavaScript.

use crate::limits::{LimitUse, TimeLimits, Watches};
use crate::reach::Reach;
use crate::ExitReason;
use heddle_core::delay::{run_after, Delayed};
use heddle_core::{Event, EventLoop, LoopMeter, LoopTimes};
use heddle_engine::{Interrupt, IsolateHandle};
use heddle_sys::thread::ThreadHandle;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock};
use std::time::{Duration, Instant};

/// How long a thread has to end after it was told to.
pub const PATIENCE: Duration = Duration::from_secs(2);
/// How long it has once its JavaScript is over: giving back a large heap takes time.
const TEARDOWN: Duration = Duration::from_secs(10);
/// Pauses between attempts to interrupt it.
const FIRST_PAUSE: Duration = Duration::from_millis(1);
const MOST_PAUSE: Duration = Duration::from_millis(50);
const MOST_PAUSE_ABANDONED: Duration = Duration::from_secs(1);

static ABANDONED: AtomicUsize = AtomicUsize::new(0);
static ABANDONED_EVER: AtomicUsize = AtomicUsize::new(0);

/// Threads of workers that were given up: those that have not ended yet, and all so far.
pub fn abandoned_workers() -> (usize, usize) {
    (ABANDONED.load(Ordering::SeqCst), ABANDONED_EVER.load(Ordering::SeqCst))
}

/// Why a worker is ended from outside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cause {
    /// `terminate()`, or the end of its parent.
    Terminated,
    /// It used up a limit.
    Limit(LimitUse),
}

impl Cause {
    /// The reason that it gives for the worker's exit.
    pub fn reason(self) -> ExitReason {
        match self {
            Cause::Terminated => ExitReason::Terminated,
            Cause::Limit(used) => used.limit.reason(),
        }
    }
}

/// What the control tells the parent, from any thread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Notice {
    /// A limit is nearly used up.
    NearLimit(LimitUse),
    /// The thread could not be ended in time.
    Abandoned,
}

#[derive(Clone, Copy, Debug, Default)]
struct Progress {
    javascript_over: bool,
    ended: bool,
    abandoned: bool,
}

/// The control of one worker, shared by its parent, its thread and those who watch it.
pub struct Control {
    thread: ThreadHandle,
    reach: Reach,
    cause: Mutex<Option<Cause>>,
    progress: Mutex<Progress>,
    changed: Condvar,
    asked: AtomicBool,
    heard: AtomicBool,
    grace: Mutex<Vec<Delayed>>,
    pub(crate) watches: Watches,
    meter: OnceLock<Arc<LoopMeter>>,
    notify: Notify,
}

/// Tells the worker's thread or its parent.
type Notify = Box<dyn Fn(&Control, Notice) + Send + Sync>;

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|e| e.into_inner())
}

impl Control {
    /// A control for a worker that is yet to start.
    pub fn new(notify: impl Fn(&Control, Notice) + Send + Sync + 'static) -> Arc<Control> {
        Arc::new(Control {
            thread: ThreadHandle::new(),
            reach: Reach::default(),
            cause: Mutex::default(),
            progress: Mutex::default(),
            changed: Condvar::new(),
            asked: AtomicBool::new(false),
            heard: AtomicBool::new(false),
            grace: Mutex::default(),
            watches: Watches::default(),
            meter: OnceLock::new(),
            notify: Box::new(notify),
        })
    }

    /// The worker's thread.
    pub fn thread(&self) -> &ThreadHandle {
        &self.thread
    }

    pub(crate) fn notify(&self, notice: Notice) {
        (self.notify)(self, notice);
    }

    // ---- from outside --------------------------------------------------------------------------------------------

    /// Ends the worker. The first cause counts.
    pub fn end(self: &Arc<Control>, cause: Cause) {
        {
            let mut known = lock(&self.cause);
            if known.is_some() {
                return;
            }
            *known = Some(cause);
        }
        // In this order: a call that is interrupted must find that its isolate ends.
        self.reach.terminate();
        self.thread.stop();
        self.post(Event::Wake);
        self.watch_end(Instant::now(), FIRST_PAUSE);
    }

    fn watch_end(self: &Arc<Control>, since: Instant, pause: Duration) {
        let control = self.clone();
        let again = run_after(pause, move || {
            let progress = *lock(&control.progress);
            if progress.ended {
                return;
            }
            control.reach.terminate();
            control.thread.interrupt();
            let patience = if progress.javascript_over { TEARDOWN } else { PATIENCE };
            if !progress.abandoned && since.elapsed() >= patience {
                control.abandon();
            }
            let most = if progress.abandoned { MOST_PAUSE_ABANDONED } else { MOST_PAUSE };
            control.watch_end(since, (pause * 2).min(most));
        });
        match again {
            Some(again) => again.detach(),
            // The machine has no thread left to watch it: nobody can promise that it ends.
            None => self.abandon(),
        }
    }

    fn abandon(&self) {
        {
            let mut progress = lock(&self.progress);
            if progress.abandoned || progress.ended {
                return;
            }
            progress.abandoned = true;
            ABANDONED.fetch_add(1, Ordering::SeqCst);
            ABANDONED_EVER.fetch_add(1, Ordering::SeqCst);
        }
        self.changed.notify_all();
        self.notify(Notice::Abandoned);
    }

    /// Asks the worker to end by itself: `ask` runs in its loop, if it gets that far. After `grace` it is ended.
    pub fn ask(self: &Arc<Control>, ask: Event, grace: Duration) {
        self.tell(ask);
        let control = self.clone();
        // Whoever asks again can only make it sooner: each time stands.
        match run_after(grace, move || control.end(Cause::Terminated)) {
            Some(end) => lock(&self.grace).push(end),
            None => self.end(Cause::Terminated),
        }
        if self.is_ended() {
            lock(&self.grace).clear();
        }
    }

    /// Asks the worker to end by itself, which somebody else watches: `ask` runs in its loop, if it gets that far.
    pub fn tell(&self, ask: Event) {
        if !self.asked.swap(true, Ordering::SeqCst) {
            self.post(ask);
        }
    }

    /// Posts an event to the worker's loop; false if it has none now.
    pub fn post(&self, event: Event) -> bool {
        self.reach.post(event)
    }

    /// Runs `f` in the worker: amid a loop, in `Atomics.wait`, or from its event loop when it is idle. If the worker ends
    /// first `f` is dropped.
    pub fn run(&self, f: Interrupt) {
        self.reach.run(f);
    }

    /// Whether the thread is done with the worker.
    pub fn is_ended(&self) -> bool {
        lock(&self.progress).ended
    }

    /// How its loop has spent its time so far.
    pub fn loop_times(&self) -> LoopTimes {
        self.meter.get().map(|meter| meter.times()).unwrap_or_default()
    }

    /// Waits until the thread is done or given up; whether it is done. To be called after [`Control::end`].
    pub fn wait(&self) -> bool {
        let mut progress = lock(&self.progress);
        while !progress.ended && !progress.abandoned {
            progress = self.changed.wait(progress).unwrap_or_else(|e| e.into_inner());
        }
        progress.ended
    }

    /// Whether the worker was asked to end.
    pub fn is_asked(&self) -> bool {
        self.asked.load(Ordering::SeqCst)
    }

    // ---- from the worker's thread --------------------------------------------------------------------------------

    /// The isolate can be reached from now on. False if the worker was ended before that.
    pub fn set_reach(&self, isolate: IsolateHandle, event_loop: &EventLoop) -> bool {
        self.meter.get_or_init(|| event_loop.meter());
        self.reach.begin(isolate, event_loop.handle());
        if self.cause().is_some() {
            self.reach.terminate();
            return false;
        }
        true
    }

    /// Why it is being ended from outside, if it is.
    pub fn cause(&self) -> Option<Cause> {
        *lock(&self.cause)
    }

    /// The worker learned that it was asked to end.
    pub fn hear(&self) {
        self.heard.store(true, Ordering::SeqCst);
    }

    /// Whether it learned that in time.
    pub fn has_heard(&self) -> bool {
        self.heard.load(Ordering::SeqCst)
    }

    /// Begins to watch the limits.
    pub fn watch_limits(self: &Arc<Control>, limits: TimeLimits) {
        if let Some(meter) = self.meter.get() {
            Watches::start(self, limits, meter);
        }
    }

    /// The worker's JavaScript is over.
    pub fn set_javascript_over(&self) {
        lock(&self.progress).javascript_over = true;
    }

    /// The isolate is gone; the thread is about to end.
    pub fn set_ended(&self) {
        self.reach.end();
        {
            let mut progress = lock(&self.progress);
            progress.ended = true;
            if progress.abandoned {
                ABANDONED.fetch_sub(1, Ordering::SeqCst);
            }
        }
        self.changed.notify_all();
        lock(&self.grace).clear();
        self.watches.end();
    }
}
