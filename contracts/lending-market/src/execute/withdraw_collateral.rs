//! Takes collateral back.

use crate::ContractError;
use crate::accounts::{load_position, save_position};
use crate::market::Market;
use crate::recipient::recipient_addr;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use weal_api::lending_market::CollateralWithdrawn;
use weal_contract_kit::payment::no_funds;

pub(crate) fn withdraw_collateral(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    amount: Option<Uint128>,
    recipient: Option<String>,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    let recipient = recipient_addr(deps.api, &env, &info.sender, recipient)?;

    let mut market = Market::load_accrued(deps.storage, &env.block)?;
    let position = load_position(deps.storage, deps.api, &info.sender)?;
    // Without a debt the collateral is free whatever the price feed does.
    let price = match position.debt_shares.0.is_zero() {
        true => None,
        false => Some(market.price(&deps.querier, &env.block)?),
    };

    let (position, amount) =
        weal_lending_math::withdraw_collateral(&market.pool, &position, amount, price, &market.risk)?;
    market.release(amount)?;
    let payout = market.config.collateral.transfer(&recipient, amount)?;

    save_position(deps.storage, deps.api, &info.sender, &position)?;
    market.save(deps.storage);

    let event =
        CollateralWithdrawn { account: info.sender, recipient, amount, collateral: position.collateral };
    Ok(Response::new().add_event(event).add_message(payout))
}
