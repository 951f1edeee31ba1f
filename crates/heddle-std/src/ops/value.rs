//! What `util.inspect` and `util.types` ask of values.

use heddle_core::EventLoop;
use heddle_engine::{Args, Local, NativeFn, PromiseState, Scope, Thrown};

/// `op_value_class(value)` -> the engine's class name, "" for primitives
fn op_value_class<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let name = match scope.class_name(args.get(0)) {
        "Map Iterator" => "MapIterator",
        "Set Iterator" => "SetIterator",
        "Module" => "ModuleNamespace",
        "WebAssembly.Memory" => "WasmMemory",
        other => other,
    };
    Ok(scope.string(name))
}

/// `op_promise_state(promise)` -> `[0 | 1 | 2, result]` | `undefined`
fn op_promise_state<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let Some(state) = scope.promise_state(args.get(0)) else { return Ok(Local::undefined()) };
    let number = match state {
        PromiseState::Pending => 0.0,
        PromiseState::Fulfilled => 1.0,
        PromiseState::Rejected => 2.0,
    };
    let parts = [scope.number(number), scope.promise_result(args.get(0))];
    scope.array(&parts)
}

/// `op_proxy_details(value)` -> `[target, handler]` | `undefined`
fn op_proxy_details<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    match scope.proxy_parts(args.get(0)) {
        Some((target, handler)) => scope.array(&[target, handler]),
        None => Ok(Local::undefined()),
    }
}

/// `op_iterator_preview(iterator)` -> `[entries, isKeyValue]` | `undefined`
fn op_iterator_preview<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    if let Some((target, kind, passed)) = scope.iterator_state(args.get(0)) {
        let hook = scope.state::<EventLoop>().hooks().get(scope, "iteratorEntries");
        let Some(hook) = hook else { return Ok(Local::undefined()) };
        let arguments = [target, scope.number(f64::from(kind)), scope.number(f64::from(passed))];
        return scope.call(hook, Local::undefined(), &arguments);
    }
    match scope.iterator_preview(args.get(0))? {
        Some((entries, pairs)) => {
            let pairs = scope.boolean(pairs);
            scope.array(&[entries, pairs])
        }
        None => Ok(Local::undefined()),
    }
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_value_class", op_value_class),
    ("op_promise_state", op_promise_state),
    ("op_proxy_details", op_proxy_details),
    ("op_iterator_preview", op_iterator_preview),
];
