//! Children whose guard has died. They are this process's own from then on (it adopts orphans), so a thread waits for
//! them: the only place where this process waits for just any child.

use crate::budget;
use crate::connect::Known;
use crate::guard::kill_tree;
use crate::wire::{ChildId, Exit};
use heddle_sys::wait::{self, Ended};
use rustix::io::Errno;
use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;

struct Lost {
    known: Known,
    /// The process id of its guard.
    guard: u32,
}

#[derive(Default)]
struct State {
    children: HashMap<u32, Lost>,
    /// Who ended lately without being known: a child whose guard's death is not known yet, or such a guard.
    strangers: VecDeque<Ended>,
    running: bool,
}

static STATE: Mutex<Option<State>> = Mutex::new(None);
/// Most are adopted orphans that nobody will ask for.
const MOST_STRANGERS: usize = 1024;

fn with<R>(f: impl FnOnce(&mut State) -> R) -> R {
    f(STATE.lock().unwrap_or_else(|e| e.into_inner()).get_or_insert_default())
}

/// Takes over the children of a guard.
pub(crate) fn take(guard: u32, children: HashMap<u32, Known>) {
    let mut known_ends = Vec::new();
    let start = with(|state| {
        let guard_is_buried = state.strangers.iter().any(|ended| ended.pid == guard);
        for (pid, known) in children {
            match state.strangers.iter().position(|ended| ended.pid == pid) {
                Some(at) => known_ends.extend(state.strangers.remove(at).map(|ended| (known, Some(exit(&ended))))),
                None => drop(state.children.insert(pid, Lost { known, guard })),
            }
        }
        if guard_is_buried {
            known_ends.extend(missing(state, guard));
        }
        !std::mem::replace(&mut state.running, true)
    });
    tell(known_ends);
    if start && std::thread::Builder::new().name("heddle-reaper".into()).stack_size(128 << 10).spawn(run).is_err() {
        // The next guard that dies makes another attempt.
        with(|state| state.running = false);
    }
}

fn exit(ended: &Ended) -> Exit {
    Exit { code: ended.code, signal: ended.signal, usage: ended.usage }
}

fn tell(ends: Vec<(Known, Option<Exit>)>) {
    for (known, exit) in ends {
        budget::ended(known.id);
        (known.tell)(known.id, exit);
    }
}

/// Children of a dead guard that did not come to this process: the guard had waited for them and died with the news.
fn missing(state: &mut State, guard: u32) -> Vec<(Known, Option<Exit>)> {
    let gone = state.children.extract_if(|&pid, lost| lost.guard == guard && !wait::is_child(pid));
    gone.map(|(_, lost)| (lost.known, None)).collect()
}

fn run() {
    loop {
        let Ok(pid) = wait::next_ended() else {
            // No child is left, and a new one has not come meanwhile: else its guard would be one.
            with(|state| state.running = false);
            return;
        };
        let ends = with(|state| {
            // Waited for under the lock: whoever finds the child in the table can rely on its process id.
            let Some(ended) = wait::reap(pid) else { return Vec::new() };
            match state.children.remove(&pid) {
                Some(lost) => vec![(lost.known, Some(exit(&ended)))],
                None => {
                    state.strangers.push_back(ended);
                    if state.strangers.len() > MOST_STRANGERS {
                        state.strangers.pop_front();
                    }
                    missing(state, pid)
                }
            }
        });
        tell(ends);
    }
}

/// Takes a child of this process's that has ended and that no guard started.
pub(crate) fn bury(pid: u32) -> Option<Ended> {
    with(|state| match state.strangers.iter().position(|ended| ended.pid == pid) {
        Some(at) => state.strangers.remove(at),
        None => wait::reap_ended(pid),
    })
}

/// Forgets a child, whose end its guard had told after all.
pub(crate) fn forget(pid: u32, id: ChildId) {
    with(|state| {
        if state.children.get(&pid).is_some_and(|lost| lost.known.id == id) {
            state.children.remove(&pid);
        }
    });
}

/// Process ids of those that shall not outlive this process.
pub(crate) fn heirs() -> Vec<u32> {
    with(|state| state.children.iter().filter(|(_, lost)| !lost.known.detached).map(|(pid, _)| *pid).collect())
}

/// Sends a signal to a child; `SRCH` if it is none of these.
pub(crate) fn kill(pid: u32, id: ChildId, signal: i32, whole_tree: bool) -> Result<(), i32> {
    with(|state| {
        if state.children.get(&pid).is_none_or(|lost| lost.known.id != id) {
            return Err(Errno::SRCH.raw_os_error());
        }
        if whole_tree && signal != 0 {
            return kill_tree(pid, signal);
        }
        heddle_sys::process::kill(pid as i32, signal)
            .map_err(|error| error.raw_os_error().unwrap_or(Errno::INVAL.raw_os_error()))
    })
}
