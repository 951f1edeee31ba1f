//! [`Runtime`]: an isolate, its loop, its module loader and the built-in JavaScript, put together.

use crate::builtins::{self, Evaluated};
use crate::globals::Globals;
use crate::host::{FatalError, IsolateHost};
use crate::limits::Limits;
use crate::ops;
use crate::options::{ProcessOptions, StartOptions};
use heddle_core::esm::EsmHost;
use heddle_core::modules::{global_folders, Resolver, ResolverOptions};
use heddle_core::{run_loop, EventLoop, LoopEnd, Milestone, RunningGuard};
use heddle_engine::{
    Engine, GcKind, Isolate, IsolateHandle, IsolateOptions, LimitHost, LimitReport, Local, ParentRuntime, Renewal,
    Scope, Thrown,
};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;

/// What an isolate runs.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A file, as on the command line or as the path of a worker.
    File(String),
    /// A URL (`file:`, `data:`).
    Url(String),
    /// Source text: `--eval`, a worker's `eval: true`.
    Source(String),
    /// A built-in main module (`internal/main/repl`).
    Builtin(String),
}

/// Why a runtime could not start.
#[derive(Debug)]
pub enum RuntimeError {
    /// No memory for another isolate.
    Memory,
    /// No descriptors for the loop.
    Loop(std::io::Error),
    /// The built-in JavaScript failed: a bug of the runtime.
    Bootstrap(String),
}

impl std::fmt::Display for RuntimeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            RuntimeError::Memory => write!(f, "there is not enough memory for another isolate"),
            RuntimeError::Loop(error) => write!(f, "the event loop could not be set up: {error}"),
            RuntimeError::Bootstrap(error) => write!(f, "the built-in JavaScript failed to start: {error}"),
        }
    }
}

/// An isolate with everything a program needs.
pub struct Runtime {
    isolate: Isolate,
    event_loop: Rc<EventLoop>,
    esm: Rc<EsmHost>,
    running: RunningGuard,
}

/// Access of ops to the isolate's host.
pub(crate) struct HostState(pub(crate) Rc<dyn IsolateHost>);
/// Access of ops to the process's options.
pub(crate) struct OptionsState(pub(crate) Arc<ProcessOptions>);

/// Tells the isolate's host of its limits.
struct Limited(Rc<dyn IsolateHost>);

impl LimitHost for Limited {
    fn near(&self, report: &LimitReport) {
        self.0.near_limit(report);
    }

    fn before_over(&self, scope: &mut Scope<'_>) {
        self.0.before_over_limit(scope);
    }

    fn over(&self, report: &LimitReport) {
        self.0.over_limit(report);
    }
}

/// What most workers evaluate, and what does not look at how an isolate was started before something calls it.
const EVALUATED: &[&str] = &[
    "internal/async_state",
    "internal/main",
    "internal/modules/builtins",
    "internal/options",
    "internal/process/state",
    "internal/process_global",
    "internal/ticks",
    "internal/worker/marks",
    "internal/worker/message_port",
    "web/event_target",
    "web/node_event_target",
];
/// What most workers evaluate besides.
const COMPILED: &[&str] = &[
    "internal/modules/cjs",
    "internal/modules/cjs_extensions",
    "internal/modules/cjs_resolve",
    "internal/modules/esm",
    "internal/modules/eval",
    "internal/modules/helpers",
    "internal/worker/parent",
    "node/worker_threads",
];
/// Hot enough for the engine to make the code that all its machine code needs.
const HOT: &str = "(() => { const next = (n) => n + 1; for (let n = 0; n < 5000;) n = next(n); })()";

/// An isolate with the built-in JavaScript started, that nothing of a program or its options has touched. It has no
/// descriptors.
pub struct Prepared {
    isolate: Isolate,
    event_loop: Rc<EventLoop>,
}

impl Prepared {
    /// Makes an isolate on this thread and runs the bootstrap.
    pub fn new(engine: &'static Engine, options: IsolateOptions) -> Result<Prepared, RuntimeError> {
        let first = options.parent.is_none();
        let mut isolate =
            Isolate::new(engine, IsolateOptions { ops: options.ops.or_else(|| Some(ops::table())), ..options })
                .ok_or(RuntimeError::Memory)?;
        if first {
            crate::worker::set_root_runtime(isolate.runtime());
        }
        let event_loop = EventLoop::install_closed(&mut isolate);
        isolate.set_global_host(Globals::new());
        Ok(Prepared { isolate, event_loop })
    }

    /// Runs the bootstrap.
    pub fn boot(&mut self) -> Result<(), RuntimeError> {
        let booted = self.isolate.enter(|scope| {
            scope.put_state(Rc::new(Evaluated::default()));
            bootstrap(scope).map_err(|thrown| describe(scope, thrown))
        });
        booted.map_err(RuntimeError::Bootstrap)
    }

