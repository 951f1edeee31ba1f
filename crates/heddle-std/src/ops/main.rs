//! Places in the program that reports of uncaught exceptions and of unsettled modules name.

use heddle_core::esm::EsmHost;
use heddle_core::{start_around, Around};
use heddle_engine::{Args, Local, ModuleKind, NativeFn, Place, Scope, Thrown};

type Op<'s> = Result<Local<'s>, Thrown>;

fn place<'s>(scope: &mut Scope<'s>, place: &Place) -> Op<'s> {
    let parts = [
        scope.string(&place.file),
        scope.number(f64::from(place.line)),
        scope.number(f64::from(place.column)),
        scope.string(&place.function),
    ];
    scope.array(&parts)
}

/// `op_error_thrown_at(value)` -> `[file, line, column, function][]`: the stack of the place that threw the value which the
/// loop caught last; empty if it is unknown or another one
fn op_error_thrown_at<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let places = scope.thrown_at(args.get(0));
    scope.array_with(places, |scope, at| place(scope, &at))
}

/// `op_source_start_around(source, isModule, "throw" | "await", line, column)` -> `[line, column]` where such a statement or
/// expression around the place starts | `undefined`
fn op_source_start_around<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let source = scope.str(args.get(0)).unwrap_or_default();
    let kind = if scope.str(args.get(2)).as_deref() == Some("await") { Around::Await } else { Around::Throw };
    let (line, column) = (args.get(3).as_u32().unwrap_or(0), args.get(4).as_u32().unwrap_or(0));
    match start_around(&source, args.get(1).is_true(), kind, line, column) {
        Some((line, column)) => {
            let parts = [scope.number(f64::from(line)), scope.number(f64::from(column))];
            scope.array(&parts)
        }
        None => Ok(Local::undefined()),
    }
}

/// `op_module_stalled_await(url)` -> `[file, line, column, ""]` of the top-level await that the module, or one that it
/// imports, waits at | `undefined`
fn op_module_stalled_await<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let Some(url) = scope.str(args.get(0)) else { return Ok(Local::undefined()) };
    let module = scope.state::<EsmHost>().module(scope, &url, ModuleKind::JavaScript)?;
    match scope.stalled_await(module) {
        Some(at) => place(scope, &at),
        None => Ok(Local::undefined()),
    }
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_error_thrown_at", op_error_thrown_at),
    ("op_source_start_around", op_source_start_around),
    ("op_module_stalled_await", op_module_stalled_await),
];
