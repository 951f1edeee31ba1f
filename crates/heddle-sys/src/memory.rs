//! The allocator's memory.

/// Gives free memory of the allocator back to the system: threads that end leave it in their arenas.
pub fn return_free_memory() {
    // SAFETY: takes the allocator's own locks; no memory in use is touched.
    #[cfg(target_env = "gnu")]
    unsafe {
        libc::malloc_trim(0);
    }
}
