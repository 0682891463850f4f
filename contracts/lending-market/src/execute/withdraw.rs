//! Takes lent assets back.

use crate::ContractError;
use crate::accounts::{load_supply_shares, save_supply_shares};
use crate::market::Market;
use crate::recipient::recipient_addr;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use weal_api::lending_market::Withdrawn;
use weal_contract_kit::payment::no_funds;
use weal_lending_math::{LendingError, SupplyShares, Withdrawal};

pub(crate) fn withdraw(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    amount: Option<Uint128>,
    recipient: Option<String>,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    let recipient = recipient_addr(deps.api, &env, &info.sender, recipient)?;

    let market = Market::load_accrued(deps.storage, &env.block)?;
    let owned = load_supply_shares(deps.storage, deps.api, &info.sender)?;

    let Withdrawal { pool, shares, amount } = market.pool.withdraw(owned, amount)?;
    let shares_after = SupplyShares(owned.0.checked_sub(shares.0).map_err(LendingError::from)?);
    let payout = market.config.loan.transfer(&recipient, amount)?;

    save_supply_shares(deps.storage, deps.api, &info.sender, shares_after)?;
    let pool = market.save_moved(deps.storage, pool)?;

    let event = Withdrawn {
        account: info.sender,
        recipient,
        amount,
        shares: shares.0,
        shares_after: shares_after.0,
        cash: pool.cash,
    };
    Ok(Response::new().add_event(event).add_message(payout))
}
