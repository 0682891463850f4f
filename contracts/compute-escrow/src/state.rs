//! Every storage key of this contract beside cw2's `contract_info` and what oracle and market read, which is in
//! [`weal_api::compute_escrow`]: `holdings`, `overcharges` and the configuration, `[2]`. Layouts: `docs/spec/compute-escrow.md` §State.

mod challenges;
mod leases;
mod work;

pub(crate) use challenges::{
    first_challenged, load_challenge, load_requests, may_load_request, remove_request, save_challenge,
    save_request,
};

pub(crate) use leases::{
    load_account, load_assignee, load_claimed_page, load_depositors, load_lease_terms, save_account,
    save_assignee, save_claimed_page, save_depositors, save_lease_terms,
};
pub(crate) use work::{
    load_commitment, load_credit, load_job_in_force, remove_credit, save_commitment, save_credit, save_job,
};

use crate::config::{Config, LeaseRules, Ownership, Parties};
use crate::holdings::Holdings;
use crate::offer::{Offer, Profile, Provider};
use crate::packed::{
    corrupt, key_of, key_of_account, load, read_account, read_amount, read_flag, read_small, read_terms,
    read_text, read_text_if, write_account, write_terms, write_text,
};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, Api, Deps, Storage};
use weal_api::asset::Token;
use weal_api::compute_escrow::{CONFIG_KEY, HOLDINGS_KEY};
use weal_api::oracle::OracleContract;
use weal_wire::compact::Writer;

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:compute-escrow";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Oracle, token and registry. Written once, by `instantiate`.
const PARTIES: u8 = 1;
/// Owner and proposed owner. Written by `instantiate` and the ownership messages.
const OWNERSHIP: u8 = 3;
/// The last provider's number. Written by `register_provider`.
const PROVIDER_COUNT: u8 = 4;
/// The last offer's number. Written by `publish_offer`.
const OFFER_COUNT: u8 = 5;
/// Provider → registration. Written by provider, offer and lease messages, disputes and requests (I2).
const PROVIDERS: u8 = 6;
/// Provider → name and endpoint. Written by `register_provider`, removed by `withdraw_bond`.
const PROFILES: u8 = 7;
/// Offer → provider and terms. Written by `publish_offer` only.
const OFFERS: u8 = 8;
/// Offer → GPUs in use and whether it is on the market. Written by offer and lease messages (I7).
const OFFER_USE: u8 = 9;
/// Lease → terms. Written by `open_lease`; the GPUs also by `scale_lease` and `refund` (I7).
const LEASES: u8 = 10;
/// Lease → meter and money (I1, I2, I4). Written by every message that moves a lease's money, except claims.
const LEASE_ACCOUNTS: u8 = 11;
/// Lease / 64 → counters (I1, I4). Written by claims only.
const CLAIMED_PAGES: u8 = 12;
/// Lease → who paid in how much and took back how much, where that is not its tenant alone who took nothing. Written by
/// `open_lease`, `top_up` and `refund` (I2, I9).
const LEASE_DEPOSITS: u8 = 13;
/// Lease → who gets its payouts instead of the provider. Written by `assign_payout` only.
const ASSIGNEES: u8 = 14;
/// (Lease, epoch) → what the provider committed to. Written once each, by `commit_output`.
const OUTPUT_COMMITMENTS: u8 = 15;
/// (Lease, second of the declaration) → what its tenant declared it is to compute. Written by `declare_job` only.
const JOBS: u8 = 16;
/// (Lease, epoch, requester) → an open request. Written by `request_opening`, removed by its answer or its end (I2, I13).
const REQUESTS: u8 = 17;
/// Account → base units that disputes credited to it (I2, I3). Written by disputes and requests, removed by `claim_credit`.
const CREDITS: u8 = 18;
/// (Lease, epoch) → how many requests wait for an answer, while any does and the epoch is not void. Written with requests and
/// verdicts (I13).
const CHALLENGES: u8 = 19;

/// Writes whom and what the escrow trusts.
pub(crate) fn save_parties(storage: &mut dyn Storage, parties: &Parties) {
    let (kind, token) = match &parties.token {
        Token::Native(denom) => (0u8, denom.as_str()),
        Token::Cw20(contract) => (1u8, contract.as_str()),
    };
    let writer = write_text(Writer::default(), Some(parties.oracle.addr().as_str()));
    let writer = write_text(writer.number(kind), Some(token));
    storage.set(&[PARTIES], &write_text(writer, parties.registry.as_ref().map(Addr::as_str)).finish());
}

