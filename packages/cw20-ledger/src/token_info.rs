//! Name, symbol and decimals; the supply has a record of its own, which minting and burning write.

use crate::{Cw20Error, balance::total_supply};
use cosmwasm_std::{Storage, Uint128};
use cw_storage_plus::Item;

/// What never changes; written by [`create`].
const TOKEN_INFO: Item<Description> = Item::new("token_info");

/// As stored.
#[weal_wire::record]
struct Description {
    name: String,
    symbol: String,
    decimals: u8,
}

/// What a token is called and how much of it there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenInfo {
    /// 3 to 50 bytes.
    pub name: String,
    /// 3 to 12 letters or hyphens.
    pub symbol: String,
    /// A whole token is 10^decimals base units; at most 18.
    pub decimals: u8,
    /// Sum of all balances, base units.
    pub total_supply: Uint128,
}

impl Description {
    fn check(&self) -> Result<(), Cw20Error> {
        if !(3..=50).contains(&self.name.len()) {
            return Err(Cw20Error::InvalidName { found: self.name.len() });
        }
        let is_symbol = |byte: u8| byte.is_ascii_alphabetic() || byte == b'-';
        if !(3..=12).contains(&self.symbol.len()) || !self.symbol.bytes().all(is_symbol) {
            return Err(Cw20Error::InvalidSymbol { symbol: self.symbol.clone() });
        }
        if self.decimals > 18 {
            return Err(Cw20Error::InvalidDecimals { found: self.decimals });
        }
        Ok(())
    }
}

/// Sets up a token without any supply. Errors: `InvalidName`, `InvalidSymbol`, `InvalidDecimals`.
pub fn create(
    storage: &mut dyn Storage,
    name: String,
    symbol: String,
    decimals: u8,
) -> Result<(), Cw20Error> {
    let info = Description { name, symbol, decimals };
    info.check()?;
    Ok(TOKEN_INFO.save(storage, &info)?)
}

/// The token's description and supply. Two records: whoever needs the supply alone asks [`total_supply`].
pub fn load_token_info(storage: &dyn Storage) -> Result<TokenInfo, Cw20Error> {
    let Description { name, symbol, decimals } = TOKEN_INFO.load(storage)?;
    Ok(TokenInfo { name, symbol, decimals, total_supply: total_supply(storage)? })
}
