//! What a claim reads of a lease: its meter and its money, as one small packed record.

use super::{LeaseLedger, LeaseSla, Schedule, Voids};
use crate::config::LeaseRules;
use crate::packed::read_small;
use crate::{ContractError, Failure, meter};
use cosmwasm_std::Uint128;
use fixed_point::{FixedPointError, Rounding};
use wire::compact::{CompactError, Reader, Writer};

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
/// It is asked to show an element.
const REQUESTED: u16 = 128;
/// Who paid in is on record: another than its tenant alone, or what was taken back.
const DEPOSITORS: u16 = 256;

/// Meter and money of one lease.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LeaseAccount {
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
    /// Whether it is asked to show an element of an output, so that a claim must look for which.
    pub(crate) requested: bool,
    /// Whether it is on record who paid in, and what was taken back.
    pub(crate) depositors_recorded: bool,
    /// Epochs that no leaf may charge.
    pub(crate) voids: Voids,
    /// What it promises, where it does.
    pub(crate) sla: Option<LeaseSla>,
    /// The money.
    pub(crate) ledger: LeaseLedger,
}

impl LeaseAccount {
    /// The latest end.
    pub(crate) fn agreed_end(&self) -> u64 {
        self.starts_at.saturating_add(self.seconds)
    }

    /// The second the lease ends, or ended; while it is pending, the second at which it no longer can be accepted.
    pub(crate) fn ends_at(&self) -> Result<u64, Failure> {
        match self.ledger {
            LeaseLedger::Running { .. } if self.pending => Ok(self.starts_at),
            LeaseLedger::Running { deposit, .. } => {
                let seconds = self.schedule.seconds_paid_for(deposit, self.seconds)?;
                Ok(self.starts_at.saturating_add(seconds))
            }
            LeaseLedger::Ended { ended_at, .. } | LeaseLedger::Settled { ended_at, .. } => Ok(ended_at),
        }
    }

    /// From this second all that was not claimed goes back.
    pub(crate) fn settles_at(&self) -> Result<u64, Failure> {
        let period = self.rules.challenge_window_seconds.saturating_add(self.rules.silence_seconds);
        Ok(self.ends_at()?.saturating_add(period))
    }

    /// The price of the time from the first second to `until`, never past the end. Base units, rounded down.
    pub(crate) fn price_until(&self, until: u64) -> Result<Uint128, Failure> {
        let seconds = until.min(self.ends_at()?).saturating_sub(self.starts_at);
        self.schedule.price(seconds, Rounding::Down)
    }

    /// What `Refund` sets free now: nothing while the lease runs; then what lies above the price of the time it ran;
    /// all that is held once the settlement period is over, or the last claim of an SLA is made.
    pub(crate) fn refundable(&self, now: u64) -> Result<Uint128, Failure> {
        let ends_at = self.ends_at()?;
        if now < ends_at {
            return Ok(Uint128::zero());
        }
        let settled = self.sla.is_some_and(|sla| sla.credited.is_some());
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

    /// The layout of `docs/spec/compute-escrow.md` §State, without what was claimed: that is in its page.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let closed = match self.ledger {
            LeaseLedger::Running { .. } => None,
            LeaseLedger::Ended { ended_at, .. } | LeaseLedger::Settled { ended_at, .. } => Some(ended_at),
        };
        let first = self.schedule.rate_at(0);
        let mut writer = Writer::default()
            .number(self.provider)
            .number(first)
            .number(self.starts_at)
            .number(self.seconds)
            .number(self.rules.protocol_fee_bps)
            .number(self.rules.challenge_window_seconds)
            .number(self.rules.silence_seconds)
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
        match closed {
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
            (self.requested, REQUESTED),
            (self.depositors_recorded, DEPOSITORS),
        ]
        .into_iter()
        .fold(0, |marks, (set, mark)| if set { marks | mark } else { marks })
    }

    /// Errors: `CorruptRecord` for bytes that [`Self::to_bytes`] never makes.
    pub(crate) fn from_bytes(bytes: &[u8], claimed: Uint128) -> Result<Self, Failure> {
        let corrupt =
            |_| ContractError::CorruptRecord { record: "lease_accounts", found: bytes.len() }.into();
        Self::read(Reader::new(bytes), claimed).map_err(corrupt)
    }

    fn read(mut reader: Reader<'_>, claimed: Uint128) -> Result<Self, CompactError> {
        let (provider, mut schedule) = (reader.u64()?, Schedule::flat(Uint128::new(reader.u128()?)));
        let (starts_at, seconds) = (reader.u64()?, reader.u64()?);
        let rules = LeaseRules {
            protocol_fee_bps: read_small(&mut reader)?,
            challenge_window_seconds: reader.u64()?,
            silence_seconds: reader.u64()?,
        };
        let marks: u16 = read_small(&mut reader)?;
        let marked = |mark| marks & mark != 0;
        let deposit = Uint128::new(reader.u128()?);
        if marked(SEGMENTS) {
            schedule.read_later(&mut reader)?;
        }
        let sla = if marked(SLA) { Some(LeaseSla::read(&mut reader)?) } else { None };
        let voids = if marked(VOIDS) { Voids::read(&mut reader)? } else { Voids::default() };
        let ledger = if reader.is_empty() {
            LeaseLedger::Running { deposit, claimed }
        } else {
            LeaseLedger::closed(deposit, claimed, Uint128::new(reader.u128()?), reader.u64()?)
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
            requested: marked(REQUESTED),
            depositors_recorded: marked(DEPOSITORS),
            voids,
            sla,
            ledger,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects)]

    use super::*;
    use api::compute_escrow::SlaTerms;
    use proptest::prelude::*;

    fn account() -> impl Strategy<Value = LeaseAccount> {
        let numbers = (any::<[u64; 6]>(), any::<u16>(), any::<[bool; 6]>());
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
                let rules =
                    LeaseRules { protocol_fee_bps, challenge_window_seconds: n[3], silence_seconds: n[4] };
                let [provider, starts_at, seconds] = [n[0], n[1], n[2]];
                let [has_commitments, assigned, notice_given, pending, requested, depositors_recorded] =
                    marks;
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
                    requested,
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
            let read = LeaseAccount::from_bytes(&account.to_bytes(), account.ledger.claimed()).unwrap();
            prop_assert_eq!(read, account);
        }

        #[test]
        fn bytes_that_end_early_or_late_are_refused(account in account(), extra in 1usize..4) {
            let bytes = account.to_bytes();
            let longer = [&bytes[..], &[1, 1, 1, 1, 1, 1][..extra * 2 - 1]].concat();
            prop_assert!(LeaseAccount::from_bytes(&longer, Uint128::zero()).is_err());
            prop_assert!(LeaseAccount::from_bytes(&bytes[..8], Uint128::zero()).is_err());
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
            },
            has_commitments: true,
            assigned: true,
            notice_given: true,
            pending: false,
            requested: false,
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
