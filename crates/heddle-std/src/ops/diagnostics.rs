//! What diagnostic files of all kinds share.

use heddle_engine::{Args, Local, NativeFn, Scope, Thrown};

/// `op_diagnostic_name(prefix, extension)` -> a name that no other file of this process has
fn op_diagnostic_name<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let prefix = scope.str(args.get(0)).unwrap_or_default();
    let extension = scope.str(args.get(1)).unwrap_or_default();
    let name = crate::diagnostic_file::name(scope, &prefix, &extension);
    Ok(scope.string(&name))
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[("op_diagnostic_name", op_diagnostic_name)];
