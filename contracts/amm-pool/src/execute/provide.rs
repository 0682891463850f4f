//! Adds liquidity.

use crate::bounds::{ensure_in_time, ensure_shares, recipient_or};
use crate::error::Failure;
use crate::payout::payout;
use crate::pool::{Change, OneSided, Pool};
use cosmwasm_std::{Addr, CosmosMsg, DepsMut, Env, MessageInfo, Response, StdResult, Uint128};
use weal_amm_math::DepositOutcome;
use weal_api::amm_pool::LiquidityProvided;
use weal_api::asset::{Asset, Token};
use weal_contract_kit::payment::{attached, exact_funds};

/// The fields of a `Provide`.
pub(crate) struct ProvideOrder {
    /// The assets to add; where none is named, those attached.
    pub(crate) assets: Vec<Asset>,
    pub(crate) min_shares: Option<Uint128>,
    pub(crate) recipient: Option<String>,
    pub(crate) deadline: Option<u64>,
}

pub(crate) fn provide(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    order: ProvideOrder,
) -> Result<Response, Failure> {
    ensure_in_time(&env, order.deadline)?;
    let recipient = recipient_or(deps.api, &env, order.recipient, &info.sender)?;

    let pool = Pool::load(deps.storage, &env)?;
    let assets = if order.assets.is_empty() { attached(&info)? } else { order.assets };
    let offered = pool.amounts(deps.api, &assets)?;
    let expected: Vec<_> = pool.tokens().iter().cloned().zip(offered.iter().copied()).collect();
    exact_funds(&info, &expected)?;

    // A lopsided deposit trades.
    let trades = pool.curve().takes_any_ratio() && !pool.is_paused(&env);
    let outcome = if trades { pool.deposit(&offered)? } else { pool.balanced_deposit(&offered)? };
    let shares = outcome.shares.amount();
    ensure_shares(shares, order.min_shares)?;

    let decided = OneSided { trade: None, outcome };
    let change = match trades {
        true => Change::deposited_one(&pool, &decided, &recipient)?,
        false => Change::deposited(&pool, &decided.outcome, &recipient)?,
    };
    let pool = pool.apply(deps.storage, deps.api, &env, change)?;

    let outcome = decided.outcome;
    let messages = settle(pool.tokens(), &info.sender, &env.contract.address, &outcome)?;
    let event = LiquidityProvided {
        provider: info.sender,
        recipient,
        amounts: outcome.used,
        shares,
        reserves: outcome.balances.reserves,
        fees_held: outcome.balances.fees,
        supply: outcome.supply.amount(),
        withheld: outcome.withheld,
    };
    Ok(Response::new().add_event(event).add_messages(messages))
}

/// Pulls what the pool takes of each cw20 and, after that, gives back what it does not take of each native.
fn settle(
    tokens: &[Token],
    provider: &Addr,
    pool: &Addr,
    outcome: &DepositOutcome,
) -> StdResult<Vec<CosmosMsg>> {
    let mut messages = vec![];
    for (token, used) in tokens.iter().zip(&outcome.used) {
        if !used.is_zero() {
            messages.extend(token.pull(provider, pool, *used)?);
        }
    }
    // What is not taken of a cw20 has not been pulled either.
    let refunded = |(token, refunded): (&Token, &Uint128)| match token {
        Token::Native(_) => *refunded,
        Token::Cw20(_) => Uint128::zero(),
    };
    let refunds: Vec<_> = tokens.iter().zip(&outcome.refunded).map(refunded).collect();
    messages.extend(payout(tokens, &refunds, provider)?);
    Ok(messages)
}
