//! [`EventLoop`]: the state of one isolate's loop, reached by ops through `scope.state::<EventLoop>()`.

use crate::bell::Bells;
use crate::blocking::Lane;
use crate::event::LoopTasks;
use crate::fd::Watches;
use crate::mailbox::Mailbox;
use crate::meter::LoopMeter;
use crate::references::{Reason, RefGuard, RefTable};
use crate::LoopHandle;
use heddle_engine::{Global, Isolate, Local, Scope, Thrown};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::io;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;

/// Wake-up token of the poller.
pub(crate) const WAKE: mio::Token = mio::Token(usize::MAX);

/// Functions of the built-in JavaScript that the loop calls.
#[derive(Default)]
pub struct LoopHooks {
    /// A dozen: looking through them is faster than hashing the name.
    functions: RefCell<Vec<(String, Global)>>,
}

impl LoopHooks {
    /// Registers a function.
    pub fn set(&self, name: &str, function: Global) {
        let mut functions = self.functions.borrow_mut();
        match functions.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = function,
            None => functions.push((name.to_owned(), function)),
        }
    }

    /// The function of this name in `scope`, if it was registered.
    pub fn get<'s>(&self, scope: &mut Scope<'s>, name: &str) -> Option<Local<'s>> {
        let functions = self.functions.borrow();
        functions.iter().find(|(known, _)| known == name).map(|(_, function)| function.get(scope))
    }
}

/// Points in the life of an isolate (`performance.nodeTiming`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Milestone {
    /// The isolate exists.
    Environment,
    /// The bootstrap is done.
    Bootstrapped,
    /// The loop started.
    LoopStart,
    /// The loop ended.
    LoopExit,
}

fn unix_ms() -> f64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_secs_f64() * 1e3
}

type Finish = Box<dyn for<'n> FnOnce(&mut Scope<'n>, Box<dyn Any + Send>) -> Result<Local<'n>, Thrown>>;

/// An operation under way on another thread.
pub(crate) struct Pending {
    pub(crate) callback: Global,
    pub(crate) context: Global,
    pub(crate) finish: Finish,
    pub(crate) _guard: Option<RefGuard>,
}

/// One isolate's loop.
pub struct EventLoop {
    pub(crate) mailbox: Arc<Mailbox>,
    /// `None`: the loop is not open yet.
    pub(crate) poll: RefCell<Option<mio::Poll>>,
    pub(crate) hooks: LoopHooks,
    pub(crate) pending: RefCell<HashMap<u64, Pending>>,
    pub(crate) ports: RefCell<HashMap<u64, PortReceiver>>,
    pub(crate) watches: RefCell<Watches>,
    pub(crate) bells: Bells,
    pub(crate) lane: Arc<Lane>,
    pub(crate) tick_wanted: Cell<bool>,
    pub(crate) timer_due: Cell<Option<Instant>>,
    pub(crate) timer_refed: Cell<bool>,
    pub(crate) immediate_any: Cell<bool>,
    pub(crate) immediate_refed: Cell<bool>,
    pub(crate) refs: Rc<RefTable>,
    pub(crate) stopped: Cell<bool>,
    pub(crate) closing: RefCell<VecDeque<Closing>>,
    pub(crate) collections_wanted: Cell<bool>,
    pub(crate) last_resort: RefCell<Option<LastResort>>,
    origin: Cell<Instant>,
    pub(crate) now: Cell<Instant>,
    meter: RefCell<Arc<LoopMeter>>,
    pub(crate) turns: Cell<u64>,
    pub(crate) events: Cell<u64>,
    marks: Cell<[f64; 4]>,
    unix_origin: Cell<f64>,
    next_id: Cell<u64>,
}

