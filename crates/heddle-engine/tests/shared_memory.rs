//! Shared memory and waiting between isolates on two threads. A test without the usual harness, because a process with
//! live engine threads must leave by `_exit`.

use heddle_engine::{add_runnable, runnable, Engine, EngineOptions, Isolate, IsolateOptions, Scope, SharedBuf};
use std::sync::mpsc;
use std::thread;

fn number(scope: &mut Scope<'_>, source: &str) -> f64 {
    let value = scope.eval(source, "test.js").unwrap_or_else(|_| panic!("{source} threw"));
    value.as_number().unwrap_or_else(|| panic!("{source} gave no number"))
}

fn define(scope: &mut Scope<'_>, name: &str, memory: &SharedBuf) {
    let buffer = scope.shared_array_buffer(memory).expect("memory for a buffer object");
    let global = scope.global();
    scope.set(global, name, buffer).expect("the global takes a property");
}

fn child(parent: heddle_engine::ParentRuntime) -> Isolate {
    let engine = Engine::get().expect("set up by main");
    Isolate::new(engine, IsolateOptions { parent: Some(parent), ..IsolateOptions::default() }).expect("an isolate")
}

/// The glue's versions of engine functions are the ones that run.
fn replacements_are_in_effect(main: &mut Isolate) {
    main.enter(|scope| assert_eq!(scope.glue_self_test(), Ok(())));
}

/// Memory made by an isolate outlives it and is the same in another one.
fn memory_is_shared(main: &mut Isolate) {
    let memory = main.enter(|scope| {
        scope.eval("var own = new Int32Array(new SharedArrayBuffer(16)); own[0] = 5;", "test.js").expect("runs");
        let buffer = scope.eval("own.buffer", "test.js").expect("runs");
        scope.shared_buf(buffer).expect("a SharedArrayBuffer")
    });
    assert_eq!(memory.len(), 16);
    assert_eq!(memory.holders(), 2);
    let parent = main.runtime();
    let given = memory.clone();
    let seen = thread::spawn(move || {
        let mut isolate = child(parent);
        isolate.enter(|scope| {
            define(scope, "memory", &given);
            number(scope, "var ta = new Int32Array(memory); Atomics.add(ta, 1, 7); ta[0]")
        })
    });
    assert_eq!(seen.join().expect("the thread ends well"), 5.0);
    assert_eq!(main.enter(|scope| number(scope, "own[1]")), 7.0);
    assert_eq!(memory.holders(), 2);
}

/// A waiting isolate is woken by another, once for each notification.
fn notify_wakes(main: &mut Isolate) {
    let memory = SharedBuf::new(64).expect("memory");
    main.enter(|scope| define(scope, "m2", &memory));
    let parent = main.runtime();
    let waiter = thread::spawn(move || {
        let mut isolate = child(parent);
        isolate.enter(|scope| {
            define(scope, "memory", &memory);
            number(scope, "Atomics.wait(new Int32Array(memory), 0, 0) === 'ok' ? 1 : 0")
        })
    });
    let woken = main
        .enter(|scope| number(scope, "var t2 = new Int32Array(m2), n; while ((n = Atomics.notify(t2, 0)) === 0); n"));
    assert_eq!(woken, 1.0);
    assert_eq!(waiter.join().expect("the thread ends well"), 1.0);
    assert_eq!(main.enter(|scope| number(scope, "Atomics.notify(t2, 0)")), 0.0);
}

/// A thread that sleeps in `Atomics.wait` is not counted as running JavaScript.
fn sleepers_are_not_counted(main: &mut Isolate) {
    let memory = SharedBuf::new(64).expect("memory");
    main.enter(|scope| define(scope, "m4", &memory));
    let parent = main.runtime();
    let before = runnable();
    let (sender, receiver) = mpsc::channel();
    let waiter = thread::spawn(move || {
        let mut isolate = child(parent);
        add_runnable(1);
        sender.send(runnable()).expect("main listens");
        isolate.enter(|scope| {
            define(scope, "memory", &memory);
            number(scope, "Atomics.wait(new Int32Array(memory), 0, 0) === 'ok' ? 1 : 0")
        })
    });
    assert_eq!(receiver.recv().expect("the waiter starts"), before + 1);
    while runnable() != before {
        thread::yield_now();
    }
    main.enter(|scope| number(scope, "Atomics.notify(new Int32Array(m4), 0)"));
    assert_eq!(waiter.join().expect("the thread ends well"), 1.0);
    assert_eq!(runnable(), before + 1);
    add_runnable(-1);
}

/// Termination ends a wait without a time limit, and no handler runs.
fn terminate_ends_a_wait(main: &mut Isolate) {
    let memory = SharedBuf::new(64).expect("memory");
    main.enter(|scope| define(scope, "m3", &memory));
    let parent = main.runtime();
    let (sender, receiver) = mpsc::channel();
    let waiter = thread::spawn(move || {
        let mut isolate = child(parent);
        sender.send(isolate.handle()).expect("main listens");
        isolate.enter(|scope| {
            define(scope, "memory", &memory);
            let source = "var ta = new Int32Array(memory); Atomics.store(ta, 1, 1);
                try { Atomics.wait(ta, 0, 0) } finally { ta[2] = 1 }";
            scope.eval(source, "test.js").is_err()
        })
    });
    let handle = receiver.recv().expect("the waiter starts");
    main.enter(|scope| number(scope, "var t3 = new Int32Array(m3); while (Atomics.load(t3, 1) === 0); 0"));
    // Whether it sleeps by now or not, it ends.
    handle.terminate();
    assert!(waiter.join().expect("the thread ends well"));
    assert_eq!(main.enter(|scope| number(scope, "t3[2]")), 0.0);
}

/// Dropped buffers are given back.
fn dropped_buffers_are_freed(main: &mut Isolate) {
    let before = SharedBuf::statistics();
    main.enter(|scope| {
        scope.nested(|scope| {
            scope.eval("for (let i = 0; i < 20000; i++) new SharedArrayBuffer(100)", "test.js").expect("runs");
        });
        scope.gc(heddle_engine::GcKind::Full);
    });
    let after = SharedBuf::statistics();
    assert!(after.buffers <= before.buffers + 10, "{before:?} {after:?}");
    assert!(after.mappings < 1000, "{after:?}");
}

fn main() {
    let engine = Engine::init(EngineOptions::default());
    let mut main = Isolate::new(engine, IsolateOptions::default()).expect("an isolate");
    replacements_are_in_effect(&mut main);
    memory_is_shared(&mut main);
    notify_wakes(&mut main);
    sleepers_are_not_counted(&mut main);
    terminate_ends_a_wait(&mut main);
    dropped_buffers_are_freed(&mut main);
    println!("shared memory: 6 tests passed");
    heddle_sys::process::exit_now(0)
}
