//! Why the token refused a message.

use cosmwasm_std::{Addr, StdError, Uint128};
use thiserror::Error;
use weal_contract_kit::payment::PaymentError;
use weal_cw20_ledger::Cw20Error;

/// Refusals of the governance token.
#[derive(Debug, Error)]
pub enum ContractError {
    /// Storage or encoding; also a migration from another contract or a later version.
    #[error("{0}")]
    Std(#[from] StdError),
    /// Balances or allowances.
    #[error(transparent)]
    Ledger(#[from] Cw20Error),
    /// Funds with a message that takes none.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// Not the minter.
    #[error("{sender} may not mint: the minter is {minter}")]
    NotMinter {
        /// Who asked.
        sender: Addr,
        /// Who may.
        minter: Addr,
    },
    /// Minting has ended.
    #[error("nobody may mint this token")]
    MintingEnded,
    /// More than the cap.
    #[error("a supply of {supply} would be above the cap of {cap}")]
    CapExceeded {
        /// Supply after the mint.
        supply: Uint128,
        /// The most allowed.
        cap: Uint128,
    },
    /// Not the marketing account.
    #[error("{sender} may not change what wallets show")]
    NotMarketing {
        /// Who asked.
        sender: Addr,
    },
    /// An address twice among the first holders.
    #[error("{address} stands twice among the initial balances")]
    DuplicateHolder {
        /// The address.
        address: Addr,
    },
    /// A picture above 5 KiB.
    #[error("the logo has {found} bytes, at most {max} are stored")]
    LogoTooLarge {
        /// Its size.
        found: usize,
        /// The limit.
        max: usize,
    },
    /// Not the picture it says it is.
    #[error("the logo is not {expected}")]
    LogoFormat {
        /// What it should be.
        expected: &'static str,
    },
    /// There is nothing to download.
    #[error("no logo is stored in the contract")]
    NoLogo,
}
