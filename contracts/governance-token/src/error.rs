//! Refusals of the governance token.

use cosmwasm_std::{Addr, StdError, Uint128};
use thiserror::Error;
use weal_contract_kit::payment::PaymentError;
use weal_cw20_ledger::Cw20Error;
use weal_records::RecordError;

/// Refusals of the governance token.
#[derive(Debug, Error)]
pub enum ContractError {
    /// Storage or encoding; also a migration from another contract or a later version.
    #[error("{0}")]
    Std(#[from] StdError),
    /// A record that cannot be read.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A refusal of the ledger of balances and allowances.
    #[error(transparent)]
    Ledger(#[from] Cw20Error),
    /// A message that takes no funds was given some.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// The sender is not the minter.
    #[error("{sender} may not mint: the minter is {minter}")]
    NotMinter {
        /// The sender of the message.
        sender: Addr,
        /// The minter.
        minter: Addr,
    },
    /// Minting has ended.
    #[error("nobody may mint this token")]
    MintingEnded,
    /// The supply would be above its cap.
    #[error("a supply of {supply} would be above the cap of {cap}")]
    CapExceeded {
        /// The supply after the mint, base units.
        supply: Uint128,
        /// The cap, base units.
        cap: Uint128,
    },
    /// The sender is not the marketing account.
    #[error("{sender} may not change what wallets show")]
    NotMarketing {
        /// The sender of the message.
        sender: Addr,
    },
    /// An address stands twice among the first holders.
    #[error("{address} stands twice among the initial balances")]
    DuplicateHolder {
        /// The address.
        address: Addr,
    },
    /// The picture is above 5 KiB.
    #[error("the logo has {found} bytes, at most {max} are stored")]
    LogoTooLarge {
        /// The picture's size, bytes.
        found: usize,
        /// The largest size, bytes.
        max: usize,
    },
    /// The picture is not of the format that it claims.
    #[error("the logo is not {expected}")]
    LogoFormat {
        /// The format that it claims.
        expected: &'static str,
    },
    /// The contract holds no picture.
    #[error("no logo is stored in the contract")]
    NoLogo,
}
