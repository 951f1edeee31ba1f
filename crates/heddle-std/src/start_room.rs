//! Whether there is room for one more worker, where the process's address space is limited.

use std::sync::atomic::{AtomicU64, Ordering};

/// Workers of the process that are starting.
static STARTING: AtomicU64 = AtomicU64::new(0);
/// Workers that have a thread, and the most that ever had one at a time: their allocators' memory is used again.
static THREADS: AtomicU64 = AtomicU64::new(0);
static MOST_THREADS: AtomicU64 = AtomicU64::new(0);
/// Address space that a worker takes to start, with what its allocator reserves, and its parent to end it. Where it is
/// lacking neither the C library nor the engine can go on.
const START_ROOM: u64 = 384 << 20;
/// The same without what an allocator reserves.
const LEAST_START_ROOM: u64 = 64 << 20;

/// Counts a worker that is starting.
pub(crate) struct Starting(());

impl Starting {
    /// Fails if the process may not take enough memory for one more.
    pub(crate) fn new(stack: usize) -> std::io::Result<Starting> {
        let starting = STARTING.fetch_add(1, Ordering::Relaxed);
        let this = Starting(());
        let first = THREADS.load(Ordering::Relaxed) + starting >= MOST_THREADS.load(Ordering::Relaxed);
        let room = if first { START_ROOM } else { LEAST_START_ROOM };
        let needed = (starting + 1) * (room + stack as u64);
        match heddle_sys::memory::address_space_left() {
            Some(left) if left < needed => Err(std::io::ErrorKind::OutOfMemory.into()),
            _ => Ok(this),
        }
    }
}

/// Counts the thread of a worker.
pub(crate) struct RunningThread(());

impl RunningThread {
    pub(crate) fn new() -> RunningThread {
        let threads = THREADS.fetch_add(1, Ordering::Relaxed) + 1;
        MOST_THREADS.fetch_max(threads, Ordering::Relaxed);
        RunningThread(())
    }
}

impl Drop for RunningThread {
    fn drop(&mut self) {
        THREADS.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Drop for Starting {
    fn drop(&mut self) {
        STARTING.fetch_sub(1, Ordering::Relaxed);
    }
}
