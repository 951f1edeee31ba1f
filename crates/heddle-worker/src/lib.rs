//! Worker life cycle, ports and transports.
#![forbid(unsafe_code)]
