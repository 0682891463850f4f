//! Name, symbol, decimals and supply.

use crate::Cw20Error;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Storage, Uint128};
use cw_storage_plus::Item;

/// The one record of the token; written by [`create`], `mint` and `burn`. Its supply is the sum of all
/// balances.
pub(crate) const TOKEN_INFO: Item<TokenInfo> = Item::new("token_info");

/// What a token is called and how much of it there is.
#[cw_serde]
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

impl TokenInfo {
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
    let info = TokenInfo { name, symbol, decimals, total_supply: Uint128::zero() };
    info.check()?;
    Ok(TOKEN_INFO.save(storage, &info)?)
}

/// The token's record.
pub fn load_token_info(storage: &dyn Storage) -> Result<TokenInfo, Cw20Error> {
    Ok(TOKEN_INFO.load(storage)?)
}
