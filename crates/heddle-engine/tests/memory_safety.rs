//! Handles, garbage collection, exceptions, clones and the life of isolates. A program without the usual harness,
//! because a process with live engine threads must leave by `_exit`.

use heddle_engine::{
    Args, Attachment, Caught, CloneDelegate, Engine, EngineOptions, ErrorKind, GcKind, Global, Isolate, IsolateOptions,
    Local, Message, OpTable, ParentRuntime, Scope, Thrown,
};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{mpsc, OnceLock};
use std::thread;

#[path = "memory_safety/tasks.rs"]
mod tasks;

type Op<'s> = Result<Local<'s>, Thrown>;

fn op_panics<'s>(_scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    panic!("on purpose")
}

fn op_throws<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    Err(scope.throw_coded(ErrorKind::RangeError, "ERR_ON_PURPOSE", "thrown on purpose"))
}

fn op_calls<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    scope.call(args.get(0), Local::undefined(), &[])
}

/// Calls its argument and gives back the first of many values made before.
fn op_collects<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let first = scope.string("the first");
    for i in 0..2000 {
        let made = scope.object()?;
        let text = scope.string(&format!("text {i}"));
        scope.set(made, "text", text)?;
    }
    scope.gc(GcKind::Shrink);
    scope.call(args.get(0), Local::undefined(), &[first])
}

fn table() -> &'static OpTable {
    static TABLE: OnceLock<OpTable> = OnceLock::new();
    TABLE.get_or_init(|| {
        OpTable::new(&[&[
            ("op_panics", op_panics as _),
            ("op_throws", op_throws),
            ("op_calls", op_calls),
            ("op_collects", op_collects),
        ]])
    })
}

fn child(parent: ParentRuntime) -> Isolate {
    let engine = Engine::get().expect("set up by main");
    let options = IsolateOptions { parent: Some(parent), ops: Some(table()), ..IsolateOptions::default() };
    Isolate::new(engine, options).expect("an isolate")
}

fn eval<'s>(scope: &mut Scope<'s>, source: &str) -> Local<'s> {
    match scope.eval(source, "test.js") {
        Ok(value) => value,
        Err(thrown) => match scope.catch(thrown) {
            Caught::Exception(error) => {
                panic!("{source} threw {}", scope.to_display_string(error).unwrap_or_default())
            }
            Caught::Terminated => panic!("{source} was terminated"),
        },
    }
}

fn text(scope: &mut Scope<'_>, source: &str) -> String {
    let value = eval(scope, source);
    scope.str(value).unwrap_or_else(|| panic!("{source} gave no string"))
}

fn locals_survive_moving(main: &mut Isolate) {
    main.enter(|scope| {
        let mut kept = Vec::new();
        for i in 0..3000 {
            let object = scope.object().expect("memory");
            let number = scope.number(f64::from(i));
            scope.set(object, "n", number).expect("a plain object");
            kept.push(object);
        }
        scope.gc(GcKind::Minor);
        scope.gc(GcKind::Shrink);
        for (i, object) in kept.iter().enumerate() {
            assert_eq!(scope.get(*object, "n").expect("a plain object").as_u32(), Some(i as u32));
        }
        // Slots of an inner scope are used again without disturbing the outer ones.
        for _ in 0..10 {
            scope.nested(|scope| {
                for _ in 0..1000 {
                    scope.string("garbage");
                }
                scope.gc(GcKind::Full);
            });
        }
        assert_eq!(scope.get(kept[2999], "n").expect("a plain object").as_u32(), Some(2999));
    });
}

fn globals_survive(main: &mut Isolate) {
    let kept: Vec<Global> = main.enter(|scope| {
        (0..1000)
            .map(|i| {
                let value = eval(scope, &format!("({{ n: {i} }})"));
                scope.global_handle(value)
            })
            .collect()
    });
    let half: Vec<Global> = kept.into_iter().enumerate().filter(|(i, _)| i % 2 == 1).map(|(_, g)| g).collect();
    main.enter(|scope| {
        scope.gc(GcKind::Shrink);
        let again: Vec<Global> = (0..600)
            .map(|_| {
                let value = scope.string("in a slot that was given back");
                scope.global_handle(value)
            })
            .collect();
        scope.gc(GcKind::Shrink);
        for (i, global) in half.iter().enumerate() {
            let object = global.get(scope);
            assert_eq!(scope.get(object, "n").expect("a plain object").as_u32(), Some(2 * i as u32 + 1));
        }
        for global in &again {
            let value = global.get(scope);
            assert_eq!(scope.str(value).as_deref(), Some("in a slot that was given back"));
        }
    });
}

