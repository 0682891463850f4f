//! Creates a pool and makes its first deposit: pulls, approves, provides, and in the answer returns.

use crate::ContractError;
use crate::creation::{Due, NewPool, creation_fee};
use crate::execute::return_unused::{Unused, above};
use cosmwasm_std::{
    Addr, Coin, CosmosMsg, DepsMut, Env, MessageInfo, Response, StdResult, SubMsg, Uint128, WasmMsg,
};
use weal_api::asset::{Asset, Token};
use weal_api::cw20::Cw20ExecuteMsg;
use weal_contract_kit::payment::exact_funds;

/// Reply id of the first deposit.
pub(crate) const PROVIDED: u64 = 1;

/// The first deposit that a creation asks for.
pub(crate) struct FirstDeposit {
    pub(crate) assets: Vec<Asset>,
    pub(crate) min_shares: Option<Uint128>,
    pub(crate) recipient: Option<String>,
    pub(crate) deadline: Option<u64>,
}

pub(crate) fn create_and_provide(
    mut deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    pool: NewPool,
    deposit: FirstDeposit,
) -> Result<Response, ContractError> {
    ensure_in_time(env, deposit.deadline)?;
    let recipient = match &deposit.recipient {
        Some(recipient) => deps.api.addr_validate(recipient)?,
        None => info.sender.clone(),
    };
    let due = creation_fee(&deps)?;

    let registered = pool.register(&mut deps, env, &info.sender)?;
    let offered = in_order(&deps, &deposit.assets)?;
    exact_funds(info, &with_fee(&offered, due.as_ref())?)?;
    let held = held_before(&deps, env, info, &offered)?;

    let pool = registered.fact.record.pool.clone();
    let mut messages = vec![registered.message];
    messages.extend(due.as_ref().map(|due: &Due| due.message(&info.sender)).transpose()?);
    for (token, amount) in &offered {
        messages.extend(token.pull(&info.sender, &env.contract.address, *amount)?);
        messages.extend(approve(token, &pool, *amount)?);
    }
    let provide = provide(&pool, &offered, &recipient, deposit.min_shares)?;
    let unused = Unused { pool, recipient: info.sender.clone(), held };
    let provide = SubMsg::reply_on_success(provide, PROVIDED).with_payload(weal_wire::to_binary(&unused)?);
    Ok(Response::new().add_event(registered.fact).add_messages(messages).add_submessage(provide))
}

/// Errors: `DeadlinePassed` from the second after the deadline on.
fn ensure_in_time(env: &Env, deadline: Option<u64>) -> Result<(), ContractError> {
    let now = env.block.time.seconds();
    match deadline {
        Some(deadline) if now > deadline => Err(ContractError::DeadlinePassed { deadline, now }),
        _ => Ok(()),
    }
}

/// `assets` in canonical order. Errors: `ZeroAmount`, `Asset`.
fn in_order(deps: &DepsMut, assets: &[Asset]) -> Result<Vec<(Token, Uint128)>, ContractError> {
    let mut named = assets
        .iter()
        .map(|asset| Ok((asset.info.check(deps.api)?, asset.amount)))
        .collect::<Result<Vec<_>, ContractError>>()?;
    named.sort();
    match named.iter().find(|(_, amount)| amount.is_zero()) {
        Some((token, _)) => Err(ContractError::ZeroAmount { token: token.clone() }),
        None => Ok(named),
    }
}

/// The funds that must be attached: the deposit and the fee, in one sum where they are of the same token. Errors: `Overflow`.
fn with_fee(offered: &[(Token, Uint128)], due: Option<&Due>) -> Result<Vec<(Token, Uint128)>, ContractError> {
    let mut expected = offered.to_vec();
    let Some(due) = due else { return Ok(expected) };
    match expected.iter_mut().find(|(token, _)| *token == due.token) {
        Some((_, amount)) => {
            let (found, added) = (*amount, due.amount);
            *amount = found.checked_add(added).map_err(|_| ContractError::Overflow { found, added })?;
        }
        None => expected.push((due.token.clone(), due.amount)),
    }
    Ok(expected)
}

/// The factory's balance of each asset before this message: donations, which stay.
fn held_before(
    deps: &DepsMut,
    env: &Env,
    info: &MessageInfo,
    offered: &[(Token, Uint128)],
) -> Result<Vec<(Token, Uint128)>, ContractError> {
    let mut held = vec![];
    for (token, _) in offered {
        let attached = info.funds.iter().find(|coin| *token == Token::Native(coin.denom.clone()));
        let attached = attached.map_or(Ok(Uint128::zero()), |coin| Uint128::try_from(coin.amount));
        let attached = attached.map_err(cosmwasm_std::StdError::from)?;
        held.push((token.clone(), above(&deps.querier, token, &env.contract.address, attached)?));
    }
    Ok(held)
}

fn approve(token: &Token, pool: &Addr, amount: Uint128) -> StdResult<Option<CosmosMsg>> {
    let Token::Cw20(contract) = token else { return Ok(None) };
    let msg = Cw20ExecuteMsg::IncreaseAllowance { spender: pool.to_string(), amount, expires: None };
    let msg = weal_wire::to_binary(&msg)?;
    Ok(Some(WasmMsg::Execute { contract_addr: contract.to_string(), msg, funds: vec![] }.into()))
}

/// The one message of a pool that is sent here: all of them would be a hundredth of this contract. The tests send it to the pool
/// itself.
#[weal_wire::message]
enum PoolMsg {
    Provide { assets: Vec<Asset>, min_shares: Option<Uint128>, recipient: Option<String> },
}

fn provide(
    pool: &Addr,
    offered: &[(Token, Uint128)],
    recipient: &Addr,
    min_shares: Option<Uint128>,
) -> StdResult<CosmosMsg> {
    let native = |(token, amount): &(Token, Uint128)| match token {
        Token::Native(denom) => Some(Coin::new(*amount, denom)),
        Token::Cw20(_) => None,
    };
    // The chain wants coins by denomination, which is the canonical order.
    let funds = offered.iter().filter_map(native).collect();
    let assets = offered.iter().map(|(token, amount)| Asset::new(token.info(), *amount)).collect();
    let recipient = Some(recipient.to_string());
    let msg = weal_wire::to_binary(&PoolMsg::Provide { assets, min_shares, recipient })?;
    Ok(WasmMsg::Execute { contract_addr: pool.to_string(), msg, funds }.into())
}
