//! Plain HTTP between this project's own services.

use crate::ClientError;
use serde::de::DeserializeOwned;
use std::time::Duration;
use ureq::Agent;

/// How long a service may take to answer.
const TIMEOUT: Duration = Duration::from_secs(30);
/// The largest answer, bytes.
const MAX_ANSWER: u64 = 1 << 30;

/// One service of this project.
pub struct HttpClient {
    agent: Agent,
    url: String,
}

impl HttpClient {
    /// The service at `url`, without a trailing slash.
    pub fn at(url: &str) -> Self {
        Self { agent: Agent::config_builder().timeout_global(Some(TIMEOUT)).build().into(), url: url.into() }
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// `GET path` as JSON. Errors: `Unreachable`, `Decode`.
    pub fn json<T: DeserializeOwned>(&self, path: &str) -> Result<T, ClientError> {
        serde_json::from_slice(&self.bytes(path)?).map_err(|error| ClientError::decode(&self.url, error))
    }

    /// `GET path`. Errors: `Unreachable`.
    pub fn bytes(&self, path: &str) -> Result<Vec<u8>, ClientError> {
        let get = || self.agent.get(format!("{}{path}", self.url)).call();
        let read = |mut answer: ureq::http::Response<ureq::Body>| {
            answer.body_mut().with_config().limit(MAX_ANSWER).read_to_vec()
        };
        get().and_then(read).map_err(|error| ClientError::Unreachable {
            method: format!("{}{path}", self.url),
            reason: error.to_string(),
        })
    }
}