fn natives(main: &mut Isolate) {
    main.enter(|scope| {
        let ops = scope.ops_object().expect("memory");
        let global = scope.global();
        scope.set(global, "ops", ops).expect("the global takes a property");
        assert_eq!(
            text(scope, "try { ops.op_panics() } catch (e) { e.message }"),
            "internal error of the runtime, please report it: a native function panicked: on purpose"
        );
        assert_eq!(
            text(scope, "try { ops.op_throws() } catch (e) { `${e.name} ${e.code} ${e instanceof RangeError}` }"),
            "RangeError ERR_ON_PURPOSE true"
        );
        assert_eq!(text(scope, "ops.op_collects(s => s + ' of them')"), "the first of them");
        // Deep recursion through natives ends in an exception.
        assert_eq!(
            text(scope, "try { (function f() { return ops.op_calls(f) })() } catch (e) { e.name }"),
            "RangeError"
        );
        assert!(eval(scope, "ops.op_missing").is_undefined());
    });
}

fn exceptions(main: &mut Isolate) {
    main.enter(|scope| {
        let Err(thrown) = scope.eval("throw { a: 1 }", "test.js") else { panic!("it throws") };
        let Caught::Exception(error) = scope.catch(thrown) else { panic!("it throws a value") };
        scope.gc(GcKind::Shrink);
        assert_eq!(scope.get(error, "a").expect("an object").as_u32(), Some(1));
        // What a conversion throws does not stay pending.
        let hostile = eval(scope, "({ toString() { throw new Error('no') } })");
        assert_eq!(scope.to_display_string(hostile), None);
        assert_eq!(text(scope, "'fine'"), "fine");
        // The engine checks nothing of what it is given here.
        let object = scope.object().expect("memory");
        for value in [object, Local::undefined(), hostile] {
            assert!(scope.resolve_promise(value, object, true).map_err(|t| scope.exception(t)).is_err());
            assert!(scope.promise_then(value, object, object).map_err(|t| scope.exception(t)).is_err());
            assert!(scope.link_module(value).map_err(|t| scope.exception(t)).is_err());
            assert!(scope.evaluate_module(value).map_err(|t| scope.exception(t)).is_err());
            assert!(scope.module_namespace(value).map_err(|t| scope.exception(t)).is_err());
            assert!(scope.enqueue_microtask(value).map_err(|t| scope.exception(t)).is_err());
            assert!(scope.construct(value, &[]).map_err(|t| scope.exception(t)).is_err());
            assert!(scope.call(value, value, &[]).map_err(|t| scope.exception(t)).is_err());
            assert!(!scope.module_is_linked(value));
            scope.mark_handled(value);
            assert!(scope.promise_result(value).is_undefined());
        }
    });
}

fn keys_beyond_ascii(main: &mut Isolate) {
    main.enter(|scope| {
        let object = eval(scope, "({ 'größe': 1, '\\u{1F600}': 2, 'a\\0b': 3 })");
        for (key, value) in [("größe", 1), ("\u{1F600}", 2), ("a\0b", 3)] {
            assert_eq!(scope.get(object, key).expect("an object").as_u32(), Some(value), "{key:?}");
            let new = scope.number(7.0);
            scope.set(object, key, new).expect("an object");
            assert_eq!(scope.get(object, key).expect("an object").as_u32(), Some(7));
            scope.delete(object, key).expect("an object");
            assert!(scope.get(object, key).expect("an object").is_undefined());
            scope.define(object, key, new, false).expect("an object");
            assert_eq!(scope.get(object, key).expect("an object").as_u32(), Some(7));
        }
        assert!(scope.keys(object).expect("an object").is_empty());
    });
}

