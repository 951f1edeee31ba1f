//! Requests to a running worker: its parent asks, the worker answers as soon as it can be interrupted, whatever it does.
//!
//! ```text
//! parent: op_…_worker(id, …, callback)  ->  worker: interrupt, or its event loop  ->  parent: callback(err, value)
//! ```

use super::{heap_snapshot, heap_statistics, profile};
use crate::worker::{workers, Question, Reply};
use heddle_engine::{Args, ErrorKind, Local, Scope, Thrown};

/// Asks the worker whose id is the op's first argument, and gives the op's last argument, `callback(err, value)`, its
/// answer. The error is ERR_WORKER_NOT_RUNNING if the worker has ended, or ends before it has come to it. Waiting for the
/// answer does not keep the parent's loop alive: the worker does that.
pub(super) fn request<'s>(
    scope: &mut Scope<'s>,
    args: &Args<'s>,
    callback: Local<'_>,
    question: Question,
) -> Result<Local<'s>, Thrown> {
    let completion = heddle_core::begin(scope, callback, None, |scope, answer: Option<Reply>| match answer {
        Some(answer) => read(scope, answer),
        None => Err(scope.throw_coded(ErrorKind::Error, "ERR_WORKER_NOT_RUNNING", "Worker instance not running")),
    });
    let worker = args.get(0).as_u32().unwrap_or(0);
    workers(scope).ask(worker, question, Box::new(move |reply| completion.done(reply)));
    Ok(Local::undefined())
}

/// The answer's value.
pub(super) fn read<'s>(scope: &mut Scope<'s>, reply: Reply) -> Result<Local<'s>, Thrown> {
    match reply {
        Reply::HeapStatistics(figures) => heap_statistics::numbers(scope, &figures),
        Reply::HeapSnapshot(snapshot) => heap_snapshot::handle(scope, snapshot),
        Reply::CpuProfileStarted(id) => profile::started(scope, id),
        Reply::CpuProfile(text) => profile::finished(scope, text),
        Reply::HeapProfileStarted(done) => profile::heap_started(scope, done, "heap profiler have been started"),
        Reply::HeapProfile(text) => profile::heap_finished(scope, text),
        Reply::Failed(why) => Err(scope.throw_coded(ErrorKind::Error, "ERR_OPERATION_FAILED", &why)),
        Reply::Alive(..) => Ok(Local::undefined()),
    }
}
