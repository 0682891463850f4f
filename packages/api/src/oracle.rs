//! The oracle's messages and answers.
//!
//! Beside them: what other contracts read of it without calling it ([`OracleContract`], [`PRICES`],
//! [`SETTLEMENTS`]), and its events. Page: `docs/spec/oracle.md`.

mod events;
mod handle;
mod records;

pub use events::{FeedAdded, KeyRegistered, OracleCreated, PricePublished, SettlementPosted};
pub use handle::{OracleContract, OracleReadError};
pub use records::{LATEST_SETTLEMENT, PRICES, PriceRecord, SETTLEMENTS, SettlementRecord};

use attestation::{Hash, SettlementRoot};
use cosmwasm_schema::{QueryResponses, cw_serde};
use cosmwasm_std::{Addr, Binary, Decimal, Uint128};
use thiserror::Error;

/// The number of the first committee, part of everything that it signs.
pub const FIRST_COMMITTEE_EPOCH: u64 = 1;
/// How far a member's clock may run before the block's, seconds.
pub const MAX_CLOCK_SKEW_SECONDS: u64 = 10;
/// How far apart the observations of one round may lie, seconds: without it one liar could date its own
/// back and so let an honest price expire at once.
pub const MAX_OBSERVATION_SPREAD_SECONDS: u64 = 60;
/// The longest a price may be used after it was observed, seconds.
pub const MAX_PRICE_AGE_SECONDS: u64 = 604_800;
/// The most leaves of one settlement tree: proofs have at most 32 hashes.
pub const MAX_LEAF_COUNT: u64 = 4_294_967_296;

/// Creates the oracle with its first committee. Anyone may; no funds; emits [`OracleCreated`] and a
/// [`FeedAdded`] for each feed.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
pub struct InstantiateMsg {
    /// Who may add feeds. It signs nothing and cannot change a price.
    pub owner: String,
    /// The members' accounts, 4 to 31, each once. Position is the member's number, from 0.
    pub operators: Vec<String>,
    /// First feeds; a name may stand once.
    pub feeds: Vec<FeedSpec>,
}

/// A price that the committee observes.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
pub struct FeedSpec {
    /// 1 to 128 printable ASCII characters without a space, such as `uatom/uusd`: quote base units per asset
    /// base unit.
    pub name: String,
    /// How long a price may be used after its oldest observation, seconds: 1 to 604,800.
    pub max_age_seconds: u64,
    /// How far a round's medians may lie from the last ones while those are fresh, basis points: 1 to
    /// 10,000, or 0 for no bound.
    pub max_deviation_bps: u64,
    /// Observations a round needs; the committee's quorum where left out, never below it.
    pub min_observations: Option<u8>,
}

/// One member's observation in a round.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
pub struct Observation {
    /// The member's number.
    pub member: u8,
    /// Quote base units per asset base unit, above zero.
    pub price: Decimal,
    /// When it was observed (Unix seconds).
    pub observed_at: u64,
    /// 64 bytes over [`attestation::PriceObservation`] in the oracle's domain.
    pub signature: Binary,
}

/// The root of a settlement epoch, as a message.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
pub struct SettlementRootMsg {
    /// The consumer's epoch, counted from 1.
    pub epoch: u64,
    /// The epoch before's root, 32 bytes; zeros for the first.
    pub previous_root: Binary,
    /// The tree's root, 32 bytes.
    pub root: Binary,
    /// The tree's leaves, 1 to 2^32.
    pub leaf_count: u64,
    /// Sum of the leaves' cumulative charges, base units.
    pub total_charge: Uint128,
    /// The epoch before's end (Unix seconds); free for the first.
    pub starts_at: u64,
    /// End of the epoch (Unix seconds), after its start.
    pub ends_at: u64,
}

/// Messages. None takes funds.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
pub enum ExecuteMsg {
    /// Gives the sender's seat its key, once. Operators only; emits [`KeyRegistered`]. The committee is
    /// active when the last seat has one.
    RegisterKey {
        /// An ed25519 key, 32 bytes, not of low order, of no other seat.
        public_key: Binary,
        /// 64 bytes over [`attestation::KeyPossession`] with the oracle's challenge.
        proof: Binary,
    },
    /// Adds a feed. Owner only; emits [`FeedAdded`].
    AddFeed(FeedSpec),
    /// Publishes the medians of a round of signed observations. Anyone may; emits [`PricePublished`].
    SubmitPrices {
        /// The feed's name.
        feed: String,
        /// From 1, above the feed's last round; rounds may be left out.
        round: u64,
        /// Of distinct members, at least the feed's minimum, in any order.
        observations: Vec<Observation>,
    },
    /// Stores a consumer's settlement root. Anyone may; emits [`SettlementPosted`]. The first root of an
    /// epoch stands.
    PostSettlement {
        /// The contract that the root is for.
        consumer: String,
        /// The committee that signed.
        committee_epoch: u64,
        /// What it signed, as [`attestation::SettlementRoot`] in the consumer's domain.
        root: SettlementRootMsg,
        /// Distinct members, at least the quorum, in any order.
        members: Vec<u8>,
        /// Their signatures, 64 bytes each, packed in the order of `members`.
        signatures: Binary,
    },
}

