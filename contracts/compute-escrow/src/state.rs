//! Everything that this contract stores beside cw2's `contract_info`.

use cosmwasm_std::{Addr, Uint128};
use weal_api::asset::Token;
use weal_api::compute_escrow::{
    ConfigRecord, ElementPosition, HoldingsRecord, Job, LeaseKind, OfferTerms, OutputCommitmentResponse,
    OverchargeRecord,
};
use weal_api::oracle::OracleContract;
use weal_lease_math::{ClaimedPage, Funds, LeaseAccount};
use weal_records::{Account, Item, Map, Packed};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:compute-escrow";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

weal_records::layout! {
    /// Oracle, token and registry. Written once, by `instantiate`.
    pub(crate) const DEPENDENCIES: Item<Dependencies> = Item::new(1);
    /// The terms of future registrations and leases, and the market; public. Written by `instantiate`, `update_config`.
    pub(crate) const CONFIG: Item<ConfigRecord> = weal_api::compute_escrow::CONFIG;
    /// The owner and the proposed owner. Written by `instantiate` and the ownership messages.
    pub(crate) const OWNERSHIP: Item<Ownership> = Item::new(3);
    /// The last provider's number. Written by `register_provider`.
    pub(crate) const PROVIDER_COUNT: Item<u64> = Item::new(4);
    /// The last offer's number. Written by `publish_offer`.
    pub(crate) const OFFER_COUNT: Item<u64> = Item::new(5);
    /// Provider → registration. Written by provider, offer and lease messages, disputes and requests (I2).
    pub(crate) const PROVIDERS: Map<Account, Provider> = Map::new(6);
    /// Provider → name and endpoint. Written by `register_provider`, removed by `withdraw_bond`.
    pub(crate) const PROFILES: Map<Account, Profile> = Map::new(7);
    /// Offer → provider and terms. Written by `publish_offer` only.
    pub(crate) const OFFERS: Map<u64, PublishedOffer> = Map::new(8);
    /// Offer → GPUs in use and whether it is on the market. Written by offer and lease messages (I7).
    pub(crate) const OFFER_USE: Map<u64, OfferUse> = Map::new(9);
    /// Lease → terms. Written when it opens; the GPUs also by `scale_lease` and `refund` (I7).
    pub(crate) const LEASES: Map<u64, SignedLease> = Map::new(10);
    /// Lease → meter and money (I1, I2, I4). Written by every message that moves a lease's money, except claims.
    pub(crate) const LEASE_ACCOUNTS: Map<u64, LeaseAccount<Funds>> = Map::new(11);
    /// Lease / 64 → what was claimed of each (I1, I4). Written by claims only.
    pub(crate) const CLAIMED_PAGES: Map<u64, ClaimedPage> = Map::new(12);
    /// Lease → who paid in how much and took back how much, where that is not its tenant alone who took nothing. Written by
    /// `open_lease`, `top_up` and `refund` (I2, I9).
    pub(crate) const LEASE_DEPOSITS: Map<u64, Vec<StoredDeposit>> = Map::new(13);
    /// Lease → who gets its payouts instead of the provider. Written by `assign_payout` only.
    pub(crate) const ASSIGNEES: Map<u64, Account> = Map::new(14);
    /// (Lease, epoch) → what the provider committed to. Written once each, by `commit_output`.
    pub(crate) const OUTPUT_COMMITMENTS: Map<(u64, u64), OutputCommitmentResponse> = Map::new(15);
    /// (Lease, second of the declaration) → what its tenant declared it is to compute. Written by `declare_job` only.
    pub(crate) const JOBS: Map<(u64, u64), Job> = Map::new(16);
    /// (Lease, epoch, requester) → an open request. Written by `request_opening`, removed by its answer or its end (I2, I13).
    pub(crate) const REQUESTS: Map<(u64, u64, Account), OpenRequest> = Map::new(17);
    /// Account → base units that disputes credited to it (I2, I3). Written by disputes and requests, removed by `claim_credit`.
    pub(crate) const CREDITS: Map<Account, Uint128> = Map::new(18);
    /// (Lease, epoch) → how many requests wait for an answer, while any does and the epoch is not void. Written with requests and
    /// verdicts (I13).
    pub(crate) const CHALLENGES: Map<(u64, u64), OpenChallenge> = Map::new(19);
    /// The escrow's totals: its debts by kind, all that was ever paid in, and the last lease's number; public. Written by whatever moves money
    /// (I2).
    pub(crate) const HOLDINGS: Item<HoldingsRecord> = weal_api::compute_escrow::HOLDINGS;
    /// (Epoch, lease) → a leaf that charges too much; public. Written once each, by `report_overcharge`.
    pub(crate) const OVERCHARGES: Map<(u64, u64), OverchargeRecord> = weal_api::compute_escrow::OVERCHARGES;
}

