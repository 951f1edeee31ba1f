//! Runs tests of a checkout of test262, the language's own suite, each in a process of its own.
//!
//! `tests/test262/_host.js` gives them `$262` and `print`; includes and test go to the runtime's standard input, so that
//! they are scripts of the global scope. What a test needs and a host cannot give is counted as skipped, by reason.
//! <https://github.com/tc39/test262/blob/main/INTERPRETING.md>

use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use crate::case::Ending;
use crate::process::{self, End, Launch};

/// What to run, and how.
pub struct Config {
    /// The runtime.
    pub runtime: PathBuf,
    /// `tests/test262/_host.js`.
    pub host: PathBuf,
    /// The checkout: the folder that holds `test` and `harness`.
    pub checkout: PathBuf,
    /// Parts of paths below `test`; none: everything.
    pub filters: Vec<String>,
    /// Tests at a time.
    pub jobs: usize,
    /// After this a test counts as hung.
    pub watchdog: Duration,
    /// Print every test.
    pub verbose: bool,
}

/// Counts of runs: a test that is run in sloppy and in strict mode counts twice.
#[derive(Debug, Default)]
pub struct Summary {
    /// Runs that ended as they should.
    pub passed: usize,
    /// Runs that did not, by name with what they printed.
    pub failed: Vec<(String, String)>,
    /// Tests that were left out, by reason.
    pub skipped: BTreeMap<String, usize>,
}

/// What a test says of itself in its front matter.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    flags: Vec<String>,
    includes: Vec<String>,
    features: Vec<String>,
    /// The class of the error that the test ends with.
    negative: Option<String>,
}

impl FrontMatter {
    /// Reads the part between `/*---` and `---*/`.
    pub fn parse(source: &str) -> FrontMatter {
        let text =
            source.split_once("/*---").and_then(|(_, rest)| rest.split_once("---*/")).map_or("", |(text, _)| text);
        let mut front = FrontMatter::default();
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            let Some((key, value)) = line.split_once(':').filter(|(key, _)| !key.starts_with([' ', '\t'])) else {
                continue;
            };
            let list = match key {
                "flags" => &mut front.flags,
                "includes" => &mut front.includes,
                "features" => &mut front.features,
                "negative" => {
                    while let Some(line) = lines.next_if(|line| line.starts_with([' ', '\t'])) {
                        if let Some((_, class)) = line.split_once("type:") {
                            front.negative = Some(class.trim().to_owned());
                        }
                    }
                    continue;
                }
                _ => continue,
            };
            // `[a, b]`, also over several lines, or a line `- a` for each.
            let mut whole = value.to_owned();
            while let Some(line) = lines.next_if(|line| line.starts_with([' ', '\t', '-', ']'])) {
                whole.push(',');
                whole.push_str(line.trim().trim_start_matches("- "));
            }
            let words = whole.split(',').map(|word| word.trim_matches([' ', '\t', '[', ']', '"', '\'']));
            list.extend(words.filter(|word| !word.is_empty()).map(str::to_owned));
        }
        front
    }

    fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|one| one == flag)
    }

    /// Why a host cannot run it.
    fn obstacle(&self, source: &str) -> Option<String> {
        if self.has("CanBlockIsFalse") {
            return Some("flag CanBlockIsFalse: the main agent can block".into());
        }
        let realm = self.features.iter().any(|feature| feature == "cross-realm") || source.contains("$262.createRealm");
        if realm {
            return Some("feature cross-realm: no $262.createRealm".into());
        }
        if self.features.iter().any(|feature| feature == "IsHTMLDDA") {
            return Some("feature IsHTMLDDA: no $262.IsHTMLDDA".into());
        }
        None
    }

    fn modes(&self) -> &'static [Mode] {
        if self.has("raw") {
            &[Mode::Raw]
        } else if self.has("module") {
            &[Mode::Module]
        } else if self.has("onlyStrict") {
            &[Mode::Strict]
        } else if self.has("noStrict") {
            &[Mode::Sloppy]
        } else {
            &[Mode::Sloppy, Mode::Strict]
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Sloppy,
    Strict,
    Module,
    Raw,
}

