//! What a claim reads of a lease: its meter and its money, as one small packed record.

use super::{Funded, Funds, LeaseLedger, LeaseSla, Schedule, Voids};
use crate::config::LeaseRules;
use crate::{Failure, meter};
use cosmwasm_std::Uint128;
use weal_fixed_point::{FixedPointError, Rounding};
use weal_records::Packed;

/// Meter and money of one lease: with a [`LeaseLedger`], or with the [`Funds`] that its own record has.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct LeaseAccount<M = LeaseLedger> {
    /// The provider's number; equal numbers are the same registration.
    pub(crate) provider: u64,
    /// What it charges over time.
    pub(crate) schedule: Schedule,
    /// First second; the end of the wait while it is pending.
    pub(crate) starts_at: u64,
    /// The longest it may run.
    pub(crate) seconds: u64,
    /// Fee and windows of the day it opened.
    pub(crate) rules: LeaseRules,
    /// Whether any epoch has an output commitment, so that a claim must look for its own.
    pub(crate) has_commitments: bool,
    /// Whether payouts go to an assignee, so that a claim must look for it.
    pub(crate) assigned: bool,
    /// Whether either side has stopped it, so that it runs through its notice only.
    pub(crate) notice_given: bool,
    /// Whether it waits for its provider.
    pub(crate) pending: bool,
    /// Whether an open request waits for an answer, so that a claim must look for which. Changed by [`crate::challenges`] only.
    pub(crate) challenged: bool,
    /// Whether its tenant ever declared a job, so that a claim must look for the one in force.
    pub(crate) declared: bool,
    /// Whether it is on record who paid in, and what was taken back.
    pub(crate) depositors_recorded: bool,
    /// Epochs that no leaf may charge.
    pub(crate) voids: Voids,
    /// What it promises, where it does.
    pub(crate) sla: Option<LeaseSla>,
    /// The money.
    pub(crate) ledger: M,
}

impl<M: Funded> LeaseAccount<M> {
    /// The latest end.
    pub(crate) fn agreed_end(&self) -> u64 {
        self.starts_at.saturating_add(self.seconds)
    }

    /// The second the lease ends, or ended; while it is pending, the second at which it no longer can be accepted.
    pub(crate) fn ends_at(&self) -> Result<u64, Failure> {
        match self.ledger.ended_at() {
            Some(ended_at) => Ok(ended_at),
            None if self.pending => Ok(self.starts_at),
            None => {
                let seconds = self.schedule.seconds_paid_for(self.ledger.deposit(), self.seconds)?;
                Ok(self.starts_at.saturating_add(seconds))
            }
        }
    }

    /// Nobody has closed it.
    pub(crate) fn is_open(&self) -> bool {
        self.ledger.ended_at().is_none()
    }

    /// The last second for the committee to attest it, and for its provider to commit to an output.
    pub(crate) fn attested_until(&self) -> Result<u64, Failure> {
        Ok(self.ends_at()?.saturating_add(self.rules.silence_seconds))
    }

    /// From this second all that was not claimed goes back: every root of its time was posted, challenged and answered by then.
    pub(crate) fn settles_at(&self) -> Result<u64, Failure> {
        let decided = self.rules.challenge_window_seconds.saturating_add(self.rules.answer_seconds);
        Ok(self.attested_until()?.saturating_add(decided))
    }

    /// Whether nothing is left to decide about an epoch: it is void, or no leaf of the lease is paid any more.
    pub(crate) fn is_moot(&self, epoch: u64) -> bool {
        self.voids.are_full() || self.voids.contains(epoch)
    }

    /// The price of the time from the first second to `until`, never past the end. Base units, rounded down.
    pub(crate) fn price_until(&self, until: u64) -> Result<Uint128, Failure> {
        let seconds = until.min(self.ends_at()?).saturating_sub(self.starts_at);
        self.schedule.price(seconds, Rounding::Down)
    }

    /// The account as its record has it.
    pub(crate) fn without_claims(&self) -> LeaseAccount<Funds> {
        self.clone().with_money(Funded::funds)
    }

    fn with_money<N>(self, money: impl FnOnce(M) -> N) -> LeaseAccount<N> {
        LeaseAccount {
            provider: self.provider,
            schedule: self.schedule,
            starts_at: self.starts_at,
            seconds: self.seconds,
            rules: self.rules,
            has_commitments: self.has_commitments,
            assigned: self.assigned,
            notice_given: self.notice_given,
            pending: self.pending,
            challenged: self.challenged,
            declared: self.declared,
            depositors_recorded: self.depositors_recorded,
            voids: self.voids,
            sla: self.sla,
            ledger: money(self.ledger),
        }
    }
}

impl LeaseAccount<Funds> {
    /// The account with what claims charged, base units.
    pub(crate) fn with_claims(self, claimed: Uint128) -> LeaseAccount {
        self.with_money(|funds| funds.with_claims(claimed))
    }
}

