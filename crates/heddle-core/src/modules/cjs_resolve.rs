//! What `require` resolves to. Rules: <https://nodejs.org/api/modules.html#all-together>.
//!
//! `Module._resolveFilename`, `_resolveLookupPaths`, `_findPath` and `_extensions` may be replaced by programs, so
//! JavaScript keeps these seams and calls the pieces; [`Resolver::resolve_require`] is the whole with nothing replaced.

use super::builtins;
use super::error::ModuleError;
use super::exports::{resolve_exports, resolve_imports, Context};
use super::file_url::{has_encoded_separator, path_to_file_url, url_to_path};
use super::files;
use super::package;
use super::paths::join_path;
use super::resolve::{denial, split_package_name, Kind, Resolver, Warning};
use url::Url;

/// The arguments of `Module._findPath`.
#[derive(Clone, Debug)]
pub struct FindPath<'a> {
    /// What is required.
    pub request: &'a str,
    /// Folders to look in; not needed for an absolute path.
    pub paths: &'a [String],
    /// The keys of `Module._extensions`.
    pub extensions: &'a [String],
    /// Whether it is the program's entry point.
    pub is_main: bool,
    /// Conditions instead of those of `require`.
    pub conditions: Option<&'a [String]>,
}

impl Resolver {
    /// `Module._findPath`: the file that a request stands for.
    pub fn find_path(&self, find: &FindPath<'_>) -> Result<Option<String>, ModuleError> {
        files::forget_denied();
        let found = self.look_for(find);
        match (&found, denial()) {
            (Ok(None) | Err(_), Some(denied)) => Err(denied),
            _ => found,
        }
    }

