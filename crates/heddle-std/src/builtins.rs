//! Built-in JavaScript: embedded, compiled once per process, shared by all isolates as stencils.

use heddle_engine::{Engine, EngineOptions, Isolate, IsolateOptions, Local, Scope, Stencil, Thrown};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

include!(concat!(env!("OUT_DIR"), "/builtin_sources.rs"));

/// Parameters of every module's function; see `docs/design/builtins.md`.
const PARAMETERS: &str = "exports, require, module, ops, primordials";

/// The source of a built-in module.
pub(crate) fn source(id: &str) -> Option<Cow<'static, str>> {
    #[cfg(feature = "dev-js")]
    if let Some(folder) = std::env::var_os("HEDDLE_DEV_JS") {
        return heddle_sys::file::read_to_string(std::path::Path::new(&folder).join(format!("{id}.js")))
            .ok()
            .map(Cow::Owned);
    }
    let index = SOURCES.binary_search_by_key(&id, |(id, _)| id).ok()?;
    Some(Cow::Borrowed(SOURCES[index].1))
}

/// Whether a built-in module exists.
pub(crate) fn exists(id: &str) -> bool {
    source(id).is_some()
}

/// Ids of all built-in modules.
pub(crate) fn ids() -> impl Iterator<Item = &'static str> {
    SOURCES.iter().map(|(id, _)| *id)
}

fn compiled() -> &'static Mutex<HashMap<String, Stencil>> {
    static COMPILED: OnceLock<Mutex<HashMap<String, Stencil>>> = OnceLock::new();
    COMPILED.get_or_init(Mutex::default)
}

/// What stack traces call a built-in module: `node:fs`, `node:internal/timers`.
fn url(id: &str) -> String {
    match id.strip_prefix("node/") {
        Some(name) => format!("node:{name}"),
        None if id.starts_with("heddle/") => id.replacen('/', ":", 1),
        None if id.starts_with("internal/") => format!("node:{id}"),
        None => format!("node:internal/{id}"),
    }
}

/// Whether inner functions are compiled at once too. A function that is compiled when it is first called is compiled
/// again in every isolate, so this pays for what most workers run.
fn eager(id: &str) -> bool {
    !id.starts_with("vendor/")
}

fn stencil(scope: &mut Scope<'_>, id: &str, parameters: Option<&str>) -> Result<Option<Stencil>, Thrown> {
    let key = match parameters {
        Some(parameters) if parameters != PARAMETERS => format!("{id}({parameters})"),
        _ => id.to_owned(),
    };
    if let Some(stencil) = compiled().lock().unwrap_or_else(|e| e.into_inner()).get(&key) {
        return Ok(Some(stencil.clone()));
    }
    let stencil = match cached(scope, &key) {
        Some(stencil) => stencil,
        None => {
            let Some(source) = source(id) else { return Ok(None) };
            match parameters {
                // The wrapper stands on line 0, so that positions in the file are right.
                Some(parameters) => {
                    let wrapped = format!("(function ({parameters}) {{\n{source}\n}})");
                    scope.compile(&wrapped, &url(id), 0, false, eager(id))?
                }
                None => scope.compile(&source, &url(id), 1, false, true)?,
            }
        }
    };
    compiled().lock().unwrap_or_else(|e| e.into_inner()).insert(key, stencil.clone());
    Ok(Some(stencil))
}

/// The function of a built-in module; `extra` are names of further parameters. `None` if there is no such module.
pub(crate) fn function<'s>(scope: &mut Scope<'s>, id: &str, extra: &[String]) -> Result<Option<Local<'s>>, Thrown> {
    let mut parameters = PARAMETERS.to_owned();
    for name in extra {
        parameters.push_str(", ");
        parameters.push_str(name);
    }
    note_evaluated(scope, id);
    match stencil(scope, id, Some(&parameters))? {
        Some(stencil) => scope.run_script(&stencil, Local::undefined()).map(Some),
        None => Ok(None),
    }
}

/// Compiles modules that will be needed, in a process that others are forked from.
pub(crate) fn prepare(scope: &mut Scope<'_>, ids: &[&str]) -> Result<(), Thrown> {
    for id in ids {
        stencil(scope, id, Some(PARAMETERS))?;
    }
    Ok(())
}

/// Runs a bootstrap file; its completion value.
pub(crate) fn bootstrap<'s>(scope: &mut Scope<'s>, id: &str) -> Result<Local<'s>, Thrown> {
    note_evaluated(scope, id);
    match stencil(scope, id, None)? {
        Some(stencil) => scope.run_script(&stencil, Local::undefined()),
        None => Err(scope.throw_type_error(&format!("internal error: {id} is not embedded"))),
    }
}

/// Ids of the built-in modules that an isolate has evaluated, in order: `op_builtin_evaluated`.
#[derive(Default)]
pub(crate) struct Evaluated(pub(crate) std::cell::RefCell<Vec<String>>);

