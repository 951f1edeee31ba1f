//! Failures of system calls, in Node's shape.
//! <https://nodejs.org/api/errors.html#class-systemerror>

use heddle_engine::{ErrorKind, Local, Scope, Thrown};

/// A system call that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SysError {
    /// Positive errno.
    pub errno: i32,
    /// The call.
    pub syscall: &'static str,
    /// The file it was about.
    pub path: Option<String>,
    /// The second file (`rename`, `link`, `copyfile`).
    pub dest: Option<String>,
}

impl SysError {
    /// A failure without a path.
    pub fn new(errno: rustix::io::Errno, syscall: &'static str) -> SysError {
        SysError { errno: errno.raw_os_error(), syscall, path: None, dest: None }
    }

    /// A failure from its errno.
    pub fn from_errno(errno: i32, syscall: &'static str) -> SysError {
        SysError { errno, syscall, path: None, dest: None }
    }

    /// A failure from a standard library error.
    pub fn from_io(error: &std::io::Error, syscall: &'static str) -> SysError {
        SysError { errno: error.raw_os_error().unwrap_or(5), syscall, path: None, dest: None }
    }

    /// The same, about a file.
    pub fn path(mut self, path: impl Into<String>) -> SysError {
        self.path = Some(path.into());
        self
    }

    /// The same, with a second file.
    pub fn dest(mut self, dest: impl Into<String>) -> SysError {
        self.dest = Some(dest.into());
        self
    }

    /// `ENOENT`
    pub fn code(&self) -> &'static str {
        heddle_sys::errno::describe(self.errno).0
    }

    /// Which permission a sandboxed worker lacks, if that is why the call failed, and the option that grants it.
    fn denial(&self) -> Option<(&'static str, &'static str)> {
        // EPERM, EACCES
        if !matches!(self.errno, 1 | 13) || !heddle_sys::sandbox::is_confined() {
            return None;
        }
        Some(match self.syscall {
            "open" | "read" | "access" | "stat" | "lstat" | "scandir" | "opendir" | "readlink" | "realpath"
            | "statfs" | "uv_cwd" | "chdir" | "watch" => ("FileSystemRead", "sandbox.read"),
            "connect" | "bind" | "listen" | "socket" => ("Net", ""),
            "spawn" => ("ChildProcess", ""),
            _ if self.path.is_some() => ("FileSystemWrite", "sandbox.write"),
            _ => ("System", ""),
        })
    }

    /// Node's message: `ENOENT: no such file or directory, open 'x'`.
    pub fn message(&self) -> String {
        let (code, text) = heddle_sys::errno::describe(self.errno);
        let mut message = format!("{code}: {text}, {}", self.syscall);
        if let Some(path) = &self.path {
            message.push_str(&format!(" '{path}'"));
        }
        if let Some(dest) = &self.dest {
            message.push_str(&format!(" -> '{dest}'"));
        }
        message
    }

    /// The error object.
    pub fn error<'s>(&self, scope: &mut Scope<'s>) -> Result<Local<'s>, Thrown> {
        let denial = self.denial();
        let message = match denial {
            None => self.message(),
            Some((_, option)) => {
                let what = self.path.as_ref().map(|path| format!(" of '{path}'")).unwrap_or_default();
                let how = if option.is_empty() {
                    "No option of the sandbox allows it.".into()
                } else {
                    format!("Use {option} to allow it.")
                };
                format!("Access ({}){what} is denied by the worker's sandbox. {how}", self.syscall)
            }
        };
        let error = scope.error(ErrorKind::Error, &message)?;
        let errno = scope.number(f64::from(-self.errno));
        scope.set(error, "errno", errno)?;
        let code = scope.string(if denial.is_some() { "ERR_ACCESS_DENIED" } else { self.code() });
        scope.set(error, "code", code)?;
        let syscall = scope.string(self.syscall);
        scope.set(error, "syscall", syscall)?;
        for (key, value) in [("path", &self.path), ("dest", &self.dest)] {
            if let Some(value) = value {
                let value = scope.string(value);
                scope.set(error, key, value)?;
            }
        }
        if let Some((permission, _)) = denial {
            let permission = scope.string(permission);
            scope.set(error, "permission", permission)?;
            let resource = scope.string(self.path.as_deref().unwrap_or_default());
            scope.set(error, "resource", resource)?;
        }
        Ok(error)
    }

    /// Throws it.
    pub fn throw(&self, scope: &mut Scope<'_>) -> Thrown {
        match self.error(scope) {
            Ok(error) => scope.throw(error),
            Err(thrown) => thrown,
        }
    }
}
