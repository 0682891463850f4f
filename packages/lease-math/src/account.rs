//! The account of a lease: its meter and its money, one small record that every claim reads.

use crate::{Funded, Funds, LeaseLedger, LeaseSla, Payable, Ran, RateSchedule, Split, Voids, split};
use cosmwasm_std::Uint128;
use weal_fixed_point::{Bps, FixedPointError, Rounding};
use weal_wire::Packed;

/// The most that the protocol may take of a charge, basis points.
pub const MAX_PROTOCOL_FEE_BPS: u16 = 500;

/// Fee and windows, which a lease copies when it opens.
#[derive(Clone, Copy, Debug, PartialEq, Packed)]
pub struct LeaseRules {
    /// The protocol's part of every charge, basis points.
    pub protocol_fee_bps: u16,
    /// Seconds that a root waits before its leaves can be claimed.
    pub challenge_window_seconds: u64,
    /// Seconds after a lease's end in which the committee may still attest it.
    pub silence_seconds: u64,
    /// Seconds that its provider may take to show an element.
    pub answer_seconds: u64,
}

impl LeaseRules {
    /// The protocol's part of every charge. Errors: `BpsAboveMaximum`.
    pub fn fee(&self) -> Result<Bps, FixedPointError> {
        Bps::at_most(self.protocol_fee_bps, MAX_PROTOCOL_FEE_BPS)
    }
}

/// Meter and money of one lease: with a [`LeaseLedger`], or with the [`Funds`] that its own record has.
#[derive(Clone, Debug, PartialEq, Packed)]
pub struct LeaseAccount<M = LeaseLedger> {
    /// The number of the provider's registration; equal numbers are the same registration.
    pub provider: u64,
    /// The rates that the lease charges over time.
    pub schedule: RateSchedule,
    /// The lease's first second; the end of the wait while the lease is pending.
    pub starts_at: u64,
    /// The longest that the lease may run, seconds.
    pub seconds: u64,
    /// Fee and windows of the day on which the lease opened.
    pub rules: LeaseRules,
    /// True if any epoch has an output commitment, so that a claim must look for its own.
    pub has_commitments: bool,
    /// True if payouts go to an assignee, so that a claim must look for it.
    pub assigned: bool,
    /// True if either side has stopped the lease, so that it runs through its notice only.
    pub notice_given: bool,
    /// True if the lease waits for its provider's acceptance.
    pub pending: bool,
    /// True if an open request waits for an answer, so that a claim must look for which.
    pub challenged: bool,
    /// True if the tenant ever declared a job, so that a claim must look for the one in force.
    pub declared: bool,
    /// True if a record says who paid in and what each took back.
    pub depositors_recorded: bool,
    /// The epochs that no leaf may charge.
    pub voids: Voids,
    /// The SLA, where the lease has one.
    pub sla: Option<LeaseSla>,
    /// The lease's money.
    pub ledger: M,
}

impl<M: Funded> LeaseAccount<M> {
    /// The latest end, Unix seconds. Saturates after 2^64 − 1, which no chain reaches.
    pub fn agreed_end(&self) -> u64 {
        self.starts_at.saturating_add(self.seconds)
    }

    /// The second at which the lease ends, or ended; while it is pending, the second from which it no longer can be accepted. Errors:
    /// as [`RateSchedule::seconds_paid_for`].
    pub fn ends_at(&self) -> Result<u64, FixedPointError> {
        match self.ledger.ended_at() {
            Some(ended_at) => Ok(ended_at),
            None if self.pending => Ok(self.starts_at),
            None => {
                let seconds = self.schedule.seconds_paid_for(self.ledger.deposit(), self.seconds)?;
                Ok(self.starts_at.saturating_add(seconds))
            }
        }
    }

    /// True if nobody has closed the lease.
    pub fn is_open(&self) -> bool {
        self.ledger.ended_at().is_none()
    }

    /// The last second for the committee to attest the lease, and for its provider to commit to an output. Errors: as
    /// [`Self::ends_at`].
    pub fn attested_until(&self) -> Result<u64, FixedPointError> {
        Ok(self.ends_at()?.saturating_add(self.rules.silence_seconds))
    }

    /// The second from which all that was not claimed goes back: every root of the lease's time was posted, challenged and answered
    /// by then. Errors: as [`Self::ends_at`].
    pub fn settles_at(&self) -> Result<u64, FixedPointError> {
        let decided = self.rules.challenge_window_seconds.saturating_add(self.rules.answer_seconds);
        Ok(self.attested_until()?.saturating_add(decided))
    }

