//! Folders and names: listing, making and removing trees, resolving links, temporary folders.

use super::call::{call, error, is_folder, is_link, open_folder, retry, stat_path, FsPath, Outcome, Stop, Subject};
use super::files::kind_number;
use rustix::fs::{AtFlags, Dir, FileType, Mode, CWD};
use rustix::io::Errno;
use std::collections::HashSet;
use std::os::fd::{AsFd, RawFd};

/// Names and kinds of a folder's entries.
#[derive(Default)]
pub struct Entries {
    /// Bytes of the names.
    pub names: Vec<Vec<u8>>,
    /// Kinds, as `fs.constants.UV_DIRENT_*`.
    pub kinds: Vec<u8>,
}

fn is_dot(name: &[u8]) -> bool {
    matches!(name, b"." | b"..")
}

// File systems need not tell the kind of an entry: then it is asked for.
fn kind_of(stop: Stop<'_>, folder: impl AsFd, name: &std::ffi::CStr, kind: FileType) -> FileType {
    if kind != FileType::Unknown {
        return kind;
    }
    retry(stop, || rustix::fs::statat(folder.as_fd(), name, AtFlags::SYMLINK_NOFOLLOW))
        .map_or(FileType::Unknown, |stat| FileType::from_raw_mode(stat.st_mode))
}

/// A folder's entries, sorted by the bytes of their names.
pub fn list(stop: Stop<'_>, path: &FsPath) -> Outcome<Entries> {
    let folder = open_folder(stop, path, "scandir")?;
    let named = |errno| error(errno, "scandir", &Subject::Path(path));
    let mut entries = Vec::new();
    let stream = Dir::read_from(&folder).map_err(named)?;
    for entry in stream {
        let entry = entry.map_err(named)?;
        let name = entry.file_name();
        if !is_dot(name.to_bytes()) {
            let kind = kind_of(stop, &folder, name, entry.file_type());
            entries.push((name.to_bytes().to_vec(), kind_number(kind)));
        }
    }
    entries.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    let (names, kinds) = entries.into_iter().unzip();
    Ok(Entries { names, kinds })
}

/// A folder that `list_recursively` found: its path as the caller sees it, the part below the start, its entries.
pub struct Group {
    /// Path of the folder: the start's, joined with what is below.
    pub parent: Vec<u8>,
    /// The same without the start; empty for the start itself.
    pub below: Vec<u8>,
    /// What is in it.
    pub entries: Entries,
}

const DIRECTORY: u8 = 2;
const LINK: u8 = 3;
const UNKNOWN: u8 = 0;

/// All folders below a path, breadth first. Links to folders are followed, as in Node; the kernel's limit on links in a
/// path ends circles.
pub fn list_recursively(stop: Stop<'_>, path: &FsPath) -> Outcome<Vec<Group>> {
    let start = normalize(path.bytes());
    let mut groups: Vec<Group> = Vec::new();
    let mut pending: std::collections::VecDeque<Vec<u8>> = std::collections::VecDeque::from([Vec::new()]);
    while let Some(below) = pending.pop_front() {
        let at = if below.is_empty() { path.clone() } else { FsPath::joined(&start, &below) };
        let entries = list(stop, &at)?;
        for (name, kind) in entries.names.iter().zip(&entries.kinds) {
            let enter = match *kind {
                DIRECTORY => true,
                LINK | UNKNOWN => stat_path(stop, &at.join(name), true).is_ok_and(|fields| is_folder(&fields)),
                _ => false,
            };
            if enter {
                pending.push_back(FsPath::joined(&below, name).bytes().to_vec());
            }
        }
        groups.push(Group { parent: at.bytes().to_vec(), below, entries });
    }
    Ok(groups)
}

/// Text of a path with `.`, `..` and doubled slashes taken out, as `path.join` does it.
fn normalize(path: &[u8]) -> Vec<u8> {
    let absolute = path.starts_with(b"/");
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in path.split(|byte| *byte == b'/') {
        match part {
            b"" | b"." => {}
            b".." if parts.last().is_some_and(|last| *last != b"..") => {
                parts.pop();
            }
            b".." if absolute => {}
            part => parts.push(part),
        }
    }
    let mut text = if absolute { b"/".to_vec() } else { Vec::new() };
    text.extend(parts.join(&b'/'));
    text
}

