//! Customization hooks for `import` (`module.registerHooks`): functions of built-in JavaScript that the ESM driver asks
//! before the resolver. See <https://nodejs.org/api/module.html#synchronous-customization-hooks>.
//!
//! The only part of this module that names engine types. The driver calls [`resolve`] in front of
//! [`Resolver::resolve_import`](super::Resolver::resolve_import) and [`load`] in front of
//! [`Resolver::load`](super::Resolver::load); both return `None` while no such hook is registered.

use super::{Format, Loaded};
use heddle_engine::{ErrorKind, Global, Local, Scope, Thrown};
use std::cell::RefCell;

/// The hooks of an isolate.
#[derive(Default)]
struct Hooks {
    resolve: RefCell<Option<Global>>,
    load: RefCell<Option<Global>>,
}

/// Registers the functions; `undefined` takes one away.
pub fn set(scope: &mut Scope<'_>, resolve: Local<'_>, load: Local<'_>) {
    let hooks = scope.state_or_default::<Hooks>();
    let mut keep = |function: Local<'_>| function.is_function().then(|| scope.global_handle(function));
    let (resolve, load) = (keep(resolve), keep(load));
    *hooks.resolve.borrow_mut() = resolve;
    *hooks.load.borrow_mut() = load;
}

/// Forgets the functions; before the isolate goes.
pub fn clear(scope: &Scope<'_>) {
    if let Some(hooks) = scope.try_state::<Hooks>() {
        hooks.resolve.borrow_mut().take();
        hooks.load.borrow_mut().take();
    }
}

fn attributes_object<'s>(scope: &mut Scope<'s>, attributes: &[(&str, &str)]) -> Result<Local<'s>, Thrown> {
    let object = scope.object_null_proto()?;
    for (key, value) in attributes {
        let value = scope.string(value);
        scope.set(object, key, value)?;
    }
    Ok(object)
}

/// Where the `resolve` hooks lead an import; `None` without hooks.
pub fn resolve(
    scope: &mut Scope<'_>,
    specifier: &str,
    base: &str,
    attributes: &[(&str, &str)],
) -> Result<Option<String>, Thrown> {
    let Some(hooks) = scope.try_state::<Hooks>() else {
        return Ok(None);
    };
    let Some(function) = hooks.resolve.borrow().as_ref().map(|function| function.get(scope)) else {
        return Ok(None);
    };
    let arguments = [scope.string(specifier), scope.string(base), attributes_object(scope, attributes)?];
    let result = scope.call(function, Local::undefined(), &arguments)?;
    let url = scope.get(result, "url")?;
    Ok(scope.str(url))
}

/// What the `load` hooks make of a URL; `None` without hooks. Types are stripped.
pub fn load(scope: &mut Scope<'_>, url: &str, attributes: &[(&str, &str)]) -> Result<Option<Loaded>, Thrown> {
    let Some(hooks) = scope.try_state::<Hooks>() else {
        return Ok(None);
    };
    let Some(function) = hooks.load.borrow().as_ref().map(|function| function.get(scope)) else {
        return Ok(None);
    };
    let format = super::format::format_of_file(url).map(Format::name);
    let format = match format.or(url.starts_with("node:").then_some("builtin")) {
        Some(name) => scope.string(name),
        None => Local::undefined(),
    };
    let arguments = [scope.string(url), format, attributes_object(scope, attributes)?];
    let result = scope.call(function, Local::undefined(), &arguments)?;
    let name = scope.get(result, "format")?;
    let name = scope.str(name).unwrap_or_default();
    let Some(format) = Format::from_name(&name) else {
        return Err(scope.throw_error(ErrorKind::TypeError, "internal error: a load hook's format was not checked"));
    };
    let source = scope.get(result, "source")?;
    let text = scope.str(source);
    let bytes = if text.is_none() { scope.bytes_to_vec(source) } else { None };
    let source = text.unwrap_or_default().into();
    Ok(Some(Loaded { url: url.into(), format, source, bytes: bytes.map(Into::into) }))
}