/// Takes the messages of a port.
type PortReceiver = Rc<dyn Fn(&mut Scope<'_>)>;

/// What is told that something is closed, and what keeps the loop alive until then.
pub(crate) struct Closing {
    pub(crate) run: Box<dyn FnOnce(&mut Scope<'_>)>,
    pub(crate) _guard: RefGuard,
}

/// Ends the isolate with an error that the built-in JavaScript could not handle.
type LastResort = Rc<dyn Fn(&mut Scope<'_>, Local<'_>)>;

impl EventLoop {
    /// Makes the loop of an isolate and puts it into the isolate's state. `origin` is the isolate's time origin.
    pub fn install(isolate: &mut Isolate, origin: Instant) -> io::Result<Rc<EventLoop>> {
        let event_loop = EventLoop::install_closed(isolate);
        event_loop.open(origin)?;
        Ok(event_loop)
    }

    /// The same, but only what needs no descriptors: such a loop cannot run before [`EventLoop::open`]. For a process that
    /// others are forked from.
    pub fn install_closed(isolate: &mut Isolate) -> Rc<EventLoop> {
        let origin = Instant::now();
        let event_loop = Rc::new(EventLoop {
            mailbox: Arc::default(),
            poll: RefCell::default(),
            hooks: LoopHooks::default(),
            pending: RefCell::default(),
            ports: RefCell::default(),
            watches: RefCell::default(),
            bells: Bells::default(),
            lane: Arc::default(),
            tick_wanted: Cell::new(false),
            timer_due: Cell::new(None),
            timer_refed: Cell::new(false),
            immediate_any: Cell::new(false),
            immediate_refed: Cell::new(false),
            refs: Rc::default(),
            stopped: Cell::new(false),
            closing: RefCell::default(),
            collections_wanted: Cell::new(false),
            last_resort: RefCell::default(),
            origin: Cell::new(origin),
            now: Cell::new(origin),
            meter: RefCell::new(Arc::default()),
            turns: Cell::new(0),
            events: Cell::new(0),
            marks: Cell::new([-1.0; 4]),
            unix_origin: Cell::new(0.0),
            next_id: Cell::new(1),
        });
        isolate.set_task_sink(Arc::new(LoopTasks(event_loop.handle())));
        isolate.enter(|scope| scope.put_state(event_loop.clone()));
        event_loop
    }

    /// Gives the loop what it waits with, and the isolate's time origin.
    pub fn open(&self, origin: Instant) -> io::Result<()> {
        let poll = mio::Poll::new()?;
        self.mailbox.open(mio::Waker::new(poll.registry(), WAKE)?);
        *self.poll.borrow_mut() = Some(poll);
        self.origin.set(origin);
        self.now.set(Instant::now());
        *self.meter.borrow_mut() = Arc::default();
        self.unix_origin.set(unix_ms() - origin.elapsed().as_secs_f64() * 1e3);
        Ok(())
    }

    /// Where descriptors are registered.
    pub(crate) fn registry(&self) -> io::Result<std::cell::Ref<'_, mio::Registry>> {
        let poll = self.poll.borrow();
        std::cell::Ref::filter_map(poll, |poll| poll.as_ref().map(mio::Poll::registry))
            .map_err(|_| io::ErrorKind::NotConnected.into())
    }

    /// The sending side.
    pub fn handle(&self) -> LoopHandle {
        LoopHandle::new(&self.mailbox)
    }

    /// What happens with an uncaught exception when the function for them fails itself, for want of memory or stack.
    pub fn set_last_resort(&self, end: impl Fn(&mut Scope<'_>, Local<'_>) + 'static) {
        *self.last_resort.borrow_mut() = Some(Rc::new(end));
    }

    /// Calls `run` in the last phase of this turn, after the immediates: for the callbacks of things that were closed.
    pub fn at_close(&self, kind: &'static str, run: impl FnOnce(&mut Scope<'_>) + 'static) {
        let closing = Closing { run: Box::new(run), _guard: self.add_ref(kind) };
        self.closing.borrow_mut().push_back(closing);
    }

    /// The functions that built-in JavaScript registered.
    pub fn hooks(&self) -> &LoopHooks {
        &self.hooks
    }

    /// Keeps the loop alive; `kind` names the reason (`process.getActiveResourcesInfo()`).
    pub fn add_ref(&self, kind: &'static str) -> RefGuard {
        self.refs.add(kind, None)
    }

    /// The same; `what` tells it from others of its kind.
    pub fn add_ref_of(&self, kind: &'static str, what: u64) -> RefGuard {
        self.refs.add(kind, Some(what))
    }

    /// From now on notes where each reference was made.
    pub fn record_reasons(&self) {
        self.refs.record();
    }

    /// What keeps the loop alive of what was noted, from the oldest.
    pub fn reasons(&self) -> Vec<Reason> {
        self.refs.reasons()
    }

    /// What keeps the loop alive, a name for each.
    pub fn active(&self) -> Vec<&'static str> {
        self.refs.names()
    }

    /// Whether anything keeps the loop alive.
    pub fn is_alive(&self) -> bool {
        self.refs.any()
            || (self.immediate_any.get() && self.immediate_refed.get())
            || (self.timer_due.get().is_some() && self.timer_refed.get())
            || self.tick_wanted.get()
    }

    /// Ends the loop after the current callback.
    pub fn stop(&self) {
        self.stopped.set(true);
    }

    /// Milliseconds since the isolate's time origin, as of the current turn.
    pub fn now_ms(&self) -> f64 {
        self.now.get().saturating_duration_since(self.origin.get()).as_secs_f64() * 1e3
    }

    /// Reads the clock.
    pub fn update_time(&self) {
        self.now.set(Instant::now());
    }

    /// The isolate's time origin.
    pub fn origin(&self) -> Instant {
        self.origin.get()
    }

    /// What other threads may learn of the loop.
    pub fn meter(&self) -> Arc<LoopMeter> {
        self.meter.borrow().clone()
    }

    /// Nanoseconds that the loop has spent waiting.
    pub fn idle_ns(&self) -> u64 {
        self.meter.borrow().idle_ns()
    }

    /// The time origin as Unix time in milliseconds.
    pub fn unix_origin_ms(&self) -> f64 {
        self.unix_origin.get()
    }

    /// Notes that a milestone is reached now; the first time counts.
    pub fn mark(&self, milestone: Milestone) {
        let mut marks = self.marks.get();
        if marks[milestone as usize] < 0.0 {
            marks[milestone as usize] = self.origin.get().elapsed().as_secs_f64() * 1e3;
            self.marks.set(marks);
        }
    }

    /// When a milestone was reached, in ms since the time origin; -1: not yet.
    pub fn marked(&self, milestone: Milestone) -> f64 {
        self.marks.get()[milestone as usize]
    }

    /// Turns made and events handled so far, and events that wait.
    pub fn counts(&self) -> (u64, u64, u64) {
        (self.turns.get(), self.events.get(), self.mailbox.len() as u64)
    }

    /// The nextTick queue (or the list of rejections) has entries, or has none any more.
    pub fn want_ticks(&self, wanted: bool) {
        self.tick_wanted.set(wanted);
    }

    /// Asks for `processTimers` at `due`.
    pub fn schedule_timers(&self, due: Option<Instant>) {
        self.timer_due.set(due);
    }

    /// Whether timers keep the loop alive.
    pub fn ref_timers(&self, refed: bool) {
        self.timer_refed.set(refed);
    }

    /// Whether immediates wait, and whether they keep the loop alive.
    pub fn want_immediates(&self, any: bool, refed: bool) {
        self.immediate_any.set(any);
        self.immediate_refed.set(refed);
    }

    /// Whether `onCollections` is called after garbage was collected (it gets start, duration, kind and flags of each).
    pub fn want_collections(&self, wanted: bool) {
        self.collections_wanted.set(wanted);
    }

    /// Registers the receiver of [`crate::Event::Port`] events; its id.
    pub fn add_port(&self, on_event: Rc<dyn Fn(&mut Scope<'_>)>) -> u64 {
        let id = self.fresh_id();
        self.ports.borrow_mut().insert(id, on_event);
        id
    }

    /// Removes a receiver.
    pub fn remove_port(&self, id: u64) {
        self.ports.borrow_mut().remove(&id);
    }

    pub(crate) fn fresh_id(&self) -> u64 {
        let id = self.next_id.get();
        self.next_id.set(id + 1);
        id
    }

    /// Drops everything that holds values of the isolate; before the isolate goes.
    pub fn shut_down(&self) {
        self.mailbox.close();
        self.lane.stop();
        self.pending.borrow_mut().clear();
        self.ports.borrow_mut().clear();
        *self.watches.borrow_mut() = Watches::default();
        self.bells.clear();
        self.hooks.functions.borrow_mut().clear();
    }
}
