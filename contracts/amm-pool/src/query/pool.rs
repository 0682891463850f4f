//! What the pool is and what it holds.

use crate::ContractError;
use crate::pool::Pool;
use amm_math::MINIMUM_LIQUIDITY;
use api::amm_pool::{ConfigResponse, DEFAULT_MAX_IMPACT_BPS, HoldingsResponse, PoolResponse};
use api::asset::Token;
use cosmwasm_std::Deps;

pub(crate) fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    let config = Pool::load(deps.storage)?.config;
    Ok(ConfigResponse {
        assets: config.tokens.iter().map(Token::info).collect(),
        kind: config.kind,
        fee_bps: config.fee_bps,
        default_max_impact_bps: DEFAULT_MAX_IMPACT_BPS,
        locked_shares: MINIMUM_LIQUIDITY.amount(),
        owner: config.owner,
    })
}

pub(crate) fn pool(deps: Deps) -> Result<PoolResponse, ContractError> {
    let pool = Pool::load(deps.storage)?;
    Ok(PoolResponse {
        reserves: pool.named(&pool.holdings.reserves),
        fees_held: pool.named(&pool.holdings.fees),
        supply: cw20_ledger::load_token_info(deps.storage)?.total_supply,
    })
}

pub(crate) fn holdings(deps: Deps) -> Result<HoldingsResponse, ContractError> {
    let pool = Pool::load(deps.storage)?;
    Ok(HoldingsResponse { holdings: pool.named(&pool.holdings.totals()?) })
}
