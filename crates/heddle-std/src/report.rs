//! The report of an exception that nobody caught, as it goes to standard error.

use crate::host::FatalError;
use heddle_core::EventLoop;
use heddle_engine::{Local, Scope};

/// The text that Node prints: place, source line, caret, then the error as `util.inspect` shows it.
pub fn fatal_report(scope: &mut Scope<'_>, fatal: &FatalError<'_>) -> String {
    let hook = scope.state::<EventLoop>().hooks().get(scope, "fatalReport");
    if let Some(hook) = hook {
        let from_promise = scope.boolean(fatal.from_promise);
        match scope.call(hook, Local::undefined(), &[fatal.error, from_promise]) {
            Ok(text) => {
                if let Some(text) = scope.str(text) {
                    return text;
                }
            }
            Err(thrown) => {
                let _ = scope.catch(thrown);
            }
        }
    }
    // The report itself failed (no stack left, a hostile error object): the bare text must do.
    let text = scope.to_display_string(fatal.error).unwrap_or_else(|| "an error that cannot be shown".into());
    let place = scope.error_report(fatal.error).map(|r| format!("{}:{}\n", r.file, r.line)).unwrap_or_default();
    format!("{place}Uncaught {text}\n")
}
