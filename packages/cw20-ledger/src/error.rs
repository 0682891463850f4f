//! Why a movement of tokens was refused.

use cosmwasm_std::{Addr, StdError, Uint128};
use thiserror::Error;

/// Refusals of the ledger.
#[derive(Debug, Error)]
pub enum Cw20Error {
    /// Storage or encoding.
    #[error("{0}")]
    Std(#[from] StdError),
    /// More than the account has.
    #[error("{account} has {found}, {required} are needed")]
    InsufficientBalance {
        /// The account.
        account: Addr,
        /// Its balance.
        found: Uint128,
        /// What was to be moved.
        required: Uint128,
    },
    /// No allowance was given, or it was taken back: not even nothing may be moved.
    #[error("{spender} has no allowance on {owner}'s tokens")]
    NoAllowance {
        /// Whose tokens.
        owner: Addr,
        /// Who spends.
        spender: Addr,
    },
    /// More than the spender may move.
    #[error("{spender} may move {found} of {owner}'s tokens, {required} are needed")]
    InsufficientAllowance {
        /// Whose tokens.
        owner: Addr,
        /// Who spends.
        spender: Addr,
        /// The allowance.
        found: Uint128,
        /// What was to be moved.
        required: Uint128,
    },
    /// The allowance has ended.
    #[error("the allowance of {spender} on {owner}'s tokens has expired")]
    AllowanceExpired {
        /// Whose tokens.
        owner: Addr,
        /// Who spends.
        spender: Addr,
    },
    /// An allowance cannot begin in the past.
    #[error("an allowance cannot be given with an expiry that has passed")]
    ExpiryPassed,
    /// An allowance for oneself.
    #[error("{account} cannot be its own spender")]
    OwnSpender {
        /// The account.
        account: Addr,
    },
    /// Above 2^128 − 1.
    #[error("{found} + {added} is above 2^128 − 1")]
    Overflow {
        /// What was there.
        found: Uint128,
        /// What was added.
        added: Uint128,
    },
    /// A name outside 3 … 50 bytes.
    #[error("a token's name has 3 to 50 bytes, not {found}")]
    InvalidName {
        /// Its length.
        found: usize,
    },
    /// A symbol outside `[a-zA-Z\-]{3,12}`.
    #[error("'{symbol}' is not a symbol: 3 to 12 letters or hyphens are needed")]
    InvalidSymbol {
        /// What was given.
        symbol: String,
    },
    /// Too fine a division.
    #[error("a token has at most 18 decimals, not {found}")]
    InvalidDecimals {
        /// What was given.
        found: u8,
    },
    /// A chain whose addresses have more than 255 bytes.
    #[error("an address of {found} bytes is too long for a key")]
    AccountTooLong {
        /// Its bytes.
        found: usize,
    },
    /// A stored amount that this ledger did not write.
    #[error("{found} stored bytes are no amount")]
    NotAnAmount {
        /// How many.
        found: usize,
    },
    /// A stored allowance that this ledger did not write.
    #[error("{found} stored bytes are no allowance")]
    NotAnAllowance {
        /// How many.
        found: usize,
    },
    /// Records of an older layout.
    #[error("the stored balances and allowances are under addresses as text, which this version cannot read")]
    TextKeys,
}