/// The next entries of a folder that JavaScript holds open; `None` at its end.
#[cfg(target_os = "linux")]
pub fn read_folder(stop: Stop<'_>, number: RawFd, buffer_size: usize) -> Outcome<Option<Entries>> {
    let mut buffer = Vec::with_capacity(buffer_size.clamp(1 << 10, 1 << 20));
    super::call::on_fd(stop, "scandir", number, |fd| {
        let mut entries = Entries::default();
        let mut reader = rustix::fs::RawDir::new(fd, buffer.spare_capacity_mut());
        while let Some(entry) = reader.next() {
            let entry = entry?;
            let name = entry.file_name();
            if !is_dot(name.to_bytes()) {
                let kind = kind_of(stop, fd, name, entry.file_type());
                entries.names.push(name.to_bytes().to_vec());
                entries.kinds.push(kind_number(kind));
            }
            // What the kernel gave is used up; more only if all of it was `.` and `..`.
            if reader.is_buffer_empty() && !entries.names.is_empty() {
                break;
            }
        }
        Ok((!entries.names.is_empty()).then_some(entries))
    })
}

// ---- making ------------------------------------------------------------------------------------------------

/// mkdir(2)
pub fn make(stop: Stop<'_>, path: &FsPath, mode: u32) -> Outcome<()> {
    let mode = Mode::from_raw_mode(mode);
    call(stop, "mkdir", Subject::Path(path), || rustix::fs::mkdir(path.as_c_str(), mode))
}

fn parent_of(path: &[u8]) -> Option<&[u8]> {
    let end = path.iter().rposition(|byte| *byte != b'/')? + 1;
    let slash = path[..end].iter().rposition(|byte| *byte == b'/')?;
    let end = path[..slash].iter().rposition(|byte| *byte != b'/').map_or(1, |last| last + 1);
    Some(&path[..end])
}

fn without_trailing_slashes(path: &[u8]) -> &[u8] {
    let end = path.iter().rposition(|byte| *byte != b'/').map_or(1.min(path.len()), |last| last + 1);
    &path[..end]
}

/// Makes a folder and those above it that are missing. Returns the topmost that it made.
pub fn make_all(stop: Stop<'_>, path: &FsPath, mode: u32) -> Outcome<Option<Vec<u8>>> {
    let rights = Mode::from_raw_mode(mode);
    let named = |errno| error(errno, "mkdir", &Subject::Path(path));
    let mut missing = vec![without_trailing_slashes(path.bytes())];
    let mut first: Option<Vec<u8>> = None;
    // Parents that exist: a folder below them that still cannot be made never will (/proc, for instance).
    let mut climbing = true;
    while let Some(at) = missing.last().copied() {
        match retry(stop, || rustix::fs::mkdir(at, rights)) {
            Ok(()) => {
                first.get_or_insert_with(|| at.to_vec());
                missing.pop();
                climbing = false;
            }
            Err(Errno::NOENT) if climbing => match parent_of(at) {
                Some(parent) if parent != at => missing.push(parent),
                _ => return Err(named(Errno::NOENT)),
            },
            Err(errno) => {
                let exists =
                    FsPath::new(at.to_vec()).is_some_and(|at| stat_path(stop, &at, true).is_ok_and(|f| is_folder(&f)));
                if !exists {
                    // A file in the way is "not a directory" above and "exists" at the end.
                    let last = missing.len() == 1;
                    return Err(named(if errno == Errno::EXIST && !last { Errno::NOTDIR } else { errno }));
                }
                missing.pop();
                climbing = false;
            }
        }
    }
    Ok(first)
}

/// mkdtemp(3): a new folder of that prefix and six random characters, for the user alone.
pub fn make_temporary(stop: Stop<'_>, prefix: &FsPath) -> Outcome<Vec<u8>> {
    const LETTERS: &[u8; 62] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    let template = FsPath::new([prefix.bytes(), b"XXXXXX"].concat()).unwrap_or_else(|| prefix.clone());
    let named = |errno| error(errno, "mkdtemp", &Subject::Path(&template));
    for _ in 0..1000 {
        let mut random = [0; 12];
        retry(stop, || rustix::rand::getrandom(&mut random[..], rustix::rand::GetRandomFlags::empty()))
            .map_err(named)?;
        let mut path = prefix.bytes().to_vec();
        path.extend(
            random.chunks(2).map(|pair| LETTERS[usize::from(u16::from_ne_bytes([pair[0], pair[1]])) % LETTERS.len()]),
        );
        match retry(stop, || rustix::fs::mkdir(&path[..], Mode::RWXU)) {
            Ok(()) => return Ok(path),
            Err(Errno::EXIST) => {}
            Err(errno) => return Err(named(errno)),
        }
    }
    Err(named(Errno::EXIST))
}

