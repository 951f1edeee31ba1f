//! Locks by name that all isolates of the process share. <https://w3c.github.io/web-locks/>

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard};

/// Who may hold a lock at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockMode {
    /// Any number of holders.
    Shared,
    /// One holder.
    Exclusive,
}

/// What a request asks for.
#[derive(Clone, Copy, Debug)]
pub struct LockOptions {
    /// Alone or with others.
    pub mode: LockMode,
    /// Now or not at all.
    pub if_available: bool,
    /// Takes the lock from those who hold it.
    pub steal: bool,
}

/// What happens at once with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockOutcome {
    /// It holds the lock.
    Granted(u64),
    /// It waits for its turn.
    Pending(u64),
    /// It asked for a lock now, and the lock is taken.
    Unavailable,
}

/// What happens to a request later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockNotice {
    /// It holds the lock.
    Granted(u64),
    /// Another one took the lock away.
    Stolen(u64),
}

/// Tells an isolate what happened to one of its requests; called under the lock of the registry.
pub type LockObserver = Arc<dyn Fn(LockNotice) + Send + Sync>;

/// A request as `query()` shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockInfo {
    /// The lock's name.
    pub name: String,
    /// Alone or with others.
    pub mode: LockMode,
    /// Thread id of the isolate that asked.
    pub client: u32,
}

#[derive(Clone, Copy)]
struct Request {
    id: u64,
    client: u32,
    mode: LockMode,
}

/// One lock: those who hold it, and the queue of those who wait. A request is granted when nothing that excludes it is
/// held, and only from the front of the queue, so that nobody waits for ever.
#[derive(Default)]
struct Resource {
    held: Vec<Request>,
    pending: VecDeque<Request>,
}

impl Resource {
    fn admits(&self, mode: LockMode) -> bool {
        match mode {
            LockMode::Shared => self.held.iter().all(|held| held.mode == LockMode::Shared),
            LockMode::Exclusive => self.held.is_empty(),
        }
    }

    /// Grants to the front of the queue whatever it can.
    fn advance(&mut self, notices: &mut Notices) {
        while let Some(next) = self.pending.front().copied().filter(|next| self.admits(next.mode)) {
            self.pending.pop_front();
            self.held.push(next);
            notices.push((next.client, LockNotice::Granted(next.id)));
        }
    }

    /// Takes out all requests that `gone` says are gone; whether there were any.
    fn remove(&mut self, gone: impl Fn(&Request) -> bool) -> bool {
        let before = self.held.len() + self.pending.len();
        self.held.retain(|request| !gone(request));
        self.pending.retain(|request| !gone(request));
        self.held.len() + self.pending.len() < before
    }
}

type Notices = Vec<(u32, LockNotice)>;

/// All locks. What changes for others is returned as notices, in order.
#[derive(Default)]
struct Registry {
    resources: HashMap<String, Resource>,
    /// The lock that a request is about.
    names: HashMap<u64, String>,
    observers: HashMap<u32, LockObserver>,
    last: u64,
}

impl Registry {
    fn request(&mut self, client: u32, name: &str, options: LockOptions) -> (LockOutcome, Notices) {
        let mut notices = Notices::new();
        let resource = self.resources.entry(name.to_owned()).or_default();
        if options.steal {
            for robbed in resource.held.drain(..) {
                self.names.remove(&robbed.id);
                notices.push((robbed.client, LockNotice::Stolen(robbed.id)));
            }
        }
        let free = options.steal || (resource.pending.is_empty() && resource.admits(options.mode));
        if !free && options.if_available {
            return (LockOutcome::Unavailable, notices);
        }
        self.last += 1;
        let request = Request { id: self.last, client, mode: options.mode };
        self.names.insert(request.id, name.to_owned());
        if free {
            resource.held.push(request);
            (LockOutcome::Granted(request.id), notices)
        } else {
            resource.pending.push_back(request);
            (LockOutcome::Pending(request.id), notices)
        }
    }

    fn release(&mut self, id: u64) -> Notices {
        let mut notices = Notices::new();
        let Some(name) = self.names.remove(&id) else { return notices };
        if let Some(resource) = self.resources.get_mut(&name) {
            resource.remove(|request| request.id == id);
            resource.advance(&mut notices);
            if resource.held.is_empty() && resource.pending.is_empty() {
                self.resources.remove(&name);
            }
        }
        notices
    }

    fn leave(&mut self, client: u32) -> Notices {
        let mut notices = Notices::new();
        if self.observers.remove(&client).is_none() {
            return notices;
        }
        for resource in self.resources.values_mut() {
            if resource.remove(|request| request.client == client) {
                resource.advance(&mut notices);
            }
        }
        let resources = &mut self.resources;
        resources.retain(|_, resource| !(resource.held.is_empty() && resource.pending.is_empty()));
        let alive = |id: &u64, name: &String| {
            resources.get(name).is_some_and(|r| r.held.iter().chain(&r.pending).any(|request| request.id == *id))
        };
        self.names.retain(|id, name| alive(id, name));
        notices
    }

    fn query(&self) -> (Vec<LockInfo>, Vec<LockInfo>) {
        let list = |requests: fn(&Resource) -> Vec<Request>| {
            let mut found: Vec<(u64, LockInfo)> = Vec::new();
            for (name, resource) in &self.resources {
                found.extend(requests(resource).into_iter().map(|request| {
                    (request.id, LockInfo { name: name.clone(), mode: request.mode, client: request.client })
                }));
            }
            found.sort_by_key(|(id, _)| *id);
            found.into_iter().map(|(_, info)| info).collect()
        };
        (list(|resource| resource.held.clone()), list(|resource| resource.pending.iter().copied().collect()))
    }

