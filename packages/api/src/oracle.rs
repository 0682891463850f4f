//! The oracle's messages and answers.
//!
//! Beside them: what other contracts read of it without calling it ([`OracleContract`], [`PRICES`],
//! [`SETTLEMENTS`]), and its events. Page: `docs/spec/oracle.md`.

mod appraisal;
mod bond_events;
mod events;
mod handle;
mod records;
mod responses;
mod terms;

pub use appraisal::{
    AppraisalRecord, AppraisalResponse, AppraisalsResponse, AssetSpec, MAX_APPRAISAL_SECONDS,
    MAX_APPRAISAL_SPREAD_SECONDS, OpenMarkDown, SignedAppraisal,
};
pub use bond_events::{
    AwardClaimed, BondWithdrawn, ConsumerDelisted, ConsumerListed, MemberSlashed, OverchargePunished,
    SeatResigned, SlashReason,
};
pub use events::{
    Appraised, AssetAdded, FeedAdded, FeedUpdateScheduled, KeyRegistered, MarkDownSettled, MarkedDown,
    OracleCreated, OwnershipAccepted, OwnershipProposed, PricePublished, ReadingsFixed, RotationActivated,
    RotationProposed, SettlementPosted,
};
pub use handle::{OracleContract, OracleReadError};
pub use records::{
    APPRAISALS, FIXED_READINGS, LATEST_SETTLEMENT, PRICES, PriceRecord, ReadingsRecord, SETTLEMENTS,
    SettlementRecord,
};
pub use responses::{
    BondResponse, ChallengeResponse, CommitteeResponse, ConfigResponse, ConsumersResponse, FeedChange,
    FeedResponse, FeedsResponse, FixedReadings, FixedReadingsResponse, HoldingsResponse, ListedConsumer,
    MemberResponse, PastCommitteeResponse, PendingRotation, PriceHistoryResponse, RotationResponse,
    SettlementResponse,
};
pub use terms::{
    BondTerms, CommitteeTerms, MAX_FINDER_SHARE_BPS, MAX_TERM_SECONDS, MIN_ROTATION_DELAY_SECONDS,
};

use cosmwasm_schema::QueryResponses;
use cosmwasm_std::{Binary, Decimal, Uint128};
use thiserror::Error;
use weal_attestation::{Hash, SettlementRoot};

/// The number of the first committee, part of everything that it signs.
pub const FIRST_COMMITTEE_EPOCH: u64 = 1;
/// The most by which a member's clock may run before the block's, seconds.
pub const MAX_CLOCK_SKEW_SECONDS: u64 = 10;
/// The most by which the observations of one round may lie apart, seconds: without it one liar could date its own back
/// and so let an honest price expire at once.
pub const MAX_OBSERVATION_SPREAD_SECONDS: u64 = 60;
/// The longest a price may be used after it was observed, seconds.
pub const MAX_PRICE_AGE_SECONDS: u64 = 604_800;
/// Prices that are kept of a feed: round r lies in place r mod this, over the one before.
pub const PRICE_HISTORY_ROUNDS: u64 = 64;
/// The most by which a round may lie above the last one of its feed or asset. Rounds may be left out, but no quorum may
/// use them up: a number near the greatest would leave none for any later committee.
pub const MAX_ROUND_STEP: u64 = 1_000;
/// The most leaves of one settlement tree: proofs have at most 32 hashes.
pub const MAX_LEAF_COUNT: u64 = 4_294_967_296;
/// The most contracts that are believed when they say that a root overcharges.
pub const MAX_CONSUMERS: usize = 8;

/// Creates the oracle with its first committee. Anyone may; no funds; emits [`OracleCreated`] and a
/// [`FeedAdded`] for each feed.
#[weal_wire::message]
pub struct InstantiateMsg {
    /// The account that may add feeds and, behind a delay, propose another committee. It signs nothing and cannot
    /// change a price.
    pub owner: String,
    /// The members' accounts, 4 to 31, each once. An account's position is its member's number, from 0.
    pub operators: Vec<String>,
    /// First feeds; a name may stand once.
    pub feeds: Vec<FeedSpec>,
    /// Bonds and rotation; they never change. [`CommitteeTerms::default`] is without bonds.
    pub terms: CommitteeTerms,
}

