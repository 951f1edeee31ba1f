//! One SharedArrayBuffer in several processes. The other processes are this program again, with a socket for standard
//! input, from which they take the memory, and the source that they run with it. Without the usual harness, because a
//! process with live engine threads must leave by `_exit`.

use heddle_engine::{Engine, EngineOptions, Isolate, IsolateOptions, Scope, SharedBuf, Task, TaskSink};
use heddle_process::packet;
use std::io::{BufRead, BufReader};
use std::os::fd::{AsFd, OwnedFd};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

type Test = fn(&mut Isolate);

const SOURCE: &str = "SHARED_PROCESSES_SOURCE";

/// Hands the engine's tasks to the isolate's thread.
struct Sink(Mutex<Sender<Task>>);

impl TaskSink for Sink {
    fn dispatch(&self, task: Task, _delay_ms: u32) -> bool {
        self.0.lock().expect("no one panics with it").send(task).is_ok()
    }
    fn cleanups_wait(&self) {}
}

fn number(scope: &mut Scope<'_>, source: &str) -> f64 {
    let value = match scope.eval(source, "test.js") {
        Ok(value) => value,
        Err(thrown) => {
            let error = scope.exception(thrown).map(|error| scope.str(error).unwrap_or_default());
            panic!("{source} threw {error:?}")
        }
    };
    value.as_number().unwrap_or_else(|| panic!("{source} gave no number"))
}

fn define(scope: &mut Scope<'_>, memory: &SharedBuf) {
    let buffer = scope.shared_array_buffer(memory).expect("memory for a buffer object");
    let global = scope.global();
    scope.set(global, "memory", buffer).expect("the global takes a property");
    scope.eval("var ta = new Int32Array(memory);", "test.js").expect("runs");
}

/// The other side: the memory from standard input, then its source; `start` and the result go to standard output.
/// A source that begins with `async` leaves the result in `result` later.
fn other_process(source: &str) -> ! {
    let packet = packet::receive(std::io::stdin()).expect("a packet waits");
    let length = u64::from_le_bytes(packet.bytes.try_into().expect("a length"));
    let memory = packet.descriptors.into_iter().next().expect("a descriptor");
    if source == "scribble" {
        scribble(&memory, length);
    }
    let memory = SharedBuf::from_descriptor(memory, length).expect("memory that can be mapped");
    let mut isolate = isolate();
    let (sender, tasks) = mpsc::channel();
    isolate.set_task_sink(Arc::new(Sink(Mutex::new(sender))));
    println!("start");
    let result = isolate.enter(|scope| {
        define(scope, &memory);
        if source.starts_with("async") {
            number(scope, source);
            loop {
                let task = tasks.recv().expect("the sink lives");
                Isolate::run_task(scope, task);
                scope.run_microtasks(&mut |_, _| panic!("a job threw")).expect("nobody ends it");
                let result = number(scope, "result");
                if result != 0.0 {
                    return result;
                }
            }
        }
        number(scope, source)
    });
    println!("{result}");
    heddle_sys::process::exit_now(0)
}

/// A hostile process: writes noise over the whole control area for as long as it lives.
fn scribble(memory: &OwnedFd, length: u64) -> ! {
    println!("start");
    let data = length.next_multiple_of(4096);
    let file = std::fs::File::from(memory.try_clone().expect("a descriptor"));
    let mut state = 88172645463325252u64;
    let mut noise = [0; 512];
    loop {
        for byte in &mut noise {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            // States, small numbers and zeroes are more harmful than other noise.
            *byte = if state & 7 < 5 { (state >> 8) as u8 & 7 } else { (state >> 8) as u8 };
        }
        let at = data + state % 64 * 512;
        std::os::unix::fs::FileExt::write_at(&file, &noise, at).expect("it is writable");
        // The head, where the number of slots and of waiters stand, more often.
        std::os::unix::fs::FileExt::write_at(&file, &noise[..128], data).expect("it is writable");
    }
}

struct Other {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl Other {
    fn start(memory: &SharedBuf, source: &str) -> Other {
        let (ours, theirs) = packet::pair().expect("a pair of sockets");
        let descriptor = memory.to_descriptor().expect("memory that can be shared");
        let length = (memory.len() as u64).to_le_bytes();
        packet::send(ours.as_fd(), &[&length], &[descriptor.as_fd()]).expect("room for a packet");
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.env(SOURCE, source).stdin(theirs).stdout(Stdio::piped());
        let mut child = command.spawn().expect("a process");
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut other = Other { child, output };
        assert_eq!(other.line(), "start");
        other
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("a line");
        line.trim_end().to_owned()
    }

