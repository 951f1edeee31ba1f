//! Descriptors that a process was started with: what they are, terminals, whole writes.

use crate::thread::retry;
use std::io;
use std::os::fd::RawFd;
use std::sync::Mutex;

/// What stands behind a descriptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DescriptorKind {
    /// A terminal.
    Terminal,
    /// A regular file or a device such as /dev/null: reads and writes do not wait.
    File,
    /// A pipe.
    Pipe,
    /// A socket.
    Socket,
    /// Closed, or something else.
    Unknown,
}

/// Whether the descriptor is a terminal.
pub fn is_terminal(fd: RawFd) -> bool {
    // SAFETY: isatty takes a number and reports one that is not open.
    unsafe { libc::isatty(fd) == 1 }
}

/// What the descriptor is.
pub fn descriptor_kind(fd: RawFd) -> DescriptorKind {
    if is_terminal(fd) {
        return DescriptorKind::Terminal;
    }
    // SAFETY: stat is plain data for which all zeros are valid.
    let mut stat: libc::stat = unsafe { std::mem::zeroed() };
    // SAFETY: `stat` is valid for the call to fill; a number that is not open gives an error.
    if unsafe { libc::fstat(fd, &mut stat) } != 0 {
        return DescriptorKind::Unknown;
    }
    match stat.st_mode & libc::S_IFMT {
        libc::S_IFREG | libc::S_IFCHR | libc::S_IFBLK => DescriptorKind::File,
        libc::S_IFIFO => DescriptorKind::Pipe,
        libc::S_IFSOCK => DescriptorKind::Socket,
        _ => DescriptorKind::Unknown,
    }
}

fn wait_until(fd: RawFd, events: libc::c_short) -> io::Result<()> {
    let mut entry = libc::pollfd { fd, events, revents: 0 };
    // SAFETY: `entry` is one valid pollfd.
    retry(|| match unsafe { libc::poll(&mut entry, 1, -1) } {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    })
}

/// Writes all of `bytes`, waiting when the descriptor is in non-blocking mode and full. Ended with `EINTR` when the thread
/// shall stop.
///
/// The first write(2) takes everything, so that short messages of several writers do not mix.
pub fn write_all(fd: RawFd, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        // SAFETY: pointer and length describe `bytes`.
        let written = retry(|| match unsafe { libc::write(fd, bytes.as_ptr().cast(), bytes.len()) } {
            -1 => Err(io::Error::last_os_error()),
            written => Ok(written as usize),
        });
        match written {
            Ok(written) => bytes = &bytes[written..],
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => wait_until(fd, libc::POLLOUT)?,
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// In a confined process: waits until what was written to its standard output or error has come to where it goes. These are
/// pipes that have room only when they are empty.
pub fn wait_written(fd: RawFd) {
    if crate::sandbox::is_confined() && (fd == 1 || fd == 2) {
        // A thread that shall stop need not wait: the bytes are on their way.
        let _stopped = wait_until(fd, libc::POLLOUT);
    }
}

/// Reads once into `buffer`. `Ok(0)` is the end. Ended with `EINTR` when the thread shall stop.
pub fn read(fd: RawFd, buffer: &mut [u8]) -> io::Result<usize> {
    // SAFETY: pointer and length describe `buffer`.
    retry(|| match unsafe { libc::read(fd, buffer.as_mut_ptr().cast(), buffer.len()) } {
        -1 => Err(io::Error::last_os_error()),
        count => Ok(count as usize),
    })
}

/// Columns and rows of a terminal.
pub fn window_size(fd: RawFd) -> io::Result<(u16, u16)> {
    let mut size = libc::winsize { ws_row: 0, ws_col: 0, ws_xpixel: 0, ws_ypixel: 0 };
    // SAFETY: TIOCGWINSZ fills the winsize it is given.
    if unsafe { libc::ioctl(fd, libc::TIOCGWINSZ, &mut size) } != 0 {
        return Err(io::Error::last_os_error());
    }
    Ok((size.ws_col, size.ws_row))
}

// The modes that a terminal had before it was made raw, to be put back when the process ends.
static ORIGINAL: Mutex<Option<(RawFd, libc::termios)>> = Mutex::new(None);

/// Makes a terminal pass every key on unechoed and unedited, or puts its original modes back.
pub fn set_raw_mode(fd: RawFd, raw: bool) -> io::Result<()> {
    if !raw {
        return restore(fd);
    }
    // SAFETY: termios is plain data for which all zeros are valid.
    let mut modes: libc::termios = unsafe { std::mem::zeroed() };
    // SAFETY: `modes` is valid for the call to fill.
    if unsafe { libc::tcgetattr(fd, &mut modes) } != 0 {
        return Err(io::Error::last_os_error());
    }
    if let Ok(mut original) = ORIGINAL.lock() {
        original.get_or_insert((fd, modes));
    }
    modes.c_iflag &= !(libc::BRKINT | libc::ICRNL | libc::INPCK | libc::ISTRIP | libc::IXON);
    modes.c_oflag |= libc::ONLCR;
    modes.c_cflag |= libc::CS8;
    modes.c_lflag &= !(libc::ECHO | libc::ICANON | libc::IEXTEN | libc::ISIG);
    modes.c_cc[libc::VMIN] = 1;
    modes.c_cc[libc::VTIME] = 0;
    set_modes(fd, &modes)
}

fn set_modes(fd: RawFd, modes: &libc::termios) -> io::Result<()> {
    // SAFETY: `modes` is a valid termios.
    if unsafe { libc::tcsetattr(fd, libc::TCSADRAIN, modes) } != 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(())
}

fn restore(fd: RawFd) -> io::Result<()> {
    let Ok(mut original) = ORIGINAL.lock() else { return Ok(()) };
    match original.take() {
        Some((saved, modes)) if saved == fd => set_modes(fd, &modes),
        other => {
            *original = other;
            Ok(())
        }
    }
}

/// Puts back the modes of a terminal that was left raw. To be called before the process ends.
pub fn restore_terminal() {
    let saved = ORIGINAL.lock().ok().and_then(|original| original.as_ref().map(|(fd, _)| *fd));
    if let Some(fd) = saved {
        // Best effort: the terminal may be gone.
        let _ = restore(fd);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::fd::AsRawFd;

    #[test]
    fn kinds_are_told_apart() {
        let file = std::fs::File::open("/dev/null").unwrap();
        assert_eq!(descriptor_kind(file.as_raw_fd()), DescriptorKind::File);
        let (reader, writer) = io::pipe().unwrap();
        assert_eq!(descriptor_kind(reader.as_raw_fd()), DescriptorKind::Pipe);
        assert_eq!(descriptor_kind(-1), DescriptorKind::Unknown);
        write_all(writer.as_raw_fd(), b"hello").unwrap();
        let mut buffer = [0; 8];
        assert_eq!(read(reader.as_raw_fd(), &mut buffer).unwrap(), 5);
        assert!(!is_terminal(reader.as_raw_fd()));
        assert!(window_size(reader.as_raw_fd()).is_err());
    }

    #[test]
    fn a_closed_pipe_is_an_error() {
        let (reader, writer) = io::pipe().unwrap();
        drop(reader);
        let error = write_all(writer.as_raw_fd(), b"x").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }
}