/// A price that the committee observes.
#[weal_wire::message]
pub struct FeedSpec {
    /// The feed's name, 1 to 128 printable ASCII characters without a space, such as `uatom/uusd`: quote base units per
    /// asset base unit.
    pub name: String,
    /// The time for which a price may be used after its oldest observation, seconds: 1 to 604,800.
    pub max_age_seconds: u64,
    /// The most by which a round's medians may lie from the last ones while those are fresh, basis points: 1 to 10,000,
    /// or 0 for no bound.
    pub max_deviation_bps: u64,
    /// Observations a round needs; the committee's quorum where left out, never below it.
    pub min_observations: Option<u8>,
}

/// One member's observation in a round.
#[weal_wire::message]
pub struct Observation {
    /// The member's number.
    pub member: u8,
    /// The price, quote base units per asset base unit, above zero.
    pub price: Decimal,
    /// The time of the observation (Unix seconds).
    pub observed_at: u64,
    /// The member's signature, 64 bytes over [`weal_attestation::PriceObservation`] in the oracle's domain.
    pub signature: Binary,
}

/// The root of a settlement epoch, as a message.
#[weal_wire::message]
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
    /// The end of the epoch before (Unix seconds); free for the first.
    pub starts_at: u64,
    /// End of the epoch (Unix seconds), after its start.
    pub ends_at: u64,
}

/// A quorum's agreement.
#[weal_wire::message]
pub struct Approval {
    /// The members that signed: bit i for member i.
    pub signers: u32,
    /// The members' signatures, 64 bytes each, packed in the order of the members.
    pub signatures: Binary,
}

/// One member's signatures under two statements of which it may sign one.
#[weal_wire::message]
pub struct DoubleSignature {
    /// The member's number.
    pub member: u8,
    /// The signature under the first statement, 64 bytes.
    pub first: Binary,
    /// The signature under the second statement, 64 bytes.
    pub second: Binary,
}

