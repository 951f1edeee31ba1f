//! Processes forked from one with a warm isolate. A test without the usual harness: the process must have one thread.

use heddle_engine::{Engine, EngineOptions, GcKind, Isolate, IsolateOptions, Renewal, Scope};
use heddle_sys::fork::{fork_alone, ForkError, Forked};
use heddle_sys::{process, wait};
use std::collections::HashSet;
use std::io::{Read, Write};
use std::os::fd::AsRawFd;

const CHILDREN: usize = 12;
const WARM: &str = "
  var registry = {}, used = Math.random();
  for (let i = 0; i < 200; i++) registry['m' + i] = { f(n) { let sum = 0; for (let k = 0; k < n; k++) sum += k % (i + 1); return sum; } };
  function entry() { return registry.m6.f(1000); }
  for (let i = 0; i < 100; i++) entry();";
/// Machine code, collections and WebAssembly, which the engine would do on other threads if it had any.
const WORK: &str = "(() => {
  let kept = [];
  for (let i = 0; i < 3e5; i++) kept.push({ i });
  const module = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0, 7, 5,
    1, 1, 102, 0, 0, 10, 6, 1, 4, 0, 65, 42, 11]));
  let sum = 0;
  for (let i = 0; i < 3e6; i++) sum = (sum + i * 7) | 0;
  return [entry(), new WebAssembly.Instance(module).exports.f(), kept.length, sum === 0].join();
})()";

fn text(scope: &mut Scope<'_>, source: &str) -> String {
    let value = scope.eval(source, "test.js").unwrap_or_else(|_| panic!("{source} threw"));
    scope.to_display_string(value).expect("it can be shown")
}

/// What a child finds: the same program, its own randomness, and all that the engine does, first without and then with
/// helper threads.
fn child(isolate: &mut Isolate, with_helpers: bool) -> String {
    let limits = Renewal { stack_quota: 2 << 20, ..Renewal::default() };
    assert!(isolate.renew(limits));
    isolate.enter(|scope| {
        let random = text(scope, "String(Math.random())");
        if with_helpers {
            assert!(scope.start_helpers());
        }
        let mut seen = HashSet::new();
        for _ in 0..3 {
            seen.insert(text(scope, WORK));
            scope.gc(GcKind::Full);
        }
        assert_eq!(seen.len(), 1, "{seen:?}");
        format!("{random} {}", seen.iter().next().expect("one"))
    })
}

fn main() {
    wait::close_from(3);
    let engine = Engine::init(EngineOptions { single_threaded: true, ..EngineOptions::default() });
    let mut isolate = Isolate::new(engine, IsolateOptions::default()).expect("an isolate");
    isolate.enter(|scope| {
        scope.eval(WARM, "warm.js").expect("runs");
        scope.gc(GcKind::Full);
    });
    let (mut reader, mut writer) = std::io::pipe().expect("a pipe");
    let known = [0, 1, 2, reader.as_raw_fd(), writer.as_raw_fd()];
    let mut children = Vec::new();
    for number in 0..CHILDREN {
        match fork_alone(&known).unwrap_or_else(|error| panic!("{error}")) {
            Forked::Child => {
                let found = child(&mut isolate, number % 2 == 0);
                // In one piece: several children write at once.
                writer.write_all(format!("{found}\n").as_bytes()).expect("the parent reads");
                process::exit_now(0);
            }
            Forked::Parent(pid) => children.push(pid),
        }
    }
    // What is there that should not be keeps a process from being forked.
    assert!(matches!(fork_alone(&known[..4]), Err(ForkError::Descriptor(fd)) if fd == known[4]));
    let (sender, receiver) = std::sync::mpsc::channel::<()>();
    let other = std::thread::spawn(move || receiver.recv());
    assert!(matches!(fork_alone(&known), Err(ForkError::Threads(2))));
    drop(sender);
    let _ended = other.join();
    drop(writer);
    let mut found = String::new();
    reader.read_to_string(&mut found).expect("the children write text");
    for pid in children {
        let ended = wait::reap(pid).expect("a child");
        assert_eq!((ended.code, ended.signal), (0, 0));
    }
    let lines: Vec<_> = found.lines().filter_map(|line| line.split_once(' ')).collect();
    assert_eq!(lines.len(), CHILDREN, "{found}");
    let random: HashSet<_> = lines.iter().map(|(random, _)| random).collect();
    assert_eq!(random.len(), CHILDREN, "{found}");
    let results: HashSet<_> = lines.iter().map(|(_, result)| result).collect();
    assert_eq!(results.len(), 1, "{found}");
    println!("test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out: {CHILDREN} children");
    process::exit_now(0);
}
