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

fn main() {
    let mut runtime = start();
    assert_eq!(runtime.evaluated_builtins(), ["bootstrap/main"], "the bootstrap alone");

    let url = "data:text/javascript,globalThis.answer = 42";
    let code = runtime.run(&Entry::Url(url.into()));
    assert_eq!(code, 0);
    let evaluated = runtime.evaluated_builtins();
    let allowed = [
        "bootstrap/",
        "internal/main",
        "internal/options",
        "internal/process_global",
        "internal/ticks",
        "internal/async_state",
    ];
    for id in &evaluated {
        assert!(
            allowed.iter().any(|prefix| id.starts_with(prefix)),
            "{id} was evaluated for a program that uses nothing"
        );
    }
    println!("test result: ok. 1 passed; 0 failed; {} built-in files evaluated for an empty module", evaluated.len());
    std::mem::forget(runtime);
    heddle_sys::process::exit_now(0);
}
