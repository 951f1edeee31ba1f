//! The life of a worker as its parent sees it: a pure state machine.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Thread ids are unique in the process; 0 is the main thread.
pub fn next_thread_id() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Why a worker ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitReason {
    /// Nothing was left to do, or `process.exit()`.
    Finished,
    /// An exception that nobody caught.
    Error,
    /// `terminate()`.
    Terminated,
    /// It could not start.
    NotStarted,
}

impl ExitReason {
    /// The name that JavaScript sees.
    pub fn name(self) -> &'static str {
        match self {
            ExitReason::Finished => "finished",
            ExitReason::Error => "error",
            ExitReason::Terminated => "terminated",
            ExitReason::NotStarted => "not-started",
        }
    }
}

/// What happens to a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transition {
    /// Its program starts.
    Online,
    /// The parent asked for its end.
    Terminate,
    /// Its thread is done.
    Exit,
}

/// Where a worker stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Life {
    /// Its thread is on the way.
    #[default]
    Starting,
    /// Its program runs.
    Running,
    /// It was told to end.
    Terminating,
    /// It is gone.
    Exited,
}

impl Life {
    /// The next state; `None` if the transition changes nothing.
    pub fn next(self, transition: Transition) -> Option<Life> {
        match (self, transition) {
            (Life::Starting, Transition::Online) => Some(Life::Running),
            (Life::Starting | Life::Running, Transition::Terminate) => Some(Life::Terminating),
            (Life::Starting | Life::Running | Life::Terminating, Transition::Exit) => Some(Life::Exited),
            _ => None,
        }
    }
}

/// Where the output of a worker goes; shared with its parent.
#[derive(Debug, Default)]
pub struct WorkerOutput {
    /// `stdout: true`: only to the parent's stream.
    pub only_stream: [bool; 2],
    /// The parent touched the stream: it gets a copy.
    pub copy: [AtomicBool; 2],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_that_is_gone_stays_gone() {
        for transition in [Transition::Online, Transition::Terminate, Transition::Exit] {
            assert_eq!(Life::Exited.next(transition), None);
        }
    }

    #[test]
    fn termination_before_the_program_starts_never_goes_online() {
        let state = Life::Starting.next(Transition::Terminate).unwrap();
        assert_eq!(state.next(Transition::Online), None);
        assert_eq!(state.next(Transition::Exit), Some(Life::Exited));
    }
}
