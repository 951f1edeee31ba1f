//! Thread workers: the thread, its isolate's host, and the table in which a parent keeps its workers.

use crate::host::{FatalError, IsolateHost};
use crate::ops::{Descriptors, Tracked};
use crate::options::{ProcessOptions, StartOptions};
use crate::runtime::{Entry, OptionsState, Runtime};
use crate::start_room::{RunningThread, Starting};
use heddle_core::{call_back, Event, EventLoop, LoopHandle, LoopTimes, RefGuard};
use heddle_engine::{
    Caught, Engine, GcKind, Global, Interrupt, LimitReport, Local, MemoryLimit, Message, ParentRuntime, Scope,
};
use heddle_sys::thread::CpuUsage;
use heddle_worker::{Cause, Control, ExitReason, Life, LimitUse, Notice, PortEnd, Transition, WorkerOutput};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// What a thread needs beside JavaScript's stack.
const STACK_MARGIN: usize = 512 << 10;

/// The runtime that all workers' runtimes are children of: the main isolate's, which lives until the process leaves.
static ROOT: OnceLock<ParentRuntime> = OnceLock::new();

/// Notes the main isolate's runtime.
pub(crate) fn set_root_runtime(runtime: ParentRuntime) {
    let _ = ROOT.set(runtime);
}

/// What a worker tells its parent.
pub(crate) enum Report {
    Online,
    /// An uncaught error: as a message, or as text if it could not be cloned.
    Error(Message),
    Output(usize, Vec<u8>),
    /// A limit is nearly used up.
    NearLimit(LimitUse),
    /// A memory limit is near, or was exceeded.
    MemoryLimit(LimitReport, Closeness),
    /// The system had no memory for it.
    OutOfMemory,
    /// It could not start, and why.
    NotStarted(String),
    Exit(i32, ExitReason),
    /// Its thread could not be ended in time.
    Abandoned,
}

/// How close to a limit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closeness {
    Near,
    Over,
}

/// What a worker finds of itself in its isolate's state.
pub(crate) struct WorkerContext {
    pub(crate) data: RefCell<Option<Message>>,
    pub(crate) port: RefCell<Option<PortEnd>>,
    pub(crate) stdin: RefCell<Option<PortEnd>>,
    pub(crate) output: Arc<WorkerOutput>,
    pub(crate) control: Arc<Control>,
    parent: LoopHandle,
    id: u32,
}

impl WorkerContext {
    fn report(&self, report: Report) {
        send(&self.parent, self.id, report);
    }

    /// Gives the parent's stream what was written; whether the descriptor gets it too.
    pub(crate) fn route_output(&self, fd: usize, bytes: &[u8]) -> bool {
        if self.output.is_wanted(fd - 1, bytes.len()) {
            self.report(Report::Output(fd, bytes.to_vec()));
        }
        !self.output.only_stream[fd - 1]
    }
}

fn send(parent: &LoopHandle, id: u32, report: Report) {
    parent.post(Event::Run(Box::new(move |scope| deliver(scope, id, report))));
}

/// A worker as its parent knows it.
struct Child {
    object: Global,
    life: Cell<Life>,
    control: Arc<Control>,
    output: Arc<WorkerOutput>,
    guard: RefCell<Option<RefGuard>>,
    thread: RefCell<Option<std::thread::JoinHandle<()>>>,
}

/// After this many workers have ended, what they left behind is cleared away.
const TIDY_EVERY: u32 = 32;
/// A parent with a larger heap collects in its own time: a collection takes about 1 ms a MiB.
const TIDY_LIMIT: u64 = 16 << 20;

/// The workers of an isolate, by thread id.
#[derive(Default)]
pub(crate) struct Workers {
    table: RefCell<HashMap<u32, Rc<Child>>>,
    ended: Cell<u32>,
}

impl Workers {
    fn get(&self, id: u32) -> Option<Rc<Child>> {
        self.table.borrow().get(&id).cloned()
    }

    /// Whether a worker keeps its parent's loop alive.
    pub(crate) fn set_ref(&self, event_loop: &EventLoop, id: u32, refed: bool) {
        if let Some(child) = self.get(id) {
            if child.life.get() != Life::Exited {
                *child.guard.borrow_mut() = refed.then(|| event_loop.add_ref_of("Worker", u64::from(id)));
            }
        }
    }

