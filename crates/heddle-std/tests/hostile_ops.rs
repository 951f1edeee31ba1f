//! Every op is called with arguments of every wrong kind: it may throw, but must neither panic nor crash. Public
//! JavaScript checks arguments before it calls ops; this is about what slips through. A program of its own, since it
//! must leave by `_exit`.
#![allow(missing_docs)]

use heddle_engine::{Engine, EngineOptions, GcKind, Scope};
use heddle_std::{Entry, FatalError, IsolateHost, ProcessOptions, Runtime, StartOptions};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

/// Ops that end the process, change who it is, or would do to the machine what they are told.
const LEFT_OUT: &[&str] = &[
    "op_process_abort",
    "op_process_execve",
    "op_process_exit",
    "op_process_fatal_exception",
    "op_process_init_groups",
    "op_process_kill",
    "op_process_set_groups",
    "op_process_set_id",
    "op_os_priority_set",
    // Sleeps as long as it is told.
    "op_test_block",
    // Ends the process.
    "op_test_fault",
    "op_test_system_call",
    // The loop below needs its hooks.
    "op_loop_hooks_set",
    // Promises could not be made any more.
    "op_promise_hook_set",
];

/// Calls each op with generated arguments, none of which names a file outside of the current folder,
/// and returns the messages that tell of panics.
const CALLER: &str = r"
(function (ops, names, gc, seed, rounds) {
  const random = (n) => { seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; return (seed >>> 8) % n; };
  const throwing = new Proxy(function () {}, {
    get() { throw new Error('a trap'); }, has() { throw new Error('a trap'); },
    ownKeys() { throw new Error('a trap'); }, getPrototypeOf() { throw new Error('a trap'); },
  });
  const revoked = Proxy.revocable({}, {}); revoked.revoke();
  const collecting = { get length() { gc(); return 3; }, get 0() { gc(); return 'x'; }, toString() { gc(); return 'text'; } };
  const makers = [
    () => undefined, () => null, () => true, () => false, () => -1, () => NaN, () => 1e300, () => -Infinity, () => 0.5,
    () => 2 ** 31, () => 2 ** 32, () => 2 ** 53, () => 2n ** 64n, () => -1n, () => Symbol('s'), () => Symbol.iterator,
    () => '', () => 'text', () => 'a\0b', () => '\ud800', () => 'é\u{1F600}', () => 'x'.repeat(70000), () => 'utf8',
    () => 'd'.repeat(300), () => 'file:///%00', () => 'data:,', () => 'x/'.repeat(2500),
    () => ({}), () => [], () => [[], {}], () => ['a', 'b'], () => new Array(1000), () => Object.create(null),
    () => () => {}, () => class {}, () => throwing, () => revoked.proxy, () => collecting,
    () => ({ get x() { throw new Error('a getter'); } }), () => ({ length: 2 ** 40 }), () => ({ length: -1, 0: 1 }),
    () => new Uint8Array(0), () => new Uint8Array(64), () => new Float64Array(8), () => new DataView(new ArrayBuffer(9), 1),
    () => new ArrayBuffer(16), () => new ArrayBuffer(8, { maxByteLength: 64 }), () => new SharedArrayBuffer(16),
    () => new Int32Array(new SharedArrayBuffer(16)), () => { const b = new ArrayBuffer(8); const v = new Uint8Array(b); b.transfer(); return v; },
    () => { const b = new ArrayBuffer(64, { maxByteLength: 64 }); const v = new Uint16Array(b, 32); b.resize(16); return v; },
    () => Promise.resolve(1), () => new Map([[1, 2]]), () => new WeakMap(), () => new Set().values(), () => new Date(NaN),
    () => /x/g, () => new Error('an error'), () => globalThis, () => ops, () => new ops.PlatformObject(),
    () => (function () { return arguments; })(1, 2), () => (function* () {})(), () => new WeakRef({}),
  ];
  const bad = [];
  for (const name of names) {
    const op = ops[name];
    if (typeof op !== 'function') { bad.push(name + ' is no function'); continue; }
    for (let i = 0; i < rounds; i++) {
      const args = [];
      const n = i < makers.length ? 1 : random(8);
      for (let k = 0; k < n; k++) args.push(makers[i < makers.length ? i : random(makers.length)]());
      try {
        op.apply(makers[random(makers.length)](), args);
      } catch (e) {
        let message = '';
        try { message = String(e?.message); } catch {}
        if (message.includes('internal error')) bad.push(`${name}: ${message}`);
      }
    }
  }
  return [...new Set(bad)].join('\n');
})
";

