//! Appraisals of single assets: messages, and the record that other contracts read.

use cosmwasm_std::{Addr, Binary, Uint128};

/// The most by which the appraisals of one round may lie apart, seconds.
pub const MAX_APPRAISAL_SPREAD_SECONDS: u64 = 3_600;
/// The longest an appraisal may be valid, and the longest it may decay, seconds: two years.
pub const MAX_APPRAISAL_SECONDS: u64 = 63_072_000;

/// An asset that the committee appraises. Its terms never change.
#[weal_wire::message]
#[derive(weal_wire::Packed, Eq)]
pub struct AssetSpec {
    /// The asset's id, 1 to 128 printable ASCII characters without a space.
    pub asset: String,
    /// The account that a wrong mark-down harms, to which its stake is awarded: the asset's owner, or who speaks for
    /// it.
    pub beneficiary: String,
    /// The time for which an appraisal holds its full value after its oldest observation, seconds: 1 to 63,072,000.
    pub validity_seconds: u64,
    /// The time that the value then takes to fall to nothing along a line, seconds: 0 to 63,072,000.
    pub decay_seconds: u64,
    /// The most by which the value may rise in a day, basis points of what it was: 1 to 10,000.
    pub max_rise_bps_per_day: u64,
    /// The most by which one member alone may mark the asset down at a time, basis points of what it is: 1 to 10,000.
    pub max_mark_down_bps: u64,
}

/// One member's appraisal in a round.
#[weal_wire::message]
pub struct SignedAppraisal {
    /// The member's number.
    pub member: u8,
    /// The whole asset's worth, quote base units, above zero.
    pub value: Uint128,
    /// The time of the appraisal (Unix seconds).
    pub observed_at: u64,
    /// The member's signature, 64 bytes over [`weal_attestation::AppraisalObservation`] in the oracle's domain.
    pub signature: Binary,
}

/// An asset's appraisal, whose worth falls with time.
#[weal_wire::record]
#[derive(weal_wire::Packed, Eq)]
pub struct AppraisalRecord {
    /// The last round, from 1.
    pub round: u64,
    /// The asset's full value, quote base units: use [`AppraisalRecord::value_at`].
    pub value: Uint128,
    /// The round's oldest observation (Unix seconds).
    pub observed_at: u64,
    /// Last second of the full value.
    pub expires_at: u64,
    /// First second of no value.
    pub zero_at: u64,
}

impl AppraisalRecord {
    /// The value at `now` (Unix seconds), rounded down: the full value through `expires_at`, then less along
    /// a line, nothing from `zero_at` on.
    ///
    /// ```
    /// use weal_api::oracle::AppraisalRecord;
    /// use cosmwasm_std::Uint128;
    /// let value = Uint128::new(1_000);
    /// let record = AppraisalRecord { round: 1, value, observed_at: 0, expires_at: 100, zero_at: 400 };
    /// assert_eq!(record.value_at(100).u128(), 1_000);
    /// assert_eq!(record.value_at(101).u128(), 996); // 1000 × 299 ÷ 300
    /// assert_eq!(record.value_at(400).u128(), 0);
    /// ```
    pub fn value_at(&self, now: u64) -> Uint128 {
        if now <= self.expires_at {
            return self.value;
        }
        let (left, whole) = (self.zero_at.saturating_sub(now), self.zero_at.saturating_sub(self.expires_at));
        self.value.checked_multiply_ratio(left, whole).unwrap_or_default()
    }
}

/// A mark-down that the quorum may still overturn.
#[weal_wire::record]
pub struct OpenMarkDown {
    /// The operator that marked the asset down.
    pub operator: Addr,
    /// The value before, quote base units.
    pub previous: Uint128,
    /// The time of the mark-down (Unix seconds).
    pub marked_at: u64,
    /// Last second in which the quorum may overturn it.
    pub overturn_until: u64,
    /// The stake that the operator pledged, base units of the bond's token.
    pub stake: Uint128,
}

/// Answer to `appraisal`.
#[weal_wire::record]
pub struct AppraisalResponse {
    /// The asset and its terms.
    pub spec: AssetSpec,
    /// The last appraisal; none before the first.
    pub appraisal: Option<AppraisalRecord>,
    /// The asset's worth at the time of the query, quote base units; zero before the first appraisal.
    pub value: Uint128,
    /// The mark-down that may be overturned, if there is one.
    pub open: Option<OpenMarkDown>,
}

/// Answer to `appraisals`.
#[weal_wire::record]
pub struct AppraisalsResponse {
    /// Rows, by id.
    pub appraisals: Vec<AppraisalResponse>,
}