    /// Tells a worker to end; false if it is gone.
    pub(crate) fn terminate(&self, id: u32) -> bool {
        let Some(child) = self.get(id) else { return false };
        if let Some(next) = child.life.get().next(Transition::Terminate) {
            child.life.set(next);
        }
        child.control.end(Cause::Terminated);
        true
    }

    /// Runs something in a worker, also while that is busy; see [`Control::run`].
    pub(crate) fn interrupt(&self, id: u32, f: Interrupt) {
        if let Some(child) = self.get(id) {
            child.control.run(f);
        }
    }

    /// Runs something in every worker, as [`Workers::interrupt`]; `f` makes it, of the worker's id.
    pub(crate) fn interrupt_all(&self, f: impl Fn(u32) -> Interrupt) {
        let children: Vec<_> = self.table.borrow().iter().map(|(id, child)| (*id, child.clone())).collect();
        for (id, child) in children {
            child.control.run(f(id));
        }
    }

    /// Asks a worker to end, and ends it after `grace`; false if it is gone.
    pub(crate) fn stop(&self, id: u32, grace: Duration) -> bool {
        let Some(child) = self.get(id) else { return false };
        child.control.ask(Event::Run(Box::new(hear_stop)), grace);
        true
    }

    /// Processor time of a worker; `None` if its thread is gone.
    pub(crate) fn cpu_usage(&self, id: u32) -> Option<CpuUsage> {
        self.get(id)?.control.thread().cpu_usage()
    }

    /// How a worker's loop has spent its time.
    pub(crate) fn loop_times(&self, id: u32) -> LoopTimes {
        self.get(id).map(|child| child.control.loop_times()).unwrap_or_default()
    }

    /// The parent wants a copy of what the worker writes.
    pub(crate) fn copy_output(&self, id: u32, fd: usize) {
        if let Some(child) = self.get(id) {
            child.output.want(fd - 1);
        }
    }

    /// The parent's stream, which alone gets this output, wants more; or, for good, will read nothing any more.
    pub(crate) fn output_wanted(&self, id: u32, fd: usize, for_good: bool) {
        let Some(child) = self.get(id) else { return };
        if for_good {
            child.output.set_unread(fd - 1);
        }
        // A worker that is not there yet has nothing that waits.
        child.control.post(Event::Run(Box::new(move |scope| {
            let Some(hook) = scope.state::<EventLoop>().hooks().get(scope, "onOutputWanted") else { return };
            let fd = scope.number(fd as f64);
            call_back(scope, hook, Local::undefined(), &[fd]);
        })));
    }

    /// Counts a worker that ended, and now and then clears away what they left behind: objects of the parent's, too few
    /// for the collector to notice soon, and free memory of their threads.
    fn tidy(&self, scope: &mut Scope<'_>) {
        self.ended.set(self.ended.get() + 1);
        if !self.ended.get().is_multiple_of(TIDY_EVERY) || scope.is_terminating() {
            return;
        }
        if scope.heap_statistics().gc_bytes < TIDY_LIMIT {
            scope.gc(GcKind::Full);
        }
        heddle_sys::memory::return_free_memory();
    }

    /// Ends all workers and waits for their threads, as long as that makes sense: before the parent goes.
    pub(crate) fn end_all(&self) {
        let children: Vec<Rc<Child>> = self.table.borrow_mut().drain().map(|(_, child)| child).collect();
        for child in &children {
            child.control.end(Cause::Terminated);
        }
        for child in children {
            let thread = child.thread.borrow_mut().take();
            if let Some(thread) = thread.filter(|_| child.control.wait()) {
                // A panic of the thread was reported by its own hook.
                let _ = thread.join();
            }
        }
    }
}

/// How to start a worker; everything in it may cross to the thread.
pub(crate) struct WorkerStart {
    pub(crate) id: u32,
    pub(crate) entry: Entry,
    pub(crate) start: StartOptions,
    pub(crate) data: Message,
    pub(crate) port: PortEnd,
    pub(crate) stdin: Option<PortEnd>,
    pub(crate) only_stream: [bool; 2],
    /// `trackUnmanagedFds`
    pub(crate) closes_descriptors: bool,
    /// Its own options; `None`: the parent's.
    pub(crate) options: Option<ProcessOptions>,
    /// Held until it has taken the memory that it needs to start.
    pub(crate) starting: Starting,
}

