//! The failures of module resolution and loading, with Node's class, code, message and own properties.

use std::fmt;

/// The JavaScript class that an error is thrown as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorClass {
    /// `Error`
    Error,
    /// `TypeError`
    TypeError,
    /// `RangeError`
    RangeError,
    /// `SyntaxError`
    SyntaxError,
    /// `URIError`
    UriError,
}

impl ErrorClass {
    /// The class's global name.
    pub fn name(self) -> &'static str {
        match self {
            ErrorClass::Error => "Error",
            ErrorClass::TypeError => "TypeError",
            ErrorClass::RangeError => "RangeError",
            ErrorClass::SyntaxError => "SyntaxError",
            ErrorClass::UriError => "URIError",
        }
    }
}

/// The value of an own property of an error.
#[derive(Clone, Debug, PartialEq)]
pub enum Property {
    /// A string.
    String(String),
    /// An array of strings.
    Strings(Vec<String>),
    /// A number (`errno`).
    Number(f64),
    /// An error (`cause`).
    Error(Box<ModuleError>),
}

/// Why a module could not be found, read or understood.
///
/// `base` is always the file path (or URL, when it is no file) of the importing module.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "fields are named after their place in the message, which Display shows")]
pub enum ModuleError {
    /// `ERR_MODULE_NOT_FOUND`: the file that a specifier stands for does not exist.
    ModuleNotFound { path: String, base: Option<String>, url: Option<String>, hint: Option<String> },
    /// `ERR_MODULE_NOT_FOUND`: no package of that name, or a package without an entry point.
    PackageNotFound { name: String, base: Option<String> },
    /// `MODULE_NOT_FOUND`: `require` found nothing.
    RequireNotFound { request: String, stack: Vec<String> },
    /// `MODULE_NOT_FOUND`: a package maps a request to a file that does not exist.
    MappedNotFound { request: String, path: Option<String> },
    /// `MODULE_NOT_FOUND`: the file that `"main"` names does not exist.
    MainNotFound { file: String, package_json: String, request: String },
    /// `ERR_UNSUPPORTED_DIR_IMPORT`
    UnsupportedDirImport { path: String, base: String, url: String, hint: Option<String> },
    /// `ERR_PACKAGE_PATH_NOT_EXPORTED`; `subpath` is "." for the package itself.
    PackagePathNotExported { package_json: String, subpath: String, base: Option<String> },
    /// `ERR_PACKAGE_IMPORT_NOT_DEFINED`
    PackageImportNotDefined { specifier: String, package_json: Option<String>, base: String },
    /// `ERR_INVALID_PACKAGE_TARGET`; `target` is already printed as JSON.
    InvalidPackageTarget {
        package_json: String,
        key: String,
        target: String,
        internal: bool,
        base: Option<String>,
        hint: bool,
    },
    /// `ERR_INVALID_PACKAGE_CONFIG`; `base` is printed after "while importing".
    InvalidPackageConfig { package_json: String, base: Option<String>, reason: Option<String> },
    /// `ERR_INVALID_MODULE_SPECIFIER`
    InvalidModuleSpecifier { specifier: String, reason: String, base: Option<String> },
    /// `ERR_UNSUPPORTED_RESOLVE_REQUEST`
    UnsupportedResolveRequest { specifier: String, base: String, relative: bool },
    /// `ERR_UNSUPPORTED_ESM_URL_SCHEME`
    UnsupportedUrlScheme { scheme: String },
    /// `ERR_INVALID_FILE_URL_HOST`
    InvalidFileUrlHost { input: String, module: Option<String> },
    /// `ERR_INVALID_FILE_URL_PATH`
    InvalidFileUrlPath { reason: &'static str, input: String, module: Option<String> },
    /// `URIError`: a `%` that starts no escape.
    MalformedUri { input: String, module: Option<String> },
    /// `ERR_INVALID_URL_SCHEME`
    InvalidUrlScheme,
    /// `ERR_INVALID_URL`
    InvalidUrl { input: String, base: Option<String> },
    /// `ERR_UNKNOWN_FILE_EXTENSION`
    UnknownFileExtension { extension: String, path: String },
    /// `ERR_UNKNOWN_MODULE_FORMAT`
    UnknownModuleFormat { format: String, url: String },
    /// `ERR_UNKNOWN_BUILTIN_MODULE`: `unsupported` if Node has it and Heddle does not yet.
    UnknownBuiltin { name: String, unsupported: bool },
    /// `ERR_IMPORT_ATTRIBUTE_MISSING`
    AttributeMissing { url: String, key: String, value: String },
    /// `ERR_IMPORT_ATTRIBUTE_UNSUPPORTED`
    AttributeUnsupported { key: String, value: String, url: String },
    /// `ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE`
    AttributeTypeIncompatible { url: String, kind: String },
    /// `ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX`: `frame` is the position and the source line, for the stack.
    UnsupportedTypescriptSyntax { message: String, frame: String },
    /// `ERR_INVALID_TYPESCRIPT_SYNTAX`
    InvalidTypescriptSyntax { message: String, frame: String },
    /// `ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING`
    TypeStrippingInNodeModules { path: String },
    /// `ERR_DLOPEN_DISABLED`: Heddle loads no native add-ons.
    NativeAddon { path: String },
    /// `ERR_ACCESS_DENIED`: the sandbox of a process worker does not grant it.
    AccessDenied { path: String },
    /// A system call failed.
    Io { errno: i32, code: &'static str, description: String, syscall: &'static str, path: Option<String> },
}

/// ` imported from {base}`, or nothing.
fn imported_from(base: &Option<String>) -> String {
    base.as_ref().map(|base| format!(" imported from {base}")).unwrap_or_default()
}

fn did_you_mean(hint: &Option<String>) -> String {
    hint.as_ref().map(|hint| format!("\nDid you mean to import {}?", quote(hint))).unwrap_or_default()
}

fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl ModuleError {
    /// Node's error code; `None` for errors that carry none (`URIError`).
    pub fn code(&self) -> Option<&'static str> {
        use ModuleError::*;
        Some(match self {
            AccessDenied { .. } => "ERR_ACCESS_DENIED",
            ModuleNotFound { .. } | PackageNotFound { .. } => "ERR_MODULE_NOT_FOUND",
            RequireNotFound { .. } | MappedNotFound { .. } | MainNotFound { .. } => "MODULE_NOT_FOUND",
            UnsupportedDirImport { .. } => "ERR_UNSUPPORTED_DIR_IMPORT",
            PackagePathNotExported { .. } => "ERR_PACKAGE_PATH_NOT_EXPORTED",
            PackageImportNotDefined { .. } => "ERR_PACKAGE_IMPORT_NOT_DEFINED",
            InvalidPackageTarget { .. } => "ERR_INVALID_PACKAGE_TARGET",
            InvalidPackageConfig { .. } => "ERR_INVALID_PACKAGE_CONFIG",
            InvalidModuleSpecifier { .. } => "ERR_INVALID_MODULE_SPECIFIER",
            UnsupportedResolveRequest { .. } => "ERR_UNSUPPORTED_RESOLVE_REQUEST",
            UnsupportedUrlScheme { .. } => "ERR_UNSUPPORTED_ESM_URL_SCHEME",
            InvalidFileUrlHost { .. } => "ERR_INVALID_FILE_URL_HOST",
            InvalidFileUrlPath { .. } => "ERR_INVALID_FILE_URL_PATH",
            MalformedUri { .. } => return None,
            InvalidUrlScheme => "ERR_INVALID_URL_SCHEME",
            InvalidUrl { .. } => "ERR_INVALID_URL",
            UnknownFileExtension { .. } => "ERR_UNKNOWN_FILE_EXTENSION",
            UnknownModuleFormat { .. } => "ERR_UNKNOWN_MODULE_FORMAT",
            UnknownBuiltin { .. } => "ERR_UNKNOWN_BUILTIN_MODULE",
            AttributeMissing { .. } => "ERR_IMPORT_ATTRIBUTE_MISSING",
            AttributeUnsupported { .. } => "ERR_IMPORT_ATTRIBUTE_UNSUPPORTED",
            AttributeTypeIncompatible { .. } => "ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE",
            UnsupportedTypescriptSyntax { .. } => "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX",
            InvalidTypescriptSyntax { .. } => "ERR_INVALID_TYPESCRIPT_SYNTAX",
            TypeStrippingInNodeModules { .. } => "ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING",
            NativeAddon { .. } => "ERR_DLOPEN_DISABLED",
            Io { code, .. } => code,
        })
    }