    /// True if nothing is left to decide about an epoch: the epoch is void, or no leaf of the lease is paid any more.
    pub fn is_moot(&self, epoch: u64) -> bool {
        self.voids.are_full() || self.voids.contains(epoch)
    }

    /// The price of the time from the first second to `until`, never past the end; base units, rounded down. Errors: as
    /// [`RateSchedule::price`] and [`Self::ends_at`].
    pub fn price_until(&self, until: u64) -> Result<Uint128, FixedPointError> {
        let seconds = until.min(self.ends_at()?).saturating_sub(self.starts_at);
        self.schedule.price(seconds, Rounding::Down)
    }

    /// The account as its record has it: without the claims.
    pub fn without_claims(&self) -> LeaseAccount<Funds> {
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
    /// The account with the amount that claims charged, base units.
    pub fn with_claims(self, claimed: Uint128) -> LeaseAccount {
        self.with_money(|funds| funds.with_claims(claimed))
    }
}

impl LeaseAccount {
    /// The amount that a refund sets free now, base units: nothing while the lease runs; then what lies above the price of the time
    /// that it ran; all that is held once the settlement period is over, the last claim of an SLA is made, or the lease is
    /// forfeited. No open request delays it. Errors: as [`Self::price_until`].
    pub fn refundable(&self, now: u64) -> Result<Uint128, FixedPointError> {
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

    /// Decides what a cumulative `charge` of the time until `metered_until`, at most now, makes payable in all. Without an SLA the charge; with
    /// one less what is held back, until the first charge that reaches the lease's end settles it with the `uptime` attested.
    /// Errors: as [`Self::ends_at`].
    pub fn payable(
        &self,
        charge: Uint128,
        metered_until: u64,
        uptime: u64,
    ) -> Result<Payable, FixedPointError> {
        let claimed = self.ledger.claimed();
        let Some(sla) = self.sla else {
            return Ok(Payable { charge: charge.max(claimed), verdict: None });
        };
        let ends_at = self.ends_at()?;
        let ran = Ran { elapsed: ends_at.saturating_sub(self.starts_at), uptime };
        sla.payable(charge, claimed, (metered_until >= ends_at).then_some(ran))
    }

    /// Splits what a claim up to `charge` moves. Errors: `BpsAboveMaximum`, `Overflow`.
    pub fn split(&self, charge: Uint128) -> Result<Split, FixedPointError> {
        split(self.ledger.claimed(), charge, self.rules.fee()?)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects)]

    use super::*;
    use crate::SlaTerms;
    use proptest::prelude::*;
    use weal_records::{pack, unpack};

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
                let (mut schedule, mut from) = (RateSchedule::flat(rate), 0);
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

    /// Ten units a second from 1,000 on, for 100 seconds at most; a window of 20, silence of 10, an answer of 5 seconds; a fee
    /// of 5 %.
    fn running(deposit: u128, claimed: u128) -> LeaseAccount {
        LeaseAccount {
            provider: 1,
            schedule: RateSchedule::flat(Uint128::new(10 * crate::RATE_SCALE)),
            starts_at: 1_000,
            seconds: 100,
            rules: LeaseRules {
                protocol_fee_bps: 500,
                challenge_window_seconds: 20,
                silence_seconds: 10,
                answer_seconds: 5,
            },
            has_commitments: false,
            assigned: false,
            notice_given: false,
            pending: false,
            challenged: false,
            declared: false,
            depositors_recorded: false,
            voids: Voids::default(),
            sla: None,
            ledger: LeaseLedger::Running { deposit: Uint128::new(deposit), claimed: Uint128::new(claimed) },
        }
    }

    fn closed(deposit: u128, claimed: u128, ended_at: u64) -> LeaseAccount {
        let [deposit, claimed] = [deposit, claimed].map(Uint128::new);
        let ledger = LeaseLedger::closed(deposit, claimed, Uint128::zero(), ended_at);
        LeaseAccount { ledger, ..running(0, 0) }
    }

    fn forfeited(mut account: LeaseAccount) -> LeaseAccount {
        (0..64).for_each(|epoch| account.voids.add(epoch, Uint128::zero()));
        account
    }

    #[test]
    fn a_lease_ends_where_its_deposit_or_its_time_is_used_up_or_it_was_closed() {
        assert_eq!(running(505, 0).ends_at(), Ok(1_050));
        assert_eq!(running(5_000, 0).ends_at(), Ok(1_100));
        assert_eq!(closed(505, 0, 1_020).ends_at(), Ok(1_020));
        assert_eq!(LeaseAccount { pending: true, ..running(505, 0) }.ends_at(), Ok(1_000));
        assert_eq!(LeaseAccount { pending: true, ..closed(505, 0, 1_020) }.ends_at(), Ok(1_020));
        assert_eq!(running(505, 0).agreed_end(), 1_100);
        assert!(running(505, 0).is_open() && !closed(505, 0, 1_020).is_open());
    }

