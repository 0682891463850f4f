//! Answers about balances, allowances and supply.

use crate::{
    Cw20Error,
    allowance::{ALLOWANCES, ALLOWANCES_BY_SPENDER},
    balance::BALANCES,
    balance_of, load_token_info,
};
use api::cw20::{
    AllAccountsResponse, AllAllowancesResponse, AllSpenderAllowancesResponse, AllowanceInfo,
    AllowanceResponse, BalanceResponse, SpenderAllowanceInfo, TokenInfoResponse,
};
use api::page::page_limit;
use cosmwasm_std::{Addr, Api, Deps, Order};
use cw_storage_plus::Bound;

/// An account's tokens.
pub fn balance(deps: Deps, address: String) -> Result<BalanceResponse, Cw20Error> {
    let account = deps.api.addr_validate(&address)?;
    Ok(BalanceResponse { balance: balance_of(deps.storage, &account)? })
}

/// Name, symbol, decimals and supply.
pub fn token_info(deps: Deps) -> Result<TokenInfoResponse, Cw20Error> {
    let info = load_token_info(deps.storage)?;
    Ok(TokenInfoResponse {
        name: info.name,
        symbol: info.symbol,
        decimals: info.decimals,
        total_supply: info.total_supply,
    })
}

/// What `spender` may still move of `owner`'s tokens.
pub fn allowance(deps: Deps, owner: String, spender: String) -> Result<AllowanceResponse, Cw20Error> {
    let owner_addr = deps.api.addr_validate(&owner)?;
    let spender_addr = deps.api.addr_validate(&spender)?;
    Ok(ALLOWANCES.may_load(deps.storage, (&owner_addr, &spender_addr))?.unwrap_or_default())
}

/// Allowances that `owner` has given, by spender.
pub fn all_allowances(
    deps: Deps,
    owner: String,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<AllAllowancesResponse, Cw20Error> {
    let owner_addr = deps.api.addr_validate(&owner)?;
    let after = validate_start(deps.api, start_after)?;
    let allowances = ALLOWANCES
        .prefix(&owner_addr)
        .range(deps.storage, after.as_ref().map(Bound::exclusive), None, Order::Ascending)
        .take(page_limit(limit))
        .map(|row| {
            row.map(|(spender, record)| AllowanceInfo {
                spender: spender.into(),
                allowance: record.allowance,
                expires: record.expires,
            })
        })
        .collect::<Result<_, _>>()?;
    Ok(AllAllowancesResponse { allowances })
}

/// Allowances that `spender` has been given, by owner.
pub fn all_spender_allowances(
    deps: Deps,
    spender: String,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<AllSpenderAllowancesResponse, Cw20Error> {
    let spender_addr = deps.api.addr_validate(&spender)?;
    let after = validate_start(deps.api, start_after)?;
    let allowances = ALLOWANCES_BY_SPENDER
        .prefix(&spender_addr)
        .range(deps.storage, after.as_ref().map(Bound::exclusive), None, Order::Ascending)
        .take(page_limit(limit))
        .map(|row| {
            row.map(|(owner, record)| SpenderAllowanceInfo {
                owner: owner.into(),
                allowance: record.allowance,
                expires: record.expires,
            })
        })
        .collect::<Result<_, _>>()?;
    Ok(AllSpenderAllowancesResponse { allowances })
}

/// Accounts that have held tokens, ascending.
pub fn all_accounts(
    deps: Deps,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<AllAccountsResponse, Cw20Error> {
    let after = validate_start(deps.api, start_after)?;
    let accounts = BALANCES
        .keys(deps.storage, after.as_ref().map(Bound::exclusive), None, Order::Ascending)
        .take(page_limit(limit))
        .map(|account| account.map(String::from))
        .collect::<Result<_, _>>()?;
    Ok(AllAccountsResponse { accounts })
}

fn validate_start(api: &dyn Api, start_after: Option<String>) -> Result<Option<Addr>, Cw20Error> {
    Ok(start_after.map(|address| api.addr_validate(&address)).transpose()?)
}