/// Messages. Only `register_key` takes funds.
#[weal_wire::message]
pub enum ExecuteMsg {
    /// Gives the sender's seat its key, once: in the committee proposed while there is one, else in the present one.
    /// Operators only; emits [`KeyRegistered`]. The first committee is active once its last seat has a key.
    ///
    /// Funds: what the sender's bond lacks to the minimum, exactly; a cw20 bond is pulled from the sender's allowance
    /// instead.
    RegisterKey {
        /// The key: ed25519, 32 bytes, not of low order, of no other seat.
        public_key: Binary,
        /// The proof of possession, 64 bytes over [`weal_attestation::KeyPossession`] with the oracle's challenge.
        proof: Binary,
    },
    /// Proposes the committee that follows, in place of any that is proposed. The owner, or anyone with the agreement
    /// of a quorum; emits [`RotationProposed`]. The proposed operators then register keys over a challenge of that
    /// committee's own.
    ProposeRotation {
        /// The new members' accounts, 4 to 31, each once. An account's position is its member's number, from 0.
        operators: Vec<String>,
        /// The quorum's agreement, under [`weal_attestation::Rotation`] in the oracle's domain; left out where the
        /// owner sends this.
        approval: Option<Approval>,
    },
    /// Makes the committee proposed the present one, once its delay is over and every seat has a key. Anyone may; emits
    /// [`RotationActivated`].
    ActivateRotation {},
    /// Gives up the sender's seat: in the present committee and in the one proposed its key signs nothing from now on,
    /// and the wait for the bond begins. The key stays evidence of what it signed. So nobody's bond depends on a
    /// rotation. Only operators with a key or a bond that has not left; emits [`SeatResigned`].
    Resign {},
    /// Pays the sender's bond back, once the sender has had no seat for as long as the terms say. Emits
    /// [`BondWithdrawn`].
    WithdrawBond {},
    /// Takes the bonds of members that signed two roots for one epoch, and strikes their keys. Anyone may;
    /// the sender is awarded the finder's share, the insurance the rest. Emits [`MemberSlashed`] for each.
    ReportEquivocation {
        /// The contract that the roots are for.
        consumer: String,
        /// The committee that signed, present or past.
        committee_epoch: u64,
        /// One root.
        first: SettlementRootMsg,
        /// Another root of the same epoch.
        second: SettlementRootMsg,
        /// The members that signed both, 1 to 31, with their signatures.
        evidence: Vec<DoubleSignature>,
    },
    /// Pays out what the sender has been awarded. Emits [`AwardClaimed`].
    ClaimAward {},
    /// Proposes another owner, or withdraws the proposal. Owner only; emits [`OwnershipProposed`].
    TransferOwnership {
        /// The account that may accept; left out to withdraw the proposal.
        new_owner: Option<String>,
    },
    /// Takes the ownership proposed. The proposed owner only; emits [`OwnershipAccepted`].
    AcceptOwnership {},
    /// Adds a feed. Owner only; emits [`FeedAdded`].
    AddFeed(FeedSpec),
    /// Changes a feed's terms after the delay of a rotation, in place of any change that waits. Owner only;
    /// emits [`FeedUpdateScheduled`]. A price that is published keeps its last second.
    UpdateFeed(FeedSpec),
    /// Publishes a round like `submit_prices`, packed: the cheaper message. Anyone may; emits [`PricePublished`].
    SubmitRound {
        /// The feed's name.
        feed: String,
        /// The round, from 1, above the feed's last by [`MAX_ROUND_STEP`] at most; rounds may be left out.
        round: u64,
        /// The members whose observations are in the round: bit i for member i.
        signers: u32,
        /// The observations, for each of these members, ascending, 88 bytes: price × 10^18 (16, big-endian), time (8,
        /// big-endian), signature (64).
        observations: Binary,
    },
    /// Publishes the medians of a round of signed observations. Anyone may; emits [`PricePublished`].
    SubmitPrices {
        /// The feed's name.
        feed: String,
        /// The round, from 1, above the feed's last by [`MAX_ROUND_STEP`] at most; rounds may be left out.
        round: u64,
        /// The observations of distinct members, at least the feed's minimum, in any order.
        observations: Vec<Observation>,
    },
    /// Adds an asset to appraise. Owner only; emits [`AssetAdded`].
    AddAsset(AssetSpec),
    /// Appraises an asset: the lower median of a round, but no higher than the asset may rise. Anyone may; emits
    /// [`Appraised`]. Where a mark-down is open and the median lies nearer to the value before that mark-down, the
    /// mark-down is overturned: its stake goes to the beneficiary ([`MemberSlashed`]).
    SubmitAppraisal {
        /// The asset's id.
        asset: String,
        /// The round, from 1, above the asset's last by [`MAX_ROUND_STEP`] at most; rounds may be left out.
        round: u64,
        /// The appraisals of distinct members, at least the quorum, in any order.
        appraisals: Vec<SignedAppraisal>,
    },
    /// Marks an asset down at once, on the sender's word and stake. Operators of the present committee only;
    /// one at a time for an asset. Emits [`MarkedDown`].
    MarkDown {
        /// The asset's id.
        asset: String,
        /// The new value, quote base units: above zero, below the last, within the asset's bound.
        value: Uint128,
    },
    /// Gives back the stake of a mark-down that the quorum let stand. Anyone may, once the mark-down can no longer be
    /// overturned; emits [`MarkDownSettled`].
    SettleMarkDown {
        /// The asset's id.
        asset: String,
    },
    /// Stores a consumer's settlement root. Anyone may; emits [`SettlementPosted`]. The first root of an epoch stands.
    /// A past committee's root is taken for epochs that began under that committee, until the committee expires.
    PostSettlement {
        /// The contract that the root is for.
        consumer: String,
        /// The committee that signed.
        committee_epoch: u64,
        /// The root that it signed, as [`weal_attestation::SettlementRoot`] in the consumer's domain.
        root: SettlementRootMsg,
        /// The members that signed, each once, at least the quorum, in any order.
        members: Vec<u8>,
        /// Their signatures, 64 bytes each, packed in the order of `members`.
        signatures: Binary,
    },
    /// Stores a root like `post_settlement`, with the signers as bits: the cheaper message. Anyone may; emits
    /// [`SettlementPosted`].
    PostRoot {
        /// The contract that the root is for.
        consumer: String,
        /// The committee that signed.
        committee_epoch: u64,
        /// The root that it signed, as [`weal_attestation::SettlementRoot`] in the consumer's domain.
        root: SettlementRootMsg,
        /// The members that signed: bit i for member i.
        signers: u32,
        /// Their signatures, 64 bytes each, ascending by member.
        signatures: Binary,
    },
    /// Fixes the bundle of readings from which the tree of a consumer's next epoch is made. Anyone may; emits
    /// [`ReadingsFixed`]. The first hash of a committee stands for that committee: members sign a root only once one
    /// stands, so that all of them build the same tree. A root needs none: nothing on chain depends on it.
    FixReadings {
        /// The contract that the root will be for.
        consumer: String,
        /// The committee that signed; a past one for an epoch that began under it, until it expires.
        committee_epoch: u64,
        /// The consumer's next epoch: the one after its last root.
        epoch: u64,
        /// SHA-256 of the bundle, 32 bytes.
        readings_hash: Binary,
        /// The members that signed: bit i for member i.
        signers: u32,
        /// The signatures under [`weal_attestation::EpochReadings`] in the consumer's domain, 64 bytes each, ascending
        /// by member.
        signatures: Binary,
    },
    /// Lets a contract be believed when it has on record that a root for it overcharges: of roots posted after the
    /// delay of a rotation, or at once while the first committee is not active, as nobody can have signed anything. Owner
    /// only; emits [`ConsumerListed`]. 8 contracts at most.
    ListConsumer {
        /// A compute escrow.
        consumer: String,
    },
    /// Takes a contract off that list at once, whether its delay is over or not. Owner only; emits
    /// [`ConsumerDelisted`].
    DelistConsumer {
        /// The contract.
        consumer: String,
    },
    /// Takes the bonds of all who signed a root with a leaf that charges more than its lease can owe, as the consumer
    /// has it on record, and strikes their keys; once for a root. Anyone may; emits [`MemberSlashed`] for each signer
    /// and [`OverchargePunished`]. Of each bond the insurance is awarded half, the lease's tenant and whoever showed
    /// the leaf the other half.
    PunishOvercharge {
        /// The contract that the root is for, on the list since before the root was posted.
        consumer: String,
        /// The root's epoch.
        epoch: u64,
        /// A lease that it overcharges.
        lease_id: u64,
    },
}

