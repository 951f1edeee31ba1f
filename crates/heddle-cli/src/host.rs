//! The main isolate's host: uncaught errors are printed, and exit ends the process.

use heddle_engine::Scope;
use heddle_std::{FatalError, IsolateHost};

/// The process's main isolate.
pub(crate) struct MainHost;

impl IsolateHost for MainHost {
    fn is_main(&self) -> bool {
        true
    }

    fn fatal(&self, scope: &mut Scope<'_>, fatal: FatalError<'_>) {
        let report = heddle_std::fatal_report(scope, &fatal);
        let _ = heddle_sys::terminal::write_all(2, report.as_bytes());
        self.exit(scope, fatal.code);
    }

    fn exit(&self, _scope: &mut Scope<'_>, code: i32) {
        heddle_sys::terminal::restore_terminal();
        heddle_sys::process::exit_now(code);
    }
}
