//! Files that show what fills a heap which comes near its limit: snapshots and profiles.
//! <https://nodejs.org/api/cli.html#--heapsnapshot-near-heap-limitmax_count>

use crate::diagnostic_file;
use crate::profile::allocations;
use crate::runtime::OptionsState;
use heddle_engine::{HeapSnapshotOptions, Scope};
use std::cell::Cell;
use std::rc::Rc;

/// How many files of each kind may still be written.
#[derive(Default)]
pub(crate) struct NearHeapLimit {
    pub(crate) snapshots: Cell<u32>,
    pub(crate) profiles: Cell<u32>,
}

/// The state of this isolate, which hears of its limit from now on.
pub(crate) fn watch(scope: &mut Scope<'_>) -> Rc<NearHeapLimit> {
    if let Some(state) = scope.try_state::<NearHeapLimit>() {
        return state;
    }
    let state = Rc::new(NearHeapLimit::default());
    scope.put_state(state.clone());
    scope.on_near_heap_limit(Some(Rc::new(write)));
    state
}

/// Does what `--heapsnapshot-near-heap-limit` asks for.
pub(crate) fn start(scope: &mut Scope<'_>) {
    let most = scope.state::<OptionsState>().0.number("--heapsnapshot-near-heap-limit");
    if let Some(most) = most.filter(|most| *most > 0.0) {
        watch(scope).snapshots.set(most as u32);
    }
}

fn take(left: &Cell<u32>) -> bool {
    let any = left.get() > 0;
    left.set(left.get().saturating_sub(1));
    any
}

fn write(scope: &mut Scope<'_>) {
    let Some(state) = scope.try_state::<NearHeapLimit>() else { return };
    if take(&state.profiles) {
        if let Some(text) = allocations::so_far(scope) {
            write_file(scope, "heap profile", "heapprofile", &text);
        }
    }
    if take(&state.snapshots) {
        if let Some(mut snapshot) = scope.heap_snapshot(HeapSnapshotOptions::default()) {
            let mut text = String::new();
            while snapshot.read(&mut text, 1 << 20) {}
            write_file(scope, "snapshot", "heapsnapshot", &text);
        }
    }
}

fn write_file(scope: &mut Scope<'_>, what: &str, extension: &str, text: &str) {
    let options = scope.state::<OptionsState>().0.clone();
    let name = diagnostic_file::name(scope, "Heap", extension);
    let dir = options.text("--diagnostic-dir");
    let message = match diagnostic_file::write(dir, &name, text) {
        Ok(()) => format!("Wrote {what} to {}\n", std::path::Path::new(dir.unwrap_or("")).join(name).display()),
        Err((path, error)) => format!("heddle: the {what} could not be written to {}: {error}\n", path.display()),
    };
    // Nothing is left to be told if even that fails.
    let _ = heddle_sys::terminal::write_all(2, message.as_bytes());
}
