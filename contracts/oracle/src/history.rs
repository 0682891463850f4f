//! The ring of a feed's last prices, packed: 56 bytes a place.

use crate::state::PRICE_HISTORY;
use crate::{ContractError, Failure};
use cosmwasm_std::{Decimal, Storage, Uint128};
use weal_api::oracle::{PRICE_HISTORY_ROUNDS, PriceRecord};

/// Puts `price` in its round's place, over what was there.
pub(crate) fn remember(storage: &mut dyn Storage, feed: &str, price: &PriceRecord) {
    storage.set(&PRICE_HISTORY.key((feed, place_of(price.round))), &pack(price));
}

/// Round r lies in place r mod 64.
#[allow(clippy::arithmetic_side_effects)] // the divisor is a constant above zero
const fn place_of(round: u64) -> u64 {
    round % PRICE_HISTORY_ROUNDS
}

/// The prices of `feed` that are kept, newest first. Errors: `Invariant`.
pub(crate) fn history(storage: &dyn Storage, feed: &str) -> Result<Vec<PriceRecord>, Failure> {
    let place = |place| storage.get(&PRICE_HISTORY.key((feed, place)));
    let damaged = || ContractError::Invariant { what: "a price kept is damaged" };
    let mut prices = (0..PRICE_HISTORY_ROUNDS)
        .filter_map(place)
        .map(|packed| unpack(&packed).ok_or_else(|| damaged().into()))
        .collect::<Result<Vec<_>, Failure>>()?;
    prices.sort_unstable_by_key(|price| std::cmp::Reverse(price.round));
    Ok(prices)
}

/// round (8) ‖ low × 10^18 (16) ‖ high × 10^18 (16) ‖ observed at (8) ‖ expires at (8), big-endian.
fn pack(price: &PriceRecord) -> Vec<u8> {
    [
        &price.round.to_be_bytes()[..],
        &price.low.atomics().to_be_bytes(),
        &price.high.atomics().to_be_bytes(),
        &price.observed_at.to_be_bytes(),
        &price.expires_at.to_be_bytes(),
    ]
    .concat()
}

fn unpack(packed: &[u8]) -> Option<PriceRecord> {
    let (round, rest) = packed.split_first_chunk()?;
    let (low, rest) = rest.split_first_chunk()?;
    let (high, rest) = rest.split_first_chunk()?;
    let (observed_at, rest) = rest.split_first_chunk()?;
    let (expires_at, _) = rest.split_first_chunk()?;
    let decimal = |atomics: &[u8; 16]| Decimal::new(Uint128::from(u128::from_be_bytes(*atomics)));
    Some(PriceRecord {
        round: u64::from_be_bytes(*round),
        low: decimal(low),
        high: decimal(high),
        observed_at: u64::from_be_bytes(*observed_at),
        expires_at: u64::from_be_bytes(*expires_at),
    })
}
