//! What diagnostic files of all kinds share.

use heddle_engine::{Args, Local, NativeFn, Scope, Thrown};
use std::sync::atomic::{AtomicU32, Ordering};

static SEQUENCE: AtomicU32 = AtomicU32::new(0);

/// `op_diagnostic_sequence()` -> a number that no other file of this process has in its name
fn op_diagnostic_sequence<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let number = SEQUENCE.fetch_add(1, Ordering::Relaxed) + 1;
    Ok(scope.number(f64::from(number)))
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[("op_diagnostic_sequence", op_diagnostic_sequence)];
