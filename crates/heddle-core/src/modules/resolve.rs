//! The resolver of one isolate, and ESM_RESOLVE.
//! Rules: <https://nodejs.org/api/esm.html#resolution-algorithm-specification>.

use super::builtins;
use super::error::ModuleError;
use super::exports::{resolve_exports, resolve_imports, Context};
use super::file_url::{display_base, has_encoded_separator, path_to_file_url, url_to_path};
use super::files;
use super::format::{format_of_file, Format};
use super::package::{self, PackageConfig, PackageType};
use super::paths::{join_path, relative_path};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;
use url::Url;

/// Says whether Heddle has the built-in with this id ("node/fs", "heddle/sync").
pub type HasBuiltin = fn(&str) -> bool;

/// How an isolate resolves and loads.
#[derive(Clone, Debug)]
pub struct ResolverOptions {
    /// `--conditions` (`-C`), in the order given.
    pub conditions: Vec<String>,
    /// `--preserve-symlinks`
    pub preserve_symlinks: bool,
    /// `--preserve-symlinks-main`
    pub preserve_symlinks_main: bool,
    /// `--strip-types` (on by default).
    pub strip_types: bool,
    /// `--experimental-detect-module` (on by default): ambiguous files are looked at.
    pub detect_module: bool,
    /// Folders of `NODE_PATH`, then `~/.node_modules`, `~/.node_libraries` and the prefix's `lib/node`.
    pub global_folders: Vec<String>,
    /// Which built-in modules exist.
    pub has_builtin: HasBuiltin,
}

impl Default for ResolverOptions {
    fn default() -> Self {
        ResolverOptions {
            conditions: Vec::new(),
            preserve_symlinks: false,
            preserve_symlinks_main: false,
            strip_types: true,
            detect_module: true,
            global_folders: Vec::new(),
            has_builtin: |_| true,
        }
    }
}

/// What a specifier stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// Absolute URL: `file:`, `data:`, `node:`, `heddle:`, or any other scheme (refused when loaded).
    pub url: String,
    /// The format, where the URL alone tells it.
    pub format: Option<Format>,
}

/// The program's entry point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MainEntry {
    /// Absolute path of the file.
    pub path: String,
    /// Whether the ESM loader takes it; else it goes through `Module._load` as the main module, which hands it
    /// over to the ESM loader if it turns out to have ESM syntax.
    pub is_esm: bool,
}

/// A deprecation met while resolving, for `process.emitWarning(message, 'DeprecationWarning', code)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Node's deprecation code.
    pub code: &'static str,
    /// Its text.
    pub message: String,
}

/// What a path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    Missing,
}

/// Resolves and loads modules for one isolate.
pub struct Resolver {
    pub(super) options: ResolverOptions,
    pub(super) import_conditions: Vec<String>,
    pub(super) require_conditions: Vec<String>,
    warnings: RefCell<Vec<Warning>>,
    quiet: Cell<bool>,
    /// Kinds of paths, remembered while a burst of `require` runs.
    stats: RefCell<Option<HashMap<String, Kind>>>,
    /// Real paths of folders.
    real_folders: RefCell<HashMap<String, String>>,
    pub(super) commonjs_exports: RefCell<HashMap<String, Arc<super::cjs_exports::CommonjsExports>>>,
}

impl fmt::Debug for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resolver").field("options", &self.options).finish_non_exhaustive()
    }
}

impl Resolver {
    /// Makes the resolver of an isolate.
    pub fn new(options: ResolverOptions) -> Resolver {
        let conditions = |own: &str| {
            let mut list: Vec<String> = ["node", own, "module-sync", "node-addons"].map(String::from).into();
            list.extend(options.conditions.iter().cloned());
            list
        };
        Resolver {
            import_conditions: conditions("import"),
            require_conditions: conditions("require"),
            options,
            warnings: RefCell::default(),
            quiet: Cell::new(false),
            stats: RefCell::default(),
            real_folders: RefCell::default(),
            commonjs_exports: RefCell::default(),
        }
    }

    /// The options given to [`Resolver::new`].
    pub fn options(&self) -> &ResolverOptions {
        &self.options
    }

    /// Conditions of `import`.
    pub fn import_conditions(&self) -> &[String] {
        &self.import_conditions
    }

    /// Conditions of `require`.
    pub fn require_conditions(&self) -> &[String] {
        &self.require_conditions
    }

    /// The deprecations met since the last call.
    pub fn take_warnings(&self) -> Vec<Warning> {
        self.warnings.take()
    }

    pub(super) fn warn(&self, warning: Warning) {
        let mut warnings = self.warnings.borrow_mut();
        if !self.quiet.get() && !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }

    /// Starts (`true`) or ends a burst of `require`: within it a path is asked for once.
    pub fn cache_stats(&self, on: bool) {
        *self.stats.borrow_mut() = on.then(HashMap::new);
    }

