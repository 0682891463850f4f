//! The value of an asset after a round or a mark-down, signatures aside.

use crate::config::within;
use crate::feed::ensure_name;
use crate::round::{ensure_next, ensure_not_ahead};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, Uint128};
use weal_api::oracle::{
    AppraisalRecord, AssetSpec, MAX_APPRAISAL_SECONDS, MAX_APPRAISAL_SPREAD_SECONDS, SignedAppraisal,
};
use weal_fixed_point::{Rounding, mul_div};
use weal_records::Packed;

const FULL_BPS: u64 = 10_000;
const DAY: u64 = 86_400;
/// Basis points × seconds of a day.
const FULL_BPS_DAY: Uint128 = Uint128::new(864_000_000);

/// An asset with its terms, and the reference of its value.
pub(crate) struct AppraisedAsset {
    /// The terms as they were added; the beneficiary is a checked address.
    pub(crate) spec: AssetSpec,
    /// The value from which it may rise; `None` before the first round.
    pub(crate) reference: Option<Reference>,
    /// A mark-down that has not been settled.
    pub(crate) open: Option<MarkDown>,
}

/// A value that a quorum stands for, and its time.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Reference {
    /// The value, quote base units.
    pub(crate) value: Uint128,
    /// The second from which on it holds, Unix seconds.
    pub(crate) at: u64,
}

/// A mark-down by one member.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct MarkDown {
    /// The member that marked it down.
    pub(crate) operator: Addr,
    /// The value before, quote base units.
    pub(crate) previous: Uint128,
    /// The time of the mark-down, Unix seconds.
    pub(crate) marked_at: u64,
    /// The last second in which the quorum may overturn it.
    pub(crate) overturn_until: u64,
    /// The pledge, base units of the bond's token.
    pub(crate) stake: Uint128,
}

/// The part of an asset that rounds and mark-downs change.
#[derive(Clone, Debug, Default, PartialEq, Packed)]
pub(crate) struct AppraisalState {
    /// The value from which it may rise; `None` before the first round.
    pub(crate) reference: Option<Reference>,
    /// A mark-down that has not been settled.
    pub(crate) open: Option<MarkDown>,
}

/// The outcome of a round.
pub(crate) struct Appraisal {
    pub(crate) record: AppraisalRecord,
    pub(crate) reference: Reference,
    pub(crate) median: Uint128,
    /// True where the open mark-down was wrong.
    pub(crate) overturns: bool,
}

/// Checks an asset's terms. Errors: `FeedName`, `Term`.
pub(crate) fn check(spec: &AssetSpec) -> Result<(), Failure> {
    ensure_name(&spec.asset)?;
    within("validity_seconds", spec.validity_seconds, 1u64, MAX_APPRAISAL_SECONDS)?;
    within("decay_seconds", spec.decay_seconds, 0u64, MAX_APPRAISAL_SECONDS)?;
    within("max_rise_bps_per_day", spec.max_rise_bps_per_day, 1u64, FULL_BPS)?;
    within("max_mark_down_bps", spec.max_mark_down_bps, 1u64, FULL_BPS)
}

impl AppraisedAsset {
    /// The appraisal after `round`, `last` being the one before.
    ///
    /// The value is the lower median: an asset is owned. It may rise above the reference by so much a day,
    /// counted from the reference and not from round to round, so that many rounds in a day rise no further
    /// than one. A mark-down is overturned where the median lies nearer to the value before it; then, as where
    /// it is confirmed, the reference is still what the quorum stood for.
    ///
    /// Errors: `RoundPassed`, `RoundAhead`, `ZeroValue`, `FromTheFuture`, `ObservationTooOld`, `ObservationsApart`,
    /// `ObservationsGoBack`, `NoAppraisals`.
    pub(crate) fn appraise(
        &self,
        last: Option<&AppraisalRecord>,
        round: u64,
        appraisals: &[SignedAppraisal],
        now: u64,
    ) -> Result<Appraisal, Failure> {
        ensure_next(round, last.map_or(0, |last| last.round))?;
        let median = lower_median(appraisals)?;
        let observed_at = self.oldest(last, appraisals, now)?;
        let marked = self.open.as_ref().zip(last);
        let overturns = marked.is_some_and(|(open, last)| is_nearer(median, open.previous, last.value));
        let value = median.min(self.ceiling(now));
        let expires_at = observed_at.saturating_add(self.spec.validity_seconds);
        let zero_at = expires_at.saturating_add(self.spec.decay_seconds);
        let record = AppraisalRecord { round, value, observed_at, expires_at, zero_at };
        Ok(Appraisal { record, reference: self.reference_after(value, now), median, overturns })
    }

