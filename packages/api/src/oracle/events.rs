//! The oracle's events, each with the state after it.

use super::{AppraisalRecord, AssetSpec, PriceRecord, ReadingsRecord, SettlementRecord};
use cosmwasm_std::{Addr, Binary, Event, Uint128};

/// The oracle exists. Type `oracle_created`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OracleCreated {
    /// Who may add feeds.
    pub owner: Addr,
    /// The committee's number.
    pub committee_epoch: u64,
    /// Seats.
    pub members: usize,
    /// Signatures needed.
    pub quorum: usize,
    /// What proofs of possession are signed over.
    pub challenge: Binary,
}

/// A seat got its key. Type `oracle_key_registered`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRegistered {
    /// The seat's account.
    pub operator: Addr,
    /// The seat's number.
    pub member: usize,
    /// The key.
    pub public_key: Binary,
    /// The committee's number.
    pub committee_epoch: u64,
    /// Seats with a key after this one.
    pub registered: usize,
    /// Seats.
    pub members: usize,
    /// The operator's bond, base units.
    pub bond: Uint128,
}

/// Another committee is proposed. Type `oracle_rotation_proposed`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RotationProposed {
    /// Its number.
    pub committee_epoch: u64,
    /// Proposals after this one.
    pub proposals: u64,
    /// Its accounts in the order of the seats.
    pub operators: Vec<Addr>,
    /// What its proofs of possession are signed over.
    pub challenge: Binary,
    /// When it may take over at the earliest (Unix seconds).
    pub effective_at: u64,
    /// Bit i: member i of the present committee agreed; zero for a proposal of the owner.
    pub signers: u32,
}

/// Another committee has taken over. Type `oracle_rotation_activated`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RotationActivated {
    /// Its number.
    pub committee_epoch: u64,
    /// Seats.
    pub members: usize,
    /// Signatures needed.
    pub quorum: usize,
    /// When the committee before retired: now (Unix seconds).
    pub retired_at: u64,
    /// Last second in which that one's roots are taken.
    pub expires_at: u64,
}

/// An asset may be appraised. Type `oracle_asset_added`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetAdded {
    /// The asset and its terms.
    pub spec: AssetSpec,
}

/// A quorum appraised an asset. Type `oracle_appraised`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appraised {
    /// The asset's id.
    pub asset: String,
    /// The appraisal after it.
    pub appraisal: AppraisalRecord,
    /// The round's lower median, quote base units; above the value where that may not rise so fast.
    pub median: Uint128,
    /// Bit i: member i's appraisal was in the round.
    pub signers: u32,
}

/// A member marked an asset down alone. Type `oracle_marked_down`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedDown {
    /// The asset's id.
    pub asset: String,
    /// Who.
    pub operator: Addr,
    /// The value before, quote base units.
    pub previous: Uint128,
    /// The value after.
    pub value: Uint128,
    /// What the operator pledged, base units of the bond's token.
    pub stake: Uint128,
    /// Last second in which the quorum may overturn it (Unix time).
    pub overturn_until: u64,
}

/// A mark-down stands. Type `oracle_mark_down_settled`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkDownSettled {
    /// The asset's id.
    pub asset: String,
    /// Whose stake is free again.
    pub operator: Addr,
    /// Base units.
    pub stake: Uint128,
}

/// Someone may become the owner. Type `oracle_ownership_proposed`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnershipProposed {
    /// Who owns.
    pub owner: Addr,
    /// Who may accept; none where the proposal was withdrawn.
    pub pending_owner: Option<Addr>,
}

/// Someone else owns. Type `oracle_ownership_accepted`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnershipAccepted {
    /// Who owns now.
    pub owner: Addr,
}

/// A feed exists. Type `oracle_feed_added`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedAdded {
    /// Its name.
    pub feed: String,
    /// How long a price may be used, seconds.
    pub max_age_seconds: u64,
    /// Bound on a round's movement, basis points; 0 for none.
    pub max_deviation_bps: u64,
    /// Observations a round needs.
    pub min_observations: u8,
}

/// A feed's terms will change. Type `oracle_feed_update_scheduled`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedUpdateScheduled {
    /// Its name.
    pub feed: String,
    /// How long a price may be used, seconds.
    pub max_age_seconds: u64,
    /// Bound on a round's movement, basis points; 0 for none.
    pub max_deviation_bps: u64,
    /// Observations a round needs.
    pub min_observations: u8,
    /// From when on (Unix seconds).
    pub effective_at: u64,
}

