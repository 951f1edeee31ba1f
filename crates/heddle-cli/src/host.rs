//! The main isolate's host: uncaught errors are printed, and exit ends the process.

use heddle_engine::{LimitReport, Scope};
use heddle_std::{FatalError, IsolateHost};

/// What a shell reports of Node when it aborts for lack of memory.
const OUT_OF_MEMORY: i32 = 134;

/// The process's main isolate.
pub(crate) struct MainHost;

impl IsolateHost for MainHost {
    fn is_main(&self) -> bool {
        true
    }

    fn fatal(&self, scope: &mut Scope<'_>, fatal: FatalError<'_>) {
        if fatal.is_out_of_memory(scope) {
            let advice = "Give the process more memory, or set --max-old-space-size below what there is.";
            out_of_memory("Allocation failed", "The system has no more memory.", "", advice);
        }
        let report = heddle_std::fatal_report(scope, &fatal);
        let _ = heddle_sys::terminal::write_all(2, report.as_bytes());
        self.exit(scope, fatal.code);
    }

    fn exit(&self, scope: &mut Scope<'_>, code: i32) {
        heddle_std::finish_profiles(scope);
        heddle_sys::terminal::restore_terminal();
        heddle_sys::process::exit_now(code);
    }

    // The process ends with it, so this is the last chance for them.
    fn before_over_limit(&self, scope: &mut Scope<'_>) {
        heddle_std::finish_profiles(scope);
    }

    // Only the heap of the main isolate can have a limit. Without it nothing can go on here.
    fn over_limit(&self, report: &LimitReport) {
        const MIB: f64 = 1048576.0;
        let (used, max) = (report.used as f64 / MIB, report.max as f64 / MIB);
        let detail = format!("{used:.1} MB are needed, {max:.0} MB are allowed (--max-old-space-size).");
        let advice = "A larger --max-old-space-size allows more; --heapsnapshot-signal=SIGUSR2 and that signal show what holds memory.";
        out_of_memory("Reached heap limit Allocation failed", &detail, &report.stack, advice);
    }
}

/// `stack` may be empty.
fn out_of_memory(what: &str, detail: &str, stack: &str, advice: &str) -> ! {
    let end = if stack.is_empty() { "" } else { "\n" };
    let text = format!("FATAL ERROR: {what} - JavaScript heap out of memory\n{detail}\n{stack}{end}{advice}\n");
    let _ = heddle_sys::terminal::write_all(2, text.as_bytes());
    heddle_sys::process::exit_now(OUT_OF_MEMORY)
}
