//! [`ModuleError`]s as JavaScript errors.

use crate::modules::{ErrorClass, ModuleError, Property};
use heddle_engine::{ErrorKind, Local, Scope, Thrown};

/// The error object for a module error: Node's class, message, `code` and own properties.
pub fn module_error<'s>(scope: &mut Scope<'s>, error: &ModuleError) -> Result<Local<'s>, Thrown> {
    let kind = match error.class() {
        ErrorClass::Error => ErrorKind::Error,
        ErrorClass::TypeError => ErrorKind::TypeError,
        ErrorClass::RangeError => ErrorKind::RangeError,
        ErrorClass::SyntaxError => ErrorKind::SyntaxError,
        ErrorClass::UriError => ErrorKind::UriError,
    };
    let message = error.to_string();
    let object = match error.code() {
        Some(code) => scope.coded_error(kind, code, &message)?,
        None => scope.error(kind, &message)?,
    };
    for (name, property) in error.properties() {
        let value = match property {
            Property::String(text) => scope.string(&text),
            Property::Strings(list) => scope.array_with(list, |scope, text| Ok(scope.string(&text)))?,
            Property::Number(number) => scope.number(number),
            Property::Error(cause) => module_error(scope, &cause)?,
        };
        scope.set(object, name, value)?;
    }
    if let Some(frame) = error.frame() {
        let stack = scope.get(object, "stack")?;
        let stack = scope.str(stack).unwrap_or_default();
        let stack = scope.string(&format!("{frame}\n\n{stack}"));
        scope.define(object, "stack", stack, false)?;
    }
    Ok(object)
}

/// Throws a module error.
pub fn throw_module_error(scope: &mut Scope<'_>, error: &ModuleError) -> Thrown {
    match module_error(scope, error) {
        Ok(object) => scope.throw(object),
        Err(thrown) => thrown,
    }
}
