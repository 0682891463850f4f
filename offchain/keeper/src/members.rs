//! The members' nodes, asked all at once: one that stalls costs the keeper its own time-out and nothing more.

use oracle_node::{Attestation, Bundle, BundleApproval, MAX_READINGS_BYTES, SignedReadings};
use serde::de::DeserializeOwned;
use std::thread;
use std::time::Duration;
use weal_client::{ClientError, HttpClient};

/// The time that a member may take to answer.
const TIME: Duration = Duration::from_secs(15);
/// The largest approval or list of hashes, bytes.
const MAX_SMALL: u64 = 64 << 10;
/// The largest attestation or bundle, bytes.
const MAX_LARGE: u64 = 128 << 20;

/// The committee's members as a keeper reaches them. What they say is not believed: it is verified where it counts.
pub trait Members {
    /// Returns the number of members.
    fn count(&self) -> usize;
    /// The readings of each that has them.
    fn readings(&self) -> Vec<SignedReadings>;
    /// Brings the members a bundle; the approvals of those that take it.
    fn approvals(&self, bundle: &Bundle) -> Vec<BundleApproval>;
    /// The hashes (hex) of the bundles that each keeps.
    fn kept(&self) -> Vec<Vec<String>>;
    /// The bundle of that hash (hex) from whoever has it.
    fn bundle(&self, hash: &str) -> Option<Bundle>;
    /// The attestation of each that has signed.
    fn attestations(&self) -> Vec<Attestation>;
}

/// Members at URLs.
pub struct HttpMembers {
    urls: Vec<String>,
}

impl HttpMembers {
    /// The members at these URLs, without trailing slashes.
    pub fn at(urls: Vec<String>) -> Self {
        Self { urls }
    }

    /// Returns the price statements of the members that answer.
    pub fn statements<T: DeserializeOwned + Send>(&self) -> Vec<T> {
        self.ask(|member| member.json("/statement", MAX_SMALL))
    }

    /// Asks every member at once; returns the answers of those that answer.
    fn ask<T: Send>(&self, ask: impl Fn(&HttpClient) -> Result<T, ClientError> + Sync) -> Vec<T> {
        let ask = &ask;
        thread::scope(|scope| {
            let asked: Vec<_> = self
                .urls
                .iter()
                .map(|url| scope.spawn(move || ask(&HttpClient::within(url, TIME))))
                .collect();
            asked.into_iter().filter_map(|asked| asked.join().ok()?.ok()).collect()
        })
    }
}

impl Members for HttpMembers {
    fn count(&self) -> usize {
        self.urls.len()
    }

    fn readings(&self) -> Vec<SignedReadings> {
        self.ask(|member| member.json("/readings", MAX_READINGS_BYTES))
    }

    fn approvals(&self, bundle: &Bundle) -> Vec<BundleApproval> {
        self.ask(|member| member.post("/bundle", bundle, MAX_SMALL))
    }

    fn kept(&self) -> Vec<Vec<String>> {
        self.ask(|member| member.json("/bundles", MAX_SMALL))
    }

    /// One after the other: it is large.
    fn bundle(&self, hash: &str) -> Option<Bundle> {
        let path = format!("/bundle/{hash}");
        let ask = |url: &String| HttpClient::within(url, TIME).json(&path, MAX_LARGE).ok();
        self.urls.iter().filter_map(ask).find(|bundle: &Bundle| hex::encode(bundle.hash()) == hash)
    }

    fn attestations(&self) -> Vec<Attestation> {
        self.ask(|member| member.json("/statement", MAX_LARGE))
    }
}
