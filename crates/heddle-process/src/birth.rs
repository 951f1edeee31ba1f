//! Which of the processes that have had an id: ids are given out again, so a process is named by its id and the time at
//! which it was made.

use rustix::time::{clock_gettime, ClockId};

/// The time since boot in the ticks in which /proc tells when a process was made.
fn now() -> u64 {
    let time = clock_gettime(ClockId::Boottime);
    let ticks = heddle_sys::os::clock_ticks();
    time.tv_sec as u64 * ticks + time.tv_nsec as u64 * ticks / 1_000_000_000
}

/// A moment before a process was made.
#[derive(Clone, Copy, Debug)]
pub struct Asked(u64);

impl Asked {
    /// It is about to be.
    pub fn now() -> Asked {
        Asked(now())
    }

    /// It is there.
    pub fn done(self) -> Birth {
        Birth { first: self.0, last: now() }
    }
}

/// When a process was made: from the one tick to the other. No id comes round again in that time.
#[derive(Clone, Copy, Debug)]
pub struct Birth {
    first: u64,
    last: u64,
}

impl Birth {
    /// Whether a process that was made then may be the one.
    pub(crate) fn fits(self, started: u64) -> bool {
        // The kernel may round another way than `now` does.
        (self.first.saturating_sub(1)..=self.last + 1).contains(&started)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::entry;

    #[test]
    fn a_process_is_told_from_others_that_had_its_id() {
        let asked = Asked::now();
        let mut child = std::process::Command::new("cat").stdin(std::process::Stdio::piped()).spawn().unwrap();
        let birth = asked.done();
        let started = entry(child.id()).unwrap().started;
        assert!(birth.fits(started), "{birth:?} {started}");
        assert!(!birth.fits(started - 1000) && !birth.fits(started + 1000));
        drop(child.stdin.take());
        child.wait().unwrap();
    }
}
