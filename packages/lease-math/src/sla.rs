//! The SLA of a lease: the uptime promised, and what a shortfall gives back.

use cosmwasm_std::Uint128;
use weal_fixed_point::{FULL_BPS, FixedPointError, Rounding, mul_div};
use weal_wire::Packed;

/// The uptime promised, and what falling short of it costs the provider.
#[weal_wire::message]
#[derive(Copy, Eq, Packed)]
pub struct SlaTerms {
    /// Part of the lease's seconds in which the GPUs answer, 1 to 10,000 basis points.
    pub uptime_bps: u16,
    /// Part of the charge credited for a shortfall of the whole time, 1 to 50,000 basis points; less time in proportion.
    pub credit_bps: u16,
    /// The most that is credited of the charge, 1 to 5,000 basis points. As much is held back until the last claim.
    pub credit_cap_bps: u16,
    /// Premium on the rate, at most 10,000 basis points.
    pub premium_bps: u16,
}

/// The SLA of a lease and, after the last claim, what it gave back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Packed)]
pub struct LeaseSla {
    /// The SLA as the offer had it when the lease opened.
    pub terms: SlaTerms,
    /// The credit, base units, once the last claim is made: nothing more can be claimed then.
    pub credited: Option<Uint128>,
}

/// The run of a lease whose end a leaf reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ran {
    /// E: seconds from the lease's first to its end.
    pub elapsed: u64,
    /// Seconds in which the GPUs answered, as attested.
    pub uptime: u64,
}

/// The sum that claims of a lease come to after a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payable {
    /// Base units, cumulative; never below what was claimed.
    pub charge: Uint128,
    /// The end of the SLA, where the leaf is the lease's last.
    pub verdict: Option<Verdict>,
}

/// The finding of the last claim of a lease with an SLA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Seconds promised, rounded up.
    pub promised_seconds: u64,
    /// Base units of the leaf's charge that go back.
    pub credit: Uint128,
}

impl LeaseSla {
    /// Decides what a leaf's cumulative `charge` makes payable in all, of which `claimed` was paid. Until the lease has `ran` to its end, the
    /// charge less what is held back; then the charge less the credit; after that nothing more. Errors: `Overflow`.
    pub fn payable(
        &self,
        charge: Uint128,
        claimed: Uint128,
        ran: Option<Ran>,
    ) -> Result<Payable, FixedPointError> {
        if self.credited.is_some() {
            return Ok(Payable { charge: claimed, verdict: None });
        }
        let Some(ran) = ran else {
            let charge = charge.saturating_sub(self.held_back(charge)?).max(claimed);
            return Ok(Payable { charge, verdict: None });
        };
        let mut verdict = self.verdict(charge, ran)?;
        let payable = charge.saturating_sub(verdict.credit).max(claimed);
        // Less only where a committee attests less than it did before: what was paid stays paid.
        verdict.credit = charge.saturating_sub(payable);
        Ok(Payable { charge: payable, verdict: Some(verdict) })
    }

    /// ⌈x·κ⌉: what is held back of a charge, and the most that is credited.
    fn held_back(&self, charge: Uint128) -> Result<Uint128, FixedPointError> {
        mul_div(charge, self.terms.credit_cap_bps.into(), FULL_BPS.into(), Rounding::Up)
    }

    /// ⌈E·u⌉: the seconds promised of those elapsed.
    fn promised(&self, elapsed: u64) -> Result<u64, FixedPointError> {
        let seconds = mul_div(elapsed.into(), self.terms.uptime_bps.into(), FULL_BPS.into(), Rounding::Up)?;
        // At most `elapsed`: uptime is at most the whole.
        Ok(u64::try_from(seconds.u128()).unwrap_or(elapsed))
    }

    /// min(⌈x·κ⌉, ⌈x·k·shortfall / E⌉), in the tenant's favour; nothing of a lease that never ran.
    fn verdict(&self, charge: Uint128, ran: Ran) -> Result<Verdict, FixedPointError> {
        let promised_seconds = self.promised(ran.elapsed)?;
        let shortfall = promised_seconds.saturating_sub(ran.uptime);
        if shortfall == 0 {
            return Ok(Verdict { promised_seconds, credit: Uint128::zero() });
        }
        // Seconds of a lease are below 2^32 and basis points below 2^16: neither product is cut.
        let weight = Uint128::from(shortfall).saturating_mul(self.terms.credit_bps.into());
        let whole = Uint128::from(ran.elapsed).saturating_mul(FULL_BPS.into());
        let cap = self.held_back(charge)?;
        let credit = mul_div(charge, weight.min(whole), whole, Rounding::Up)?.min(cap);
        Ok(Verdict { promised_seconds, credit })
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
            let verdict = sla(u, k, cap).verdict(Uint128::new(charge), Ran { elapsed, uptime }).unwrap();
            assert_eq!(verdict.credit.u128(), credit);
        }
    }

    /// (charge, claimed, ran, payable in all, credit); 99 % promised, everything credited up to a half.
    #[test]
    fn a_half_is_held_back_until_the_lease_has_run_and_then_settled_for_good() {
        let open = sla(9_900, 10_000, 5_000);
        let ran = |uptime| Some(Ran { elapsed: 1_000, uptime });
        for (charge, claimed, ran, payable, credit) in [
            (10_000u128, 0u128, None, 5_000u128, None),
            (10_001, 0, None, 5_000, None),
            (10_000, 6_000, None, 6_000, None),
            (10_000, 5_000, ran(990), 10_000, Some(0u128)),
            (10_000, 5_000, ran(890), 9_000, Some(1_000)),
            (10_000, 5_000, ran(0), 5_000, Some(5_000)),
            // Attested less than before: what was paid stays paid, and the credit says what really went back.
            (10_000, 9_500, ran(890), 9_500, Some(500)),
            (4_000, 5_000, ran(890), 5_000, Some(0)),
        ] {
            let found = open.payable(Uint128::new(charge), Uint128::new(claimed), ran).unwrap();
            let found = (found.charge.u128(), found.verdict.map(|verdict| verdict.credit.u128()));
            assert_eq!(found, (payable, credit), "{charge} {claimed} {ran:?}");
        }
        let closed = LeaseSla { credited: Some(Uint128::zero()), ..open };
        let nothing_more = Payable { charge: Uint128::new(5_000), verdict: None };
        for ran in [None, ran(1_000)] {
            assert_eq!(closed.payable(Uint128::new(10_000), Uint128::new(5_000), ran), Ok(nothing_more));
        }
    }

    proptest! {
        /// An intermediate claim never pays more than the last one.
        #[test]
        fn a_credit_is_never_above_what_is_held_back(
            u in 1u16..=10_000, k in 1u16..=50_000, cap in 1u16..=5_000,
            charge: u128, elapsed in 0u64..31_622_400, uptime in 0u64..31_622_400,
        ) {
            let (sla, charge) = (sla(u, k, cap), Uint128::new(charge));
            let verdict = sla.verdict(charge, Ran { elapsed, uptime }).unwrap();
            prop_assert!(verdict.credit <= sla.held_back(charge).unwrap());
            prop_assert!(verdict.promised_seconds <= elapsed);
            prop_assert!(uptime < verdict.promised_seconds || verdict.credit.is_zero());
        }
    }
}
