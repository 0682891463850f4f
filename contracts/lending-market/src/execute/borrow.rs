//! Raises a debt.

use crate::ContractError;
use crate::accounts::{load_position, save_position};
use crate::market::Market;
use crate::recipient::recipient_addr;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use weal_api::lending_market::Borrowed;
use weal_contract_kit::payment::no_funds;
use weal_lending_math::Borrowing;

pub(crate) fn borrow(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    amount: Uint128,
    recipient: Option<String>,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    let recipient = recipient_addr(deps.api, &env, &info.sender, recipient)?;

    let market = Market::load_accrued(deps.storage, &env.block)?;
    let position = load_position(deps.storage, deps.api, &info.sender)?;
    let price = market.price(&deps.querier, &env.block)?;

    let Borrowing { pool, position, debt } =
        weal_lending_math::borrow(&market.pool, &position, amount, price, &market.risk)?;
    let payout = market.config.loan.transfer(&recipient, amount)?;

    save_position(deps.storage, deps.api, &info.sender, &position)?;
    let pool = market.save_moved(deps.storage, pool)?;

    let event = Borrowed { account: info.sender, recipient, amount, debt, cash: pool.cash };
    Ok(Response::new().add_event(event).add_message(payout))
}
