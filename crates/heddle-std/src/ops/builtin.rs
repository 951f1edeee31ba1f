//! Built-in modules and what the bootstrap needs.

use crate::builtins::{self, Evaluated};
use heddle_core::EventLoop;
use heddle_engine::{Args, ErrorKind, GcKind, Local, NativeFn, Scope, Thrown};

/// `op_builtin_function(id, extraParameters?)` -> the module's function, not called; `undefined` if there is none
fn op_builtin_function<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let id = scope.str(args.get(0)).unwrap_or_default();
    let mut extra = Vec::new();
    for index in 0..scope.array_length(args.get(1)).unwrap_or(0) {
        let name = scope.get_index(args.get(1), index)?;
        extra.extend(scope.str(name));
    }
    match builtins::function(scope, &id, &extra)? {
        Some(function) => Ok(function),
        None => Ok(Local::undefined()),
    }
}

/// `op_builtin_exists(id)`
fn op_builtin_exists<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let id = scope.str(args.get(0)).unwrap_or_default();
    Ok(scope.boolean(builtins::exists(&id)))
}

/// `op_builtin_ids()` -> all ids
fn op_builtin_ids<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    scope.array_with(builtins::ids(), |scope, id| Ok(scope.string(id)))
}

/// `op_builtin_evaluated()` -> ids of the built-in modules evaluated in this isolate so far, in order
fn op_builtin_evaluated<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let list = scope.try_state::<Evaluated>().map(|e| e.0.borrow().clone()).unwrap_or_default();
    scope.array_with(list, |scope, id| Ok(scope.string(&id)))
}

/// `op_error_report(error)` -> `[file, line, column, sourceLine | undefined, tokenOffset, message]` | `undefined`
fn op_error_report<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let Some(report) = scope.error_report(args.get(0)) else { return Ok(Local::undefined()) };
    let source = match &report.source_line {
        Some(text) => scope.string(text),
        None => Local::undefined(),
    };
    let parts = [
        scope.string(&report.file),
        scope.number(f64::from(report.line)),
        scope.number(f64::from(report.column)),
        source,
        scope.number(report.token_offset as f64),
        scope.string(&report.message),
    ];
    scope.array(&parts)
}

/// `op_script_run(source, filename, line)`: compiles and runs a script in the global scope; its completion value
fn op_script_run<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let (Some(source), Some(name)) = (scope.str(args.get(0)), scope.str(args.get(1))) else {
        return Err(scope.throw_error(ErrorKind::TypeError, "source and filename must be strings"));
    };
    let stencil = scope.compile(&source, &name, args.get(2).as_u32().unwrap_or(1), false, false)?;
    let referrer = args.get(3);
    scope.run_script(&stencil, referrer)
}

/// `op_gc(kind)`: a collection, for `global.gc`; 0: of everything, 1: of young objects
fn op_gc<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    scope.gc(if args.get(0).as_u32() == Some(1) { GcKind::Minor } else { GcKind::Full });
    Ok(Local::undefined())
}

/// `op_gc_watch(bool)`: whether the loop's `onCollections` is called after collections
fn op_gc_watch<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let on = args.get(0).is_true();
    let watched = scope.watch_collections(on);
    scope.state::<EventLoop>().want_collections(on && watched);
    Ok(scope.boolean(watched))
}

/// `op_original_members(class)` -> an object without prototype with the properties of a class's original prototype
fn op_original_members<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let class = scope.str(args.get(0)).unwrap_or_default();
    match scope.original_members(&class)? {
        Some(members) => Ok(members),
        None => Err(scope.throw_type_error(&format!("no original class {class}"))),
    }
}

/// `op_stack_hook_set(function)`: see `bootstrap/stack_trace`
fn op_stack_hook_set<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    scope.set_stack_hook(args.get(0))?;
    Ok(Local::undefined())
}

/// `op_stack_frames(limit)` -> frames of the current stack
fn op_stack_frames<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let limit = args.get(0).as_u32().unwrap_or(10);
    scope.stack_frames(limit)
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_builtin_function", op_builtin_function),
    ("op_builtin_exists", op_builtin_exists),
    ("op_builtin_ids", op_builtin_ids),
    ("op_builtin_evaluated", op_builtin_evaluated),
    ("op_error_report", op_error_report),
    ("op_script_run", op_script_run),
    ("op_gc", op_gc),
    ("op_original_members", op_original_members),
    ("op_gc_watch", op_gc_watch),
    ("op_stack_hook_set", op_stack_hook_set),
    ("op_stack_frames", op_stack_frames),
];
