//! The guard's side: one process, one thread, one loop over poll(2). It is started from the runtime's own executable
//! under the name [`NAME`], with its control socket as descriptor 3, a pidfd of the runtime as descriptor 4, and a pipe for the
//! names of children that have ended as descriptor 5.

mod children;
mod mark;
mod server;
mod takedown;
mod tree;

pub(crate) use children::kill_tree;
pub(crate) use tree::entry;

use crate::connect::Orphans;
use heddle_sys::descriptor::adopt_descriptor;
use heddle_sys::wait;

/// `argv[0]` of a guard, and its name in ps(1).
pub const NAME: &str = "heddle-guard";
/// Descriptors that it is started with.
pub(crate) const CONTROL: i32 = 3;
pub(crate) const RUNTIME: i32 = 4;
pub(crate) const NOTICES: i32 = 5;

/// What goes over the control socket, besides [`heddle_sys::process::FAREWELL`] and its counterpart.
pub(crate) mod control {
    /// A channel; its socket travels along.
    pub(crate) const CHANNEL: u8 = b'C';
    /// Start nothing any more.
    pub(crate) const RETIRE: u8 = b'R';
    /// A program that an earlier guard started: its id in four bytes, and in eight when it was made (`tree::Entry`).
    pub(crate) const HEIR: u8 = b'H';
    /// The name, in eight bytes, of a program that shall be killed with its descendants, or never be started.
    pub(crate) const ABANDON: u8 = b'A';
}

/// The process that a guard works for; `None` if the process is no guard.
pub fn runtime_of(pid: u32) -> Option<u32> {
    let command = heddle_sys::file::read(format!("/proc/{pid}/cmdline")).ok()?;
    let mut words = command.split(|&byte| byte == 0);
    if words.next()? != NAME.as_bytes() {
        return None;
    }
    std::str::from_utf8(words.next()?).ok()?.parse().ok()
}

/// Runs the guard of the process whose id is `arguments[1]`; the exit code.
pub fn run(arguments: &[String]) -> i32 {
    let runtime = arguments.get(1).and_then(|id| id.parse().ok());
    let orphans = arguments.get(2).and_then(|word| Orphans::from_word(word));
    let descriptors = (adopt_descriptor(CONTROL), adopt_descriptor(RUNTIME), adopt_descriptor(NOTICES));
    let (Some(runtime), Some(orphans), (Some(control), Some(pidfd), Some(notices))) = (runtime, orphans, descriptors)
    else {
        // Somebody tried the name: there is nothing to guard.
        return 2;
    };
    wait::block_signals();
    heddle_sys::child::give_up_signal_effects();
    heddle_sys::heritage::adopt_orphans();
    heddle_sys::process::set_thread_name(NAME);
    match server::Server::new(server::Runtime { pid: runtime, pidfd }, control, notices, orphans) {
        Ok(server) => server.run(),
        Err(_) => 1,
    }
}
