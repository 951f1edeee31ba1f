//! Runs many tests side by side and reports what failed.

use std::collections::VecDeque;
use std::env;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use crate::case::{Case, Ending, Kind};
use crate::golden::{self, Expected};
use crate::npm::{self, Install};
use crate::process::{self, End, Launch, Outcome};

/// What to run and how.
pub struct Config {
    /// Root of the tree.
    pub root: PathBuf,
    /// The runtime under test.
    pub runtime: PathBuf,
    /// Whether it is Heddle; another runtime skips what only Heddle has.
    pub is_heddle: bool,
    /// Whether this is the GC-stress tier.
    pub gc_stress: bool,
    /// Whether workers are processes.
    pub process_workers: bool,
    /// How many tests run at a time.
    pub jobs: usize,
    /// When a test counts as hung.
    pub watchdog: Duration,
    /// Rewrite golden files from what the runtime prints.
    pub update_golden: bool,
    /// Print every test's name.
    pub verbose: bool,
}

/// The counts of a run.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Tests that did what they should.
    pub passed: usize,
    /// Tests that did not.
    pub failed: usize,
    /// Tests that could not run here.
    pub skipped: usize,
}

enum Verdict {
    Passed(Duration),
    Skipped(String),
    Failed(String),
}

/// Runs the tests: the parallel ones first, then the serial ones alone.
pub fn run(config: &Config, cases: Vec<Case>) -> io::Result<Summary> {
    // A folder of its own: two runs at a time must not clear each other away.
    let scratch = config.root.join(format!("target/test-tmp/{}", std::process::id()));
    match fs::remove_dir_all(&scratch) {
        Ok(()) => {}
        Err(e) if e.kind() == io::ErrorKind::NotFound => {}
        Err(e) => return Err(e),
    }
    fs::create_dir_all(&scratch)?;
    let npm = if cases.iter().any(|c| c.kind == Kind::Npm) { Some(npm::install(&config.root)?) } else { None };
    let total = cases.len();
    let report = Mutex::new(Report::new(total, config.verbose));
    let (serial, parallel): (VecDeque<Case>, VecDeque<Case>) =
        cases.into_iter().partition(|case| case.directives.serial);
    for (queue, jobs) in [(parallel, config.jobs), (serial, 1)] {
        let queue = Mutex::new(queue);
        thread::scope(|scope| {
            for _ in 0..jobs {
                scope.spawn(|| {
                    while let Some(case) = pop(&queue) {
                        let verdict = run_case(config, npm.as_ref(), &scratch, &case)
                            .unwrap_or_else(|e| Verdict::Failed(format!("cannot run it: {e}\n")));
                        locked(&report).add(&case, verdict);
                    }
                });
            }
        });
    }
    let summary = locked(&report).finish();
    Ok(summary)
}

