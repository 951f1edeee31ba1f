//! What the command line decided, parsed once, as ops and built-in JavaScript read it.

use crate::limits::Limits;
use crate::permissions::Permissions;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The value of an option.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionValue {
    /// A switch.
    Flag(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// An option that may be given several times.
    List(Vec<String>),
}

/// Options of the process, shared by all its isolates.
#[derive(Clone, Debug, Default)]
pub struct ProcessOptions {
    /// Path of the executable: `process.execPath`.
    pub exec_path: String,
    /// The command as it was called: `process.argv0`.
    pub argv0: String,
    /// Flags in front of the script: `process.execArgv`.
    pub exec_argv: Vec<String>,
    /// Flags by their long name (`--conditions`), for built-in JavaScript.
    pub flags: BTreeMap<String, OptionValue>,
    /// Names of the options that NODE_OPTIONS may hold.
    pub environment_options: Vec<&'static str>,
    /// Reads the options of workers, which the command's table defines.
    pub worker_options: Option<WorkerOptions>,
}

/// Makes a worker's options of the process's, of the words of its NODE_OPTIONS and of its `execArgv`.
pub type WorkerOptions = fn(&ProcessOptions, Option<&str>, &[String]) -> Result<ProcessOptions, WorkerOptionError>;

/// Options that a worker cannot have, as Node words them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkerOptionError {
    /// Its `execArgv`.
    ExecArgv(Vec<String>),
    /// The NODE_OPTIONS of its environment.
    Environment(Vec<String>),
}

impl ProcessOptions {
    /// Whether a switch is on.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.flags.get(name), Some(OptionValue::Flag(true)))
    }

    /// A text option.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.flags.get(name) {
            Some(OptionValue::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// A number option.
    pub fn number(&self, name: &str) -> Option<f64> {
        match self.flags.get(name) {
            Some(OptionValue::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// All values of a repeatable option.
    pub fn list(&self, name: &str) -> &[String] {
        match self.flags.get(name) {
            Some(OptionValue::List(list)) => list,
            _ => &[],
        }
    }
}

/// How one isolate starts.
#[derive(Clone, Debug, Default)]
pub struct StartOptions {
    /// `process.argv` without the executable: the script and its arguments.
    pub argv: Vec<String>,
    /// `process.execArgv`.
    pub exec_argv: Vec<String>,
    /// What it may use at most.
    pub limits: Limits,
    /// Own environment of a worker; `None`: the process's.
    pub env: Option<Vec<(String, String)>>,
    /// 0 for the main thread.
    pub thread_id: u32,
    /// Name of a worker.
    pub name: String,
    /// What it may do; `None`: everything.
    pub permissions: Option<Arc<Permissions>>,
}
