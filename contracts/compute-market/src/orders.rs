//! The records of an order, of three kinds, so that a bid writes its own and no terms: the order as it was placed,
//! written once; its standing; each bid.

use crate::ContractError;
use crate::order::Order;
use crate::state::{BIDS, PLACED, Placed, STANDINGS, SealedBid, Standing};
use cosmwasm_std::{Addr, Storage, Uint128};
use weal_api::compute_market::Bid;

/// Writes a new order, which has no bids. Errors: `Invariant`.
pub(crate) fn save_new(storage: &mut dyn Storage, order_id: u64, order: &Order) -> Result<(), ContractError> {
    let placed = Placed {
        tenant: order.tenant.clone(),
        terms: order.terms.clone(),
        bid_deposit: order.bid_deposit,
        bids_until: order.bids_until,
        reveals_until: order.reveals_until,
    };
    PLACED.save(storage, &order_id, &placed);
    save_standing(storage, order_id, order, 0)
}

/// The order, its list of bids left empty, and their number. Errors: `UnknownOrder`.
pub(crate) fn load_without_bids(
    storage: &dyn Storage,
    order_id: u64,
) -> Result<(Order, usize), ContractError> {
    let placed = PLACED.may_load(storage, &order_id)?.ok_or(ContractError::UnknownOrder { order_id })?;
    join(storage, order_id, placed)
}

/// The order and its bids. Errors: `UnknownOrder`.
pub(crate) fn load_order(storage: &dyn Storage, order_id: u64) -> Result<Order, ContractError> {
    let placed = PLACED.may_load(storage, &order_id)?.ok_or(ContractError::UnknownOrder { order_id })?;
    with_bids(storage, order_id, placed)
}

/// The order of which `placed` was read, and its bids in the order in which they were placed.
pub(crate) fn with_bids(
    storage: &dyn Storage,
    order_id: u64,
    placed: Placed,
) -> Result<Order, ContractError> {
    let (mut order, _) = join(storage, order_id, placed)?;
    let rows = BIDS.prefix(&order_id).range(storage, None, None, cosmwasm_std::Order::Ascending);
    let mut bids = rows
        .map(|row| row.map(|(provider, bid)| (bid.place, opened(provider, bid))))
        .collect::<Result<Vec<_>, _>>()?;
    bids.sort_by_key(|(place, _)| *place);
    order.bids = bids.into_iter().map(|(_, bid)| bid).collect();
    Ok(order)
}

fn join(storage: &dyn Storage, order_id: u64, placed: Placed) -> Result<(Order, usize), ContractError> {
    let standing = STANDINGS.may_load(storage, &order_id)?;
    let Standing { deposit, bids: count, turn_until, status } =
        standing.ok_or(ContractError::UnknownOrder { order_id })?;
    let Placed { tenant, terms, bid_deposit, bids_until, reveals_until } = placed;
    let bids = Vec::new();
    let order =
        Order { tenant, terms, deposit, bid_deposit, bids_until, reveals_until, turn_until, status, bids };
    Ok((order, count.into()))
}

/// Writes the standing of the order, with `bids` bids. Errors: `Invariant`.
pub(crate) fn save_standing(
    storage: &mut dyn Storage,
    order_id: u64,
    order: &Order,
    bids: usize,
) -> Result<(), ContractError> {
    let standing = Standing {
        deposit: order.deposit,
        bids: count(bids)?,
        turn_until: order.turn_until,
        status: order.status.clone(),
    };
    STANDINGS.save(storage, &order_id, &standing);
    Ok(())
}

/// Ends an order: its deposit and its bids, which the caller has credited, are gone. Errors: `Invariant`.
pub(crate) fn close(
    storage: &mut dyn Storage,
    order_id: u64,
    order: &mut Order,
) -> Result<(), ContractError> {
    for bid in std::mem::take(&mut order.bids) {
        remove_bid(storage, order_id, &bid.provider);
    }
    order.deposit = Uint128::zero();
    order.turn_until = None;
    save_standing(storage, order_id, order, 0)
}

/// The bid of `provider` and its place among the bids. Errors: `NoBid`.
pub(crate) fn load_bid(
    storage: &dyn Storage,
    order_id: u64,
    provider: &Addr,
) -> Result<(usize, Bid), ContractError> {
    let missing = || ContractError::NoBid { order_id, provider: provider.clone() };
    let bid = BIDS.may_load(storage, &(order_id, provider.clone()))?.ok_or_else(missing)?;
    Ok((bid.place.into(), opened(provider.clone(), bid)))
}

/// True where `provider` has a bid.
pub(crate) fn has_bid(storage: &dyn Storage, order_id: u64, provider: &Addr) -> bool {
    BIDS.has(storage, &(order_id, provider.clone()))
}

/// Writes a bid. Its place is the number of bids before it: none is removed while bids can be placed.
/// Errors: `Invariant`.
pub(crate) fn save_bid(
    storage: &mut dyn Storage,
    order_id: u64,
    place: usize,
    bid: &Bid,
) -> Result<(), ContractError> {
    let Bid { provider, commitment, revealed } = bid.clone();
    BIDS.save(storage, &(order_id, provider), &SealedBid { place: count(place)?, commitment, revealed });
    Ok(())
}

/// Takes a bid off its order.
pub(crate) fn remove_bid(storage: &mut dyn Storage, order_id: u64, provider: &Addr) {
    BIDS.remove(storage, &(order_id, provider.clone()));
}

fn opened(provider: Addr, bid: SealedBid) -> Bid {
    Bid { provider, commitment: bid.commitment, revealed: bid.revealed }
}

/// A number of bids of one order, at most [`crate::order::MAX_BIDS`]. Errors: `Invariant`.
fn count(bids: usize) -> Result<u8, ContractError> {
    u8::try_from(bids).map_err(|_| ContractError::Invariant { what: "the number of bids" })
}
