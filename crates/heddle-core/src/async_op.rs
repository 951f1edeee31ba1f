//! How work leaves the isolate's thread and comes back as a callback.

use crate::event_loop::Pending;
use crate::{blocking, Event, EventLoop, LoopHandle};
use heddle_engine::{Caught, Local, RejectionKind, Scope, Thrown};
use std::any::Any;
use std::marker::PhantomData;

/// The far side of an asynchronous operation: whoever has it says how it ended, on any thread. Dropped without that, it
/// says that there will be no result.
pub struct Completion<T: Send + 'static> {
    id: u64,
    event_loop: Option<LoopHandle>,
    result: PhantomData<fn(T)>,
}

impl<T: Send + 'static> Completion<T> {
    /// Ends the operation.
    pub fn done(mut self, result: T) {
        self.send(Some(result));
    }

    fn send(&mut self, result: Option<T>) {
        if let Some(event_loop) = self.event_loop.take() {
            event_loop.post(Event::Completed { id: self.id, result: Box::new(result) });
        }
    }
}

impl<T: Send + 'static> Drop for Completion<T> {
    fn drop(&mut self) {
        self.send(None);
    }
}

/// Begins an operation that ends when the returned [`Completion`] says so: then, on the isolate's thread, `finish` makes
/// its value (of `None` if there was no result) and `callback(err, value)` is called in the async context of now. `kind`
/// names the operation among what keeps the loop alive; without it the loop does not wait for it.
pub fn begin<T: Send + 'static>(
    scope: &mut Scope<'_>,
    callback: Local<'_>,
    kind: Option<&'static str>,
    finish: impl for<'n> FnOnce(&mut Scope<'n>, Option<T>) -> Result<Local<'n>, Thrown> + 'static,
) -> Completion<T> {
    let event_loop = scope.state::<EventLoop>();
    let id = event_loop.fresh_id();
    let context = scope.context();
    let pending = Pending {
        callback: scope.global_handle(callback),
        context: scope.global_handle(context),
        finish: Box::new(move |scope, result| match result.downcast::<Option<T>>() {
            Ok(result) => finish(scope, *result),
            Err(_) => Err(scope.throw_type_error("internal error: an operation changed its type")),
        }),
        _guard: kind.map(|kind| event_loop.add_ref(kind)),
    };
    event_loop.pending.borrow_mut().insert(id, pending);
    Completion { id, event_loop: Some(event_loop.handle()), result: PhantomData }
}

/// Runs `work` on the blocking pool; then, on the isolate's thread, `finish` makes its value and `callback(err, value)`
/// is called in the async context of now. `kind` names the operation among what keeps the loop alive.
pub fn spawn_blocking<T: Send + 'static>(
    scope: &mut Scope<'_>,
    callback: Local<'_>,
    kind: &'static str,
    work: impl FnOnce() -> T + Send + 'static,
    finish: impl for<'n> FnOnce(&mut Scope<'n>, T) -> Result<Local<'n>, Thrown> + 'static,
) {
    let completion = begin(scope, callback, Some(kind), move |scope, result| match result {
        Some(result) => finish(scope, result),
        None => Err(scope.throw_error(
            heddle_engine::ErrorKind::Error,
            "internal error of the runtime, please report it: a blocking operation panicked",
        )),
    });
    let job = move || {
        // A panic drops the completion.
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || completion.done(work())));
    };
    blocking::submit(&scope.state::<EventLoop>().lane, Box::new(job));
}

pub(crate) fn complete(scope: &mut Scope<'_>, id: u64, result: Box<dyn Any + Send>) {
    let pending = scope.state::<EventLoop>().pending.borrow_mut().remove(&id);
    let Some(pending) = pending else { return };
    let callback = pending.callback.get(scope);
    let context = pending.context.get(scope);
    let (error, value) = match (pending.finish)(scope, result) {
        Ok(value) => (scope.null(), value),
        Err(thrown) => match scope.catch(thrown) {
            Caught::Exception(error) => (error, Local::undefined()),
            Caught::Terminated => return,
        },
    };
    scope.set_context(context);
    call_back(scope, callback, Local::undefined(), &[error, value]);
}

