//! Mean prices, with what a lender must know before it trusts them.

use crate::error::Failure;
use crate::pool::{Pool, elapsed};
use cosmwasm_std::{Deps, Env, Uint128};
use weal_amm_math::MathError;
use weal_amm_math::exact::less;
use weal_api::amm_pool::{DEFAULT_MIN_RESERVE, MAX_IDLE_SECONDS, TwapPrice, TwapResponse};
use weal_api::asset::Asset;

/// The precision of a depth: one part in so many is not kept.
const PRECISION: u128 = 64;

pub(crate) fn twap(
    deps: Deps,
    env: &Env,
    window: u64,
    min_reserves: Vec<Asset>,
) -> Result<TwapResponse, Failure> {
    let pool = Pool::load(deps.storage, env)?;
    let twap = pool.twap(deps.storage, env, window)?.ok_or(MathError::EmptyPool)?;
    let cursor = pool.record().cursor;
    let reserves = &pool.record().holdings.reserves;
    let bounds = pool.bounds_or(deps.api, &min_reserves, Uint128::new(DEFAULT_MIN_RESERVE))?;
    // What was there is kept to a sixty-fourth, and asked for to that.
    let kept =
        |bound: &Uint128| less(*bound, Uint128::new(bound.u128() / PRECISION), "a part is at most its whole");
    let is_deep_now = reserves.iter().zip(&bounds).all(|(reserve, bound)| reserve >= bound);
    let wanted: Vec<_> = bounds.iter().map(kept).collect::<Result<_, MathError>>()?;
    let is_deep = is_deep_now && twap.depths.iter().zip(&wanted).all(|(depth, wanted)| depth >= wanted);
    // Liquidity makes no price fresh: what counts is when the last trade was observed.
    let is_stale = elapsed(cursor.stored_at, env.block.time.seconds())? > MAX_IDLE_SECONDS;
    let prices = pool.tokens().iter().skip(1).zip(&twap.means).map(|(token, mean)| TwapPrice {
        asset: token.info(),
        of_first: mean.of_first,
        in_first: mean.in_first,
        geometric: mean.geometric,
    });
    Ok(TwapResponse {
        prices: prices.collect(),
        seconds: twap.seconds,
        is_reliable: twap.is_covered && is_deep && !is_stale,
        is_covered: twap.is_covered,
        is_stale,
        is_deep,
        traded_at: cursor.stored_at,
        observations: cursor.count,
        capacity: cursor.next_capacity,
    })
}
