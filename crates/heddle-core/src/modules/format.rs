//! Which kind of module a file or URL is.
//! Rules: <https://nodejs.org/api/packages.html#determining-module-system> and ESM_FILE_FORMAT.

use super::error::ModuleError;
use super::file_url::file_url_to_path;
use super::package::{self, PackageType};
use oxc_allocator::Allocator;
use oxc_ast::ast::{BindingPattern, Program, Statement, VariableDeclarationKind};
use oxc_parser::{ParseOptions, Parser};
use oxc_span::SourceType;

/// The kind of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// An ES module.
    Module,
    /// A CommonJS module.
    Commonjs,
    /// JSON; its value is the default export.
    Json,
    /// A built-in module (`node:` or `heddle:`).
    Builtin,
    /// An ES module in TypeScript.
    ModuleTypescript,
    /// A CommonJS module in TypeScript.
    CommonjsTypescript,
    /// A WebAssembly module.
    Wasm,
    /// A native add-on, which Heddle refuses to load.
    Addon,
}

impl Format {
    /// Node's name of the format.
    pub fn name(self) -> &'static str {
        match self {
            Format::Module => "module",
            Format::Commonjs => "commonjs",
            Format::Json => "json",
            Format::Builtin => "builtin",
            Format::ModuleTypescript => "module-typescript",
            Format::CommonjsTypescript => "commonjs-typescript",
            Format::Wasm => "wasm",
            Format::Addon => "addon",
        }
    }

    /// The format with this name.
    pub fn from_name(name: &str) -> Option<Format> {
        Some(match name {
            "module" => Format::Module,
            "commonjs" => Format::Commonjs,
            "json" => Format::Json,
            "builtin" => Format::Builtin,
            "module-typescript" => Format::ModuleTypescript,
            "commonjs-typescript" => Format::CommonjsTypescript,
            "wasm" => Format::Wasm,
            "addon" => Format::Addon,
            _ => return None,
        })
    }

    /// Whether it is one of the CommonJS formats.
    pub fn is_commonjs(self) -> bool {
        matches!(self, Format::Commonjs | Format::CommonjsTypescript)
    }

    /// Whether types are stripped from it.
    pub fn is_typescript(self) -> bool {
        matches!(self, Format::ModuleTypescript | Format::CommonjsTypescript)
    }
}

/// What a file's name and package say about its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameFormat {
    Known(Format),
    /// `.js` (or nothing) without a `"type"`: the source decides.
    AmbiguousJs,
    /// `.ts` without a `"type"`.
    AmbiguousTs,
    /// No extension in a `"type": "module"` package: WebAssembly if it begins like it.
    ModuleOrWasm,
    /// An extension that `import` does not know.
    Unknown,
}

impl NameFormat {
    pub(super) fn is_typescript(self) -> bool {
        match self {
            NameFormat::Known(format) => format.is_typescript(),
            other => other == NameFormat::AmbiguousTs,
        }
    }
}

/// The extension with its dot, as `path.extname` gives it: none for `.hidden`, "." for `x.`.
pub(super) fn extension(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or("");
    match name.rfind('.') {
        None | Some(0) => "",
        Some(at) if name.bytes().all(|byte| byte == b'.') => &name[name.len() - usize::from(at > 1)..],
        Some(at) => &name[at..],
    }
}

pub(super) fn format_of_path(path: &str, strip_types: bool) -> Result<NameFormat, ModuleError> {
    use NameFormat::*;
    let kind = || package::scope_of(path).map(|scope| scope.map_or(PackageType::None, |scope| scope.kind));
    Ok(match extension(path) {
        ".js" => match kind()? {
            PackageType::Module => Known(Format::Module),
            PackageType::CommonJs => Known(Format::Commonjs),
            PackageType::None => AmbiguousJs,
        },
        ".mjs" => Known(Format::Module),
        ".cjs" => Known(Format::Commonjs),
        ".json" => Known(Format::Json),
        ".wasm" => Known(Format::Wasm),
        ".node" => Known(Format::Addon),
        ".mts" if strip_types => Known(Format::ModuleTypescript),
        ".cts" if strip_types => Known(Format::CommonjsTypescript),
        ".ts" if strip_types => match kind()? {
            PackageType::Module => Known(Format::ModuleTypescript),
            PackageType::CommonJs => Known(Format::CommonjsTypescript),
            PackageType::None => AmbiguousTs,
        },
        "" => match kind()? {
            PackageType::Module => ModuleOrWasm,
            PackageType::CommonJs => Known(Format::Commonjs),
            PackageType::None => AmbiguousJs,
        },
        _ => Unknown,
    })
}

