//! Plain HTTP between this project's own services.

use crate::ClientError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;
use ureq::http::Response;
use ureq::{Agent, Body};

/// The time that a service may take to answer.
const TIMEOUT: Duration = Duration::from_secs(30);
/// The time that a connection may take to stand.
const CONNECT: Duration = Duration::from_secs(5);
/// The most that is read of why something was refused, bytes.
const MAX_REASON: u64 = 1 << 10;

/// A client of one service of this project. The caller says how large the answer may be: a service is not believed
/// about that.
pub struct HttpClient {
    agent: Agent,
    url: String,
}

impl HttpClient {
    /// The service at `url`, without a trailing slash, which has half a minute to answer.
    pub fn at(url: &str) -> Self {
        Self::within(url, TIMEOUT)
    }

    /// The service at `url`, which has `time` to answer, all together.
    pub fn within(url: &str, time: Duration) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(time))
            .timeout_connect(Some(CONNECT.min(time)))
            .http_status_as_error(false);
        Self { agent: config.build().into(), url: url.into() }
    }

    /// Returns the service's address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// `GET path` as JSON of at most `max_bytes`. Errors: as `bytes`; `Decode`.
    pub fn json<T: DeserializeOwned>(&self, path: &str, max_bytes: u64) -> Result<T, ClientError> {
        self.decode(&self.bytes(path, max_bytes)?)
    }

    /// `GET path`. Errors: `Unreachable`, also above `max_bytes`; `Rpc` where the service refuses.
    pub fn bytes(&self, path: &str, max_bytes: u64) -> Result<Vec<u8>, ClientError> {
        let url = format!("{}{path}", self.url);
        let answer = self.agent.get(&url).call();
        read(url, answer, max_bytes)
    }

    /// `POST path` with JSON, answered with JSON of at most `max_bytes`. Errors: as `json`.
    pub fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
        max_bytes: u64,
    ) -> Result<T, ClientError> {
        let url = format!("{}{path}", self.url);
        let answer = self.agent.post(&url).send_json(body);
        self.decode(&read(url, answer, max_bytes)?)
    }

    fn decode<T: DeserializeOwned>(&self, bytes: &[u8]) -> Result<T, ClientError> {
        serde_json::from_slice(bytes).map_err(|error| ClientError::decode(&self.url, error))
    }
}

fn read(
    url: String,
    answer: Result<Response<Body>, ureq::Error>,
    max_bytes: u64,
) -> Result<Vec<u8>, ClientError> {
    let unreachable =
        |error: ureq::Error| ClientError::Unreachable { method: url.clone(), reason: error.to_string() };
    let mut answer = answer.map_err(unreachable)?;
    let status = answer.status();
    let limit = if status.is_success() { max_bytes } else { MAX_REASON };
    let body = answer.body_mut().with_config().limit(limit).read_to_vec();
    if status.is_success() {
        return body.map_err(unreachable);
    }
    // Why it was refused is for people: one that cannot be read is left out.
    let reason =
        body.map(|body| String::from_utf8_lossy(&body).into_owned()).unwrap_or_else(|_| String::new());
    Err(ClientError::Rpc { method: url, reason: format!("{status}: {reason}") })
}
