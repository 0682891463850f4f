//! Every storage key of this contract beside cw2's `contract_info` and what the oracle reads, which is in
//! [`api::compute_escrow`]: `overcharges`.

use crate::config::{Config, Ownership, Parties};
use crate::dispute::Request;
use crate::holdings::Holdings;
use crate::lease::{ClaimedPage, Depositors, LeaseAccount, LeaseTerms};
use crate::offer::{Offer, Profile, Provider, Published};
use crate::{ContractError, DisputeError, Failure};
use api::compute_escrow::{HOLDINGS_KEY, Job, OutputCommitmentResponse};
use cosmwasm_std::{Addr, Storage, Uint128};
use cw_storage_plus::{Item, Map};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:compute-escrow";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Oracle and token. Written once, by `instantiate`.
pub(crate) const PARTIES: Item<Parties> = Item::new("parties");
/// Terms of future registrations and leases. Written by `instantiate` and `update_config`.
pub(crate) const CONFIG: Item<Config> = Item::new("config");
/// Owner and proposed owner. Written by `instantiate` and the ownership messages.
pub(crate) const OWNERSHIP: Item<Ownership> = Item::new("ownership");

/// Provider → packed registration: only the key is this map's, the value is [`Provider::to_bytes`]. Written by provider,
/// offer and lease messages, disputes and requests (I2).
const PROVIDERS: Map<&Addr, ()> = Map::new("providers");
/// Provider → name and endpoint. Written by `register_provider`, removed by `withdraw_bond`.
pub(crate) const PROFILES: Map<&Addr, Profile> = Map::new("profiles");
/// The last provider's number. Written by `register_provider`.
pub(crate) const PROVIDER_COUNT: Item<u64> = Item::new("provider_count");
/// The last offer's number.
pub(crate) const OFFER_COUNT: Item<u64> = Item::new("offer_count");
/// Offer → provider and terms. Written by `publish_offer` only.
pub(crate) const OFFERS: Map<u64, Published> = Map::new("offers");
/// Offer → packed GPUs in use and whether it is on the market: the value is [`Offer::use_to_bytes`]. Written by offer and
/// lease messages (I7).
const OFFER_USE: Map<u64, ()> = Map::new("offer_use");

/// The last lease's number.
pub(crate) const LEASE_COUNT: Item<u64> = Item::new("lease_count");
/// Lease → terms. Written by `open_lease`; the GPUs also by `scale_lease` and `refund` (I7).
pub(crate) const LEASES: Map<u64, LeaseTerms> = Map::new("leases");
/// Lease → who paid in how much and took back how much. Written by `open_lease`, `top_up` and `refund` (I2, I9).
pub(crate) const LEASE_DEPOSITS: Map<u64, Depositors> = Map::new("lease_deposits");
/// (Lease, epoch) → what the provider committed to. Written once each, by `commit_output`.
pub(crate) const OUTPUT_COMMITMENTS: Map<(u64, u64), OutputCommitmentResponse> =
    Map::new("output_commitments");

/// Lease → what its tenant declared it is to compute. Written by `declare_job` only.
pub(crate) const JOBS: Map<u64, Job> = Map::new("jobs");
/// Lease → the element it is asked to show. Written by `request_opening`, removed by its answer or its end.
pub(crate) const REQUESTS: Map<u64, Request> = Map::new("requests");
/// Account → base units that disputes credited to it (I2, I3).
pub(crate) const CREDITS: Map<&Addr, Uint128> = Map::new("credits");

/// Lease → who gets its payouts instead of the provider. Written by `assign_payout` only.
pub(crate) const ASSIGNEES: Map<u64, Addr> = Map::new("assignees");

/// Lease → packed meter and money: only the key is this map's, the value is [`LeaseAccount::to_bytes`] (I1, I2, I4).
/// Written by every message that moves a lease's money, except claims.
const LEASE_ACCOUNTS: Map<u64, ()> = Map::new("lease_accounts");
/// Lease / 64 → packed counters: the value is [`ClaimedPage::to_bytes`] (I1, I4). Written by claims only.
const CLAIMED_PAGES: Map<u64, ()> = Map::new("claimed_pages");

/// The next number of a counter, from 1. Saturates after 2^64 − 1, which no chain reaches.
pub(crate) fn next_number(counter: &Item<u64>, storage: &mut dyn Storage) -> Result<u64, Failure> {
    let number = counter.may_load(storage)?.unwrap_or_default().saturating_add(1);
    counter.save(storage, &number)?;
    Ok(number)
}

/// Errors: `UnknownProvider`.
pub(crate) fn load_provider(storage: &dyn Storage, provider: &Addr) -> Result<Provider, Failure> {
    let unknown = || ContractError::UnknownProvider { provider: provider.clone() };
    Ok(may_load_provider(storage, provider)?.ok_or_else(unknown)?)
}

/// Errors: `CorruptRecord`.
pub(crate) fn may_load_provider(storage: &dyn Storage, provider: &Addr) -> Result<Option<Provider>, Failure> {
    storage.get(&PROVIDERS.key(provider)).map(|bytes| Provider::from_bytes(&bytes)).transpose()
}

/// Writes a registration, without its profile.
pub(crate) fn save_provider(storage: &mut dyn Storage, provider: &Addr, record: &Provider) {
    storage.set(&PROVIDERS.key(provider), &record.to_bytes());
}