    /// Makes ready what most workers need, in a process that they are forked from: modules are evaluated or at least compiled,
    /// and so is what the engine's machine code needs. Nothing of a program's start is looked at.
    pub fn warm(&mut self) -> Result<(), RuntimeError> {
        let warmed = self.isolate.enter(|scope| {
            let done = warm(scope).map_err(|thrown| describe(scope, thrown));
            scope.gc(GcKind::Full);
            done
        });
        warmed.map_err(RuntimeError::Bootstrap)
    }

    /// Has dates shown in this zone, as `TZ` names it, or in the system's. All that is read for it is read now.
    pub(crate) fn set_time_zone(&mut self, zone: Option<&str>) -> Result<(), RuntimeError> {
        if let Some(zone) = zone {
            std::env::set_var("TZ", zone);
        }
        let shown = self.isolate.enter(|scope| {
            scope.reset_time_zone();
            let shown = scope.eval("new Date(0).getTimezoneOffset()", "heddle:time-zone");
            shown.map(drop).map_err(|thrown| describe(scope, thrown))
        });
        shown.map_err(RuntimeError::Bootstrap)
    }

    /// In a process that was forked with it: what is to differ from others of its kind.
    fn renew(&mut self, limits: &Limits) -> Result<(), RuntimeError> {
        let renewal = Renewal { stack_quota: limits.stack(), memory: limits.memory(), nursery: limits.nursery() };
        self.isolate.renew(renewal).then_some(()).ok_or(RuntimeError::Memory)
    }

    /// The isolate gets a loop, and what it needs to know of the process and of its own start.
    fn open(
        &mut self,
        origin: Instant,
        process: Arc<ProcessOptions>,
        start: StartOptions,
        host: Rc<dyn IsolateHost>,
    ) -> Result<Rc<EsmHost>, RuntimeError> {
        self.isolate.set_limit_host(Rc::new(Limited(host.clone())));
        self.event_loop.open(origin).map_err(RuntimeError::Loop)?;
        if crate::why_alive::is_wanted(&process) {
            self.event_loop.record_reasons();
        }
        self.event_loop.mark(Milestone::Environment);
        let fatal_host = host.clone();
        self.event_loop.set_last_resort(move |scope, error| {
            fatal_host.fatal(scope, FatalError { error, from_promise: false, code: 1 });
        });
        let esm = EsmHost::new(Rc::new(Resolver::new(resolver_options(&process))));
        self.isolate.set_module_host(esm.clone());
        self.isolate.enter(|scope| {
            scope.put_state(Rc::new(HostState(host)));
            scope.put_state(Rc::new(OptionsState(process)));
            scope.put_state(Rc::new(start));
            scope.put_state(esm.clone());
        });
        Ok(esm)
    }

    fn into_runtime(self, esm: Rc<EsmHost>) -> Runtime {
        self.event_loop.mark(Milestone::Bootstrapped);
        Runtime { isolate: self.isolate, event_loop: self.event_loop, esm, running: RunningGuard::new() }
    }

    /// What was prepared, ready to run a program.
    pub(crate) fn into_worker(
        mut self,
        origin: Instant,
        process: Arc<ProcessOptions>,
        start: StartOptions,
        host: Rc<dyn IsolateHost>,
    ) -> Result<Runtime, RuntimeError> {
        self.renew(&start.limits)?;
        let esm = self.open(origin, process, start, host)?;
        Ok(self.into_runtime(esm))
    }
}

impl Runtime {
    /// Makes an isolate on this thread and runs the bootstrap.
    pub fn new(
        engine: &'static Engine,
        process: Arc<ProcessOptions>,
        start: StartOptions,
        parent: Option<ParentRuntime>,
        host: Rc<dyn IsolateHost>,
    ) -> Result<Runtime, RuntimeError> {
        let origin = Instant::now();
        let options = IsolateOptions {
            parent,
            stack_quota: start.limits.stack(),
            memory: start.limits.memory(),
            nursery: start.limits.nursery(),
            ops: start.permissions.is_some().then(ops::guarded_table),
        };
        let mut prepared = Prepared::new(engine, options)?;
        let esm = prepared.open(origin, process, start, host)?;
        if parent.is_none() {
            heddle_worker::thread_runs(0, prepared.event_loop.handle());
        }
        prepared.boot()?;
        Ok(prepared.into_runtime(esm))
    }

    /// What other threads may do with the isolate.
    pub fn handle(&self) -> IsolateHandle {
        self.isolate.handle()
    }

    /// For children of this isolate.
    pub fn parent_runtime(&self) -> ParentRuntime {
        self.isolate.runtime()
    }

    /// The isolate's loop.
    pub fn event_loop(&self) -> &Rc<EventLoop> {
        &self.event_loop
    }

    /// Ids of the built-in files evaluated in this isolate so far, in order.
    pub fn evaluated_builtins(&mut self) -> Vec<String> {
        self.isolate.enter(|scope| scope.state::<Evaluated>().0.borrow().clone())
    }

