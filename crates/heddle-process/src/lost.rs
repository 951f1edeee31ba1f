//! Children whose guard has died. They are this process's own from then on (it adopts orphans), so a thread waits for
//! them: the only place where this process waits for just any child.

use crate::birth::Birth;
use crate::budget;
use crate::connect::Known;
use crate::guard::{entry, kill_tree};
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
    strangers: VecDeque<Stranger>,
    running: bool,
}

struct Stranger {
    ended: Ended,
    /// When it was made, in ticks since boot; `None`: it could not be found out, so it is nobody that is asked for.
    started: Option<u64>,
}

impl State {
    /// Takes out the one that has ended, if it is there. Its id alone would not do: others may have had it.
    fn take_stranger(&mut self, pid: u32, birth: Birth) -> Option<Ended> {
        let is_it = |one: &Stranger| one.ended.pid == pid && one.started.is_some_and(|started| birth.fits(started));
        let at = self.strangers.iter().position(is_it)?;
        Some(self.strangers.remove(at)?.ended)
    }

    /// The child of the id, if that is still this very process, and this process's own: the id remains its for as long
    /// as the state is locked.
    fn child(&self, pid: u32) -> Option<(&Lost, u64)> {
        let lost = self.children.get(&pid)?;
        let started = entry(pid).filter(|_| wait::is_child(pid))?.started;
        lost.known.birth.fits(started).then_some((lost, started))
    }
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
        let guard_is_buried = state.strangers.iter().any(|one| one.ended.pid == guard);
        for (pid, known) in children {
            match state.take_stranger(pid, known.birth) {
                Some(ended) => known_ends.push((known, Some(exit(&ended)))),
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
    let of_guard = state.children.iter().filter(|(_, lost)| lost.guard == guard).map(|(&pid, _)| pid);
    let gone: Vec<u32> = of_guard.filter(|&pid| state.child(pid).is_none()).collect();
    gone.into_iter().filter_map(|pid| state.children.remove(&pid)).map(|lost| (lost.known, None)).collect()
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
            let started = entry(pid).map(|entry| entry.started);
            let is_known = state.child(pid).is_some();
            let Some(ended) = wait::reap(pid) else { return Vec::new() };
            match state.children.remove(&pid).filter(|_| is_known) {
                Some(lost) => vec![(lost.known, Some(exit(&ended)))],
                None => {
                    state.strangers.push_back(Stranger { ended, started });
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
pub(crate) fn bury(pid: u32, birth: Birth) -> Option<Ended> {
    with(|state| {
        state.take_stranger(pid, birth).or_else(|| {
            let is_it = wait::is_child(pid) && entry(pid).is_some_and(|entry| birth.fits(entry.started));
            is_it.then(|| wait::reap_ended(pid)).flatten()
        })
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

/// Those that shall not outlive this process: their ids, and when they were made.
pub(crate) fn heirs() -> Vec<(u32, u64)> {
    with(|state| {
        let running =
            state.children.keys().filter_map(|&pid| state.child(pid).map(|(lost, started)| (pid, lost, started)));
        running.filter(|(_, lost, _)| !lost.known.detached).map(|(pid, _, started)| (pid, started)).collect()
    })
}

/// Sends a signal to a child; `SRCH` if it is none of these.
pub(crate) fn kill(pid: u32, id: ChildId, signal: i32, whole_tree: bool) -> Result<(), i32> {
    with(|state| {
        if state.child(pid).is_none_or(|(lost, _)| lost.known.id != id) {
            return Err(Errno::SRCH.raw_os_error());
        }
        if whole_tree && signal != 0 {
            return kill_tree(pid, signal);
        }
        heddle_sys::process::kill(pid as i32, signal)
            .map_err(|error| error.raw_os_error().unwrap_or(Errno::INVAL.raw_os_error()))
    })
}
