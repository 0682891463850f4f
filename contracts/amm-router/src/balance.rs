//! The balance of an account at the bank or the token.

use crate::ContractError;
use cosmwasm_std::{Addr, QuerierWrapper, StdError, StdResult, Uint128, from_json};
use weal_api::asset::Token;
use weal_api::cw20::{BalanceResponse, Cw20QueryMsg};
use weal_records::read_raw;

/// The prefix under which cw20-base, and every token with its layout, keeps an account's balance: the length of the namespace, the
/// namespace, the address.
const CW20_BALANCE: &[u8] = b"\x00\x07balance";

/// Balance of a token before a call.
#[weal_wire::record]
pub(crate) struct Held {
    /// The token.
    pub(crate) token: Token,
    /// Base units.
    pub(crate) amount: Uint128,
}

impl Held {
    /// The balance of `account` in this moment.
    pub(crate) fn now(querier: &QuerierWrapper, token: &Token, account: &Addr) -> StdResult<Self> {
        Ok(Self { token: token.clone(), amount: balance(querier, token, account)? })
    }

    /// The growth of `account`'s balance since. Errors: `Invariant` where it has shrunk, which no call that pays it can do.
    pub(crate) fn growth(&self, querier: &QuerierWrapper, account: &Addr) -> Result<Uint128, ContractError> {
        let found = balance(querier, &self.token, account)?;
        let (token, required) = (self.token.clone(), self.amount);
        found.checked_sub(required).map_err(|_| ContractError::Invariant { token, found, required })
    }
}

/// A token's storage is read first: that does not run its code and costs a sixtieth of a query. Where nothing
/// stands there the token is asked. Both are the token's own word, so neither is trusted more.
pub(crate) fn balance(querier: &QuerierWrapper, token: &Token, account: &Addr) -> StdResult<Uint128> {
    let contract = match token {
        Token::Native(denom) => {
            return Uint128::try_from(querier.query_balance(account, denom)?.amount).map_err(StdError::from);
        }
        Token::Cw20(contract) => contract,
    };
    let key = [CW20_BALANCE, account.as_bytes()].concat();
    let stored = read_raw(querier, contract, &key)?;
    if let Some(Ok(amount)) = stored.map(from_json) {
        return Ok(amount);
    }
    let msg = Cw20QueryMsg::Balance { address: account.to_string() };
    Ok(weal_wire::ask::<BalanceResponse>(querier, contract, &msg)?.balance)
}
