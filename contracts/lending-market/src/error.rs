//! Refusals of the lending market.

use cosmwasm_std::{Addr, StdError, Uint128};
use thiserror::Error;
use weal_api::asset::AssetError;
use weal_api::oracle::OracleReadError;
use weal_contract_kit::payment::PaymentError;
use weal_lending_math::LendingError;
use weal_records::RecordError;

/// Refusals of the lending market.
#[derive(Debug, Error)]
pub enum ContractError {
    /// A failure of storage or encoding.
    #[error("{0}")]
    Std(#[from] StdError),
    /// A payment that the message does not take.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// An asset that is no token.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// A refusal of the lending mathematics: limits, balances, terms, health.
    #[error(transparent)]
    Lending(#[from] LendingError),
    /// A price that is missing or not fresh.
    #[error(transparent)]
    Oracle(#[from] OracleReadError),
    /// The sender is not the owner.
    #[error("{sender} may not do this: the owner is {owner}")]
    NotOwner {
        /// The sender of the message.
        sender: Addr,
        /// The owner.
        owner: Addr,
    },
    /// The sender was not named as the next owner.
    #[error("{sender} has not been named as the next owner")]
    NotPendingOwner {
        /// The sender of the message.
        sender: Addr,
    },
    /// The loan asset and the collateral are the same.
    #[error("{asset} cannot be both lent and pledged")]
    SameAsset {
        /// The asset.
        asset: String,
    },
    /// The feed has no name.
    #[error("the price feed needs a name")]
    NoPriceFeed,
    /// A payout to the market itself.
    #[error("the recipient is the market itself: the payment would be lost")]
    RecipientIsMarket,
    /// The liquidator would get less collateral than it asked for.
    #[error("the liquidation takes {found} of collateral, below the minimum of {required}")]
    BelowMinCollateral {
        /// The collateral that it takes, base units.
        found: Uint128,
        /// The least collateral that was asked for, base units.
        required: Uint128,
    },
    /// An announcement that changes no terms.
    #[error("no terms are named")]
    NoTerms,
    /// The market has no announced terms.
    #[error("no terms are announced")]
    NothingPending,
    /// The announced terms must wait.
    #[error("the announced terms can be applied from {effective_at} on, and it is {now}")]
    TermsTooSoon {
        /// The first second at which they can be applied, Unix seconds.
        effective_at: u64,
        /// The block's time (Unix seconds).
        now: u64,
    },
    /// The announced terms are no longer to be expected.
    #[error("the announced terms could be applied up to {expires_at}, and it is {now}")]
    TermsExpired {
        /// The last second at which they could be applied, Unix seconds.
        expires_at: u64,
        /// The block's time (Unix seconds).
        now: u64,
    },
    /// A record that cannot be read.
    #[error(transparent)]
    Record(#[from] RecordError),
}
