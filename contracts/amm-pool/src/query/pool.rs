//! The answers on the pool's terms and holdings.

use crate::config::CurveTerms;
use crate::error::Failure;
use crate::pool::Pool;
use crate::state::ROLES;
use cosmwasm_std::{Deps, Env};
use weal_amm_math::{AMP_PRECISION, Amplification, MINIMUM_LIQUIDITY, MathError};
use weal_api::amm_pool::{
    AmplificationResponse, ConfigResponse, DEFAULT_MAX_IMPACT_BPS, HoldingsResponse, PoolKind, PoolResponse,
};
use weal_api::asset::Token;

pub(crate) fn config(deps: Deps, env: &Env) -> Result<ConfigResponse, Failure> {
    let config = Pool::load(deps.storage, env)?.config().clone();
    let amplification = match &config.curve {
        CurveTerms::ConstantProduct => None,
        CurveTerms::Stableswap { ramp, .. } => Some(amplification(*ramp, env)),
    };
    Ok(ConfigResponse {
        assets: config.tokens.iter().map(Token::info).collect(),
        kind: kind(config.curve, env)?,
        amplification,
        fee_bps: config.params.fee_bps,
        default_max_impact_bps: DEFAULT_MAX_IMPACT_BPS,
        locked_shares: MINIMUM_LIQUIDITY.amount(),
        owner: ROLES.load(deps.storage)?.owner,
    })
}

fn amplification(ramp: Amplification, env: &Env) -> AmplificationResponse {
    let now = ramp.at(env.block.time.seconds()).hundredths();
    let Amplification { from, to, starts_at, ends_at } = ramp;
    AmplificationResponse { now, from, to, starts_at, ends_at }
}

/// Errors: `Math` for an amplification that no pool has.
fn kind(curve: CurveTerms, env: &Env) -> Result<PoolKind, MathError> {
    Ok(match curve {
        CurveTerms::ConstantProduct => PoolKind::ConstantProduct {},
        CurveTerms::Stableswap { decimals, ramp } => {
            let hundredths = ramp.at(env.block.time.seconds()).hundredths();
            let amp = hundredths.checked_div(AMP_PRECISION).and_then(|amp| u32::try_from(amp).ok());
            let broken = MathError::Invariant { broken: "an amplification is at most 100,000" };
            PoolKind::Stableswap { amp: amp.ok_or(broken)?, decimals }
        }
    })
}

pub(crate) fn pool(deps: Deps, env: &Env) -> Result<PoolResponse, Failure> {
    let pool = Pool::load(deps.storage, env)?;
    Ok(PoolResponse {
        reserves: pool.named(&pool.record().holdings.reserves),
        fees_held: pool.named(&pool.record().holdings.fees),
        protocol_fees: pool.named(&pool.record().protocol_fees),
        supply: pool.record().supply.amount(),
    })
}

pub(crate) fn holdings(deps: Deps, env: &Env) -> Result<HoldingsResponse, Failure> {
    let pool = Pool::load(deps.storage, env)?;
    Ok(HoldingsResponse { holdings: pool.named(&pool.owed()?) })
}