/// Errors: `CorruptRecord`, as all that follow.
pub(crate) fn load_parties(storage: &dyn Storage) -> Result<Parties, Failure> {
    let found = load(storage, &[PARTIES], "parties", |reader| {
        let oracle = OracleContract::stored(Addr::unchecked(read_text(reader)?));
        let is_contract = read_flag(reader)?;
        let token = read_text(reader)?;
        let token = if is_contract { Token::Cw20(Addr::unchecked(token)) } else { Token::Native(token) };
        Ok(Parties { oracle, token, registry: read_text_if(reader)?.map(Addr::unchecked) })
    })?;
    found.ok_or_else(|| corrupt("parties", 0))
}

/// Writes the configuration: terms of future registrations and leases, and the market that [`weal_api::compute_escrow::read_market`]
/// reads.
pub(crate) fn save_config(storage: &mut dyn Storage, config: &Config) {
    let writer = Writer::default()
        .number(config.min_bond)
        .number(config.rules.protocol_fee_bps)
        .number(config.rules.challenge_window_seconds)
        .number(config.rules.silence_seconds)
        .number(config.request_bond)
        .number(config.rules.answer_seconds);
    let writer = write_text(writer, config.fee_recipient.as_ref().map(Addr::as_str));
    storage.set(CONFIG_KEY, &write_text(writer, config.market.as_ref().map(Addr::as_str)).finish());
}

pub(crate) fn load_config(storage: &dyn Storage) -> Result<Config, Failure> {
    let found = load(storage, CONFIG_KEY, "config", |reader| {
        let min_bond = read_amount(reader)?;
        let protocol_fee_bps = read_small(reader)?;
        let (challenge_window_seconds, silence_seconds) = (reader.u64()?, reader.u64()?);
        let request_bond = read_amount(reader)?;
        let rules = LeaseRules {
            protocol_fee_bps,
            challenge_window_seconds,
            silence_seconds,
            answer_seconds: reader.u64()?,
        };
        let fee_recipient = read_text_if(reader)?.map(Addr::unchecked);
        Ok(Config {
            fee_recipient,
            min_bond,
            rules,
            market: read_text_if(reader)?.map(Addr::unchecked),
            request_bond,
        })
    })?;
    found.ok_or_else(|| corrupt("config", 0))
}

/// Writes who may change the configuration.
pub(crate) fn save_ownership(storage: &mut dyn Storage, ownership: &Ownership) {
    let writer = write_text(Writer::default(), Some(ownership.owner.as_str()));
    storage.set(&[OWNERSHIP], &write_text(writer, ownership.pending.as_ref().map(Addr::as_str)).finish());
}

pub(crate) fn load_ownership(storage: &dyn Storage) -> Result<Ownership, Failure> {
    let found = load(storage, &[OWNERSHIP], "ownership", |reader| {
        let owner = Addr::unchecked(read_text(reader)?);
        Ok(Ownership { owner, pending: read_text_if(reader)?.map(Addr::unchecked) })
    })?;
    found.ok_or_else(|| corrupt("ownership", 0))
}

/// Who gets the protocol's fees: the owner unless somebody was named.
pub(crate) fn fee_recipient(storage: &dyn Storage) -> Result<Addr, Failure> {
    match load_config(storage)?.fee_recipient {
        Some(recipient) => Ok(recipient),
        None => Ok(load_ownership(storage)?.owner),
    }
}

/// The next provider's number, from 1.
pub(crate) fn next_provider(storage: &mut dyn Storage) -> Result<u64, Failure> {
    next_number(storage, PROVIDER_COUNT)
}

/// The next offer's number, from 1.
pub(crate) fn next_offer(storage: &mut dyn Storage) -> Result<u64, Failure> {
    next_number(storage, OFFER_COUNT)
}

/// The last offer's number.
pub(crate) fn last_offer(storage: &dyn Storage) -> Result<u64, Failure> {
    Ok(load(storage, &[OFFER_COUNT], "offer_count", |reader| reader.u64())?.unwrap_or_default())
}

/// Saturates after 2^64 − 1, which no chain reaches.
fn next_number(storage: &mut dyn Storage, counter: u8) -> Result<u64, Failure> {
    let last = load(storage, &[counter], "count", |reader| reader.u64())?.unwrap_or_default();
    let number = last.saturating_add(1);
    storage.set(&[counter], &Writer::default().number(number).finish());
    Ok(number)
}

/// Errors: `UnknownProvider`.
pub(crate) fn load_provider(deps: Deps<'_>, provider: &Addr) -> Result<Provider, Failure> {
    let unknown = || ContractError::UnknownProvider { provider: provider.clone() };
    Ok(may_load_provider(deps, provider)?.ok_or_else(unknown)?)
}

/// None for an account that is not registered.
pub(crate) fn may_load_provider(deps: Deps<'_>, provider: &Addr) -> Result<Option<Provider>, Failure> {
    let bytes = deps.storage.get(&key_of_account(deps.api, PROVIDERS, provider)?);
    bytes.map(|bytes| Provider::from_bytes(&bytes)).transpose()
}

