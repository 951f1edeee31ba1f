//! Messages as other processes send them: what the engine writes comes back through bytes, and bytes that nobody wrote
//! are refused or read without harm. Without the usual harness, because a process with live engine threads must leave by
//! `_exit`. With HEDDLE_WIRE_CORPUS=<folder> the frames are saved there, for the tests of heddle-wire; with
//! HEDDLE_WIRE_ROUNDS=<n> more are tried, with HEDDLE_WIRE_SEED=<n> others (`./x fuzz`).

use heddle_engine::{
    Attachment, CloneDelegate, Engine, EngineOptions, ErrorKind, Isolate, IsolateOptions, Local, Message, Refusal,
    Scope, Thrown, WireHost,
};
use heddle_wire::{Frame, HostPart, Limits};
use std::os::fd::OwnedFd;

#[path = "../../heddle-wire/tests/random/mod.rs"]
mod random;

use random::{rounds, Random};

/// Platform objects are strings that JavaScript sees as objects with a label.
struct Host;

impl CloneDelegate for Host {
    fn write(&self, scope: &mut Scope<'_>, object: Local<'_>) -> Result<Option<Attachment>, Thrown> {
        Ok(scope.host::<String>(object).map(|text| -> Attachment { Box::new((*text).clone()) }))
    }
    fn write_error(&self, _scope: &mut Scope<'_>, _error: Local<'_>) -> Result<Option<Attachment>, Thrown> {
        Ok(None)
    }
    fn can_transfer(&self, scope: &mut Scope<'_>, object: Local<'_>) -> Result<bool, Thrown> {
        Ok(scope.host::<String>(object).is_some())
    }
    fn transfer(&self, scope: &mut Scope<'_>, object: Local<'_>) -> Result<Attachment, Thrown> {
        Ok(Box::new(scope.host::<String>(object).map(|text| format!("moved {text}")).unwrap_or_default()))
    }
    fn duplicate(&self, attachment: &Attachment) -> Option<Attachment> {
        Some(Box::new(attachment.downcast_ref::<String>()?.clone()))
    }
    fn read<'s>(&self, scope: &mut Scope<'s>, attachment: Attachment) -> Result<Local<'s>, Thrown> {
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

impl WireHost for Host {
    fn pack(&self, attachment: Attachment) -> Result<HostPart, Refusal> {
        let text = attachment.downcast::<String>().map_err(|_| Refusal::Kind("Thing".into()))?;
        let bytes = text.into_bytes().into();
        Ok(HostPart { kind: "text".into(), bytes, message: None, descriptors: Vec::new() })
    }
    fn unpack(&self, part: HostPart) -> Result<Attachment, Refusal> {
        if part.kind != "text" || part.message.is_some() || !part.descriptors.is_empty() {
            return Err(Refusal::Kind(part.kind));
        }
        Ok(Box::new(String::from_utf8_lossy(&part.bytes).into_owned()))
    }
}

fn eval<'s>(scope: &mut Scope<'s>, source: &str) -> Local<'s> {
    scope.eval(source, "test.js").unwrap_or_else(|_| panic!("{source} threw"))
}

fn text(scope: &mut Scope<'_>, source: &str) -> String {
    let value = eval(scope, source);
    scope.str(value).unwrap_or_else(|| panic!("{source} gave no string"))
}

/// The frame of a value of the main isolate.
fn frame(scope: &mut Scope<'_>, value: &str, transfer: &str) -> Frame {
    let value = eval(scope, value);
    let transfer = eval(scope, transfer);
    scope.write_wire(value, transfer, &Host, &Host).unwrap_or_else(|_| panic!("it clones")).encode()
}

/// What arrives of a frame, as the global `got`; false if it was refused.
fn receive(scope: &mut Scope<'_>, frame: Frame) -> bool {
    let Ok(message) = heddle_wire::Message::decode(frame, &Limits::default()) else { return false };
    let Ok(message) = Message::from_wire(message, &Host) else { return false };
    match scope.read_message(message, &Host) {
        Ok(value) => {
            let global = scope.global();
            scope.set(global, "got", value).expect("the global takes a property");
            true
        }
        Err(thrown) => {
            let _error = scope.catch(thrown);
            false
        }
    }
}

