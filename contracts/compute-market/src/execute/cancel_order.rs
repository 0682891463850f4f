//! Takes an order back that nobody has bid for.

use crate::ContractError;
use crate::holdings::{self, credit};
use crate::state::{ORDERS, load_order};
use api::compute_market::{OrderCancelled, OrderStatus};
use cosmwasm_std::{DepsMut, MessageInfo, Response, Uint128};

pub(crate) fn cancel_order(
    deps: DepsMut,
    info: MessageInfo,
    order_id: u64,
) -> Result<Response, ContractError> {
    let mut order = load_order(deps.storage, order_id)?;
    if info.sender != order.tenant {
        return Err(ContractError::NotTenant { sender: info.sender, tenant: order.tenant });
    }
    order.ensure_open(order_id)?;
    if !order.bids.is_empty() {
        return Err(ContractError::HasBids { bids: order.bids.len() });
    }
    let tenant_credit = order.deposit;
    order.status = OrderStatus::Cancelled {};
    order.deposit = Uint128::zero();

    ORDERS.save(deps.storage, order_id, &order)?;
    holdings::update(deps.storage, |holdings| {
        holdings.orders = holdings.orders.checked_sub(tenant_credit)?;
        Ok(())
    })?;
    credit(deps.storage, &order.tenant, tenant_credit)?;

    Ok(Response::new().add_event(OrderCancelled { order_id, tenant_credit }))
}
