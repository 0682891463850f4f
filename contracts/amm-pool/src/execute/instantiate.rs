//! Creates an empty pool.

use crate::ContractError;
use crate::pool::Pool;
use crate::state::{CONFIG, CONTRACT_NAME, CONTRACT_VERSION, Config};
use amm_math::Balances;
use api::amm_pool::{InstantiateMsg, MAX_FEE_BPS, PoolCreated};
use api::asset::{AssetInfo, Token};
use api::cw20::{Cw20QueryMsg, TokenInfoResponse};
use api::payment::no_funds;
use cosmwasm_std::{Deps, DepsMut, Env, MessageInfo, Response};
use fixed_point::Bps;

const ASSETS: usize = 2;
const LP_NAME: &str = "Commonweal LP";
const LP_SYMBOL: &str = "WEAL-LP";
const LP_DECIMALS: u8 = 6;

pub(crate) fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;

    let fee = Bps::at_most(msg.fee_bps, MAX_FEE_BPS)?;
    let tokens = check_assets(deps.as_ref(), &env, &msg.assets)?;
    let owner = deps.api.addr_validate(&msg.owner)?;
    let config = Config { tokens, kind: msg.kind, fee_bps: fee.value(), owner };

    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    let name = msg.lp_name.unwrap_or_else(|| LP_NAME.into());
    let symbol = msg.lp_symbol.unwrap_or_else(|| LP_SYMBOL.into());
    cw20_ledger::create(deps.storage, name, symbol, LP_DECIMALS)?;
    CONFIG.save(deps.storage, &config)?;
    let pool = Pool { holdings: Balances::empty(config.tokens.len()), config };
    pool.save(deps.storage);

    Ok(Response::new().add_event(PoolCreated {
        assets: pool.config.tokens.iter().map(Token::to_string).collect(),
        fee_bps: pool.config.fee_bps,
        owner: pool.config.owner,
    }))
}

/// Errors: `WrongAssetCount`, `DuplicateAsset`, `OwnShares`, `NotAToken`, `Asset`.
fn check_assets(deps: Deps, env: &Env, assets: &[AssetInfo]) -> Result<Vec<Token>, ContractError> {
    if assets.len() != ASSETS {
        return Err(ContractError::WrongAssetCount { found: assets.len(), required: ASSETS });
    }
    let mut tokens: Vec<Token> = vec![];
    for asset in assets {
        let token = asset.check(deps.api)?;
        if tokens.contains(&token) {
            return Err(ContractError::DuplicateAsset { token });
        }
        ensure_token(deps, env, &token)?;
        tokens.push(token);
    }
    Ok(tokens)
}

fn ensure_token(deps: Deps, env: &Env, token: &Token) -> Result<(), ContractError> {
    let Token::Cw20(contract) = token else { return Ok(()) };
    if *contract == env.contract.address {
        return Err(ContractError::OwnShares);
    }
    let answer: Result<TokenInfoResponse, _> =
        deps.querier.query_wasm_smart(contract, &Cw20QueryMsg::TokenInfo {});
    let reason = |error: cosmwasm_std::StdError| error.to_string();
    answer
        .map(|_| ())
        .map_err(|error| ContractError::NotAToken { contract: contract.clone(), reason: reason(error) })
}
