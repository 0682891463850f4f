//! Every storage key of this contract beside the ledger's own (`token_info`, `balance`, `allowance`,
//! `allowance_spender`) and cw2's `contract_info`.

use cosmwasm_std::{Addr, Uint128};
use cw_storage_plus::Item;
use weal_api::cw20::{Logo, MarketingInfoResponse};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:governance-token";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Who may mint; absent once minting has ended. Written by `instantiate` and `update_minter` (I2).
pub(crate) const MINTER: Item<Minter> = Item::new("minter");
/// What wallets show. Written by `instantiate`, `update_marketing` and `upload_logo`.
pub(crate) const MARKETING: Item<MarketingInfoResponse> = Item::new("marketing_info");
/// The logo itself. Written by `instantiate` and `upload_logo`.
pub(crate) const LOGO: Item<Logo> = Item::new("logo");

/// The right to mint.
#[weal_wire::record]
pub(crate) struct Minter {
    /// Who has it.
    pub(crate) minter: Addr,
    /// The most supply, base units; none for no cap.
    pub(crate) cap: Option<Uint128>,
}
