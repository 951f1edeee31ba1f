//! The turns of the loop, in Node's order: timers, then events, then immediates, then what was closed; ticks and microtasks after every
//! callback. <https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick>

use crate::async_op::{call_back, complete, drain, report};
use crate::bell;
use crate::event_loop::WAKE;
use crate::meter::LoopMeter;
use crate::spin::{RunningGuard, Spin};
use crate::{Event, EventLoop, Milestone};
use heddle_engine::{CollectionKind, Isolate, Local, Scope};
use std::rc::Rc;
use std::time::{Duration, Instant};

/// Why a loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoopEnd {
    /// Nothing is left to do.
    Idle,
    /// [`EventLoop::stop`] was called or the isolate is being terminated.
    Stopped,
}

/// Events handled before timers get a turn again.
const BATCH: usize = 1000;

/// Runs the loop until nothing keeps it alive or it is stopped. The caller emits `beforeExit` and calls again if that
/// made new work.
pub fn run_loop(isolate: &mut Isolate, running: &RunningGuard) -> LoopEnd {
    let event_loop = isolate.enter(|scope| scope.state::<EventLoop>());
    event_loop.mark(Milestone::LoopStart);
    if event_loop.registry().is_err() {
        // Never opened.
        return LoopEnd::Stopped;
    }
    let meter = event_loop.meter();
    meter.start();
    let mut spins = Spins { short: Spin::new(), long: Spin::across_wake() };
    let mut events = mio::Events::with_capacity(64);
    loop {
        if ended(isolate, &event_loop) {
            return LoopEnd::Stopped;
        }
        event_loop.turns.set(event_loop.turns.get() + 1);
        event_loop.update_time();
        isolate.enter(|scope| run_timers(scope, &event_loop));
        if ended(isolate, &event_loop) {
            return LoopEnd::Stopped;
        }
        if !event_loop.is_alive() && event_loop.mailbox.is_empty() {
            return LoopEnd::Idle;
        }
        wait(isolate, &event_loop, &meter, running, &mut spins, &mut events);
        isolate.enter(|scope| {
            for event in &events {
                if event.token() != WAKE && !scope.is_terminating() && !event_loop.stopped.get() {
                    crate::fd::ready(scope, event.token().0);
                }
            }
        });
        events.clear();
        let bells = event_loop.bells.list();
        if !bells.is_empty() {
            isolate.enter(|scope| bell::answer(scope, &bells));
            if ended(isolate, &event_loop) {
                return LoopEnd::Stopped;
            }
        }
        for _ in 0..event_loop.mailbox.len().min(BATCH) {
            let Some(event) = event_loop.mailbox.pop() else { break };
            event_loop.events.set(event_loop.events.get() + 1);
            isolate.enter(|scope| handle(scope, event));
            if ended(isolate, &event_loop) {
                return LoopEnd::Stopped;
            }
        }
        if event_loop.collections_wanted.get() {
            isolate.enter(|scope| tell_collections(scope, &event_loop));
        }
        if event_loop.immediate_any.get() {
            isolate.enter(|scope| call_hook(scope, &event_loop, "processImmediates", &[]));
        }
        // Those that are closed by these callbacks have their turn next time.
        let closing = event_loop.closing.borrow().len();
        for _ in 0..closing {
            if ended(isolate, &event_loop) {
                return LoopEnd::Stopped;
            }
            let next = event_loop.closing.borrow_mut().pop_front();
            if let Some(closing) = next {
                isolate.enter(|scope| (closing.run)(scope));
            }
        }
    }
}

fn ended(isolate: &Isolate, event_loop: &EventLoop) -> bool {
    event_loop.stopped.get() || isolate.handle().is_terminating()
}

fn call_hook(scope: &mut Scope<'_>, event_loop: &EventLoop, name: &str, args: &[Local<'_>]) {
    if let Some(hook) = event_loop.hooks.get(scope, name) {
        call_back(scope, hook, Local::undefined(), args);
    }
}

fn run_timers(scope: &mut Scope<'_>, event_loop: &Rc<EventLoop>) {
    let Some(due) = event_loop.timer_due.get() else { return };
    if due > event_loop.now.get() {
        return;
    }
    event_loop.timer_due.set(None);
    let Some(hook) = event_loop.hooks.get(scope, "processTimers") else { return };
    let now = scope.number(event_loop.now_ms());
    match scope.call(hook, Local::undefined(), &[now]) {
        Ok(next) => {
            let next = next.as_number().unwrap_or(0.0);
            if next != 0.0 {
                let due = event_loop.origin() + Duration::from_secs_f64(next.abs() / 1e3);
                event_loop.timer_due.set(Some(due));
                event_loop.timer_refed.set(next > 0.0);
            }
        }
        Err(thrown) => report(scope, thrown),
    }
    drain(scope);
}

