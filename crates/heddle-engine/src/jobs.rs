//! Promise jobs and microtasks, and the async context that each carries.
//!
//! The engine lets a host attach an object to a promise reaction when it is *registered* on a pending promise
//! (`getHostDefinedData`), but drops it when the promise is already settled, because the job is queued at once.
//! For those, a *marker* goes into the queue ahead of the job whenever the context has changed since the last
//! marker: `getHostDefinedGlobal` is called right before such a job is queued. So a program that never uses async
//! contexts pays nothing, and one that does pays one extra queue entry for each change.

use crate::arena::{SLOT_CONTEXT, SLOT_GLOBAL, SLOT_MARKED_CONTEXT, SLOT_RUN_CONTEXT};
use crate::{Global, Local, Scope, Thrown};
use heddle_glue::engine as glue;
use mozjs::jsapi as raw;
use mozjs::jsapi::{JSContext, JSObject, MutableHandleObject, Value};
use mozjs::jsval::{ObjectValue, UndefinedValue};

/// What happened to a promise without a handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RejectionKind {
    /// It was rejected while nothing handled it.
    Unhandled,
    /// Such a promise got a handler afterwards.
    HandledLater,
}

/// Takes what a microtask threw.
pub type OnError<'a> = &'a mut dyn for<'n> FnMut(&mut Scope<'n>, Local<'n>) -> Result<(), Thrown>;

struct SyncTraps(mozjs::glue::JobQueueTraps);
// SAFETY: an immutable table of static function pointers.
unsafe impl Sync for SyncTraps {}
static TRAPS: SyncTraps = SyncTraps(mozjs::glue::JobQueueTraps {
    getHostDefinedData: Some(host_data),
    getHostDefinedGlobal: Some(host_global),
    runJobs: Some(run_jobs),
    traceNonGCThingMicroTask: Some(trace_non_gc_thing),
});

/// Gives the context its job queue and rejection tracker; the queue must be freed by [`uninstall`].
pub(crate) fn install(cx: *mut JSContext) {
    // SAFETY: the context is new; the traps are static.
    unsafe {
        let queue = mozjs::glue::CreateJobQueue(&raw const TRAPS.0);
        raw::SetJobQueue(cx, queue.cast());
        raw::SetPromiseRejectionTrackerCallback(cx, Some(on_rejection), std::ptr::null_mut());
    }
}

/// Before the context is destroyed.
pub(crate) fn uninstall(cx: *mut JSContext) {
    // SAFETY: the queue was made by `install` and no job runs any more.
    unsafe {
        let queue = raw::GetJobQueue(cx);
        raw::SetJobQueue(cx, std::ptr::null_mut());
        mozjs::glue::DeleteJobQueue(queue.cast());
    }
}

unsafe extern "C" fn host_data(cx: *mut JSContext, global: MutableHandleObject, data: MutableHandleObject) -> bool {
    // SAFETY: called by the engine on the context's thread; `Inner` outlives the context.
    unsafe {
        let inner = &*crate::isolate::Inner::of(cx);
        global.set(inner.fixed(SLOT_GLOBAL).to_object());
        let context = inner.fixed(SLOT_CONTEXT);
        data.set(if context.is_object() { context.to_object() } else { std::ptr::null_mut() });
    }
    true
}

unsafe extern "C" fn host_global(cx: *mut JSContext, global: MutableHandleObject) -> bool {
    // SAFETY: called by the engine on the context's thread.
    unsafe {
        global.set(std::ptr::null_mut());
        mark_context(cx)
    }
}

/// Puts a marker with the current context into the queue if the last one had another.
///
/// # Safety
/// `cx` must be a live context with a job queue of ours, on its thread.
unsafe fn mark_context(cx: *mut JSContext) -> bool {
    // SAFETY: the caller's contract; the marker is a traced value of this context.
    unsafe {
        let inner = &*crate::isolate::Inner::of(cx);
        let context = inner.fixed(SLOT_CONTEXT);
        if context.asBits_ != inner.fixed(SLOT_MARKED_CONTEXT).asBits_ {
            if !raw::EnqueueMicroTask(cx, &context) {
                return false;
            }
            inner.set_fixed(SLOT_MARKED_CONTEXT, context);
        }
    }
    true
}

unsafe extern "C" fn run_jobs(_cx: *mut JSContext) {
    // Only the debugger API calls this; the host drains by `Scope::run_microtasks`.
}

unsafe extern "C" fn trace_non_gc_thing(_tracer: *mut raw::JSTracer, _value: *mut Value) {}

unsafe extern "C" fn on_rejection(
    cx: *mut JSContext,
    _muted: bool,
    promise: raw::HandleObject,
    state: raw::PromiseRejectionHandlingState,
    _data: *mut std::ffi::c_void,
) {
    // SAFETY: called by the engine on the context's thread with a live promise.
    unsafe {
        let inner = &*crate::isolate::Inner::of(cx);
        let kind = match state {
            raw::PromiseRejectionHandlingState::Unhandled => RejectionKind::Unhandled,
            raw::PromiseRejectionHandlingState::Handled => RejectionKind::HandledLater,
        };
        let promise = Global::new(&inner.globals, ObjectValue(promise.get()));
        let context = Global::new(&inner.globals, inner.fixed(SLOT_CONTEXT));
        inner.rejections.borrow_mut().push((kind, promise, context));
    }
}

