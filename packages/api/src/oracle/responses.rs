//! The oracle's answers.

use super::{CommitteeTerms, PriceRecord, SettlementRecord};
use cosmwasm_std::{Addr, Binary, Uint128};

/// Answer to `config`.
#[weal_wire::record]
pub struct ConfigResponse {
    /// The account that may add feeds and propose committees.
    pub owner: Addr,
    /// The account that may become the owner; none where nobody has been proposed.
    pub pending_owner: Option<Addr>,
    /// Bonds and rotation.
    pub terms: CommitteeTerms,
    /// The constant [`MAX_CLOCK_SKEW_SECONDS`].
    pub max_clock_skew_seconds: u64,
    /// The constant [`MAX_OBSERVATION_SPREAD_SECONDS`].
    pub max_observation_spread_seconds: u64,
}

/// Answer to `committee`.
#[weal_wire::record]
pub struct CommitteeResponse {
    /// The committee's number.
    pub committee_epoch: u64,
    /// The members, seat by seat.
    pub members: Vec<MemberResponse>,
    /// True where every seat has had its key: only then is anything accepted.
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
    /// The seat's account.
    pub operator: Addr,
    /// The seat's key; none before it is registered, and none once it is struck.
    pub public_key: Option<Binary>,
    /// The amount that the seat's operator has at stake, base units of the bond's token.
    pub bond: Uint128,
}

/// Answer to `challenge`.
#[weal_wire::record]
pub struct ChallengeResponse {
    /// The challenge, 32 bytes.
    pub challenge: Binary,
    /// The committee whose keys it serves: the one proposed while there is one, else the present.
    pub committee_epoch: u64,
}

/// A feed and its last price.
#[weal_wire::record]
pub struct FeedResponse {
    /// The feed's name.
    pub name: String,
    /// The time for which a price may be used, seconds.
    pub max_age_seconds: u64,
    /// Bound on a round's movement, basis points; 0 for none.
    pub max_deviation_bps: u64,
    /// Observations a round needs.
    pub min_observations: u8,
    /// The last price; none before the first round.
    pub price: Option<PriceRecord>,
    /// True where the price may be used at the time of the query.
    pub is_fresh: bool,
    /// The terms that come; none where no change waits.
    pub change: Option<FeedChange>,
}

/// Terms that a feed will have.
#[weal_wire::record]
pub struct FeedChange {
    /// The time for which a price may be used, seconds.
    pub max_age_seconds: u64,
    /// Bound on a round's movement, basis points; 0 for none.
    pub max_deviation_bps: u64,
    /// Observations a round needs.
    pub min_observations: u8,
    /// The first second of these terms (Unix time).
    pub effective_at: u64,
}

/// Answer to `price_history`.
#[weal_wire::record]
pub struct PriceHistoryResponse {
    /// Rows, newest first.
    pub prices: Vec<PriceRecord>,
}

/// Answer to `feeds`.
#[weal_wire::record]
pub struct FeedsResponse {
    /// Rows, by name.
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
    /// Rows, by committee, the latest first.
    pub fixed: Vec<FixedReadings>,
}

/// The bundle of readings that one committee agreed to make an epoch's tree from.
#[weal_wire::record]
pub struct FixedReadings {
    /// The committee.
    pub committee_epoch: u64,
    /// SHA-256 of the bundle, 32 bytes.
    pub readings_hash: Binary,
    /// Block time at which it was fixed (Unix seconds).
    pub fixed_at: u64,
    /// The members of that committee that signed: bit i for member i.
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
    /// The committee's number.
    pub committee_epoch: u64,
    /// The members, seat by seat.
    pub members: Vec<MemberResponse>,
    /// The first second in which the committee may take over (Unix time).
    pub effective_at: u64,
}

/// Answer to `past_committee`.
#[weal_wire::record]
pub struct PastCommitteeResponse {
    /// The committee's number.
    pub committee_epoch: u64,
    /// The members, seat by seat.
    pub members: Vec<MemberResponse>,
    /// The time at which the next committee took over (Unix seconds): only settlement epochs that began before belong
    /// to this one.
    pub retired_at: u64,
    /// The last second in which the committee's roots are taken.
    pub expires_at: u64,
}

/// Answer to `bond`.
#[weal_wire::record]
pub struct BondResponse {
    /// The amount that the operator has at stake, base units.
    pub bond: Uint128,
    /// The part of the bond that open mark-downs have pledged, base units.
    pub pledged: Uint128,
    /// The time at which the operator left its last seat (Unix seconds); none while it has one.
    pub left_at: Option<u64>,
    /// The first second in which the bond may be withdrawn (Unix time); none while the operator has a seat.
    pub withdrawable_at: Option<u64>,
    /// The amount awarded to this account and not yet claimed, base units.
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
    /// Rows, by address.
    pub consumers: Vec<ListedConsumer>,
}

/// A contract that is believed when it says that a root for it overcharges.
#[weal_wire::record]
pub struct ListedConsumer {
    /// The contract.
    pub consumer: Addr,
    /// The second from which the contract is believed: of roots posted then or later (Unix time).
    pub effective_at: u64,
}
