//! What a lease with an SLA pays, and gives back.

use super::LeaseAccount;
use crate::Failure;
use cosmwasm_std::Uint128;
use weal_api::compute_escrow::SlaTerms;
use weal_attestation::SettlementLeaf;
use weal_fixed_point::{FULL_BPS, FixedPointError, Rounding, mul_div};
use weal_records::Packed;

/// An SLA and, after the last claim, what it gave back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Packed)]
pub(crate) struct LeaseSla {
    /// As offered.
    pub(crate) terms: SlaTerms,
    /// Base units, once the last claim is made: nothing more can be claimed then.
    pub(crate) credited: Option<Uint128>,
}

/// What claims of a lease come to in all after a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Payable {
    /// Base units, cumulative; never below what was claimed.
    pub(crate) charge: Uint128,
    /// The end of the SLA, where the leaf is its last.
    pub(crate) verdict: Option<Verdict>,
}

/// What the last claim of a lease with an SLA found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// Seconds promised, rounded up.
    pub(crate) promised_seconds: u64,
    /// Base units of the leaf's charge that go back.
    pub(crate) credit: Uint128,
}

impl LeaseSla {
    /// ⌈x·κ⌉: what is held back of a charge, and the most that is credited.
    pub(crate) fn held_back(&self, charge: Uint128) -> Result<Uint128, FixedPointError> {
        mul_div(charge, self.terms.credit_cap_bps.into(), FULL_BPS.into(), Rounding::Up)
    }

    /// ⌈E·u⌉: the seconds promised of those elapsed.
    fn promised(&self, elapsed: u64) -> Result<u64, FixedPointError> {
        let seconds = mul_div(elapsed.into(), self.terms.uptime_bps.into(), FULL_BPS.into(), Rounding::Up)?;
        // At most `elapsed`: uptime is at most the whole.
        Ok(u64::try_from(seconds.u128()).unwrap_or(elapsed))
    }

    /// min(⌈x·κ⌉, ⌈x·k·shortfall / E⌉), in the tenant's favour; nothing of a lease that never ran.
    fn verdict(&self, charge: Uint128, elapsed: u64, uptime: u64) -> Result<Verdict, FixedPointError> {
        let promised_seconds = self.promised(elapsed)?;
        let shortfall = promised_seconds.saturating_sub(uptime);
        if shortfall == 0 {
            return Ok(Verdict { promised_seconds, credit: Uint128::zero() });
        }
        // Seconds of a lease are below 2^32 and basis points below 2^16: neither product is cut.
        let weight = Uint128::from(shortfall).saturating_mul(self.terms.credit_bps.into());
        let whole = Uint128::from(elapsed).saturating_mul(FULL_BPS.into());
        let cap = self.held_back(charge)?;
        let credit = mul_div(charge, weight.min(whole), whole, Rounding::Up)?.min(cap);
        Ok(Verdict { promised_seconds, credit })
    }
}

impl LeaseAccount {
    /// What a leaf metered until `metered_until`, at most now, makes payable in all. Without an SLA its charge; with
    /// one less what is held back, until the first leaf that reaches the lease's end settles it.
    pub(crate) fn payable(&self, leaf: &SettlementLeaf, metered_until: u64) -> Result<Payable, Failure> {
        let (charge, claimed) = (Uint128::new(leaf.charge), self.ledger.claimed());
        let Some(sla) = self.sla else {
            return Ok(Payable { charge: charge.max(claimed), verdict: None });
        };
        if sla.credited.is_some() {
            return Ok(Payable { charge: claimed, verdict: None });
        }
        let ends_at = self.ends_at()?;
        if metered_until < ends_at {
            let charge = charge.saturating_sub(sla.held_back(charge)?).max(claimed);
            return Ok(Payable { charge, verdict: None });
        }
        let elapsed = ends_at.saturating_sub(self.starts_at);
        let mut verdict = sla.verdict(charge, elapsed, leaf.uptime_seconds)?;
        let payable = charge.saturating_sub(verdict.credit).max(claimed);
        // Less only where a committee attests less than it did before: what was paid stays paid.
        verdict.credit = charge.saturating_sub(payable);
        Ok(Payable { charge: payable, verdict: Some(verdict) })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects)]

    use super::*;
    use proptest::prelude::*;

    fn sla(uptime_bps: u16, credit_bps: u16, credit_cap_bps: u16) -> LeaseSla {
        LeaseSla {
            terms: SlaTerms { uptime_bps, credit_bps, credit_cap_bps, premium_bps: 0 },
            credited: None,
        }
    }

    /// (uptime promised, credit rate, cap, charge, elapsed, uptime, credit)
    #[test]
    fn credits_are_in_proportion_to_the_shortfall_up_to_the_cap() {
        for (u, k, cap, charge, elapsed, uptime, credit) in [
            (9_900, 10_000, 5_000, 10_000u128, 1_000, 990, 0u128),
            (9_900, 10_000, 5_000, 10_000, 1_000, 989, 10),
            (9_900, 10_000, 5_000, 10_000, 1_000, 890, 1_000),
            (9_900, 50_000, 5_000, 10_000, 1_000, 890, 5_000),
            (9_900, 10_000, 500, 10_000, 1_000, 890, 500),
            (9_900, 10_000, 5_000, 10_000, 1_000, 0, 5_000),
            // 99.5 seconds promised are 100; a third of a unit is a unit.
            (9_950, 10_000, 5_000, 33, 100, 99, 1),
            (10_000, 1, 5_000, 1, 1_000, 999, 1),
            (10_000, 10_000, 5_000, 0, 1_000, 0, 0),
            (10_000, 10_000, 5_000, 0, 0, 0, 0),
        ] {
            assert_eq!(
                sla(u, k, cap).verdict(Uint128::new(charge), elapsed, uptime).unwrap().credit.u128(),
                credit
            );
        }
    }

    proptest! {
        /// So that an intermediate claim never pays more than the last one.
        #[test]
        fn a_credit_is_never_above_what_is_held_back(
            u in 1u16..=10_000, k in 1u16..=50_000, cap in 1u16..=5_000,
            charge: u128, elapsed in 0u64..31_622_400, uptime in 0u64..31_622_400,
        ) {
            let (sla, charge) = (sla(u, k, cap), Uint128::new(charge));
            let verdict = sla.verdict(charge, elapsed, uptime).unwrap();
            prop_assert!(verdict.credit <= sla.held_back(charge).unwrap());
            prop_assert!(verdict.promised_seconds <= elapsed);
            prop_assert!(uptime < verdict.promised_seconds || verdict.credit.is_zero());
        }
    }
}