    /// The most the value may be at `now`, rounded down.
    fn ceiling(&self, now: u64) -> Uint128 {
        let Some(Reference { value, at }) = &self.reference else { return Uint128::MAX };
        let elapsed = Uint128::from(now.saturating_sub(*at));
        let bps_seconds = Uint128::from(self.spec.max_rise_bps_per_day).saturating_mul(elapsed);
        let rise = mul_div(*value, bps_seconds, FULL_BPS_DAY, Rounding::Down).unwrap_or(Uint128::MAX);
        value.saturating_add(rise)
    }

    /// The reference after `value`: a fall, or a whole day, moves it; a rise within the day does not.
    fn reference_after(&self, value: Uint128, now: u64) -> Reference {
        match &self.reference {
            Some(reference) if value >= reference.value && now.saturating_sub(reference.at) < DAY => {
                reference.clone()
            }
            _ => Reference { value, at: now },
        }
    }

    /// The oldest appraisal's time, all being recent, near each other, and after the last round and any open
    /// mark-down: what was signed before that cannot judge it.
    fn oldest(
        &self,
        last: Option<&AppraisalRecord>,
        appraisals: &[SignedAppraisal],
        now: u64,
    ) -> Result<u64, Failure> {
        let min = now.saturating_sub(self.spec.validity_seconds);
        let (mut oldest, mut newest) = (u64::MAX, 0);
        for appraisal in appraisals {
            let (member, found) = (appraisal.member, appraisal.observed_at);
            ensure_not_ahead(found, now)?;
            if found < min {
                return Err(ContractError::ObservationTooOld { member, found, min }.into());
            }
            oldest = oldest.min(found);
            newest = newest.max(found);
        }
        let (found, max) = (newest.saturating_sub(oldest), MAX_APPRAISAL_SPREAD_SECONDS);
        if found > max {
            return Err(ContractError::ObservationsApart { found, max }.into());
        }
        let marked_at = self.open.as_ref().map_or(0, |open| open.marked_at);
        let last = last.map_or(0, |last| last.observed_at).max(marked_at);
        if oldest < last {
            return Err(ContractError::ObservationsGoBack { found: oldest, last }.into());
        }
        Ok(oldest)
    }

    /// Checks that one member may mark the asset down from `previous` to `value`. Errors: `NotBelow`,
    /// `MarkDownStep`.
    pub(crate) fn ensure_step(&self, previous: Uint128, value: Uint128) -> Result<(), Failure> {
        if value >= previous {
            return Err(ContractError::NotBelow { found: value, value: previous }.into());
        }
        let kept = FULL_BPS.saturating_sub(self.spec.max_mark_down_bps);
        let min = mul_div(previous, kept.into(), FULL_BPS.into(), Rounding::Up)?.max(Uint128::one());
        if value < min {
            return Err(ContractError::MarkDownStep { found: value, min }.into());
        }
        Ok(())
    }
}

/// The lower median: element ⌊(k − 1) / 2⌋ of the values in ascending order. Errors: `ZeroValue`, `NoAppraisals`.
fn lower_median(appraisals: &[SignedAppraisal]) -> Result<Uint128, Failure> {
    if let Some(appraisal) = appraisals.iter().find(|appraisal| appraisal.value.is_zero()) {
        return Err(ContractError::ZeroValue { member: appraisal.member }.into());
    }
    let mut values: Vec<Uint128> = appraisals.iter().map(|appraisal| appraisal.value).collect();
    values.sort_unstable();
    let middle = values.len().saturating_sub(1) / 2;
    values.get(middle).copied().ok_or_else(|| ContractError::NoAppraisals {}.into())
}

/// True where `median` lies nearer to `previous` than to `marked`, which is below it. Half way is not nearer: the
/// member that marked down has the doubt.
fn is_nearer(median: Uint128, previous: Uint128, marked: Uint128) -> bool {
    previous.saturating_sub(median) < median.saturating_sub(marked)
}
