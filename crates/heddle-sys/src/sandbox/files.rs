//! Landlock: which files a confined process can open.

use landlock::{
    path_beneath_rules, Access, AccessFs, AccessNet, CompatLevel, Compatible, LandlockStatus, PathFd, Ruleset,
    RulesetAttr, RulesetCreatedAttr, Scope, ABI,
};
use std::io;
use std::path::PathBuf;

/// The least version that decides all that a grant speaks of: version 3 governs truncation.
const LEAST: ABI = ABI::V3;
/// The newest that this code was tested with.
const NEWEST: ABI = ABI::V7;

pub(super) enum Failure {
    /// A path of a grant cannot be opened.
    Grant(io::Error),
    /// The kernel cannot enforce what is needed.
    Kernel(io::Error),
}

fn other(error: impl std::error::Error + Send + Sync + 'static) -> io::Error {
    io::Error::other(error)
}

/// Restricts the process; the version of Landlock in effect.
pub(super) fn restrict(read: &[PathBuf], write: &[PathBuf]) -> Result<u32, Failure> {
    for path in read.iter().chain(write) {
        if let Err(error) = PathFd::new(path) {
            return Err(Failure::Grant(io::Error::other(format!("{}: {error}", path.display()))));
        }
    }
    // Reading is not executing: a confined process starts no programs.
    let reading = AccessFs::ReadFile | AccessFs::ReadDir;
    // Devices are never made, and their commands never sent.
    let writing = (reading | AccessFs::from_write(NEWEST)) & !(AccessFs::MakeChar | AccessFs::MakeBlock);
    let enforce = || {
        let status = Ruleset::default()
            .set_compatibility(CompatLevel::HardRequirement)
            .handle_access(AccessFs::from_all(LEAST))?
            .set_compatibility(CompatLevel::BestEffort)
            .handle_access(AccessFs::from_all(NEWEST))?
            .handle_access(AccessNet::from_all(NEWEST))?
            .scope(Scope::from_all(NEWEST))?
            .create()?
            .add_rules(path_beneath_rules(read, reading))?
            .add_rules(path_beneath_rules(write, writing))?
            .restrict_self()?;
        Ok::<_, landlock::RulesetError>(status)
    };
    match enforce().map_err(|error| Failure::Kernel(other(error)))?.landlock {
        LandlockStatus::Available { effective_abi, .. } => Ok(effective_abi as u32),
        _ => Err(Failure::Kernel(io::Error::from_raw_os_error(libc::ENOSYS))),
    }
}
