//! What is evaluated before user code: the start-up budget as a test (invariant 12). A program of its own, since it must
//! leave by `_exit`.
#![allow(missing_docs)]

use heddle_engine::{Engine, EngineOptions, Scope};
use heddle_std::{Entry, FatalError, IsolateHost, ProcessOptions, Runtime, StartOptions};
use std::rc::Rc;
use std::sync::Arc;

struct Host;

impl IsolateHost for Host {
    fn is_main(&self) -> bool {
        true
    }
    fn fatal(&self, scope: &mut Scope<'_>, fatal: FatalError<'_>) {
        eprintln!("{}", heddle_std::fatal_report(scope, &fatal));
        self.exit(scope, 1);
    }
    fn exit(&self, _scope: &mut Scope<'_>, code: i32) {
        heddle_sys::process::exit_now(code);
    }
}

fn start() -> Runtime {
    let engine = Engine::init(EngineOptions::default());
    let start = StartOptions { argv: vec!["test".into()], ..StartOptions::default() };
    Runtime::new(engine, Arc::new(ProcessOptions::default()), start, None, Rc::new(Host)).expect("a runtime")
}

/// What a port must not need.
const FORBIDDEN: &[&str] = &[
    "internal/errors",
    "internal/safe_classes",
    "internal/timers",
    "internal/validators",
    "internal/worker/worker",
    "node/events",
    "node/process",
    "web/event",
];

fn main() {
    let mut runtime = start();
    assert_eq!(runtime.evaluated_builtins(), ["bootstrap/main"], "the bootstrap alone");

    let url = "data:text/javascript,globalThis.answer = 42";
    let code = runtime.run(&Entry::Url(url.into()));
    assert_eq!(code, 0);
    let evaluated = runtime.evaluated_builtins();
    let allowed = ["bootstrap/", "internal/main", "internal/process_global", "internal/ticks", "internal/async_state"];
    for id in &evaluated {
        assert!(
            allowed.iter().any(|prefix| id.starts_with(prefix)),
            "{id} was evaluated for a program that uses nothing"
        );
    }
    let empty = evaluated.len();
    assert!(empty <= 5, "{empty} built-in files for an empty module: {evaluated:?}");

    // What a worker does that talks to its parent: a port with a listener needs no emitters, events, errors or safe
    // collections, and naming one export does not make the others.
    let url = "data:text/javascript,import { MessageChannel } from 'node:worker_threads';\
        const { port1 } = new MessageChannel(); port1.on('message', () => {}); port1.unref();";
    assert_eq!(runtime.run(&Entry::Url(url.into())), 0);
    let evaluated = runtime.evaluated_builtins();
    for id in &evaluated {
        assert!(!FORBIDDEN.contains(&id.as_str()), "{id} was evaluated for a port with a listener: {evaluated:?}");
    }
    assert!(evaluated.iter().any(|id| id == "internal/worker/message_port"), "the program has run: {evaluated:?}");
    assert!(evaluated.len() <= 16, "{} built-in files for a port: {evaluated:?}", evaluated.len());
    println!(
        "test result: ok. 1 passed; 0 failed; {empty} built-in files evaluated for an empty module, {} for a port",
        evaluated.len()
    );
    std::mem::forget(runtime);
    heddle_sys::process::exit_now(0);
}
