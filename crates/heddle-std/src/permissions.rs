//! What a worker may do by the runtime's own API, if its creator said so (docs/security.md). That is no boundary for
//! hostile code: threads share their memory.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::fmt;
use std::os::unix::ffi::OsStringExt;
use std::path::{Component, Path, PathBuf};

/// What is granted of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Grant {
    All,
    Only(Vec<String>),
}

impl Default for Grant {
    fn default() -> Grant {
        Grant::Only(Vec::new())
    }
}

impl Grant {
    fn any(&self, accepts: impl Fn(&str) -> bool) -> bool {
        match self {
            Grant::All => true,
            Grant::Only(list) => list.iter().any(|entry| accepts(entry)),
        }
    }

    fn is_all(&self) -> bool {
        *self == Grant::All
    }
}

/// A kind of permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Read,
    Write,
    Net,
    Spawn,
    /// What no grant allows.
    Other,
}

impl Kind {
    /// Node's name, as errors have it in `permission`.
    fn name(self) -> &'static str {
        match self {
            Kind::Read => "FileSystemRead",
            Kind::Write => "FileSystemWrite",
            Kind::Net => "Net",
            Kind::Spawn => "ChildProcess",
            Kind::Other => "System",
        }
    }

    fn option(self) -> Option<&'static str> {
        match self {
            Kind::Read => Some("permissions.read"),
            Kind::Write => Some("permissions.write"),
            Kind::Net => Some("permissions.net"),
            Kind::Spawn => Some("permissions.spawn"),
            Kind::Other => None,
        }
    }
}

/// Something that was denied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Denied {
    pub(crate) kind: Kind,
    pub(crate) resource: String,
}

impl Denied {
    pub(crate) fn permission(&self) -> &'static str {
        self.kind.name()
    }
}

impl fmt::Display for Denied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            Kind::Read => "Reading",
            Kind::Write => "Writing",
            Kind::Net => "Network access to",
            Kind::Spawn => "Starting",
            Kind::Other => "The operation",
        };
        write!(f, "{what} '{}' is denied by the worker's permissions. ", self.resource)?;
        match self.kind.option() {
            Some(option) => write!(f, "Use {option} to allow it."),
            None => f.write_str("No permission allows it."),
        }
    }
}

/// What a worker may do. Paths are real ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permissions {
    /// Files and folders, with what they contain.
    pub(crate) read: Grant,
    /// The same; who may write may read.
    pub(crate) write: Grant,
    /// `host:port`, either of which may be `*`, or the path of a local socket.
    pub(crate) net: Grant,
    /// Names of programs, or their paths.
    pub(crate) spawn: Grant,
}

fn within(path: &Path) -> impl Fn(&str) -> bool + '_ {
    move |granted| path.starts_with(granted)
}

impl Permissions {
    /// With paths that the system has resolved.
    pub(crate) fn resolve(mut self) -> Permissions {
        let real = |grant: &mut Grant, of_paths_only: bool| {
            if let Grant::Only(list) = grant {
                for entry in list.iter_mut().filter(|entry| !of_paths_only || entry.starts_with('/')) {
                    *entry = real_path(Path::new(entry.as_str()), true).to_string_lossy().into_owned();
                }
            }
        };
        real(&mut self.read, false);
        real(&mut self.write, false);
        real(&mut self.net, true);
        real(&mut self.spawn, true);
        self
    }

    /// Whether it allows as much as another: what that has more.
    pub(crate) fn covers(&self, other: &Permissions) -> Result<(), Denied> {
        let may_read = |entry: &str| self.reads_real(Path::new(entry));
        let may_write = |entry: &str| self.write.any(within(Path::new(entry)));
        let may_connect = |entry: &str| self.net.any(|own| own == entry || net_covers(own, entry));
        let may_start = |entry: &str| self.spawn.any(|own| own == entry);
        check(Kind::Read, &self.read, &other.read, may_read)?;
        check(Kind::Write, &self.write, &other.write, may_write)?;
        check(Kind::Net, &self.net, &other.net, may_connect)?;
        check(Kind::Spawn, &self.spawn, &other.spawn, may_start)
    }

    fn reads_real(&self, path: &Path) -> bool {
        self.read.any(within(path)) || self.write.any(within(path))
    }

