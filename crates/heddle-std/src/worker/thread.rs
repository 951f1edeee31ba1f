//! Workers on threads of this process.

use super::body::{self, hear_limit, Body, Upstream};
use super::handle::ThreadWorker;
use super::{send, Report, WorkerStart};
use crate::options::ProcessOptions;
use crate::runtime::Runtime;
use crate::start_room::{RunningThread, Starting};
use heddle_core::modules::files::seal_thread;
use heddle_core::{Event, LoopHandle};
use heddle_engine::{Engine, Message, ParentRuntime};
use heddle_worker::{Control, ExitReason, Notice, PortEnd, WorkerOutput};
use std::cell::RefCell;
use std::sync::{Arc, OnceLock};

/// What a thread needs beside JavaScript's stack.
const STACK_MARGIN: usize = 512 << 10;

/// The runtime that all workers' runtimes are children of: the main isolate's, which lives until the process leaves.
static ROOT: OnceLock<ParentRuntime> = OnceLock::new();

/// Notes the main isolate's runtime.
pub(crate) fn set_root_runtime(runtime: ParentRuntime) {
    let _ = ROOT.set(runtime);
}

/// Starts a worker, whose ends of its ports these are.
pub(super) fn start(
    worker: WorkerStart,
    data: (Message, Starting),
    process: Arc<ProcessOptions>,
    parent: LoopHandle,
    ports: (PortEnd, Option<PortEnd>),
) -> std::io::Result<ThreadWorker> {
    let id = worker.id;
    let control = {
        let parent = parent.clone();
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
        let (control, output) = (control.clone(), output.clone());
        std::thread::Builder::new()
            .name(format!("worker {id}"))
            .stack_size(stack + STACK_MARGIN)
            .spawn(move || run(worker, data, &control, output, process, parent, ports))
            .inspect_err(|_| heddle_worker::thread_ends(id))?
    };
    Ok(ThreadWorker { control, output, thread: RefCell::new(Some(thread)) })
}

fn run(
    worker: WorkerStart,
    (data, starting): (Message, Starting),
    control: &Arc<Control>,
    output: Arc<WorkerOutput>,
    process: Arc<ProcessOptions>,
    parent: LoopHandle,
    (port, stdin): (PortEnd, Option<PortEnd>),
) {
    let upstream = Upstream::Loop(parent, worker.id);
    let _running = RunningThread::new();
    let _attached = control.thread().attach();
    let Some(engine) = Engine::get() else {
        upstream.report(Report::Exit(1, ExitReason::NotStarted, None));
        return;
    };
    let body = Body {
        id: worker.id,
        entry: worker.entry,
        limits: worker.start.limits.time(),
        data,
        port,
        stdin,
        output,
        closes_descriptors: worker.closes_descriptors,
        starting: Some(starting),
    };
    let start = worker.start;
    if let (Some(record), Some(permissions)) = (worker.record, start.permissions.clone()) {
        seal_thread(record, move |path| permissions.allows_path(path, false, true));
    }
    let exit =
        body::run(body, control, &upstream, |host| Runtime::new(engine, process, start, ROOT.get().copied(), host));
    upstream.report(exit);
}
