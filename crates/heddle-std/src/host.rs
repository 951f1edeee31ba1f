//! What differs between the main isolate and workers, behind one trait.

use heddle_engine::{LimitReport, Local, Scope};

/// An exception that nobody caught.
pub struct FatalError<'s> {
    /// What was thrown.
    pub error: Local<'s>,
    /// Whether it is the reason of an unhandled rejection.
    pub from_promise: bool,
    /// The exit code that goes with it.
    pub code: i32,
}

impl FatalError<'_> {
    /// Whether the system had no memory for what the program needed: the engine throws a mere string then.
    pub fn is_out_of_memory(&self, scope: &mut Scope<'_>) -> bool {
        scope.ran_out_of_memory() && scope.str(self.error).is_some_and(|text| text == "out of memory")
    }
}

/// Where an isolate lives: how it reports its death and how it ends.
pub trait IsolateHost {
    /// Whether it is the process's main isolate.
    fn is_main(&self) -> bool;
    /// Reports the error and ends the isolate.
    fn fatal(&self, scope: &mut Scope<'_>, fatal: FatalError<'_>);
    /// Ends the isolate: the process (main) or the worker. When it returns, the isolate is being terminated.
    fn exit(&self, scope: &mut Scope<'_>, code: i32);
    /// A memory limit is near; see [`heddle_engine::LimitHost`].
    fn near_limit(&self, _report: &LimitReport) {}
    /// Before [`IsolateHost::over_limit`], if the isolate may be looked at; see [`heddle_engine::LimitHost`].
    fn before_over_limit(&self, _scope: &mut Scope<'_>) {}
    /// A memory limit is exceeded; the isolate is being terminated. See [`heddle_engine::LimitHost`].
    fn over_limit(&self, _report: &LimitReport) {}
}