/// Host values that count their drops.
struct Counted;
static DROPPED: AtomicUsize = AtomicUsize::new(0);
impl Drop for Counted {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, Ordering::SeqCst);
    }
}

struct Delegate;
impl CloneDelegate for Delegate {
    fn write(&self, scope: &mut Scope<'_>, object: Local<'_>) -> Result<Option<Attachment>, Thrown> {
        scope.gc(GcKind::Full);
        Ok(scope.host::<String>(object).map(|text| -> Attachment { Box::new((*text).clone()) }))
    }
    fn write_error(&self, scope: &mut Scope<'_>, _error: Local<'_>) -> Result<Option<Attachment>, Thrown> {
        scope.gc(GcKind::Full);
        Ok(None)
    }
    fn can_transfer(&self, scope: &mut Scope<'_>, object: Local<'_>) -> Result<bool, Thrown> {
        Ok(scope.host::<String>(object).is_some())
    }
    fn transfer(&self, scope: &mut Scope<'_>, object: Local<'_>) -> Result<Attachment, Thrown> {
        let text = scope.host::<String>(object).map(|text| format!("moved {text}")).unwrap_or_default();
        scope.clear_host(object);
        scope.gc(GcKind::Full);
        Ok(Box::new(text))
    }
    fn duplicate(&self, attachment: &Attachment) -> Option<Attachment> {
        Some(Box::new(attachment.downcast_ref::<String>()?.clone()))
    }
    fn read<'s>(&self, scope: &mut Scope<'s>, attachment: Attachment) -> Result<Local<'s>, Thrown> {
        scope.gc(GcKind::Shrink);
        let Ok(text) = attachment.downcast::<String>() else { panic!("an unknown attachment") };
        let object = scope.platform_object()?;
        let label = scope.string(&text);
        scope.set(object, "label", label)?;
        Ok(object)
    }
    fn data_clone_error(&self, scope: &mut Scope<'_>, message: &str, _object: Option<Local<'_>>) -> Thrown {
        scope.throw_error(ErrorKind::Error, &format!("DataCloneError {message}"))
    }
}

fn host_object(scope: &mut Scope<'_>, name: &str, host: &str) {
    let object = scope.platform_object().expect("memory");
    assert!(scope.set_host(object, Rc::new(host.to_owned())));
    let global = scope.global();
    scope.set(global, name, object).expect("the global takes a property");
}