/// The program for one run. A module is imported after its includes ran as scripts.
fn program(config: &Config, path: &Path, source: &str, front: &FrontMatter, mode: Mode) -> io::Result<String> {
    if mode == Mode::Raw {
        return Ok(source.to_owned());
    }
    let mut names = vec!["assert.js".to_owned(), "sta.js".to_owned()];
    if front.has("async") {
        names.push("doneprintHandle.js".to_owned());
    }
    names.extend(front.includes.iter().cloned());
    let mut text = String::from(if mode == Mode::Strict { "'use strict';\n" } else { "" });
    for name in names {
        let file = config.checkout.join("harness").join(&name);
        let include = fs::read_to_string(&file)
            .map_err(|error| io::Error::other(format!("the checkout's {}: {error}", file.display())))?;
        text.push_str(&include);
        text.push('\n');
    }
    if mode == Mode::Module {
        let path = path.to_string_lossy().replace('\\', "\\\\").replace('\'', "\\'");
        text.push_str(&format!("$262.importTest('{path}');\n"));
    } else {
        text.push_str(source);
    }
    Ok(text)
}

/// What is wrong with how a run ended; `None`: nothing.
fn verdict(front: &FrontMatter, outcome: &process::Outcome) -> Option<String> {
    let uncaught = outcome.stderr.lines().find_map(|line| line.strip_prefix("test262: uncaught "));
    let class = uncaught.and_then(|text| text.split(':').next());
    let complaint = match (&front.negative, &outcome.end) {
        (_, End::Hung) => "hung".to_owned(),
        (_, End::LeftProcesses(count)) => format!("left {count} processes"),
        (_, End::Ended(Ending::Signal(name))) => format!("killed by SIG{name}"),
        (Some(expected), _) if class == Some(expected.as_str()) => return None,
        (Some(expected), _) => format!("ended with {}, expected {expected}", uncaught.unwrap_or("no error")),
        (None, End::Ended(Ending::Code(0))) if uncaught.is_none() => {
            let done = outcome.stdout.lines().any(|line| line == "Test262:AsyncTestComplete");
            if !front.has("async") || done {
                return None;
            }
            "$DONE was not called, or with an error".to_owned()
        }
        (None, End::Ended(Ending::Code(code))) => match uncaught {
            Some(error) => error.to_owned(),
            None => format!("ended with exit code {code}"),
        },
    };
    Some(format!("{complaint}\n{}{}", outcome.stdout, outcome.stderr))
}

fn run_one(config: &Config, path: &Path, source: &str, front: &FrontMatter, mode: Mode) -> io::Result<Option<String>> {
    let mut command = Command::new(&config.runtime);
    command.arg("--expose-gc").arg("--require").arg(&config.host).arg("-");
    command.env("HEDDLE_TEST262_ASYNC", if front.has("async") { "1" } else { "" });
    if let Some(folder) = path.parent() {
        // Relative imports of scripts.
        command.current_dir(folder);
    }
    let stdin = Some(program(config, path, source, front, mode)?);
    let outcome = process::run(Launch { command, stdin, on: &[], watchdog: config.watchdog })?;
    Ok(verdict(front, &outcome))
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    entries.sort();
    for path in entries {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            collect(&path, found)?;
        } else if name.ends_with(".js") && !name.contains("_FIXTURE") {
            found.push(path);
        }
    }
    Ok(())
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Runs the tests.
pub fn run(config: &Config) -> io::Result<Summary> {
    let tests = config.checkout.join("test");
    let mut paths = Vec::new();
    collect(&tests, &mut paths).map_err(|error| {
        io::Error::other(format!("{} is no checkout of test262: {error}", config.checkout.display()))
    })?;
    let name_of = |path: &Path| path.strip_prefix(&tests).unwrap_or(path).to_string_lossy().into_owned();
    if !config.filters.is_empty() {
        paths.retain(|path| config.filters.iter().any(|filter| name_of(path).contains(filter.as_str())));
    }
    let queue = Mutex::new(VecDeque::from(paths));
    let summary = Mutex::new(Summary::default());
    thread::scope(|scope| {
        for _ in 0..config.jobs {
            scope.spawn(|| {
                while let Some(path) = { locked(&queue).pop_front() } {
                    let name = name_of(&path);
                    run_file(config, &path, &name, &summary);
                }
            });
        }
    });
    Ok(summary.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner()))
}

