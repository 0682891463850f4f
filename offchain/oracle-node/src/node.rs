//! A member as others reach it: it serves its readings, approves bundles, and serves the root once the chain has chosen.

use crate::attest::{Attestation, BundleApproval};
use crate::bundle::Bundle;
use crate::readings::SignedReadings;
use crate::{
    BundleStore, Committee, MAX_BUNDLES, OracleError, OracleMember, Place, SignedStatements, Witnesses,
};
use http_service::{Answer, Limits, Request};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;
use weal_client::Chain;

/// The largest readings of one member, bytes of JSON: about 12,000 leases. Larger ones are left out of bundles, so that no
/// liar makes a bundle too large for the members to take.
pub const MAX_READINGS_BYTES: u64 = 4 << 20;
/// The largest bundle, bytes of JSON: the largest readings of 31 members.
pub const MAX_BUNDLE_BYTES: usize = 128 << 20;
/// The time that a bundle may take to arrive.
const BUNDLE_TIME: Duration = Duration::from_secs(30);

/// One member's node for one epoch.
///
/// | request | answer |
/// |---|---|
/// | `GET /readings` | its signed readings |
/// | `POST /bundle` | its approval, with the bundle kept on disk |
/// | `GET /bundles`, `GET /bundle/<hash>` | the hashes of what it keeps; one of them |
/// | `GET /statement` | its attestation, once a bundle stands on chain and is here |
///
/// What cannot be answered yet is 503, what never will 409, both in words.
pub struct OracleNode<C> {
    member: OracleMember,
    /// The endpoints it believes.
    chains: Mutex<Vec<C>>,
    memory: Mutex<SignedStatements>,
    bundles: Mutex<BundleStore>,
    readings: OnceLock<SignedReadings>,
    attestation: OnceLock<Attestation>,
    probe_log: PathBuf,
}

impl<C: Chain> OracleNode<C> {
    /// A node whose memory is beside its key: `<name>.signed.json`, and for each chain and escrow a folder of bundles and
    /// the log of its probes. Errors: `NoEndpoint`; `Locked` where another process signs with this key; `Memory`.
    pub fn open(member: OracleMember, chains: Vec<C>, key_file: &Path) -> Result<Self, OracleError> {
        let chain_id = chains.first().ok_or(OracleError::NoEndpoint)?.chain_id();
        let beside =
            |what: &str| key_file.with_extension(format!("{chain_id}.{}.{what}", member.escrow.address));
        let (bundles, probe_log) = (beside("bundles"), beside("probes.json"));
        Ok(Self {
            member,
            probe_log,
            memory: Mutex::new(SignedStatements::open(&key_file.with_extension("signed.json"))?),
            bundles: Mutex::new(BundleStore::open(&bundles)?),
            readings: OnceLock::new(),
            attestation: OnceLock::new(),
            chains: Mutex::new(chains),
        })
    }

    /// Returns the limits on what callers may take of a node.
    pub fn limits() -> Limits {
        Limits {
            callers_of_one_address: 4,
            body_bytes: MAX_BUNDLE_BYTES,
            receive_time: BUNDLE_TIME,
            ..Limits::default()
        }
    }

    /// Returns the file in which the log of this member's probes is kept.
    pub fn probe_log(&self) -> &Path {
        &self.probe_log
    }

    /// The member.
    pub fn member(&self) -> &OracleMember {
        &self.member
    }

    /// Does something with the endpoints, one caller at a time. Errors: `NoEndpoint`, `OtherChain`, those of `ask`.
    pub fn with_witnesses<T>(
        &self,
        ask: impl FnOnce(&Witnesses<'_>) -> Result<T, OracleError>,
    ) -> Result<T, OracleError> {
        let chains = locked(&self.chains);
        ask(&Witnesses::of(chains.iter().map(|chain| chain as &dyn Chain).collect())?)
    }

    /// Serves these readings from now on, or those that were signed before for the same seconds. Errors: `Memory`, those
    /// of the endpoints.
    pub fn publish(&self, signed: SignedReadings) -> Result<(), OracleError> {
        let (committee, epoch) = (signed.readings.committee_epoch, signed.readings.epoch.number);
        let place = |witnesses: &Witnesses<'_>| {
            locked(&self.memory).keep_readings(&self.place(witnesses, committee, epoch), signed)
        };
        let signed = self.with_witnesses(place)?;
        locked(&self.bundles).keep_epoch(epoch)?;
        self.readings.get_or_init(|| signed);
        Ok(())
    }

