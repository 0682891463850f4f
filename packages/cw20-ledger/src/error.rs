//! Refusals of the ledger.

use cosmwasm_std::{Addr, StdError, Uint128};
use thiserror::Error;
use weal_records::RecordError;

/// Refusals of the ledger.
#[derive(Debug, Error)]
pub enum Cw20Error {
    /// An error of the storage or of an encoding.
    #[error("{0}")]
    Std(#[from] StdError),
    /// The account has less than is to be moved.
    #[error("{account} has {found}, {required} are needed")]
    InsufficientBalance {
        /// The account.
        account: Addr,
        /// The account's balance, base units.
        found: Uint128,
        /// The amount to be moved, base units.
        required: Uint128,
    },
    /// No allowance was given, or it was taken back: not even nothing may be moved.
    #[error("{spender} has no allowance on {owner}'s tokens")]
    NoAllowance {
        /// The owner of the tokens.
        owner: Addr,
        /// The account that spends.
        spender: Addr,
    },
    /// The allowance is below the amount to be moved.
    #[error("{spender} may move {found} of {owner}'s tokens, {required} are needed")]
    InsufficientAllowance {
        /// The owner of the tokens.
        owner: Addr,
        /// The account that spends.
        spender: Addr,
        /// The allowance.
        found: Uint128,
        /// The amount to be moved, base units.
        required: Uint128,
    },
    /// The allowance has ended.
    #[error("the allowance of {spender} on {owner}'s tokens has expired")]
    AllowanceExpired {
        /// The owner of the tokens.
        owner: Addr,
        /// The account that spends.
        spender: Addr,
    },
    /// The expiry of an allowance has passed already.
    #[error("an allowance cannot be given with an expiry that has passed")]
    ExpiryPassed,
    /// The owner named itself as spender.
    #[error("{account} cannot be its own spender")]
    OwnSpender {
        /// The account.
        account: Addr,
    },
    /// A sum is above 2^128 − 1.
    #[error("{found} + {added} is above 2^128 − 1")]
    Overflow {
        /// The sum before, base units.
        found: Uint128,
        /// The amount added, base units.
        added: Uint128,
    },
    /// The name has not 3 to 50 bytes.
    #[error("a token's name has 3 to 50 bytes, not {found}")]
    InvalidName {
        /// The name's length, bytes.
        found: usize,
    },
    /// The symbol is not `[a-zA-Z\-]{3,12}`.
    #[error("'{symbol}' is not a symbol: 3 to 12 letters or hyphens are needed")]
    InvalidSymbol {
        /// The value that was given.
        symbol: String,
    },
    /// The token has too many decimals.
    #[error("a token has at most 18 decimals, not {found}")]
    InvalidDecimals {
        /// The value that was given.
        found: u8,
    },
    /// A record that cannot be read.
    #[error(transparent)]
    Record(#[from] RecordError),
}
