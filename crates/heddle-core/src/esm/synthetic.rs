//! Modules made of what is no ECMAScript module.

use super::call_hook;
use crate::modules::{Format, Loaded};
use heddle_engine::{Local, Scope, Thrown};
use std::fmt::Write;

/// Source of a module that exports the named properties of an object, which it gets from `import.meta.exports`.
/// That getter runs a CommonJS module. `commonjs` adds the export `module.exports`; a built-in module registers a
/// function that reads its exports again (`module.syncBuiltinESMExports`).
pub(super) fn source(names: &[String], commonjs: bool) -> String {
    let mut text = String::from("const { exports: $, get: $get } = import.meta;\nexport { $ as default");
    if commonjs {
        text.push_str(", $ as 'module.exports'");
    }
    text.push_str(" };\n");
    let mut index = 0;
    let mut again = String::new();
    for name in names {
        if name == "default" || (commonjs && name == "module.exports") {
            continue;
        }
        let name = serde_json::Value::from(name.as_str());
        let _ = writeln!(text, "let $e{index} = $get($, {name}); export {{ $e{index} as {name} }};");
        if !commonjs {
            let _ = write!(again, "$e{index} = $get($, {name});");
        }
        index += 1;
    }
    if !commonjs {
        let _ = writeln!(text, "import.meta.onSync(($) => {{{again}}});");
    }
    text
}

/// The names that a built-in module exports.
pub(super) fn builtin_names(scope: &mut Scope<'_>, url: &str) -> Result<Vec<String>, Thrown> {
    let url = scope.string(url);
    let names = call_hook(scope, "builtinExportNames", &[url])?;
    let count = scope.array_length(names).unwrap_or(0);
    let mut list = Vec::with_capacity(count as usize);
    for index in 0..count {
        let name = scope.get_index(names, index)?;
        list.extend(scope.str(name));
    }
    Ok(list)
}

/// A JSON module; a syntax error names the file.
pub(super) fn json<'s>(scope: &mut Scope<'s>, source: &str, url: &str) -> Result<Local<'s>, Thrown> {
    let text = scope.string(source);
    let url = scope.string(url);
    let value = call_hook(scope, "parseJsonModule", &[text, url])?;
    scope.default_export_module(value)
}

/// The default export of text and bytes modules; WebAssembly is instantiated by JavaScript.
pub(super) fn other<'s>(scope: &mut Scope<'s>, loaded: &Loaded, url: &str) -> Result<Local<'s>, Thrown> {
    let bytes = match &loaded.bytes {
        Some(bytes) => scope.uint8_array_copy(bytes)?,
        None => scope.string(&loaded.source),
    };
    let format = scope.string(Format::name(loaded.format));
    let url = scope.string(url);
    call_hook(scope, "makeOtherModule", &[format, bytes, url])
}
