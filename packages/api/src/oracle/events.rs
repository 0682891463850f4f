//! Events of the oracle, one struct each, with the state after them.

use super::{AssetSpec, PriceRecord, ReadingsRecord, SettlementRecord};
use cosmwasm_std::{Addr, Binary, Uint128};

/// The oracle exists.
#[weal_wire::event(name = "oracle_created")]
pub struct OracleCreated {
    /// Account that may add feeds.
    pub owner: Addr,
    /// Number of the committee.
    pub committee_epoch: u64,
    /// Number of seats.
    pub members: usize,
    /// Signatures needed.
    pub quorum: usize,
    /// Bytes over which proofs of possession are signed.
    pub challenge: Binary,
}

/// A seat got its key.
#[weal_wire::event(name = "oracle_key_registered")]
pub struct KeyRegistered {
    /// Account of the seat.
    pub operator: Addr,
    /// Number of the seat.
    pub member: usize,
    pub public_key: Binary,
    /// Number of the committee.
    pub committee_epoch: u64,
    /// Seats with a key after this one.
    pub registered: usize,
    /// Number of seats.
    pub members: usize,
    /// Bond of the operator, base units.
    pub bond: Uint128,
}

/// Another committee is proposed.
#[weal_wire::event(name = "oracle_rotation_proposed")]
pub struct RotationProposed {
    /// Number of the proposed committee.
    pub committee_epoch: u64,
    /// Proposals after this one.
    pub proposals: u64,
    /// Accounts of the proposed committee in the order of the seats.
    pub operators: Vec<Addr>,
    /// Bytes over which its proofs of possession are signed.
    pub challenge: Binary,
    /// Second in which it may take over at the earliest, Unix time.
    pub effective_at: u64,
    /// Bit i: member i of the present committee agreed; zero for a proposal of the owner.
    pub signers: u32,
}

/// Another committee has taken over.
#[weal_wire::event(name = "oracle_rotation_activated")]
pub struct RotationActivated {
    /// Number of the new committee.
    pub committee_epoch: u64,
    /// Number of seats.
    pub members: usize,
    /// Signatures needed.
    pub quorum: usize,
    /// Second in which the committee before retired, that of the event, Unix time.
    pub retired_at: u64,
    /// Last second in which roots of the committee before are taken, Unix time.
    pub expires_at: u64,
}

/// An asset may be appraised.
#[weal_wire::event(name = "oracle_asset_added")]
pub struct AssetAdded {
    /// Asset and its terms, an attribute of the event each.
    #[event(flatten(
        asset,
        beneficiary,
        validity_seconds,
        decay_seconds,
        max_rise_bps_per_day,
        max_mark_down_bps
    ))]
    pub spec: AssetSpec,
}

/// A quorum appraised an asset.
#[weal_wire::event(name = "oracle_appraised")]
pub struct Appraised {
    /// Id of the asset.
    pub asset: String,
    pub round: u64,
    /// Full value afterwards, quote base units.
    pub value: Uint128,
    /// Lower median of the round, quote base units; above the value where that may not rise so fast.
    pub median: Uint128,
    /// Second of the round's oldest observation, Unix time.
    pub observed_at: u64,
    /// Last second of the full value, Unix time.
    pub expires_at: u64,
    /// First second of no value, Unix time.
    pub zero_at: u64,
    /// Bit i: member i's appraisal was in the round.
    pub signers: u32,
}

/// A member marked an asset down alone.
#[weal_wire::event(name = "oracle_marked_down")]
pub struct MarkedDown {
    /// Id of the asset.
    pub asset: String,
    pub operator: Addr,
    /// Value before, quote base units.
    pub previous: Uint128,
    /// Value after, quote base units.
    pub value: Uint128,
    /// Amount that the operator pledged, base units of the bond's token.
    pub stake: Uint128,
    /// Last second in which the quorum may overturn it, Unix time.
    pub overturn_until: u64,
}

/// A mark-down stands.
#[weal_wire::event(name = "oracle_mark_down_settled")]
pub struct MarkDownSettled {
    /// Id of the asset.
    pub asset: String,
    /// Operator whose stake is free again.
    pub operator: Addr,
    /// Amount of the stake, base units.
    pub stake: Uint128,
}

/// Someone may become the owner.
#[weal_wire::event(name = "oracle_ownership_proposed")]
pub struct OwnershipProposed {
    /// Account that still owns the oracle.
    pub owner: Addr,
    /// Account that may accept; empty in the event where the proposal was withdrawn.
    #[event(none = "")]
    pub pending_owner: Option<Addr>,
}

/// Someone else owns.
#[weal_wire::event(name = "oracle_ownership_accepted")]
pub struct OwnershipAccepted {
    pub owner: Addr,
}

/// A feed exists.
#[weal_wire::event(name = "oracle_feed_added")]
pub struct FeedAdded {
    /// Name of the feed.
    pub feed: String,
    /// Time for which a price may be used, seconds.
    pub max_age_seconds: u64,
    /// Bound on a round's movement, basis points; 0 for none.
    pub max_deviation_bps: u64,
    /// Observations that a round needs.
    pub min_observations: u8,
}

/// A feed's terms will change.
#[weal_wire::event(name = "oracle_feed_update_scheduled")]
pub struct FeedUpdateScheduled {
    /// Name of the feed.
    pub feed: String,
    /// Time for which a price may be used, seconds.
    pub max_age_seconds: u64,
    /// Bound on a round's movement, basis points; 0 for none.
    pub max_deviation_bps: u64,
    /// Observations that a round needs.
    pub min_observations: u8,
    /// Second from which the terms hold, Unix time.
    pub effective_at: u64,
}

/// A round's medians are the feed's price.
#[weal_wire::event(name = "oracle_price_published")]
pub struct PricePublished {
    /// Name of the feed.
    pub feed: String,
    /// Price after the round, an attribute of the event for each field.
    #[event(flatten(round, low, high, observed_at, expires_at))]
    pub price: PriceRecord,
    /// Bit i: member i's observation was in the round.
    pub signers: u32,
}

/// A consumer's epoch has its root.
#[weal_wire::event(name = "oracle_settlement_posted")]
pub struct SettlementPosted {
    /// Contract that the root is for.
    pub consumer: Addr,
    /// Epoch of the consumer, now the last one.
    pub epoch: u64,
    /// Root and its terms, an attribute of the event for each field.
    #[event(flatten(
        root,
        leaf_count,
        total_charge,
        starts_at,
        ends_at,
        posted_at,
        committee_epoch,
        signers
    ))]
    pub settlement: SettlementRecord,
}

/// A committee agreed on an epoch's readings.
#[weal_wire::event(name = "oracle_readings_fixed")]
pub struct ReadingsFixed {
    /// Contract that the root will be for.
    pub consumer: Addr,
    /// Epoch of the consumer.
    pub epoch: u64,
    /// Number of the committee that signed.
    pub committee_epoch: u64,
    /// Readings, an attribute of the event for each field.
    #[event(flatten(readings_hash, fixed_at, signers))]
    pub readings: ReadingsRecord,
}
