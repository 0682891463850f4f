//! Lends the loan asset.

use crate::ContractError;
use crate::accounts::{load_supply_shares, save_supply_shares};
use crate::market::Market;
use cosmwasm_std::{DepsMut, Env, Response};
use weal_api::lending_market::Supplied;
use weal_contract_kit::payment::Payment;
use weal_lending_math::{Supply, SupplyShares};

pub(crate) fn supply(deps: DepsMut, env: Env, payment: Payment) -> Result<Response, ContractError> {
    let market = Market::load_accrued(deps.storage, &env.block)?;
    let amount = payment.in_token(&market.config.loan)?;
    let owned = load_supply_shares(deps.storage, deps.api, &payment.payer)?;

    let Supply { pool, shares } = market.pool.supply(amount, &market.risk)?;
    let shares_after =
        SupplyShares(owned.0.checked_add(shares.0).map_err(weal_lending_math::LendingError::from)?);

    save_supply_shares(deps.storage, deps.api, &payment.payer, shares_after)?;
    let pool = market.save_moved(deps.storage, pool)?;

    Ok(Response::new().add_event(Supplied {
        account: payment.payer,
        amount,
        shares: shares.0,
        shares_after: shares_after.0,
        cash: pool.cash,
    }))
}
