//! The configuration, and which values it may have.

use crate::ContractError;
use cosmwasm_std::{Addr, Uint128};
use weal_api::asset::Token;
use weal_api::compute_registry::{AuditTerms, MAX_LIABILITY_SECONDS, MAX_REPORTER_SHARE_BPS};
use weal_fixed_point::FULL_BPS;
use weal_records::Packed;

/// The token of bonds, the account that gets slashes, and the terms that bind auditors.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Config {
    /// The token of all money here; never changes.
    pub(crate) token: Token,
    /// The account that gets the part of a slash that is not its reporter's.
    pub(crate) treasury: Addr,
    /// The terms of future attestations.
    pub(crate) terms: AuditTerms,
}

/// The owner and the account that may take over.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Ownership {
    /// The owner.
    pub(crate) owner: Addr,
    /// The account that may take over.
    pub(crate) pending: Option<Addr>,
}

impl Ownership {
    /// Refuses a sender that is not the owner. Errors: `NotOwner`.
    pub(crate) fn ensure_owner(&self, sender: &Addr) -> Result<(), ContractError> {
        if self.owner == *sender {
            return Ok(());
        }
        Err(ContractError::NotOwner { sender: sender.clone(), owner: self.owner.clone() })
    }
}

/// Checks the terms. Errors: `BondTooSmall` for a least bond of zero, `OutOfRange`.
pub(crate) fn check_terms(terms: AuditTerms) -> Result<AuditTerms, ContractError> {
    if terms.min_bond.is_zero() {
        return Err(ContractError::BondTooSmall { found: terms.min_bond, required: Uint128::one() });
    }
    in_range("slash_bps", terms.slash_bps.into(), 1, FULL_BPS.into())?;
    in_range("reporter_share_bps", terms.reporter_share_bps.into(), 0, MAX_REPORTER_SHARE_BPS.into())?;
    in_range("liability_seconds", terms.liability_seconds, 1, MAX_LIABILITY_SECONDS)?;
    Ok(terms)
}

/// Refuses a number that is not from `min` to `max`. Errors: `OutOfRange`.
pub(crate) fn in_range(field: &'static str, found: u64, min: u64, max: u64) -> Result<(), ContractError> {
    if (min..=max).contains(&found) {
        return Ok(());
    }
    Err(ContractError::OutOfRange { field, found, min, max })
}