    /// The class to throw.
    pub fn class(&self) -> ErrorClass {
        use ModuleError::*;
        match self {
            PackageImportNotDefined { .. }
            | InvalidModuleSpecifier { .. }
            | UnsupportedResolveRequest { .. }
            | InvalidFileUrlHost { .. }
            | InvalidFileUrlPath { .. }
            | InvalidUrlScheme
            | InvalidUrl { .. }
            | UnknownFileExtension { .. }
            | AttributeMissing { .. }
            | AttributeUnsupported { .. }
            | AttributeTypeIncompatible { .. } => ErrorClass::TypeError,
            UnknownModuleFormat { .. } => ErrorClass::RangeError,
            UnsupportedTypescriptSyntax { .. } | InvalidTypescriptSyntax { .. } => ErrorClass::SyntaxError,
            MalformedUri { .. } => ErrorClass::UriError,
            _ => ErrorClass::Error,
        }
    }

    /// Own properties besides `code` and `message`, in Node's order.
    pub fn properties(&self) -> Vec<(&'static str, Property)> {
        use ModuleError::*;
        let text = |value: &String| Property::String(value.clone());
        let located = |input: &String, module: &Option<String>| {
            let mut list = vec![("input", text(input))];
            list.extend(module.as_ref().map(|module| ("module", text(module))));
            list
        };
        match self {
            ModuleNotFound { url: Some(url), .. } | UnsupportedDirImport { url, .. } => vec![("url", text(url))],
            RequireNotFound { stack, .. } => vec![("requireStack", Property::Strings(stack.clone()))],
            MappedNotFound { path: Some(path), .. } => vec![("path", text(path))],
            MainNotFound { package_json, request, .. } => {
                vec![("path", text(package_json)), ("requestPath", text(request))]
            }
            InvalidFileUrlHost { input, module }
            | InvalidFileUrlPath { input, module, .. }
            | MalformedUri { input, module } => located(input, module),
            InvalidUrl { input, base } => {
                let mut list = vec![("input", text(input))];
                list.extend(base.as_ref().map(|base| ("base", text(base))));
                list
            }
            UnsupportedResolveRequest { specifier, base, relative } => {
                let base = relative.then(|| base.clone());
                vec![("cause", Property::Error(Box::new(InvalidUrl { input: specifier.clone(), base })))]
            }
            AccessDenied { path } => {
                vec![("permission", Property::String("FileSystemRead".into())), ("resource", text(path))]
            }
            Io { errno, syscall, path, .. } => {
                let mut list = vec![
                    ("errno", Property::Number(f64::from(-errno))),
                    ("syscall", Property::String((*syscall).into())),
                ];
                list.extend(path.as_ref().map(|path| ("path", text(path))));
                list
            }
            _ => Vec::new(),
        }
    }

