//! Requests to a running worker: its parent asks, the worker answers as soon as it can be interrupted, whatever it does.
//!
//! ```text
//! parent: op_worker_…(id, …, callback)  ->  worker: interrupt, or its event loop  ->  parent: callback(err, value)
//! ```

use crate::worker::workers;
use heddle_engine::{ErrorKind, Local, Scope, Thrown};

/// The answer, made on the worker's thread: makes its value on the parent's.
pub(crate) type Answer = Box<dyn for<'n> FnOnce(&mut Scope<'n>) -> Result<Local<'n>, Thrown> + Send>;

/// Runs `work` in a worker and gives `callback(err, value)` its answer. The error is ERR_WORKER_NOT_RUNNING if the worker
/// has ended, or ends before it has come to it. Waiting for the answer does not keep the parent's loop alive: the worker
/// does that.
pub(crate) fn request(
    scope: &mut Scope<'_>,
    worker: u32,
    callback: Local<'_>,
    work: impl FnOnce(&mut Scope<'_>) -> Answer + Send + 'static,
) {
    let completion = heddle_core::begin(scope, callback, None, |scope, answer: Option<Answer>| match answer {
        Some(answer) => answer(scope),
        None => Err(scope.throw_coded(ErrorKind::Error, "ERR_WORKER_NOT_RUNNING", "Worker instance not running")),
    });
    workers(scope).interrupt(worker, Box::new(move |scope| completion.done(work(scope))));
}
