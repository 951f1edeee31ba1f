//! One test: what to run and what must come of it, read from the first lines of the script.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How many lines at the top of a script may carry directives.
const DIRECTIVE_LINES: usize = 20;

/// What the runner does to a test when it prints a given line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Sends this signal (its name without SIG).
    Signal(String),
    /// Closes the reading end of the test's standard output.
    CloseStdout,
    /// Closes the test's standard input.
    CloseStdin,
}

/// How a test is expected to end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// Exit code.
    Code(i32),
    /// Killed by this signal (its name without SIG).
    Signal(String),
}

/// The directives at the top of a script (`// name: value` comments).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directives {
    /// Tests something only Heddle has; skipped under another runtime.
    pub heddle_only: bool,
    /// Must not run beside other tests, because it measures the process or the machine.
    pub serial: bool,
    /// Reason why the test does not run in the GC-stress tier.
    pub no_gc_stress: Option<String>,
    /// Reason why the test's workers must be threads.
    pub threads: Option<String>,
    /// Command line flags before the script's name.
    pub flags: Vec<String>,
    /// Arguments after the script's name.
    pub args: Vec<String>,
    /// Variables added to the environment.
    pub env: Vec<(String, String)>,
    /// FIFOs to make in the test's folder.
    pub fifos: Vec<String>,
    /// Expected ending, exit code 0 unless told.
    pub ending: Ending,
    /// What to do to the test when it prints a line.
    pub on: Vec<(String, Action)>,
}

impl Default for Directives {
    fn default() -> Self {
        Directives {
            heddle_only: false,
            serial: false,
            no_gc_stress: None,
            threads: None,
            flags: Vec::new(),
            args: Vec::new(),
            env: Vec::new(),
            fifos: Vec::new(),
            ending: Ending::Code(0),
            on: Vec::new(),
        }
    }
}

/// What kind of check a test is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A script that checks itself.
    Script,
    /// A script whose output is compared with files in this folder.
    Golden(PathBuf),
    /// A script that needs packages from the npm registry.
    Npm,
}

/// One test.
#[derive(Debug, Clone)]
pub struct Case {
    /// Path relative to the tree, without extension: `tests/worker_threads/exit-code`.
    pub name: String,
    /// The script.
    pub script: PathBuf,
    /// What kind of check it is.
    pub kind: Kind,
    /// The script's directives.
    pub directives: Directives,
}

impl Case {
    /// Reads a script's directives.
    pub fn load(name: String, script: PathBuf, kind: Kind) -> io::Result<Case> {
        let source = fs::read_to_string(&script)?;
        let directives =
            parse_directives(&source).map_err(|e| io::Error::other(format!("{}: {e}", script.display())))?;
        Ok(Case { name, script, kind, directives })
    }

    /// The folder the script is in.
    pub fn dir(&self) -> &Path {
        self.script.parent().unwrap_or(Path::new("."))
    }
}

/// Reads the directives of a script. A misspelt one is an error, not a comment.
pub fn parse_directives(source: &str) -> Result<Directives, String> {
    let mut found = Directives::default();
    for line in source.lines().take(DIRECTIVE_LINES) {
        let Some(comment) = line.trim().strip_prefix("//") else {
            continue;
        };
        let comment = comment.trim();
        let (key, value) = match comment.split_once(':') {
            Some((key, value)) => (key.trim(), value.trim()),
            None => (comment, ""),
        };
        match key {
            "heddle-only" => found.heddle_only = true,
            "serial" => found.serial = true,
            "no-gc-stress" => {
                if value.is_empty() {
                    return Err("no-gc-stress needs a reason".into());
                }
                found.no_gc_stress = Some(value.into());
            }
            "threads" => {
                if value.is_empty() {
                    return Err("threads needs a reason".into());
                }
                found.threads = Some(value.into());
            }
            "flags" => found.flags = words(value),
            "args" => found.args = words(value),
            "env" => {
                for pair in words(value) {
                    let (name, text) =
                        pair.split_once('=').ok_or_else(|| format!("env wants NAME=value, got \"{pair}\""))?;
                    found.env.push((name.into(), text.into()));
                }
            }
            "fifo" => found.fifos = words(value),
            "exit" => found.ending = parse_ending(value)?,
            _ => {
                if let Some(line) = key.strip_prefix("on ") {
                    let line = line.trim().trim_matches('"').to_string();
                    found.on.push((line, parse_action(value)?));
                }
            }
        }
    }
    Ok(found)
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_string).collect()
}

fn parse_ending(value: &str) -> Result<Ending, String> {
    if let Some(signal) = value.strip_prefix("SIG") {
        return Ok(Ending::Signal(signal.into()));
    }
    value.parse().map(Ending::Code).map_err(|_| format!("exit wants a number or a signal, got \"{value}\""))
}

fn parse_action(value: &str) -> Result<Action, String> {
    match value {
        "close-stdout" => Ok(Action::CloseStdout),
        "close-stdin" => Ok(Action::CloseStdin),
        _ => match value.strip_prefix("SIG") {
            Some(signal) => Ok(Action::Signal(signal.into())),
            None => Err(format!("on wants a signal, close-stdout or close-stdin, got \"{value}\"")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_directive() {
        let found = parse_directives(
            "// A sentence: with a colon.\n// heddle-only\n// serial\n// flags: --a --b\n// args: x y\n\
             // env: A=1 B=2\n// fifo: f g\n// exit: SIGKILL\n// on \"ready\": SIGKILL\n// no-gc-stress: counts memory\n",
        )
        .unwrap();
        assert!(found.heddle_only && found.serial);
        assert_eq!(found.flags, ["--a", "--b"]);
        assert_eq!(found.args, ["x", "y"]);
        assert_eq!(found.env.len(), 2);
        assert_eq!(found.fifos, ["f", "g"]);
        assert_eq!(found.ending, Ending::Signal("KILL".into()));
        assert_eq!(found.on, [("ready".to_string(), Action::Signal("KILL".into()))]);
        assert_eq!(found.no_gc_stress.as_deref(), Some("counts memory"));
    }

    #[test]
    fn refuses_values_it_cannot_read() {
        assert!(parse_directives("// exit: soon").is_err());
        assert!(parse_directives("// env: A").is_err());
        assert!(parse_directives("// on \"x\": dance").is_err());
        assert!(parse_directives("// no-gc-stress").is_err());
    }

    #[test]
    fn plain_comments_are_not_directives() {
        assert_eq!(parse_directives("'use strict';\n// a comment\n"), Ok(Directives::default()));
    }
}
