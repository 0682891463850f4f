//! Asks the escrow for the lease of the lowest revealed bid, or ends an order that has none left.

use crate::ContractError;
use crate::holdings::{Holdings, credit, load_holdings};
use crate::order::Order;
use crate::orders::{close, load_order};
use crate::parties::Parties;
use crate::reply::AWARD;
use crate::state::{HOLDINGS, PARTIES};
use cosmwasm_std::{CosmosMsg, DepsMut, Env, Response, StdResult, Storage, SubMsg, Uint128};
use weal_api::compute_escrow::{AgreedLease, Cw20HookMsg, ExecuteMsg, LeaseKind};
use weal_api::compute_market::{OrderFailed, OrderStatus, RevealedBid};

/// Asks the escrow for the lease; nothing is decided until it answers, and if it refuses, the money comes back.
pub(crate) fn award_order(deps: DepsMut, env: Env, order_id: u64) -> Result<Response, ContractError> {
    let order = load_order(deps.storage, order_id)?;
    order.ensure_open(order_id)?;
    let (now, reveals_until) = (env.block.time.seconds(), order.reveals_until);
    if now < reveals_until {
        return Err(ContractError::StillRevealing { reveals_until, now });
    }
    let parties = PARTIES.load(deps.storage)?;
    if !parties.is_market_of_escrow(deps.as_ref(), &env.contract.address)? {
        return dissolve(deps.storage, order_id, order);
    }
    let Some((_, bid)) = order.best() else {
        return fail(deps.storage, order_id, order);
    };

    let cost = Order::cost(&order.terms, bid.rate)?;
    let message = open_lease(&parties, &order, &bid, cost)?;
    Ok(Response::new()
        .add_submessage(SubMsg::reply_always(message, AWARD).with_payload(weal_wire::to_binary(&order_id)?)))
}

fn open_lease(parties: &Parties, order: &Order, bid: &RevealedBid, cost: Uint128) -> StdResult<CosmosMsg> {
    let lease = AgreedLease {
        offer_id: bid.offer_id,
        gpus: order.terms.gpus,
        seconds: order.terms.seconds,
        rate: bid.rate,
        tenant: order.tenant.to_string(),
        kind: LeaseKind::Reserved,
    };
    let (native, hook) = (ExecuteMsg::OpenAgreedLease(lease.clone()), Cw20HookMsg::OpenAgreedLease(lease));
    parties.token.pay(&parties.escrow.0, cost, &native, &hook)
}

/// Ends an order without a bid that could win: its deposit, and those of bids that were never revealed, are the
/// tenant's.
fn fail(storage: &mut dyn Storage, order_id: u64, order: Order) -> Result<Response, ContractError> {
    let mut forfeited = Uint128::zero();
    for _ in &order.bids {
        forfeited = forfeited.checked_add(order.bid_deposit)?;
    }
    let holdings = load_holdings(storage)?;
    end(storage, (order_id, order), holdings, forfeited, forfeited)
}

/// The escrow has another market now, which is nobody's fault here: everybody gets back what is theirs.
fn dissolve(storage: &mut dyn Storage, order_id: u64, order: Order) -> Result<Response, ContractError> {
    let (mut holdings, mut returned) = (load_holdings(storage)?, Uint128::zero());
    for bid in &order.bids {
        credit(storage, &mut holdings, &bid.provider, order.bid_deposit)?;
        returned = returned.checked_add(order.bid_deposit)?;
    }
    end(storage, (order_id, order), holdings, returned, Uint128::zero())
}

/// Closes an order without a lease: `bids` leave the bidders' deposits, `forfeited` of them to the tenant.
fn end(
    storage: &mut dyn Storage,
    (order_id, mut order): (u64, Order),
    mut holdings: Holdings,
    bids: Uint128,
    forfeited: Uint128,
) -> Result<Response, ContractError> {
    let (deposit, tenant_credit) = (order.deposit, order.deposit.checked_add(forfeited)?);
    order.status = OrderStatus::Failed {};

    close(storage, order_id, &mut order)?;
    holdings.orders = holdings.orders.checked_sub(deposit)?;
    holdings.bids = holdings.bids.checked_sub(bids)?;
    credit(storage, &mut holdings, &order.tenant, tenant_credit)?;
    HOLDINGS.save(storage, &holdings);

    Ok(Response::new().add_event(OrderFailed { order_id, tenant_credit }))
}