    /// Tells other isolates; what concerns `own` is returned.
    fn tell(&self, own: u32, notices: Notices) -> Vec<LockNotice> {
        let mut ours = Vec::new();
        for (client, notice) in notices {
            if client == own {
                ours.push(notice);
            } else if let Some(observer) = self.observers.get(&client) {
                observer(notice);
            }
        }
        ours
    }
}

fn registry() -> MutexGuard<'static, Registry> {
    static REGISTRY: LazyLock<Mutex<Registry>> = LazyLock::new(Mutex::default);
    REGISTRY.lock().unwrap_or_else(|e| e.into_inner())
}

/// Asks for a lock. `client` is the thread id of the isolate, `observer` is how it learns what happens later. Notices
/// that concern the isolate itself are returned.
pub fn lock_request(
    client: u32,
    observer: &LockObserver,
    name: &str,
    options: LockOptions,
) -> (LockOutcome, Vec<LockNotice>) {
    let mut registry = registry();
    registry.observers.entry(client).or_insert_with(|| observer.clone());
    let (outcome, notices) = registry.request(client, name, options);
    (outcome, registry.tell(client, notices))
}

/// Gives up a lock that is held, or a request that waits.
pub fn lock_release(client: u32, id: u64) -> Vec<LockNotice> {
    let mut registry = registry();
    let notices = registry.release(id);
    registry.tell(client, notices)
}

/// An isolate is gone: all its locks and requests with it.
pub fn lock_leave(client: u32) {
    let mut registry = registry();
    let notices = registry.leave(client);
    registry.tell(client, notices);
}

/// The locks that are held and the requests that wait, each in the order of asking.
pub fn lock_query() -> (Vec<LockInfo>, Vec<LockInfo>) {
    registry().query()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXCLUSIVE: LockOptions = LockOptions { mode: LockMode::Exclusive, if_available: false, steal: false };
    const SHARED: LockOptions = LockOptions { mode: LockMode::Shared, ..EXCLUSIVE };

    fn registry_of(clients: &[u32]) -> Registry {
        let mut registry = Registry::default();
        for client in clients {
            registry.observers.insert(*client, Arc::new(|_| {}));
        }
        registry
    }

    #[test]
    fn waiters_are_served_in_order_and_shared_ones_together() {
        let mut locks = registry_of(&[1]);
        assert_eq!(locks.request(1, "a", SHARED).0, LockOutcome::Granted(1));
        assert_eq!(locks.request(1, "a", EXCLUSIVE).0, LockOutcome::Pending(2));
        // Not past the one that waits.
        assert_eq!(locks.request(1, "a", SHARED).0, LockOutcome::Pending(3));
        assert_eq!(locks.request(1, "a", SHARED).0, LockOutcome::Pending(4));
        assert_eq!(locks.request(1, "b", EXCLUSIVE).0, LockOutcome::Granted(5));
        assert_eq!(locks.release(1), [(1, LockNotice::Granted(2))]);
        assert_eq!(locks.release(2), [(1, LockNotice::Granted(3)), (1, LockNotice::Granted(4))]);
        assert_eq!(locks.release(2), [], "once is enough");
    }

    #[test]
    fn a_request_given_up_lets_the_next_ones_pass() {
        let mut locks = registry_of(&[1]);
        locks.request(1, "a", SHARED);
        locks.request(1, "a", EXCLUSIVE);
        locks.request(1, "a", SHARED);
        assert_eq!(locks.release(2), [(1, LockNotice::Granted(3))]);
    }

    #[test]
    fn an_isolate_that_is_gone_holds_nothing() {
        let mut locks = registry_of(&[1, 2, 3]);
        locks.request(1, "a", EXCLUSIVE);
        locks.request(1, "b", EXCLUSIVE);
        locks.request(1, "a", EXCLUSIVE);
        locks.request(2, "a", EXCLUSIVE);
        locks.request(3, "a", EXCLUSIVE);
        assert_eq!(locks.leave(1), [(2, LockNotice::Granted(4))]);
        assert_eq!(locks.names.len(), 2);
        assert!(!locks.resources.contains_key("b"));
        assert_eq!(locks.leave(2), [(3, LockNotice::Granted(5))]);
        locks.leave(3);
        assert!(locks.resources.is_empty() && locks.names.is_empty() && locks.observers.is_empty());
    }

    #[test]
    fn stealing_takes_it_from_all_holders_and_passes_the_queue() {
        let mut locks = registry_of(&[1, 2]);
        locks.request(1, "a", SHARED);
        locks.request(2, "a", SHARED);
        locks.request(1, "a", EXCLUSIVE);
        let (outcome, notices) = locks.request(2, "a", LockOptions { steal: true, ..EXCLUSIVE });
        assert_eq!(outcome, LockOutcome::Granted(4));
        assert_eq!(notices, [(1, LockNotice::Stolen(1)), (2, LockNotice::Stolen(2))]);
        assert_eq!(locks.release(1), [], "it is not theirs any more");
        assert_eq!(locks.release(4), [(1, LockNotice::Granted(3))]);
    }

    #[test]
    fn if_available_never_waits() {
        let mut locks = registry_of(&[1]);
        let now = LockOptions { if_available: true, ..EXCLUSIVE };
        assert_eq!(locks.request(1, "a", now).0, LockOutcome::Granted(1));
        assert_eq!(locks.request(1, "a", now).0, LockOutcome::Unavailable);
        let (held, pending) = locks.query();
        assert_eq!(held, [LockInfo { name: "a".into(), mode: LockMode::Exclusive, client: 1 }]);
        assert_eq!(pending, []);
    }
}