/// Writes a registration, without its profile.
pub(crate) fn save_provider(
    storage: &mut dyn Storage,
    api: &dyn Api,
    provider: &Addr,
    record: &Provider,
) -> Result<(), Failure> {
    storage.set(&key_of_account(api, PROVIDERS, provider)?, &record.to_bytes());
    Ok(())
}

/// Ends a registration.
pub(crate) fn remove_provider(
    storage: &mut dyn Storage,
    api: &dyn Api,
    provider: &Addr,
) -> Result<(), Failure> {
    storage.remove(&key_of_account(api, PROVIDERS, provider)?);
    storage.remove(&key_of_account(api, PROFILES, provider)?);
    Ok(())
}

/// Writes what a provider is known by: its endpoint, then 0, or 1 and its name.
pub(crate) fn save_profile(
    storage: &mut dyn Storage,
    api: &dyn Api,
    provider: &Addr,
    profile: &Profile,
) -> Result<(), Failure> {
    let writer = write_text(Writer::default(), Some(&profile.endpoint));
    let writer = match &profile.name {
        Some(name) => write_text(writer.number(1u8), Some(name)),
        None => writer.number(0u8),
    };
    storage.set(&key_of_account(api, PROFILES, provider)?, &writer.finish());
    Ok(())
}

pub(crate) fn load_profile(deps: Deps<'_>, provider: &Addr) -> Result<Profile, Failure> {
    let found = load(deps.storage, &key_of_account(deps.api, PROFILES, provider)?, "profiles", |reader| {
        let endpoint = read_text(reader)?;
        let name = if read_flag(reader)? { Some(read_text(reader)?) } else { None };
        Ok(Profile { name, endpoint })
    })?;
    found.ok_or_else(|| corrupt("profiles", 0))
}

/// Errors: `UnknownOffer`.
pub(crate) fn load_offer(deps: Deps<'_>, offer_id: u64) -> Result<Offer, Failure> {
    let found = load(deps.storage, &key_of(OFFERS, offer_id), "offers", |reader| {
        Ok((read_account(deps.api, reader)?, read_terms(reader)?))
    })?;
    let (provider, terms) = found.ok_or(ContractError::UnknownOffer { offer_id })?;
    let taken = deps.storage.get(&key_of(OFFER_USE, offer_id)).unwrap_or_default();
    Offer::of(provider, terms, &taken)
}

/// Writes a new offer. Errors: not an address of this chain.
pub(crate) fn save_offer(
    storage: &mut dyn Storage,
    api: &dyn Api,
    offer_id: u64,
    offer: &Offer,
) -> Result<(), Failure> {
    let writer = write_account(api, Writer::default(), &offer.provider)?;
    storage.set(&key_of(OFFERS, offer_id), &write_terms(writer, &offer.terms).finish());
    save_offer_use(storage, offer_id, offer);
    Ok(())
}

/// Writes how much of an offer is taken and whether it is on the market.
pub(crate) fn save_offer_use(storage: &mut dyn Storage, offer_id: u64, offer: &Offer) {
    storage.set(&key_of(OFFER_USE, offer_id), &offer.use_to_bytes());
}

/// All zero before the first deposit. Errors: `CorruptRecord`.
pub(crate) fn load_holdings(storage: &dyn Storage) -> Result<Holdings, Failure> {
    storage.get(HOLDINGS_KEY).map_or_else(|| Ok(Holdings::default()), |bytes| Holdings::from_bytes(&bytes))
}

/// Writes the totals.
pub(crate) fn save_holdings(storage: &mut dyn Storage, holdings: &Holdings) {
    storage.set(HOLDINGS_KEY, &holdings.to_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The class behind two records under one key: every kind has its own first byte, which no text of a key and no namespace
    /// of a map, whose first byte is 0, begins with.
    #[test]
    fn no_key_is_of_two_kinds() {
        let mut kinds = vec![
            PARTIES,
            CONFIG_KEY[0],
            OWNERSHIP,
            PROVIDER_COUNT,
            OFFER_COUNT,
            PROVIDERS,
            PROFILES,
            OFFERS,
            OFFER_USE,
            LEASES,
            LEASE_ACCOUNTS,
            CLAIMED_PAGES,
            LEASE_DEPOSITS,
            ASSIGNEES,
            OUTPUT_COMMITMENTS,
            JOBS,
            REQUESTS,
            CREDITS,
            CHALLENGES,
        ];
        let count = kinds.len();
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(kinds.len(), count);
        let overcharge = weal_api::compute_escrow::OVERCHARGES.key((1, 1)).to_vec();
        for other in [HOLDINGS_KEY, b"contract_info", &overcharge] {
            assert!(!kinds.contains(&other[0]), "{other:?}");
        }
    }
}
