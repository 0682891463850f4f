//! Bounds of what callers may take.

use std::time::Duration;

/// Bounds on what one server gives to all its callers, and to each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Callers at once. One more is told 503 at once.
    pub callers: usize,
    /// Callers at once from one address, so that one host cannot take every place.
    pub callers_of_one_address: usize,
    /// The largest body of a request, bytes.
    pub body_bytes: usize,
    /// The time that a request may take to arrive.
    pub receive_time: Duration,
    /// The time that an answer may take to be read, apart from its size.
    pub send_time: Duration,
    /// The slowest rate at which a large answer may be read, bytes a second, on top of `send_time`.
    pub send_rate: u32,
}

impl Default for Limits {
    /// 64 callers, 8 of one address; requests without a body; 5 s to ask; 10 s and a second per 256 KiB to read.
    fn default() -> Self {
        Self {
            callers: 64,
            callers_of_one_address: 8,
            body_bytes: 0,
            receive_time: Duration::from_secs(5),
            send_time: Duration::from_secs(10),
            send_rate: 256 << 10,
        }
    }
}

impl Limits {
    /// Returns the time by which an answer of so many bytes must have been read, counted from its first byte.
    pub(crate) fn send_time_of(&self, bytes: usize) -> Duration {
        let rate = usize::try_from(self.send_rate.max(1)).unwrap_or(usize::MAX);
        let seconds = u64::try_from(bytes / rate).unwrap_or(u64::MAX);
        self.send_time.checked_add(Duration::from_secs(seconds)).unwrap_or(Duration::MAX)
    }
}
