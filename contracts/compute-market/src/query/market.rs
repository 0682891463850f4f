//! The market's own records.

use crate::ContractError;
use crate::holdings::load_holdings;
use crate::orders::{load_order, with_bids};
use crate::state::{CREDITS, PARTIES, PLACED};
use cosmwasm_std::{Deps, Order, Uint128};
use weal_api::compute_market::{ConfigResponse, HoldingsResponse, OrderResponse, OrdersResponse};
use weal_api::page::page_limit;
use weal_records::Bound;

pub(crate) fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    let parties = PARTIES.load(deps.storage)?;
    Ok(ConfigResponse {
        escrow: parties.escrow.0,
        registry: parties.registry.map(|registry| registry.0),
        payment_asset: parties.token.info(),
        bid_deposit: parties.bid_deposit,
    })
}

pub(crate) fn order(deps: Deps, order_id: u64) -> Result<OrderResponse, ContractError> {
    Ok(load_order(deps.storage, order_id)?.describe(order_id))
}

pub(crate) fn orders(
    deps: Deps,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<OrdersResponse, ContractError> {
    let orders = PLACED
        .range(deps.storage, start_after.map(Bound::exclusive), None, Order::Ascending)
        .take(page_limit(limit))
        .map(|row| {
            let (order_id, placed) = row?;
            Ok(with_bids(deps.storage, order_id, placed)?.describe(order_id))
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(OrdersResponse { orders })
}

pub(crate) fn credit(deps: Deps, account: &str) -> Result<Uint128, ContractError> {
    let account = deps.api.addr_validate(account)?;
    Ok(CREDITS.may_load(deps.storage, &account)?.unwrap_or_default())
}

pub(crate) fn holdings(deps: Deps) -> Result<HoldingsResponse, ContractError> {
    load_holdings(deps.storage)
}