/// Starts a worker. `object` is the parent's `Worker`.
pub(crate) fn start(scope: &mut Scope<'_>, object: Local<'_>, mut worker: WorkerStart) -> std::io::Result<()> {
    let event_loop = scope.state::<EventLoop>();
    let process = match worker.options.take() {
        Some(options) => Arc::new(options),
        None => scope.state::<OptionsState>().0.clone(),
    };
    let id = worker.id;
    let control = {
        let parent = event_loop.handle();
        Control::new(move |control, notice| {
            let report = match notice {
                Notice::NearLimit(used) => {
                    control.post(Event::Run(Box::new(move |scope| hear_limit(scope, used))));
                    Report::NearLimit(used)
                }
                Notice::Abandoned => Report::Abandoned,
            };
            send(&parent, id, report);
        })
    };
    let output = Arc::new(WorkerOutput::new(worker.only_stream));
    let stack = worker.start.limits.stack();
    heddle_worker::thread_starts(id);
    let thread = {
        let (control, output, parent) = (control.clone(), output.clone(), event_loop.handle());
        std::thread::Builder::new()
            .name(format!("worker {id}"))
            .stack_size(stack + STACK_MARGIN)
            .spawn(move || run_thread(worker, &control, output, process, parent))
            .inspect_err(|_| heddle_worker::thread_ends(id))?
    };
    let child = Child {
        object: scope.global_handle(object),
        life: Cell::default(),
        control,
        output,
        guard: RefCell::new(Some(event_loop.add_ref_of("Worker", u64::from(id)))),
        thread: RefCell::new(Some(thread)),
    };
    workers(scope).table.borrow_mut().insert(id, Rc::new(child));
    Ok(())
}

/// The workers of this isolate.
pub(crate) fn workers(scope: &mut Scope<'_>) -> Rc<Workers> {
    scope.state_or_default::<Workers>()
}

/// Hands a worker's report to JavaScript, on the parent's thread.
fn deliver(scope: &mut Scope<'_>, id: u32, report: Report) {
    let table = workers(scope);
    let Some(child) = table.get(id) else { return };
    let object = child.object.get(scope);
    let (kind, value) = match report {
        Report::Online => {
            let Some(next) = child.life.get().next(Transition::Online) else { return };
            child.life.set(next);
            ("online", Local::undefined())
        }
        Report::Error(message) => {
            let delegate = crate::ops::Platform;
            match scope.read_message(message, &delegate) {
                Ok(value) => ("error", value),
                Err(thrown) => match scope.catch(thrown) {
                    Caught::Exception(error) => ("error", error),
                    Caught::Terminated => return,
                },
            }
        }
        Report::Output(fd, bytes) => {
            if !child.output.keeps(fd - 1) {
                return;
            }
            let Ok(bytes) = scope.uint8_array(bytes) else { return };
            (if fd == 1 { "stdout" } else { "stderr" }, bytes)
        }
        Report::NearLimit(used) => {
            let Some(value) = describe_limit(scope, used) else { return };
            ("limit", value)
        }
        Report::MemoryLimit(report, closeness) => {
            let Some(value) = describe_memory_limit(scope, &report) else { return };
            (if closeness == Closeness::Near { "limit" } else { "over-limit" }, value)
        }
        Report::OutOfMemory => ("out-of-memory", Local::undefined()),
        Report::NotStarted(why) => ("not-started", scope.string(&why)),
        Report::Abandoned => {
            // Without waiting for the thread, which is detached.
            child.thread.borrow_mut().take();
            end(scope, &table, &child, id, 1, ExitReason::Abandoned);
            return;
        }
        Report::Exit(code, reason) => {
            let thread = child.thread.borrow_mut().take();
            if let Some(thread) = thread {
                let _ = thread.join();
            }
            end(scope, &table, &child, id, code, reason);
            return;
        }
    };
    tell(scope, object, kind, value);
}

/// Tells the parent's program that a worker is gone; first, as an error, why, if it used up a limit or crashed.
fn end(scope: &mut Scope<'_>, table: &Workers, child: &Child, id: u32, code: i32, reason: ExitReason) {
    let object = child.object.get(scope);
    child.life.set(Life::Exited);
    child.guard.borrow_mut().take();
    table.table.borrow_mut().remove(&id);
    let limit = match child.control.cause() {
        Some(Cause::Limit(used)) if reason == used.limit.reason() || reason == ExitReason::Abandoned => Some(used),
        _ => None,
    };
    if let Some(value) = limit.and_then(|used| describe_limit(scope, used)) {
        tell(scope, object, "over-limit", value);
    } else if reason == ExitReason::Crashed {
        tell(scope, object, "crashed", Local::undefined());
    }
    let parts = [scope.number(f64::from(code)), scope.string(reason.name())];
    if let Ok(value) = scope.array(&parts) {
        tell(scope, object, "exit", value);
    }
    table.tidy(scope);
}