const MIXED: &str = "var mixed = { big: 'z'.repeat(5000), u: '\\u2603'.repeat(3000), n: -0.5, nan: NaN, minus: -0,
    b: 123456789012345678901234567890n, d: new Date(5), re: /x(y)/gi, m: new Map([['k', 1], [{}, new Set([1, 'two'])]]),
    err: new RangeError('boo', { cause: { deep: [1] } }), all: new AggregateError([new Error('one'), 2], 'many'),
    ab: new Uint8Array([1, 2, 3]).buffer, ta: new Float64Array([1.5, -1]), dv: new DataView(new ArrayBuffer(8), 2, 4),
    arr: [, 1, 'x'], so: new String('obj'), bo: Object(true), no: Object(7), io: Object(7n), u8: undefined, nil: null,
    half: new Float16Array([0.5]), grow: new ArrayBuffer(8, { maxByteLength: 64 }), copied };
    mixed.self = mixed; mixed.again = mixed.m; mixed.view = new Uint8Array(mixed.ab, 1); mixed";

fn values_come_back(main: &mut Isolate) {
    main.enter(|scope| {
        let object = scope.platform_object().expect("memory");
        assert!(scope.set_host(object, std::rc::Rc::new("host".to_owned())));
        let global = scope.global();
        scope.set(global, "copied", object).expect("the global takes a property");
        let sent = frame(scope, MIXED, "undefined");
        save("mixed", &sent);
        assert!(receive(scope, sent));
        let seen = text(
            scope,
            "[got.big.length, got.u.length, got.u[2999] === '\\u2603', got.n, got.nan, Object.is(got.minus, -0), got.b,
              got.d.getTime(), got.re, [...got.m][1][1].has('two'), got.err instanceof RangeError, got.err.message,
              got.err.cause.deep[0], got.all.errors[0].message, got.all.errors.length, new Uint8Array(got.ab)[2],
              got.ta[0], got.dv.byteLength, 0 in got.arr, got.arr[2], typeof got.so, got.no + 1, got.half[0],
              got.grow.maxByteLength, got.self === got, got.again === got.m, got.view.buffer === got.ab, got.view[0],
              got.copied.label, 'u8' in got, got.nil].join()",
        );
        let expected =
            "5000,3000,true,-0.5,NaN,true,123456789012345678901234567890,5,/x(y)/gi,true,true,boo,1,one,2,3,1.5,4,\
                        false,x,object,8,0.5,64,true,true,true,2,host,true,";
        assert_eq!(seen, expected);
        assert_eq!(text(scope, "String(got.err.stack === mixed.err.stack)"), "true");
    });
}

fn simple_and_plain_values_come_back(main: &mut Isolate) {
    main.enter(|scope| {
        let values = [
            ("undefined", "undefined"),
            ("null", "null"),
            ("true", "true"),
            ("false", "false"),
            ("-0", "-0"),
            ("NaN", "NaN"),
            ("short", "'short \\xe9'"),
            ("wide", "'\\u2603'"),
            ("long", "'x'.repeat(300)"),
            ("shared", "o = { a: 1 }, [o, o, { b: [], c: '\\u2603', ['\\u2603k']: 1.5, u: undefined }]"),
            ("buffered", "[('ab'.repeat(5000)).slice(1), ('\\u2603b'.repeat(5000)).slice(1), { x: 'after' }]"),
        ];
        for (name, source) in values {
            let sent = frame(scope, &format!("var o, sent = ({source}); sent"), "undefined");
            save(name, &sent);
            assert!(receive(scope, sent), "{source}");
            let same = "(() => {
                const show = (value) => JSON.stringify([value], (key, v) =>
                  v === undefined ? 'undef' : Object.is(v, -0) ? '-0' : v !== v ? 'nan' : v);
                return String(show(got) === show(sent));
              })()";
            assert_eq!(text(scope, same), "true", "{source}");
        }
        let sent = frame(scope, "var o = { a: 1 }; [o, o]", "undefined");
        assert!(receive(scope, sent));
        assert_eq!(text(scope, "String(got[0] === got[1])"), "true");
    });
}

fn large_and_moved_buffers_come_back(main: &mut Isolate) {
    main.enter(|scope| {
        for size in [0, 5, 5000, 70_000, 300_000, 1 << 22] {
            let source =
                format!("var b = new ArrayBuffer({size}); new Uint8Array(b).fill(7); ({{ b, v: new Uint8Array(b) }})");
            for transfer in ["undefined", "[b]"] {
                let sent = frame(scope, &source, transfer);
                assert_eq!(sent.descriptors.len(), usize::from(size >= 65536), "large ones go beside the bytes");
                assert!(sent.bytes.len() < 70_000);
                assert!(receive(scope, sent));
                let seen = text(
                    scope,
                    "[got.v.buffer === got.b, got.v.length, got.v.every((x) => x === 7), b.byteLength].join()",
                );
                let left = if transfer == "undefined" { size } else { 0 };
                assert_eq!(seen, format!("true,{size},true,{left}"));
                // What arrives can be written to and sent on.
                if size > 0 {
                    text(scope, "got.v[0] = 1; String(got.v[0])");
                    let again = frame(scope, "got", "[got.b]");
                    assert!(receive(scope, again));
                    assert_eq!(text(scope, "String(got.v[0] + got.v.at(-1))"), if size == 1 { "2" } else { "8" });
                }
            }
        }
        let sent = frame(scope, "var b = new ArrayBuffer(100000); b", "[b]");
        assert!(receive(scope, sent));
        assert_eq!(text(scope, "String(got.byteLength)"), "100000");
        let sent = frame(scope, "copied", "[copied]");
        assert!(receive(scope, sent));
        assert_eq!(text(scope, "got.label"), "moved host");
    });
}

