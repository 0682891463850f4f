//! A service's answer to one request.

use serde::Serialize;
use std::sync::Arc;

/// A status with its body. A large body is shared between callers, not copied for each.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Arc<[u8]>,
}

impl Answer {
    /// 200 with these bytes.
    pub fn bytes(body: impl Into<Arc<[u8]>>) -> Self {
        Self { status: 200, body: body.into() }
    }

    /// 200 with `value` as JSON; 500 where it cannot be written.
    pub fn json(value: &impl Serialize) -> Self {
        match serde_json::to_vec(value) {
            Ok(body) => Self::bytes(body),
            Err(error) => Self::refused(500, &error.to_string()),
        }
    }

    /// A refusal in words.
    pub fn refused(status: u16, reason: &str) -> Self {
        Self { status, body: reason.as_bytes().into() }
    }

    /// 404.
    pub fn not_found() -> Self {
        Self::refused(404, "there is nothing at this path")
    }
}