    fn result(mut self) -> f64 {
        let line = self.line();
        assert!(self.child.wait().expect("it ends").success());
        line.parse().unwrap_or_else(|_| panic!("{line:?} is no number"))
    }

    fn kill(mut self) -> ExitStatus {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it ends")
    }
}

fn isolate() -> Isolate {
    let engine = Engine::init(EngineOptions::default());
    Isolate::new(engine, IsolateOptions::default()).expect("an isolate")
}

fn child_isolate(parent: heddle_engine::ParentRuntime) -> Isolate {
    let engine = Engine::get().expect("set up by main");
    Isolate::new(engine, IsolateOptions { parent: Some(parent), ..IsolateOptions::default() }).expect("an isolate")
}

/// Four processes and two threads add to the same numbers; the buffer is sent while the threads are at it already.
fn counters_are_exact(main: &mut Isolate) {
    for length in [64, 5 << 20] {
        let memory = SharedBuf::new(length).expect("memory");
        let parent = main.runtime();
        let last = length / 4 - 1;
        let add = format!(
            "for (let i = 0; i < 300000; i++) {{ Atomics.add(ta, 0, 1); Atomics.add(ta, {last}, 1); ta[2] = i }} 1"
        );
        let threads: Vec<_> = (0..2)
            .map(|_| {
                let (memory, add) = (memory.clone(), add.clone());
                thread::spawn(move || {
                    child_isolate(parent).enter(|scope| {
                        define(scope, &memory);
                        number(scope, &add)
                    })
                })
            })
            .collect();
        main.enter(|scope| {
            define(scope, &memory);
            number(scope, "while (Atomics.load(ta, 0) < 1000); ta[5] = 77; 0");
        });
        let others: Vec<_> = (0..4).map(|_| Other::start(&memory, &add)).collect();
        for other in others {
            assert_eq!(other.result(), 1.0);
        }
        for thread in threads {
            assert_eq!(thread.join().expect("the thread ends well"), 1.0);
        }
        main.enter(|scope| {
            assert_eq!(number(scope, "ta[0]"), 1_800_000.0);
            assert_eq!(number(scope, &format!("ta[{last}]")), 1_800_000.0);
            assert_eq!(number(scope, "ta[5]"), 77.0);
        });
    }
}

/// Buffers that a thread writes to all the time, and never the same, get descriptors.
fn writers_do_not_notice(main: &mut Isolate) {
    let parent = main.runtime();
    for round in 0..50 {
        let memory = SharedBuf::new(4096 << (round % 6)).expect("memory");
        let given = memory.clone();
        let writer = thread::spawn(move || {
            child_isolate(parent).enter(|scope| {
                define(scope, &given);
                number(scope, "let n = 0; while (!Atomics.load(ta, 0)) { if (n > 1e9) n = 1; ta[1023] = ++n; if (ta[1023] !== n) throw n + ' became ' + ta[1023] } n")
            })
        });
        main.enter(|scope| {
            define(scope, &memory);
            number(scope, "while (Atomics.load(ta, 1023) < 100); 0");
            memory.to_descriptor().expect("it gets a descriptor");
            number(scope, "{ const n = Atomics.load(ta, 1023); while (Math.abs(Atomics.load(ta, 1023) - n) < 100); Atomics.store(ta, 0, 1) }");
        });
        assert!(writer.join().expect("the thread ends well") > 100.0);
    }
}

/// Each hand-off wakes the other side once, also that of a thread that slept before the buffer was sent.
fn turns_pass(main: &mut Isolate) {
    let turns = |me: u32, rounds: u32| {
        format!(
            "for (let i = 0; i < {rounds}; i++) {{
               while (Atomics.load(ta, 0) !== {me}) Atomics.wait(ta, 0, {});
               Atomics.store(ta, 0, {}); Atomics.notify(ta, 0, 1);
             }} 1",
            1 - me,
            1 - me
        )
    };
    let memory = SharedBuf::new(64).expect("memory");
    let (parent, given, mine) = (main.runtime(), memory.clone(), turns(1, 20000));
    let sleeper = thread::spawn(move || {
        child_isolate(parent).enter(|scope| {
            define(scope, &given);
            number(scope, "Atomics.store(ta, 3, 1); Atomics.wait(ta, 1, 0) === 'ok' ? 1 : 0")
        })
    });
    main.enter(|scope| {
        define(scope, &memory);
        number(scope, "while (!Atomics.load(ta, 3)); Atomics.wait(ta, 2, 0, 20); 0")
    });
    let other = Other::start(&memory, &format!("if (Atomics.notify(ta, 1) !== 1) throw 0; {}", turns(0, 20000)));
    assert_eq!(main.enter(|scope| number(scope, &mine)), 1.0);
    assert_eq!(other.result(), 1.0);
    assert_eq!(sleeper.join().expect("the thread ends well"), 1.0);
    if std::env::var_os("SHARED_PROCESSES_SPEED").is_none() {
        return;
    }
    const ROUNDS: u32 = 200_000;
    for _ in 0..5 {
        let by_thread = {
            let memory = SharedBuf::new(64).expect("memory");
            main.enter(|scope| define(scope, &memory));
            let (parent, source) = (main.runtime(), turns(1, ROUNDS));
            let thread = thread::spawn(move || {
                child_isolate(parent).enter(|scope| {
                    define(scope, &memory);
                    number(scope, &source)
                })
            });
            main.enter(|scope| number(scope, &turns(0, 10)));
            let from = Instant::now();
            main.enter(|scope| number(scope, &turns(0, ROUNDS - 10)));
            thread.join().expect("the thread ends well");
            from.elapsed()
        };
        let memory = SharedBuf::new(64).expect("memory");
        main.enter(|scope| define(scope, &memory));
        let other = Other::start(&memory, &turns(1, ROUNDS));
        main.enter(|scope| number(scope, &turns(0, 10)));
        let from = Instant::now();
        main.enter(|scope| number(scope, &turns(0, ROUNDS - 10)));
        other.result();
        let by_process = from.elapsed();
        println!(
            "round trip between threads {:?}, between processes {:?}: {:.2}",
            by_thread / ROUNDS,
            by_process / ROUNDS,
            by_thread.as_secs_f64() / by_process.as_secs_f64()
        );
    }
}