    fn look_for(&self, find: &FindPath<'_>) -> Result<Option<String>, ModuleError> {
        let request = find.request;
        if request.starts_with('/') {
            return self.find_in(find, "/");
        }
        let is_relative = matches!(request, "." | "..") || request.starts_with("./") || request.starts_with("../");
        for folder in find.paths {
            // A folder that does not exist needs no further question, unless the request leads out of it.
            let inside = !(folder.is_empty() || is_relative && request.starts_with(".."));
            if inside && self.kind(folder) != Kind::Folder {
                continue;
            }
            if let Some(found) = self.find_by_exports(find, folder)? {
                return Ok(Some(found));
            }
            if let Some(found) = self.find_in(find, folder)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// LOAD_AS_FILE and LOAD_AS_DIRECTORY of `folder/request`.
    fn find_in(&self, find: &FindPath<'_>, folder: &str) -> Result<Option<String>, ModuleError> {
        let request = find.request;
        let trailing_slash = request.ends_with('/')
            || request.ends_with("/.")
            || request.ends_with("/..")
            || matches!(request, "." | "..");
        let base = join_path(folder, request);
        let kind = self.kind(&base);
        if !trailing_slash {
            if kind == Kind::File {
                return self.finish(&base, find.is_main).map(Some);
            }
            if let Some(found) = self.try_extensions(&base, find)? {
                return Ok(Some(found));
            }
        }
        if kind == Kind::Folder {
            return self.try_package(&base, find);
        }
        Ok(None)
    }

    fn finish(&self, path: &str, is_main: bool) -> Result<String, ModuleError> {
        let keep = if is_main { self.options.preserve_symlinks_main } else { self.options.preserve_symlinks };
        if keep {
            return Ok(path.into());
        }
        self.real_path(path)
    }

    fn try_extensions(&self, base: &str, find: &FindPath<'_>) -> Result<Option<String>, ModuleError> {
        let mut path = String::with_capacity(base.len() + 8);
        for extension in find.extensions {
            path.clear();
            path.push_str(base);
            path.push_str(extension);
            if self.kind(&path) == Kind::File {
                return self.finish(&path, find.is_main).map(Some);
            }
        }
        Ok(None)
    }

    fn try_package(&self, folder: &str, find: &FindPath<'_>) -> Result<Option<String>, ModuleError> {
        let index = join_path(folder, "index");
        let package_json = join_path(folder, "package.json");
        let config = package::read(&package_json, None)?;
        let Some(main) = config.as_ref().and_then(|config| config.main.as_deref()).filter(|main| !main.is_empty())
        else {
            return self.try_extensions(&index, find);
        };
        let file = join_path(folder, main);
        if self.kind(&file) == Kind::File {
            return self.finish(&file, find.is_main).map(Some);
        }
        if let Some(found) = self.try_extensions(&file, find)? {
            return Ok(Some(found));
        }
        if let Some(found) = self.try_extensions(&join_path(&file, "index"), find)? {
            return Ok(Some(found));
        }
        let Some(found) = self.try_extensions(&index, find)? else {
            return Err(ModuleError::MainNotFound { file, package_json, request: find.request.into() });
        };
        let message = format!(
            "Invalid 'main' field in '{package_json}' of '{main}'. Please either fix that or report it to the module author"
        );
        self.warn(Warning { code: "DEP0128", message });
        Ok(Some(found))
    }

    /// LOAD_PACKAGE_EXPORTS
    fn find_by_exports(&self, find: &FindPath<'_>, folder: &str) -> Result<Option<String>, ModuleError> {
        let Some((name, subpath)) = split_package_name(find.request).filter(|(name, _)| is_folder_name(name)) else {
            return Ok(None);
        };
        let package_folder = join_path(folder, name);
        let Some(config) = package::read(&format!("{package_folder}/package.json"), None)? else {
            return Ok(None);
        };
        if config.exports.is_none() {
            return Ok(None);
        }
        let conditions = find.conditions.unwrap_or(&self.require_conditions);
        let context = Context { resolver: self, base: None, conditions };
        let url = resolve_exports(&context, &config, &format!(".{subpath}"))?;
        self.finish_match(&url, None, Some(&package_folder)).map(Some)
    }

    /// RESOLVE_ESM_MATCH
    fn finish_match(&self, url: &str, parent: Option<&str>, package: Option<&str>) -> Result<String, ModuleError> {
        if has_encoded_separator(url) {
            let reason = "must not include encoded \"/\" or \"\\\" characters".into();
            let base = parent.map(Into::into);
            return Err(ModuleError::InvalidModuleSpecifier { specifier: url.into(), reason, base });
        }
        let parsed = Url::parse(url).map_err(|_| ModuleError::InvalidUrl { input: url.into(), base: None })?;
        let path = url_to_path(&parsed, None)?;
        if self.kind(&path) == Kind::File {
            return self.finish(&path, false);
        }
        Err(ModuleError::MappedNotFound { request: path, path: package.map(Into::into) })
    }

    /// LOAD_PACKAGE_IMPORTS: a request like `#x` from the file `parent`. `None` if its package has no `"imports"`.
    pub fn resolve_own_imports(
        &self,
        request: &str,
        parent: &str,
        conditions: Option<&[String]>,
    ) -> Result<Option<String>, ModuleError> {
        let Some(scope) = package::scope_of(parent)?.filter(|scope| scope.imports.is_some()) else {
            return Ok(None);
        };
        let base = path_to_file_url(parent);
        let context =
            Context { resolver: self, base: Some(&base), conditions: conditions.unwrap_or(&self.require_conditions) };
        let url = match resolve_imports(&context, Some(&scope), request) {
            Err(ModuleError::ModuleNotFound { .. } | ModuleError::PackageNotFound { .. }) => {
                return Err(ModuleError::MappedNotFound { request: request.into(), path: None });
            }
            other => other?,
        };
        if url.starts_with("node:") {
            return Ok(Some(url));
        }
        self.finish_match(&url, Some(parent), Some(scope.folder())).map(Some)
    }

    /// LOAD_PACKAGE_SELF: a request that begins with the name of `parent`'s own package.
    pub fn resolve_self(
        &self,
        request: &str,
        parent: &str,
        conditions: Option<&[String]>,
    ) -> Result<Option<String>, ModuleError> {
        let Some(scope) = package::scope_of(parent)?.filter(|scope| scope.exports.is_some()) else {
            return Ok(None);
        };
        let Some(rest) = scope.name.as_deref().and_then(|name| request.strip_prefix(name)) else {
            return Ok(None);
        };
        if !rest.is_empty() && !rest.starts_with('/') {
            return Ok(None);
        }
        let base = path_to_file_url(parent);
        let context =
            Context { resolver: self, base: Some(&base), conditions: conditions.unwrap_or(&self.require_conditions) };
        let url = resolve_exports(&context, &scope, &format!(".{rest}"))?;
        self.finish_match(&url, Some(parent), Some(scope.folder())).map(Some)
    }

    /// The whole of `require.resolve(request)` from the file `parent`, with nothing replaced by the program.
    pub fn resolve_require(&self, request: &str, parent: &str) -> Result<String, ModuleError> {
        if builtins::is_builtin(request) {
            return Ok(request.into());
        }
        let not_found = || ModuleError::RequireNotFound { request: request.into(), stack: vec![parent.into()] };
        if request.starts_with('#') {
            if let Some(found) = self.resolve_own_imports(request, parent, None)? {
                return Ok(found);
            }
        }
        if let Some(found) = self.resolve_self(request, parent, None)? {
            return Ok(found);
        }
        let folder = parent.rsplit_once('/').map_or("", |(folder, _)| folder);
        let paths = if request.starts_with("./") || request.starts_with("../") || matches!(request, "." | "..") {
            vec![if folder.is_empty() { "/".to_string() } else { folder.to_string() }]
        } else {
            let mut paths = node_modules_paths(folder);
            paths.extend(self.options.global_folders.iter().cloned());
            paths
        };
        let extensions = [".js", ".json", ".node"].map(String::from);
        let find = FindPath { request, paths: &paths, extensions: &extensions, is_main: false, conditions: None };
        self.find_path(&find)?.ok_or_else(not_found)
    }
}

/// NODE_MODULES_PATHS: the `node_modules` folders seen from `folder`, nearest first.
pub fn node_modules_paths(folder: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let mut rest = folder.trim_end_matches('/');
    while !rest.is_empty() {
        if !rest.ends_with("/node_modules") {
            paths.push(format!("{rest}/node_modules"));
        }
        rest = rest.rsplit_once('/').map_or("", |(above, _)| above);
    }
    paths.push("/node_modules".into());
    paths
}

/// Whether the name may be a package's folder: not empty, no `.` in front, scope and name both there.
fn is_folder_name(name: &str) -> bool {
    match name.strip_prefix('@') {
        Some(rest) => rest
            .split_once('/')
            .is_some_and(|(scope, name)| !scope.is_empty() && !name.is_empty() && !name.starts_with('.')),
        None => !name.is_empty() && !name.starts_with('.'),
    }
}
