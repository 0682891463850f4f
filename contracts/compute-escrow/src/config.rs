//! The configuration, and which values it may have.

use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, Uint128};
use weal_api::asset::Token;
use weal_api::oracle::OracleContract;
use weal_fixed_point::{Bps, FixedPointError};
use weal_records::Packed;

/// The most the protocol may take of a charge, basis points.
pub(crate) const MAX_PROTOCOL_FEE_BPS: u16 = 500;
/// The longest window: 30 days.
pub(crate) const MAX_WINDOW_SECONDS: u64 = 30 * 86_400;

/// Whom and what the escrow trusts for good.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Dependencies {
    /// Whose settlement roots count.
    pub(crate) oracle: OracleContract,
    /// The token of all money here.
    pub(crate) token: Token,
    /// Whose table has the SKUs that may be offered; any may where there is none.
    pub(crate) registry: Option<Addr>,
}

/// Terms of future registrations and leases.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Config {
    /// Who gets the protocol's fees; the owner where there is none.
    pub(crate) fee_recipient: Option<Addr>,
    /// Least bond of a new provider, base units.
    pub(crate) min_bond: Uint128,
    /// What a new lease copies.
    pub(crate) rules: LeaseRules,
    /// Who may open leases at an agreed rate.
    pub(crate) market: Option<Addr>,
    /// What whoever asks to see an element leaves, base units.
    pub(crate) request_bond: Uint128,
}

/// Fee and windows, copied into each lease.
#[derive(Clone, Copy, Debug, PartialEq, Packed)]
pub(crate) struct LeaseRules {
    /// The protocol's part of every charge, basis points.
    pub(crate) protocol_fee_bps: u16,
    /// How long a root waits before its leaves can be claimed.
    pub(crate) challenge_window_seconds: u64,
    /// How long after a lease's end the committee may still attest it.
    pub(crate) silence_seconds: u64,
    /// How long its provider may take to show an element.
    pub(crate) answer_seconds: u64,
}

/// Who may change the configuration.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Ownership {
    /// The owner.
    pub(crate) owner: Addr,
    /// Who may take over.
    pub(crate) pending: Option<Addr>,
}

impl Config {
    /// Errors: `ZeroBond`; `Arithmetic` for a fee above the maximum; `WindowOutOfRange`.
    pub(crate) fn check(self) -> Result<Self, Failure> {
        if self.min_bond.is_zero() || self.request_bond.is_zero() {
            return Err(ContractError::ZeroBond.into());
        }
        self.rules.fee()?;
        ensure_window("challenge_window_seconds", self.rules.challenge_window_seconds, 0)?;
        ensure_window("silence_seconds", self.rules.silence_seconds, 1)?;
        ensure_window("answer_seconds", self.rules.answer_seconds, 60)?;
        Ok(self)
    }
}

impl LeaseRules {
    /// The protocol's part of every charge. Errors: `BpsAboveMaximum`.
    pub(crate) fn fee(&self) -> Result<Bps, FixedPointError> {
        Bps::at_most(self.protocol_fee_bps, MAX_PROTOCOL_FEE_BPS)
    }
}

impl Ownership {
    /// Errors: `NotOwner`.
    pub(crate) fn ensure_owner(&self, sender: &Addr) -> Result<(), Failure> {
        if self.owner == *sender {
            return Ok(());
        }
        Err(ContractError::NotOwner { sender: sender.clone(), owner: self.owner.clone() }.into())
    }
}

fn ensure_window(window: &'static str, found: u64, min: u64) -> Result<(), Failure> {
    if (min..=MAX_WINDOW_SECONDS).contains(&found) {
        return Ok(());
    }
    Err(ContractError::WindowOutOfRange { window, found, min, max: MAX_WINDOW_SECONDS }.into())
}