/// The contracts and the token that the escrow trusts for good.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Dependencies {
    /// The oracle whose settlement roots count.
    pub(crate) oracle: OracleContract,
    /// The token of all money here.
    pub(crate) token: Token,
    /// The registry whose SKUs may be offered; any SKU may where there is none.
    pub(crate) registry: Option<Addr>,
}

/// The accounts that may change the configuration.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Ownership {
    /// The owner.
    pub(crate) owner: Addr,
    /// The account that may take over.
    pub(crate) pending: Option<Addr>,
}

/// A registration: what leases and disputes move of it.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Provider {
    /// The number of this registration, from 1: a second one of the same account has another number.
    pub(crate) number: u64,
    /// Base units.
    pub(crate) bond: Uint128,
    /// Offers on the market.
    pub(crate) live_offers: u32,
    /// Leases not closed.
    pub(crate) open_leases: u32,
    /// The time of the registration, Unix seconds.
    pub(crate) registered_at: u64,
    /// The bond needed to publish offers and lease them, base units; one fault costs as much.
    pub(crate) required_bond: Uint128,
    /// The last settlement of its closed leases that have committed outputs.
    pub(crate) locked_until: u64,
    /// Open requests about epochs that are not void. Changed by challenges only.
    pub(crate) open_requests: u32,
}

/// The public description of a provider.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Profile {
    /// The provider's name.
    pub(crate) name: Option<String>,
    /// The address at which its machines answer.
    pub(crate) endpoint: String,
}

/// An offer as it was published.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct PublishedOffer {
    /// The provider.
    pub(crate) provider: Account,
    /// The offer's terms.
    pub(crate) terms: OfferTerms,
}

/// The part of an offer that leases change.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct OfferUse {
    /// GPUs under leases that are not closed.
    pub(crate) gpus_in_use: u32,
    /// True while the offer is on the market.
    pub(crate) live: bool,
}

/// The terms that both sides agreed on when a lease opened.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct SignedLease {
    /// The offer that the lease was opened from.
    pub(crate) offer_id: u64,
    /// The account that pays, and gets refunds.
    pub(crate) tenant: Account,
    /// The account that is paid.
    pub(crate) provider: Account,
    /// GPUs that the lease takes of the offer; the one field that changes.
    pub(crate) gpus: u32,
    /// Base units × 10^12 per GPU-second.
    pub(crate) rate: Uint128,
    /// The kind of the lease.
    pub(crate) kind: LeaseKind,
}

/// The payments of one account into a lease.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct StoredDeposit {
    /// The account.
    pub(crate) payer: Account,
    /// The sum of the account's payments, base units.
    pub(crate) paid: Uint128,
    /// The sum that the account took back, base units.
    pub(crate) refunded: Uint128,
}

/// A wish to be shown an element that has not been answered yet.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct OpenRequest {
    /// The number of the registration that answers for the output.
    pub(crate) provider: u64,
    /// The element to show.
    pub(crate) element: ElementPosition,
    /// The bond that the requester left, base units.
    pub(crate) bond: Uint128,
    /// The last second to answer, Unix seconds.
    pub(crate) answer_until: u64,
}

/// The open requests about one epoch, counted.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct OpenChallenge {
    /// The number that waits for an answer, above zero.
    pub(crate) open: u32,
    /// The last second to answer the last of them, Unix seconds.
    pub(crate) answer_until: u64,
}