    pub(super) fn kind(&self, path: &str) -> Kind {
        let look = || files::kind(path);
        let mut stats = self.stats.borrow_mut();
        let Some(stats) = stats.as_mut() else { return look() };
        if let Some(known) = stats.get(path) {
            return *known;
        }
        let kind = look();
        // Only what exists: a program may write a file and require it in the same turn.
        if kind != Kind::Missing {
            stats.insert(path.into(), kind);
        }
        kind
    }

    /// The real path of an existing file.
    pub(super) fn real_path(&self, path: &str) -> Result<String, ModuleError> {
        let Some(slash) = path.rfind('/').filter(|slash| *slash > 0) else {
            return canonicalize(path);
        };
        let (folder, name) = (&path[..slash], &path[slash + 1..]);
        let is_link = name.is_empty() || matches!(name, "." | "..") || files::is_link(path);
        if is_link {
            return canonicalize(path);
        }
        let known = self.real_folders.borrow().get(folder).cloned();
        let folder = match known {
            Some(real) => real,
            None => {
                let real = canonicalize(folder)?;
                self.real_folders.borrow_mut().insert(folder.into(), real.clone());
                real
            }
        };
        Ok(if folder == "/" { format!("/{name}") } else { format!("{folder}/{name}") })
    }

    /// ESM_RESOLVE for `import`: `base` is the importing module's URL.
    pub fn resolve_import(&self, specifier: &str, base: &str) -> Result<Resolved, ModuleError> {
        self.resolve_import_with(specifier, base, &self.import_conditions)
    }

    /// As [`Resolver::resolve_import`] under other conditions (customization hooks).
    pub fn resolve_import_with(
        &self,
        specifier: &str,
        base: &str,
        conditions: &[String],
    ) -> Result<Resolved, ModuleError> {
        files::forget_denied();
        let url = match self.resolve_url(specifier, base, conditions) {
            Err(error) => return Err(denial().unwrap_or_else(|| self.with_hint(error, specifier, base))),
            Ok(url) => url,
        };
        let format = match url.split_once(':').map(|(scheme, _)| scheme) {
            Some("node" | "heddle") => Some(Format::Builtin),
            Some("file") => format_of_file(&url),
            _ => None,
        };
        Ok(Resolved { url, format })
    }

    /// `import.meta.resolve`: as `import`, but the file need not exist.
    pub fn resolve_meta(&self, specifier: &str, base: &str) -> Result<String, ModuleError> {
        match self.resolve_url(specifier, base, &self.import_conditions) {
            Err(ModuleError::ModuleNotFound { url: Some(url), .. } | ModuleError::UnsupportedDirImport { url, .. }) => {
                Ok(url)
            }
            other => other,
        }
    }

    fn resolve_url(&self, specifier: &str, base: &str, conditions: &[String]) -> Result<String, ModuleError> {
        let base_is_file = base.starts_with("file:");
        let url = if is_path_like(specifier) {
            let unsupported = || ModuleError::UnsupportedResolveRequest {
                specifier: specifier.into(),
                base: base.into(),
                relative: true,
            };
            Url::parse(base).and_then(|base| base.join(specifier)).map_err(|_| unsupported())?
        } else if base_is_file && specifier.starts_with('#') {
            let from = display_base(base);
            let scope = package::scope_of(&from)?;
            let context = Context { resolver: self, base: Some(base), conditions };
            parse(resolve_imports(&context, scope.as_deref(), specifier)?)?
        } else if let Ok(url) = Url::parse(specifier) {
            // Opaque URLs keep the text they were written with.
            if matches!(url.scheme(), "data" | "node" | "heddle") {
                return Ok(specifier.trim_matches(|c: char| c <= ' ').to_string());
            }
            url
        } else if !base_is_file && base.starts_with("data:") && !builtins::is_bare_name(specifier) {
            return Err(ModuleError::UnsupportedResolveRequest {
                specifier: specifier.into(),
                base: base.into(),
                relative: false,
            });
        } else {
            let url = self.resolve_package(specifier, base, conditions)?;
            if !url.starts_with("file:") {
                return Ok(url);
            }
            parse(url)?
        };
        if url.scheme() != "file" {
            return Ok(url.into());
        }
        self.finalize(url, base)
    }

