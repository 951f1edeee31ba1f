//! Workers as their parent sees them: the table that it keeps them in, and what it hears of them. A worker is a thread
//! (`thread.rs`) or a process (`process.rs`, `child.rs`); from the inside both are the same (`body.rs`).

mod body;
mod child;
mod frames;
mod handle;
mod kernel_limits;
mod process;
mod questions;
mod sandbox;
mod start_frame;
mod thread;

pub(crate) use body::WorkerContext;
pub use child::run_zygote;
pub(crate) use child::{in_worker_process, take_messages, wait_for_rest};
pub(crate) use questions::{Question, Reply, Snapshot, HEAP_FIGURES};
pub(crate) use sandbox::Grants;
pub(crate) use thread::set_root_runtime;

use crate::options::{ProcessOptions, StartOptions};
use crate::runtime::{resolver_options, Entry, OptionsState};
use crate::start_room::Starting;
use handle::Handle;
use heddle_core::modules::files::FileRecord;
use heddle_core::{Event, EventLoop, LoopHandle, LoopTimes, RefGuard};
use heddle_engine::{Caught, GcKind, Global, Interrupt, LimitReport, Local, MemoryLimit, Message, Refusal, Scope};
use heddle_sys::thread::CpuUsage;
use heddle_worker::{ExitReason, Life, LimitUse, PortEnd, Transition};
use kernel_limits::Held;
use process::{Ends, ProcessWorker};
use sandbox::Holds;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// What a worker tells its parent.
pub(crate) enum Report {
    /// It is sandboxed, and what of that holds.
    Confined(Holds),
    /// It has limits of the kernel.
    Limited(Vec<Held>),
    Online,
    /// An uncaught error: as a message, or as text if it could not be cloned.
    Error(Message),
    Output(usize, Vec<u8>),
    /// A limit is nearly used up.
    NearLimit(LimitUse),
    /// A memory limit is near, or was exceeded.
    MemoryLimit(LimitReport, Closeness),
    /// Its process and what that started used all of their memory, in MiB.
    MemoryUsedUp(f64),
    /// The system had no memory for it.
    OutOfMemory,
    /// It wrote to memory that it may only read, and where: `file:line`, or nothing.
    ReadOnlyStore(String),
    /// It could not start, and why.
    NotStarted(String),
    /// Its code, and the limit that it used up.
    Exit(i32, ExitReason, Option<LimitUse>),
    /// Its thread could not be ended in time.
    Abandoned,
}

/// Is given a worker's answer.
pub(crate) type Answered = Box<dyn FnOnce(Reply) + Send>;

/// How close to a limit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closeness {
    Near,
    Over,
}

fn send(parent: &LoopHandle, id: u32, report: Report) {
    parent.post(Event::Run(Box::new(move |scope| deliver(scope, id, report))));
}

