//! Suppliers.

use crate::ContractError;
use crate::accounts::load_supply_shares;
use crate::market::Market;
use cosmwasm_std::{Deps, Env};
use weal_api::lending_market::SupplyPositionResponse;

pub(crate) fn supply_position(
    deps: Deps,
    env: Env,
    account: String,
) -> Result<SupplyPositionResponse, ContractError> {
    let account = deps.api.addr_validate(&account)?;
    let market = Market::load_accrued(deps.storage, &env.block)?;
    let shares = load_supply_shares(deps.storage, deps.api, &account)?;
    let assets = market.pool.worth(shares)?;
    Ok(SupplyPositionResponse { shares: shares.0, assets, withdrawable: assets.min(market.pool.cash) })
}
