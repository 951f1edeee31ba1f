//! Addresses of sockets, from and to what JavaScript says.

use rustix::fd::BorrowedFd;
use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketAddrAny, SocketAddrUnix};
use std::net::{IpAddr, SocketAddr, SocketAddrV4, SocketAddrV6};

/// Where a socket listens or connects.
#[derive(Clone, Debug)]
pub(crate) enum Address {
    /// TCP over IPv4 or IPv6.
    Inet(SocketAddr),
    /// A file of the file system, or a name in the abstract space.
    Unix(SocketAddrUnix),
}

impl Address {
    /// From the text of an IP address, which may have a zone (`fe80::1%eth0`), and a port.
    pub(crate) fn inet(text: &str, port: u16, any_socket: BorrowedFd<'_>) -> Result<Address, Errno> {
        let (plain, zone) = text.split_once('%').unwrap_or((text, ""));
        let address = match plain.parse::<IpAddr>().map_err(|_| Errno::INVAL)? {
            IpAddr::V4(ip) => SocketAddr::V4(SocketAddrV4::new(ip, port)),
            IpAddr::V6(ip) => {
                let scope_id = match zone.parse::<u32>() {
                    _ if zone.is_empty() => 0,
                    Ok(number) => number,
                    Err(_) => rustix::net::netdevice::name_to_index(any_socket, zone)?,
                };
                SocketAddr::V6(SocketAddrV6::new(ip, port, 0, scope_id))
            }
        };
        Ok(Address::Inet(address))
    }

    /// From a path; one that begins with a NUL names a place in the abstract space.
    pub(crate) fn unix(path: &str) -> Result<Address, Errno> {
        let address = match path.as_bytes().strip_prefix(b"\0") {
            Some(name) => SocketAddrUnix::new_abstract_name(name),
            None => SocketAddrUnix::new(path),
        };
        Ok(Address::Unix(address?))
    }

    pub(crate) fn family(&self) -> AddressFamily {
        match self {
            Address::Inet(SocketAddr::V4(_)) => AddressFamily::INET,
            Address::Inet(SocketAddr::V6(_)) => AddressFamily::INET6,
            Address::Unix(_) => AddressFamily::UNIX,
        }
    }
}

/// What a socket is called, in Node's words.
pub(crate) enum Name {
    /// Address, port, and `IPv4` or `IPv6`.
    Inet(String, u16, &'static str),
    /// Path; empty if the socket has none.
    Unix(String),
}

impl Name {
    pub(crate) fn of(address: SocketAddrAny) -> Name {
        if let Ok(v4) = SocketAddrV4::try_from(address.clone()) {
            return Name::Inet(v4.ip().to_string(), v4.port(), "IPv4");
        }
        if let Ok(v6) = SocketAddrV6::try_from(address.clone()) {
            let zone = if v6.scope_id() == 0 { String::new() } else { format!("%{}", v6.scope_id()) };
            return Name::Inet(format!("{}{zone}", v6.ip()), v6.port(), "IPv6");
        }
        let path = SocketAddrUnix::try_from(address).ok().and_then(|unix| {
            let path = unix.path_bytes().map(|path| String::from_utf8_lossy(path).into_owned());
            path.or_else(|| unix.abstract_name().map(|name| format!("\0{}", String::from_utf8_lossy(name))))
        });
        Name::Unix(path.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::fd::AsFd;

    #[test]
    fn addresses_are_read() {
        let socket = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
        let read = |text: &str| Address::inet(text, 80, socket.as_fd());
        assert!(matches!(read("127.0.0.1"), Ok(Address::Inet(SocketAddr::V4(_)))));
        assert!(matches!(read("fe80::1%lo"), Ok(Address::Inet(SocketAddr::V6(a))) if a.scope_id() == 1));
        assert!(matches!(read("::1%7"), Ok(Address::Inet(SocketAddr::V6(a))) if a.scope_id() == 7));
        assert_eq!(read("localhost").unwrap_err(), Errno::INVAL);
        assert!(read("::1%nosuchdevice").is_err());
        assert!(matches!(Address::unix("\0name"), Ok(Address::Unix(a)) if a.abstract_name() == Some(b"name")));
        assert_eq!(Address::unix(&"x".repeat(200)).unwrap_err(), Errno::NAMETOOLONG);
    }
}
