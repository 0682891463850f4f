//! The members' nodes, asked all at once: one that stalls costs the keeper its own time-out and nothing more.

use client::{ClientError, HttpClient};
use oracle_node::{Attestation, Bundle, BundleApproval, MAX_BUNDLE_BYTES, SignedReadings};
use serde::de::DeserializeOwned;
use std::thread;
use std::time::Duration;

/// How long a member may take to answer.
const TIME: Duration = Duration::from_secs(10);
/// The largest approval or list of hashes, bytes.
const MAX_SMALL: u64 = 64 << 10;
/// The largest attestation or bundle, bytes.
const MAX_LARGE: u64 = 64 << 20;

/// Where the members are.
pub struct Members {
    urls: Vec<String>,
}

impl Members {
    /// The members at these URLs, without trailing slashes.
    pub fn at(urls: Vec<String>) -> Self {
        Self { urls }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.urls.len()
    }

    /// What each that answers has signed of a price.
    pub fn statements<T: DeserializeOwned + Send>(&self) -> Vec<T> {
        self.ask(|member| member.json("/statement", MAX_SMALL))
    }

    /// The readings of each that has them.
    pub fn readings(&self) -> Vec<SignedReadings> {
        let max = u64::try_from(MAX_BUNDLE_BYTES).unwrap_or(u64::MAX);
        self.ask(|member| member.json("/readings", max))
    }

    /// Brings the members a bundle; the approvals of those that take it.
    pub fn approvals(&self, bundle: &Bundle) -> Vec<BundleApproval> {
        self.ask(|member| member.post("/bundle", bundle, MAX_SMALL))
    }

    /// The bundle of that hash (hex) from whoever has it.
    pub fn bundle(&self, hash: &str) -> Option<Bundle> {
        let bundles: Vec<Bundle> = self.ask(|member| member.json(&format!("/bundle/{hash}"), MAX_LARGE));
        bundles.into_iter().find(|bundle| hex::encode(bundle.hash()) == hash)
    }

    /// The hashes (hex) of the bundles that members keep, those that most keep first.
    pub fn kept(&self) -> Vec<String> {
        let kept: Vec<Vec<String>> = self.ask(|member| member.json("/bundles", MAX_SMALL));
        let mut hashes: Vec<&String> = kept.iter().flatten().collect();
        let holders = |hash: &String| kept.iter().filter(|its| its.contains(hash)).count();
        hashes.sort();
        hashes.dedup();
        hashes.sort_by_key(|hash| std::cmp::Reverse(holders(hash)));
        hashes.into_iter().cloned().collect()
    }

    /// The attestation of each that has signed.
    pub fn attestations(&self) -> Vec<Attestation> {
        self.ask(|member| member.json("/statement", MAX_LARGE))
    }

    /// What those say that answer.
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
