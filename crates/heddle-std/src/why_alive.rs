//! `--why-alive`: what keeps the process and its workers running, and where in the program it was made.
//!
//! Every thread describes itself: a worker is interrupted, also amid a loop or a wait, and asks its own workers. The last
//! one prints; what does not answer in time is named as such.

use crate::options::{ProcessOptions, StartOptions};
use crate::worker::workers;
use heddle_core::{EventLoop, Reason};
use heddle_engine::{Interrupt, Local, Scope};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long the report waits for threads.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether the options ask for it.
pub(crate) fn is_wanted(options: &ProcessOptions) -> bool {
    options.flag("--why-alive") || options.text("--why-alive-signal").is_some()
}

/// What a thread says of itself.
struct Section {
    thread: u32,
    name: String,
    program: String,
    /// What it runs at the moment; empty: it waits in its loop.
    running: String,
    reasons: Vec<(String, String)>,
}

#[derive(Default)]
struct State {
    asked: BTreeSet<u32>,
    sections: Vec<Section>,
    done: bool,
}

/// A report under way.
struct Report {
    /// Also if the last one said the same.
    again: bool,
    state: Mutex<State>,
}

/// A thread that was asked; dropped when it has answered or is gone.
struct Asked {
    report: Arc<Report>,
    thread: u32,
}

impl Drop for Asked {
    fn drop(&mut self) {
        let mut state = self.report.state();
        state.asked.remove(&self.thread);
        if state.asked.is_empty() {
            self.report.finish(&mut state);
        }
    }
}

impl Report {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Prints it, once.
    fn finish(&self, state: &mut State) {
        if std::mem::replace(&mut state.done, true) {
            return;
        }
        state.sections.sort_by_key(|section| section.thread);
        if !self.again && !is_news(&state.sections) {
            return;
        }
        let text = show(state);
        // Nothing is left to be told if even that fails.
        let _ = heddle_sys::terminal::write_all(2, text.as_bytes());
    }
}

/// Whether the last report had other reasons.
fn is_news(sections: &[Section]) -> bool {
    static LAST: Mutex<String> = Mutex::new(String::new());
    let mut reasons = String::new();
    for section in sections {
        let _ = write!(reasons, "{} {:?}", section.thread, section.reasons);
    }
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    let news = *last != reasons;
    *last = reasons;
    news
}

/// The program's frames; those of the runtime when there are no others.
fn put_stack(out: &mut String, stack: &str) {
    let internal = |line: &str| line.contains("(node:") || line.contains("at node:");
    let program = stack.lines().any(|line| !internal(line));
    for line in stack.lines().filter(|line| !program || !internal(line)) {
        let _ = writeln!(out, "    {}", line.trim());
    }
}

fn show(state: &State) -> String {
    let mut out = String::new();
    for section in &state.sections {
        let thread = match section.thread {
            0 => "the main thread".to_owned(),
            id => format!("worker {id} ({}{})", section.name, section.program),
        };
        let count = section.reasons.len();
        let what = match count {
            0 => "nothing".to_owned(),
            1 => "1 thing".to_owned(),
            _ => format!("{count} things"),
        };
        let _ = writeln!(out, "heddle: {what} {} {thread} alive", if count < 2 { "keeps" } else { "keep" });
        if !section.running.is_empty() {
            out.push_str("  it runs\n");
            put_stack(&mut out, &section.running);
        }
        for (kind, stack) in &section.reasons {
            let _ = writeln!(out, "  {kind}");
            put_stack(&mut out, stack);
        }
    }
    for id in &state.asked {
        let _ = writeln!(out, "heddle: worker {id} did not answer");
    }
    out
}

fn name_of(reason: &Reason) -> String {
    match (reason.kind, reason.what) {
        ("Worker", Some(id)) => format!("Worker {id}"),
        (kind, Some(fd)) => format!("{kind} of descriptor {fd}"),
        (kind, None) => kind.to_owned(),
    }
}

/// `[kind, stack, kind, stack, …]`
fn read_pairs(scope: &mut Scope<'_>, list: Local<'_>) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for index in 0..scope.array_length(list).unwrap_or(0) {
        match scope.get_index(list, index) {
            Ok(text) => texts.push(scope.str(text).unwrap_or_default()),
            Err(thrown) => {
                let _ = scope.catch(thrown);
                break;
            }
        }
    }
    let mut texts = texts.into_iter();
    std::iter::from_fn(|| Some((texts.next()?, texts.next()?))).collect()
}

/// Prints a report. In the main thread; `timers` are its own.
pub(crate) fn explain(scope: &mut Scope<'_>, again: bool, timers: Local<'_>) {
    let report = Arc::new(Report { again, state: Mutex::default() });
    let timers = read_pairs(scope, timers);
    let late = report.clone();
    let asked = ask(&report, 0);
    // Without the thread, which there may be no room for, the report waits for the last answer.
    let _ = std::thread::Builder::new().name("why-alive".into()).stack_size(256 << 10).spawn(move || {
        std::thread::sleep(PATIENCE);
        late.finish(&mut late.state());
    });
    describe(scope, asked, String::new(), timers);
}

fn ask(report: &Arc<Report>, thread: u32) -> Asked {
    report.state().asked.insert(thread);
    Asked { report: report.clone(), thread }
}

fn describe(scope: &mut Scope<'_>, asked: Asked, running: String, timers: Vec<(String, String)>) {
    let start = scope.state::<StartOptions>();
    let mut reasons: Vec<(String, String)> =
        scope.state::<EventLoop>().reasons().into_iter().map(|reason| (name_of(&reason), reason.stack)).collect();
    reasons.extend(timers);
    let name = if start.name.is_empty() { String::new() } else { format!("{}, ", start.name) };
    let program = start.argv.first().cloned().unwrap_or_default();
    asked.report.state().sections.push(Section { thread: asked.thread, name, program, running, reasons });
    workers(scope).interrupt_all(|id| -> Interrupt {
        let asked = ask(&asked.report, id);
        Box::new(move |scope| answer(scope, asked))
    });
}

/// In a worker.
fn answer(scope: &mut Scope<'_>, asked: Asked) {
    let running = scope.stack_text();
    // Amid the program's code the queues of timers may be half way between two states.
    let hook = if running.is_empty() { scope.state::<EventLoop>().hooks().get(scope, "describeTimers") } else { None };
    let timers = match hook.map(|hook| scope.call(hook, Local::undefined(), &[])) {
        Some(Ok(timers)) => read_pairs(scope, timers),
        Some(Err(thrown)) => {
            let _ = scope.catch(thrown);
            Vec::new()
        }
        None => Vec::new(),
    };
    describe(scope, asked, running, timers);
}
