//! Calls of a pool and of the tokens it takes: the only place that knows their messages.

use crate::ContractError;
use cosmwasm_std::{Addr, Binary, Coin, CosmosMsg, Deps, QuerierWrapper, StdResult, Uint128, WasmMsg};
use serde::Deserialize;
use weal_api::amm_pool::{Hop, ProvideOneOrder, SimulateResponse, SwapOrder, passes_on};
use weal_api::asset::{Asset, AssetInfo, Token};
use weal_api::cw20::Cw20ExecuteMsg;

/// One swap in one pool.
#[weal_wire::record]
pub(crate) struct Step {
    pub(crate) pool: Addr,
    pub(crate) ask: Token,
}

/// A payment into a pool.
#[derive(Clone, Copy)]
pub(crate) struct Offer<'a> {
    pub(crate) token: &'a Token,
    /// Base units.
    pub(crate) amount: Uint128,
}

/// The messages of a pool and its cw20 hooks that are sent here: they have the same form in both, without the fields
/// that are left out: a third of the code that whole enums take. The tests run them against the pool itself.
#[weal_wire::message]
enum PoolMsg {
    Swap(SwapOrder),
    ProvideOne(ProvideOneOrder),
    Withdraw { shares: Uint128 },
    WithdrawOne { shares: Uint128, asset: AssetInfo, min_receive: Uint128, recipient: Addr },
}

/// The same of its queries.
#[weal_wire::message]
enum PoolQuery {
    Config {},
    Simulate { offer: Asset, ask: AssetInfo },
    ReverseSimulate { ask: Asset, offer: AssetInfo },
    SimulateProvideOne { asset: Asset },
    SimulateWithdraw { shares: Uint128 },
    SimulateWithdrawOne { shares: Uint128, asset: AssetInfo },
}

/// Answers that quote no swap, as far as they are read here; each has a part of this, and a part that it must have is asked for.
#[derive(Deserialize)]
pub(crate) struct Answer {
    /// Part of `config`.
    assets: Option<Vec<AssetInfo>>,
    /// Part of `reverse_simulate`.
    offer: Option<Asset>,
    /// Part of `simulate_provide_one`.
    shares: Option<Uint128>,
    /// The same.
    refunded: Option<Vec<Asset>>,
    /// Part of `simulate_withdraw` and `simulate_withdraw_one`.
    amounts: Option<Vec<Asset>>,
}

/// Outcome of a deposit of one asset.
pub(crate) struct Provided {
    /// LP shares minted.
    pub(crate) shares: Uint128,
    /// Amounts that come back, in the pool's order.
    pub(crate) refunded: Vec<Asset>,
}

/// Steps, from the first on, that one message takes: the first pool's, and those of the pools that each would
/// pass on to. Two reads for each after the first.
pub(crate) fn chained(querier: &QuerierWrapper, steps: &[Step]) -> usize {
    let follows = |(step, next): &(&Step, &Step)| passes_on(querier, &step.pool, &next.pool);
    let followed = steps.iter().zip(steps.iter().skip(1)).take_while(follows).count();
    steps.len().min(followed.saturating_add(1))
}

/// Sells the payment in the first pool, which passes on through the others; the last holds the bound, or without one each its
/// defaults.
pub(crate) fn swap(
    offer: Offer<'_>,
    first: &Step,
    then: &[Step],
    min_receive: Option<Uint128>,
    recipient: &Addr,
) -> StdResult<CosmosMsg> {
    let hop = |step: &Step| Hop { pool: step.pool.to_string(), ask: Some(step.ask.info()) };
    let then: Vec<_> = then.iter().map(hop).collect();
    let swap = PoolMsg::Swap(SwapOrder {
        ask: Some(first.ask.info()),
        min_receive,
        recipient: Some(recipient.to_string()),
        then: (!then.is_empty()).then_some(then),
        ..SwapOrder::default()
    });
    pay(&first.pool, offer, &swap)
}

/// Deposits `offer` alone.
pub(crate) fn provide_one(
    pool: &Addr,
    offer: Offer<'_>,
    min_shares: Uint128,
    recipient: &Addr,
) -> StdResult<CosmosMsg> {
    let recipient = Some(recipient.to_string());
    pay(pool, offer, &PoolMsg::ProvideOne(ProvideOneOrder { min_shares, recipient, deadline: None }))
}

/// Burns `shares` of this contract; it gets the assets.
pub(crate) fn withdraw(pool: &Addr, shares: Uint128) -> StdResult<CosmosMsg> {
    call(pool, weal_wire::to_binary(&PoolMsg::Withdraw { shares })?, vec![])
}