/// Tells the observers of collections, with the numbers of `PerformanceObserver`'s entries.
fn tell_collections(scope: &mut Scope<'_>, event_loop: &EventLoop) {
    if !scope.has_collections() {
        return;
    }
    let now = event_loop.origin().elapsed().as_secs_f64() * 1e3;
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let numbers = scope.take_collections().into_iter().flat_map(|collection| {
        let kind = match collection.kind {
            CollectionKind::Minor => 1.0,
            CollectionKind::Major => 4.0,
            CollectionKind::Slice => 8.0,
        };
        let flags = if collection.forced { 4.0 } else { 0.0 };
        [now - ms(collection.ago), ms(collection.duration), kind, flags]
    });
    let list = scope.array_with(numbers, |scope, number| Ok(scope.number(number)));
    match list {
        Ok(list) => call_hook(scope, event_loop, "onCollections", &[list]),
        Err(thrown) => report(scope, thrown),
    }
}

/// Calls the callbacks of FinalizationRegistries, each registry's in a task of its own.
fn run_cleanups(scope: &mut Scope<'_>) {
    let event_loop = scope.state::<EventLoop>();
    for cleanup in scope.take_cleanups() {
        if scope.is_terminating() || event_loop.stopped.get() {
            return;
        }
        if let Err(thrown) = scope.run_cleanup(cleanup) {
            report(scope, thrown);
        }
        drain(scope);
    }
}

/// How long a loop spins, learned apart for its two cases.
struct Spins {
    /// Nobody had to be woken.
    short: Spin,
    /// This loop has woken another one, or was woken ahead of what is meant for it.
    long: Spin,
}

/// Waits for something to do: not at all if there is work, else spins a little, else sleeps.
fn wait(
    isolate: &mut Isolate,
    event_loop: &EventLoop,
    meter: &LoopMeter,
    running: &RunningGuard,
    spins: &mut Spins,
    events: &mut mio::Events,
) {
    let mailbox = &event_loop.mailbox;
    let across_wake = mailbox.take_announced() | crate::mailbox::take_woke();
    let spin = if across_wake { &mut spins.long } else { &mut spins.short };
    let busy = event_loop.immediate_any.get() || !event_loop.closing.borrow().is_empty();
    let bells = event_loop.bells.list();
    let arrived = || !mailbox.is_empty() || bell::rings(&bells);
    let mut timeout = if busy || arrived() {
        Some(Duration::ZERO)
    } else {
        event_loop.timer_due.get().map(|due| due.saturating_duration_since(Instant::now()))
    };
    let watching = event_loop.has_watches();
    if timeout == Some(Duration::ZERO) {
        if !watching {
            return;
        }
    } else {
        meter.begin_sleep();
        let came = spin.wait(arrived);
        meter.end_sleep();
        if came {
            if !watching {
                return;
            }
            timeout = Some(Duration::ZERO);
        } else if !mailbox.before_sleep() || !bell::before_sleep(&bells) {
            timeout = Some(Duration::ZERO);
        }
    }
    let sleeping = timeout != Some(Duration::ZERO);
    if sleeping {
        isolate.enter(|scope| scope.maybe_gc());
        if event_loop.collections_wanted.get() && isolate.enter(|scope| scope.has_collections()) {
            // Something to do after all.
            timeout = Some(Duration::ZERO);
        }
    }
    let start = Instant::now();
    if sleeping {
        meter.begin_sleep();
    }
    // epoll counts in milliseconds and rounds up, so a timer is never early.
    let mut poll = || match &mut *event_loop.poll.borrow_mut() {
        Some(poll) => poll.poll(events, timeout),
        None => Err(std::io::ErrorKind::Interrupted.into()),
    };
    let polled = if sleeping { running.sleep(poll) } else { poll() };
    mailbox.after_sleep();
    bell::after_sleep(&bells);
    if sleeping {
        meter.end_sleep();
        spin.slept(start.elapsed());
    }
    if let Err(error) = polled {
        // EINTR is the only failure a live epoll descriptor has; the next turn waits again.
        debug_assert_eq!(error.kind(), std::io::ErrorKind::Interrupted);
    }
    event_loop.update_time();
}

impl EventLoop {
    fn has_watches(&self) -> bool {
        !self.watches.borrow().is_empty()
    }
}

/// Handles one event; synchronous, so that it can be tested without threads.
fn handle(scope: &mut Scope<'_>, event: Event) {
    match event {
        Event::Completed { id, result } => complete(scope, id, result),
        Event::Task(task) => {
            Isolate::run_task(scope, task);
            drain(scope);
        }
        Event::Cleanups => run_cleanups(scope),
        Event::Port(id) => {
            let receiver = scope.state::<EventLoop>().ports.borrow().get(&id).cloned();
            if let Some(receiver) = receiver {
                receiver(scope);
            }
        }
        Event::Run(function) => {
            function(scope);
            drain(scope);
        }
        Event::Wake => {}
    }
}