impl<'s> Scope<'s> {
    /// The current async context: an object, or `undefined`.
    pub fn context(&mut self) -> Local<'s> {
        let value = self.inner().fixed(SLOT_CONTEXT);
        self.root(value)
    }

    /// Sets the async context; it must be a non-callable object or `undefined`.
    pub fn set_context(&mut self, context: Local<'_>) {
        // A function would be called when it comes back from the queue as a marker.
        let value = if context.is_object() && !context.is_function() { context.raw() } else { UndefinedValue() };
        self.inner().set_fixed(SLOT_CONTEXT, value);
    }

    /// Whether any microtask waits.
    pub fn has_microtasks(&self) -> bool {
        // SAFETY: the context is live.
        unsafe { raw::HasAnyMicroTasks(self.cx) }
    }

    /// Queues a function as a microtask, to be called in the current async context.
    pub fn enqueue_microtask(&mut self, function: Local<'_>) -> Result<(), Thrown> {
        if !function.is_function() {
            // Anything else in the queue is taken for a marker.
            return Err(self.throw_type_error("not a function"));
        }
        // SAFETY: the context is live; the value is rooted, and the queue traces it from here on.
        let ok = unsafe { mark_context(self.cx) && raw::EnqueueMicroTask(self.cx, function.slot) };
        self.check(ok)
    }

    /// Runs microtasks until none is left. Exceptions that leave one go to `on_error`. `Err` if the isolate is
    /// being terminated, or if `on_error` returned `Err`.
    pub fn run_microtasks(&mut self, on_error: OnError<'_>) -> Result<(), Thrown> {
        let before = self.inner().fixed(SLOT_CONTEXT);
        mozjs::rooted!(in(self.cx) let before = before);
        let mut result = Ok(());
        while result.is_ok() && self.has_microtasks() {
            result = self.nested(|scope| scope.run_one_microtask(on_error));
        }
        self.inner().set_fixed(SLOT_CONTEXT, before.get());
        // SAFETY: the context is live; this is the end of a synchronous stretch of JavaScript (WeakRef semantics).
        unsafe { raw::ClearKeptObjects(self.cx) };
        result
    }

    fn run_one_microtask(&mut self, on_error: OnError<'_>) -> Result<(), Thrown> {
        self.check_running()?;
        let task = self.root(UndefinedValue());
        // SAFETY: the slot is traced.
        unsafe { mozjs::glue::JS_DequeueNextMicroTask(self.cx, task.handle_mut()) };
        // SAFETY: reads the rooted value.
        let job = unsafe { raw::ToUnwrappedJSMicroTask(task.slot) };
        let outcome = if job.is_null() {
            if !task.is_function() {
                // A marker: later jobs without host data were queued in this context.
                self.inner().set_fixed(SLOT_RUN_CONTEXT, task.raw());
                return Ok(());
            }
            let context = self.inner().fixed(SLOT_RUN_CONTEXT);
            self.inner().set_fixed(SLOT_CONTEXT, context);
            self.call(task, Local::undefined(), &[]).map(drop)
        } else {
            self.run_job(job)
        };
        match outcome {
            Ok(()) => Ok(()),
            Err(thrown) => match self.catch(thrown) {
                crate::Caught::Exception(error) => on_error(self, error),
                crate::Caught::Terminated => Err(Thrown::terminating(self)),
            },
        }
    }

    fn run_job(&mut self, job: *mut JSObject) -> Result<(), Thrown> {
        mozjs::rooted!(in(self.cx) let job = job);
        let mut data = std::ptr::null_mut();
        // SAFETY: the job is a rooted JS microtask.
        let carried = unsafe { glue::hg_job_host_data(self.cx, job.get(), &mut data) };
        let context = match (carried, data.is_null()) {
            (true, false) => ObjectValue(data),
            (true, true) => UndefinedValue(),
            (false, _) => self.inner().fixed(SLOT_RUN_CONTEXT),
        };
        self.inner().set_fixed(SLOT_CONTEXT, context);
        // SAFETY: reads the rooted job.
        mozjs::rooted!(in(self.cx) let global = unsafe { raw::GetExecutionGlobalFromJSMicroTask(job.get()) });
        if global.is_null() {
            return Ok(());
        }
        let told = self.tell_before(job.get());
        // Whoever was told may have ended the isolate.
        self.check_running()?;
        // SAFETY: the job is rooted and its realm is entered while it runs.
        let ok = unsafe {
            let _realm = raw::JSAutoRealm::new(self.cx, global.get());
            raw::RunJSMicroTask(self.cx, job.handle().into())
        };
        self.check(ok)?;
        if let Some(promise) = told {
            self.tell_after(&promise);
        }
        Ok(())
    }

    /// Takes what happened to unhandled promises since the last call, in order: what, the promise, and the async context
    /// of that moment.
    pub fn take_rejections(&mut self) -> Vec<(RejectionKind, Global, Global)> {
        std::mem::take(&mut *self.inner().rejections.borrow_mut())
    }

    /// Whether [`Scope::take_rejections`] would return any.
    pub fn has_rejections(&self) -> bool {
        !self.inner().rejections.borrow().is_empty()
    }
}
