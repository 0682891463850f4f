//! Everything that the ledger stores inside the contract that embeds it: the prefixes 1 to 9 are its own there.

use cosmwasm_std::Uint128;
use cw_utils::Expiration;
use weal_records::{Account, Item, Map, Mark, Packed};

weal_records::layout! {
    /// Account → its balance, base units. Written by every movement of tokens.
    pub(crate) const BALANCES: Map<Account, Uint128> = Map::new(1);
    /// (Owner, spender) → what the spender may still move. Written by the allowance messages and by whatever spends.
    pub(crate) const ALLOWANCES: Map<(Account, Account), Allowance> = Map::new(2);
    /// (Spender, owner) → a mark: there is such an allowance. Written where an allowance begins and ends, not where it is spent.
    pub(crate) const OWNERS: Map<(Account, Account), Mark> = Map::new(3);
    /// The sum of all balances, base units. Written by minting and burning.
    pub(crate) const SUPPLY: Item<Uint128> = Item::new(4);
    /// The token's name, symbol and decimals. Written by `create`, never again.
    pub(crate) const DESCRIPTION: Item<Description> = Item::new(5);
}

/// The right of a spender to move an owner's tokens.
#[derive(Clone, Debug, Default, PartialEq, Packed)]
pub(crate) struct Allowance {
    /// The amount left, base units.
    pub(crate) amount: Uint128,
    /// The block or the second from which on it is over.
    pub(crate) expires: Expiration,
}

/// The part of a token's description that never changes.
#[derive(Clone, Debug, Packed)]
pub(crate) struct Description {
    /// The name, 3 to 50 bytes.
    pub(crate) name: String,
    /// The symbol, 3 to 12 letters or hyphens.
    pub(crate) symbol: String,
    /// A whole token is 10^decimals base units; at most 18.
    pub(crate) decimals: u8,
}
