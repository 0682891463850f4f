//! Tokens sent with an order: an asset to sell or to provide, or LP shares to withdraw.

use super::{WithdrawOrder, donate, provide_one, swap, swap_exact_out, withdraw};
use crate::error::{ContractError, Failure};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, from_json};
use weal_api::amm_pool::Cw20HookMsg;
use weal_api::cw20::Cw20ReceiveMsg;
use weal_contract_kit::payment::Payment;

pub(crate) fn receive(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    receive: Cw20ReceiveMsg,
) -> Result<Response, Failure> {
    let payment = Payment::from_cw20(deps.api, &info, &receive)?;
    match from_json(&receive.msg)? {
        Cw20HookMsg::Swap(order) => swap(deps, env, payment, order),
        Cw20HookMsg::SwapExactOut(order) => swap_exact_out(deps, env, payment, order),
        Cw20HookMsg::ProvideOne(order) => provide_one(deps, env, payment, order),
        Cw20HookMsg::Donate {} => donate(deps, env, payment),
        Cw20HookMsg::Withdraw { min_amounts, recipient, deadline } => {
            // The LP token is the pool: only its own ledger can have sent its shares.
            if info.sender != env.contract.address {
                return Err(ContractError::NotLpShares { token: info.sender }.into());
            }
            let (provider, shares) = (payment.payer, payment.amount);
            let held_by = env.contract.address.clone();
            let order = WithdrawOrder { provider, held_by, shares, min_amounts, recipient, deadline };
            withdraw(deps, env, order)
        }
    }
}
