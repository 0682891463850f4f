//! The ring of a feed's last prices.

use crate::Failure;
use crate::state::PRICE_HISTORY;
use cosmwasm_std::{Order, Storage};
use weal_api::oracle::{PRICE_HISTORY_ROUNDS, PriceRecord};

/// Puts `price` in its round's place, over the one that was there.
pub(crate) fn remember(storage: &mut dyn Storage, feed: &str, price: &PriceRecord) {
    PRICE_HISTORY.save(storage, &(feed.to_owned(), place_of(price.round)), price);
}

/// The place of a round: round r lies in place r mod 64.
#[allow(clippy::arithmetic_side_effects)] // the divisor is a constant above zero
const fn place_of(round: u64) -> u64 {
    round % PRICE_HISTORY_ROUNDS
}

/// The prices of `feed` that are kept, newest first: at most 64. Errors: `Record`.
pub(crate) fn history(storage: &dyn Storage, feed: &str) -> Result<Vec<PriceRecord>, Failure> {
    let places = PRICE_HISTORY.prefix(&feed.to_owned()).range(storage, None, None, Order::Ascending);
    let mut prices = places.map(|row| row.map(|(_, price)| price)).collect::<Result<Vec<_>, _>>()?;
    prices.sort_unstable_by_key(|price| std::cmp::Reverse(price.round));
    Ok(prices)
}