fn tell(scope: &mut Scope<'_>, worker: Local<'_>, kind: &str, value: Local<'_>) {
    let hook = scope.state::<EventLoop>().hooks().get(scope, "onWorkerReport");
    if let Some(hook) = hook {
        let kind = scope.string(kind);
        heddle_core::call_back(scope, hook, Local::undefined(), &[worker, kind, value]);
    }
}

/// `[limit, used, max]`, in milliseconds.
fn describe_limit<'s>(scope: &mut Scope<'s>, used: LimitUse) -> Option<Local<'s>> {
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    let parts =
        [scope.string(used.limit.name()), scope.number(milliseconds(used.used)), scope.number(milliseconds(used.max))];
    scope.array(&parts).ok()
}

// ---- in the worker -------------------------------------------------------------------------------------------------

/// The parent asked the worker to end.
fn hear_stop(scope: &mut Scope<'_>) {
    if let Some(context) = scope.try_state::<WorkerContext>() {
        context.control.hear();
    }
    call_hook(scope, "onStopAsked", &[]);
}

/// A limit of the worker is nearly used up.
fn hear_limit(scope: &mut Scope<'_>, used: LimitUse) {
    if let Some(value) = describe_limit(scope, used) {
        call_hook(scope, "onLimitNear", &[value]);
    }
}

fn call_hook(scope: &mut Scope<'_>, name: &str, args: &[Local<'_>]) {
    if let Some(hook) = scope.state::<EventLoop>().hooks().get(scope, name) {
        heddle_core::call_back(scope, hook, Local::undefined(), args);
    }
}

/// `[name, used, max, stack]`, in MB
fn describe_memory_limit<'s>(scope: &mut Scope<'s>, report: &LimitReport) -> Option<Local<'s>> {
    let name = match report.limit {
        MemoryLimit::Heap => "heapMb",
        MemoryLimit::External => "externalMb",
        MemoryLimit::Code => "codeRangeSizeMb",
    };
    let megabytes = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    let parts = [
        scope.string(name),
        scope.number(megabytes(report.used)),
        scope.number(megabytes(report.max)),
        scope.string(&report.stack),
    ];
    scope.array(&parts).ok()
}

/// How a worker's end is decided.
#[derive(Default)]
struct Ending {
    code: Cell<Option<i32>>,
    reason: Cell<Option<ExitReason>>,
}

impl Ending {
    /// The worker's JavaScript is over: if it was ended from outside before it had said how, that is how.
    fn take_cause(&self, control: &Control) {
        if let (None, Some(cause)) = (self.reason.get(), control.cause()) {
            self.reason.set(Some(cause.reason()));
            self.code.set(Some(1));
        }
    }
}

struct WorkerHost {
    ending: Rc<Ending>,
    parent: LoopHandle,
    id: u32,
}

impl IsolateHost for WorkerHost {
    fn is_main(&self) -> bool {
        false
    }

    fn fatal(&self, scope: &mut Scope<'_>, fatal: FatalError<'_>) {
        let out_of_memory = fatal.is_out_of_memory(scope);
        if out_of_memory {
            send(&self.parent, self.id, Report::OutOfMemory);
        } else if let Some(message) = describe_error(scope, fatal.error) {
            send(&self.parent, self.id, Report::Error(message));
        }
        // Ended from outside while it described its error: that is then how it ended.
        if scope.is_terminating() {
            return;
        }
        self.ending.reason.set(Some(if out_of_memory { ExitReason::OutOfMemory } else { ExitReason::Error }));
        self.exit(scope, fatal.code);
    }

    fn exit(&self, scope: &mut Scope<'_>, code: i32) {
        if self.ending.code.get().is_none() {
            self.ending.code.set(Some(code));
        }
        if self.ending.reason.get().is_none() {
            self.ending.reason.set(Some(ExitReason::Finished));
        }
        scope.state::<EventLoop>().stop();
        scope.isolate_handle().terminate();
    }

    fn near_limit(&self, report: &LimitReport) {
        send(&self.parent, self.id, Report::MemoryLimit(report.clone(), Closeness::Near));
    }

