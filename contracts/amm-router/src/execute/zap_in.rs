//! Turns one asset into LP shares.

use crate::ContractError;
use crate::balance::balance;
use crate::bounds::{ensure_other, recipient_in_time};
use crate::pool;
use crate::reply::ZAP_SWAPPED;
use amm_math::zap::{ZapPool, swap_part};
use api::amm_pool::{ConfigResponse, MAX_FEE_BPS, PoolKind};
use api::amm_router::ZappedIn;
use api::asset::{Asset, Token};
use api::payment::Payment;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Deps, Env, Response, SubMsg, Uint128, to_json_binary};
use fixed_point::Bps;

/// What a `ZapIn` says.
pub(crate) struct ZapInOrder {
    pub(crate) pool: String,
    pub(crate) min_shares: Option<Uint128>,
    pub(crate) recipient: Option<String>,
    pub(crate) deadline: Option<u64>,
}

/// What travels from the swap to the deposit to the refund; nothing of it is stored.
#[cw_serde]
pub(crate) struct Zap {
    pub(crate) pool: Addr,
    pub(crate) payer: Addr,
    pub(crate) recipient: Addr,
    pub(crate) offer: Token,
    pub(crate) other: Token,
    /// What the router had before the payment.
    pub(crate) offer_held: Uint128,
    /// What the router had before the swap.
    pub(crate) other_held: Uint128,
    /// Of the payment, what is not swapped.
    pub(crate) rest: Uint128,
    pub(crate) min_shares: Option<Uint128>,
}

pub(crate) fn zap_in(
    deps: Deps,
    env: Env,
    payment: Payment,
    order: ZapInOrder,
) -> Result<Response, ContractError> {
    let recipient = recipient_in_time(deps, &env, &payment, order.recipient, order.deadline)?;
    let pool = deps.api.addr_validate(&order.pool)?;
    ensure_other(&env, &pool)?;

    let config = pool::config(&deps.querier, &pool)?;
    let other = other_asset(deps, &pool, &config, &payment.token)?;
    let swapped = part(deps, &pool, &config, &payment)?;

    let router = &env.contract.address;
    let bound = order.min_shares.map(|_| Uint128::one());
    let swap = pool::swap(&pool, (&payment.token, swapped), &other, bound, router)?;
    let event = ZappedIn {
        trader: payment.payer.clone(),
        recipient: recipient.clone(),
        pool: pool.clone(),
        offer: payment.token.to_string(),
        offered: payment.amount,
        swapped,
    };
    let zap = Zap {
        offer_held: balance(&deps.querier, &payment.token, router)?.saturating_sub(payment.amount),
        other_held: balance(&deps.querier, &other, router)?,
        rest: payment.amount.saturating_sub(swapped),
        min_shares: order.min_shares,
        payer: payment.payer,
        offer: payment.token,
        pool,
        recipient,
        other,
    };
    let swap = SubMsg::reply_on_success(swap, ZAP_SWAPPED).with_payload(to_json_binary(&zap)?);
    Ok(Response::new().add_event(event).add_submessage(swap))
}

/// What the pool pairs with `offer`. Errors: `ZapUnsupported`, `UnknownAsset`.
fn other_asset(
    deps: Deps,
    pool: &Addr,
    config: &ConfigResponse,
    offer: &Token,
) -> Result<Token, ContractError> {
    let unsupported = || ContractError::ZapUnsupported { pool: pool.clone() };
    let [first, second] = config.assets.as_slice() else { return Err(unsupported()) };
    let (first, second) = (first.check(deps.api)?, second.check(deps.api)?);
    match (first == *offer, second == *offer) {
        _ if config.kind != (PoolKind::ConstantProduct {}) => Err(unsupported()),
        (true, false) => Ok(second),
        (false, true) => Ok(first),
        (true, true) => Err(unsupported()),
        (false, false) => Err(ContractError::UnknownAsset { token: offer.clone(), pool: pool.clone() }),
    }
}

/// The part of the payment to swap. Errors: `Math`, `FixedPoint`.
fn part(
    deps: Deps,
    pool: &Addr,
    config: &ConfigResponse,
    payment: &Payment,
) -> Result<Uint128, ContractError> {
    let state = pool::state(&deps.querier, pool)?;
    let info = payment.token.info();
    let of = |assets: &[Asset], own: bool| {
        let found = assets.iter().find(|asset| (asset.info == info) == own);
        found.map(|asset| asset.amount).unwrap_or_default()
    };
    let holding = |own| {
        let (found, added) = (of(&state.reserves, own), of(&state.fees_held, own));
        found.checked_add(added).map_err(|_| ContractError::Overflow { found, added })
    };
    let zap_pool = ZapPool {
        offer_reserve: of(&state.reserves, true),
        ask_reserve: of(&state.reserves, false),
        offer_holding: holding(true)?,
        ask_holding: holding(false)?,
    };
    Ok(swap_part(zap_pool, payment.amount, Bps::at_most(config.fee_bps, MAX_FEE_BPS)?)?)
}
