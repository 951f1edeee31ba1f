//! The life of a worker as its parent sees it: a pure state machine.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU8, AtomicUsize, Ordering};

static NEXT_ID: AtomicU32 = AtomicU32::new(1);

/// Thread ids are unique in the process; 0 is the main thread.
pub fn next_thread_id() -> u32 {
    NEXT_ID.fetch_add(1, Ordering::Relaxed)
}

/// In a process that is a worker itself: ids after its own.
pub fn reserve_thread_ids(own: u32) {
    NEXT_ID.fetch_max(own.saturating_add(1), Ordering::Relaxed);
}

/// Why a worker ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitReason {
    /// Nothing was left to do, or `process.exit()`.
    Finished,
    /// The same, after its parent had asked it to end.
    Stopped,
    /// An exception that nobody caught.
    Error,
    /// `terminate()`.
    Terminated,
    /// It could not start.
    NotStarted,
    /// It used up its processor time.
    CpuLimit,
    /// It used up its time.
    WallLimit,
    /// Its heap was larger than it may be.
    HeapLimit,
    /// Its buffers and WebAssembly memories were larger than they may be.
    ExternalLimit,
    /// Its machine code was larger than it may be.
    CodeLimit,
    /// The system had no memory for it.
    OutOfMemory,
    /// The runtime itself failed in its thread, or its process did something that the system ends a process for.
    Crashed,
    /// Its process was killed from outside.
    Killed,
    /// Its process sent what no worker sends.
    Misbehaved,
    /// It wrote to memory that it may only read.
    ReadonlyMemory,
    /// It was told to end, and its thread did not in time.
    Abandoned,
    /// Its process, and what that had started, used more memory than they may.
    MemoryLimit,
}

impl ExitReason {
    /// The name that JavaScript sees.
    pub fn name(self) -> &'static str {
        match self {
            ExitReason::Finished => "finished",
            ExitReason::Error => "error",
            ExitReason::Terminated => "terminated",
            ExitReason::NotStarted => "not-started",
            ExitReason::Stopped => "stopped",
            ExitReason::CpuLimit => "cpu-limit",
            ExitReason::WallLimit => "wall-limit",
            ExitReason::HeapLimit => "heap-limit",
            ExitReason::ExternalLimit => "external-limit",
            ExitReason::CodeLimit => "code-limit",
            ExitReason::OutOfMemory => "out-of-memory",
            ExitReason::Crashed => "crashed",
            ExitReason::Killed => "killed",
            ExitReason::Misbehaved => "misbehaved",
            ExitReason::ReadonlyMemory => "readonly-memory",
            ExitReason::Abandoned => "abandoned",
            ExitReason::MemoryLimit => "memory-limit",
        }
    }
}

/// All reasons; a reason's place here is its number between processes.
const REASONS: [ExitReason; 17] = [
    ExitReason::Finished,
    ExitReason::Stopped,
    ExitReason::Error,
    ExitReason::Terminated,
    ExitReason::NotStarted,
    ExitReason::CpuLimit,
    ExitReason::WallLimit,
    ExitReason::HeapLimit,
    ExitReason::ExternalLimit,
    ExitReason::CodeLimit,
    ExitReason::OutOfMemory,
    ExitReason::Crashed,
    ExitReason::Killed,
    ExitReason::Misbehaved,
    ExitReason::ReadonlyMemory,
    ExitReason::Abandoned,
    ExitReason::MemoryLimit,
];

impl ExitReason {
    /// Its number.
    pub fn number(self) -> u8 {
        REASONS.iter().position(|reason| *reason == self).unwrap_or(0) as u8
    }

    /// The reason of a number.
    pub fn from_number(number: u8) -> Option<ExitReason> {
        REASONS.get(usize::from(number)).copied()
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

/// Where the output of a worker goes; shared with its parent. The indices are 0 for stdout and 1 for stderr.
#[derive(Debug, Default)]
pub struct WorkerOutput {
    /// `stdout: true`: only to the parent's stream.
    pub only_stream: [bool; 2],
    /// The parent's stream is destroyed: writes need not wait for it.
    unread: [AtomicBool; 2],
    copies: [AtomicU8; 2],
    early: [AtomicUsize; 2],
}

/// The parent had no chance yet to touch the stream.
const UNDECIDED: u8 = 0;
/// It touched it: it gets a copy.
const WANTED: u8 = 1;
/// Output came and it had not touched it.
const UNWANTED: u8 = 2;
/// Output that is sent to a parent which has not decided; a busy one should not be buried.
const EARLY_LIMIT: usize = 1 << 20;

impl WorkerOutput {
    /// `only_stream`: what the options `stdout: true` and `stderr: true` say.
    pub fn new(only_stream: [bool; 2]) -> WorkerOutput {
        WorkerOutput { only_stream, ..WorkerOutput::default() }
    }

    /// In the worker: whether the parent is sent this much output.
    pub fn is_wanted(&self, index: usize, size: usize) -> bool {
        self.only_stream[index]
            || match self.copies[index].load(Ordering::Relaxed) {
                UNDECIDED => self.early[index].fetch_add(size, Ordering::Relaxed) < EARLY_LIMIT,
                state => state == WANTED,
            }
    }

    /// In the worker: whether nobody reads any more what only the parent gets.
    pub fn is_unread(&self, index: usize) -> bool {
        self.unread[index].load(Ordering::SeqCst)
    }

    /// In the parent: nobody will read.
    pub fn set_unread(&self, index: usize) {
        self.unread[index].store(true, Ordering::SeqCst);
    }

    /// In the parent: the stream was touched.
    pub fn want(&self, index: usize) {
        self.copies[index].store(WANTED, Ordering::Relaxed);
    }

    /// In the parent, when output arrives: whether it is for a stream. The first one decides for those that were not
    /// touched: what the parent's program does right after making the worker comes before that.
    pub fn keeps(&self, index: usize) -> bool {
        let state = &self.copies[index];
        let _ = state.compare_exchange(UNDECIDED, UNWANTED, Ordering::Relaxed, Ordering::Relaxed);
        self.only_stream[index] || state.load(Ordering::Relaxed) == WANTED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_have_numbers_of_their_own() {
        for (number, reason) in (0..).zip(REASONS) {
            assert_eq!((reason.number(), ExitReason::from_number(number)), (number, Some(reason)));
        }
        assert_eq!(ExitReason::from_number(REASONS.len() as u8), None);
    }

    #[test]
    fn a_worker_that_is_gone_stays_gone() {
        for transition in [Transition::Online, Transition::Terminate, Transition::Exit] {
            assert_eq!(Life::Exited.next(transition), None);
        }
    }

    #[test]
    fn output_before_the_parent_could_touch_the_stream_is_kept() {
        let output = WorkerOutput::default();
        assert!(output.is_wanted(0, 5));
        output.want(0);
        assert!(output.keeps(0) && output.is_wanted(0, 5));
        assert!(output.is_wanted(1, 5));
        assert!(!output.keeps(1) && !output.is_wanted(1, 5));
    }

    #[test]
    fn termination_before_the_program_starts_never_goes_online() {
        let state = Life::Starting.next(Transition::Terminate).unwrap();
        assert_eq!(state.next(Transition::Online), None);
        assert_eq!(state.next(Transition::Exit), Some(Life::Exited));
    }
}