/// Queries of the oracle.
#[weal_wire::message]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The owner, the terms, and the constants that members must keep to.
    #[returns(ConfigResponse)]
    Config {},
    /// The members in order, their readiness to sign, and the number of signatures needed.
    #[returns(CommitteeResponse)]
    Committee {},
    /// The committee proposed, if there is one.
    #[returns(RotationResponse)]
    Rotation {},
    /// A committee that has been replaced. An unknown one is an error.
    #[returns(PastCommitteeResponse)]
    PastCommittee {
        /// The committee's number.
        committee_epoch: u64,
    },
    /// An account's bond and award; zeros where it has none.
    #[returns(BondResponse)]
    Bond {
        /// The account.
        account: String,
    },
    /// The amounts that the contract holds for others.
    #[returns(HoldingsResponse)]
    Holdings {},
    /// The challenge over which a key's proof of possession is signed.
    #[returns(ChallengeResponse)]
    Challenge {},
    /// A feed with its last price, fresh or not. An unknown feed is an error.
    #[returns(FeedResponse)]
    Price {
        /// The feed's name.
        feed: String,
    },
    /// A feed's last prices, newest first: as many as the ring keeps.
    #[returns(PriceHistoryResponse)]
    PriceHistory {
        /// The feed's name.
        feed: String,
        /// The round above the first row: the last of the page before.
        start_before: Option<u64>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// Every feed with its last price, by name.
    #[returns(FeedsResponse)]
    Feeds {
        /// Last name of the page before.
        start_after: Option<String>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// An asset with its appraisal. An unknown asset is an error.
    #[returns(AppraisalResponse)]
    Appraisal {
        /// The asset's id.
        asset: String,
    },
    /// Every asset with its appraisal, by id.
    #[returns(AppraisalsResponse)]
    Appraisals {
        /// Last id of the page before.
        start_after: Option<String>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// A consumer's settlement of one epoch.
    #[returns(SettlementResponse)]
    Settlement {
        /// The contract that the root is for.
        consumer: String,
        /// The consumer's epoch.
        epoch: u64,
    },
    /// A consumer's last settlement.
    #[returns(SettlementResponse)]
    LatestSettlement {
        /// The contract that the root is for.
        consumer: String,
    },
    /// The readings that an epoch's tree is made from, as each committee fixed them, the latest committee first; 30 at
    /// most.
    #[returns(FixedReadingsResponse)]
    FixedReadings {
        /// The contract that the root is for.
        consumer: String,
        /// The consumer's epoch.
        epoch: u64,
    },
    /// The contracts that are believed when they say that a root overcharges, or will be; 8 at most.
    #[returns(ConsumersResponse)]
    Consumers {},
}

/// Migrates from an earlier version of the same contract.
#[weal_wire::message]
pub struct MigrateMsg {}

/// A hash of another width than 32 bytes.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{field} must have 32 bytes, not {found}")]
pub struct HashLength {
    /// The field's name.
    pub field: &'static str,
    /// The number of bytes given.
    pub found: usize,
}

/// Returns the 32 bytes of `field`. Errors: [`HashLength`].
pub fn hash_from(field: &'static str, bytes: &[u8]) -> Result<Hash, HashLength> {
    bytes.try_into().map_err(|_| HashLength { field, found: bytes.len() })
}

impl SettlementRootMsg {
    /// Returns the statement that the members signed. Errors: [`HashLength`].
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
