//! The oracle's answers.

use super::{CommitteeTerms, PriceRecord, SettlementRecord};
use cosmwasm_std::{Addr, Binary, Uint128};

/// Answer to `config`.
#[weal_wire::record]
pub struct ConfigResponse {
    /// Who may add feeds and propose committees.
    pub owner: Addr,
    /// Who may become the owner; none where nobody has been proposed.
    pub pending_owner: Option<Addr>,
    /// Bonds and rotation.
    pub terms: CommitteeTerms,
    /// [`MAX_CLOCK_SKEW_SECONDS`].
    pub max_clock_skew_seconds: u64,
    /// [`MAX_OBSERVATION_SPREAD_SECONDS`].
    pub max_observation_spread_seconds: u64,
}

/// Answer to `committee`.
#[weal_wire::record]
pub struct CommitteeResponse {
    /// Its number.
    pub committee_epoch: u64,
    /// Seat by seat.
    pub members: Vec<MemberResponse>,
    /// Whether every seat has had its key: only then is anything accepted.
    pub active: bool,
    /// Signatures needed.
    pub quorum: u8,
    /// Members that may lie or be silent.
    pub faulty: u8,
}

/// One seat.
#[weal_wire::record]
pub struct MemberResponse {
    /// The seat's number.
    pub member: u8,
    /// Its account.
    pub operator: Addr,
    /// Its key; none before it is registered, and none once it is struck.
    pub public_key: Option<Binary>,
    /// What its operator has at stake, base units of the bond's token.
    pub bond: Uint128,
}

/// Answer to `challenge`.
#[weal_wire::record]
pub struct ChallengeResponse {
    /// 32 bytes.
    pub challenge: Binary,
    /// The committee whose keys it serves: the one proposed while there is one, else the present.
    pub committee_epoch: u64,
}

/// A feed and its last price.
#[weal_wire::record]
pub struct FeedResponse {
    /// Its name.
    pub name: String,
    /// How long a price may be used, seconds.
    pub max_age_seconds: u64,
    /// Bound on a round's movement, basis points; 0 for none.
    pub max_deviation_bps: u64,
    /// Observations a round needs.
    pub min_observations: u8,
    /// The last price; none before the first round.
    pub price: Option<PriceRecord>,
    /// Whether the price may be used at the time of the query.
    pub is_fresh: bool,
    /// The terms that come; none where no change waits.
    pub change: Option<FeedChange>,
}

/// Terms that a feed will have.
#[weal_wire::record]
pub struct FeedChange {
    /// How long a price may be used, seconds.
    pub max_age_seconds: u64,
    /// Bound on a round's movement, basis points; 0 for none.
    pub max_deviation_bps: u64,
    /// Observations a round needs.
    pub min_observations: u8,
    /// From when on (Unix seconds).
    pub effective_at: u64,
}

/// Answer to `price_history`.
#[weal_wire::record]
pub struct PriceHistoryResponse {
    /// Newest first.
    pub prices: Vec<PriceRecord>,
}

/// Answer to `feeds`.
#[weal_wire::record]
pub struct FeedsResponse {
    /// By name.
    pub feeds: Vec<FeedResponse>,
}

/// Answer to `settlement` and `latest_settlement`.
#[weal_wire::record]
pub struct SettlementResponse {
    /// The epoch; 0 where the consumer has none yet.
    pub epoch: u64,
    /// The record; none where there is none.
    pub settlement: Option<SettlementRecord>,
}

/// Answer to `fixed_readings`.
#[weal_wire::record]
pub struct FixedReadingsResponse {
    /// The epoch.
    pub epoch: u64,
    /// By committee, the latest first.
    pub fixed: Vec<FixedReadings>,
}

/// Which bundle of readings one committee agreed to make an epoch's tree from.
#[weal_wire::record]
pub struct FixedReadings {
    /// The committee.
    pub committee_epoch: u64,
    /// SHA-256 of the bundle, 32 bytes.
    pub readings_hash: Binary,
    /// Block time at which it was fixed (Unix seconds).
    pub fixed_at: u64,
    /// Bit i: member i of that committee signed.
    pub signers: u32,
}

/// Answer to `rotation`.
#[weal_wire::record]
pub struct RotationResponse {
    /// The committee proposed; none where there is no proposal.
    pub pending: Option<PendingRotation>,
    /// Proposals so far: part of what the old committee signs to agree to the next one.
    pub proposals: u64,
}

/// A committee that has been proposed.
#[weal_wire::record]
pub struct PendingRotation {
    /// Its number.
    pub committee_epoch: u64,
    /// Seat by seat.
    pub members: Vec<MemberResponse>,
    /// When it may take over at the earliest (Unix seconds).
    pub effective_at: u64,
}

/// Answer to `past_committee`.
#[weal_wire::record]
pub struct PastCommitteeResponse {
    /// Its number.
    pub committee_epoch: u64,
    /// Seat by seat.
    pub members: Vec<MemberResponse>,
    /// When the next one took over (Unix seconds): only settlement epochs that began before are its own.
    pub retired_at: u64,
    /// Last second in which its roots are taken.
    pub expires_at: u64,
}

/// Answer to `bond`.
#[weal_wire::record]
pub struct BondResponse {
    /// What the operator has at stake, base units.
    pub bond: Uint128,
    /// What of it open mark-downs have pledged, base units.
    pub pledged: Uint128,
    /// When the operator left its last seat (Unix seconds); none while it has one.
    pub left_at: Option<u64>,
    /// When the bond may be withdrawn (Unix seconds); none while the operator has a seat.
    pub withdrawable_at: Option<u64>,
    /// What has been awarded to this account and not yet been claimed, base units.
    pub award: Uint128,
}

/// Answer to `holdings`. What the contract owes is the sum of both, whatever its balance is.
#[weal_wire::record]
#[derive(Default)]
pub struct HoldingsResponse {
    /// Sum of all bonds, base units.
    pub bonds: Uint128,
    /// Sum of all awards not yet claimed, base units.
    pub awards: Uint128,
}

/// Answer to `consumers`.
#[weal_wire::record]
pub struct ConsumersResponse {
    /// By address.
    pub consumers: Vec<ListedConsumer>,
}

/// A contract that is believed when it says that a root for it overcharges.
#[weal_wire::record]
pub struct ListedConsumer {
    /// The contract.
    pub consumer: Addr,
    /// Of roots posted from then on (Unix seconds).
    pub effective_at: u64,
}