/// Calls JavaScript as a callback of the loop: what it throws goes to the process as an uncaught exception, and ticks
/// and microtasks run afterwards. Only from the loop, never inside an op.
pub fn call_back(scope: &mut Scope<'_>, function: Local<'_>, this: Local<'_>, args: &[Local<'_>]) {
    if scope.is_terminating() {
        return;
    }
    if let Err(thrown) = scope.call(function, this, args) {
        report(scope, thrown);
    }
    drain(scope);
}

/// Gives an exception to the process. Nothing if the isolate is being terminated.
pub fn report(scope: &mut Scope<'_>, thrown: Thrown) {
    let Caught::Exception(error) = scope.catch_with_place(thrown) else { return };
    trigger_uncaught(scope, error);
    scope.forget_thrown();
}

pub(crate) fn trigger_uncaught(scope: &mut Scope<'_>, error: Local<'_>) {
    let event_loop = scope.state::<EventLoop>();
    let Some(hook) = event_loop.hooks.get(scope, "triggerUncaught") else { return };
    let from_promise = scope.boolean(false);
    let Err(thrown) = scope.call(hook, Local::undefined(), &[error, from_promise]) else { return };
    // The hook ends the isolate itself when nobody takes the error: a termination is as it should be. An exception means
    // that not even that could be done.
    if let Caught::Exception(_) = scope.catch(thrown) {
        let end = event_loop.last_resort.borrow().clone();
        if let Some(end) = end {
            end(scope, error);
        }
    }
}

/// Runs microtasks, then ticks and rejections, until nothing is left: what follows every callback.
pub fn drain(scope: &mut Scope<'_>) {
    let event_loop = scope.state::<EventLoop>();
    loop {
        if scope.is_terminating() || event_loop.stopped.get() {
            break;
        }
        if !event_loop.tick_wanted.get() {
            run_microtasks(scope);
            flush_rejections(scope);
        }
        if !event_loop.tick_wanted.get() || event_loop.stopped.get() {
            break;
        }
        let Some(hook) = event_loop.hooks.get(scope, "processTicks") else { break };
        match scope.call(hook, Local::undefined(), &[]) {
            // A tick threw: the rest of the queue runs after the next callback, as in Node.
            Ok(done) if done.as_bool() == Some(false) => break,
            Ok(_) => {}
            Err(thrown) => {
                report(scope, thrown);
                if scope.is_terminating() {
                    break;
                }
            }
        }
        flush_rejections(scope);
        if !scope.has_microtasks() && !event_loop.tick_wanted.get() {
            break;
        }
    }
    scope.set_context(Local::undefined());
}

pub(crate) fn run_microtasks(scope: &mut Scope<'_>) {
    let ended = scope.run_microtasks(&mut |scope, error| {
        trigger_uncaught(scope, error);
        if scope.is_terminating() || scope.state::<EventLoop>().stopped.get() {
            return Err(scope.throw_type_error("the isolate is ending"));
        }
        Ok(())
    });
    if let Err(thrown) = ended {
        let _ = scope.catch(thrown);
    }
}

/// Tells the built-in JavaScript what happened to promises without handlers.
pub(crate) fn flush_rejections(scope: &mut Scope<'_>) {
    if !scope.has_rejections() {
        return;
    }
    let Some(hook) = scope.state::<EventLoop>().hooks.get(scope, "onRejection") else { return };
    for (kind, promise, context) in scope.take_rejections() {
        scope.nested(|scope| {
            let promise = promise.get(scope);
            let reason = scope.promise_result(promise);
            let kind = scope.number(if kind == RejectionKind::Unhandled { 0.0 } else { 1.0 });
            let context = context.get(scope);
            if let Err(thrown) = scope.call(hook, Local::undefined(), &[kind, promise, reason, context]) {
                report(scope, thrown);
            }
        });
    }
}

impl EventLoop {
    /// Drains the microtasks and passes on rejections: for `op_microtask_run`, inside `processTicks`.
    pub fn run_microtasks(scope: &mut Scope<'_>) {
        run_microtasks(scope);
        flush_rejections(scope);
    }
}
