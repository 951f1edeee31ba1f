//! Who is told of the life of promises: made, settled, and the jobs that run for them. Costs nothing unless it is set.

use crate::{Global, Local, Scope, Thrown};
use heddle_glue::promises as glue;
use mozjs::jsapi::JSObject;
use mozjs::jsval::ObjectValue;

/// What the function is told, beside the two kinds that the glue tells.
const BEFORE: f64 = 2.0;
const AFTER: f64 = 3.0;

impl Scope<'_> {
    /// Sets the function that is called with a kind and a promise, or none: 0, when it is made; 1, when it is settled; 2 and
    /// 3, before and after each job of its. What it throws at the first makes the making fail, else it is dropped.
    pub fn set_promise_hook(&mut self, function: Option<Local<'_>>) -> Result<(), Thrown> {
        let hook = match function {
            Some(function) if function.is_function() => {
                Some((function.raw().to_object(), Global::new(&self.inner().globals, function.raw())))
            }
            Some(_) => return Err(self.throw_type_error("the promise hook must be a function")),
            None => None,
        };
        let object = hook.as_ref().map_or(std::ptr::null_mut(), |(object, _)| *object);
        // SAFETY: the context is live and in its realm; the function is rooted by the glue until it is replaced.
        let ok = unsafe { glue::hg_promise_hook_set(self.cx, object) };
        self.check(ok)?;
        *self.inner().promise_hook.borrow_mut() = hook.map(|(_, global)| global);
        Ok(())
    }

    /// The promise of a job whose start was told, if anyone wants to know.
    pub(crate) fn tell_before(&mut self, job: *mut JSObject) -> Option<Global> {
        if self.inner().promise_hook.borrow().is_none() {
            return None;
        }
        // SAFETY: the job is a rooted JS microtask; the result is rooted at once.
        let promise = unsafe { glue::hg_job_promise(self.cx, job) };
        if promise.is_null() {
            return None;
        }
        let promise = Global::new(&self.inner().globals, ObjectValue(promise));
        self.tell(BEFORE, &promise);
        Some(promise)
    }

    /// Tells of the end of a job.
    pub(crate) fn tell_after(&mut self, promise: &Global) {
        self.tell(AFTER, promise);
    }

    fn tell(&mut self, kind: f64, promise: &Global) {
        self.nested(|scope| {
            let hook = match &*scope.inner().promise_hook.borrow() {
                Some(hook) => hook.raw(),
                None => return,
            };
            let hook = scope.root(hook);
            let arguments = [scope.number(kind), promise.get(scope)];
            if let Err(thrown) = scope.call(hook, Local::undefined(), &arguments) {
                let _ = scope.catch(thrown);
            }
        });
    }
}
