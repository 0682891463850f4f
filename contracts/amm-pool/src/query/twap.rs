//! Mean prices, with what a lender must know before it trusts them.

use crate::error::Failure;
use crate::pool::Pool;
use amm_math::MathError;
use api::amm_pool::{MAX_IDLE_SECONDS, TwapPrice, TwapResponse};
use api::asset::Asset;
use cosmwasm_std::{Deps, Env};

pub(crate) fn twap(
    deps: Deps,
    env: &Env,
    window: u64,
    min_reserves: Vec<Asset>,
) -> Result<TwapResponse, Failure> {
    let pool = Pool::load(deps.storage, env)?;
    let twap = pool.twap(deps.storage, env, window)?.ok_or(MathError::EmptyPool)?;
    let clock = pool.record.clock;
    let reserves = &pool.record.holdings.reserves;
    let bounds = pool.bounds(deps.api, &min_reserves)?;
    let is_deep = reserves.iter().zip(bounds).all(|(reserve, bound)| *reserve >= bound);
    let is_stale = env.block.time.seconds().saturating_sub(clock.at) > MAX_IDLE_SECONDS;
    let prices = pool.config.tokens.iter().skip(1).zip(&twap.means).map(|(token, mean)| TwapPrice {
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
        traded_at: clock.at,
        observations: clock.count,
        capacity: clock.next_capacity,
    })
}