/// A round's medians are the feed's price. Type `oracle_price_published`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricePublished {
    /// The feed's name.
    pub feed: String,
    /// The price after the round.
    pub price: PriceRecord,
    /// Bit i: member i's observation was in the round.
    pub signers: u32,
}

/// A consumer's epoch has its root. Type `oracle_settlement_posted`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettlementPosted {
    /// The contract that the root is for.
    pub consumer: Addr,
    /// Its epoch, now the last one.
    pub epoch: u64,
    /// The record.
    pub settlement: SettlementRecord,
}

/// A committee agreed on an epoch's readings. Type `oracle_readings_fixed`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingsFixed {
    /// The contract that the root will be for.
    pub consumer: Addr,
    /// Its epoch.
    pub epoch: u64,
    /// The committee that signed.
    pub committee_epoch: u64,
    /// What it agreed on.
    pub readings: ReadingsRecord,
}

impl From<OracleCreated> for Event {
    fn from(fact: OracleCreated) -> Self {
        Self::new("oracle_created")
            .add_attribute("owner", fact.owner)
            .add_attribute("committee_epoch", fact.committee_epoch.to_string())
            .add_attribute("members", fact.members.to_string())
            .add_attribute("quorum", fact.quorum.to_string())
            .add_attribute("challenge", fact.challenge.to_base64())
    }
}

impl From<KeyRegistered> for Event {
    fn from(fact: KeyRegistered) -> Self {
        Self::new("oracle_key_registered")
            .add_attribute("operator", fact.operator)
            .add_attribute("member", fact.member.to_string())
            .add_attribute("public_key", fact.public_key.to_base64())
            .add_attribute("committee_epoch", fact.committee_epoch.to_string())
            .add_attribute("registered", fact.registered.to_string())
            .add_attribute("members", fact.members.to_string())
            .add_attribute("bond", fact.bond)
    }
}

impl From<RotationProposed> for Event {
    fn from(fact: RotationProposed) -> Self {
        let operators: Vec<&str> = fact.operators.iter().map(Addr::as_str).collect();
        Self::new("oracle_rotation_proposed")
            .add_attribute("committee_epoch", fact.committee_epoch.to_string())
            .add_attribute("proposals", fact.proposals.to_string())
            .add_attribute("operators", operators.join(","))
            .add_attribute("challenge", fact.challenge.to_base64())
            .add_attribute("effective_at", fact.effective_at.to_string())
            .add_attribute("signers", fact.signers.to_string())
    }
}

impl From<RotationActivated> for Event {
    fn from(fact: RotationActivated) -> Self {
        Self::new("oracle_rotation_activated")
            .add_attribute("committee_epoch", fact.committee_epoch.to_string())
            .add_attribute("members", fact.members.to_string())
            .add_attribute("quorum", fact.quorum.to_string())
            .add_attribute("retired_at", fact.retired_at.to_string())
            .add_attribute("expires_at", fact.expires_at.to_string())
    }
}

impl From<AssetAdded> for Event {
    fn from(fact: AssetAdded) -> Self {
        let spec = fact.spec;
        Self::new("oracle_asset_added")
            .add_attribute("asset", spec.asset)
            .add_attribute("beneficiary", spec.beneficiary)
            .add_attribute("validity_seconds", spec.validity_seconds.to_string())
            .add_attribute("decay_seconds", spec.decay_seconds.to_string())
            .add_attribute("max_rise_bps_per_day", spec.max_rise_bps_per_day.to_string())
            .add_attribute("max_mark_down_bps", spec.max_mark_down_bps.to_string())
    }
}

impl From<Appraised> for Event {
    fn from(fact: Appraised) -> Self {
        Self::new("oracle_appraised")
            .add_attribute("asset", fact.asset)
            .add_attribute("round", fact.appraisal.round.to_string())
            .add_attribute("value", fact.appraisal.value)
            .add_attribute("median", fact.median)
            .add_attribute("observed_at", fact.appraisal.observed_at.to_string())
            .add_attribute("expires_at", fact.appraisal.expires_at.to_string())
            .add_attribute("zero_at", fact.appraisal.zero_at.to_string())
            .add_attribute("signers", fact.signers.to_string())
    }
}

