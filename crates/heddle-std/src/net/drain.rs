//! What a program has handed over to other processes is written before it exits.

use super::stream::streams;
use heddle_engine::Scope;
use rustix::event::{poll, PollFd, PollFlags, Timespec};
use std::time::{Duration, Instant};

/// How long nobody may take anything.
const STALL: Duration = Duration::from_secs(1);
/// How long it may take in all.
const MOST: Duration = Duration::from_secs(10);

/// Writes what waits for other processes: for the one that forked this one, and for children. Gives up when none of them
/// reads any more.
pub(crate) fn drain(scope: &mut Scope<'_>) {
    drain_rings(scope);
    let mut left = streams(scope).draining();
    let deadline = Instant::now() + MOST;
    while !left.is_empty() {
        let mut progress = false;
        left.retain(|stream| {
            let before = stream.queued();
            let open = stream.send_waiting();
            progress |= stream.queued() < before;
            open && stream.queued() > 0
        });
        if progress {
            continue;
        }
        let time = STALL.min(deadline.saturating_duration_since(Instant::now()));
        let time = Timespec { tv_sec: time.as_secs() as i64, tv_nsec: time.subsec_nanos().into() };
        let ready = {
            let descriptors: Vec<_> = left.iter().filter_map(|stream| stream.descriptor()).collect();
            let mut fds: Vec<_> = descriptors.iter().map(|fd| PollFd::new(&**fd, PollFlags::OUT)).collect();
            // An error: the isolate is being stopped.
            heddle_sys::thread::retry(|| Ok(poll(&mut fds, Some(&time))?))
        };
        match ready {
            Ok(0) => return,
            Ok(_) if Instant::now() < deadline => {}
            _ => return,
        }
    }
}

/// The same for what did not fit into rings: the other process says over the socket when there is room.
fn drain_rings(scope: &mut Scope<'_>) {
    let deadline = Instant::now() + MOST;
    for ring in crate::ops::rings_to_drain(scope) {
        let mut said = [0; 256];
        let mut since = Instant::now();
        let mut before = ring.queued();
        while ring.drain(scope) {
            if ring.queued() < before {
                before = ring.queued();
                since = Instant::now();
            }
            let until = deadline.min(since + STALL);
            let time = until.saturating_duration_since(Instant::now());
            if time.is_zero() {
                break;
            }
            let time = Timespec { tv_sec: time.as_secs() as i64, tv_nsec: time.subsec_nanos().into() };
            let Some(fd) = ring.stream().descriptor() else { break };
            let mut fds = [PollFd::new(&*fd, PollFlags::IN)];
            // An error: the isolate is being stopped.
            if heddle_sys::thread::retry(|| Ok(poll(&mut fds, Some(&time))?)).is_err() {
                break;
            }
            // Nothing to read at the end: there is nobody to read the rest.
            if rustix::io::read(&*fd, &mut said) == Ok(0) {
                break;
            }
        }
    }
}
