//! The sandbox of a process worker: what its creator sends along, and what the worker shuts itself in with before it runs
//! anything of the program (docs/design/sandbox.md).

use super::frames::{Reader, Writer};
use crate::options::ProcessOptions;
use crate::runtime::{confined_resolver_options, Entry};
use heddle_core::modules::files::{self, FileRecord};
use heddle_core::modules::graph::{record, Root};
use heddle_core::modules::ResolverOptions;
use heddle_process::Malformed;
use heddle_sys::sandbox::{confine, Held, Limits, Plan, Refused};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What a worker may do, as its creator says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grants {
    pub(crate) read: Vec<String>,
    pub(crate) write: Vec<String>,
    pub(crate) best_effort: bool,
}

/// A sandbox, as it is sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sandbox {
    grants: Grants,
    /// Its time zone, as `TZ` names it; `None`: the system's.
    zone: Option<String>,
    folder: String,
    record: FileRecord,
}

fn put_results<T>(out: &mut Writer, map: &BTreeMap<String, Result<T, i32>>, put: impl Fn(&mut Writer, &T)) {
    out.u32(map.len() as u32);
    for (path, result) in map {
        out.text(path);
        match result {
            Ok(value) => {
                out.flag(true);
                put(out, value);
            }
            Err(number) => {
                out.flag(false);
                out.u32(*number as u32);
            }
        }
    }
}

fn take_results<T>(
    input: &mut Reader<'_>,
    take: impl Fn(&mut Reader<'_>) -> Result<T, Malformed>,
) -> Result<BTreeMap<String, Result<T, i32>>, Malformed> {
    (0..input.u32()?)
        .map(|_| {
            let path = input.text()?;
            let result = if input.flag()? { Ok(take(input)?) } else { Err(input.u32()? as i32) };
            Ok((path, result))
        })
        .collect()
}

/// All that the static module graph of a worker that starts so needs of the file system, seen from this folder.
pub(super) fn record_graph(
    entry: &Entry,
    options: &ProcessOptions,
    resolver: ResolverOptions,
    folder: &str,
) -> FileRecord {
    let mut roots: Vec<Root> =
        options.list("--require").iter().map(|name| Root::Require(name.clone(), folder.to_owned())).collect();
    roots.extend(options.list("--import").iter().map(|name| Root::Import(name.clone(), folder.to_owned())));
    roots.extend(match entry {
        Entry::File(path) => Some(Root::Main(path.clone())),
        Entry::Url(url) => Some(Root::Url(url.clone())),
        Entry::Source(source) => Some(Root::Source(source.clone(), folder.to_owned())),
        Entry::Builtin(_) => None,
    });
    record(resolver, &roots)
}

/// The working directory, as text.
pub(super) fn working_folder() -> String {
    let folder = files::working_folder().unwrap_or_else(|_| "/".into());
    folder.to_string_lossy().into_owned()
}

impl Sandbox {
    /// Of a worker that starts so: with all that its static module graph needs of the file system.
    pub(super) fn prepare(
        grants: Grants,
        entry: &Entry,
        env: Option<&[(String, String)]>,
        options: &ProcessOptions,
    ) -> Sandbox {
        let own_zone = env.and_then(|env| env.iter().find(|(name, _)| name == "TZ")).map(|(_, zone)| zone.clone());
        let zone = own_zone.or_else(|| std::env::var("TZ").ok()).filter(|zone| !zone.contains('\0'));
        let folder = working_folder();
        let record = record_graph(entry, options, confined_resolver_options(options), &folder);
        Sandbox { grants, zone, folder, record }
    }

    pub(super) fn encode(&self, out: &mut Writer) {
        out.texts(&self.grants.read);
        out.texts(&self.grants.write);
        out.flag(self.grants.best_effort);
        out.flag(self.zone.is_some());
        self.zone.iter().for_each(|zone| out.text(zone));
        out.text(&self.folder);
        let FileRecord { kinds, links, real, contents } = &self.record;
        out.u32(kinds.len() as u32);
        for (path, kind) in kinds {
            out.text(path);
            out.u8(*kind);
        }
        out.u32(links.len() as u32);
        for (path, is_link) in links {
            out.text(path);
            out.flag(*is_link);
        }
        put_results(out, real, |out, path| out.text(path));
        put_results(out, contents, |out, bytes| out.bytes(bytes));
    }

    pub(super) fn decode(input: &mut Reader<'_>) -> Result<Sandbox, Malformed> {
        let grants = Grants { read: input.texts()?, write: input.texts()?, best_effort: input.flag()? };
        let zone = if input.flag()? { Some(input.text()?) } else { None };
        let folder = input.text()?;
        let kinds = (0..input.u32()?).map(|_| Ok((input.text()?, input.u8()?))).collect::<Result<_, Malformed>>()?;
        let links = (0..input.u32()?).map(|_| Ok((input.text()?, input.flag()?))).collect::<Result<_, Malformed>>()?;
        let real = take_results(input, |input| input.text())?;
        let contents = take_results(input, |input| input.bytes().map(<[u8]>::to_vec))?;
        Ok(Sandbox { grants, zone, folder, record: FileRecord { kinds, links, real, contents } })
    }

    pub(super) fn zone(&self) -> Option<&str> {
        self.zone.as_deref()
    }

    /// Shuts this process in, for good. It has one thread.
    pub(super) fn enter(self, limits: Limits) -> Result<Held, Refused> {
        let paths = |list: &[String]| list.iter().map(PathBuf::from).collect::<Vec<_>>();
        let (read, write) = (paths(&self.grants.read), paths(&self.grants.write));
        let mut readable = read.clone();
        readable.extend(write.iter().cloned());
        let real: Vec<_> = readable.iter().filter_map(|path| heddle_sys::file::canonicalize(path).ok()).collect();
        readable.extend(real);
        files::seal(self.record, readable, self.folder.into());
        confine(&Plan { read, write, limits, best_effort: self.grants.best_effort })
    }
}

/// What holds in a worker, as its creator's program sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Holds {
    pub(crate) landlock: u32,
    pub(crate) system_calls: bool,
    pub(crate) namespaces: Vec<String>,
}

impl From<Held> for Holds {
    fn from(held: Held) -> Holds {
        let namespaces = held.namespaces.into_iter().map(String::from).collect();
        Holds { landlock: held.landlock, system_calls: held.system_calls, namespaces }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sandbox_arrives_whole_or_not_at_all() {
        let grants = Grants { read: vec!["/a".into()], write: vec!["/b".into()], best_effort: true };
        let zone = Some("Asia/Tokyo".into());
        let mut sandbox = Sandbox { grants, zone, folder: "/c".into(), ..Sandbox::default() };
        sandbox.record.kinds.insert("/a".into(), 1);
        sandbox.record.links.insert("/a".into(), true);
        sandbox.record.real.insert("/a".into(), Ok("/b".into()));
        sandbox.record.real.insert("/d".into(), Err(2));
        sandbox.record.contents.insert("/a/x".into(), Ok(vec![1, 2]));
        let mut out = Writer::default();
        sandbox.encode(&mut out);
        let read = Sandbox::decode(&mut Reader(&out.0)).unwrap();
        assert_eq!((read.record, read.folder, read.zone), (sandbox.record, sandbox.folder, sandbox.zone));
        assert_eq!((read.grants.read, read.grants.write), (sandbox.grants.read, sandbox.grants.write));
        (0..out.0.len()).for_each(|length| assert!(Sandbox::decode(&mut Reader(&out.0[..length])).is_err()));
    }
}