impl From<MarkedDown> for Event {
    fn from(fact: MarkedDown) -> Self {
        Self::new("oracle_marked_down")
            .add_attribute("asset", fact.asset)
            .add_attribute("operator", fact.operator)
            .add_attribute("previous", fact.previous)
            .add_attribute("value", fact.value)
            .add_attribute("stake", fact.stake)
            .add_attribute("overturn_until", fact.overturn_until.to_string())
    }
}

impl From<MarkDownSettled> for Event {
    fn from(fact: MarkDownSettled) -> Self {
        Self::new("oracle_mark_down_settled")
            .add_attribute("asset", fact.asset)
            .add_attribute("operator", fact.operator)
            .add_attribute("stake", fact.stake)
    }
}

impl From<OwnershipProposed> for Event {
    fn from(fact: OwnershipProposed) -> Self {
        Self::new("oracle_ownership_proposed")
            .add_attribute("owner", fact.owner)
            .add_attribute("pending_owner", fact.pending_owner.map_or_else(String::new, String::from))
    }
}

impl From<OwnershipAccepted> for Event {
    fn from(fact: OwnershipAccepted) -> Self {
        Self::new("oracle_ownership_accepted").add_attribute("owner", fact.owner)
    }
}

impl From<FeedAdded> for Event {
    fn from(fact: FeedAdded) -> Self {
        Self::new("oracle_feed_added")
            .add_attribute("feed", fact.feed)
            .add_attribute("max_age_seconds", fact.max_age_seconds.to_string())
            .add_attribute("max_deviation_bps", fact.max_deviation_bps.to_string())
            .add_attribute("min_observations", fact.min_observations.to_string())
    }
}

impl From<FeedUpdateScheduled> for Event {
    fn from(fact: FeedUpdateScheduled) -> Self {
        Self::new("oracle_feed_update_scheduled")
            .add_attribute("feed", fact.feed)
            .add_attribute("max_age_seconds", fact.max_age_seconds.to_string())
            .add_attribute("max_deviation_bps", fact.max_deviation_bps.to_string())
            .add_attribute("min_observations", fact.min_observations.to_string())
            .add_attribute("effective_at", fact.effective_at.to_string())
    }
}

impl From<PricePublished> for Event {
    fn from(fact: PricePublished) -> Self {
        Self::new("oracle_price_published")
            .add_attribute("feed", fact.feed)
            .add_attribute("round", fact.price.round.to_string())
            .add_attribute("low", fact.price.low.to_string())
            .add_attribute("high", fact.price.high.to_string())
            .add_attribute("observed_at", fact.price.observed_at.to_string())
            .add_attribute("expires_at", fact.price.expires_at.to_string())
            .add_attribute("signers", fact.signers.to_string())
    }
}

impl From<SettlementPosted> for Event {
    fn from(fact: SettlementPosted) -> Self {
        Self::new("oracle_settlement_posted")
            .add_attribute("consumer", fact.consumer)
            .add_attribute("epoch", fact.epoch.to_string())
            .add_attribute("root", fact.settlement.root.to_base64())
            .add_attribute("leaf_count", fact.settlement.leaf_count.to_string())
            .add_attribute("total_charge", fact.settlement.total_charge)
            .add_attribute("starts_at", fact.settlement.starts_at.to_string())
            .add_attribute("ends_at", fact.settlement.ends_at.to_string())
            .add_attribute("posted_at", fact.settlement.posted_at.to_string())
            .add_attribute("committee_epoch", fact.settlement.committee_epoch.to_string())
            .add_attribute("signers", fact.settlement.signers.to_string())
    }
}

impl From<ReadingsFixed> for Event {
    fn from(fact: ReadingsFixed) -> Self {
        Self::new("oracle_readings_fixed")
            .add_attribute("consumer", fact.consumer)
            .add_attribute("epoch", fact.epoch.to_string())
            .add_attribute("committee_epoch", fact.committee_epoch.to_string())
            .add_attribute("readings_hash", Binary::from(fact.readings.readings_hash).to_base64())
            .add_attribute("fixed_at", fact.readings.fixed_at.to_string())
            .add_attribute("signers", fact.readings.signers.to_string())
    }
}
