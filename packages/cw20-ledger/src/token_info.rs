//! Name, symbol and decimals; the supply has a record of its own, which minting and burning write.

use crate::state::{DESCRIPTION, Description};
use crate::{Cw20Error, balance::total_supply};
use cosmwasm_std::{Storage, Uint128};

/// A token's description and its supply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenInfo {
    /// The name, 3 to 50 bytes.
    pub name: String,
    /// The symbol, 3 to 12 letters or hyphens.
    pub symbol: String,
    /// A whole token is 10^decimals base units; at most 18.
    pub decimals: u8,
    /// The sum of all balances, base units.
    pub total_supply: Uint128,
}

/// Sets up a token without any supply. Errors: `InvalidName`, `InvalidSymbol`, `InvalidDecimals`.
pub fn create(
    storage: &mut dyn Storage,
    name: String,
    symbol: String,
    decimals: u8,
) -> Result<(), Cw20Error> {
    let description = Description { name, symbol, decimals };
    check(&description)?;
    DESCRIPTION.save(storage, &description);
    Ok(())
}

/// The token's description and supply. These are two records: a caller that needs the supply alone asks [`total_supply`].
pub fn load_token_info(storage: &dyn Storage) -> Result<TokenInfo, Cw20Error> {
    let Description { name, symbol, decimals } = DESCRIPTION.load(storage)?;
    Ok(TokenInfo { name, symbol, decimals, total_supply: total_supply(storage)? })
}

fn check(description: &Description) -> Result<(), Cw20Error> {
    let Description { name, symbol, decimals } = description;
    if !(3..=50).contains(&name.len()) {
        return Err(Cw20Error::InvalidName { found: name.len() });
    }
    let is_symbol = |byte: u8| byte.is_ascii_alphabetic() || byte == b'-';
    if !(3..=12).contains(&symbol.len()) || !symbol.bytes().all(is_symbol) {
        return Err(Cw20Error::InvalidSymbol { symbol: symbol.clone() });
    }
    if *decimals > 18 {
        return Err(Cw20Error::InvalidDecimals { found: *decimals });
    }
    Ok(())
}