/// The format of a `file:` URL as far as it is known without reading the file.
pub(super) fn format_of_file(url: &str) -> Option<Format> {
    let path = file_url_to_path(url).ok()?;
    match format_of_path(&path, true).ok()? {
        NameFormat::Known(format) => Some(format),
        NameFormat::ModuleOrWasm => Some(Format::Module),
        _ => None,
    }
}

/// Checks the import attributes against the format, as `import` does before it loads the module.
pub fn check_attributes(url: &str, format: Format, attributes: &[(&str, &str)]) -> Result<(), ModuleError> {
    let kind = attributes.iter().find(|(key, _)| *key == "type").map(|(_, value)| *value);
    let unsupported = |key: &str, value: &str| ModuleError::AttributeUnsupported {
        key: key.into(),
        value: value.into(),
        url: url.into(),
    };
    let wrong = |value: &str| match value {
        "json" => ModuleError::AttributeTypeIncompatible { url: url.into(), kind: value.into() },
        other => unsupported("type", other),
    };
    match (format, kind) {
        (Format::Json, Some("json")) => Ok(()),
        (Format::Json, Some(other)) => Err(wrong(other)),
        (Format::Json, None) => Err(match attributes.first() {
            Some((key, value)) => unsupported(key, value),
            None => ModuleError::AttributeMissing { url: url.into(), key: "type".into(), value: "json".into() },
        }),
        (_, Some(other)) => Err(wrong(other)),
        (_, None) => attributes.first().map_or(Ok(()), |(key, value)| Err(unsupported(key, value))),
    }
}

/// The names that the CommonJS wrapper gives to a module.
const WRAPPER_NAMES: [&str; 5] = ["exports", "require", "module", "__filename", "__dirname"];

/// Whether a source is an ES module rather than CommonJS: it does not parse as CommonJS because of `import`,
/// `export`, `import.meta`, top-level `await`, or a redeclared wrapper name, and it does parse as an ES module.
pub fn contains_module_syntax(source: &str, typescript: bool) -> bool {
    if !may_have_module_syntax(source) {
        return false;
    }
    let kind = if typescript { SourceType::ts() } else { SourceType::mjs() };
    let allocator = Allocator::default();
    let options = ParseOptions { allow_return_outside_function: true, ..ParseOptions::default() };
    let script = Parser::new(&allocator, source, kind.with_commonjs(true)).with_options(options).parse();
    let redeclares = redeclares_wrapper_name(&script.program);
    if script.diagnostics.is_empty() && !script.panicked && !redeclares && !script.module_record.has_module_syntax {
        return false;
    }
    let module = Parser::new(&allocator, source, kind.with_module(true)).parse();
    if !module.diagnostics.is_empty() || module.panicked {
        return false;
    }
    // It parses as a module and not as a script; sloppy-mode-only code cannot come here.
    module.module_record.has_module_syntax || redeclares || !script.diagnostics.is_empty()
}

/// Whether a source parses as a JavaScript program.
pub fn is_script(source: &str) -> bool {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, SourceType::cjs()).parse();
    !parsed.panicked && parsed.diagnostics.is_empty()
}

/// A quick look for the words without which no file needs a parser.
fn may_have_module_syntax(source: &str) -> bool {
    let bytes = source.as_bytes();
    let is_word = |at: usize| {
        bytes.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.'))
    };
    let has_word = |word: &str, ends: bool| {
        memchr::memmem::find_iter(bytes, word).any(|at| {
            let before = at == 0 || !is_word(at - 1);
            before && (!ends || !is_word(at + word.len()))
        })
    };
    // `import.meta` has a dot after the word, `await(` and `export{` have none.
    has_word("import", false)
        || has_word("export", true)
        || has_word("await", true)
        || memchr::memmem::find(bytes, b"\\u").is_some()
        || WRAPPER_NAMES.iter().any(|name| {
            memchr::memmem::find_iter(bytes, name).any(|at| {
                let before = source[..at].trim_end();
                before.ends_with("const")
                    || before.ends_with("let")
                    || before.ends_with("class")
                    || before.ends_with(['{', ',', '['])
            })
        })
}