    /// The last steps of ESM_RESOLVE: the file must exist, and its real path counts.
    fn finalize(&self, url: Url, base: &str) -> Result<String, ModuleError> {
        if has_encoded_separator(url.path()) {
            let reason = "must not include encoded \"/\" or \"\\\" characters".into();
            let base = Some(display_base(base));
            return Err(ModuleError::InvalidModuleSpecifier { specifier: url.path().into(), reason, base });
        }
        let path = url_to_path(&url, Some(base))?;
        let bare = path.strip_suffix('/').unwrap_or(&path);
        match self.kind(if bare.is_empty() { "/" } else { bare }) {
            Kind::Folder => {
                let base = display_base(base);
                return Err(ModuleError::UnsupportedDirImport { path, base, url: url.into(), hint: None });
            }
            Kind::Missing => {
                let base = Some(display_base(base));
                return Err(ModuleError::ModuleNotFound { path, base, url: Some(url.into()), hint: None });
            }
            Kind::File => {}
        }
        if self.options.preserve_symlinks {
            return Ok(url.into());
        }
        let mut resolved = path_to_file_url(&self.real_path(&path)?);
        if path.ends_with('/') {
            resolved.push('/');
        }
        for (mark, part) in [('?', url.query()), ('#', url.fragment())] {
            if let Some(part) = part.filter(|part| !part.is_empty()) {
                resolved.push(mark);
                resolved.push_str(part);
            }
        }
        Ok(resolved)
    }

    /// PACKAGE_RESOLVE: the URL of a bare specifier.
    pub(super) fn resolve_package(
        &self,
        specifier: &str,
        base: &str,
        conditions: &[String],
    ) -> Result<String, ModuleError> {
        if builtins::is_bare_name(specifier) {
            return Ok(format!("node:{specifier}"));
        }
        let invalid = || ModuleError::InvalidModuleSpecifier {
            specifier: specifier.into(),
            reason: "is not a valid package name".into(),
            base: Some(display_base(base)),
        };
        let (name, subpath) = split_package_name(specifier).ok_or_else(invalid)?;
        let context = Context { resolver: self, base: Some(base), conditions };
        let from = display_base(base);
        if let Some(scope) = package::scope_of(&from)? {
            if scope.exports.is_some() && scope.name.as_deref() == Some(name) {
                return resolve_exports(&context, &scope, &format!(".{subpath}"));
            }
        }
        let mut folder = from.as_str();
        while let Some(end) = folder.rfind('/') {
            folder = &folder[..end];
            let package = format!("{folder}/node_modules/{name}");
            if self.kind(&package) != Kind::Folder {
                continue;
            }
            let importing = || format!("\"{specifier}\" from {from}");
            let config = package::read(&format!("{package}/package.json"), Some(&importing))?;
            if let Some(config) = config.as_deref().filter(|config| config.exports.is_some()) {
                return resolve_exports(&context, config, &format!(".{subpath}"));
            }
            if subpath.is_empty() {
                return self.legacy_main(&package, config.as_deref(), &from);
            }
            let folder_url = path_to_file_url(&package);
            let joined = Url::parse(&format!("{folder_url}/")).and_then(|url| url.join(&format!(".{subpath}")));
            return joined.map(String::from).map_err(|_| invalid());
        }
        Err(ModuleError::PackageNotFound { name: name.into(), base: Some(from) })
    }

    /// The entry point of a package without `"exports"`: `"main"` with Node's old guesses, then the index.
    fn legacy_main(&self, package: &str, config: Option<&PackageConfig>, from: &str) -> Result<String, ModuleError> {
        let main = config.and_then(|config| config.main.as_deref());
        let named = main.map(|main| join_path(package, main));
        const AFTER_MAIN: &[&str] = &["", ".js", ".json", ".node", "/index.js", "/index.json", "/index.node"];
        const INDEX: &[&str] = &["/index.js", "/index.json", "/index.node"];
        let tries = named.iter().flat_map(|named| AFTER_MAIN.iter().map(move |ending| format!("{named}{ending}")));
        for path in tries.chain(INDEX.iter().map(|ending| format!("{package}{ending}"))) {
            if self.kind(&path) == Kind::File {
                return Ok(path_to_file_url(&path));
            }
        }
        let name = named.unwrap_or_else(|| join_path(package, "index.js"));
        Err(ModuleError::PackageNotFound { name, base: Some(from.into()) })
    }

    /// Adds "Did you mean to import …?" if `require` would have found something.
    fn with_hint(&self, error: ModuleError, specifier: &str, base: &str) -> ModuleError {
        let hint = |parent: &str| {
            self.quiet.set(true);
            let found = self.resolve_require(specifier, parent);
            self.quiet.set(false);
            let found = found.ok()?;
            if specifier.starts_with("./") || specifier.starts_with("../") || matches!(specifier, "." | "..") {
                let relative = relative_path(parent.rsplit_once('/')?.0, &found);
                return Some(if relative.starts_with("../") { relative } else { format!("./{relative}") });
            }
            if specifier.starts_with('/') {
                return Some(found);
            }
            let package = specifier.split('/').next()?;
            let needle = format!("/node_modules/{package}/");
            let at = found.rfind(&needle)?;
            Some(format!("{package}/{}", &found[at + needle.len()..]))
        };
        let parent = display_base(base);
        match error {
            ModuleError::ModuleNotFound { path, base, url, .. } if parent.starts_with('/') => {
                ModuleError::ModuleNotFound { path, base, url, hint: hint(&parent) }
            }
            ModuleError::UnsupportedDirImport { path, base, url, .. } if parent.starts_with('/') => {
                ModuleError::UnsupportedDirImport { path, base, url, hint: hint(&parent) }
            }
            other => other,
        }
    }

