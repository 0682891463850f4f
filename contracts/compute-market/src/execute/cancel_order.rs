//! Takes an order back that nobody has bid for.

use crate::ContractError;
use crate::holdings::{credit, load_holdings};
use crate::orders::{close, load_without_bids};
use crate::state::HOLDINGS;
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use weal_api::compute_market::{OrderCancelled, OrderStatus};

pub(crate) fn cancel_order(
    deps: DepsMut,
    info: MessageInfo,
    order_id: u64,
) -> Result<Response, ContractError> {
    let (mut order, bids) = load_without_bids(deps.storage, order_id)?;
    if info.sender != order.tenant {
        return Err(ContractError::NotTenant { sender: info.sender, tenant: order.tenant });
    }
    order.ensure_open(order_id)?;
    if bids > 0 {
        return Err(ContractError::HasBids { bids });
    }
    let tenant_credit = order.deposit;
    order.status = OrderStatus::Cancelled {};
    let mut holdings = load_holdings(deps.storage)?;
    holdings.orders = holdings.orders.checked_sub(tenant_credit)?;

    close(deps.storage, order_id, &mut order)?;
    credit(deps.storage, &mut holdings, &order.tenant, tenant_credit)?;
    HOLDINGS.save(deps.storage, &holdings);

    Ok(Response::new().add_event(OrderCancelled { order_id, tenant_credit }))
}
