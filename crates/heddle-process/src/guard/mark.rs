//! How to recognise what belongs to a detached program, whoever its parent has become: by a mark that the kernel hands
//! down to every descendant through fork and exec, and that has no effect. The core dump filter has two bits for memory
//! of a kind that hardly any machine has (DAX mappings); detached programs have both set.
//! <https://docs.kernel.org/filesystems/proc.html#proc-pid-coredump-filter-core-dump-filtering-settings>

use heddle_sys::file;
use rustix::fs::{Mode, OFlags};

const DAX: u32 = 0b1_1000_0000;

fn filter(pid: &str) -> Option<u32> {
    let text = file::read_to_string(format!("/proc/{pid}/coredump_filter")).ok()?;
    u32::from_str_radix(text.trim(), 16).ok()
}

/// Marks this process for as long as the result lives, so that what it starts meanwhile is marked. A kernel without the
/// filter leaves only the session to go by.
pub struct Marked(Option<u32>);

impl Marked {
    /// Sets the mark.
    pub fn new() -> Marked {
        let before = filter("self").filter(|bits| bits & DAX != DAX);
        if let Some(bits) = before {
            set(bits | DAX);
        }
        Marked(before)
    }
}

impl Drop for Marked {
    fn drop(&mut self) {
        if let Some(bits) = self.0 {
            set(bits);
        }
    }
}

fn set(bits: u32) {
    let flags = OFlags::WRONLY | OFlags::CLOEXEC;
    // Without the file there was nothing to read either.
    if let Ok(filter) = rustix::fs::open("/proc/self/coredump_filter", flags, Mode::empty()) {
        let _ = rustix::io::write(&filter, format!("{bits:#x}").as_bytes());
    }
}

/// Whether a process has the mark.
pub fn is_marked(pid: u32) -> bool {
    filter(&pid.to_string()).is_some_and(|bits| bits & DAX == DAX)
}
