//! Names of hosts, by the system's resolver. <https://man7.org/linux/man-pages/man3/getaddrinfo.3.html>

use std::ffi::CString;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ptr;

/// Which addresses are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Either kind.
    Any,
    /// IPv4.
    V4,
    /// IPv6.
    V6,
}

/// Why there is no answer: the resolver's number (`EAI_…`), or an errno.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResolveError {
    /// `EAI_NONAME`, `EAI_AGAIN` …
    Resolver(i32),
    /// `EAI_SYSTEM`: an errno.
    System(i32),
}

/// The addresses of a host, in the resolver's order. Blocks: files, and the network, are asked. `hints` are `AI_…` flags.
pub fn resolve(host: &str, family: Family, hints: i32) -> Result<Vec<IpAddr>, ResolveError> {
    let name = CString::new(host).map_err(|_| ResolveError::Resolver(libc::EAI_NONAME))?;
    // SAFETY: all zero is a valid value of this plain struct.
    let mut wanted: libc::addrinfo = unsafe { std::mem::zeroed() };
    wanted.ai_family = match family {
        Family::Any => libc::AF_UNSPEC,
        Family::V4 => libc::AF_INET,
        Family::V6 => libc::AF_INET6,
    };
    wanted.ai_socktype = libc::SOCK_STREAM;
    wanted.ai_flags = hints;
    let mut list: *mut libc::addrinfo = ptr::null_mut();
    // SAFETY: the name ends with a NUL, the other pointers are to live values.
    let status = unsafe { libc::getaddrinfo(name.as_ptr(), ptr::null(), &wanted, &mut list) };
    if status == libc::EAI_SYSTEM {
        return Err(ResolveError::System(std::io::Error::last_os_error().raw_os_error().unwrap_or(0)));
    }
    if status != 0 {
        return Err(ResolveError::Resolver(status));
    }
    let mut found = Vec::new();
    let mut next = list;
    while !next.is_null() {
        // SAFETY: an entry of the list that getaddrinfo made.
        let entry = unsafe { &*next };
        if let Some(address) = address_of(entry) {
            found.push(address);
        }
        next = entry.ai_next;
    }
    // SAFETY: the list is getaddrinfo's and is freed once; no reference into it is left.
    unsafe { libc::freeaddrinfo(list) };
    Ok(found)
}

fn address_of(entry: &libc::addrinfo) -> Option<IpAddr> {
    match entry.ai_family {
        libc::AF_INET => {
            // SAFETY: an entry of this family holds an address of this type.
            let address = unsafe { &*entry.ai_addr.cast::<libc::sockaddr_in>() };
            Some(IpAddr::V4(Ipv4Addr::from(u32::from_be(address.sin_addr.s_addr))))
        }
        libc::AF_INET6 => {
            // SAFETY: an entry of this family holds an address of this type.
            let address = unsafe { &*entry.ai_addr.cast::<libc::sockaddr_in6>() };
            Some(IpAddr::V6(Ipv6Addr::from(address.sin6_addr.s6_addr)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_resolve_to_themselves() {
        let any = resolve("127.0.0.1", Family::Any, 0);
        assert_eq!(any, Ok(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]));
        assert_eq!(resolve("::1", Family::V6, 0), Ok(vec![IpAddr::V6(Ipv6Addr::LOCALHOST)]));
        assert!(matches!(resolve("a\0b", Family::Any, 0), Err(ResolveError::Resolver(libc::EAI_NONAME))));
        assert!(resolve("127.0.0.1", Family::V6, 0).is_err());
    }
}
