//! Files for the diagnosis of a program: their names, as Node makes them, and their writing.

use crate::options::StartOptions;
use heddle_engine::Scope;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

static SEQUENCE: AtomicU32 = AtomicU32::new(0);

/// A name that no other file of this process has: `Heap.20261122.193221.11433.0.001.heapsnapshot`.
pub(crate) fn name(scope: &mut Scope<'_>, prefix: &str, extension: &str) -> String {
    let thread = scope.state::<StartOptions>().thread_id;
    let number = SEQUENCE.fetch_add(1, Ordering::Relaxed) + 1;
    let [year, month, day, hour, minute, second] = heddle_sys::os::local_time();
    let (date, time) = (format!("{year:04}{month:02}{day:02}"), format!("{hour:02}{minute:02}{second:02}"));
    format!("{prefix}.{date}.{time}.{}.{thread}.{number:03}.{extension}", std::process::id())
}

/// Writes a file that only its owner may read, into a folder that is made if it is not there.
pub(crate) fn write(dir: Option<&str>, name: &str, text: &str) -> Result<(), (PathBuf, io::Error)> {
    let path = Path::new(dir.unwrap_or("")).join(name);
    let create = || heddle_sys::file::write_private(&path, text.as_bytes());
    let written = match create() {
        // This thread was told to stop, and can wait for nothing any more: another one does it.
        Err(error) if error.kind() == io::ErrorKind::Interrupted => {
            std::thread::scope(|threads| threads.spawn(create).join()).unwrap_or(Err(error))
        }
        written => written,
    };
    written.map_err(|error| (path.clone(), error))
}
