//! Answers about balances, allowances and supply.
//!
//! Lists go by the canonical bytes of the address, which is not the order of the texts: bech32 has an alphabet
//! of its own. `start_after` is an address all the same, and pages are complete; an empty text is the beginning, as every text is in
//! cw20-base, and a text that is no address has no place in this order and is refused.

use crate::allowance::Pair;
use crate::state::{ALLOWANCES, Allowance, BALANCES, OWNERS};
use crate::{Cw20Error, balance_of, load_token_info};
use cosmwasm_std::{Addr, Deps, Order};
use weal_api::cw20::{
    AllAccountsResponse, AllAllowancesResponse, AllSpenderAllowancesResponse, AllowanceInfo,
    AllowanceResponse, BalanceResponse, SpenderAllowanceInfo, TokenInfoResponse,
};
use weal_api::page::page_limit;
use weal_records::{Account, Bound};

/// An account's balance.
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

/// The allowance of `spender` on `owner`'s tokens; zero where there is none.
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
    let given = ALLOWANCES.prefix(&Account::of(deps.api, &owner_addr)?);
    let allowances = given
        .range(deps.storage, after(deps, start_after)?, None, Order::Ascending)
        .take(page_limit(limit))
        .map(|row| {
            let (spender, Allowance { amount, expires }) = row?;
            Ok(AllowanceInfo { spender: spender.address(deps.api)?.into(), allowance: amount, expires })
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
    let owners = OWNERS.prefix(&Account::of(deps.api, &spender_addr)?);
    let allowances = owners
        .range(deps.storage, after(deps, start_after)?, None, Order::Ascending)
        .take(page_limit(limit))
        .map(|row| {
            let owner = row?.0.address(deps.api)?;
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
    let accounts = BALANCES
        .range(deps.storage, after(deps, start_after)?, None, Order::Ascending)
        .take(page_limit(limit))
        .map(|row| Ok(row?.0.address(deps.api)?.into()))
        .collect::<Result<_, Cw20Error>>()?;
    Ok(AllAccountsResponse { accounts })
}

/// The place behind the last row of the page before. Errors: `Std` for a text that is no address.
fn after(deps: Deps, start_after: Option<String>) -> Result<Option<Bound<'static, Account>>, Cw20Error> {
    let Some(address) = start_after.filter(|address| !address.is_empty()) else { return Ok(None) };
    let address = deps.api.addr_validate(&address)?;
    Ok(Some(Bound::exclusive(Account::of(deps.api, &address)?)))
}

fn recorded(deps: Deps, owner: &Addr, spender: &Addr) -> Result<AllowanceResponse, Cw20Error> {
    let Allowance { amount, expires } =
        Pair::of(deps.api, owner, spender)?.load(deps.storage)?.unwrap_or_default();
    Ok(AllowanceResponse { allowance: amount, expires })
}
