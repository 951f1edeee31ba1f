//! A page that two processes share, in which one notes which program it is at, so that the other knows what came of that
//! when it dies. The process id is written by the kernel as it makes the process, so there is none without a note.

use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicI32, AtomicU64, Ordering};

#[repr(C)]
struct Page {
    request: AtomicU64,
    pid: AtomicI32,
    error: AtomicI32,
}

/// The shared page.
pub struct Journal(NonNull<Page>);

// SAFETY: all of the page is atomic, and the mapping belongs to no thread.
unsafe impl Send for Journal {}
// SAFETY: as above.
unsafe impl Sync for Journal {}

const SIZE: usize = size_of::<Page>();

impl Journal {
    /// A new page, and the descriptor by which another process opens it.
    pub fn new() -> io::Result<(Journal, OwnedFd)> {
        let file = crate::memfd::create(c"heddle-journal")?;
        // SAFETY: plain calls on a descriptor that is open.
        let result = unsafe {
            match libc::ftruncate(file.as_raw_fd(), SIZE as libc::off_t) {
                0 => libc::fcntl(file.as_raw_fd(), libc::F_ADD_SEALS, libc::F_SEAL_SHRINK | libc::F_SEAL_SEAL),
                failed => failed,
            }
        };
        match result {
            0 => Ok((Journal::map(file.as_fd())?, file)),
            _ => Err(io::Error::last_os_error()),
        }
    }

    /// The page behind a descriptor of [`Journal::new`].
    pub fn open(file: BorrowedFd<'_>) -> io::Result<Journal> {
        // SAFETY: stat is plain data for which all zeros are valid; the calls fill it or only ask.
        let fits = unsafe {
            let mut stat: libc::stat = std::mem::zeroed();
            let seals = libc::fcntl(file.as_raw_fd(), libc::F_GET_SEALS);
            let known = libc::fstat(file.as_raw_fd(), &mut stat) == 0;
            known && stat.st_size >= SIZE as libc::off_t && seals >= 0 && seals & libc::F_SEAL_SHRINK != 0
        };
        if !fits {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Journal::map(file)
    }

    /// The file has the size and cannot lose it.
    fn map(file: BorrowedFd<'_>) -> io::Result<Journal> {
        let access = libc::PROT_READ | libc::PROT_WRITE;
        // SAFETY: a mapping of our own at an address that the kernel chooses.
        let page = unsafe { libc::mmap(ptr::null_mut(), SIZE, access, libc::MAP_SHARED, file.as_raw_fd(), 0) };
        if page == libc::MAP_FAILED {
            return Err(io::Error::last_os_error());
        }
        NonNull::new(page.cast()).map(Journal).ok_or_else(|| io::ErrorKind::OutOfMemory.into())
    }

    fn page(&self) -> &Page {
        // SAFETY: mapped until `self` is dropped, aligned as pages are, large enough, and any bits are valid.
        unsafe { self.0.as_ref() }
    }

    /// Notes that a program is about to be started.
    pub fn begin(&self, request: u64) {
        let page = self.page();
        page.request.store(0, Ordering::SeqCst);
        page.pid.store(0, Ordering::SeqCst);
        page.error.store(0, Ordering::SeqCst);
        page.request.store(request, Ordering::SeqCst);
    }

    /// Where the kernel puts the process id.
    pub(crate) fn pid(&self) -> *mut libc::pid_t {
        self.page().pid.as_ptr()
    }

    /// Notes why the program could not be executed.
    pub(crate) fn fail(&self, errno: i32) {
        self.page().error.store(errno, Ordering::SeqCst);
    }

    /// What came of a program: its process id, or why it does not run. `None`: there was no process.
    pub fn outcome(&self, request: u64) -> Option<Result<u32, i32>> {
        let page = self.page();
        let pid = page.pid.load(Ordering::SeqCst);
        if page.request.load(Ordering::SeqCst) != request || pid <= 0 {
            return None;
        }
        Some(match page.error.load(Ordering::SeqCst) {
            0 => Ok(pid as u32),
            errno => Err(errno),
        })
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        // SAFETY: the mapping is ours, and no reference to it outlives `self`.
        unsafe { libc::munmap(self.0.as_ptr().cast(), SIZE) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_mapping_sees_what_came_of_a_program() {
        let (ours, file) = Journal::new().unwrap();
        let theirs = Journal::open(file.as_fd()).unwrap();
        assert_eq!(ours.outcome(0), None);
        theirs.begin(7);
        assert_eq!(ours.outcome(7), None);
        // SAFETY: the address is valid while the journal lives.
        unsafe { theirs.pid().write(12) };
        assert_eq!((ours.outcome(7), ours.outcome(8)), (Some(Ok(12)), None));
        theirs.fail(2);
        assert_eq!(ours.outcome(7), Some(Err(2)));
        theirs.begin(8);
        assert_eq!((ours.outcome(7), ours.outcome(8)), (None, None));
    }

    #[test]
    fn what_could_shrink_is_refused() {
        let file = std::fs::File::open("/dev/null").unwrap();
        assert!(Journal::open(file.as_fd()).is_err());
    }
}
