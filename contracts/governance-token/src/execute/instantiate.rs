//! Creates the token with its first holders.

use crate::state::{CONTRACT_NAME, CONTRACT_VERSION, LOGO, MARKETING, MINTER, Minter};
use crate::{ContractError, logo};
use cosmwasm_std::{DepsMut, MessageInfo, Response, Storage, Uint128};
use std::collections::BTreeSet;
use weal_api::cw20::{InstantiateMarketingInfo, MarketingInfoResponse};
use weal_api::governance_token::InstantiateMsg;
use weal_contract_kit::payment::no_funds;

pub(crate) fn instantiate(
    mut deps: DepsMut,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;

    weal_contract_kit::version::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    weal_cw20_ledger::create(deps.storage, msg.name, msg.symbol, msg.decimals)?;

    let (mut holders, mut balances) = (BTreeSet::new(), vec![]);
    for holder in msg.initial_balances {
        let address = deps.api.addr_validate(&holder.address)?;
        if !holders.insert(address.clone()) {
            return Err(ContractError::DuplicateHolder { address });
        }
        balances.push((address, holder.amount));
    }
    let supply = weal_cw20_ledger::mint_all(deps.storage, deps.api, &balances)?;
    if let Some(mint) = msg.mint {
        let minter = Minter { minter: deps.api.addr_validate(&mint.minter)?, cap: mint.cap };
        ensure_below_cap(supply, minter.cap)?;
        MINTER.save(deps.storage, &minter);
    }
    if let Some(marketing) = msg.marketing {
        let record = marketing_record(&mut deps, marketing)?;
        MARKETING.save(deps.storage, &record);
    }

    Ok(Response::new())
}

/// Refuses a supply above the cap. Errors: `CapExceeded`.
pub(crate) fn ensure_below_cap(supply: Uint128, cap: Option<Uint128>) -> Result<(), ContractError> {
    match cap {
        Some(cap) if supply > cap => Err(ContractError::CapExceeded { supply, cap }),
        _ => Ok(()),
    }
}

fn marketing_record(
    deps: &mut DepsMut,
    info: InstantiateMarketingInfo,
) -> Result<MarketingInfoResponse, ContractError> {
    let marketing = info.marketing.map(|account| deps.api.addr_validate(&account)).transpose()?;
    let storage: &mut dyn Storage = deps.storage;
    let logo = info
        .logo
        .map(|logo| {
            let shown = logo::check(&logo)?;
            LOGO.save(storage, &logo);
            Ok::<_, ContractError>(shown)
        })
        .transpose()?;
    Ok(MarketingInfoResponse { project: info.project, description: info.description, logo, marketing })
}
