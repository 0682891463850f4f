//! Everything that this contract stores beside cw2's `contract_info`.

use cosmwasm_std::{Addr, Uint128};
use weal_api::cw20::{Logo, MarketingInfoResponse};
use weal_records::{Item, Packed};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:governance-token";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

weal_records::layout! {
    beside weal_cw20_ledger::layout();
    /// The right to mint; absent once minting has ended. Written by `instantiate` and `update_minter` (I2).
    pub(crate) const MINTER: Item<Minter> = Item::new(10);
    /// The token's description for wallets. Written by `instantiate`, `update_marketing` and `upload_logo`.
    pub(crate) const MARKETING: Item<MarketingInfoResponse> = Item::new(11);
    /// The logo itself. Written by `instantiate` and `upload_logo`.
    pub(crate) const LOGO: Item<Logo> = Item::new(12);
}

/// The right to mint.
#[derive(Clone, Debug, Packed)]
pub(crate) struct Minter {
    /// The account that has it.
    pub(crate) minter: Addr,
    /// The most supply, base units; none for no cap.
    pub(crate) cap: Option<Uint128>,
}