    /// Finds the program's entry point; `path` is absolute. `None` if there is no such file, which
    /// `Module._load` then reports.
    pub fn resolve_main(&self, path: &str) -> Result<Option<MainEntry>, ModuleError> {
        let extensions = [".js", ".json", ".node"].map(String::from);
        let request =
            super::FindPath { request: path, paths: &[], extensions: &extensions, is_main: true, conditions: None };
        let Some(path) = self.find_path(&request)? else {
            return Ok(None);
        };
        let extension = Path::new(&path).extension().and_then(|extension| extension.to_str()).unwrap_or("");
        let is_esm = match extension {
            "mjs" | "wasm" => true,
            "mts" => self.options.strip_types,
            "cjs" | "cts" | "json" | "node" => false,
            _ => package::scope_of(&path)?.is_some_and(|scope| scope.kind == PackageType::Module),
        };
        Ok(Some(MainEntry { path, is_esm }))
    }

    /// The nearest `package.json` at or above the folder of the file `path`.
    pub fn package_scope(&self, path: &str) -> Result<Option<Arc<PackageConfig>>, ModuleError> {
        package::scope_of(path)
    }

    /// The `package.json` of the package that a bare specifier names, seen from the file `from`. Its `"exports"` do
    /// not count, and it may be broken.
    pub fn package_of(&self, specifier: &str, from: &str) -> Result<String, ModuleError> {
        let base = Some(from.to_string());
        let (name, _) = split_package_name(specifier).ok_or_else(|| ModuleError::InvalidModuleSpecifier {
            specifier: specifier.into(),
            reason: "is not a valid package name".into(),
            base: base.clone(),
        })?;
        if let Some(scope) = package::scope_of(from)? {
            if scope.exports.is_some() && scope.name.as_deref() == Some(name) {
                return Ok(scope.path.clone());
            }
        }
        let mut folder = from;
        while let Some(end) = folder.rfind('/') {
            folder = &folder[..end];
            let path = format!("{folder}/node_modules/{name}/package.json");
            if self.kind(&path) == Kind::File {
                return Ok(path);
            }
        }
        Err(ModuleError::PackageNotFound { name: name.into(), base })
    }

    /// What a path is, as `Module._stat` has it: 0 for a file, 1 for a folder, negative for neither.
    pub fn stat(&self, path: &str) -> i32 {
        match self.kind(path) {
            Kind::File => 0,
            Kind::Folder => 1,
            Kind::Missing => -2,
        }
    }

    /// The `package.json` of `folder`, if it has one.
    pub fn package_at(&self, folder: &str) -> Result<Option<Arc<PackageConfig>>, ModuleError> {
        package::read(&format!("{}/package.json", folder.trim_end_matches('/')), None)
    }
}

/// What was denied since the operation began is why it failed.
pub(super) fn denial() -> Option<ModuleError> {
    files::denied().map(|path| ModuleError::AccessDenied { path })
}

fn canonicalize(path: &str) -> Result<String, ModuleError> {
    files::canonicalize(path).map_err(|error| ModuleError::io(&error, "lstat", Some(path)))
}

fn parse(url: String) -> Result<Url, ModuleError> {
    Url::parse(&url).map_err(|_| ModuleError::InvalidUrl { input: url, base: None })
}

/// `/x`, `./x`, `../x`, `.` and `..` are URLs relative to the importing module.
fn is_path_like(specifier: &str) -> bool {
    specifier.starts_with('/')
        || specifier.starts_with("./")
        || specifier.starts_with("../")
        || matches!(specifier, "." | "..")
}

/// Splits "name/sub" and "@scope/name/sub" before the slash; `None` if the name is not valid.
pub(super) fn split_package_name(specifier: &str) -> Option<(&str, &str)> {
    let mut end = specifier.find('/');
    if specifier.starts_with('@') {
        let slash = end?;
        end = specifier[slash + 1..].find('/').map(|at| slash + 1 + at);
    }
    let (name, subpath) = specifier.split_at(end.unwrap_or(specifier.len()));
    (!name.starts_with('.') && !name.contains(['%', '\\'])).then_some((name, subpath))
}

#[cfg(test)]
#[path = "resolve_tests.rs"]
mod tests;
