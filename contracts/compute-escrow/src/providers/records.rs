//! Providers and their offers.

use super::Offer;
use crate::state::{
    OFFER_COUNT, OFFER_USE, OFFERS, OfferUse, PROFILES, PROVIDER_COUNT, PROVIDERS, Profile, Provider,
    PublishedOffer,
};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, Api, Deps, Storage};
use weal_records::{Account, Item, RecordError};

/// The next provider's number, from 1.
pub(crate) fn next_provider(storage: &mut dyn Storage) -> Result<u64, RecordError> {
    next_number(storage, &PROVIDER_COUNT)
}

/// The next offer's number, from 1.
pub(crate) fn next_offer(storage: &mut dyn Storage) -> Result<u64, RecordError> {
    next_number(storage, &OFFER_COUNT)
}

/// The last offer's number; zero before the first.
pub(crate) fn last_offer(storage: &dyn Storage) -> Result<u64, RecordError> {
    Ok(OFFER_COUNT.may_load(storage)?.unwrap_or_default())
}

/// The number saturates after 2^64 − 1, which no chain reaches.
fn next_number(storage: &mut dyn Storage, counter: &Item<u64>) -> Result<u64, RecordError> {
    let number = counter.may_load(storage)?.unwrap_or_default().saturating_add(1);
    counter.save(storage, &number);
    Ok(number)
}

/// The registration of an account. Errors: `UnknownProvider`.
pub(crate) fn load_provider(deps: Deps<'_>, provider: &Addr) -> Result<Provider, Failure> {
    let unknown = || ContractError::UnknownProvider { provider: provider.clone() };
    Ok(may_load_provider(deps, provider)?.ok_or_else(unknown)?)
}

/// Returns a registration; `None` for an account that is not registered.
pub(crate) fn may_load_provider(deps: Deps<'_>, provider: &Addr) -> Result<Option<Provider>, RecordError> {
    PROVIDERS.may_load(deps.storage, &Account::of(deps.api, provider)?)
}

/// Writes a registration, without its profile.
pub(crate) fn save_provider(
    storage: &mut dyn Storage,
    api: &dyn Api,
    provider: &Addr,
    record: &Provider,
) -> Result<(), RecordError> {
    PROVIDERS.save(storage, &Account::of(api, provider)?, record);
    Ok(())
}

/// Removes a registration and its profile.
pub(crate) fn remove_provider(
    storage: &mut dyn Storage,
    api: &dyn Api,
    provider: &Addr,
) -> Result<(), RecordError> {
    let account = Account::of(api, provider)?;
    PROVIDERS.remove(storage, &account);
    PROFILES.remove(storage, &account);
    Ok(())
}

/// Writes what a provider is known by.
pub(crate) fn save_profile(
    storage: &mut dyn Storage,
    api: &dyn Api,
    provider: &Addr,
    profile: &Profile,
) -> Result<(), RecordError> {
    PROFILES.save(storage, &Account::of(api, provider)?, profile);
    Ok(())
}

/// Returns the name and the endpoint of a registered provider.
pub(crate) fn load_profile(deps: Deps<'_>, provider: &Addr) -> Result<Profile, RecordError> {
    PROFILES.load(deps.storage, &Account::of(deps.api, provider)?)
}

/// An offer and how much of it is taken. Errors: `UnknownOffer`.
pub(crate) fn load_offer(deps: Deps<'_>, offer_id: u64) -> Result<Offer, Failure> {
    let found = OFFERS.may_load(deps.storage, &offer_id)?;
    let PublishedOffer { provider, terms } = found.ok_or(ContractError::UnknownOffer { offer_id })?;
    let OfferUse { gpus_in_use, live } = OFFER_USE.load(deps.storage, &offer_id)?;
    Ok(Offer { provider: provider.address(deps.api)?, terms, gpus_in_use, live })
}

/// Writes a new offer.
pub(crate) fn save_offer(
    storage: &mut dyn Storage,
    api: &dyn Api,
    offer_id: u64,
    offer: &Offer,
) -> Result<(), RecordError> {
    let provider = Account::of(api, &offer.provider)?;
    OFFERS.save(storage, &offer_id, &PublishedOffer { provider, terms: offer.terms.clone() });
    save_offer_use(storage, offer_id, offer);
    Ok(())
}

/// Writes how much of an offer is taken and whether it is on the market.
pub(crate) fn save_offer_use(storage: &mut dyn Storage, offer_id: u64, offer: &Offer) {
    let Offer { gpus_in_use, live, .. } = *offer;
    OFFER_USE.save(storage, &offer_id, &OfferUse { gpus_in_use, live });
}
