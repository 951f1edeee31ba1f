//! One pool of threads for blocking work, shared by all isolates of the process.
//!
//! It grows on demand and shrinks when idle. Each isolate may use at most [`PER_ISOLATE`] of its threads at a time,
//! so that one worker's blocked reads cannot stop the others; what exceeds that waits in the isolate's own queue.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, OnceLock};
use std::time::Duration;

/// Threads that one isolate may keep busy at a time. `UV_THREADPOOL_SIZE` sets it, as in Node.
pub const PER_ISOLATE: usize = 4;
/// Threads in all.
const MOST: usize = 128;
const IDLE: Duration = Duration::from_secs(5);

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Pool {
    state: Mutex<State>,
    work: Condvar,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<(Arc<Lane>, Job)>,
    threads: usize,
    idle: usize,
}

/// One isolate's share of the pool.
#[derive(Default)]
pub struct Lane {
    state: Mutex<LaneState>,
}

#[derive(Default)]
struct LaneState {
    busy: usize,
    waiting: VecDeque<Job>,
}

fn pool() -> &'static Pool {
    static POOL: OnceLock<Pool> = OnceLock::new();
    POOL.get_or_init(Pool::default)
}

fn per_isolate() -> usize {
    static SIZE: OnceLock<usize> = OnceLock::new();
    *SIZE.get_or_init(|| {
        let size = std::env::var("UV_THREADPOOL_SIZE").ok().and_then(|text| text.parse().ok());
        size.unwrap_or(PER_ISOLATE).clamp(1, MOST)
    })
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|e| e.into_inner())
}

/// Runs `job` on the pool, in `lane`'s turn.
pub fn submit(lane: &Arc<Lane>, job: Box<dyn FnOnce() + Send>) {
    {
        let mut state = lock(&lane.state);
        if state.busy >= per_isolate() {
            state.waiting.push_back(job);
            return;
        }
        state.busy += 1;
    }
    enqueue(lane.clone(), job);
}

fn enqueue(lane: Arc<Lane>, job: Job) {
    let pool = pool();
    let mut state = lock(&pool.state);
    state.jobs.push_back((lane, job));
    if state.idle >= state.jobs.len() || state.threads >= MOST {
        pool.work.notify_one();
        return;
    }
    state.threads += 1;
    drop(state);
    let started = std::thread::Builder::new().name("heddle-blocking".into()).stack_size(256 << 10).spawn(run);
    if started.is_err() {
        // No thread to be had: the work is done here, late but done.
        lock(&pool.state).threads -= 1;
        if lock(&pool.state).threads == 0 {
            run_pending();
        }
    }
}

fn run_pending() {
    while let Some((lane, job)) = { lock(&pool().state).jobs.pop_front() } {
        run_one(&lane, job);
    }
}

fn run_one(lane: &Arc<Lane>, job: Job) {
    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(job));
    let next = {
        let mut state = lock(&lane.state);
        let next = state.waiting.pop_front();
        if next.is_none() {
            state.busy -= 1;
        }
        next
    };
    if let Some(job) = next {
        enqueue(lane.clone(), job);
    }
}

fn run() {
    let pool = pool();
    let mut state = lock(&pool.state);
    loop {
        if let Some((lane, job)) = state.jobs.pop_front() {
            drop(state);
            run_one(&lane, job);
            state = lock(&pool.state);
            continue;
        }
        state.idle += 1;
        let (next, timeout) = pool.work.wait_timeout(state, IDLE).unwrap_or_else(|e| e.into_inner());
        state = next;
        state.idle -= 1;
        if timeout.timed_out() && state.jobs.is_empty() {
            state.threads -= 1;
            return;
        }
    }
}