    /// Lines that Node prints above the stack: `file:line` and the source line with a caret.
    pub fn frame(&self) -> Option<&str> {
        match self {
            ModuleError::UnsupportedTypescriptSyntax { frame, .. }
            | ModuleError::InvalidTypescriptSyntax { frame, .. } => Some(frame),
            _ => None,
        }
    }

    /// Makes the error of a failed system call.
    pub fn io(error: &std::io::Error, syscall: &'static str, path: Option<&str>) -> ModuleError {
        let errno = error.raw_os_error().unwrap_or(5);
        let (code, description) = errno_name(errno);
        ModuleError::Io { errno, code, description: description.into(), syscall, path: path.map(Into::into) }
    }
}

/// libuv's name and text of the errors that opening and reading a file can meet (Linux numbers).
fn errno_name(errno: i32) -> (&'static str, &'static str) {
    match errno {
        1 => ("EPERM", "operation not permitted"),
        2 => ("ENOENT", "no such file or directory"),
        12 => ("ENOMEM", "not enough memory"),
        13 => ("EACCES", "permission denied"),
        20 => ("ENOTDIR", "not a directory"),
        21 => ("EISDIR", "illegal operation on a directory"),
        22 => ("EINVAL", "invalid argument"),
        23 => ("ENFILE", "file table overflow"),
        24 => ("EMFILE", "too many open files"),
        26 => ("ETXTBSY", "text file is busy"),
        27 => ("EFBIG", "file too large"),
        36 => ("ENAMETOOLONG", "name too long"),
        40 => ("ELOOP", "too many symbolic links encountered"),
        _ => ("EIO", "i/o error"),
    }
}

