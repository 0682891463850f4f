//! The market's own records.

use crate::ContractError;
use crate::state::{CREDITS, HOLDINGS, ORDERS, PARTIES, load_order};
use api::compute_market::{ConfigResponse, HoldingsResponse, OrderResponse, OrdersResponse};
use api::page::page_limit;
use cosmwasm_std::{Deps, Order, StdResult, Uint128};
use cw_storage_plus::Bound;

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
    let orders = ORDERS
        .range(deps.storage, start_after.map(Bound::exclusive), None, Order::Ascending)
        .take(page_limit(limit))
        .map(|row| row.map(|(order_id, order)| order.describe(order_id)))
        .collect::<StdResult<_>>()?;
    Ok(OrdersResponse { orders })
}

pub(crate) fn credit(deps: Deps, account: &str) -> Result<Uint128, ContractError> {
    let account = deps.api.addr_validate(account)?;
    Ok(CREDITS.may_load(deps.storage, &account)?.unwrap_or_default())
}

pub(crate) fn holdings(deps: Deps) -> Result<HoldingsResponse, ContractError> {
    Ok(HOLDINGS.may_load(deps.storage)?.unwrap_or_default())
}