    /// Whether a path may be read, or written as well. `follow`: what a link at its end leads to is meant.
    pub(crate) fn allows_path(&self, path: &Path, writes: bool, follow: bool) -> bool {
        let (all, none) = (if writes { self.write.is_all() } else { self.read.is_all() }, false);
        if all {
            return true;
        }
        let nothing = |grant: &Grant| *grant == Grant::default();
        if nothing(&self.write) && (writes || nothing(&self.read)) {
            return none;
        }
        let real = real_path(path, follow);
        if writes {
            self.write.any(within(&real))
        } else {
            self.reads_real(&real)
        }
    }

    /// Whether every module may be loaded.
    pub(crate) fn reads_all(&self) -> bool {
        self.read.is_all()
    }

    /// Whether an address may be connected or listened to. `names`: what it was looked up by.
    pub(crate) fn allows_address(&self, address: &str, port: u32, names: &HashSet<String>) -> bool {
        self.net.any(|entry| {
            let Some((host, granted)) = host_and_port(entry) else { return false };
            let is_host = host == "*" || host == address || names.contains(host);
            is_host && (granted == "*" || granted.parse() == Ok(port))
        })
    }

    /// Whether a local socket may be used.
    pub(crate) fn allows_socket(&self, path: &str) -> bool {
        let real = real_path(Path::new(path), true);
        self.net.any(|entry| entry.starts_with('/') && Path::new(entry) == real)
    }

    /// Whether the addresses of a host may be asked for.
    pub(crate) fn allows_name(&self, name: &str) -> bool {
        self.net
            .any(|entry| host_and_port(entry).is_some_and(|(host, _)| host == "*" || host.eq_ignore_ascii_case(name)))
    }

    /// Whether a program may be started.
    pub(crate) fn allows_program(&self, file: &str) -> bool {
        if !file.contains('/') {
            return self.spawn.any(|entry| entry == file);
        }
        let real = real_path(Path::new(file), true);
        self.spawn.any(|entry| Path::new(entry) == real)
    }

    /// `process.permission.has(scope, reference)`.
    pub(crate) fn has(&self, scope: &str, reference: Option<&str>) -> bool {
        let path = |writes| match reference {
            Some(path) => self.allows_path(Path::new(path), writes, true),
            None if writes => self.write.is_all(),
            None => self.read.is_all(),
        };
        match scope {
            "fs" => path(false) && path(true),
            "fs.read" => path(false),
            "fs.write" => path(true),
            "net" => match reference {
                Some(entry) => self.net.any(|own| own == entry || net_covers(own, entry)),
                None => self.net.is_all(),
            },
            "child" => match reference {
                Some(file) => self.allows_program(file),
                None => self.spawn.is_all(),
            },
            // Others threads, with no more than this one may.
            "worker" => true,
            _ => false,
        }
    }
}

fn check(kind: Kind, own: &Grant, wanted: &Grant, allows: impl Fn(&str) -> bool) -> Result<(), Denied> {
    let missing = match wanted {
        _ if own.is_all() => None,
        Grant::All => Some("*"),
        Grant::Only(list) => list.iter().map(String::as_str).find(|entry| !allows(entry)),
    };
    match missing {
        Some(resource) => Err(Denied { kind, resource: resource.to_owned() }),
        None => Ok(()),
    }
}

fn host_and_port(entry: &str) -> Option<(&str, &str)> {
    entry.rsplit_once(':').filter(|_| !entry.starts_with('/'))
}

fn net_covers(own: &str, wanted: &str) -> bool {
    let (Some(own), Some(wanted)) = (host_and_port(own), host_and_port(wanted)) else { return false };
    (own.0 == "*" || own.0 == wanted.0) && (own.1 == "*" || own.1 == wanted.1)
}

/// Links that are followed, as the kernel does.
const MOST_LINKS: u32 = 40;

/// The path without links, as far as it exists. Unless `follow`, a link at its end stays.
fn real_path(path: &Path, follow: bool) -> PathBuf {
    real_path_at(path, follow, MOST_LINKS)
}

