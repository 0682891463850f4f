//! What a claim reads of a lease: its meter and its money, as one small packed record.

use super::{Funded, Funds, LeaseLedger, LeaseSla, Schedule, Voids};
use crate::config::LeaseRules;
use crate::packed::read_small;
use crate::{ContractError, Failure, meter};
use cosmwasm_std::Uint128;
use weal_fixed_point::{FixedPointError, Rounding};
use weal_wire::compact::{CompactError, Reader, Writer};

/// An epoch has an output commitment.
const COMMITMENTS: u16 = 1;
/// Payouts are assigned.
const ASSIGNED: u16 = 2;
/// Void epochs follow.
const VOIDS: u16 = 4;
/// More than one segment follows.
const SEGMENTS: u16 = 8;
/// An SLA follows.
const SLA: u16 = 16;
/// Somebody stopped it.
const NOTICE: u16 = 32;
/// It waits for acceptance.
const PENDING: u16 = 64;
/// There is an open request for an element of an epoch that is not void.
const CHALLENGED: u16 = 128;
/// Who paid in is on record: another than its tenant alone, or what was taken back.
const DEPOSITORS: u16 = 256;
/// Its tenant declared a job.
const DECLARED: u16 = 512;

/// Meter and money of one lease: with a [`LeaseLedger`], or with the [`Funds`] that its own record has.
#[derive(Clone, Debug, PartialEq)]
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

    /// The layout of `docs/spec/compute-escrow.md` §State, without what was claimed: that is in its page.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let first = self.schedule.rate_at(0);
        let mut writer = Writer::default()
            .number(self.provider)
            .number(first)
            .number(self.starts_at)
            .number(self.seconds)
            .number(self.rules.protocol_fee_bps)
            .number(self.rules.challenge_window_seconds)
            .number(self.rules.silence_seconds)
            .number(self.rules.answer_seconds)
            .number(self.marks())
            .number(self.ledger.deposit());
        if self.schedule.has_several() {
            writer = self.schedule.write_later(writer);
        }
        if let Some(sla) = &self.sla {
            writer = sla.write(writer);
        }
        if !self.voids.is_empty() {
            writer = self.voids.write(writer);
        }
        match self.ledger.ended_at() {
            None => writer.finish(),
            Some(ended_at) => writer.number(self.ledger.refunded()).number(ended_at).finish(),
        }
    }

    fn marks(&self) -> u16 {
        [
            (self.has_commitments, COMMITMENTS),
            (self.assigned, ASSIGNED),
            (self.schedule.has_several(), SEGMENTS),
            (self.sla.is_some(), SLA),
            (self.notice_given, NOTICE),
            (self.pending, PENDING),
            (!self.voids.is_empty(), VOIDS),
            (self.challenged, CHALLENGED),
            (self.depositors_recorded, DEPOSITORS),
            (self.declared, DECLARED),
        ]
        .into_iter()
        .fold(0, |marks, (set, mark)| if set { marks | mark } else { marks })
    }

    /// Reads a record; `money` makes of its funds what the caller needs. Errors: `CorruptRecord` for bytes that
    /// [`Self::to_bytes`] never makes.
    pub(crate) fn from_bytes(bytes: &[u8], money: impl FnOnce(Funds) -> M) -> Result<Self, Failure> {
        let corrupt =
            |_| ContractError::CorruptRecord { record: "lease_accounts", found: bytes.len() }.into();
        Self::read(Reader::new(bytes), money).map_err(corrupt)
    }

    fn read(mut reader: Reader<'_>, money: impl FnOnce(Funds) -> M) -> Result<Self, CompactError> {
        let (provider, mut schedule) = (reader.u64()?, Schedule::flat(Uint128::new(reader.u128()?)));
        let (starts_at, seconds) = (reader.u64()?, reader.u64()?);
        let rules = LeaseRules {
            protocol_fee_bps: read_small(&mut reader)?,
            challenge_window_seconds: reader.u64()?,
            silence_seconds: reader.u64()?,
            answer_seconds: reader.u64()?,
        };
        let marks: u16 = read_small(&mut reader)?;
        let marked = |mark| marks & mark != 0;
        let deposit = Uint128::new(reader.u128()?);
        if marked(SEGMENTS) {
            schedule.read_later(&mut reader)?;
        }
        let sla = if marked(SLA) { Some(LeaseSla::read(&mut reader)?) } else { None };
        let voids = if marked(VOIDS) { Voids::read(&mut reader)? } else { Voids::default() };
        let funds = if reader.is_empty() {
            Funds::Open { deposit }
        } else {
            Funds::Closed { deposit, refunded: Uint128::new(reader.u128()?), ended_at: reader.u64()? }
        };
        reader.finish()?;
        Ok(Self {
            provider,
            schedule,
            starts_at,
            seconds,
            rules,
            has_commitments: marked(COMMITMENTS),
            assigned: marked(ASSIGNED),
            notice_given: marked(NOTICE),
            pending: marked(PENDING),
            challenged: marked(CHALLENGED),
            declared: marked(DECLARED),
            depositors_recorded: marked(DEPOSITORS),
            voids,
            sla,
            ledger: money(funds),
        })
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
        fn packed_bytes_read_back_as_the_same_account(account in account()) {
            let bytes = account.to_bytes();
            let claimed = account.ledger.claimed();
            prop_assert_eq!(LeaseAccount::from_bytes(&bytes, |funds| funds.with_claims(claimed)).unwrap(), account);
            prop_assert_eq!(LeaseAccount::<Funds>::from_bytes(&bytes, |funds| funds).unwrap().to_bytes(), bytes);
        }

        #[test]
        fn bytes_that_end_early_or_late_are_refused(account in account(), extra in 1usize..4) {
            let bytes = account.to_bytes();
            let longer = [&bytes[..], &[1, 1, 1, 1, 1, 1][..extra * 2 - 1]].concat();
            prop_assert!(LeaseAccount::<Funds>::from_bytes(&longer, |funds| funds).is_err());
            prop_assert!(LeaseAccount::<Funds>::from_bytes(&bytes[..8], |funds| funds).is_err());
        }
    }

    /// Reading it is 1,000 gas and 3 a byte of key and value: the price of a claim depends on this.
    #[test]
    fn an_ordinary_lease_is_at_most_48_bytes() {
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
        assert!(account.to_bytes().len() <= 48, "{}", account.to_bytes().len());
    }
}