/// A worker as its parent knows it.
struct Child {
    object: Global,
    life: Cell<Life>,
    handle: Handle,
    guard: RefCell<Option<RefGuard>>,
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
        child.handle.end();
        true
    }

    /// Asks a worker, also while that is busy; see [`Control::run`]. `answered` is dropped if it ends before it has answered.
    pub(crate) fn ask(&self, id: u32, question: Question, answered: Answered) {
        if let Some(child) = self.get(id) {
            child.handle.ask_question(question, answered);
        }
    }

    /// Does one thing with every worker that is a thread, as [`Workers::ask`]; `f` makes it, of the worker's id. Another with
    /// those that are processes.
    pub(crate) fn interrupt_all(&self, f: impl Fn(u32) -> Interrupt, ask: impl Fn(u32) -> (Question, Answered)) {
        let children: Vec<_> = self.table.borrow().iter().map(|(id, child)| (*id, child.clone())).collect();
        for (id, child) in children {
            match &child.handle {
                Handle::Thread(worker) => worker.control.run(f(id)),
                Handle::Process(worker) => {
                    let (question, answered) = ask(id);
                    worker.ask_question(question, answered);
                }
            }
        }
    }

    /// Asks a worker to end, and ends it after `grace`; false if it is gone.
    pub(crate) fn stop(&self, id: u32, grace: Duration) -> bool {
        let Some(child) = self.get(id) else { return false };
        child.handle.ask(grace);
        true
    }

    /// Processor time of a worker; `None` if its thread is gone.
    pub(crate) fn cpu_usage(&self, id: u32) -> Option<CpuUsage> {
        self.get(id)?.handle.cpu_usage()
    }

    /// How a worker's loop has spent its time.
    pub(crate) fn loop_times(&self, id: u32) -> LoopTimes {
        self.get(id).map(|child| child.handle.loop_times()).unwrap_or_default()
    }

    /// The parent wants a copy of what the worker writes.
    pub(crate) fn copy_output(&self, id: u32, fd: usize) {
        if let Some(child) = self.get(id) {
            child.handle.copy_output(fd);
        }
    }

    /// The parent's stream, which alone gets this output, wants more; or, for good, will read nothing any more.
    pub(crate) fn output_wanted(&self, id: u32, fd: usize, for_good: bool) {
        if let Some(child) = self.get(id) {
            child.handle.output_wanted(fd, for_good);
        }
    }

    /// Takes the messages that workers' processes have sent: a program that does not return to its loop looks for some.
    pub(crate) fn take_messages(&self, scope: &mut Scope<'_>) {
        let children: Vec<_> = self.table.borrow().values().cloned().collect();
        for child in children {
            if let Handle::Process(worker) = &child.handle {
                worker.take_messages(scope);
            }
        }
    }

    /// Waits for the rest of a message that has come in part; false if there is none to wait for.
    pub(crate) fn wait_for_rest(&self) -> bool {
        let children: Vec<_> = self.table.borrow().values().cloned().collect();
        children.iter().any(|child| matches!(&child.handle, Handle::Process(worker) if worker.wait_for_rest()))
    }

    /// A worker that is a process.
    fn process(&self, id: u32) -> Option<Rc<ProcessWorker>> {
        match &self.get(id)?.handle {
            Handle::Process(worker) => Some(worker.clone()),
            Handle::Thread(_) => None,
        }
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
        children.iter().for_each(|child| child.handle.end());
        children.iter().for_each(|child| child.handle.wait());
    }
}

/// Where a worker is to live, with its `workerData` as that needs it.
pub(crate) enum Place {
    /// A thread. The second is held until it has taken the memory that it needs to start.
    Thread(Message, Starting),
    /// A process of its own, in a sandbox or not.
    Process(Message, Option<Grants>),
}

/// How to start a worker; everything in it may cross to the thread.
pub(crate) struct WorkerStart {
    pub(crate) id: u32,
    pub(crate) entry: Entry,
    pub(crate) start: StartOptions,
    pub(crate) only_stream: [bool; 2],
    /// `trackUnmanagedFds`
    pub(crate) closes_descriptors: bool,
    /// Its own options; `None`: the parent's.
    pub(crate) options: Option<ProcessOptions>,
    /// What its modules may know of the file system: made when it starts.
    pub(crate) record: Option<FileRecord>,
}