impl fmt::Display for ModuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use ModuleError::*;
        match self {
            ModuleNotFound { path, base, hint, .. } => {
                write!(f, "Cannot find module '{path}'{}{}", imported_from(base), did_you_mean(hint))
            }
            PackageNotFound { name, base } => write!(f, "Cannot find package '{name}'{}", imported_from(base)),
            RequireNotFound { request, stack } => {
                write!(f, "Cannot find module '{request}'")?;
                if !stack.is_empty() {
                    write!(f, "\nRequire stack:\n- {}", stack.join("\n- "))?;
                }
                Ok(())
            }
            MappedNotFound { request, .. } => write!(f, "Cannot find module '{request}'"),
            MainNotFound { file, .. } => {
                write!(f, "Cannot find module '{file}'. Please verify that the package.json has a valid \"main\" entry")
            }
            UnsupportedDirImport { path, base, hint, .. } => write!(
                f,
                "Directory import '{path}' is not supported resolving ES modules imported from {base}{}",
                did_you_mean(hint)
            ),
            PackagePathNotExported { package_json, subpath, base } if subpath == "." => {
                write!(f, "No \"exports\" main defined in {package_json}{}", imported_from(base))
            }
            PackagePathNotExported { package_json, subpath, base } => {
                write!(
                    f,
                    "Package subpath '{subpath}' is not defined by \"exports\" in {package_json}{}",
                    imported_from(base)
                )
            }
            PackageImportNotDefined { specifier, package_json, base } => {
                write!(f, "Package import specifier \"{specifier}\" is not defined")?;
                if let Some(path) = package_json {
                    write!(f, " in package {path}")?;
                }
                write!(f, " imported from {base}")
            }
            InvalidPackageTarget { package_json, key, target, internal, base, hint } => {
                let field = if *internal { "imports" } else { "exports" };
                if key == "." {
                    write!(f, "Invalid \"{field}\" main target {target} defined in the package config {package_json}")?;
                } else {
                    write!(
                        f,
                        "Invalid \"{field}\" target {target} defined for '{key}' in the package config {package_json}"
                    )?;
                }
                let hint = if *hint { "; targets must start with \"./\"" } else { "" };
                write!(f, "{}{hint}", imported_from(base))
            }
            InvalidPackageConfig { package_json, base, reason } => {
                write!(f, "Invalid package config {package_json}")?;
                if let Some(base) = base {
                    write!(f, " while importing {base}")?;
                }
                write!(f, ".")?;
                reason.as_ref().map_or(Ok(()), |reason| write!(f, " {reason}"))
            }
            InvalidModuleSpecifier { specifier, reason, base } => {
                write!(f, "Invalid module \"{specifier}\" {reason}{}", imported_from(base))
            }
            UnsupportedResolveRequest { specifier, base, .. } => write!(
                f,
                "Failed to resolve module specifier \"{specifier}\" from \"{base}\": \
                 Invalid relative URL or base scheme is not hierarchical."
            ),
            UnsupportedUrlScheme { scheme } => {
                let known =
                    if matches!(scheme.as_str(), "http" | "https") { "file and data" } else { "file, data, and node" };
                write!(
                    f,
                    "Only URLs with a scheme in: {known} are supported by the default ESM loader. Received protocol '{scheme}:'"
                )
            }
            InvalidFileUrlHost { .. } => write!(f, "File URL host must be \"localhost\" or empty on {}", platform()),
            InvalidFileUrlPath { reason, .. } => write!(f, "File URL path {reason}"),
            MalformedUri { .. } => write!(f, "URI malformed"),
            InvalidUrlScheme => write!(f, "The URL must be of scheme file"),
            InvalidUrl { .. } => write!(f, "Invalid URL"),
            UnknownFileExtension { extension, path } => write!(f, "Unknown file extension \"{extension}\" for {path}"),
            UnknownModuleFormat { format, url } => write!(f, "Unknown module format: {format} for URL {url}"),
            UnknownBuiltin { name, unsupported: false } => write!(f, "No such built-in module: {name}"),
            UnknownBuiltin { name, unsupported: true } => {
                write!(f, "No such built-in module: {name} (a Node.js module that is not yet supported by Heddle)")
            }
            AttributeMissing { url, key, value } => {
                write!(f, "Module \"{url}\" needs an import attribute of \"{key}: {value}\"")
            }
            AttributeUnsupported { key, value, url } => {
                write!(f, "Import attribute \"{key}\" with value \"{value}\" is not supported in {url}")
            }
            AttributeTypeIncompatible { url, kind } => write!(f, "Module \"{url}\" is not of type \"{kind}\""),
            UnsupportedTypescriptSyntax { message, .. } | InvalidTypescriptSyntax { message, .. } => {
                write!(f, "{message}")
            }
            TypeStrippingInNodeModules { path } => {
                write!(f, "Stripping types is currently unsupported for files under node_modules, for \"{path}\"")
            }
            NativeAddon { path } => {
                write!(f, "Cannot load native addon because Heddle does not support native add-ons: {path}")
            }
            AccessDenied { path } => {
                let (by, option) = super::files::denied_by();
                write!(
                    f,
                    "Access to '{path}' is denied: it is outside of what the worker may read by its {by}. \
                     Use {option} to allow it."
                )
            }
            Io { code, description, syscall, path, .. } => {
                write!(f, "{code}: {description}, {syscall}")?;
                path.as_ref().map_or(Ok(()), |path| write!(f, " '{path}'"))
            }
        }
    }
}

fn platform() -> &'static str {
    if cfg!(target_os = "macos") {
        "darwin"
    } else {
        "linux"
    }
}

impl std::error::Error for ModuleError {}
