//! `--why-alive`: what keeps the process and its workers running, and where in the program it was made.
//!
//! Every thread describes itself: a worker is interrupted, also amid a loop or a wait, and asks its own workers. The last
//! one prints; what does not answer in time is named as such. A worker in another process is asked for the same report of
//! its threads and of its own workers.

use crate::options::{ProcessOptions, StartOptions};
use crate::worker::{in_worker_process, workers, Answered, Question, Reply};
use heddle_core::delay::run_after;
use heddle_core::{EventLoop, Reason};
use heddle_engine::{Interrupt, Local, Scope};
use heddle_worker::Control;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long the report waits for threads.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether the options ask for it.
pub(crate) fn is_wanted(options: &ProcessOptions) -> bool {
    options.flag("--why-alive") || options.text("--why-alive-signal").is_some()
}

/// What a thread says of itself.
pub(crate) struct Section {
    pub(crate) thread: u32,
    /// The process, if it is not the program's first.
    pub(crate) process: Option<u32>,
    pub(crate) name: String,
    pub(crate) program: String,
    /// What it runs at the moment; empty: it waits in its loop.
    pub(crate) running: String,
    pub(crate) reasons: Vec<(String, String)>,
}

/// Threads that say nothing: their ids and processes.
type Silent = Vec<(u32, Option<u32>)>;

#[derive(Default)]
struct State {
    asked: BTreeSet<u32>,
    sections: Vec<Section>,
    /// In other processes.
    silent: Silent,
    done: Option<Done>,
}

/// Is told the whole.
type Done = Box<dyn FnOnce(Vec<Section>, Silent) + Send>;

/// A report under way.
struct Report {
    until: Instant,
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
            state.finish();
        }
    }
}

impl State {
    /// Tells it, once.
    fn finish(&mut self) {
        let Some(done) = self.done.take() else { return };
        let process = own_process();
        let mut silent = std::mem::take(&mut self.silent);
        silent.extend(self.asked.iter().map(|thread| (*thread, process)));
        done(std::mem::take(&mut self.sections), silent);
    }
}

impl Report {
    /// A report of this process that `done` is told, after `patience` at the latest.
    fn begin(patience: Duration, done: Done) -> Arc<Report> {
        let state = Mutex::new(State { done: Some(done), ..State::default() });
        let report = Arc::new(Report { until: Instant::now() + patience, state });
        let late = report.clone();
        // Without a thread for it, which there may be no room for, the report waits for the last answer.
        if let Some(late) = run_after(patience, move || late.state().finish()) {
            late.detach();
        }
        report
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// This process, if it is not the program's first.
fn own_process() -> Option<u32> {
    in_worker_process().then(std::process::id)
}

/// Prints a report. `again`: also if the last one said the same.
fn print(again: bool, mut sections: Vec<Section>, silent: &Silent) {
    sections.sort_by_key(|section| (section.thread, section.process));
    if !again && !is_news(&sections) {
        return;
    }
    let text = show(&sections, silent);
    // Nothing is left to be told if even that fails.
    let _ = heddle_sys::terminal::write_all(2, text.as_bytes());
}

/// Whether the last report had other reasons.
fn is_news(sections: &[Section]) -> bool {
    static LAST: Mutex<String> = Mutex::new(String::new());
    let mut reasons = String::new();
    for section in sections {
        let _ = write!(reasons, "{} {:?} {:?}", section.thread, section.process, section.reasons);
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

fn in_process(process: Option<u32>) -> String {
    process.map_or_else(String::new, |process| format!(" in process {process}"))
}

fn show(sections: &[Section], silent: &Silent) -> String {
    let mut out = String::new();
    for section in sections {
        let thread = match (section.thread, section.process) {
            (0, None) => "the main thread".to_owned(),
            (id, process) => {
                let name = if section.name.is_empty() { String::new() } else { format!("{}, ", section.name) };
                format!("worker {id}{} ({name}{})", in_process(process), section.program)
            }
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
    for (id, process) in silent {
        let _ = writeln!(out, "heddle: worker {id}{} did not answer", in_process(*process));
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
    let timers = read_pairs(scope, timers);
    let report = Report::begin(PATIENCE, Box::new(move |sections, silent| print(again, sections, &silent)));
    let asked = ask(&report, 0);
    describe(scope, asked, String::new(), timers);
}

/// Answers the report of another process: in the process of a worker, whose thread has this id.
pub(crate) fn tell(control: &Control, thread: u32, patience: Duration, answer: impl FnOnce(Reply) + Send + 'static) {
    let report = Report::begin(patience, Box::new(move |sections, silent| answer(Reply::Alive(sections, silent))));
    let asked = ask(&report, thread);
    control.run(Box::new(move |scope| self::answer(scope, asked)));
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
    let (thread, process) = (asked.thread, own_process());
    let (name, program) = (start.name.clone(), start.argv.first().cloned().unwrap_or_default());
    asked.report.state().sections.push(Section { thread, process, name, program, running, reasons });
    let report = &asked.report;
    let interrupt = |id| -> Interrupt {
        let asked = ask(report, id);
        Box::new(move |scope| answer(scope, asked))
    };
    let question = |id| -> (Question, Answered) {
        let asked = ask(report, id);
        // What it says must be here in time.
        let patience = report.until.saturating_duration_since(Instant::now()).mul_f64(0.8);
        let answered = move |reply: Reply| {
            if let Reply::Alive(sections, silent) = reply {
                let mut state = asked.report.state();
                state.sections.extend(sections);
                state.silent.extend(silent);
            }
            drop(asked);
        };
        (Question::Alive(patience), Box::new(answered))
    };
    workers(scope).interrupt_all(interrupt, question);
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
