//! A worker from the inside, wherever it lives: its isolate's host, its program from start to end.

use super::{describe_limit, send, workers, Closeness, Report};
use crate::host::{FatalError, IsolateHost};
use crate::ops::{Descriptors, Tracked};
use crate::runtime::{Entry, Runtime, RuntimeError};
use crate::start_room::Starting;
use heddle_core::{EventLoop, LoopHandle};
use heddle_engine::{Caught, LimitReport, Local, MemoryLimit, Message, Scope};
use heddle_worker::{Cause, Control, ExitReason, LimitUse, Link, PortEnd, TimeLimits, WorkerOutput};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

/// The way to a worker's parent.
#[derive(Clone)]
pub(crate) enum Upstream {
    /// A loop of this process, and the worker's id there.
    Loop(LoopHandle, u32),
    /// Another process.
    Link(Arc<Link>),
}

impl Upstream {
    pub(super) fn report(&self, report: Report) {
        match self {
            Upstream::Loop(parent, id) => send(parent, *id, report),
            Upstream::Link(link) => {
                if let Some((kind, body)) = super::frames::encode(&report) {
                    link.send(kind, &[&body], Vec::new());
                }
            }
        }
    }

    /// Reports an uncaught error; the text, if it cannot be sent.
    fn report_error(&self, described: Message, text: impl FnOnce() -> String) {
        match self {
            Upstream::Loop(..) => self.report(Report::Error(described)),
            Upstream::Link(link) => {
                let wire = described.into_wire(&crate::ops::Platform);
                let wire = wire.or_else(|_| Message::text(&text()).into_wire(&crate::ops::Platform));
                if let Ok(wire) = wire {
                    let frame = wire.encode();
                    link.send(super::frames::kind::ERROR, &[&frame.bytes], frame.descriptors);
                }
            }
        }
    }
}

/// What a worker finds of itself in its isolate's state.
pub(crate) struct WorkerContext {
    pub(crate) data: RefCell<Option<Message>>,
    pub(crate) port: RefCell<Option<PortEnd>>,
    pub(crate) stdin: RefCell<Option<PortEnd>>,
    pub(crate) output: Arc<WorkerOutput>,
    pub(crate) control: Arc<Control>,
    upstream: Upstream,
}

impl WorkerContext {
    /// Gives the parent's stream what was written; whether the descriptor gets it too.
    pub(crate) fn route_output(&self, fd: usize, bytes: &[u8]) -> bool {
        if self.output.is_wanted(fd - 1, bytes.len()) {
            self.upstream.report(Report::Output(fd, bytes.to_vec()));
        }
        !self.output.only_stream[fd - 1]
    }
}

/// The parent asked the worker to end.
pub(super) fn hear_stop(scope: &mut Scope<'_>) {
    if let Some(context) = scope.try_state::<WorkerContext>() {
        context.control.hear();
    }
    call_hook(scope, "onStopAsked", &[]);
}

/// A limit of the worker is nearly used up.
pub(super) fn hear_limit(scope: &mut Scope<'_>, used: LimitUse) {
    if let Some(value) = describe_limit(scope, used) {
        call_hook(scope, "onLimitNear", &[value]);
    }
}

fn call_hook(scope: &mut Scope<'_>, name: &str, args: &[Local<'_>]) {
    if let Some(hook) = scope.state::<EventLoop>().hooks().get(scope, name) {
        heddle_core::call_back(scope, hook, Local::undefined(), args);
    }
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
    upstream: Upstream,
}

impl IsolateHost for WorkerHost {
    fn is_main(&self) -> bool {
        false
    }

