//! Gives back what the first deposit did not take.

use crate::ContractError;
use cosmwasm_std::{
    Addr, CosmosMsg, DepsMut, Env, QuerierWrapper, Reply, Response, StdError, StdResult, Uint128, WasmMsg,
    from_json,
};
use weal_api::amm_factory::UnusedReturned;
use weal_api::asset::Token;
use weal_api::cw20::{BalanceResponse, Cw20ExecuteMsg, Cw20QueryMsg};

/// The payload of the first deposit for its reply; nothing of it is stored.
#[weal_wire::record]
pub(crate) struct Unused {
    pub(crate) pool: Addr,
    /// The account that gets the rest.
    pub(crate) recipient: Addr,
    /// The factory's balances before the message, which it keeps, in the pool's order.
    pub(crate) held: Vec<(Token, Uint128)>,
}

pub(crate) fn return_unused(deps: DepsMut, env: &Env, reply: Reply) -> Result<Response, ContractError> {
    let Unused { pool, recipient, held } = from_json(reply.payload)?;

    let mut amounts = vec![];
    let mut messages = vec![];
    for (token, before) in held {
        let left = above(&deps.querier, &token, &env.contract.address, before)?;
        amounts.push(left);
        if !left.is_zero() {
            // What the pool did not pull is what it still could.
            messages.extend(disapprove(&token, &pool, left)?);
            messages.push(token.transfer(&recipient, left)?);
        }
    }
    let event = UnusedReturned { pool, recipient, amounts };
    Ok(Response::new().add_event(event).add_messages(messages))
}

/// The factory's balance of a token above `required`, which it must have. Errors: `Invariant`.
pub(crate) fn above(
    querier: &QuerierWrapper,
    token: &Token,
    factory: &Addr,
    required: Uint128,
) -> Result<Uint128, ContractError> {
    let found = balance(querier, token, factory)?;
    found.checked_sub(required).map_err(|_| ContractError::Invariant {
        token: token.clone(),
        found,
        required,
    })
}

/// The balance of `account` by the word of the bank or the token.
fn balance(querier: &QuerierWrapper, token: &Token, account: &Addr) -> StdResult<Uint128> {
    match token {
        Token::Native(denom) => {
            Uint128::try_from(querier.query_balance(account, denom)?.amount).map_err(StdError::from)
        }
        Token::Cw20(contract) => {
            let msg = Cw20QueryMsg::Balance { address: account.to_string() };
            let answer: BalanceResponse = weal_wire::ask(querier, contract, &msg)?;
            Ok(answer.balance)
        }
    }
}

fn disapprove(token: &Token, pool: &Addr, amount: Uint128) -> StdResult<Option<CosmosMsg>> {
    let Token::Cw20(contract) = token else { return Ok(None) };
    let msg = Cw20ExecuteMsg::DecreaseAllowance { spender: pool.to_string(), amount, expires: None };
    let msg = weal_wire::to_binary(&msg)?;
    Ok(Some(WasmMsg::Execute { contract_addr: contract.to_string(), msg, funds: vec![] }.into()))
}
