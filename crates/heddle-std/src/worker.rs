//! Thread workers: the thread, its isolate's host, and the table in which a parent keeps its workers.

use crate::control::Control;
use crate::host::{FatalError, IsolateHost};
use crate::ops::{Descriptors, Tracked};
use crate::options::{ProcessOptions, StartOptions};
use crate::runtime::{Entry, OptionsState, Runtime};
use heddle_core::{Event, EventLoop, LoopHandle, RefGuard};
use heddle_engine::{Caught, Engine, GcKind, Global, Interrupt, Local, Message, ParentRuntime, Scope};
use heddle_worker::{ExitReason, Life, PortEnd, Transition, WorkerOutput};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

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
    Exit(i32, ExitReason),
}

/// What a worker finds of itself in its isolate's state.
pub(crate) struct WorkerContext {
    pub(crate) data: RefCell<Option<Message>>,
    pub(crate) port: RefCell<Option<PortEnd>>,
    pub(crate) stdin: RefCell<Option<PortEnd>>,
    pub(crate) output: Arc<WorkerOutput>,
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
                *child.guard.borrow_mut() = refed.then(|| event_loop.add_ref("Worker"));
            }
        }
    }

    /// Tells a worker to end; false if it is gone.
    pub(crate) fn terminate(&self, id: u32) -> bool {
        let Some(child) = self.get(id) else { return false };
        if let Some(next) = child.life.get().next(Transition::Terminate) {
            child.life.set(next);
        }
        child.control.terminate();
        true
    }

    /// Runs something in a worker, also while that is busy; see [`Control::interrupt`].
    pub(crate) fn interrupt(&self, id: u32, f: Interrupt) {
        if let Some(child) = self.get(id) {
            child.control.interrupt(f);
        }
    }

    /// The parent wants a copy of what the worker writes.
    pub(crate) fn copy_output(&self, id: u32, fd: usize) {
        if let Some(child) = self.get(id) {
            child.output.want(fd - 1);
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

    /// Ends all workers and waits for their threads: before the parent goes.
    pub(crate) fn end_all(&self) {
        let children: Vec<Rc<Child>> = self.table.borrow_mut().drain().map(|(_, child)| child).collect();
        for child in &children {
            child.control.terminate();
        }
        for child in children {
            let thread = child.thread.borrow_mut().take();
            if let Some(thread) = thread {
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
}

/// Starts a worker. `object` is the parent's `Worker`.
pub(crate) fn start(scope: &mut Scope<'_>, object: Local<'_>, mut worker: WorkerStart) -> std::io::Result<()> {
    let event_loop = scope.state::<EventLoop>();
    let process = match worker.options.take() {
        Some(options) => Arc::new(options),
        None => scope.state::<OptionsState>().0.clone(),
    };
    let control = Arc::new(Control::default());
    let output = Arc::new(WorkerOutput::new(worker.only_stream));
    let id = worker.id;
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
        guard: RefCell::new(Some(event_loop.add_ref("Worker"))),
        thread: RefCell::new(Some(thread)),
    };
    workers(scope).table.borrow_mut().insert(id, Rc::new(child));
    Ok(())
}

/// The workers of this isolate.
pub(crate) fn workers(scope: &mut Scope<'_>) -> Rc<Workers> {
    if let Some(workers) = scope.try_state::<Workers>() {
        return workers;
    }
    let workers = Rc::new(Workers::default());
    scope.put_state(workers.clone());
    workers
}

/// Hands a worker's report to JavaScript, on the parent's thread.
fn deliver(scope: &mut Scope<'_>, id: u32, report: Report) {
    let table = workers(scope);
    let Some(child) = table.get(id) else { return };
    let object = child.object.get(scope);
    let ended = matches!(report, Report::Exit(..));
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
        Report::Exit(code, reason) => {
            let thread = child.thread.borrow_mut().take();
            if let Some(thread) = thread {
                let _ = thread.join();
            }
            child.life.set(Life::Exited);
            child.guard.borrow_mut().take();
            table.table.borrow_mut().remove(&id);
            let parts = [scope.number(f64::from(code)), scope.string(reason.name())];
            let Ok(value) = scope.array(&parts) else { return };
            ("exit", value)
        }
    };
    let hook = scope.state::<EventLoop>().hooks().get(scope, "onWorkerReport");
    if let Some(hook) = hook {
        let kind = scope.string(kind);
        heddle_core::call_back(scope, hook, Local::undefined(), &[object, kind, value]);
    }
    if ended {
        table.tidy(scope);
    }
}

/// How a worker's end is decided.
#[derive(Default)]
struct Ending {
    code: Cell<Option<i32>>,
    reason: Cell<Option<ExitReason>>,
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
        if let Some(message) = describe_error(scope, fatal.error) {
            send(&self.parent, self.id, Report::Error(message));
        }
        self.ending.reason.set(Some(ExitReason::Error));
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
            let _ = scope.catch(thrown);
            let text = scope.to_display_string(error).unwrap_or_else(|| "an error that cannot be shown".into());
            let text = scope.string(&text);
            scope.write_message(text, Local::undefined(), &delegate).ok()
        }
    }
}

fn run_thread(
    worker: WorkerStart,
    control: &Control,
    output: Arc<WorkerOutput>,
    process: Arc<ProcessOptions>,
    parent: LoopHandle,
) {
    let id = worker.id;
    let ending = Rc::new(Ending::default());
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        run_worker(worker, control, output, process, &parent, &ending)
    }));
    let code = outcome.unwrap_or(1);
    // Whatever ended it, nobody must wait for its locks.
    heddle_worker::lock_leave(id);
    heddle_worker::thread_ends(id);
    control.ended();
    let reason = match ending.reason.get() {
        Some(reason) => reason,
        None if control.is_terminated() => ExitReason::Terminated,
        None => ExitReason::Finished,
    };
    send(&parent, id, Report::Exit(ending.code.get().unwrap_or(code), reason));
}

fn run_worker(
    worker: WorkerStart,
    control: &Control,
    output: Arc<WorkerOutput>,
    process: Arc<ProcessOptions>,
    parent: &LoopHandle,
    ending: &Rc<Ending>,
) -> i32 {
    let id = worker.id;
    let Some(engine) = Engine::get() else { return 1 };
    let host = Rc::new(WorkerHost { ending: ending.clone(), parent: parent.clone(), id });
    let runtime = Runtime::new(engine, process, worker.start, ROOT.get().copied(), host);
    let mut runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            ending.reason.set(Some(ExitReason::NotStarted));
            let text = format!("the worker could not start: {error}");
            send(parent, id, Report::Error(Message::text(&text)));
            return 1;
        }
    };
    let context = Rc::new(WorkerContext {
        data: RefCell::new(Some(worker.data)),
        port: RefCell::new(Some(worker.port)),
        stdin: RefCell::new(worker.stdin),
        output,
        parent: parent.clone(),
        id,
    });
    runtime.enter(|scope| {
        scope.put_state(context.clone());
        scope.put_state(Rc::new(Tracked(Arc::new(Descriptors::new(worker.closes_descriptors)))));
    });
    heddle_worker::thread_runs(id, runtime.event_loop().handle());
    // A terminate() may have come first.
    if !control.started(runtime.handle(), runtime.event_loop().handle()) {
        return 1;
    }
    context.report(Report::Online);
    let code = runtime.run(&worker.entry);
    runtime.enter(|scope| workers(scope).end_all());
    code
}
