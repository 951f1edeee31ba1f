//! The static module graph of a program: what it imports by declarations and requires by `require('text')`. The creator of
//! a sandboxed worker walks it, and sends all that the worker will ask of the file system for it.

use super::cjs_exports::required;
use super::error::ModuleError;
use super::file_url::{file_url_to_path, path_to_file_url};
use super::files::{self, FileRecord};
use super::format::{contains_module_syntax, Format};
use super::resolve::{Resolver, ResolverOptions};
use super::wasm_imports::imported_modules;
use super::{builtins, FindPath};
use oxc_allocator::Allocator;
use oxc_ast::ast::{ImportAttributeKey, Statement, StringLiteral, WithClause};
use oxc_parser::Parser;
use oxc_span::SourceType;
use std::collections::HashSet;

/// Where a graph begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Root {
    /// A file, as the program's entry.
    Main(String),
    /// A URL that is imported.
    Url(String),
    /// Text that runs in this folder, as `--eval` does.
    Source(String, String),
    /// What `--require` names, seen from this folder.
    Require(String, String),
    /// What `--import` names, seen from this folder.
    Import(String, String),
}

/// All that resolving and loading these roots and what they load statically asks of the file system.
///
/// What cannot be found or read is part of the record, so that the program meets the same error.
pub fn record(options: ResolverOptions, roots: &[Root]) -> FileRecord {
    let walk = || {
        let mut walk = Walk { resolver: Resolver::new(options), seen: HashSet::new(), waiting: Vec::new() };
        roots.iter().for_each(|root| walk.begin(root));
        while let Some(step) = walk.waiting.pop() {
            // Its error is met again where the program runs.
            let _failed = walk.take(&step);
        }
    };
    files::record(walk).1
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Step {
    Import(String, Option<String>),
    Require(String),
}

struct Walk {
    resolver: Resolver,
    seen: HashSet<Step>,
    waiting: Vec<Step>,
}

impl Walk {
    fn begin(&mut self, root: &Root) {
        match root {
            Root::Main(path) => {
                if let Ok(Some(entry)) = self.resolver.resolve_main(path) {
                    self.add(if entry.is_esm {
                        Step::Import(path_to_file_url(&entry.path), None)
                    } else {
                        Step::Require(entry.path)
                    });
                }
            }
            Root::Url(url) => self.add(Step::Import(url.clone(), None)),
            Root::Source(source, folder) => {
                let base = format!("{}/[eval]", folder.trim_end_matches('/'));
                self.import_all(source, &path_to_file_url(&base));
                self.require_all(source, &base);
            }
            Root::Require(request, folder) => self.require(request, &format!("{folder}/internal")),
            Root::Import(specifier, folder) => {
                self.import(specifier, &format!("{}/", path_to_file_url(folder)), None);
            }
        }
    }

    fn add(&mut self, step: Step) {
        if self.seen.insert(step.clone()) {
            self.waiting.push(step);
        }
    }

    fn take(&mut self, step: &Step) -> Result<(), ModuleError> {
        match step {
            Step::Import(url, kind) => {
                let attributes: Vec<_> = kind.iter().map(|kind| ("type", kind.as_str())).collect();
                let loaded = self.resolver.load(url, &attributes)?;
                match loaded.format {
                    Format::Module | Format::ModuleTypescript => self.import_all(&loaded.source, url),
                    Format::Commonjs | Format::CommonjsTypescript => {
                        self.resolver.commonjs_export_names(&loaded);
                        self.add(Step::Require(file_url_to_path(url)?));
                    }
                    Format::Wasm => {
                        let bytes = loaded.bytes.as_deref().unwrap_or(loaded.source.as_bytes());
                        imported_modules(bytes).iter().for_each(|specifier| self.import(specifier, url, None));
                    }
                    Format::Json | Format::Builtin | Format::Addon => {}
                }
            }
            Step::Require(path) => {
                // The kind of a file depends on its package's, which is asked for again when it runs.
                self.resolver.package_scope(path)?;
                self.resolver.require_format(path)?;
                let (format, source) = self.resolver.read_for_require(path)?;
                let is_module = match format {
                    Some(format) => matches!(format, Format::Module | Format::ModuleTypescript),
                    None => self.resolver.options().detect_module && contains_module_syntax(&source, false),
                };
                if is_module {
                    self.add(Step::Import(path_to_file_url(path), None));
                } else if format.is_none_or(Format::is_commonjs) {
                    self.require_all(&source, path);
                }
            }
        }
        Ok(())
    }

    fn import(&mut self, specifier: &str, base: &str, kind: Option<String>) {
        if let Ok(resolved) = self.resolver.resolve_import(specifier, base) {
            self.add(Step::Import(resolved.url, kind));
        }
    }

    fn import_all(&mut self, source: &str, url: &str) {
        for (specifier, kind) in imported(source) {
            self.import(&specifier, url, kind);
        }
    }

    fn require_all(&mut self, source: &str, path: &str) {
        for request in required(source) {
            self.require(&request, path);
        }
    }

    /// As `Module._resolveFilename` looks for it.
    fn require(&mut self, request: &str, parent: &str) {
        if builtins::is_builtin(request) {
            return;
        }
        let found = match self.resolver.resolve_require(request, parent) {
            Ok(found) => Some(found),
            // With all extensions, so that the program is told the same.
            Err(_) => {
                let extensions = [".js", ".json", ".node", ".ts", ".cts", ".mts"].map(String::from);
                let folder = parent.rsplit_once('/').map_or("", |(folder, _)| folder);
                let paths = if request.starts_with('.') {
                    vec![folder.to_owned()]
                } else {
                    let mut paths = super::node_modules_paths(folder);
                    paths.extend(self.resolver.options().global_folders.iter().cloned());
                    paths
                };
                let find =
                    FindPath { request, paths: &paths, extensions: &extensions, is_main: false, conditions: None };
                self.resolver.find_path(&find).ok().flatten()
            }
        };
        if let Some(found) = found.filter(|found| found.starts_with('/')) {
            self.add(Step::Require(found));
        }
    }
}

fn type_of(clause: Option<&WithClause<'_>>) -> Option<String> {
    let entry = clause?.with_entries.iter().find(|entry| match &entry.key {
        ImportAttributeKey::Identifier(name) => name.name == "type",
        ImportAttributeKey::StringLiteral(name) => name.value == "type",
    })?;
    Some(entry.value.value.to_string())
}

/// What the declarations of a module import, with their `type` attribute.
fn imported(source: &str) -> Vec<(String, Option<String>)> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, SourceType::mjs()).parse();
    let mut found = Vec::new();
    let mut add = |from: &StringLiteral<'_>, clause: Option<&WithClause<'_>>| {
        found.push((from.value.to_string(), type_of(clause)));
    };
    for statement in &parsed.program.body {
        match statement {
            Statement::ImportDeclaration(import) => add(&import.source, import.with_clause.as_deref()),
            Statement::ExportAllDeclaration(export) => add(&export.source, export.with_clause.as_deref()),
            Statement::ExportFromDeclaration(export) => add(&export.source, export.with_clause.as_deref()),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_found_and_calls_are_not() {
        let source =
            "import a from 'a'; import 'b'; export * from './c.js'; export { d } from 'd' with { type: 'json' }; \
                      import('e'); const f = 'import \"g\"';";
        let names: Vec<_> = imported(source).into_iter().map(|(name, kind)| format!("{name} {kind:?}")).collect();
        assert_eq!(names, ["a None", "b None", "./c.js None", "d Some(\"json\")"]);
        assert_eq!(
            required("const a = require('a'); x.require('b'); if (c) require(\"./c\"); require(d);"),
            ["a", "./c"]
        );
    }
}