// ---- removing ----------------------------------------------------------------------------------------------

/// Removes a file, or with `recursive` a folder and all below it. Says `EISDIR`, call `rm`, for a folder without.
pub fn remove(stop: Stop<'_>, path: &FsPath, recursive: bool) -> Outcome<()> {
    let fields = stat_path(stop, path, false).map_err(|errno| error(errno, "lstat", &Subject::Path(path)))?;
    if !is_folder(&fields) {
        return call(stop, "unlink", Subject::Path(path), || rustix::fs::unlink(path.as_c_str()));
    }
    if !recursive {
        return Err(error(Errno::ISDIR, "rm", &Subject::Path(path)));
    }
    // Every folder is emptied of what is no folder; then they go, the deepest first.
    let mut folders = vec![path.clone()];
    let mut next = 0;
    while next < folders.len() {
        let folder = folders[next].clone();
        let found = empty(stop, &folder)?;
        folders.extend(found);
        next += 1;
    }
    for folder in folders.iter().rev() {
        match retry(stop, || rustix::fs::rmdir(folder.as_c_str())) {
            Ok(()) | Err(Errno::NOENT) => {}
            Err(errno) => return Err(error(errno, "rmdir", &Subject::Path(folder))),
        }
    }
    Ok(())
}

/// Removes what is in a folder but for its subfolders, which it returns.
fn empty(stop: Stop<'_>, path: &FsPath) -> Outcome<Vec<FsPath>> {
    let entries = match list(stop, path) {
        Ok(entries) => entries,
        // Somebody else removes it too.
        Err(failure) if failure.errno == Errno::NOENT.raw_os_error() => return Ok(Vec::new()),
        Err(failure) => {
            // An empty folder can go even if it must not be read.
            return match retry(stop, || rustix::fs::rmdir(path.as_c_str())) {
                Ok(()) => Ok(Vec::new()),
                Err(_) => Err(failure),
            };
        }
    };
    let mut folders = Vec::new();
    for (name, kind) in entries.names.iter().zip(&entries.kinds) {
        let at = path.join(name);
        if *kind == DIRECTORY {
            folders.push(at);
            continue;
        }
        match retry(stop, || rustix::fs::unlinkat(CWD, at.as_c_str(), AtFlags::empty())) {
            Ok(()) | Err(Errno::NOENT) => {}
            Err(errno) => return Err(error(errno, "unlink", &Subject::Path(&at))),
        }
    }
    Ok(folders)
}

// ---- links -------------------------------------------------------------------------------------------------

/// readlink(2), without the error named.
fn link_target(stop: Stop<'_>, path: &FsPath) -> rustix::io::Result<Vec<u8>> {
    retry(stop, || rustix::fs::readlink(path.as_c_str(), Vec::new())).map(std::ffi::CString::into_bytes)
}

/// readlink(2)
pub fn read_link(stop: Stop<'_>, path: &FsPath) -> Outcome<Vec<u8>> {
    link_target(stop, path).map_err(|errno| error(errno, "readlink", &Subject::Path(path)))
}

const MOST_LINKS: usize = 40;

fn working_folder(syscall: &'static str, path: &FsPath) -> Outcome<Vec<u8>> {
    let cwd = rustix::process::getcwd(Vec::new()).map_err(|errno| error(errno, syscall, &Subject::Path(path)))?;
    Ok(cwd.into_bytes())
}