    #[test]
    fn a_lease_settles_after_silence_window_and_answer() {
        assert_eq!(running(505, 0).attested_until(), Ok(1_060));
        assert_eq!(running(505, 0).settles_at(), Ok(1_085));
    }

    #[test]
    fn the_price_of_a_lease_stops_at_its_end() {
        let price = |until| running(505, 0).price_until(until).unwrap().u128();
        assert_eq!(
            (price(999), price(1_000), price(1_001), price(1_050), price(1_051)),
            (0, 0, 10, 500, 500)
        );
    }

    #[test]
    fn an_epoch_is_moot_where_it_is_void_or_the_lease_forfeited() {
        let mut account = running(505, 0);
        account.voids.add(7, Uint128::one());
        assert!(account.is_moot(7) && !account.is_moot(8));
        assert!(forfeited(running(505, 0)).is_moot(64));
    }

    /// 505 were paid in and 500 of it are the price of the 50 seconds; 120 were claimed.
    #[test]
    fn a_refund_sets_free_what_no_leaf_can_charge_any_more() {
        let free = |account: &LeaseAccount, now| account.refundable(now).unwrap().u128();
        let account = running(505, 120);
        assert_eq!((free(&account, 1_049), free(&account, 1_050)), (0, 5));
        assert_eq!((free(&account, 1_084), free(&account, 1_085)), (5, 385));
        let mut with_void = running(505, 120);
        with_void.voids.add(7, Uint128::new(30));
        assert_eq!(free(&with_void, 1_050), 35);
        let terms =
            crate::SlaTerms { uptime_bps: 9_000, credit_bps: 10_000, credit_cap_bps: 5_000, premium_bps: 0 };
        let sla = |credited| Some(LeaseSla { terms, credited });
        assert_eq!(free(&LeaseAccount { sla: sla(None), ..running(505, 120) }, 1_050), 5);
        assert_eq!(free(&LeaseAccount { sla: sla(Some(Uint128::zero())), ..running(505, 120) }, 1_050), 385);
        assert_eq!(free(&forfeited(running(505, 120)), 1_049), 0);
        assert_eq!(free(&forfeited(running(505, 120)), 1_050), 385);
    }

    #[test]
    fn a_leaf_that_reaches_the_end_settles_the_sla_and_one_before_holds_back() {
        let terms =
            crate::SlaTerms { uptime_bps: 10_000, credit_bps: 10_000, credit_cap_bps: 5_000, premium_bps: 0 };
        let account = LeaseAccount { sla: Some(LeaseSla { terms, credited: None }), ..running(500, 0) };
        let before = account.payable(Uint128::new(400), 1_049, 40).unwrap();
        assert_eq!(before, Payable { charge: Uint128::new(200), verdict: None });
        let last = account.payable(Uint128::new(500), 1_050, 40).unwrap();
        let verdict = Some(crate::Verdict { promised_seconds: 50, credit: Uint128::new(100) });
        assert_eq!(last, Payable { charge: Uint128::new(400), verdict });
        let without = running(500, 450).payable(Uint128::new(400), 1_049, 0).unwrap();
        assert_eq!(without, Payable { charge: Uint128::new(450), verdict: None });
    }

    #[test]
    fn a_claim_is_split_by_the_fee_of_the_day_the_lease_opened() {
        let split = running(505, 120).split(Uint128::new(400)).unwrap();
        let [charged, protocol_fee, paid] = [280, 14, 266].map(Uint128::new);
        assert_eq!(split, Split { charged, protocol_fee, paid });
        let mut account = running(505, 0);
        account.rules.protocol_fee_bps = 501;
        let above = FixedPointError::BpsAboveMaximum { found: 501, max: MAX_PROTOCOL_FEE_BPS };
        assert_eq!(account.split(Uint128::one()), Err(above));
    }

    proptest! {
        #[test]
        fn an_account_stored_without_its_claims_comes_back_with_them(account in account()) {
            let stored = unpack::<LeaseAccount<Funds>>(&pack(&account.without_claims())).unwrap();
            prop_assert_eq!(stored.with_claims(account.ledger.claimed()), account);
        }
    }

    /// Reading it is 1,000 gas and 3 a byte of key and value: the price of a claim depends on this.
    #[test]
    fn an_ordinary_lease_is_at_most_56_bytes() {
        let account = LeaseAccount {
            provider: 4_000,
            schedule: RateSchedule::flat(Uint128::new(8 * 700_000_000_000_000)),
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
