//! Starting this runtime's own executable under another name: a guard, a zygote.

use crate::connect::executable;
use heddle_sys::child::{self, Group, Program};
use heddle_sys::heritage;
use rustix::fs::{Mode, OFlags};
use std::ffi::CString;
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::ffi::OsStrExt;

/// Starts it in the root folder and in a group of its own: its process id. The first of `arguments` is its name. Its
/// descendants become this process's, should it die.
pub(crate) fn start(
    arguments: &[CString],
    environment: &[CString],
    descriptors: &[Option<BorrowedFd<'_>>],
) -> io::Result<u32> {
    let executable = CString::new(executable()?.as_os_str().as_bytes())?;
    let root = rustix::fs::open("/", OFlags::PATH | OFlags::CLOEXEC, Mode::empty())?;
    heritage::adopt_orphans();
    child::start(&Program {
        // The first is this very file, whatever has become of its name.
        paths: &[c"/proc/self/exe".into(), executable],
        arguments,
        environment,
        descriptors,
        group: Group::Own,
        folder: Some(root.as_fd()),
        path: None,
        umask: None,
        user: None,
        user_group: None,
        journal: None,
    })
}
