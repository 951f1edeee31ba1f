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
        let error = scope.error(ErrorKind::Error, &self.message())?;
        let errno = scope.number(f64::from(-self.errno));
        scope.set(error, "errno", errno)?;
        let code = scope.string(self.code());
        scope.set(error, "code", code)?;
        let syscall = scope.string(self.syscall);
        scope.set(error, "syscall", syscall)?;
        for (key, value) in [("path", &self.path), ("dest", &self.dest)] {
            if let Some(value) = value {
                let value = scope.string(value);
                scope.set(error, key, value)?;
            }
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
