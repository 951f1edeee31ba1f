//! `--cpu-prof` and `--heap-prof`: profiles of an isolate's whole life, written when it ends.
//! <https://nodejs.org/api/cli.html#--cpu-prof>

use super::allocations::{self, Settings};
use super::{sampler, Style};
use crate::diagnostic_file;
use crate::runtime::OptionsState;
use heddle_engine::Scope;
use std::cell::Cell;
use std::rc::Rc;

/// Bytes for each sampled allocation unless it is told otherwise.
pub(crate) const ALLOCATION_INTERVAL: u64 = 512 << 10;

#[derive(Default)]
struct Running {
    cpu: Cell<Option<u32>>,
    heap: Cell<bool>,
}

/// Starts what the options ask for.
pub(crate) fn start(scope: &mut Scope<'_>) {
    let options = scope.state::<OptionsState>().0.clone();
    let (cpu, heap) = (options.flag("--cpu-prof"), options.flag("--heap-prof"));
    if !cpu && !heap {
        return;
    }
    let running = Rc::new(Running::default());
    scope.put_state(running.clone());
    if heap {
        let interval =
            options.number("--heap-prof-interval").map_or(ALLOCATION_INTERVAL, |bytes| bytes.max(1.0) as u64);
        let settings = Settings { interval, depth: 128, collects: false, keeps: false };
        running.heap.set(allocations::start(scope, settings));
    }
    if cpu {
        let interval = options.number("--cpu-prof-interval").map_or(1000.0, |microseconds| microseconds.max(1.0));
        running.cpu.set(sampler::start(scope, interval as u32, usize::MAX));
    }
}

/// Writes the profiles of an isolate that ends. Its process may be about to leave: this comes before.
pub fn finish(scope: &mut Scope<'_>) {
    let Some(running) = scope.try_state::<Running>() else { return };
    let options = scope.state::<OptionsState>().0.clone();
    let dir = options.text("--diagnostic-dir");
    if let Some(id) = running.cpu.take() {
        if let Some(done) = sampler::stop(scope, id) {
            let text = done.profile.to_json(Style::Flag, &done.sources);
            let place = [options.text("--cpu-prof-dir").or(dir), options.text("--cpu-prof-name")];
            write(scope, place, "CPU", "cpuprofile", &text);
        }
    }
    if running.heap.take() {
        if let Some(profile) = allocations::stop(scope) {
            let place = [options.text("--heap-prof-dir").or(dir), options.text("--heap-prof-name")];
            write(scope, place, "Heap", "heapprofile", &profile.to_json(Style::Flag));
        }
    }
}

fn write(scope: &mut Scope<'_>, [dir, name]: [Option<&str>; 2], prefix: &str, extension: &str, text: &str) {
    let name = match name {
        Some(name) => name.replace("${pid}", &std::process::id().to_string()),
        None => diagnostic_file::name(scope, prefix, extension),
    };
    if let Err((path, error)) = diagnostic_file::write(dir, &name, text) {
        let message = format!("heddle: the profile could not be written to {}: {error}\n", path.display());
        // Nothing is left to be told if even that fails.
        let _ = heddle_sys::terminal::write_all(2, message.as_bytes());
    }
}