/// realpath(3): `..` is the parent of what a link leads to.
pub fn real_path(stop: Stop<'_>, path: &FsPath) -> Outcome<Vec<u8>> {
    let named = |errno| error(errno, "realpath", &Subject::Path(path));
    if path.bytes().is_empty() {
        return Err(named(Errno::NOENT));
    }
    let mut result = if path.bytes().starts_with(b"/") { Vec::new() } else { working_folder("realpath", path)? };
    if result == b"/" {
        result.clear();
    }
    // The components still to go, the next one last.
    let mut pending: Vec<Vec<u8>> = path.bytes().split(|byte| *byte == b'/').rev().map(<[u8]>::to_vec).collect();
    let mut links = 0;
    while let Some(part) = pending.pop() {
        if part.is_empty() || part == b"." {
            // A slash or dot behind a file asks for a folder.
            if pending.is_empty() && !result.is_empty() {
                let at = FsPath::new(result.clone()).ok_or_else(|| named(Errno::INVAL))?;
                if !is_folder(&stat_path(stop, &at, false).map_err(named)?) {
                    return Err(named(Errno::NOTDIR));
                }
            }
            continue;
        }
        if part == b".." {
            let slash = result.iter().rposition(|byte| *byte == b'/').unwrap_or(0);
            result.truncate(slash);
            continue;
        }
        let mut next = result.clone();
        next.push(b'/');
        next.extend_from_slice(&part);
        let at = FsPath::new(next.clone()).ok_or_else(|| named(Errno::INVAL))?;
        match link_target(stop, &at) {
            Err(Errno::INVAL) => {
                result = next;
                // `..` and further names need a folder here; the kernel says so for names only.
                if pending.last().is_some_and(|part| part == b"..")
                    && !is_folder(&stat_path(stop, &at, false).map_err(named)?)
                {
                    return Err(named(Errno::NOTDIR));
                }
            }
            Err(errno) => return Err(named(errno)),
            Ok(target) => {
                links += 1;
                if links > MOST_LINKS {
                    return Err(named(Errno::LOOP));
                }
                if target.starts_with(b"/") {
                    result.clear();
                }
                pending.extend(target.split(|byte| *byte == b'/').rev().map(<[u8]>::to_vec));
            }
        }
    }
    Ok(if result.is_empty() { b"/".to_vec() } else { result })
}

/// Node's own realpath: `..` is taken out of the text first, and errors name the component and the call that failed.
pub fn real_path_by_steps(stop: Stop<'_>, path: &FsPath) -> Outcome<Vec<u8>> {
    let resolve = |from: &[u8], to: &[u8]| -> Vec<u8> {
        if to.starts_with(b"/") {
            normalize(to)
        } else {
            normalize(&[from, b"/", to].concat())
        }
    };
    let mut whole = resolve(&working_folder("lstat", path)?, path.bytes());
    let mut known: HashSet<Vec<u8>> = HashSet::new();
    'again: loop {
        let mut done = 0;
        while done < whole.len() {
            let start = done + 1;
            let end = whole[start..].iter().position(|byte| *byte == b'/').map_or(whole.len(), |at| start + at);
            if end <= start {
                break;
            }
            let previous = whole[..done.max(1)].to_vec();
            let base = whole[..end].to_vec();
            done = end;
            if known.contains(&base) {
                continue;
            }
            let at = FsPath::new(base.clone()).ok_or_else(|| error(Errno::INVAL, "lstat", &Subject::Path(path)))?;
            let fields = stat_path(stop, &at, false).map_err(|errno| error(errno, "lstat", &Subject::Path(&at)))?;
            if !is_link(&fields) {
                known.insert(base);
                continue;
            }
            // Fails for links that lead nowhere or in a circle.
            stat_path(stop, &at, true).map_err(|errno| error(errno, "stat", &Subject::Path(&at)))?;
            let target = read_link(stop, &at)?;
            let resolved = resolve(&previous, &target);
            whole = resolve(&resolved, whole[end..].strip_prefix(b"/").unwrap_or_default());
            continue 'again;
        }
        return Ok(whole);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parents_are_textual() {
        assert_eq!(parent_of(b"a/b"), Some(&b"a"[..]));
        assert_eq!(parent_of(b"./a//b///"), Some(&b"./a"[..]));
        assert_eq!(parent_of(b"/a"), Some(&b"/"[..]));
        assert_eq!(parent_of(b"a"), None);
        assert_eq!(parent_of(b"/"), None);
    }

    #[test]
    fn normalizing_is_that_of_path_join() {
        assert_eq!(normalize(b"./r//"), b"r");
        assert_eq!(normalize(b"/a/../../b/."), b"/b");
        assert_eq!(normalize(b"../a"), b"../a");
        assert_eq!(normalize(b"."), b"");
    }
}