fn pop(queue: &Mutex<VecDeque<Case>>) -> Option<Case> {
    locked(queue).pop_front()
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

fn run_case(config: &Config, npm: Option<&Install>, scratch: &Path, case: &Case) -> io::Result<Verdict> {
    if case.directives.heddle_only && !config.is_heddle {
        return Ok(Verdict::Skipped("heddle only".into()));
    }
    if config.gc_stress {
        if let Some(reason) = &case.directives.no_gc_stress {
            return Ok(Verdict::Skipped(format!("not under GC stress: {reason}")));
        }
    }
    if config.process_workers {
        if let Some(reason) = &case.directives.threads {
            return Ok(Verdict::Skipped(format!("needs threads: {reason}")));
        }
    }
    let script = match (&case.kind, npm) {
        (Kind::Npm, Some(Install::Skipped(reason))) => return Ok(Verdict::Skipped(reason.clone())),
        (Kind::Npm, Some(Install::Ready(folder))) => {
            let relative = case.script.strip_prefix(config.root.join("tests/npm"));
            folder.join(relative.map_err(io::Error::other)?)
        }
        _ => case.script.clone(),
    };
    let tmp = scratch.join(case.name.replace(['/', '.'], "-"));
    fs::create_dir_all(&tmp)?;
    if !case.directives.fifos.is_empty() {
        let made = Command::new("mkfifo").args(&case.directives.fifos).current_dir(&tmp).status()?;
        if !made.success() {
            return Err(io::Error::other("mkfifo failed"));
        }
    }
    let expected = match &case.kind {
        Kind::Golden(dir) => Some(Expected::load(dir)?),
        _ => None,
    };
    let mut command = Command::new(&config.runtime);
    if config.process_workers {
        command.arg("--isolation=process");
    }
    command.args(&case.directives.flags).arg(&script).args(&case.directives.args).current_dir(&tmp).env("TMPDIR", &tmp);
    for name in ["NODE_OPTIONS", "NODE_PATH", "NODE_ENV", "NO_COLOR", "FORCE_COLOR", "NODE_DISABLE_COLORS"] {
        command.env_remove(name);
    }
    for (name, value) in &case.directives.env {
        command.env(name, value);
    }
    if let Some(expected) = &expected {
        command.args(&expected.args);
    }
    let outcome = process::run(Launch {
        command,
        stdin: expected.as_ref().and_then(|e| e.stdin.clone()),
        on: &case.directives.on,
        watchdog: config.watchdog,
    })?;
    let verdict = match (&case.kind, &expected) {
        (Kind::Golden(dir), Some(expected)) => judge_golden(config, dir, expected, &outcome)?,
        _ => judge(&case.directives.ending, &outcome),
    };
    if matches!(verdict, Verdict::Passed(_)) {
        // Kept for a failed test, where it may explain the failure.
        fs::remove_dir_all(&tmp)?;
    }
    Ok(verdict)
}

fn judge(wanted: &Ending, outcome: &Outcome) -> Verdict {
    match &outcome.end {
        End::Ended(ending) if ending == wanted => Verdict::Passed(outcome.took),
        _ => Verdict::Failed(format!("{}{}", describe_end(wanted, outcome), describe_output(outcome))),
    }
}

fn judge_golden(config: &Config, dir: &Path, expected: &Expected, outcome: &Outcome) -> io::Result<Verdict> {
    let dir_text = dir.to_string_lossy();
    if config.update_golden {
        if expected.stdout_sorted.is_some() {
            fs::write(dir.join("stdout.sorted"), golden::sorted_lines(&outcome.stdout))?;
            return Ok(Verdict::Passed(outcome.took));
        }
        fs::write(dir.join("stdout"), outcome.stdout.replace(&*dir_text, "[DIR]"))?;
        fs::write(dir.join("stderr"), outcome.stderr.replace(&*dir_text, "[DIR]"))?;
        if let End::Ended(Ending::Code(code)) = outcome.end {
            fs::write(dir.join("exitcode"), format!("{code}\n"))?;
        }
        return Ok(Verdict::Passed(outcome.took));
    }
    let mut complaints = String::new();
    let wanted = Ending::Code(expected.exit_code);
    if outcome.end != End::Ended(wanted.clone()) {
        complaints.push_str(&describe_end(&wanted, outcome));
    }
    let stdout_sorted = golden::sorted_lines(&outcome.stdout);
    for (name, pattern, actual) in [
        ("stdout", &expected.stdout, &outcome.stdout),
        ("sorted stdout", &expected.stdout_sorted, &stdout_sorted),
        ("stderr", &expected.stderr, &outcome.stderr),
    ] {
        let Some(pattern) = pattern else { continue };
        let pattern = pattern.replace("[DIR]", &dir_text);
        if !golden::matches(&pattern, actual) {
            let line = golden::first_difference(&pattern, actual);
            complaints.push_str(&format!("{name} differs from line {line} on; expected:\n{}", indent(&pattern)));
        }
    }
    if complaints.is_empty() {
        return Ok(Verdict::Passed(outcome.took));
    }
    Ok(Verdict::Failed(complaints + &describe_output(outcome)))
}

fn describe_end(wanted: &Ending, outcome: &Outcome) -> String {
    match &outcome.end {
        End::Ended(ending) => format!("ended with {}, expected {}\n", name_of(ending), name_of(wanted)),
        End::Hung => format!("hung: killed after {:.0?}\n", outcome.took),
        End::LeftProcesses(count) => format!("left {count} processes running\n"),
    }
}

fn name_of(ending: &Ending) -> String {
    match ending {
        Ending::Code(code) => format!("exit code {code}"),
        Ending::Signal(name) => format!("SIG{name}"),
    }
}

fn describe_output(outcome: &Outcome) -> String {
    let mut text = String::new();
    for (name, stream) in [("stdout", &outcome.stdout), ("stderr", &outcome.stderr)] {
        if !stream.is_empty() {
            text.push_str(&format!("{name}:\n{}", indent(stream)));
        }
    }
    text
}

/// Indents a stream for the report, keeping its two ends when it is very long.
fn indent(text: &str) -> String {
    const KEEP: usize = 60;
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::new();
    for (index, line) in lines.iter().enumerate() {
        if lines.len() > 2 * KEEP && index == KEEP {
            out.push_str(&format!("    [{} lines left out]\n", lines.len() - 2 * KEEP));
        }
        if lines.len() > 2 * KEEP && (KEEP..lines.len() - KEEP).contains(&index) {
            continue;
        }
        out.push_str(&format!("    {line}\n"));
    }
    out
}

struct Report {
    total: usize,
    done: usize,
    summary: Summary,
    failures: Vec<String>,
    skips: Vec<(String, String)>,
    started: Instant,
    verbose: bool,
    terminal: bool,
}

impl Report {
    fn new(total: usize, verbose: bool) -> Report {
        Report {
            total,
            done: 0,
            summary: Summary::default(),
            failures: Vec::new(),
            skips: Vec::new(),
            started: Instant::now(),
            verbose,
            terminal: io::stdout().is_terminal() && env::var_os("TERM").is_some_and(|t| t != "dumb"),
        }
    }

    fn add(&mut self, case: &Case, verdict: Verdict) {
        self.done += 1;
        let line = match verdict {
            Verdict::Passed(took) => {
                self.summary.passed += 1;
                self.verbose.then(|| format!("ok      {} ({} ms)", case.name, took.as_millis()))
            }
            Verdict::Skipped(reason) => {
                self.summary.skipped += 1;
                let line = self.verbose.then(|| format!("skipped {} ({reason})", case.name));
                self.skips.push((reason, case.name.clone()));
                line
            }
            Verdict::Failed(why) => {
                self.summary.failed += 1;
                self.failures.push(case.name.clone());
                Some(format!("FAILED  {}\n{}", case.name, indent(&why).trim_end()))
            }
        };
        let mut out = io::stdout().lock();
        // A closed standard output must not fail the tests; the exit code still tells.
        let _ = self.print(&mut out, line);
    }

    fn print(&self, out: &mut impl Write, line: Option<String>) -> io::Result<()> {
        if self.terminal {
            write!(out, "\r\x1b[K")?;
        }
        if let Some(line) = line {
            writeln!(out, "{line}")?;
        }
        if self.terminal && self.done < self.total {
            write!(out, "{}/{} {} failed", self.done, self.total, self.summary.failed)?;
        }
        out.flush()
    }

    fn finish(&mut self) -> Summary {
        self.skips.sort();
        let mut reasons: Vec<(String, usize)> = Vec::new();
        for (reason, _) in &self.skips {
            match reasons.last_mut() {
                Some((last, count)) if last == reason => *count += 1,
                _ => reasons.push((reason.clone(), 1)),
            }
        }
        for (reason, count) in reasons {
            println!("skipped {count}: {reason}");
        }
        if !self.failures.is_empty() {
            println!("failed tests:");
            for name in &self.failures {
                println!("  {name}");
            }
        }
        println!("script tests took {:.1} s", self.started.elapsed().as_secs_f64());
        self.summary
    }
}
