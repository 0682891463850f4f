//! An auditor: its bond, what it may attest, how long it is liable.

use crate::ContractError;
use cosmwasm_std::{Addr, Uint128};
use weal_api::compute_registry::{AuditorResponse, AuditorStatus, ClaimKind};
use weal_records::Packed;

/// The longest name, bytes.
pub(crate) const MAX_NAME_BYTES: usize = 64;

/// An auditor's registration.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Auditor {
    /// The name that people know it by.
    pub(crate) name: String,
    /// B: the bond, base units.
    pub(crate) bond: Uint128,
    /// The status: registered, approved or suspended.
    pub(crate) status: AuditorStatus,
    /// The kinds of claims that it is approved for.
    pub(crate) kinds: Vec<ClaimKind>,
    /// L: the last second in which the bond answers for an attestation (Unix time); zero before the first attestation.
    pub(crate) liable_until: u64,
}

impl Auditor {
    /// Refuses an auditor that may not attest this kind now. Errors: `NotApproved`, `KindNotApproved`, `BondTooSmall`.
    pub(crate) fn ensure_may_attest(
        &self,
        auditor: &Addr,
        kind: ClaimKind,
        min_bond: Uint128,
    ) -> Result<(), ContractError> {
        self.ensure_approved(auditor)?;
        if !self.kinds.contains(&kind) {
            return Err(ContractError::KindNotApproved { auditor: auditor.clone(), kind });
        }
        if self.bond < min_bond {
            return Err(ContractError::BondTooSmall { found: self.bond, required: min_bond });
        }
        Ok(())
    }

    /// Refuses an auditor that is not approved. Errors: `NotApproved`.
    pub(crate) fn ensure_approved(&self, auditor: &Addr) -> Result<(), ContractError> {
        if self.status == AuditorStatus::Approved {
            return Ok(());
        }
        Err(ContractError::NotApproved { auditor: auditor.clone(), status: self.status })
    }

    pub(crate) fn describe(self, auditor: Addr) -> AuditorResponse {
        AuditorResponse {
            auditor,
            name: self.name,
            bond: self.bond,
            status: self.status,
            kinds: self.kinds,
            liable_until: self.liable_until,
        }
    }
}
