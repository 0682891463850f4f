//! Pays a debt back.

use crate::ContractError;
use crate::accounts::{load_position, save_position};
use crate::market::Market;
use cosmwasm_std::{DepsMut, Env, Response};
use weal_api::lending_market::Repaid;
use weal_contract_kit::payment::Payment;
use weal_lending_math::{LendingError, Repayment};

/// Pays a debt back without reading a price, so that it can be paid whatever the feed does. The surplus returns to the
/// payer, not to the debtor.
pub(crate) fn repay(
    deps: DepsMut,
    env: Env,
    payment: Payment,
    on_behalf_of: Option<String>,
) -> Result<Response, ContractError> {
    let market = Market::load_accrued(deps.storage, &env.block)?;
    let offered = payment.in_token(&market.config.loan)?;
    let account = match on_behalf_of {
        Some(account) => deps.api.addr_validate(&account)?,
        None => payment.payer.clone(),
    };
    let position = load_position(deps.storage, deps.api, &account)?;

    let Repayment { pool, position, repaid, debt } =
        weal_lending_math::repay(&market.pool, &position, offered, &market.risk)?;
    let refund = offered.checked_sub(repaid).map_err(LendingError::from)?;
    let payout = match refund.is_zero() {
        true => None,
        false => Some(market.config.loan.transfer(&payment.payer, refund)?),
    };

    save_position(deps.storage, deps.api, &account, &position)?;
    let pool = market.save_moved(deps.storage, pool)?;

    let event = Repaid { account, payer: payment.payer, amount: repaid, refund, debt, cash: pool.cash };
    Ok(Response::new().add_event(event).add_messages(payout))
}