/// Queries.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The owner, and the constants that members must keep to.
    #[returns(ConfigResponse)]
    Config {},
    /// The members in order, whether they can sign yet, how many must.
    #[returns(CommitteeResponse)]
    Committee {},
    /// What a key's proof of possession is signed over.
    #[returns(ChallengeResponse)]
    Challenge {},
    /// A feed with its last price, fresh or not. An unknown feed is an error.
    #[returns(FeedResponse)]
    Price {
        /// The feed's name.
        feed: String,
    },
    /// Every feed with its last price, by name.
    #[returns(FeedsResponse)]
    Feeds {
        /// Last name of the page before.
        start_after: Option<String>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// A consumer's settlement of one epoch.
    #[returns(SettlementResponse)]
    Settlement {
        /// The contract that the root is for.
        consumer: String,
        /// Its epoch.
        epoch: u64,
    },
    /// A consumer's last settlement.
    #[returns(SettlementResponse)]
    LatestSettlement {
        /// The contract that the root is for.
        consumer: String,
    },
}

/// Migrates from an earlier version of the same contract.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
pub struct MigrateMsg {}

/// Answer to `config`.
#[cw_serde]
pub struct ConfigResponse {
    /// Who may add feeds.
    pub owner: Addr,
    /// [`MAX_CLOCK_SKEW_SECONDS`].
    pub max_clock_skew_seconds: u64,
    /// [`MAX_OBSERVATION_SPREAD_SECONDS`].
    pub max_observation_spread_seconds: u64,
}

/// Answer to `committee`.
#[cw_serde]
pub struct CommitteeResponse {
    /// Its number.
    pub committee_epoch: u64,
    /// Seat by seat.
    pub members: Vec<MemberResponse>,
    /// Whether every seat has a key: only then is anything accepted.
    pub active: bool,
    /// Signatures needed.
    pub quorum: u8,
    /// Members that may lie or be silent.
    pub faulty: u8,
}

/// One seat.
#[cw_serde]
pub struct MemberResponse {
    /// The seat's number.
    pub member: u8,
    /// Its account.
    pub operator: Addr,
    /// Its key; none before it is registered.
    pub public_key: Option<Binary>,
}

/// Answer to `challenge`.
#[cw_serde]
pub struct ChallengeResponse {
    /// 32 bytes.
    pub challenge: Binary,
    /// The committee whose keys it serves.
    pub committee_epoch: u64,
}

/// A feed and its last price.
#[cw_serde]
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
}

/// Answer to `feeds`.
#[cw_serde]
pub struct FeedsResponse {
    /// By name.
    pub feeds: Vec<FeedResponse>,
}

/// Answer to `settlement` and `latest_settlement`.
#[cw_serde]
pub struct SettlementResponse {
    /// The epoch; 0 where the consumer has none yet.
    pub epoch: u64,
    /// The record; none where there is none.
    pub settlement: Option<SettlementRecord>,
}

/// A hash of another width than 32 bytes.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{field} must have 32 bytes, not {found}")]
pub struct HashLength {
    /// Which field.
    pub field: &'static str,
    /// Bytes given.
    pub found: usize,
}

/// The 32 bytes of `field`. Errors: [`HashLength`].
pub fn hash_from(field: &'static str, bytes: &[u8]) -> Result<Hash, HashLength> {
    bytes.try_into().map_err(|_| HashLength { field, found: bytes.len() })
}

impl SettlementRootMsg {
    /// What the members signed. Errors: [`HashLength`].
    pub fn statement(&self) -> Result<SettlementRoot, HashLength> {
        Ok(SettlementRoot {
            epoch: self.epoch,
            previous_root: hash_from("previous_root", &self.previous_root)?,
            root: hash_from("root", &self.root)?,
            leaf_count: self.leaf_count,
            total_charge: self.total_charge.u128(),
            starts_at: self.starts_at,
            ends_at: self.ends_at,
        })
    }
}

impl From<&SettlementRoot> for SettlementRootMsg {
    fn from(statement: &SettlementRoot) -> Self {
        Self {
            epoch: statement.epoch,
            previous_root: Binary::from(statement.previous_root),
            root: Binary::from(statement.root),
            leaf_count: statement.leaf_count,
            total_charge: Uint128::new(statement.total_charge),
            starts_at: statement.starts_at,
            ends_at: statement.ends_at,
        }
    }
}