fn run_file(config: &Config, path: &Path, name: &str, summary: &Mutex<Summary>) {
    let source = match fs::read_to_string(path) {
        Ok(source) => source,
        Err(error) => return locked(summary).failed.push((name.to_owned(), format!("cannot be read: {error}"))),
    };
    let front = FrontMatter::parse(&source);
    if let Some(reason) = front.obstacle(&source) {
        *locked(summary).skipped.entry(reason).or_default() += 1;
        return;
    }
    for mode in front.modes() {
        let result = run_one(config, path, &source, &front, *mode);
        let failure = result.unwrap_or_else(|error| Some(format!("cannot run it: {error}")));
        let run_name = format!("{name} ({})", format!("{mode:?}").to_lowercase());
        if config.verbose {
            println!("{} {run_name}", if failure.is_none() { "passed " } else { "FAILED " });
        }
        match failure {
            None => locked(summary).passed += 1,
            Some(why) => locked(summary).failed.push((run_name, why)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_in_its_forms() {
        let front = FrontMatter::parse(
            "// copyright\n/*---\nesid: sec-x\ndescription: >\n  flags: [not, these]\nflags: [async, onlyStrict]\n\
             includes:\n  - a.js\n  - b.js\nfeatures: [Atomics,\n  SharedArrayBuffer]\nnegative:\n  phase: parse\n  \
             type: SyntaxError\ninfo: |\n  type: other\n---*/\nflags: [no]",
        );
        assert_eq!(front.flags, ["async", "onlyStrict"]);
        assert_eq!(front.includes, ["a.js", "b.js"]);
        assert_eq!(front.features, ["Atomics", "SharedArrayBuffer"]);
        assert_eq!(front.negative.as_deref(), Some("SyntaxError"));
        assert_eq!(front.modes(), [Mode::Strict]);
        assert_eq!(FrontMatter::parse("no front matter"), FrontMatter::default());
    }

    #[test]
    fn what_a_host_cannot_give_is_skipped() {
        let front = |text: &str| FrontMatter::parse(&format!("/*---\n{text}\n---*/"));
        assert!(front("flags: [CanBlockIsFalse]").obstacle("").is_some());
        assert!(front("flags: [CanBlockIsTrue]").obstacle("").is_none());
        assert!(front("features: [cross-realm]").obstacle("").is_some());
        assert!(front("features: [Atomics]").obstacle("var other = $262.createRealm().global;").is_some());
        assert_eq!(front("flags: [module]").modes(), [Mode::Module]);
        assert_eq!(front("flags: [raw]").modes(), [Mode::Raw]);
        assert_eq!(front("").modes(), [Mode::Sloppy, Mode::Strict]);
    }

    #[test]
    fn endings_are_judged() {
        let outcome = |code: i32, stdout: &str, stderr: &str| process::Outcome {
            stdout: stdout.into(),
            stderr: stderr.into(),
            end: End::Ended(Ending::Code(code)),
            took: Duration::ZERO,
        };
        let plain = FrontMatter::default();
        assert!(verdict(&plain, &outcome(0, "", "")).is_none());
        assert!(verdict(&plain, &outcome(1, "", "")).is_some());
        assert!(verdict(&plain, &outcome(1, "", "test262: uncaught Test262Error: no\n")).is_some());
        let negative = FrontMatter { negative: Some("SyntaxError".into()), ..FrontMatter::default() };
        assert!(verdict(&negative, &outcome(1, "", "test262: uncaught SyntaxError: bad\n")).is_none());
        assert!(verdict(&negative, &outcome(1, "", "test262: uncaught TypeError: bad\n")).is_some());
        assert!(verdict(&negative, &outcome(0, "", "")).is_some());
        let later = FrontMatter { flags: vec!["async".into()], ..FrontMatter::default() };
        assert!(verdict(&later, &outcome(0, "Test262:AsyncTestComplete\n", "")).is_none());
        assert!(verdict(&later, &outcome(0, "Test262:AsyncTestFailure:Error: no\n", "")).is_some());
        assert!(verdict(&later, &outcome(0, "", "")).is_some());
    }
}
