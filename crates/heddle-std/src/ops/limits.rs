//! Limits of workers.

use crate::limits::Limits;
use crate::runtime::OptionsState;
use heddle_engine::{Args, Local, NativeFn, Scope, Thrown};

/// The limits of an object that has all of them.
pub(super) fn read<'s>(scope: &mut Scope<'s>, object: Local<'s>) -> Result<Limits, Thrown> {
    let mut limits = Limits::default();
    for (name, value) in limits.by_name() {
        *value = scope.get(object, name)?.as_number().unwrap_or(*value);
    }
    Ok(limits)
}

/// The limits as an object.
pub(super) fn show<'s>(scope: &mut Scope<'s>, limits: &Limits) -> Result<Local<'s>, Thrown> {
    let object = scope.object_null_proto()?;
    for (name, value) in limits.clone().by_name() {
        let value = scope.number(*value);
        scope.set(object, name, value)?;
    }
    Ok(object)
}

/// `op_worker_limits_fill(given)` -> all limits of a worker: what is not a positive number gets its default
fn op_worker_limits_fill<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let given = args.get(0);
    let most = scope.get(given, "memoryMb")?.as_number().unwrap_or(f64::INFINITY);
    let mut limits = Limits::of_workers(&scope.state::<OptionsState>().0.clone(), most);
    let mut has_budgets = false;
    for (name, value) in limits.by_name() {
        let given = scope.get(given, name)?.as_number();
        let Some(given) = given.filter(|given| *given > 0.0) else { continue };
        *value = given;
        has_budgets |= matches!(name, "maxOldGenerationSizeMb" | "externalMb");
    }
    limits.fit_data(has_budgets);
    show(scope, &limits)
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[("op_worker_limits_fill", op_worker_limits_fill)];