/// A mutex of three states keeps four processes out of each other's way.
fn a_mutex_excludes(main: &mut Isolate) {
    let memory = SharedBuf::new(64).expect("memory");
    let source = "
        function lock() {
          let c = Atomics.compareExchange(ta, 0, 0, 1);
          if (c === 0) return;
          if (c !== 2) c = Atomics.exchange(ta, 0, 2);
          while (c !== 0) { Atomics.wait(ta, 0, 2); c = Atomics.exchange(ta, 0, 2); }
        }
        function unlock() {
          if (Atomics.sub(ta, 0, 1) !== 1) { Atomics.store(ta, 0, 0); Atomics.notify(ta, 0, 1); }
        }
        for (let i = 0; i < 20000; i++) { lock(); ta[1] = ta[1] + 1; ta[2] = ta[2] + 1; unlock(); } 1";
    let others: Vec<_> = (0..3).map(|_| Other::start(&memory, source)).collect();
    main.enter(|scope| {
        define(scope, &memory);
        number(scope, source)
    });
    for other in others {
        assert_eq!(other.result(), 1.0);
    }
    main.enter(|scope| {
        assert_eq!(number(scope, "ta[1]"), 80000.0);
        assert_eq!(number(scope, "ta[2]"), 80000.0);
        assert_eq!(number(scope, "ta[0]"), 0.0);
    });
}

/// Waiters that were killed take no notifications from those that live, and their slots can be had again.
fn the_killed_do_not_count(main: &mut Isolate) {
    let memory = SharedBuf::new(64).expect("memory");
    main.enter(|scope| define(scope, &memory));
    for kind in ["Atomics.wait(ta, 0, 0)", "async Atomics.waitAsync(ta, 0, 0); var result = 0; Atomics.add(ta, 1, 1)"] {
        let kind = kind.strip_prefix("async ").map_or(kind.to_owned(), |rest| format!("async: {rest}"));
        let source = if kind.starts_with("async") { kind.clone() } else { format!("Atomics.add(ta, 1, 1); {kind}") };
        let killed: Vec<_> = (0..3).map(|_| Other::start(&memory, &source)).collect();
        // Threads of both kinds wait on the same cell, so that they do when these numbers are there.
        main.enter(|scope| number(scope, "while (Atomics.load(ta, 1) < 3); Atomics.wait(ta, 2, 0, 50); 0"));
        for other in killed {
            other.kill();
        }
        let live = Other::start(&memory, "Atomics.add(ta, 1, 1); Atomics.wait(ta, 0, 0) === 'ok' ? 1 : 0");
        let woken = main.enter(|scope| {
            number(
                scope,
                "while (Atomics.load(ta, 1) < 4); var woken; do { woken = Atomics.notify(ta, 0) } while (!woken); ta[1] = 0; woken",
            )
        });
        assert_eq!(woken, 1.0, "{kind}");
        assert_eq!(live.result(), 1.0);
    }
}

