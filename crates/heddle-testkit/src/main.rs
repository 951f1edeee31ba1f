//! `heddle-testkit`: runs the script tests. Started by `./x test`.
#![forbid(unsafe_code)]

use std::env;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::thread;
use std::time::Duration;

use heddle_testkit::{discover, runner, test262, tree_root};

const USAGE: &str = "usage: heddle-testkit [options] [filter…]
       heddle-testkit test262 CHECKOUT [options] [filter…]
  --runtime PATH   run under this binary instead of target/release/heddle (its name decides what is skipped)
  --jobs N         tests at a time (default: one a core)
  --watchdog S     seconds after which a test counts as hung (default 60)
  --gc-stress      the GC-stress tier: longer watchdog, tests that say no-gc-stress are skipped
  --process-workers  workers are processes that do not say what they are
  --update-golden  rewrite the golden files from what is printed
  --list           print the tests instead of running them
  -v, --verbose    print every test";

struct Options {
    runtime: Option<PathBuf>,
    jobs: usize,
    watchdog: Option<u64>,
    gc_stress: bool,
    process_workers: bool,
    update_golden: bool,
    list: bool,
    verbose: bool,
    filters: Vec<String>,
}

fn parse(args: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options {
        runtime: None,
        jobs: thread::available_parallelism().map_or(2, |n| n.get()),
        watchdog: None,
        gc_stress: false,
        process_workers: false,
        update_golden: false,
        list: false,
        verbose: false,
        filters: Vec::new(),
    };
    let mut args = args;
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or_else(|| format!("{arg} needs a value"));
        match arg.as_str() {
            "--runtime" => options.runtime = Some(value()?.into()),
            "--jobs" => options.jobs = number(&value()?)?.max(1) as usize,
            "--watchdog" => options.watchdog = Some(number(&value()?)?),
            "--process-workers" => options.process_workers = true,
            "--gc-stress" => options.gc_stress = true,
            "--update-golden" => options.update_golden = true,
            "--list" => options.list = true,
            "-v" | "--verbose" => options.verbose = true,
            _ if arg.starts_with('-') => return Err(format!("unknown option {arg}")),
            _ => options.filters.push(arg),
        }
    }
    Ok(options)
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("not a number: {text}"))
}

/// A shell that starts something in the background has it ignore Ctrl-C, which is inherited all the way to the tests,
/// where it would keep those from ending that are to be interrupted. std knows no effects of signals: env(1) does it.
fn heed_interrupts() {
    let interrupt_and_quit = 0b110;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix("SigIgn:")?.trim(), 16).ok());
    if ignored.is_none_or(|set| set & interrupt_and_quit == 0) {
        return;
    }
    let Ok(own) = env::current_exe() else { return };
    let mut again = Command::new("env");
    again.arg("--default-signal=INT,QUIT").arg(own).args(env::args_os().skip(1));
    let error = again.exec();
    eprintln!("heddle-testkit: tests will ignore interrupts: {error}");
}

fn main() -> ExitCode {
    heed_interrupts();
    let mut args = env::args().skip(1).peekable();
    let language = args.next_if(|arg| arg == "test262").is_some();
    let options = match parse(args) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("heddle-testkit: {message}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match if language { run_test262(options) } else { run(options) } {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(e) => {
            eprintln!("heddle-testkit: {e}");
            ExitCode::from(2)
        }
    }
}

fn run_test262(options: Options) -> std::io::Result<bool> {
    let root = tree_root();
    let mut filters = options.filters;
    if filters.is_empty() {
        return Err(std::io::Error::other("test262 needs the folder of a checkout"));
    }
    let config = test262::Config {
        runtime: std::fs::canonicalize(options.runtime.unwrap_or_else(|| root.join("target/release/heddle")))?,
        host: root.join("tests/test262/_host.js"),
        checkout: std::fs::canonicalize(filters.remove(0))?,
        filters,
        jobs: options.jobs,
        watchdog: Duration::from_secs(options.watchdog.unwrap_or(60)),
        verbose: options.verbose,
    };
    let summary = test262::run(&config)?;
    for (name, why) in &summary.failed {
        println!("FAILED  {name}\n    {}", why.trim_end().replace('\n', "\n    "));
    }
    for (reason, count) in &summary.skipped {
        println!("skipped {count}: {reason}");
    }
    let skipped: usize = summary.skipped.values().sum();
    println!("{} passed, {} failed, {skipped} skipped", summary.passed, summary.failed.len());
    Ok(summary.failed.is_empty() && summary.passed > 0)
}

fn run(options: Options) -> std::io::Result<bool> {
    let root = tree_root();
    let mut cases = discover::discover(&root)?;
    if !options.filters.is_empty() {
        cases.retain(|case| options.filters.iter().any(|f| case.name.contains(f.as_str())));
    }
    if options.list {
        for case in &cases {
            println!("{}", case.name);
        }
        return Ok(true);
    }
    let runtime = options.runtime.unwrap_or_else(|| root.join("target/release/heddle"));
    let is_heddle = runtime.file_name().is_some_and(|n| n.to_string_lossy().starts_with("heddle"));
    let default_watchdog = if options.gc_stress { 900 } else { 60 };
    let config = runner::Config {
        root,
        runtime,
        is_heddle,
        gc_stress: options.gc_stress,
        process_workers: options.process_workers,
        jobs: options.jobs,
        watchdog: Duration::from_secs(options.watchdog.unwrap_or(default_watchdog)),
        update_golden: options.update_golden,
        verbose: options.verbose,
    };
    let summary = runner::run(&config, cases)?;
    println!("{} passed, {} failed, {} skipped", summary.passed, summary.failed, summary.skipped);
    Ok(summary.failed == 0)
}