fn clone_round_trip(main: &mut Isolate) {
    let message = main.enter(|scope| {
        host_object(scope, "copied", "host");
        host_object(scope, "sent", "host");
        let value = eval(
            scope,
            "var buffer = new ArrayBuffer(100000); new Uint8Array(buffer)[99999] = 7;
             ({ copied, sent, buffer, map: new Map([[1, { date: new Date(5) }]]), big: 2n ** 70n, self: null })",
        );
        scope.set(value, "self", value).expect("an object");
        let transfer = eval(scope, "[sent, buffer]");
        let message = scope.write_message(value, transfer, &Delegate).expect("it clones");
        assert_eq!(text(scope, "String(buffer.byteLength)"), "0");
        message
    });
    let parent = main.runtime();
    let reader = thread::spawn(move || {
        let mut isolate = child(parent);
        isolate.enter(|scope| {
            let value = scope.read_message(message, &Delegate).expect("it reads");
            let global = scope.global();
            scope.set(global, "got", value).expect("the global takes a property");
            text(
                scope,
                "[got.copied.label, got.sent.label, got.buffer.byteLength, new Uint8Array(got.buffer)[99999],
                  got.map.get(1).date.getTime(), got.big === 2n ** 70n, got.self === got].join()",
            )
        })
    });
    assert_eq!(reader.join().expect("the thread ends well"), "host,moved host,100000,7,5,true,true");

    main.enter(|scope| {
        // Never read, dropped on another thread.
        host_object(scope, "sent", "host");
        let value = eval(scope, "var b2 = new ArrayBuffer(5000); ({ sent, b2, s: new SharedArrayBuffer(8) })");
        let transfer = eval(scope, "[sent, b2]");
        let unread: Message = scope.write_message(value, transfer, &Delegate).expect("it clones");
        thread::spawn(move || drop(unread)).join().expect("the thread ends well");
        // Large buffers beside the clone data: copied, moved alone, adopted from Rust; read or not, each is freed once.
        let value = eval(
            scope,
            "var b3 = new ArrayBuffer(200000); new Uint8Array(b3).fill(3); ({ b3, v: new Uint8Array(b3) })",
        );
        for read in [true, false] {
            let message = scope.write_message(value, Local::undefined(), &Delegate).expect("it clones");
            assert!(message.size() > 200_000);
            if read {
                let copy = scope.read_message(message, &Delegate).expect("it reads");
                let global = scope.global();
                scope.set(global, "copy", copy).expect("the global takes a property");
            }
        }
        assert_eq!(text(scope, "[copy.b3 === copy.v.buffer, copy.v[199999], b3.byteLength].join()"), "true,3,200000");
        let adopted = scope.array_buffer(vec![5; 2_000_000]).expect("memory");
        let moved = scope.move_buffer(adopted).expect("an ordinary buffer");
        assert_eq!((moved.size(), scope.byte_len(adopted)), (2_000_000, 0));
        assert!(scope.move_buffer(adopted).is_none());
        let moved = scope.read_message(moved, &Delegate).expect("it reads");
        assert_eq!(scope.with_bytes(moved, |bytes| (bytes.len(), bytes[1_999_999])), Some((2_000_000, 5)));
        let unread = scope.move_buffer(moved).expect("an ordinary buffer");
        thread::spawn(move || drop(unread)).join().expect("the thread ends well");
        // What fails midway leaves nothing behind that crashes.
        for source in [
            "({ a: [1, 2, { f() {} }] })",
            "({ get a() { throw new Error('getter') } })",
            "({ a: Symbol('s') })",
            "new Proxy({}, {})",
            "[new ArrayBuffer(1e6), new WeakMap()]",
        ] {
            let value = eval(scope, &format!("({source})"));
            let result = scope.write_message(value, Local::undefined(), &Delegate);
            assert!(result.map_err(|thrown| scope.exception(thrown)).is_err(), "{source}");
        }
        host_object(scope, "sent", "host");
        for transfer in ["[1]", "[{}]", "[null]", "[sent, sent]", "[globalThis]", "7", "'x'", "({ length: 1e9 })"] {
            let value = eval(scope, "({})");
            let list = eval(scope, &format!("({transfer})"));
            let result = scope.write_message(value, list, &Delegate);
            assert!(result.map_err(|thrown| scope.exception(thrown)).is_err(), "{transfer}");
        }
    });
}

fn host_values_are_dropped_once(main: &mut Isolate) {
    let before = DROPPED.load(Ordering::SeqCst);
    main.enter(|scope| {
        scope.nested(|scope| {
            for _ in 0..100 {
                let object = scope.platform_object().expect("memory");
                scope.set_host(object, Rc::new(Counted));
                scope.set_host(object, Rc::new(Counted));
            }
        });
        scope.gc(GcKind::Shrink);
        scope.gc(GcKind::Shrink);
    });
    assert_eq!(DROPPED.load(Ordering::SeqCst) - before, 200);
    // Those that live when their isolate ends are dropped with it.
    let parent = main.runtime();
    let owner = thread::spawn(move || {
        let mut isolate = child(parent);
        isolate.enter(|scope| {
            let list = scope.array(&[]).expect("memory");
            for i in 0..50 {
                let object = scope.platform_object().expect("memory");
                scope.set_host(object, Rc::new(Counted));
                scope.set_index(list, i, object).expect("an array");
            }
            let global = scope.global();
            scope.set(global, "list", list).expect("the global takes a property");
        });
    });
    owner.join().expect("the thread ends well");
    assert_eq!(DROPPED.load(Ordering::SeqCst) - before, 250);
}

