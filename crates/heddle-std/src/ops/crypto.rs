//! Ops of the global `crypto`.

use heddle_engine::{Args, ErrorKind, Local, NativeFn, Scope, Thrown};
use rustix::rand::{getrandom, GetRandomFlags};

/// `op_crypto_random_fill(view)`: fills it from the kernel's random number generator
fn op_crypto_random_fill<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    let result = scope.with_bytes_mut(args.get(0), |bytes| {
        let mut rest = bytes;
        while !rest.is_empty() {
            match getrandom(&mut *rest, GetRandomFlags::empty()) {
                Ok(0) => return Err(rustix::io::Errno::IO),
                Ok(count) => rest = &mut rest[count..],
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    });
    match result {
        Some(Err(error)) => Err(scope.throw_coded(
            ErrorKind::Error,
            "ERR_CRYPTO_OPERATION_FAILED",
            &format!("the system gave no random bytes: {error}"),
        )),
        _ => Ok(Local::undefined()),
    }
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[("op_crypto_random_fill", op_crypto_random_fill)];