/// Starts a worker. `object` is the parent's `Worker`. Returns the parent's ends of the worker's port and, if it is to
/// have one, of the port of its standard input.
pub(crate) fn start(
    scope: &mut Scope<'_>,
    object: Local<'_>,
    mut worker: WorkerStart,
    place: Place,
    has_stdin: bool,
) -> Result<(PortEnd, Option<PortEnd>), Refusal> {
    let event_loop = scope.state::<EventLoop>();
    let process = match worker.options.take() {
        Some(options) => Arc::new(options),
        None => scope.state::<OptionsState>().0.clone(),
    };
    let id = worker.id;
    let (handle, ends) = match place {
        Place::Thread(data, starting) => {
            if worker.start.permissions.as_ref().is_some_and(|permissions| !permissions.reads_all()) {
                let (resolver, folder) = (resolver_options(&process), sandbox::working_folder());
                worker.record = Some(sandbox::record_graph(&worker.entry, &process, resolver, &folder));
            }
            let (own, theirs) = PortEnd::pair();
            let (own_stdin, stdin) = has_stdin.then(PortEnd::pair).unzip();
            let worker = thread::start(worker, (data, starting), process, event_loop.handle(), (theirs, stdin))?;
            (Handle::Thread(worker), Ends { port: own, stdin: own_stdin })
        }
        Place::Process(data, grants) => {
            let (worker, ends) = process::start(scope, worker, (data, grants), &process, has_stdin)?;
            (Handle::Process(worker), ends)
        }
    };
    let child = Child {
        object: scope.global_handle(object),
        life: Cell::default(),
        handle,
        guard: RefCell::new(Some(event_loop.add_ref_of("Worker", u64::from(id)))),
    };
    workers(scope).table.borrow_mut().insert(id, Rc::new(child));
    Ok((ends.port, ends.stdin))
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
        Report::Confined(holds) => {
            let Some(value) = describe_sandbox(scope, &holds) else { return };
            ("confined", value)
        }
        Report::Limited(list) => {
            let Some(value) = describe_held(scope, &list) else { return };
            ("limited", value)
        }
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
            if !child.handle.output().keeps(fd - 1) {
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
        Report::MemoryUsedUp(max) => {
            let max = scope.number(max);
            let parts = [scope.string("memoryMb"), max, max];
            let Ok(value) = scope.array(&parts) else { return };
            ("over-limit", value)
        }
        Report::OutOfMemory => ("out-of-memory", Local::undefined()),
        Report::NotStarted(why) => ("not-started", scope.string(&why)),
        Report::ReadOnlyStore(place) => ("readonly-memory", scope.string(&place)),
        Report::Abandoned => {
            let limit = child.handle.abandon();
            return finish(scope, id, 1, ExitReason::Abandoned, limit);
        }
        Report::Exit(code, reason, limit) => {
            child.handle.join();
            if reason == ExitReason::Crashed {
                tell(scope, object, "crashed", Local::undefined());
            }
            return finish(scope, id, code, reason, limit);
        }
    };
    tell(scope, object, kind, value);
}

/// Tells the parent's program that a worker is gone; first, as an error, the limit that it used up.
fn finish(scope: &mut Scope<'_>, id: u32, code: i32, reason: ExitReason, limit: Option<LimitUse>) {
    let table = workers(scope);
    let Some(child) = table.get(id) else { return };
    let object = child.object.get(scope);
    child.life.set(Life::Exited);
    child.guard.borrow_mut().take();
    table.table.borrow_mut().remove(&id);
    if let Some(value) = limit.and_then(|used| describe_limit(scope, used)) {
        tell(scope, object, "over-limit", value);
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

/// `[version of Landlock, whether system calls are filtered, namespaces]`
fn describe_sandbox<'s>(scope: &mut Scope<'s>, holds: &Holds) -> Option<Local<'s>> {
    let namespaces = scope.array_with(holds.namespaces.iter(), |scope, name| Ok(scope.string(name))).ok()?;
    let parts = [scope.number(f64::from(holds.landlock)), scope.boolean(holds.system_calls), namespaces];
    scope.array(&parts).ok()
}

/// `[[name, max, by], …]`
fn describe_held<'s>(scope: &mut Scope<'s>, list: &[Held]) -> Option<Local<'s>> {
    let described = scope.array_with(list.iter(), |scope, held| {
        let by = scope.array_with(held.by.iter(), |scope, by| Ok(scope.string(by)))?;
        let parts = [scope.string(&held.name), scope.number(held.max), by];
        scope.array(&parts)
    });
    described.ok()
}

/// `[limit, used, max]`, in milliseconds.
fn describe_limit<'s>(scope: &mut Scope<'s>, used: LimitUse) -> Option<Local<'s>> {
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    let parts =
        [scope.string(used.limit.name()), scope.number(milliseconds(used.used)), scope.number(milliseconds(used.max))];
    scope.array(&parts).ok()
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