fn real_path_at(path: &Path, follow: bool, most: u32) -> PathBuf {
    let path = match heddle_core::modules::files::working_folder() {
        Ok(folder) => folder.join(path),
        Err(_) => path.to_path_buf(),
    };
    if follow {
        if let Ok(real) = heddle_sys::file::canonicalize(&path) {
            return real;
        }
    }
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { return lexical(&path) };
    let real = real_path_at(parent, true, most).join(name);
    // One that leads nowhere may yet be written through.
    match rustix::fs::readlink(&real, Vec::new()) {
        Ok(target) if follow && most > 0 => {
            let target = PathBuf::from(OsString::from_vec(target.into_bytes()));
            real_path_at(&real.parent().unwrap_or(Path::new("/")).join(target), true, most - 1)
        }
        _ => real,
    }
}

/// Without `.` and `..`: of what does not exist.
fn lexical(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(out.pop()),
            Component::CurDir => {}
            other => out.push(other),
        }
    }
    out
}

/// The names that a worker has looked up, by the addresses that were found.
#[derive(Default)]
pub(crate) struct Resolved(RefCell<HashMap<String, HashSet<String>>>);

impl Resolved {
    pub(crate) fn note(&self, name: &str, address: &str) {
        self.0.borrow_mut().entry(address.to_owned()).or_default().insert(name.to_ascii_lowercase());
    }

    pub(crate) fn names(&self, address: &str) -> HashSet<String> {
        self.0.borrow().get(address).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(list: &[&str]) -> Grant {
        Grant::Only(list.iter().map(|entry| (*entry).to_owned()).collect())
    }

    #[test]
    fn nobody_gives_more_than_he_has() {
        let own = Permissions { read: only(&["/a"]), write: only(&["/b"]), net: only(&["x:*"]), spawn: only(&["git"]) };
        let part = Permissions { read: only(&["/a/c", "/b"]), net: only(&["x:80"]), ..Permissions::default() };
        assert_eq!(own.covers(&part), Ok(()));
        assert_eq!(own.covers(&own), Ok(()));
        for (more, kind) in [
            (Permissions { read: only(&["/ab"]), ..Permissions::default() }, Kind::Read),
            (Permissions { write: only(&["/a"]), ..Permissions::default() }, Kind::Write),
            (Permissions { net: Grant::All, ..Permissions::default() }, Kind::Net),
            (Permissions { net: only(&["y:80"]), ..Permissions::default() }, Kind::Net),
            (Permissions { spawn: only(&["sh"]), ..Permissions::default() }, Kind::Spawn),
        ] {
            assert_eq!(own.covers(&more).unwrap_err().kind, kind);
        }
        let all = Permissions { read: Grant::All, write: Grant::All, net: Grant::All, spawn: Grant::All };
        assert_eq!(all.covers(&own), Ok(()));
    }

    #[test]
    fn hosts_count_by_name_and_port() {
        let own = Permissions { net: only(&["example.org:443", "127.0.0.1:*", "::1:80"]), ..Permissions::default() };
        let none = HashSet::new();
        assert!(own.allows_address("127.0.0.1", 9, &none) && own.allows_address("::1", 80, &none));
        assert!(!own.allows_address("::1", 81, &none) && !own.allows_address("192.0.2.1", 443, &none));
        let named = HashSet::from(["example.org".to_owned()]);
        assert!(own.allows_address("192.0.2.1", 443, &named) && !own.allows_address("192.0.2.1", 80, &named));
        assert!(own.allows_name("Example.org") && !own.allows_name("example.com"));
    }

    #[test]
    fn links_lead_nowhere_out_of_a_grant() {
        let folder = std::env::temp_dir().join(format!("heddle-permissions-{}", std::process::id()));
        let inside = folder.join("in");
        std::fs::create_dir_all(&inside).unwrap();
        for (name, target) in [("out", "../x"), ("dangling", "../../nowhere/at-all"), ("own", "file")] {
            std::os::unix::fs::symlink(target, inside.join(name)).unwrap();
        }
        let own = Permissions { write: only(&[inside.to_str().unwrap()]), ..Permissions::default() }.resolve();
        for (name, follow, allowed) in [
            ("new", true, true),
            ("own", true, true),
            ("out", true, false),
            ("dangling", true, false),
            ("out", false, true),
            ("../x", true, false),
            ("a/../b", true, true),
            ("a/../../b", true, false),
        ] {
            assert_eq!(own.allows_path(&inside.join(name), true, follow), allowed, "{name}");
            assert_eq!(own.allows_path(&inside.join(name), false, follow), allowed, "{name}");
        }
        std::fs::remove_dir_all(folder).unwrap();
    }
}