fn note_evaluated(scope: &Scope<'_>, id: &str) {
    if let Some(evaluated) = scope.try_state::<Evaluated>() {
        evaluated.0.borrow_mut().push(id.to_owned());
    }
}

// ---- the engine cache: compiled code embedded in the binary --------------------------------------------------------

/// Layout: build id line, then (each number a little endian u32) the count of records, for each record the lengths of
/// key and data and the offset of the data, then the keys, then the data, each padded to 8. The keys stand together,
/// so that a look-up touches few pages of the file. The record with the empty key is the engine's self-hosted
/// code.
const MAGIC: &str = "heddle-engine-cache 3\n";

static CACHE: OnceLock<Cache> = OnceLock::new();

/// An embedded engine cache whose header was checked.
struct Cache {
    bytes: &'static [u8],
    /// Where the number of records stands.
    table: usize,
}

impl Cache {
    /// `None` if it is the cache of another build.
    fn new(bytes: &'static [u8]) -> Option<Self> {
        let header = cache_header();
        bytes.strip_prefix(header.as_bytes())?;
        Some(Self { bytes, table: header.len().next_multiple_of(8) })
    }

    fn word(&self, at: usize) -> Option<usize> {
        Some(u32::from_le_bytes(self.bytes.get(at..at + 4)?.try_into().ok()?) as usize)
    }

    /// The data of a record.
    fn get(&self, key: &str) -> Option<&'static [u8]> {
        let count = self.word(self.table)?;
        let mut key_at = self.table + 4 + 12 * count;
        for record in 0..count {
            let entry = self.table + 4 + 12 * record;
            let key_len = self.word(entry)?;
            if self.bytes.get(key_at..key_at + key_len)? == key.as_bytes() {
                let offset = self.word(entry + 8)?;
                return self.bytes.get(offset..offset + self.word(entry + 4)?);
            }
            key_at += key_len;
        }
        None
    }

    /// Writes what [`Cache::new`] reads.
    fn write(records: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let mut out = cache_header().into_bytes();
        out.resize(out.len().next_multiple_of(8), 0);
        let keys: usize = records.iter().map(|(key, _)| key.len()).sum();
        let mut offset = (out.len() + 4 + 12 * records.len() + keys).next_multiple_of(8);
        out.extend_from_slice(&(records.len() as u32).to_le_bytes());
        for (key, data) in records {
            for number in [key.len(), data.len(), offset] {
                out.extend_from_slice(&(number as u32).to_le_bytes());
            }
            offset = (offset + data.len()).next_multiple_of(8);
        }
        for (key, _) in records {
            out.extend_from_slice(key.as_bytes());
        }
        for (_, data) in records {
            out.resize(out.len().next_multiple_of(8), 0);
            out.extend_from_slice(data);
        }
        out
    }
}

/// Takes an embedded engine cache; returns the self-hosted code for [`EngineOptions`]. A cache of another build is
/// ignored: everything is then compiled from source.
pub fn set_engine_cache(bytes: &'static [u8]) -> Option<&'static [u8]> {
    let cache = Cache::new(bytes)?;
    let self_hosted = cache.get("");
    let _ = CACHE.set(cache);
    self_hosted
}

fn cache_header() -> String {
    format!("{MAGIC}{} {SOURCES_SUM:016x}\n", Engine::build_id())
}

fn cached(scope: &mut Scope<'_>, key: &str) -> Option<Stencil> {
    #[cfg(feature = "dev-js")]
    if std::env::var_os("HEDDLE_DEV_JS").is_some() {
        return None;
    }
    let bytes = CACHE.get()?.get(key)?;
    scope.decode_stencil(bytes)
}

/// Compiles everything and returns the engine cache: for the second stage of the build.
pub fn build_engine_cache() -> Result<Vec<u8>, String> {
    let engine = Engine::init(EngineOptions { record_self_hosted_code: true, ..EngineOptions::default() });
    let mut isolate = Isolate::new(engine, IsolateOptions::default()).ok_or("there is no memory for an isolate")?;
    let mut records = vec![("", engine.self_hosted_code().ok_or("the self-hosted code was not recorded")?)];
    isolate.enter(|scope| {
        for id in ids().filter(|id| !id.starts_with("vendor/")) {
            let parameters = (id != "bootstrap/main").then_some(PARAMETERS);
            let encoded = stencil(scope, id, parameters).and_then(|found| match found {
                Some(stencil) => scope.encode_stencil(&stencil).map(Some),
                None => Ok(None),
            });
            match encoded {
                Ok(Some(bytes)) => records.push((id, bytes)),
                Ok(None) => {}
                Err(thrown) => {
                    let error = scope.exception(thrown);
                    let text = error.and_then(|e| scope.to_display_string(e)).unwrap_or_default();
                    return Err(format!("{id}: {text}"));
                }
            }
        }
        Ok(())
    })?;
    // The isolate is the first of the process and must not be destroyed.
    std::mem::forget(isolate);
    Ok(Cache::write(&records))
}