/// Burns `shares` of this contract for one asset.
pub(crate) fn withdraw_one(
    pool: &Addr,
    shares: Uint128,
    token: &Token,
    min_receive: Uint128,
    recipient: &Addr,
) -> StdResult<CosmosMsg> {
    let asset = token.info();
    call(
        pool,
        weal_wire::to_binary(&PoolMsg::WithdrawOne {
            shares,
            asset,
            min_receive,
            recipient: recipient.clone(),
        })?,
        vec![],
    )
}

/// A pool's answer about a swap.
pub(crate) fn simulate(
    querier: &QuerierWrapper,
    pool: &Addr,
    offer: Asset,
    ask: &Token,
) -> StdResult<SimulateResponse> {
    weal_wire::ask(querier, pool, &PoolQuery::Simulate { offer, ask: ask.info() })
}

/// The least offer that buys `ask`. Errors: `Unanswered`, `Std`.
pub(crate) fn reverse_simulate(
    querier: &QuerierWrapper,
    pool: &Addr,
    ask: Asset,
    offer: &Token,
) -> Result<Uint128, ContractError> {
    let answer = ask_pool(querier, pool, &PoolQuery::ReverseSimulate { ask, offer: offer.info() })?;
    Ok(answered(pool, "offer", answer.offer)?.amount)
}

/// Shares minted and what comes back. Errors: `Unanswered`, `Std`.
pub(crate) fn simulate_provide_one(
    querier: &QuerierWrapper,
    pool: &Addr,
    asset: Asset,
) -> Result<Provided, ContractError> {
    let answer = ask_pool(querier, pool, &PoolQuery::SimulateProvideOne { asset })?;
    Ok(Provided {
        shares: answered(pool, "shares", answer.shares)?,
        refunded: answered(pool, "refunded", answer.refunded)?,
    })
}

/// The payment for `shares`: some of each asset, or all in `only`. Errors: `Unanswered`, `Std`.
pub(crate) fn simulate_withdraw(
    querier: &QuerierWrapper,
    pool: &Addr,
    shares: Uint128,
    only: Option<&Token>,
) -> Result<Vec<Asset>, ContractError> {
    let msg = match only {
        Some(token) => PoolQuery::SimulateWithdrawOne { shares, asset: token.info() },
        None => PoolQuery::SimulateWithdraw { shares },
    };
    answered(pool, "amounts", ask_pool(querier, pool, &msg)?.amounts)
}

/// The pool's assets by its own word, each once. A pool that named an asset twice would have its payment counted twice. Errors:
/// `DuplicateAsset`, `Asset`, `Unanswered`, `Std`.
pub(crate) fn assets(deps: Deps, pool: &Addr) -> Result<Vec<Token>, ContractError> {
    let mut tokens = vec![];
    let answer = ask_pool(&deps.querier, pool, &PoolQuery::Config {})?;
    for info in answered(pool, "assets", answer.assets)? {
        let token = info.check(deps.api)?;
        if tokens.contains(&token) {
            return Err(ContractError::DuplicateAsset { token });
        }
        tokens.push(token);
    }
    Ok(tokens)
}

/// Errors: `Unanswered` where the pool has left it out.
fn answered<T>(pool: &Addr, field: &'static str, found: Option<T>) -> Result<T, ContractError> {
    found.ok_or_else(|| ContractError::Unanswered { pool: pool.clone(), field })
}

fn ask_pool(querier: &QuerierWrapper, pool: &Addr, msg: &PoolQuery) -> StdResult<Answer> {
    weal_wire::ask(querier, pool, msg)
}

/// `msg` with a payment of either kind.
fn pay(pool: &Addr, Offer { token, amount }: Offer<'_>, msg: &PoolMsg) -> StdResult<CosmosMsg> {
    let msg = weal_wire::to_binary(msg)?;
    match token {
        Token::Native(denom) => call(pool, msg, vec![Coin::new(amount, denom)]),
        Token::Cw20(contract) => {
            let send = Cw20ExecuteMsg::Send { contract: pool.to_string(), amount, msg };
            call(contract, weal_wire::to_binary(&send)?, vec![])
        }
    }
}

fn call(contract: &Addr, msg: Binary, funds: Vec<Coin>) -> StdResult<CosmosMsg> {
    Ok(WasmMsg::Execute { contract_addr: contract.to_string(), msg, funds }.into())
}
