//! Stacks of errors.

use heddle_engine::{Args, Local, NativeFn, Scope, Thrown};

/// `op_stack_formatter_set(function)`: the function makes the value of `error.stack` when it is first read, from
/// `(error, frames, prepareStackTrace)`; see `bootstrap/stack_trace.js`.
fn op_stack_formatter_set<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let function = args.get(0);
    if !function.is_function() {
        return Err(scope.throw_type_error("op_stack_formatter_set: not a function"));
    }
    scope.set_stack_formatter(function);
    Ok(Local::undefined())
}

/// `op_stack_frames(limit)` -> array of frames of the current stack
fn op_stack_frames<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let limit = args.get(0).as_u32().unwrap_or(10);
    scope.stack_frames(limit)
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] =
    &[("op_stack_formatter_set", op_stack_formatter_set), ("op_stack_frames", op_stack_frames)];
