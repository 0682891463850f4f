//! The configuration, and which values it may have.

use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, Uint128};
use weal_lease_math::LeaseRules;

/// The longest window: 30 days.
pub(crate) const MAX_WINDOW_SECONDS: u64 = 30 * 86_400;

/// Terms of future registrations and leases.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Config {
    /// The account that gets the protocol's fees; the owner where there is none.
    pub(crate) fee_recipient: Option<Addr>,
    /// Least bond of a new provider, base units.
    pub(crate) min_bond: Uint128,
    /// The fee and windows that a new lease copies.
    pub(crate) rules: LeaseRules,
    /// The contract that may open leases at an agreed rate.
    pub(crate) market: Option<Addr>,
    /// The bond that a requester leaves to be shown an element, base units.
    pub(crate) request_bond: Uint128,
}

impl Config {
    /// Returns the configuration if every value is within its bounds. Errors: `ZeroBond`; `Arithmetic` for a fee above
    /// the maximum; `WindowOutOfRange`.
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

fn ensure_window(window: &'static str, found: u64, min: u64) -> Result<(), Failure> {
    if (min..=MAX_WINDOW_SECONDS).contains(&found) {
        return Ok(());
    }
    Err(ContractError::WindowOutOfRange { window, found, min, max: MAX_WINDOW_SECONDS }.into())
}
