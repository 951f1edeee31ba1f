//! What a parent does with a worker, by the way that leads to it: a thread's control, or the link to a process.

use super::body::{hear_stop, limit_of};
use super::process::ProcessWorker;
use super::{Answered, Question};
use heddle_core::{call_back, Event, EventLoop, LoopTimes};
use heddle_engine::Local;
use heddle_sys::thread::CpuUsage;
use heddle_worker::{Cause, Control, ExitReason, LimitUse, WorkerOutput};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// A worker's thread.
pub(super) struct ThreadWorker {
    pub(super) control: Arc<Control>,
    pub(super) output: Arc<WorkerOutput>,
    pub(super) thread: RefCell<Option<std::thread::JoinHandle<()>>>,
}

/// The way to a worker.
pub(super) enum Handle {
    Thread(ThreadWorker),
    Process(Rc<ProcessWorker>),
}

impl Handle {
    /// Ends the worker as soon as possible.
    pub(super) fn end(&self) {
        match self {
            Handle::Thread(worker) => worker.control.end(Cause::Terminated),
            Handle::Process(worker) => worker.end(Cause::Terminated),
        }
    }

    /// Asks it to end, and ends it after `grace`.
    pub(super) fn ask(&self, grace: Duration) {
        match self {
            Handle::Thread(worker) => worker.control.ask(Event::Run(Box::new(hear_stop)), grace),
            Handle::Process(worker) => worker.ask(grace),
        }
    }

    /// Asks it something, amid what it does. `answered` is dropped if it ends first.
    pub(super) fn ask_question(&self, question: Question, answered: Answered) {
        match self {
            Handle::Thread(worker) => {
                worker.control.run(Box::new(move |scope| answered(question.answer(scope))));
            }
            Handle::Process(worker) => worker.ask_question(question, answered),
        }
    }

    /// What keeps track of whether the parent wants its output.
    pub(super) fn output(&self) -> &WorkerOutput {
        match self {
            Handle::Thread(worker) => &worker.output,
            Handle::Process(worker) => &worker.output,
        }
    }

    /// The parent wants a copy of what it writes.
    pub(super) fn copy_output(&self, fd: usize) {
        self.output().want(fd - 1);
        if let Handle::Process(worker) = self {
            worker.copy_output(fd);
        }
    }

    /// The parent's stream, which alone gets this output, wants more; or, for good, will read nothing any more.
    pub(super) fn output_wanted(&self, fd: usize, for_good: bool) {
        if for_good {
            self.output().set_unread(fd - 1);
        }
        match self {
            // A worker that is not there yet has nothing that waits.
            Handle::Thread(worker) => drop(worker.control.post(output_wanted_event(fd))),
            Handle::Process(worker) => worker.output_wanted(fd, for_good),
        }
    }

    /// Its processor time; `None` if it is gone.
    pub(super) fn cpu_usage(&self) -> Option<CpuUsage> {
        match self {
            Handle::Thread(worker) => worker.control.thread().cpu_usage(),
            Handle::Process(worker) => worker.cpu_usage(),
        }
    }

    /// How its loop has spent its time.
    pub(super) fn loop_times(&self) -> LoopTimes {
        match self {
            Handle::Thread(worker) => worker.control.loop_times(),
            Handle::Process(worker) => worker.loop_times(),
        }
    }

    /// Its end was reported: waits for the rest of its thread, which is short.
    pub(super) fn join(&self) {
        if let Handle::Thread(worker) = self {
            let thread = worker.thread.borrow_mut().take();
            // A panic of the thread was reported by its own hook.
            let _ = thread.map(std::thread::JoinHandle::join);
        }
    }

    /// Waits until it has ended, as long as that makes sense. To be called after [`Handle::end`].
    pub(super) fn wait(&self) {
        match self {
            Handle::Thread(worker) if worker.control.wait() => self.join(),
            Handle::Thread(_) => {}
            Handle::Process(worker) => worker.wait(),
        }
    }

    /// Without waiting for its thread, which is left behind.
    pub(super) fn abandon(&self) -> Option<LimitUse> {
        let Handle::Thread(worker) = self else { return None };
        worker.thread.borrow_mut().take();
        limit_of(&worker.control, ExitReason::Abandoned)
    }
}

/// In a worker: its parent's stream wants more.
pub(super) fn output_wanted_event(fd: usize) -> Event {
    Event::Run(Box::new(move |scope| {
        let Some(hook) = scope.state::<EventLoop>().hooks().get(scope, "onOutputWanted") else { return };
        let fd = scope.number(fd as f64);
        call_back(scope, hook, Local::undefined(), &[fd]);
    }))
}
