//! One pool of threads for blocking work, shared by all isolates of the process.
//!
//! It grows on demand and shrinks when idle. Each isolate may use at most [`PER_ISOLATE`] of its threads at a time,
//! so that one worker's blocked reads cannot stop the others; what exceeds that waits in the isolate's own queue. What an
//! isolate has left there when it goes is stopped: its calls end with `EINTR` ([`heddle_sys::thread`]).

use crate::delay::{self, Delayed};
use heddle_sys::thread::ThreadHandle;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, OnceLock};
use std::time::Duration;

/// Threads that one isolate may keep busy at a time. `UV_THREADPOOL_SIZE` sets it, as in Node.
pub const PER_ISOLATE: usize = 4;
/// Threads in all.
const MOST: usize = 128;
const IDLE: Duration = Duration::from_secs(5);

type Job = Box<dyn FnOnce() + Send>;

/// Jobs of the process that have not started.
static QUEUED: AtomicUsize = AtomicUsize::new(0);

/// Whether more work waits than threads are free for: whoever waits for a result leaves its core to them.
pub(crate) fn is_busy() -> bool {
    QUEUED.load(Ordering::Relaxed) > 0
}

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
    /// Threads that run jobs of this lane now.
    running: Vec<ThreadHandle>,
    stopped: bool,
}

thread_local! {
    static THREAD: RefCell<Option<ThreadHandle>> = const { RefCell::new(None) };
}

impl Lane {
    /// Takes no more jobs, drops those that wait and tells those that run to stop.
    pub(crate) fn stop(self: &Arc<Lane>) {
        let dropped = {
            let mut state = lock(&self.state);
            state.stopped = true;
            std::mem::take(&mut state.waiting)
        };
        QUEUED.fetch_sub(dropped.len(), Ordering::Relaxed);
        drop(dropped);
        self.stop_running(Duration::from_millis(1));
    }

    // A job may be about to make a call, so it is told again until it is done.
    fn stop_running(self: &Arc<Lane>, pause: Duration) {
        let busy = {
            let state = lock(&self.state);
            // Under the lock, so that no thread is meant that has gone on to something else.
            state.running.iter().for_each(ThreadHandle::stop);
            !state.running.is_empty()
        };
        if busy {
            let lane = self.clone();
            let again = delay::run_after(pause, move || lane.stop_running((pause * 2).min(MOST_PAUSE)));
            // Without a thread for it, one attempt has to do.
            if let Some(again) = again {
                Delayed::detach(again);
            }
        }
    }

    fn begin(&self, thread: &Option<ThreadHandle>) -> bool {
        let mut state = lock(&self.state);
        if !state.stopped {
            state.running.extend(thread.clone());
        }
        !state.stopped
    }

    // The next job, if there is one.
    fn end(&self, thread: &Option<ThreadHandle>) -> Option<Job> {
        let mut state = lock(&self.state);
        if let Some(thread) = thread {
            state.running.retain(|other| !other.is(thread));
            thread.reset();
        }
        let next = state.waiting.pop_front();
        if next.is_none() {
            state.busy -= 1;
        }
        next
    }
}

/// Longest pause between two attempts to end a call.
const MOST_PAUSE: Duration = Duration::from_secs(1);

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
        if state.stopped {
            return;
        }
        QUEUED.fetch_add(1, Ordering::Relaxed);
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
    let mut state = lock(&pool().state);
    while let Some((lane, job)) = state.jobs.pop_front() {
        drop(state);
        let next = run_one(&lane, job);
        state = lock(&pool().state);
        requeue(&mut state, lane, next);
    }
}

/// Runs a job; the lane's next one, if any waits, which then has this one's turn.
fn run_one(lane: &Arc<Lane>, job: Job) -> Option<Job> {
    QUEUED.fetch_sub(1, Ordering::Relaxed);
    let thread = THREAD.with(|thread| thread.borrow().clone());
    if lane.begin(&thread) {
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(job));
    }
    lane.end(&thread)
}

/// Puts a lane's next job behind those of other lanes. The thread that calls this takes a job next, so no other is woken.
fn requeue(state: &mut State, lane: Arc<Lane>, next: Option<Job>) {
    if let Some(job) = next {
        state.jobs.push_back((lane, job));
    }
}

fn run() {
    let pool = pool();
    let handle = ThreadHandle::new();
    let _attached = handle.attach();
    THREAD.with(|thread| *thread.borrow_mut() = Some(handle));
    let mut state = lock(&pool.state);
    loop {
        if let Some((lane, job)) = state.jobs.pop_front() {
            drop(state);
            let next = run_one(&lane, job);
            state = lock(&pool.state);
            requeue(&mut state, lane, next);
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn a_lane_has_few_threads_and_others_are_not_held_up() {
        let (lane, other) = (Arc::new(Lane::default()), Arc::new(Lane::default()));
        let running = Arc::new(AtomicUsize::new(0));
        let most = Arc::new(AtomicUsize::new(0));
        let gate = Arc::new((Mutex::new(false), Condvar::new()));
        let (done, finished) = mpsc::channel();
        for number in 0..50 {
            let (running, most, gate, done) = (running.clone(), most.clone(), gate.clone(), done.clone());
            let job = move || {
                most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                let mut open = lock(&gate.0);
                while !*open {
                    open = gate.1.wait(open).unwrap_or_else(|e| e.into_inner());
                }
                drop(open);
                running.fetch_sub(1, Ordering::SeqCst);
                done.send(number).expect("the test listens");
                assert!(number != 7, "on purpose: a job that panics ends nothing else");
            };
            submit(&lane, Box::new(job));
        }
        let (other_done, other_finished) = mpsc::channel();
        submit(&other, Box::new(move || other_done.send(()).expect("the test listens")));
        other_finished.recv().expect("another lane's job runs while the first lane is blocked");
        *lock(&gate.0) = true;
        gate.1.notify_all();
        let mut numbers: Vec<u32> = finished.iter().take(50).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (0..50).collect::<Vec<_>>());
        assert_eq!(most.load(Ordering::SeqCst), per_isolate());
        while lock(&lane.state).busy > 0 {
            std::thread::yield_now();
        }
        assert!(!is_busy());
    }
}