    fn over_limit(&self, report: &LimitReport) {
        self.ending.reason.set(Some(match report.limit {
            MemoryLimit::Heap => ExitReason::HeapLimit,
            MemoryLimit::External => ExitReason::ExternalLimit,
            MemoryLimit::Code => ExitReason::CodeLimit,
        }));
        self.ending.code.set(Some(1));
        send(&self.parent, self.id, Report::MemoryLimit(report.clone(), Closeness::Over));
    }
}

/// The error as a message: JavaScript makes a description that keeps class, stack, cause and own fields.
fn describe_error(scope: &mut Scope<'_>, error: Local<'_>) -> Option<Message> {
    let hook = scope.state::<EventLoop>().hooks().get(scope, "describeError")?;
    let delegate = crate::ops::Platform;
    let described = match scope.call(hook, Local::undefined(), &[error]) {
        Ok(value) => scope.write_message(value, Local::undefined(), &delegate),
        Err(thrown) => Err(thrown),
    };
    match described {
        Ok(message) => Some(message),
        Err(thrown) => {
            if matches!(scope.catch(thrown), Caught::Terminated) {
                return None;
            }
            let text = scope.to_display_string(error).unwrap_or_else(|| "an error that cannot be shown".into());
            let text = scope.string(&text);
            scope.write_message(text, Local::undefined(), &delegate).ok()
        }
    }
}

fn run_thread(
    worker: WorkerStart,
    control: &Arc<Control>,
    output: Arc<WorkerOutput>,
    process: Arc<ProcessOptions>,
    parent: LoopHandle,
) {
    let id = worker.id;
    let _running = RunningThread::new();
    let _attached = control.thread().attach();
    let ending = Rc::new(Ending::default());
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        run_worker(worker, control, output, process, &parent, &ending)
    }));
    let reason = match ending.reason.get().unwrap_or(ExitReason::Finished) {
        _ if outcome.is_err() => ExitReason::Crashed,
        ExitReason::Finished if control.has_heard() => ExitReason::Stopped,
        reason => reason,
    };
    let code = outcome.unwrap_or(1);
    // Whatever ended it, nobody must wait for its locks.
    heddle_worker::lock_leave(id);
    heddle_worker::thread_ends(id);
    control.set_ended();
    send(&parent, id, Report::Exit(ending.code.get().unwrap_or(code), reason));
}

fn run_worker(
    worker: WorkerStart,
    control: &Arc<Control>,
    output: Arc<WorkerOutput>,
    process: Arc<ProcessOptions>,
    parent: &LoopHandle,
    ending: &Rc<Ending>,
) -> i32 {
    let id = worker.id;
    let Some(engine) = Engine::get() else { return 1 };
    let host = Rc::new(WorkerHost { ending: ending.clone(), parent: parent.clone(), id });
    let limits = worker.start.limits.time();
    let starting = worker.starting;
    let runtime = Runtime::new(engine, process, worker.start, ROOT.get().copied(), host);
    let mut runtime = match runtime {
        Ok(runtime) => runtime,
        Err(_) if control.cause().is_some() => {
            ending.take_cause(control);
            return 1;
        }
        // A limit that leaves no room for the start was reported.
        Err(_) if ending.reason.get().is_some() => return 1,
        Err(error) => {
            ending.reason.set(Some(ExitReason::NotStarted));
            send(parent, id, Report::NotStarted(error.to_string()));
            return 1;
        }
    };
    drop(starting);
    let context = Rc::new(WorkerContext {
        data: RefCell::new(Some(worker.data)),
        port: RefCell::new(Some(worker.port)),
        stdin: RefCell::new(worker.stdin),
        output,
        control: control.clone(),
        parent: parent.clone(),
        id,
    });
    runtime.enter(|scope| {
        scope.put_state(context.clone());
        scope.put_state(Rc::new(Tracked(Arc::new(Descriptors::new(worker.closes_descriptors)))));
    });
    heddle_worker::thread_runs(id, runtime.event_loop().handle());
    // Told to end before it could be reached.
    if !control.set_reach(runtime.handle(), runtime.event_loop()) {
        ending.take_cause(control);
        return 1;
    }
    if control.is_asked() {
        control.post(Event::Run(Box::new(hear_stop)));
    }
    control.watch_limits(limits);
    context.report(Report::Online);
    let code = runtime.run(&worker.entry);
    ending.take_cause(control);
    control.set_javascript_over();
    runtime.enter(|scope| {
        scope.lift_memory_limits();
        workers(scope).end_all();
    });
    code
}
