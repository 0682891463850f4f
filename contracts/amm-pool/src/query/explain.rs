//! A swap in plain numbers, and how much moves a price.

use super::simulate::is_accepted;
use crate::error::{ContractError, Failure, buys_nothing};
use crate::pool::{Pool, checked, sum};
use cosmwasm_std::{Deps, Env, Uint128, Uint256};
use weal_amm_math::Direction;
use weal_amm_math::exact::less;
use weal_api::amm_pool::{DepthResponse, ExplainResponse};
use weal_api::asset::{Asset, AssetInfo};
use weal_fixed_point::FULL_BPS;

pub(crate) fn explain(
    deps: Deps,
    env: &Env,
    offer: Asset,
    ask: Option<AssetInfo>,
) -> Result<ExplainResponse, Failure> {
    let pool = Pool::load(deps.storage, env)?;
    let offer_token = offer.info.check(deps.api)?;
    let ask_token = checked(deps.api, ask.as_ref())?;
    let direction = pool.direction(Some(&offer_token), ask_token.as_ref())?;

    let trade = pool.sale(direction, offer.amount)?;
    let outcome = trade.outcome;
    // A swap at the floor when the fee is highest.
    let worst_case = pool.default_floor(deps.storage, env, direction, offer.amount, pool.highest_fee()?)?;
    Ok(ExplainResponse {
        receive: Asset::new(pool.token(direction.ask)?.info(), outcome.received),
        worst_case,
        fee: outcome.fee,
        fee_bps: pool.fee_for(direction)?.value(),
        protocol_fee: trade.protocol_fee,
        withheld: outcome.withheld,
        price_impact_bps: outcome.price_impact_bps,
        is_accepted: !pool.is_paused(env) && is_accepted(&pool, deps, env, direction, &outcome)?,
        params_version: pool.config().version,
        pay: offer,
    })
}

/// Errors: `MoveOutOfRange`, `Math` where no offer moves the price so far.
pub(crate) fn depth(
    deps: Deps,
    env: &Env,
    offer: AssetInfo,
    ask: Option<AssetInfo>,
    bps: u16,
) -> Result<DepthResponse, Failure> {
    if !(1..FULL_BPS).contains(&bps) {
        return Err(ContractError::MoveOutOfRange { found: bps }.into());
    }
    let pool = Pool::load(deps.storage, env)?;
    let offer_token = offer.check(deps.api)?;
    let ask_token = checked(deps.api, ask.as_ref())?;
    let direction = pool.direction(Some(&offer_token), ask_token.as_ref())?;

    let price = pool.price(direction)?;
    let kept = Uint256::from(FULL_BPS.saturating_sub(bps));
    let target = price.multiply_ratio(kept, Uint256::from(FULL_BPS));
    let offered = pool.least_offer_to(direction, target)?;
    let received = pool.swap(direction, offered)?.received;
    Ok(DepthResponse {
        offer: Asset::new(offer, offered),
        receive: Asset::new(pool.token(direction.ask)?.info(), received),
        price,
        price_after: pool.price_after(direction, offered)?,
    })
}

impl Pool {
    fn price(&self, direction: Direction) -> Result<Uint256, Failure> {
        let reserves = &self.record().holdings.reserves;
        Ok(self.curve().price(reserves, direction)?)
    }

    fn price_after(&self, direction: Direction, offered: Uint128) -> Result<Uint256, Failure> {
        self.after(&self.sale(direction, offered)?)?.price(direction)
    }

    /// Searches by doubling and then by halves, since the price after is the lower, the more is sold. An offer that
    /// buys nothing moves nothing.
    fn least_offer_to(&self, direction: Direction, target: Uint256) -> Result<Uint128, Failure> {
        let is_enough = |offered: Uint128| match self.price_after(direction, offered) {
            Ok(price) => Ok(price <= target),
            Err(failure) if buys_nothing(&failure) => Ok(false),
            Err(error) => Err(error),
        };
        let (mut below, mut enough) = (Uint128::zero(), Uint128::one());
        while !is_enough(enough)? {
            (below, enough) = (enough, sum(enough, enough)?);
        }
        loop {
            let between = less(enough, below, "an interval has its ends in order")?;
            if between <= Uint128::one() {
                return Ok(enough);
            }
            let middle = sum(below, Uint128::new(between.u128().midpoint(0)))?;
            if is_enough(middle)? {
                enough = middle;
            } else {
                below = middle;
            }
        }
    }
}
