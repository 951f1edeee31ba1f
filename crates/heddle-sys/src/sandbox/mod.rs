//! Shuts the calling process in, for good: limits, namespaces, no capabilities, Landlock, and seccomp last.
//!
//! Meant for a process that has just been forked, has one thread and holds only the descriptors it may keep: what is
//! open stays usable. Nothing here can be undone, and threads that are started later inherit it.
//!
//! What a layer is for, and what it cannot do:
//! - *Landlock* decides which files can be opened. It does not hide that a path exists where system calls on paths are
//!   allowed at all; without any grant the system-call filter refuses those calls, so nothing is visible.
//! - *The system-call filter* allows by name and argument what a runtime needs and refuses everything else with `EPERM`:
//!   programs, processes, new sockets, other processes' memory and signals, io_uring, keys, mounts, BPF and so on.
//! - *Namespaces and capabilities* take away what being root would give. They are a second line: where the system does
//!   not permit a namespace, [`Held::namespaces`] does not list it.

mod files;
mod filter;
mod privileges;

use crate::rlimit;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

pub use crate::rlimit::Limits;

/// What a confined process may do beyond computing and talking over its open descriptors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Files and folders (with what they contain) that may be read.
    pub read: Vec<PathBuf>,
    /// Files and folders that may be read, changed, made and removed.
    pub write: Vec<PathBuf>,
    /// Limits of the kernel.
    pub limits: Limits,
    /// Go on where the kernel cannot enforce a layer; [`Held`] tells what holds then.
    pub best_effort: bool,
}

/// What holds after [`confine`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// The version of Landlock that restricts files; 0 if none does.
    pub landlock: u32,
    /// Whether the system-call filter is in effect.
    pub system_calls: bool,
    /// Names of the namespaces that the process now has of its own: `user`, `ipc`, `uts`.
    pub namespaces: Vec<&'static str>,
    /// The limits in effect.
    pub limits: Limits,
}

/// A layer of the sandbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Limits by setrlimit(2).
    Limits,
    /// Dropping capabilities and the right to gain privileges.
    Privileges,
    /// Landlock.
    Files,
    /// seccomp.
    SystemCalls,
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Limits => "limits",
            Self::Privileges => "dropping of privileges",
            Self::Files => "Landlock",
            Self::SystemCalls => "seccomp",
        })
    }
}

/// Why the process could not be confined as asked for. Layers before the failing one hold already.
#[derive(Debug)]
pub struct Refused {
    /// Which layer failed.
    pub layer: Layer,
    /// The system's answer.
    pub error: io::Error,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "this system cannot enforce the sandbox ({}): {}", self.layer, self.error)
    }
}

impl std::error::Error for Refused {}

static CONFINED: AtomicBool = AtomicBool::new(false);

/// Whether [`confine`] has been called in this process.
pub fn is_confined() -> bool {
    CONFINED.load(Ordering::Relaxed)
}

/// Confines the calling process, which must have one thread.
///
/// # Errors
/// Where a layer cannot be enforced, unless the plan says [`Plan::best_effort`]. A path of a grant that cannot be
/// opened is an error in any case.
pub fn confine(plan: &Plan) -> Result<Held, Refused> {
    CONFINED.store(true, Ordering::Relaxed);
    let mut held = Held::default();
    let lenient = |layer, result: io::Result<()>| match result {
        Err(error) if !plan.best_effort => Err(Refused { layer, error }),
        other => Ok(other.is_ok()),
    };
    lenient(Layer::Limits, rlimit::no_core_dumps())?;
    // Who asks for limits is to have them, also where the rest may be less.
    held.limits = plan.limits.apply().map_err(|error| Refused { layer: Layer::Limits, error })?;
    held.namespaces = privileges::separate();
    lenient(Layer::Privileges, privileges::drop_all())?;
    match files::restrict(&plan.read, &plan.write) {
        Ok(version) => held.landlock = version,
        Err(files::Failure::Grant(error)) => return Err(Refused { layer: Layer::Files, error }),
        Err(files::Failure::Kernel(error)) => {
            lenient(Layer::Files, Err(error))?;
        }
    }
    let paths = if plan.write.is_empty() {
        if plan.read.is_empty() {
            filter::Paths::None
        } else {
            filter::Paths::Read
        }
    } else {
        filter::Paths::Write
    };
    // Without Landlock nothing would decide which files: then no path can be named at all.
    let paths = if held.landlock == 0 { filter::Paths::None } else { paths };
    held.system_calls = lenient(Layer::SystemCalls, filter::install(paths))?;
    Ok(held)
}
