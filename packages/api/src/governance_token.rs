//! The governance token: cw20 messages and queries, and this instantiation.

mod handle;

use crate::cw20::{Cw20Coin, InstantiateMarketingInfo, MinterResponse};

pub use crate::cw20::{Cw20ExecuteMsg as ExecuteMsg, Cw20QueryMsg as QueryMsg};
pub use handle::GovernanceTokenContract;

/// Creates the token. Anyone may; no funds; emits nothing, like cw20-base.
#[weal_wire::message]
pub struct InstantiateMsg {
    /// The token's name, 3 to 50 bytes.
    pub name: String,
    /// The token's symbol, 3 to 12 letters or hyphens.
    pub symbol: String,
    /// The token's decimals, at most 18.
    pub decimals: u8,
    /// First holders; an address may stand once.
    pub initial_balances: Vec<Cw20Coin>,
    /// The minter, and the supply up to which it may mint; none for a fixed supply.
    pub mint: Option<MinterResponse>,
    /// The project's data for wallets.
    pub marketing: Option<InstantiateMarketingInfo>,
}

/// Migrates from an earlier version of the same contract.
#[weal_wire::message]
pub struct MigrateMsg {}
