//! What the escrow's answer to an award leads to.

use crate::ContractError;
use crate::holdings::{credit, load_holdings};
use crate::order::Order;
use crate::state::{HOLDINGS, close, load_order, remove_bid, save_standing};
use api::compute_market::{AwardRefused, OrderAwarded, OrderStatus, RevealedBid};
use cosmwasm_std::{Addr, DepsMut, Reply, Response, Storage, SubMsgResult, Uint128, from_json};

/// The answer to `OpenAgreedLease`; the payload is the order's number.
pub(crate) const AWARD: u64 = 1;

/// Errors: `UnknownReply`.
pub(crate) fn reply(deps: DepsMut, reply: Reply) -> Result<Response, ContractError> {
    if reply.id != AWARD {
        return Err(ContractError::UnknownReply { id: reply.id });
    }
    let order_id: u64 = from_json(&reply.payload)?;
    let order = load_order(deps.storage, order_id)?;
    // The award chose it in this message; no bid can have changed since.
    let Some((provider, bid)) = order.best() else {
        return Err(ContractError::OrderClosed { order_id });
    };
    match reply.result {
        SubMsgResult::Ok(_) => awarded(deps.storage, order_id, order, provider, bid),
        SubMsgResult::Err(reason) => refused(deps.storage, order_id, order, provider, bid, reason),
    }
}

/// The lease is open: everybody gets back what is theirs, the tenant also what silent bidders left.
fn awarded(
    storage: &mut dyn Storage,
    order_id: u64,
    mut order: Order,
    provider: Addr,
    bid: RevealedBid,
) -> Result<Response, ContractError> {
    let cost = Order::cost(&order.terms, bid.rate)?;
    let (deposit, mut tenant_credit) = (order.deposit, order.deposit.checked_sub(cost)?);
    let (mut holdings, mut bids) = (load_holdings(storage)?, Uint128::zero());
    for bidder in &order.bids {
        bids = bids.checked_add(order.bid_deposit)?;
        match bidder.revealed {
            Some(_) => credit(storage, &mut holdings, &bidder.provider, order.bid_deposit)?,
            None => tenant_credit = tenant_credit.checked_add(order.bid_deposit)?,
        }
    }
    order.status =
        OrderStatus::Awarded { provider: provider.clone(), offer_id: bid.offer_id, rate: bid.rate };
    close(storage, order_id, &mut order);
    holdings.orders = holdings.orders.checked_sub(deposit)?;
    holdings.bids = holdings.bids.checked_sub(bids)?;
    credit(storage, &mut holdings, &order.tenant, tenant_credit)?;
    HOLDINGS.save(storage, &holdings)?;

    let RevealedBid { offer_id, rate } = bid;
    Ok(Response::new().add_event(OrderAwarded { order_id, provider, offer_id, rate, cost, tenant_credit }))
}

/// The bidder promised what it could not keep: its deposit is the tenant's, and its bid is gone.
fn refused(
    storage: &mut dyn Storage,
    order_id: u64,
    order: Order,
    provider: Addr,
    bid: RevealedBid,
    reason: String,
) -> Result<Response, ContractError> {
    let forfeited = order.bid_deposit;
    let left = order.bids.len().saturating_sub(1);
    let mut holdings = load_holdings(storage)?;
    holdings.bids = holdings.bids.checked_sub(forfeited)?;

    remove_bid(storage, order_id, &provider);
    save_standing(storage, order_id, &order, left);
    credit(storage, &mut holdings, &order.tenant, forfeited)?;
    HOLDINGS.save(storage, &holdings)?;

    let offer_id = bid.offer_id;
    Ok(Response::new().add_event(AwardRefused { order_id, provider, offer_id, forfeited, reason }))
}
