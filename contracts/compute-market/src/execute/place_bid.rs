//! A sealed bid, placed with its deposit or replaced without one.

use crate::ContractError;
use crate::holdings::load_holdings;
use crate::order::{MAX_BIDS, Order};
use crate::orders::{has_bid, load_bid, load_without_bids, save_bid, save_standing};
use crate::qualification::unattested;
use crate::state::{HOLDINGS, PARTIES};
use cosmwasm_std::{Binary, DepsMut, Env, MessageInfo, Response, Storage};
use weal_api::compute_market::{Bid, BidPlaced};
use weal_api::oracle::hash_from;
use weal_contract_kit::payment::Payment;

/// Places the sender's first bid for the order. A second payment is refused: a bid is replaced without one.
/// Attestations are asked for here, so that a bidder that lacks one at the reveal lost it to somebody else.
pub(crate) fn place_bid(
    deps: DepsMut,
    env: Env,
    payment: Payment,
    order_id: u64,
    commitment: Binary,
) -> Result<Response, ContractError> {
    let parties = PARTIES.load(deps.storage)?;
    let paid = payment.in_token(&parties.token)?;
    let (order, count) = bidding(deps.storage, &env, order_id, &commitment)?;
    let provider = payment.payer;
    if has_bid(deps.storage, order_id, &provider) {
        return Err(ContractError::WrongDeposit { found: paid, required: Default::default() });
    }
    if count >= MAX_BIDS {
        return Err(ContractError::TooManyBids { max: MAX_BIDS });
    }
    if paid != order.bid_deposit {
        return Err(ContractError::WrongDeposit { found: paid, required: order.bid_deposit });
    }
    if let Some(reason) = unattested(deps.as_ref(), &parties, &order, &provider)? {
        return Err(ContractError::NotQualified { reason });
    }
    let bid = Bid { provider: provider.clone(), commitment: commitment.clone(), revealed: None };
    let bids = count.saturating_add(1);
    let mut holdings = load_holdings(deps.storage)?;
    holdings.bids = holdings.bids.checked_add(paid)?;

    save_bid(deps.storage, order_id, count, &bid)?;
    save_standing(deps.storage, order_id, &order, bids)?;
    HOLDINGS.save(deps.storage, &holdings);

    Ok(Response::new().add_event(BidPlaced { order_id, provider, commitment, bids }))
}

/// Replaces the sender's commitment by another: the bid keeps its place and its deposit.
pub(crate) fn replace_bid(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    order_id: u64,
    commitment: Binary,
) -> Result<Response, ContractError> {
    let (_, bids) = bidding(deps.storage, &env, order_id, &commitment)?;
    let (place, bid) = load_bid(deps.storage, order_id, &info.sender)?;

    save_bid(deps.storage, order_id, place, &Bid { commitment: commitment.clone(), ..bid })?;

    Ok(Response::new().add_event(BidPlaced { order_id, provider: info.sender, commitment, bids }))
}

/// The order, which takes bids, without its bids, and their number. Errors: `Hash`, `UnknownOrder`, `OrderClosed`,
/// `BidsClosed`.
fn bidding(
    storage: &dyn Storage,
    env: &Env,
    order_id: u64,
    commitment: &Binary,
) -> Result<(Order, usize), ContractError> {
    hash_from("commitment", commitment)?;
    let (order, count) = load_without_bids(storage, order_id)?;
    order.ensure_open(order_id)?;
    let (now, bids_until) = (env.block.time.seconds(), order.bids_until);
    if now >= bids_until {
        return Err(ContractError::BidsClosed { bids_until, now });
    }
    Ok((order, count))
}
