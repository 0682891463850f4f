//! Creates an empty pool.

use crate::config::{Config, CurveTerms};
use crate::error::{ContractError, Failure};
use crate::params::{Change, DEFAULTS};
use crate::pool_state::PoolState;
use crate::state::{CONFIG, CONTRACT_NAME, CONTRACT_VERSION, FACTORY, POOL_STATE, ROLES, Roles};
use cosmwasm_std::{Deps, DepsMut, Env, MessageInfo, Response};
use weal_amm_math::{Amplification, Stableswap};
use weal_api::amm_pool::{InstantiateMsg, Params, PoolCreated, PoolKind};
use weal_api::asset::{AssetInfo, Token};
use weal_api::cw20::{Cw20QueryMsg, TokenInfoResponse};
use weal_contract_kit::payment::no_funds;

const ASSETS: usize = 2;
const LP_NAME: &str = "Commonweal LP";
const LP_SYMBOL: &str = "WEAL-LP";
const LP_DECIMALS: u8 = 6;

pub(crate) fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, Failure> {
    no_funds(&info)?;

    ensure_count(&msg)?;
    let (curve, declared) = check_curve(msg.kind)?;
    let tokens = check_assets(deps.as_ref(), &env, &msg.assets, declared.as_deref())?;
    let owner = deps.api.addr_validate(&msg.owner)?;
    // Shares of a stableswap count in the most decimals of its assets, as *D* does.
    let lp_decimals = declared.and_then(|declared| declared.into_iter().max()).unwrap_or(LP_DECIMALS);
    let base = Change {
        params: Params { fee_bps: msg.fee_bps, ..DEFAULTS },
        guardian: None,
        protocol_recipient: None,
    };
    let change = base.with(deps.api, msg.params.unwrap_or_default())?;
    change.ensure_for(tokens.len())?;
    let Change { params, guardian, protocol_recipient } = change;
    let config = Config { tokens, curve, params, version: 1, paused_until: 0 };
    let roles = Roles { owner, pending_owner: None, guardian, protocol_recipient, pause_possible_at: 0 };

    weal_contract_kit::version::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    let name = msg.lp_name.unwrap_or_else(|| LP_NAME.into());
    let symbol = msg.lp_symbol.unwrap_or_else(|| LP_SYMBOL.into());
    weal_cw20_ledger::create(deps.storage, name, symbol, lp_decimals)?;
    CONFIG.save(deps.storage, &config);
    ROLES.save(deps.storage, &roles);
    FACTORY.save(deps.storage, &info.sender);
    POOL_STATE.save(deps.storage, &PoolState::empty(config.tokens.len()));

    Ok(Response::new().add_event(PoolCreated {
        assets: config.tokens.iter().map(Token::to_string).collect(),
        fee_bps: config.params.fee_bps,
        owner: roles.owner,
    }))
}

/// Errors: `WrongAssetCount`.
fn ensure_count(msg: &InstantiateMsg) -> Result<(), Failure> {
    let found = msg.assets.len();
    let required = match &msg.kind {
        PoolKind::ConstantProduct {} => ASSETS,
        PoolKind::Stableswap { decimals, .. } => decimals.len(),
    };
    if found == required { Ok(()) } else { Err(ContractError::WrongAssetCount { found, required }.into()) }
}

/// The curve, and of a stableswap the decimals declared. Errors: `Math` for decimals or an amplification that it
/// cannot have.
fn check_curve(kind: PoolKind) -> Result<(CurveTerms, Option<Vec<u8>>), Failure> {
    Ok(match kind {
        PoolKind::ConstantProduct {} => (CurveTerms::ConstantProduct, None),
        PoolKind::Stableswap { amp, decimals } => {
            let amplification = Amplification::fixed(amp)?;
            Stableswap::new(&decimals, amplification.at(0))?;
            (CurveTerms::Stableswap { decimals: decimals.clone(), ramp: amplification }, Some(decimals))
        }
    })
}

/// Errors: `DuplicateAsset`, `OwnShares`, `NotAToken`, `WrongDecimals`, `Asset`.
fn check_assets(
    deps: Deps,
    env: &Env,
    assets: &[AssetInfo],
    declared: Option<&[u8]>,
) -> Result<Vec<Token>, Failure> {
    let mut tokens: Vec<Token> = vec![];
    for (position, asset) in assets.iter().enumerate() {
        let token = asset.check(deps.api)?;
        if tokens.contains(&token) {
            return Err(ContractError::DuplicateAsset { token }.into());
        }
        let found = token_decimals(deps, env, &token)?;
        let declared = declared.and_then(|declared| declared.get(position)).copied();
        if let (Some(found), Some(declared)) = (found, declared)
            && found != declared
        {
            return Err(ContractError::WrongDecimals { token, declared, found }.into());
        }
        tokens.push(token);
    }
    Ok(tokens)
}

/// Asks a cw20 for its decimals; `None` for a native token, whose decimals the bank does not know. Errors: `OwnShares`,
/// `NotAToken`.
fn token_decimals(deps: Deps, env: &Env, token: &Token) -> Result<Option<u8>, Failure> {
    let Token::Cw20(contract) = token else { return Ok(None) };
    if *contract == env.contract.address {
        return Err(ContractError::OwnShares.into());
    }
    let answer: Result<TokenInfoResponse, _> =
        weal_wire::ask(&deps.querier, contract, &Cw20QueryMsg::TokenInfo {});
    let reason = |error: cosmwasm_std::StdError| error.to_string();
    let refused = |error| ContractError::NotAToken { contract: contract.clone(), reason: reason(error) };
    Ok(answer.map(|info| Some(info.decimals)).map_err(refused)?)
}