impl LeaseAccount {
    /// What `Refund` sets free now: nothing while the lease runs; then what lies above the price of the time it ran;
    /// all that is held once the settlement period is over, the last claim of an SLA is made, or the lease is forfeited. No request
    /// delays it.
    pub(crate) fn refundable(&self, now: u64) -> Result<Uint128, Failure> {
        let ends_at = self.ends_at()?;
        if now < ends_at {
            return Ok(Uint128::zero());
        }
        let settled = self.sla.is_some_and(|sla| sla.credited.is_some()) || self.voids.are_full();
        if settled || now >= self.settles_at()? {
            return Ok(self.ledger.held());
        }
        let chargeable = self.price_until(ends_at)?.saturating_sub(self.voids.total());
        let still_claimable = chargeable.saturating_sub(self.ledger.claimed());
        Ok(self.ledger.held().saturating_sub(still_claimable))
    }

    /// Splits what a claim up to `charge` moves.
    pub(crate) fn split(&self, charge: Uint128) -> Result<meter::Split, FixedPointError> {
        meter::split(self.ledger.claimed(), charge, self.rules.fee()?)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects)]

    use super::*;
    use proptest::prelude::*;
    use weal_api::compute_escrow::SlaTerms;
    use weal_records::pack;

    fn account() -> impl Strategy<Value = LeaseAccount> {
        let numbers = (any::<[u64; 7]>(), any::<u16>(), any::<[bool; 7]>());
        let segments = proptest::collection::vec((1u64..1 << 40, 1u128..1 << 90), 0..7);
        let sla = proptest::option::of((any::<[u16; 4]>(), proptest::option::of(0u128..u128::MAX)));
        (numbers, any::<[u64; 4]>(), any::<bool>(), segments, sla).prop_map(
            |((n, protocol_fee_bps, marks), money, closed, segments, sla)| {
                let [rate, claimed, refunded, rest] = money.map(Uint128::from);
                let deposit = claimed + refunded + rest;
                let ledger = if closed {
                    LeaseLedger::closed(deposit, claimed, refunded, n[5])
                } else {
                    LeaseLedger::Running { deposit, claimed }
                };
                let (mut schedule, mut from) = (Schedule::flat(rate), 0);
                for (after, rate) in segments {
                    from += after;
                    schedule.change(from, Uint128::new(rate));
                }
                let sla =
                    sla.map(|([uptime_bps, credit_bps, credit_cap_bps, premium_bps], credited)| LeaseSla {
                        terms: SlaTerms { uptime_bps, credit_bps, credit_cap_bps, premium_bps },
                        credited: credited.map(Uint128::new),
                    });
                let rules = LeaseRules {
                    protocol_fee_bps,
                    challenge_window_seconds: n[3],
                    silence_seconds: n[4],
                    answer_seconds: n[6],
                };
                let [provider, starts_at, seconds] = [n[0], n[1], n[2]];
                let [
                    has_commitments,
                    assigned,
                    notice_given,
                    pending,
                    challenged,
                    declared,
                    depositors_recorded,
                ] = marks;
                let mut voids = Voids::default();
                (0..n[3] % 3).for_each(|epoch| voids.add(epoch, rate));
                LeaseAccount {
                    provider,
                    schedule,
                    starts_at,
                    seconds,
                    rules,
                    has_commitments,
                    assigned,
                    notice_given,
                    pending,
                    challenged,
                    declared,
                    depositors_recorded,
                    voids,
                    sla,
                    ledger,
                }
            },
        )
    }

    proptest! {
        #[test]
        fn an_account_stored_without_its_claims_comes_back_with_them(account in account()) {
            let stored = weal_records::unpack::<LeaseAccount<Funds>>(&pack(&account.without_claims())).unwrap();
            prop_assert_eq!(stored.with_claims(account.ledger.claimed()), account);
        }
    }

    /// Reading it is 1,000 gas and 3 a byte of key and value: the price of a claim depends on this.
    #[test]
    fn an_ordinary_lease_is_at_most_56_bytes() {
        let account = LeaseAccount {
            provider: 4_000,
            schedule: Schedule::flat(Uint128::new(8 * 700_000_000_000_000)),
            starts_at: 1_800_000_000,
            seconds: 30 * 86_400,
            rules: LeaseRules {
                protocol_fee_bps: 250,
                challenge_window_seconds: 3_600,
                silence_seconds: 86_400,
                answer_seconds: 3_600,
            },
            has_commitments: true,
            assigned: true,
            notice_given: true,
            pending: false,
            challenged: false,
            declared: true,
            depositors_recorded: false,
            voids: Voids::default(),
            sla: None,
            ledger: LeaseLedger::Running {
                deposit: Uint128::new(2_000_000_000),
                claimed: Uint128::new(1_000_000_000),
            },
        };
        let bytes = pack(&account.without_claims()).len();
        assert!(bytes <= 56, "{bytes}");
    }
}
