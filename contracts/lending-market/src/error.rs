//! Why the market refused a message.

use api::asset::AssetError;
use api::oracle::OracleReadError;
use api::payment::PaymentError;
use cosmwasm_std::{Addr, StdError, Uint128};
use lending_math::LendingError;
use thiserror::Error;

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
    /// A record that this contract did not write.
    #[error("the record '{record}' has {found} bytes")]
    CorruptRecord {
        /// Its key.
        record: &'static str,
        /// Its length.
        found: usize,
    },
}
