//! The allocator's memory.

/// Gives free memory of the allocator back to the system: threads that end leave it in their arenas.
pub fn return_free_memory() {
    // SAFETY: takes the allocator's own locks; no memory in use is touched.
    #[cfg(target_env = "gnu")]
    unsafe {
        libc::malloc_trim(0);
    }
}

/// From now on the allocator keeps up to 16 MiB of free memory, also of large blocks: for who allocates and frees those in
/// turn, as pages fresh from the system cost more than what is done with them. [`return_free_memory`] returns it.
pub fn keep_free_memory() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    // SAFETY: settings of the allocator, which takes its own locks.
    #[cfg(target_env = "gnu")]
    ONCE.call_once(|| unsafe {
        libc::mallopt(libc::M_TRIM_THRESHOLD, 16 << 20);
        libc::mallopt(libc::M_MMAP_THRESHOLD, 8 << 20);
    });
}

/// How much more address space the process may take; `None` if nothing limits it (`ulimit -v`).
pub fn address_space_left() -> Option<u64> {
    let mut limit = libc::rlimit { rlim_cur: libc::RLIM_INFINITY, rlim_max: libc::RLIM_INFINITY };
    // SAFETY: `limit` is valid for the call to fill.
    unsafe { libc::getrlimit(libc::RLIMIT_AS, &raw mut limit) };
    if limit.rlim_cur == libc::RLIM_INFINITY {
        return None;
    }
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = text.split(' ').next()?.parse().ok()?;
    // SAFETY: sysconf takes a constant and has no preconditions.
    let page_size = unsafe { libc::sysconf(libc::_SC_PAGESIZE) } as u64;
    Some(limit.rlim_cur.saturating_sub(pages * page_size))
}
