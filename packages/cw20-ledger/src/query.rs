//! Answers about balances, allowances and supply.
//!
//! Lists go by the canonical bytes of the address, which is not the order of the texts: bech32 has an alphabet
//! of its own. `start_after` is an address all the same, and pages are complete; an empty text is the beginning, as every text is in
//! cw20-base, and a text that is no address has no place in this order and is refused.

use crate::{
    Cw20Error,
    account::Account,
    allowance::Pair,
    balance_of, load_token_info,
    record::{ALLOWANCE, BALANCE, SPENDER, page, prefix},
};
use cosmwasm_std::{Addr, Deps};
use weal_api::cw20::{
    AllAccountsResponse, AllAllowancesResponse, AllSpenderAllowancesResponse, AllowanceInfo,
    AllowanceResponse, BalanceResponse, SpenderAllowanceInfo, TokenInfoResponse,
};
use weal_api::page::page_limit;

/// An account's tokens.
pub fn balance(deps: Deps, address: String) -> Result<BalanceResponse, Cw20Error> {
    let account = deps.api.addr_validate(&address)?;
    Ok(BalanceResponse { balance: balance_of(deps.storage, deps.api, &account)? })
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
    recorded(deps, &owner_addr, &spender_addr)
}

/// Allowances that `owner` has given, by spender's canonical bytes.
pub fn all_allowances(
    deps: Deps,
    owner: String,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<AllAllowancesResponse, Cw20Error> {
    let owner_addr = deps.api.addr_validate(&owner)?;
    let allowances = counterparts(deps, ALLOWANCE, &owner_addr, start_after, limit)?
        .into_iter()
        .map(|spender| {
            let AllowanceResponse { allowance, expires } = recorded(deps, &owner_addr, &spender)?;
            Ok(AllowanceInfo { spender: spender.into(), allowance, expires })
        })
        .collect::<Result<_, Cw20Error>>()?;
    Ok(AllAllowancesResponse { allowances })
}

/// Allowances that `spender` has been given, by owner's canonical bytes.
pub fn all_spender_allowances(
    deps: Deps,
    spender: String,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<AllSpenderAllowancesResponse, Cw20Error> {
    let spender_addr = deps.api.addr_validate(&spender)?;
    let allowances = counterparts(deps, SPENDER, &spender_addr, start_after, limit)?
        .into_iter()
        .map(|owner| {
            let AllowanceResponse { allowance, expires } = recorded(deps, &owner, &spender_addr)?;
            Ok(SpenderAllowanceInfo { owner: owner.into(), allowance, expires })
        })
        .collect::<Result<_, Cw20Error>>()?;
    Ok(AllSpenderAllowancesResponse { allowances })
}

/// Accounts that have held tokens, by canonical bytes.
pub fn all_accounts(
    deps: Deps,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<AllAccountsResponse, Cw20Error> {
    let accounts = listed(deps, &[BALANCE], start_after, limit)?.into_iter().map(String::from).collect();
    Ok(AllAccountsResponse { accounts })
}

/// Whom `account` has given an allowance, or by whom it was given one.
fn counterparts(
    deps: Deps,
    kind: u8,
    account: &Addr,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<Vec<Addr>, Cw20Error> {
    listed(deps, &prefix(kind, &Account::of(deps.api, account)?)?, start_after, limit)
}

fn listed(
    deps: Deps,
    prefix: &[u8],
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<Vec<Addr>, Cw20Error> {
    let after = start_after.filter(|address| !address.is_empty());
    let after = after.map(|address| Account::named(deps.api, &address)).transpose()?;
    let rows = page(deps.storage, prefix, after.as_ref(), page_limit(limit));
    rows.iter().map(|bytes| Account::address(deps.api, bytes)).collect()
}

fn recorded(deps: Deps, owner: &Addr, spender: &Addr) -> Result<AllowanceResponse, Cw20Error> {
    Ok(Pair::of(deps.api, owner, spender)?.load(deps.storage)?.unwrap_or_default())
}
