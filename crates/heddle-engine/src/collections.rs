//! Which collections there were, and what they changed.

use crate::heap::HeapSpaces;
use crate::Scope;
use std::time::Duration;

/// A collection that happened, or a slice of one.
#[derive(Clone, Copy, Debug)]
pub struct Collection {
    /// Time since its start.
    pub ago: Duration,
    /// How long it took.
    pub duration: Duration,
    /// What was collected.
    pub kind: CollectionKind,
    /// Whether the program asked for it.
    pub forced: bool,
}

/// What a [`Collection`] was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CollectionKind {
    /// Of young objects.
    Minor,
    /// Of everything, or the last slice of that.
    Major,
    /// A slice before the last one.
    Slice,
}

impl CollectionKind {
    fn new(kind: u32) -> CollectionKind {
        match kind {
            1 => CollectionKind::Minor,
            4 => CollectionKind::Major,
            _ => CollectionKind::Slice,
        }
    }
}

/// What a collection, or a slice of one, changed.
#[derive(Clone, Copy, Debug)]
pub struct CollectionSample {
    /// How long it took.
    pub duration: Duration,
    /// What was collected.
    pub kind: CollectionKind,
    /// The heap before it.
    pub before: HeapSpaces,
    /// The heap after it.
    pub after: HeapSpaces,
}

impl Scope<'_> {
    /// Records collections from now on, or no longer. False when out of memory.
    pub fn watch_collections(&mut self, on: bool) -> bool {
        // SAFETY: the context is live, on its thread and not collecting. The recording ends with the isolate.
        unsafe { heddle_glue::collections::hg_collections_watch(self.cx, on) }
    }

    /// Whether [`Scope::take_collections`] would return any.
    pub fn has_collections(&self) -> bool {
        // SAFETY: reads this thread's own record.
        unsafe { heddle_glue::collections::hg_collections_count() > 0 }
    }

    /// The collections since the last call, in order: the last thousand at most.
    pub fn take_collections(&mut self) -> Vec<Collection> {
        let mut record = heddle_glue::collections::Collection::default();
        let mut taken = Vec::new();
        // SAFETY: takes from this thread's own record.
        while unsafe { heddle_glue::collections::hg_collections_take(&mut record) } {
            taken.push(Collection {
                ago: Duration::from_nanos(record.ago),
                duration: Duration::from_nanos(record.duration),
                kind: CollectionKind::new(record.kind),
                forced: record.forced,
            });
        }
        taken
    }

    /// Starts a profile of collections, or ends it without its samples. False when out of memory.
    pub fn profile_collections(&mut self, on: bool) -> bool {
        // SAFETY: as in `watch_collections`.
        unsafe { heddle_glue::collections::hg_collections_profile(self.cx, on) }
    }

    /// The samples of the profile so far.
    pub fn collection_samples(&self) -> Vec<CollectionSample> {
        let mut record = heddle_glue::collections::CollectionSample::default();
        let mut samples = Vec::new();
        // SAFETY: reads this thread's own record.
        while unsafe { heddle_glue::collections::hg_collections_sample(samples.len(), &raw mut record) } {
            samples.push(CollectionSample {
                duration: Duration::from_nanos(record.duration),
                kind: CollectionKind::new(record.kind),
                before: HeapSpaces::new(&record.before),
                after: HeapSpaces::new(&record.after),
            });
        }
        samples
    }
}