    fn fatal(&self, scope: &mut Scope<'_>, fatal: FatalError<'_>) {
        let out_of_memory = fatal.is_out_of_memory(scope);
        if out_of_memory {
            self.upstream.report(Report::OutOfMemory);
        } else if let Some(message) = describe_error(scope, fatal.error) {
            self.upstream.report_error(message, || display(scope, fatal.error));
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
        self.upstream.report(Report::MemoryLimit(report.clone(), Closeness::Near));
    }

    fn over_limit(&self, report: &LimitReport) {
        self.ending.reason.set(Some(match report.limit {
            MemoryLimit::Heap => ExitReason::HeapLimit,
            MemoryLimit::External => ExitReason::ExternalLimit,
            MemoryLimit::Code => ExitReason::CodeLimit,
        }));
        self.ending.code.set(Some(1));
        self.upstream.report(Report::MemoryLimit(report.clone(), Closeness::Over));
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
            let text = display(scope, error);
            let text = scope.string(&text);
            scope.write_message(text, Local::undefined(), &delegate).ok()
        }
    }
}

fn display(scope: &mut Scope<'_>, error: Local<'_>) -> String {
    scope.to_display_string(error).unwrap_or_else(|| "an error that cannot be shown".into())
}

/// A worker that is yet to start.
pub(super) struct Body {
    pub(super) id: u32,
    pub(super) entry: Entry,
    pub(super) limits: TimeLimits,
    pub(super) data: Message,
    pub(super) port: PortEnd,
    pub(super) stdin: Option<PortEnd>,
    pub(super) output: Arc<WorkerOutput>,
    pub(super) closes_descriptors: bool,
    /// Held until it has taken the memory that it needs to start.
    pub(super) starting: Option<Starting>,
}

/// Runs a worker on this thread; the report of its end. `make` makes its runtime.
pub(super) fn run(
    body: Body,
    control: &Arc<Control>,
    upstream: &Upstream,
    make: impl FnOnce(Rc<dyn IsolateHost>) -> Result<Runtime, RuntimeError>,
) -> Report {
    let id = body.id;
    let ending = Rc::new(Ending::default());
    let outcome =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run_program(body, control, upstream, &ending, make)));
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
    Report::Exit(ending.code.get().unwrap_or(code), reason, limit_of(control, reason))
}

/// The limit that ended a worker.
pub(super) fn limit_of(control: &Control, reason: ExitReason) -> Option<LimitUse> {
    match control.cause() {
        Some(Cause::Limit(used)) if reason == used.limit.reason() || reason == ExitReason::Abandoned => Some(used),
        _ => None,
    }
}

fn run_program(
    body: Body,
    control: &Arc<Control>,
    upstream: &Upstream,
    ending: &Rc<Ending>,
    make: impl FnOnce(Rc<dyn IsolateHost>) -> Result<Runtime, RuntimeError>,
) -> i32 {
    let host = Rc::new(WorkerHost { ending: ending.clone(), upstream: upstream.clone() });
    let mut runtime = match make(host) {
        Ok(runtime) => runtime,
        Err(_) if control.cause().is_some() => {
            ending.take_cause(control);
            return 1;
        }
        // A limit that leaves no room for the start was reported.
        Err(_) if ending.reason.get().is_some() => return 1,
        Err(error) => {
            ending.reason.set(Some(ExitReason::NotStarted));
            upstream.report(Report::NotStarted(error.to_string()));
            return 1;
        }
    };
    drop(body.starting);
    let context = Rc::new(WorkerContext {
        data: RefCell::new(Some(body.data)),
        port: RefCell::new(Some(body.port)),
        stdin: RefCell::new(body.stdin),
        output: body.output,
        control: control.clone(),
        upstream: upstream.clone(),
    });
    runtime.enter(|scope| {
        scope.put_state(context);
        scope.put_state(Rc::new(Tracked(Arc::new(Descriptors::new(body.closes_descriptors)))));
    });
    heddle_worker::thread_runs(body.id, runtime.event_loop().handle());
    // Told to end before it could be reached.
    if !control.set_reach(runtime.handle(), runtime.event_loop()) {
        ending.take_cause(control);
        return 1;
    }
    if control.is_asked() {
        control.post(heddle_core::Event::Run(Box::new(hear_stop)));
    }
    control.watch_limits(body.limits);
    upstream.report(Report::Online);
    let code = runtime.run(&body.entry);
    ending.take_cause(control);
    control.set_javascript_over();
    runtime.enter(|scope| {
        scope.lift_memory_limits();
        workers(scope).end_all();
    });
    code
}
