//! The governance token: cw20 messages and queries, and this instantiation.

use crate::cw20::{Cw20Coin, InstantiateMarketingInfo, MinterResponse};

pub use crate::cw20::{Cw20ExecuteMsg as ExecuteMsg, Cw20QueryMsg as QueryMsg};

/// Creates the token. Anyone may; no funds; emits nothing, like cw20-base.
#[weal_wire::message]
pub struct InstantiateMsg {
    /// 3 to 50 bytes.
    pub name: String,
    /// 3 to 12 letters or hyphens.
    pub symbol: String,
    /// At most 18.
    pub decimals: u8,
    /// First holders; an address may stand once.
    pub initial_balances: Vec<Cw20Coin>,
    /// Who may mint, up to what; none for a fixed supply.
    pub mint: Option<MinterResponse>,
    /// What wallets show.
    pub marketing: Option<InstantiateMarketingInfo>,
}

/// Migrates from an earlier version of the same contract.
#[weal_wire::message]
pub struct MigrateMsg {}