struct Host;

impl IsolateHost for Host {
    fn is_main(&self) -> bool {
        true
    }
    fn fatal(&self, scope: &mut Scope<'_>, fatal: FatalError<'_>) {
        // A callback that cannot be called (a class) throws in the loop: an orderly end, which is all this asks for.
        eprintln!("{}", heddle_std::fatal_report(scope, &fatal));
        self.exit(scope, 0);
    }
    fn exit(&self, _scope: &mut Scope<'_>, code: i32) {
        if code == 0 {
            println!("test result: ok. 1 passed; 0 failed");
        }
        heddle_sys::process::exit_now(code);
    }
}

/// The names of all ops, from their tables in the source.
fn op_names(folder: &Path, names: &mut Vec<String>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).expect("the source").flatten().map(|e| e.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            op_names(&path, names);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            for part in text.split("(\"op_").skip(1) {
                let Some(rest) = part.split('"').next() else { continue };
                let name = format!("op_{rest}");
                if part[rest.len()..].starts_with("\", ")
                    && !LEFT_OUT.contains(&name.as_str())
                    && !names.contains(&name)
                {
                    names.push(name);
                }
            }
        }
    }
}

fn gc<'s>(
    scope: &mut Scope<'s>,
    _args: &heddle_engine::Args<'s>,
) -> Result<heddle_engine::Local<'s>, heddle_engine::Thrown> {
    scope.gc(GcKind::Minor);
    Ok(heddle_engine::Local::undefined())
}

fn main() {
    let mut names = Vec::new();
    op_names(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ops"), &mut names);
    assert!(names.len() > 150, "{} ops were found", names.len());
    if let Some(only) = std::env::args().nth(1) {
        names.retain(|name| name.contains(&only));
    }
    // What writes relative paths writes here.
    let folder = std::env::temp_dir().join(format!("heddle-hostile-ops-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    std::env::set_current_dir(&folder).expect("the temporary folder");

    let engine = Engine::init(EngineOptions::default());
    let start = StartOptions { argv: vec!["test".into()], ..StartOptions::default() };
    let mut runtime =
        Runtime::new(engine, Arc::new(ProcessOptions::default()), start, None, Rc::new(Host)).expect("a runtime");
    let variable = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<f64>().ok());
    let bad = runtime.enter(|scope| {
        let Ok(caller) = scope.eval(CALLER, "caller.js") else { panic!("the caller does not compile") };
        let ops = scope.ops_object().expect("memory");
        let list: Vec<_> = names.iter().map(|name| scope.string(name)).collect();
        let list = scope.array(&list).expect("memory");
        let gc = scope.function("gc", gc).expect("memory");
        let seed = scope.number(variable("HEDDLE_TEST_SEED").unwrap_or(1.0));
        let rounds = scope.number(variable("HEDDLE_TEST_ROUNDS").unwrap_or(150.0));
        match scope.call(caller, ops, &[ops, list, gc, seed, rounds]) {
            Ok(text) => scope.str(text).unwrap_or_default(),
            Err(thrown) => match scope.exception(thrown) {
                Some(error) => scope.to_display_string(error).unwrap_or_default(),
                None => "terminated".into(),
            },
        }
    });
    let _ = std::env::set_current_dir("/");
    let _ = std::fs::remove_dir_all(&folder);
    if !bad.is_empty() {
        eprintln!("{bad}");
        heddle_sys::process::exit_now(1);
    }
    // What was started in the background ends, too.
    runtime.run(&Entry::Source("setTimeout(() => process.exit(0), 100)".into()));
    std::mem::forget(runtime);
    heddle_sys::process::exit_now(1);
}