/// One that neither sends code nor takes any.
struct Wary;

impl WireHost for Wary {
    fn pack(&self, attachment: Attachment) -> Result<HostPart, Refusal> {
        Host.pack(attachment)
    }
    fn unpack(&self, part: HostPart) -> Result<Attachment, Refusal> {
        Host.unpack(part)
    }
    fn keeps_code(&self) -> Option<&'static str> {
        Some("it may not")
    }
    fn takes_code(&self) -> bool {
        false
    }
}

const MODULE: &str =
    "[new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0,
    7, 5, 1, 1, 102, 0, 0, 10, 6, 1, 4, 0, 65, 42, 11, 0, 3, 1, 120, 7]))]";

fn modules_go_by_their_bytes(main: &mut Isolate) {
    main.enter(|scope| {
        let sent = frame(scope, MODULE, "undefined");
        save("module", &sent);
        assert!(receive(scope, sent));
        let seen = "new WebAssembly.Instance(got[0]).exports.f() + ' ' +
            new Uint8Array(WebAssembly.Module.customSections(got[0], 'x')[0])";
        assert_eq!(text(scope, seen), "42 7");
        let value = eval(scope, MODULE);
        let refused = scope.write_wire(value, Local::undefined(), &Host, &Wary).map(drop).expect_err("it stays here");
        let error = scope.exception(refused).expect("an error");
        let message = scope.get(error, "message").expect("a message");
        let expected = "DataCloneError #<WebAssembly.Module> could not be cloned to another process: it may not.";
        assert_eq!(scope.str(message).unwrap_or_default(), expected);
        let sent = frame(scope, MODULE, "undefined");
        let sent = heddle_wire::Message::decode(sent, &Limits::default()).expect("it is right");
        assert!(matches!(Message::from_wire(sent, &Wary), Err(Refusal::Malformed(_))));
    });
}

fn what_cannot_go_is_named(main: &mut Isolate) {
    main.enter(|scope| {
        for (source, kind, why) in [
            (
                "({ a: new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }) })",
                "WebAssembly.Memory",
                ": its memory belongs to this one.",
            ),
            (
                "[new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer]",
                "WebAssembly.Memory",
                ": its memory belongs to this one.",
            ),
            ("[new SharedArrayBuffer(8, { maxByteLength: 16 })]", "SharedArrayBuffer", ": it can grow, unseen there."),
        ] {
            let value = eval(scope, source);
            let thrown =
                scope.write_wire(value, Local::undefined(), &Host, &Host).map(drop).expect_err("it stays here");
            let error = scope.exception(thrown).expect("an error");
            let message = scope.get(error, "message").expect("a message");
            let message = scope.str(message).unwrap_or_default();
            assert_eq!(message, format!("DataCloneError #<{kind}> could not be cloned to another process{why}"));
        }
    });
}

/// Uses every object that it reaches as its kind is used, and changes what it can, so that the engine trips over what is
/// not as it should be.
const LOOK: &str = "globalThis.look = (root) => {
    const seen = new Set();
    const kinds = {
        String: (o) => o.length + o.toUpperCase(),
        Date: (o) => o.toString() + o.setMonth(3),
        RegExp: (o) => o.exec('aXyxy') + o.source + o.flags + 'axy'.replace(o, '$1'),
        Map: (o) => { for (const [k, v] of o) { visit(k); visit(v); } o.set(seen, 1); o.delete(seen); },
        Set: (o) => { for (const v of o) visit(v); o.add(seen); o.delete(seen); },
        Array: (o) => { if (o.length < 1000) o.slice().sort(() => 0); o.push(1); o.length--; },
        Error: (o) => String(o) + o.stack,
        ArrayBuffer: (o) => { new Uint8Array(o).fill(7); o.slice(1); if (o.resizable) o.resize(Math.min(o.maxByteLength, 1e4)); },
        DataView: (o) => { for (let i = 0; i < o.byteLength; i++) o.setInt8(i, o.getUint8(i) + 1); },
        BigInt: (o) => o * 3n + BigInt.asIntN(64, o),
        'WebAssembly.Module': (o) => [WebAssembly.Module.exports(o), WebAssembly.Module.imports(o)].join(),
    };
    const visit = (value) => {
        if (typeof value === 'string') return void (value.length && value.charCodeAt(value.length - 1) + value + 'x');
        if (typeof value === 'bigint') return void (value.toString(16) + (value + 1n));
        if (typeof value !== 'object' || value === null || seen.size > 1000 || seen.has(value)) return;
        seen.add(value);
        try {
            const kind = Object.prototype.toString.call(value).slice(8, -1);
            if (kind.endsWith('Array') && kind !== 'Array') value.fill(1), value.slice().sort(), value.join();
            else if (kinds[kind]) kinds[kind](value);
        } catch {}
        for (const key of Reflect.ownKeys(value)) {
            try { visit(value[key]); value[key] = value[key]; } catch {}
        }
    };
    visit(root);
    return String(seen.size);
}; 'ready'";