fn termination(main: &mut Isolate) {
    for source in [
        "for (;;);",
        "for (;;) { try { for (;;); } catch {} finally { for (;;); } }",
        "/(a+)+$/.test('a'.repeat(40) + 'b')",
        "(function f() { for (;;) try { f() } catch {} })()",
        "[3, 1, 2].sort(() => { for (;;); })",
        "new Proxy({}, { get() { for (;;); } }).x",
        "JSON.stringify({ toJSON() { for (;;); } })",
        "Promise.resolve().then(function again() { return Promise.resolve().then(again) }); for (;;);",
    ] {
        let parent = main.runtime();
        let (sender, receiver) = mpsc::channel();
        let looping = thread::spawn(move || {
            let mut isolate = child(parent);
            isolate.enter(|scope| {
                sender.send(scope.isolate_handle()).expect("main listens");
                let result = scope.eval(source, "test.js");
                let terminated = result.is_err_and(|thrown| matches!(scope.catch(thrown), Caught::Terminated));
                // Nothing starts again either.
                let again = scope.eval("for (;;);", "test.js").is_err();
                let third = scope.eval("[1].map(function f() { for (;;); })", "test.js").is_err();
                scope.gc(GcKind::Full);
                terminated && again && third
            })
        });
        let handle = receiver.recv().expect("the thread starts");
        let poker = handle.clone();
        handle.interrupt(Box::new(|scope| {
            scope.gc(GcKind::Shrink);
            let _thrown = scope.throw_type_error("of no one's concern");
        }));
        handle.terminate();
        assert!(looping.join().expect("the thread ends well"), "{source}");
        // A handle outlives its isolate.
        poker.terminate();
        poker.interrupt(Box::new(|_| ()));
    }
}

fn stencils_are_shared(main: &mut Isolate) {
    let source =
        "function f(n) { return n < 2 ? n : f(n - 1) + f(n - 2) } class C { #x = f(12); get x() { return this.#x } }
                  ({ r: /a(b)c/g.exec('abc')[1] + new C().x + `${[1, 2].map(x => x * 2)}` }).r";
    let stencil = main.enter(|scope| scope.compile(source, "shared.js", 1, false, false).expect("it compiles"));
    let parent = main.runtime();
    let users: Vec<_> = (0..4)
        .map(|_| {
            let stencil = stencil.clone();
            thread::spawn(move || {
                for _ in 0..3 {
                    let mut isolate = child(parent);
                    let stencil = stencil.clone();
                    let got = isolate.enter(|scope| {
                        let value = scope.run_script(&stencil, Local::undefined()).expect("it runs");
                        scope.gc(GcKind::Full);
                        scope.str(value)
                    });
                    assert_eq!(got.as_deref(), Some("b1442,4"));
                }
            })
        })
        .collect();
    drop(stencil);
    for user in users {
        user.join().expect("the thread ends well");
    }
}

/// Bytes that stay, at an address that is a multiple of eight.
fn leak(bytes: &[u8]) -> &'static [u8] {
    let words: Vec<u64> = bytes
        .chunks(8)
        .map(|chunk| {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            u64::from_ne_bytes(word)
        })
        .collect();
    let text = bytes.len();
    let words: &'static [u64] = Vec::leak(words);
    let all = words.iter().flat_map(|word| word.to_ne_bytes()).collect::<Vec<u8>>();
    // A fresh vector of at least a cache line is aligned well enough by every allocator in use.
    let all: &'static [u8] = Vec::leak(all);
    assert_eq!(all.as_ptr() as usize % 8, 0);
    &all[..text]
}

fn foreign_code_is_refused(main: &mut Isolate) {
    main.enter(|scope| {
        let stencil = scope.compile("'decoded'", "x.js", 1, false, true).expect("it compiles");
        let bytes = scope.encode_stencil(&stencil).expect("it encodes");
        let decoded = scope.decode_stencil(leak(&bytes)).expect("it fits");
        let value = scope.run_script(&decoded, Local::undefined()).expect("it runs");
        assert_eq!(scope.str(value).as_deref(), Some("decoded"));
        let position = bytes.windows(7).position(|w| w == b"heddle-").expect("the build id stands in front");
        let mut other = bytes.clone();
        other[position] ^= 1;
        assert!(scope.decode_stencil(leak(&other)).is_none());
        let mut broken = bytes.clone();
        let last = broken.len() - 9;
        broken[last] ^= 0x10;
        assert!(scope.decode_stencil(leak(&broken)).is_none());
        assert!(scope.decode_stencil(leak(&bytes[..bytes.len() / 2])).is_none());
        assert!(scope.decode_stencil(&leak(&bytes)[4..]).is_none());
        assert!(scope.decode_stencil(leak(&[0x5A; 4096])).is_none());
        assert!(scope.decode_stencil(leak(&[0; 64])).is_none());
        assert!(scope.decode_stencil(&[]).is_none());
        assert_eq!(text(scope, "'fine'"), "fine");
    });
}

