//! Compiled code of the program's modules, shared by the isolates of the process: what one has compiled, the others run.

use heddle_engine::{Scope, Stencil, Thrown};
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{LazyLock, Mutex};

/// Source bytes of what is kept; the compiled code takes about as much again.
const MOST_BYTES: usize = 64 << 20;
/// Smaller sources are compiled faster than they are looked up and kept.
const LEAST_BYTES: usize = 256;

struct Entry {
    stencil: Stencil,
    bytes: usize,
    used: u64,
}

/// Name, whether it is a module, and two hashes of the source under keys that differ in each process.
type Key = (String, bool, u64, u64);

#[derive(Default)]
struct Cache {
    entries: HashMap<Key, Entry>,
    bytes: usize,
    clock: u64,
}

static HASHERS: LazyLock<[RandomState; 2]> = LazyLock::new(Default::default);
static CACHE: LazyLock<Mutex<Cache>> = LazyLock::new(Mutex::default);

impl Cache {
    fn get(&mut self, key: &Key) -> Option<Stencil> {
        self.clock += 1;
        let entry = self.entries.get_mut(key)?;
        entry.used = self.clock;
        Some(entry.stencil.clone())
    }

    fn put(&mut self, key: Key, stencil: Stencil, bytes: usize) {
        if bytes > MOST_BYTES {
            return;
        }
        self.clock += 1;
        let entry = Entry { stencil, bytes, used: self.clock };
        let replaced = self.entries.insert(key, entry).map_or(0, |old| old.bytes);
        self.bytes = self.bytes + bytes - replaced;
        while self.bytes > MOST_BYTES {
            let oldest = self.entries.iter().min_by_key(|(_, entry)| entry.used).map(|(key, _)| key.clone());
            let Some(old) = oldest.and_then(|key| self.entries.remove(&key)) else { break };
            self.bytes -= old.bytes;
        }
    }
}

/// Compiles `source`, which stands from line `line` on, unless an isolate of the process has done so already. `wrap` gives
/// the text to compile; it must depend on `source` and `module` alone.
pub fn compile_shared(
    scope: &mut Scope<'_>,
    source: &str,
    name: &str,
    line: u32,
    module: bool,
    wrap: impl FnOnce(&str) -> Option<String>,
) -> Result<Stencil, Thrown> {
    let shared = source.len() >= LEAST_BYTES;
    let key = shared.then(|| (name.to_owned(), module, HASHERS[0].hash_one(source), HASHERS[1].hash_one(source)));
    let cache = || CACHE.lock().unwrap_or_else(|e| e.into_inner());
    if let Some(stencil) = key.as_ref().and_then(|key| cache().get(key)) {
        return Ok(stencil);
    }
    let wrapped = wrap(source);
    let stencil = scope.compile(wrapped.as_deref().unwrap_or(source), name, line, module, false)?;
    if let Some(key) = key {
        cache().put(key, stencil.clone(), source.len());
    }
    Ok(stencil)
}
