//! The oracle's events, each with the state after it.

use super::{PriceRecord, SettlementRecord};
use cosmwasm_std::{Addr, Binary, Event};

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
    /// Bit i: member i signed.
    pub signers: u32,
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
            .add_attribute("signers", fact.signers.to_string())
    }
}