/// Ends a registration.
pub(crate) fn remove_provider(storage: &mut dyn Storage, provider: &Addr) {
    storage.remove(&PROVIDERS.key(provider));
    PROFILES.remove(storage, provider);
}

/// Errors: `UnknownOffer`.
pub(crate) fn load_offer(storage: &dyn Storage, offer_id: u64) -> Result<Offer, Failure> {
    let published = OFFERS.may_load(storage, offer_id)?.ok_or(ContractError::UnknownOffer { offer_id })?;
    offer_of(storage, offer_id, published)
}

/// The offer that was published, with how much of it is taken. Errors: `CorruptRecord`.
pub(crate) fn offer_of(storage: &dyn Storage, offer_id: u64, published: Published) -> Result<Offer, Failure> {
    Offer::of(published, &storage.get(&OFFER_USE.key(offer_id)).unwrap_or_default())
}

/// Writes a new offer.
pub(crate) fn save_offer(storage: &mut dyn Storage, offer_id: u64, offer: &Offer) -> Result<(), Failure> {
    let published = Published { provider: offer.provider.clone(), terms: offer.terms.clone() };
    OFFERS.save(storage, offer_id, &published)?;
    save_offer_use(storage, offer_id, offer);
    Ok(())
}

/// Writes how much of an offer is taken and whether it is on the market.
pub(crate) fn save_offer_use(storage: &mut dyn Storage, offer_id: u64, offer: &Offer) {
    storage.set(&OFFER_USE.key(offer_id), &offer.use_to_bytes());
}

/// Errors: `NoRequest`.
pub(crate) fn load_request(storage: &dyn Storage, lease_id: u64) -> Result<Request, Failure> {
    Ok(REQUESTS.may_load(storage, lease_id)?.ok_or(DisputeError::NoRequest { lease_id })?)
}

/// Who gets the protocol's fees: the owner unless somebody was named.
pub(crate) fn fee_recipient(storage: &dyn Storage) -> Result<Addr, Failure> {
    match CONFIG.load(storage)?.fee_recipient {
        Some(recipient) => Ok(recipient),
        None => Ok(OWNERSHIP.load(storage)?.owner),
    }
}

/// A lease's meter and money; `claimed` comes from its page. Errors: `UnknownLease`, `CorruptRecord`.
pub(crate) fn load_account(
    storage: &dyn Storage,
    lease_id: u64,
    claimed: Uint128,
) -> Result<LeaseAccount, Failure> {
    let bytes = storage.get(&LEASE_ACCOUNTS.key(lease_id)).ok_or(ContractError::UnknownLease { lease_id })?;
    LeaseAccount::from_bytes(&bytes, claimed)
}

/// Writes a lease's meter and money, without what was claimed.
pub(crate) fn save_account(storage: &mut dyn Storage, lease_id: u64, account: &LeaseAccount) {
    storage.set(&LEASE_ACCOUNTS.key(lease_id), &account.to_bytes());
}

/// All zero before the first claim of its leases. Errors: `CorruptRecord`.
pub(crate) fn load_claimed_page(storage: &dyn Storage, page: u64) -> Result<ClaimedPage, Failure> {
    let bytes = storage.get(&CLAIMED_PAGES.key(page));
    bytes.map_or_else(|| Ok(ClaimedPage::default()), |bytes| ClaimedPage::from_bytes(&bytes))
}

/// Writes a page.
pub(crate) fn save_claimed_page(storage: &mut dyn Storage, page: u64, counters: &ClaimedPage) {
    storage.set(&CLAIMED_PAGES.key(page), &counters.to_bytes());
}

/// The packed totals [`Holdings::to_bytes`] (I2, I3, I11); all zero before the first payment. Errors: `CorruptRecord`.
pub(crate) fn load_holdings(storage: &dyn Storage) -> Result<Holdings, Failure> {
    storage.get(HOLDINGS_KEY).map_or_else(|| Ok(Holdings::default()), |bytes| Holdings::from_bytes(&bytes))
}

/// Writes the totals.
pub(crate) fn save_holdings(storage: &mut dyn Storage, holdings: &Holdings) {
    storage.set(HOLDINGS_KEY, &holdings.to_bytes());
}

#[cfg(test)]
mod tests {
    /// The class behind two maps under one prefix: no namespace is another's beginning once the length that
    /// maps put before theirs is counted; items have none.
    #[test]
    fn storage_namespaces_differ() {
        let items = [
            "parties",
            "config",
            "ownership",
            "provider_count",
            "offer_count",
            "lease_count",
            "holdings",
            "contract_info",
        ];
        let maps = [
            "providers",
            "profiles",
            "offers",
            "offer_use",
            "leases",
            "lease_deposits",
            "output_commitments",
            "assignees",
            "jobs",
            "requests",
            "overcharges",
            "credits",
            "lease_accounts",
            "claimed_pages",
        ];
        let prefixed = maps.map(|name| {
            let length = u16::try_from(name.len()).unwrap().to_be_bytes();
            [&length, name.as_bytes()].concat()
        });
        let all: Vec<Vec<u8>> = items.iter().map(|name| name.as_bytes().to_vec()).chain(prefixed).collect();
        for (i, one) in all.iter().enumerate() {
            for (j, other) in all.iter().enumerate() {
                assert!(i == j || !other.starts_with(one), "{one:?} begins {other:?}");
            }
        }
    }
}
