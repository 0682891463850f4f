//! Creates the market.

use crate::ContractError;
use crate::state::{
    CONTRACT_NAME, CONTRACT_VERSION, Config, MARKET, OWNERSHIP, Ownership, SETTINGS, Settings, Terms, Totals,
};
use cosmwasm_std::{DepsMut, Env, MessageInfo, QuerierWrapper, Response};
use weal_api::asset::Token;
use weal_api::cw20::{Cw20QueryMsg, TokenInfoResponse};
use weal_api::lending_market::{InstantiateMsg, MarketCreated};
use weal_api::oracle::OracleContract;
use weal_contract_kit::payment::no_funds;
use weal_lending_math::Pool;

pub(crate) fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    let owner = deps.api.addr_validate(&msg.owner)?;
    let config = Config {
        loan: msg.loan_asset.check(deps.api)?,
        collateral: msg.collateral_asset.check(deps.api)?,
        oracle: OracleContract::check(deps.api, &msg.oracle)?,
        price_feed: msg.price_feed,
    };
    if config.loan == config.collateral {
        return Err(ContractError::SameAsset { asset: config.loan.to_string() });
    }
    if config.price_feed.is_empty() {
        return Err(ContractError::NoPriceFeed);
    }
    ensure_answers(&deps.querier, &config.loan)?;
    ensure_answers(&deps.querier, &config.collateral)?;
    let rate = msg.rate.check()?;
    msg.risk.check()?;
    let pool = Pool { accrued_at: env.block.time.seconds(), ..Pool::default() }.repriced(&rate)?;

    weal_contract_kit::version::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    let terms = Terms { rate: msg.rate, risk: msg.risk };
    SETTINGS.save(deps.storage, &Settings { terms, config: config.clone() });
    OWNERSHIP.save(deps.storage, &Ownership { owner: owner.clone(), pending_owner: None });
    MARKET.save(deps.storage, &Totals { pool, ..Totals::default() });

    Ok(Response::new().add_event(MarketCreated {
        owner,
        loan_asset: config.loan.to_string(),
        collateral_asset: config.collateral.to_string(),
    }))
}

/// Refuses a cw20 token whose contract does not answer: money sent through it could never leave again.
fn ensure_answers(querier: &QuerierWrapper<'_>, token: &Token) -> Result<(), ContractError> {
    if let Token::Cw20(contract) = token {
        weal_wire::ask::<TokenInfoResponse>(querier, contract, &Cw20QueryMsg::TokenInfo {})?;
    }
    Ok(())
}
