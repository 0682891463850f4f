//! Asks for GPUs.

use crate::ContractError;
use crate::holdings::load_holdings;
use crate::order::{Order, check_terms};
use crate::orders::save_new;
use crate::state::{HOLDINGS, ORDER_COUNT, PARTIES};
use cosmwasm_std::{DepsMut, Env, Response};
use weal_api::compute_market::{OrderOpened, OrderStatus, OrderTerms};
use weal_contract_kit::payment::Payment;

/// The deposit is exactly what the order costs at its greatest rate, so that any winner can be paid from it.
pub(crate) fn open_order(
    deps: DepsMut,
    env: Env,
    payment: Payment,
    terms: OrderTerms,
) -> Result<Response, ContractError> {
    let parties = PARTIES.load(deps.storage)?;
    let deposit = payment.in_token(&parties.token)?;
    if !parties.is_market_of_escrow(deps.as_ref(), &env.contract.address)? {
        return Err(ContractError::NotTheMarket { escrow: parties.escrow.0 });
    }
    check_terms(&terms, parties.registry.is_some())?;
    let required = Order::cost(&terms, terms.max_rate)?;
    if deposit != required {
        return Err(ContractError::WrongDeposit { found: deposit, required });
    }
    let bids_until = env.block.time.seconds().saturating_add(terms.bid_seconds);
    let order = Order {
        tenant: payment.payer,
        deposit,
        bid_deposit: parties.bid_deposit,
        bids_until,
        reveals_until: bids_until.saturating_add(terms.reveal_seconds),
        turn_until: None,
        status: OrderStatus::Open {},
        bids: vec![],
        terms,
    };

    let last = ORDER_COUNT.may_load(deps.storage)?.unwrap_or_default();
    let order_id = last.checked_add(1).ok_or(ContractError::Invariant { what: "the number of orders" })?;
    ORDER_COUNT.save(deps.storage, &order_id);
    let mut holdings = load_holdings(deps.storage)?;
    holdings.orders = holdings.orders.checked_add(deposit)?;
    save_new(deps.storage, order_id, &order)?;
    HOLDINGS.save(deps.storage, &holdings);

    Ok(Response::new().add_event(OrderOpened {
        order_id,
        tenant: order.tenant,
        sku: order.terms.sku,
        gpus: order.terms.gpus,
        seconds: order.terms.seconds,
        max_rate: order.terms.max_rate,
        deposit,
        bids_until,
        reveals_until: order.reveals_until,
    }))
}
