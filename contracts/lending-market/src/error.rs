//! Why the market refused a message.

use cosmwasm_std::{Addr, StdError, Uint128};
use thiserror::Error;
use weal_api::asset::AssetError;
use weal_api::oracle::OracleReadError;
use weal_contract_kit::payment::PaymentError;
use weal_lending_math::LendingError;

/// Refusals of the lending market.
#[derive(Debug, Error)]
pub enum ContractError {
    /// Storage or encoding.
    #[error("{0}")]
    Std(#[from] StdError),
    /// What was paid is not what the message takes.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// Not a token.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// Limits, balances, terms, health.
    #[error(transparent)]
    Lending(#[from] LendingError),
    /// No fresh price.
    #[error(transparent)]
    Oracle(#[from] OracleReadError),
    /// Not the owner.
    #[error("{sender} may not do this: the owner is {owner}")]
    NotOwner {
        /// Who asked.
        sender: Addr,
        /// Who may.
        owner: Addr,
    },
    /// Not the account that was named as the next owner.
    #[error("{sender} has not been named as the next owner")]
    NotPendingOwner {
        /// Who asked.
        sender: Addr,
    },
    /// Loan and collateral are the same.
    #[error("{asset} cannot be both lent and pledged")]
    SameAsset {
        /// Which.
        asset: String,
    },
    /// The feed has no name.
    #[error("the price feed needs a name")]
    NoPriceFeed,
    /// A payout to the market itself.
    #[error("the recipient is the market itself: the payment would be lost")]
    RecipientIsMarket,
    /// Less collateral than the liquidator wants.
    #[error("the liquidation takes {found} of collateral, below the minimum of {required}")]
    BelowMinCollateral {
        /// What it takes.
        found: Uint128,
        /// What was asked for.
        required: Uint128,
    },
    /// An announcement of nothing.
    #[error("no terms are named")]
    NoTerms,
    /// Nothing is announced.
    #[error("no terms are announced")]
    NothingPending,
    /// The announced terms must wait.
    #[error("the announced terms can be applied from {effective_at} on, and it is {now}")]
    TermsTooSoon {
        /// From when on (Unix seconds).
        effective_at: u64,
        /// The block's time (Unix seconds).
        now: u64,
    },
    /// The announced terms are no longer to be expected.
    #[error("the announced terms could be applied up to {expires_at}, and it is {now}")]
    TermsExpired {
        /// Up to when (Unix seconds).
        expires_at: u64,
        /// The block's time (Unix seconds).
        now: u64,
    },
    /// The store of a layout that this code cannot read.
    #[error("the market is stored in layout {found}, but this code reads {required}")]
    OlderLayout {
        /// What is stored.
        found: u8,
        /// What is read.
        required: u8,
    },
    /// A record that this contract did not write.
    #[error("the record '{record}' has {found} bytes")]
    CorruptRecord {
        /// Its key.
        record: &'static str,
        /// Its length.
        found: usize,
    },
}