    /// Answers one caller.
    pub fn answer(&self, request: &Request) -> Answer {
        let Some(readings) = self.readings.get() else {
            return Answer::refused(503, "the epoch is not over, or its workers are still asked");
        };
        match (request.method.as_str(), request.path.as_str()) {
            ("GET", "/readings") => Answer::json(readings),
            ("GET", "/bundles") => Answer::json(&locked(&self.bundles).hashes()),
            ("GET", "/statement") => answered(self.attestation()),
            ("POST", "/bundle") => match serde_json::from_slice(&request.body) {
                Ok(bundle) => answered(self.approve(bundle)),
                Err(error) => Answer::refused(400, &error.to_string()),
            },
            ("GET", path) => match path.strip_prefix("/bundle/") {
                Some(hash) => locked(&self.bundles).get(hash).map_or_else(Answer::not_found, Answer::json),
                None => Answer::not_found(),
            },
            _ => Answer::not_found(),
        }
    }

    /// Approves a bundle of the seconds that this member has read itself, and keeps it. Errors: those of
    /// [`OracleMember::approve`]; `OtherSeconds`, `TooManyBundles`, `Memory`.
    fn approve(&self, bundle: Bundle) -> Result<BundleApproval, OracleError> {
        let its = self.readings.get().map(|signed| signed.readings.epoch);
        if bundle.readings.iter().any(|signed| Some(signed.readings.epoch) != its) {
            return Err(OracleError::OtherSeconds);
        }
        self.with_witnesses(|witnesses| {
            let approval = self.member.approve(witnesses, &bundle)?;
            let fixed = self.member.fixed(witnesses, approval.committee_epoch, approval.epoch)?;
            // The one that the chain chose is always taken: without it there is no root to sign.
            let is_chosen = fixed == Some(bundle.hash());
            locked(&self.bundles).keep(bundle, if is_chosen { MAX_BUNDLES + 1 } else { MAX_BUNDLES })?;
            Ok(approval)
        })
    }

    /// The root under the bundle that stands on chain, signed once. Errors: `NotFixed`, `MissingBundle`,
    /// `AlreadySigned`, those of [`OracleMember::attest`].
    fn attestation(&self) -> Result<Attestation, OracleError> {
        if let Some(attestation) = self.attestation.get() {
            return Ok(attestation.clone());
        }
        let epoch = self.readings.get().map_or(0, |signed| signed.readings.epoch.number);
        let attestation = self.with_witnesses(|witnesses| {
            // Made while this caller waited for its turn.
            if let Some(attestation) = self.attestation.get() {
                return Ok(attestation.clone());
            }
            let committee = Committee::present(witnesses, &self.member.oracle)?.number;
            let fixed = self.member.fixed(witnesses, committee, epoch)?;
            let hash = hex::encode(fixed.ok_or(OracleError::NotFixed { epoch })?);
            let bundle = locked(&self.bundles).get(&hash).cloned();
            let bundle = bundle.ok_or(OracleError::MissingBundle { hash })?;
            let attestation = self.member.attest(witnesses, &bundle)?;
            let place = self.place(witnesses, committee, epoch);
            locked(&self.memory).remember(&place, &attestation.root)?;
            Ok(attestation)
        })?;
        Ok(self.attestation.get_or_init(|| attestation).clone())
    }

    fn place<'a>(&'a self, witnesses: &Witnesses<'a>, committee_epoch: u64, epoch: u64) -> Place<'a> {
        Place {
            chain_id: witnesses.chain_id(),
            consumer: &self.member.escrow.address,
            committee_epoch,
            epoch,
        }
    }
}

fn answered<T: serde::Serialize>(answer: Result<T, OracleError>) -> Answer {
    match answer {
        Ok(value) => Answer::json(&value),
        Err(error @ (OracleError::NotFixed { .. } | OracleError::MissingBundle { .. })) => {
            Answer::refused(503, &error.to_string())
        }
        Err(error) => Answer::refused(409, &error.to_string()),
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