fn redeclares_wrapper_name(program: &Program<'_>) -> bool {
    fn binds(pattern: &BindingPattern<'_>) -> bool {
        pattern.get_binding_identifiers().iter().any(|name| WRAPPER_NAMES.contains(&name.name.as_str()))
    }
    let lexical = |kind: VariableDeclarationKind| kind != VariableDeclarationKind::Var;
    program.body.iter().any(|statement| match statement {
        Statement::VariableDeclaration(declaration) => {
            lexical(declaration.kind) && declaration.declarations.iter().any(|declarator| binds(&declarator.id))
        }
        Statement::ClassDeclaration(class) => {
            class.id.as_ref().is_some_and(|name| WRAPPER_NAMES.contains(&name.name.as_str()))
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_are_those_of_path_extname() {
        for (path, expected) in
            [("/a/b.js", ".js"), ("/a/.hid", ""), ("/a/dot.", "."), ("/a.b/c", ""), ("/a/x.d.ts", ".ts")]
        {
            assert_eq!(extension(path), expected, "{path}");
        }
    }

    #[test]
    fn esm_syntax_is_found() {
        for source in [
            "import 'x'",
            "export {}",
            "export default 1",
            "const u = import.meta.url;",
            "await 1;",
            "const x = await import('y');",
            "const require = 1;",
            "import x from 'y'; const require = x;",
            "for await (const a of b) {}",
            "export const a = 1",
            "const { a, exports } = globalThis;",
        ] {
            assert!(contains_module_syntax(source, false), "{source}");
        }
    }

    #[test]
    fn commonjs_is_left_alone() {
        for source in [
            "exports.a = 1",
            "import('x')",
            "// import x from 'y'",
            "'export default 1'",
            "var require = 1;",
            "return 1;",
            "async () => { await 1 }",
            "with (a) {} import('x')",
            "let x = ; import 'y'",
            "{ const require = 1 }",
            "",
            "function exports() {}",
            "await = 1",
            "await(0)",
            "if (a) { const module = require('x') }",
            "new.target; await",
        ] {
            assert!(!contains_module_syntax(source, false), "{source}");
        }
    }

    #[test]
    fn typescript_is_looked_at_too() {
        assert!(contains_module_syntax("export const a: number = 1", true));
        assert!(contains_module_syntax("import type { A } from './a.ts'", true));
        assert!(!contains_module_syntax("const a: number = 1; module.exports = a;", true));
    }

    #[test]
    fn attributes_are_checked() {
        let code = |format, attributes: &[(&str, &str)]| {
            check_attributes("file:///x", format, attributes).err().and_then(|error| error.code())
        };
        assert_eq!(code(Format::Json, &[("type", "json")]), None);
        assert_eq!(code(Format::Json, &[]), Some("ERR_IMPORT_ATTRIBUTE_MISSING"));
        assert_eq!(code(Format::Json, &[("type", "css")]), Some("ERR_IMPORT_ATTRIBUTE_UNSUPPORTED"));
        assert_eq!(code(Format::Json, &[("foo", "x")]), Some("ERR_IMPORT_ATTRIBUTE_UNSUPPORTED"));
        assert_eq!(code(Format::Json, &[("type", "json"), ("foo", "x")]), None);
        assert_eq!(code(Format::Module, &[]), None);
        assert_eq!(code(Format::Module, &[("type", "json")]), Some("ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE"));
        assert_eq!(code(Format::Module, &[("type", "")]), Some("ERR_IMPORT_ATTRIBUTE_UNSUPPORTED"));
        assert_eq!(code(Format::Builtin, &[("type", "json")]), Some("ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE"));
    }
}