/// Changes words, bytes and lengths of real frames: what the checks let through, the engine must survive.
fn changed_frames_do_no_harm(main: &mut Isolate) {
    let rounds = rounds(6000);
    let mut random = Random::seeded();
    let (mut read, mut refused) = (0, 0);
    main.enter(|scope| {
        text(scope, LOOK);
        // Without the long strings, so that changes hit the structure.
        let small = MIXED.replace("5000", "9").replace("3000", "3");
        let originals = [
            frame(scope, &small, "undefined"),
            frame(scope, &small, "[mixed.ab, copied]"),
            frame(
                scope,
                "var o = { a: 1 }; [o, o, { b: [], c: '\\u2603', 'k1': 1.5, 'k2': undefined }, 'text']",
                "undefined",
            ),
            frame(
                scope,
                "({ s: new SharedArrayBuffer(100), t: new Int32Array(new SharedArrayBuffer(8)), b: new ArrayBuffer(70000),
                    v: new Uint8Array(new ArrayBuffer(70000), 9) })",
                "undefined",
            ),
            frame(scope, MODULE, "undefined"),
        ];
        for round in 0..rounds {
            let original = &originals[round % originals.len()];
            let mut bytes = original.bytes.clone();
            for _ in 0..=random.below(3) {
                let at = random.below(bytes.len());
                match random.below(6) {
                    0 => bytes[at] = random.below(256) as u8,
                    1 => bytes[at] ^= 1 << random.below(8),
                    2 => bytes[at] = bytes[at].wrapping_add(1),
                    3 => {
                        let from = random.below(bytes.len());
                        let length = random.below(24).min(bytes.len() - at.max(from));
                        bytes.copy_within(from..from + length, at);
                    }
                    4 => {
                        // A word of the clone data in the place of another one: they begin after 13 bytes.
                        let words = (bytes.len() - 13) / 8;
                        let (from, to) = (13 + random.below(words) * 8, 13 + random.below(words) * 8);
                        bytes.copy_within(from..from + 8, to);
                    }
                    _ => {
                        let word = 13 + random.below((bytes.len() - 13) / 8) * 8;
                        bytes[word] = bytes[word].wrapping_add(random.below(5) as u8).wrapping_sub(2);
                    }
                }
            }
            let mut descriptors: Vec<OwnedFd> =
                original.descriptors.iter().map(|fd| fd.try_clone().expect("a descriptor")).collect();
            match random.below(8) {
                0 => drop(descriptors.pop()),
                1 => descriptors.push(std::fs::File::open("/dev/null").expect("/dev/null").into()),
                2 => descriptors.reverse(),
                _ => {}
            }
            scope.nested(|scope| {
                if receive(scope, Frame { bytes, descriptors }) {
                    read += 1;
                    text(scope, "look(got)");
                } else {
                    refused += 1;
                }
            });
        }
    });
    assert!(read > rounds / 50 && refused > rounds / 50, "{read} read, {refused} refused");
    eprintln!("{rounds} changed frames: {read} read, {refused} refused");
}

fn save(name: &str, frame: &Frame) {
    if let Some(folder) = std::env::var_os("HEDDLE_WIRE_CORPUS") {
        let path = std::path::Path::new(&folder).join(format!("{name}.frame"));
        std::fs::write(path, &frame.bytes).expect("the folder is there");
    }
}

fn main() {
    let engine = Engine::init(EngineOptions::default());
    let mut main = Isolate::new(engine, IsolateOptions::default()).expect("an isolate");
    values_come_back(&mut main);
    simple_and_plain_values_come_back(&mut main);
    large_and_moved_buffers_come_back(&mut main);
    modules_go_by_their_bytes(&mut main);
    what_cannot_go_is_named(&mut main);
    changed_frames_do_no_harm(&mut main);
    println!("wire: ok");
    heddle_sys::process::exit_now(0);
}