fn a_small_stack_is_no_crash(main: &mut Isolate) {
    for quota in [1, 4096, 40 << 10, 300 << 10] {
        let parent = main.runtime();
        let worker = thread::Builder::new().stack_size(1 << 20).spawn(move || {
            let engine = Engine::get().expect("set up by main");
            let options = IsolateOptions { parent: Some(parent), stack_quota: quota, ..IsolateOptions::default() };
            let mut isolate = Isolate::new(engine, options).expect("an isolate");
            isolate.enter(|scope| {
                assert_eq!(text(scope, "try { (function f() { f() })() } catch (e) { e.name }"), "RangeError");
                assert!(!text(
                    scope,
                    "try { JSON.parse('['.repeat(1e5) + ']'.repeat(1e5)); 'parsed' } catch (e) { e.name }"
                )
                .is_empty());
            });
        });
        worker.expect("a thread").join().expect("the thread ends well");
    }
}

fn isolates_come_and_go(main: &mut Isolate) {
    let parent = main.runtime();
    let users: Vec<_> = (0..2)
        .map(|_| {
            thread::spawn(move || {
                for i in 0..25 {
                    let mut isolate = child(parent);
                    let handle = isolate.handle();
                    let poker = thread::spawn(move || {
                        for _ in 0..50 {
                            handle.interrupt(Box::new(|scope| {
                                scope.string("made by an interrupt");
                            }));
                            thread::yield_now();
                        }
                        if i % 5 == 0 {
                            handle.terminate();
                        }
                    });
                    isolate.enter(|scope| {
                        let _ = scope
                            .eval(
                                "new FinalizationRegistry(() => {}).register({}, 1); var w = new WeakRef({});
                                 for (let i = 0; i < 3000; i++) [i, { i }]; new Intl.NumberFormat('de').format(1.5)",
                                "test.js",
                            )
                            .map_err(|thrown| scope.exception(thrown));
                    });
                    if i % 2 == 0 {
                        drop(isolate);
                        poker.join().expect("the thread ends well");
                    } else {
                        poker.join().expect("the thread ends well");
                        drop(isolate);
                    }
                }
            })
        })
        .collect();
    for user in users {
        user.join().expect("the thread ends well");
    }
}

type Test = (&'static str, fn(&mut Isolate));

fn main() {
    let tests: &[Test] = &[
        ("locals survive moving", locals_survive_moving),
        ("globals survive", globals_survive),
        ("natives", natives),
        ("exceptions", exceptions),
        ("keys beyond ASCII", keys_beyond_ascii),
        ("clone round trip", clone_round_trip),
        ("host values are dropped once", host_values_are_dropped_once),
        ("termination", termination),
        ("stencils are shared", stencils_are_shared),
        ("foreign code is refused", foreign_code_is_refused),
        ("tasks do not hold up the end", tasks::tasks_do_not_hold_up_the_end),
        ("cleanups are run or dropped", tasks::cleanups_are_run_or_dropped),
        ("a small stack is no crash", a_small_stack_is_no_crash),
        ("isolates come and go", isolates_come_and_go),
    ];
    // A cache of another build, or none at all, is refused, and the engine's own code compiled instead.
    let foreign = leak(&[0xA5; 1 << 16]);
    let engine = Engine::init(EngineOptions { self_hosted_cache: Some(foreign), ..EngineOptions::default() });
    let options = IsolateOptions { ops: Some(table()), ..IsolateOptions::default() };
    let mut main = Isolate::new(engine, options).expect("an isolate");
    let filter = std::env::args().nth(1).unwrap_or_default();
    let chosen: Vec<_> = tests.iter().filter(|(name, _)| name.contains(&filter)).collect();
    for (name, test) in &chosen {
        println!("test {name} ...");
        test(&mut main);
    }
    println!("test result: ok. {} passed; 0 failed", chosen.len());
    heddle_sys::process::exit_now(0)
}
