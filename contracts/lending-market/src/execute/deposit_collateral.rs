//! Pledges collateral.

use crate::ContractError;
use crate::accounts::{load_position, save_position};
use crate::market::Market;
use cosmwasm_std::{DepsMut, Env, Response};
use weal_api::lending_market::CollateralDeposited;
use weal_contract_kit::payment::Payment;
use weal_lending_math::LendingError;

/// Pledges collateral without a health check, because more collateral cannot hurt.
pub(crate) fn deposit_collateral(
    deps: DepsMut,
    env: Env,
    payment: Payment,
) -> Result<Response, ContractError> {
    let mut market = Market::load_accrued(deps.storage, &env.block)?;
    let amount = payment.in_token(&market.config.collateral)?;
    let mut position = load_position(deps.storage, deps.api, &payment.payer)?;

    position.collateral = position.collateral.checked_add(amount).map_err(LendingError::from)?;
    market.collateral = market.collateral.checked_add(amount).map_err(LendingError::from)?;

    save_position(deps.storage, deps.api, &payment.payer, &position)?;
    market.save(deps.storage);

    Ok(Response::new().add_event(CollateralDeposited {
        account: payment.payer,
        amount,
        collateral: position.collateral,
    }))
}
