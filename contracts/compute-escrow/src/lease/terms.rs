//! What a lease was opened with; none of it ever changes.

use crate::config::LeaseRules;
use crate::{ContractError, meter};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Uint128};
use fixed_point::{Bps, FixedPointError, Rounding, mul_div};

/// Terms of one lease, copied when it opens.
#[cw_serde]
pub(crate) struct LeaseTerms {
    /// The offer it was opened from.
    pub(crate) offer_id: u64,
    /// Who pays, and gets refunds.
    pub(crate) tenant: Addr,
    /// Who is paid.
    pub(crate) provider: Addr,
    /// GPUs leased.
    pub(crate) gpus: u32,
    /// Base units × 10^12 per GPU-second.
    pub(crate) rate: Uint128,
    /// First second.
    pub(crate) starts_at: u64,
    /// The longest it may run.
    pub(crate) seconds: u64,
    /// Fee and windows of the day it opened.
    pub(crate) rules: LeaseRules,
}

impl LeaseTerms {
    /// R: base units × 10^12 per second for all GPUs.
    pub(crate) fn lease_rate(&self) -> Result<Uint128, FixedPointError> {
        lease_rate(self.rate, self.gpus)
    }

    /// The latest end.
    pub(crate) fn agreed_end(&self) -> u64 {
        self.starts_at.saturating_add(self.seconds)
    }

    /// The end that a deposit pays for.
    pub(crate) fn runway_until(&self, deposit: Uint128) -> Result<u64, ContractError> {
        let seconds = meter::seconds_paid_for(self.lease_rate()?, deposit, self.seconds)?;
        Ok(self.starts_at.saturating_add(seconds))
    }

    /// From this second all that was not claimed of a lease that ended at `ended_at` goes back.
    pub(crate) fn settles_at(&self, ended_at: u64) -> u64 {
        let period = self.rules.challenge_window_seconds.saturating_add(self.rules.silence_seconds);
        ended_at.saturating_add(period)
    }

    /// The protocol's part of every charge.
    pub(crate) fn fee(&self) -> Result<Bps, FixedPointError> {
        self.rules.fee()
    }
}

/// R = r·g. Errors: `Overflow`.
pub(crate) fn lease_rate(rate: Uint128, gpus: u32) -> Result<Uint128, FixedPointError> {
    mul_div(rate, Uint128::from(gpus), Uint128::one(), Rounding::Down)
}