/// `waitAsync` is settled by a notification of another process, and its number counts.
fn promises_hear_of_others(main: &mut Isolate) {
    let memory = SharedBuf::new(64).expect("memory");
    let source = "async: var result = 0;
        Promise.all([0, 0, 4].map((at) => Atomics.waitAsync(ta, at, 0).value)).then((all) => { result = all.length });
        Atomics.store(ta, 1, 1); Atomics.notify(ta, 1); 1";
    let others: Vec<_> = (0..2).map(|_| Other::start(&memory, source)).collect();
    main.enter(|scope| {
        define(scope, &memory);
        let source = "let heard = 0;
            while (heard < 4) heard += Atomics.notify(ta, 0);
            while (heard < 6) heard += Atomics.notify(ta, 4, 1);
            heard";
        assert_eq!(number(scope, source), 6.0);
    });
    for other in others {
        assert_eq!(other.result(), 3.0);
    }
}

/// Noise in the control area makes waits end early or time out; nothing else.
fn a_hostile_process_only_disturbs(main: &mut Isolate) {
    let memory = SharedBuf::new(64).expect("memory");
    let hostile = Other::start(&memory, "scribble");
    main.enter(|scope| {
        define(scope, &memory);
        let from = Instant::now();
        let mut rounds = 0.0;
        while from.elapsed() < Duration::from_secs(2) {
            rounds += number(
                scope,
                "for (let i = 0; i < 50; i++) {
                   try { Atomics.wait(ta, i & 3, 0, 1) } catch (e) { if (!(e instanceof RangeError)) throw e }
                   const n = Atomics.notify(ta, i & 3, 3);
                   if (n < 0 || n > 3) throw n;
                 } 50",
            );
        }
        assert!(rounds > 0.0);
    });
    assert!(!hostile.kill().success());
    main.enter(|scope| number(scope, "Atomics.notify(ta, 0); ta[0]"));
}

/// The same descriptor is the same memory, and only descriptors that are right are taken.
fn descriptors_are_checked(main: &mut Isolate) {
    let before = SharedBuf::statistics();
    let memory = SharedBuf::new(10000).expect("memory");
    let descriptor = || memory.to_descriptor().expect("it gets a descriptor");
    assert!(SharedBuf::from_descriptor(descriptor(), 10000).expect("it is mapped already").same(&memory));
    for length in [0, 1, 9999, 10001, 1 << 20, u64::MAX] {
        assert!(SharedBuf::from_descriptor(descriptor(), length).is_err(), "{length}");
    }
    let unsealed = std::fs::File::open("/dev/zero").expect("a device");
    assert!(SharedBuf::from_descriptor(unsealed.into(), 10000).is_err());
    assert_eq!(SharedBuf::statistics().descriptors, before.descriptors + 1);
    drop(memory);
    assert_eq!(SharedBuf::statistics().descriptors, before.descriptors);
    // What is dropped is given back, although nobody asks for a collection.
    main.enter(|scope| {
        for _ in 0..5000 {
            scope.nested(|scope| {
                let buffer = scope.eval("new SharedArrayBuffer(8)", "test.js").expect("runs");
                let memory = scope.shared_buf(buffer).expect("a SharedArrayBuffer");
                memory.to_descriptor().expect("descriptors do not run out");
            });
        }
    });
    assert!(SharedBuf::statistics().descriptors < 1000, "{:?}", SharedBuf::statistics());
}

fn main() {
    if let Ok(source) = std::env::var(SOURCE) {
        other_process(&source);
    }
    let mut main = isolate();
    let tests: [(&str, Test); 8] = [
        ("counters_are_exact", counters_are_exact),
        ("writers_do_not_notice", writers_do_not_notice),
        ("turns_pass", turns_pass),
        ("a_mutex_excludes", a_mutex_excludes),
        ("the_killed_do_not_count", the_killed_do_not_count),
        ("promises_hear_of_others", promises_hear_of_others),
        ("a_hostile_process_only_disturbs", a_hostile_process_only_disturbs),
        ("descriptors_are_checked", descriptors_are_checked),
    ];
    let filter = std::env::args().nth(1).unwrap_or_default();
    for (name, test) in tests.iter().filter(|(name, _)| name.contains(&filter)) {
        let from = Instant::now();
        test(&mut main);
        println!("{name} ok ({:?})", from.elapsed());
    }
    heddle_sys::process::exit_now(0)
}
