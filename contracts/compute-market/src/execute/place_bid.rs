//! A sealed bid, placed with its deposit or replaced without one.

use crate::order::{MAX_BIDS, Order};
use crate::state::{ORDERS, PARTIES, load_order};
use crate::{ContractError, holdings};
use api::compute_market::{Bid, BidPlaced};
use api::oracle::hash_from;
use api::payment::Payment;
use cosmwasm_std::{Binary, DepsMut, Env, MessageInfo, Response, Storage};

/// The sender's first bid for the order. A second payment is refused: a bid is replaced without one.
pub(crate) fn place_bid(
    deps: DepsMut,
    env: Env,
    payment: Payment,
    order_id: u64,
    commitment: Binary,
) -> Result<Response, ContractError> {
    let paid = payment.in_token(&PARTIES.load(deps.storage)?.token)?;
    let mut order = bidding(deps.storage, &env, order_id, &commitment)?;
    let provider = payment.payer;
    if order.bids.iter().any(|bid| bid.provider == provider) {
        return Err(ContractError::WrongDeposit { found: paid, required: Default::default() });
    }
    if order.bids.len() >= MAX_BIDS {
        return Err(ContractError::TooManyBids { max: MAX_BIDS });
    }
    if paid != order.bid_deposit {
        return Err(ContractError::WrongDeposit { found: paid, required: order.bid_deposit });
    }
    order.bids.push(Bid { provider: provider.clone(), commitment: commitment.clone(), revealed: None });

    ORDERS.save(deps.storage, order_id, &order)?;
    holdings::update(deps.storage, |holdings| {
        holdings.bids = holdings.bids.checked_add(paid)?;
        Ok(())
    })?;

    Ok(Response::new().add_event(BidPlaced { order_id, provider, commitment, bids: order.bids.len() }))
}

/// Another commitment in the place of the sender's own: it keeps its place and its deposit.
pub(crate) fn replace_bid(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    order_id: u64,
    commitment: Binary,
) -> Result<Response, ContractError> {
    let mut order = bidding(deps.storage, &env, order_id, &commitment)?;
    order.bid_of(order_id, &info.sender)?.commitment = commitment.clone();

    ORDERS.save(deps.storage, order_id, &order)?;

    let bids = order.bids.len();
    Ok(Response::new().add_event(BidPlaced { order_id, provider: info.sender, commitment, bids }))
}

/// An order that takes bids. Errors: `Hash`, `UnknownOrder`, `OrderClosed`, `BidsClosed`.
fn bidding(
    storage: &dyn Storage,
    env: &Env,
    order_id: u64,
    commitment: &Binary,
) -> Result<Order, ContractError> {
    hash_from("commitment", commitment)?;
    let order = load_order(storage, order_id)?;
    order.ensure_open(order_id)?;
    let (now, bids_until) = (env.block.time.seconds(), order.bids_until);
    if now >= bids_until {
        return Err(ContractError::BidsClosed { bids_until, now });
    }
    Ok(order)
}