    /// Runs something in the isolate.
    pub fn enter<R>(&mut self, f: impl for<'s> FnOnce(&mut Scope<'s>) -> R) -> R {
        self.isolate.enter(f)
    }

    /// Runs the entry and the loop until nothing is left; the exit code. Ended by `process.exit` or termination it
    /// returns early: the host knows the code.
    pub fn run(&mut self, entry: &Entry) -> i32 {
        self.isolate.enter(crate::profile::flags::start);
        self.isolate.enter(crate::near_heap_limit::start);
        let code = self.run_program(entry);
        self.isolate.enter(crate::profile::flags::finish);
        code
    }

    fn run_program(&mut self, entry: &Entry) -> i32 {
        let (kind, text) = match entry {
            Entry::File(path) => ("file", path),
            Entry::Url(url) => ("url", url),
            Entry::Source(source) => ("source", source),
            Entry::Builtin(id) => ("builtin", id),
        };
        self.isolate.enter(|scope| {
            let arguments = [scope.string(kind), scope.string(text)];
            call_hook(scope, "runMain", &arguments);
            heddle_core::drain(scope);
        });
        loop {
            if run_loop(&mut self.isolate, &self.running) == LoopEnd::Stopped {
                return 1;
            }
            self.isolate.enter(|scope| {
                call_hook(scope, "emitBeforeExit", &[]);
                heddle_core::drain(scope);
            });
            if !self.event_loop.is_alive() {
                break;
            }
        }
        self.event_loop.mark(Milestone::LoopExit);
        self.isolate.enter(|scope| {
            let code = call_hook(scope, "emitExit", &[]);
            // None: terminated in an exit handler.
            code.and_then(|code| code.as_i32()).unwrap_or(1)
        })
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        self.event_loop.shut_down();
        self.esm.clear();
    }
}

/// Calls a registered function; what it throws goes to the process as an uncaught exception.
fn call_hook<'s>(scope: &mut Scope<'s>, name: &str, arguments: &[Local<'_>]) -> Option<Local<'s>> {
    let hook = scope.state::<EventLoop>().hooks().get(scope, name)?;
    match scope.call(hook, Local::undefined(), arguments) {
        Ok(value) => Some(value),
        Err(thrown) => {
            heddle_core::report(scope, thrown);
            None
        }
    }
}

fn bootstrap(scope: &mut Scope<'_>) -> Result<(), Thrown> {
    let ops = scope.ops_object()?;
    let primordials = scope.primordials_object()?;
    let main = builtins::bootstrap(scope, "bootstrap/main")?;
    scope.call(main, Local::undefined(), &[ops, primordials]).map(drop)
}

fn warm(scope: &mut Scope<'_>) -> Result<(), Thrown> {
    builtins::prepare(scope, COMPILED)?;
    let hook = scope.state::<EventLoop>().hooks().get(scope, "makeGlobal");
    for id in EVALUATED {
        let arguments = [scope.string(id), scope.string("")];
        if let Some(hook) = hook {
            scope.call(hook, Local::undefined(), &arguments)?;
        }
    }
    scope.eval(HOT, "warm.js").map(drop)
}

fn describe(scope: &mut Scope<'_>, thrown: Thrown) -> String {
    let Some(error) = scope.exception(thrown) else { return "terminated".into() };
    let text = scope.to_display_string(error).unwrap_or_default();
    let place = scope.error_report(error).map(|r| format!(" at {}:{}", r.file, r.line)).unwrap_or_default();
    let stack = match scope.get(error, "stack") {
        Ok(stack) => scope.str(stack).unwrap_or_default(),
        Err(thrown) => {
            let _ = scope.catch(thrown);
            String::new()
        }
    };
    format!("{text}{place}\n{stack}")
}

pub(crate) fn resolver_options(process: &ProcessOptions) -> ResolverOptions {
    resolver_options_in(process, std::env::var("NODE_PATH").ok(), std::env::var("HOME").ok())
}

/// As the sandboxed workers of this process resolve: without its environment.
pub(crate) fn confined_resolver_options(process: &ProcessOptions) -> ResolverOptions {
    resolver_options_in(process, None, None)
}

fn resolver_options_in(process: &ProcessOptions, node_path: Option<String>, home: Option<String>) -> ResolverOptions {
    let global_folders = global_folders(node_path.as_deref(), home.as_deref(), &process.exec_path);
    let off = |name: &str| matches!(process.flags.get(name), Some(crate::options::OptionValue::Flag(false)));
    ResolverOptions {
        conditions: process.list("--conditions").to_vec(),
        preserve_symlinks: process.flag("--preserve-symlinks"),
        preserve_symlinks_main: process.flag("--preserve-symlinks-main"),
        strip_types: !off("--strip-types"),
        detect_module: !off("--experimental-detect-module"),
        global_folders,
        has_builtin: builtins::exists,
    }
}
