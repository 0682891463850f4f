//! Events of the pool, one struct each, with the state after them. Amounts of several assets are joined by commas in the pool's
//! order, in base units.

use cosmwasm_std::{Addr, Uint128};

mod governing;

pub use governing::*;

/// A pool exists.
#[weal_wire::event]
pub struct PoolCreated {
    /// Denominations or contract addresses in the pool's order.
    pub assets: Vec<String>,
    /// Fee, basis points of the output.
    pub fee_bps: u16,
    pub owner: Addr,
}

/// Liquidity came.
#[weal_wire::event]
pub struct LiquidityProvided {
    /// Account that paid.
    pub provider: Addr,
    /// Account that received the shares; left out of the event where it is the provider.
    #[event(skip_if = "recipient == provider")]
    pub recipient: Addr,
    /// Amounts taken.
    pub amounts: Vec<Uint128>,
    /// LP shares minted to the recipient.
    pub shares: Uint128,
    /// Reserves after.
    pub reserves: Vec<Uint128>,
    /// Fees held for the LPs, after.
    pub fees_held: Vec<Uint128>,
    /// LP supply after.
    pub supply: Uint128,
    /// Amounts that the bound of the block's opening withheld for the protocol; left out of the event where all are zero.
    #[event(skip_if = "are_zero")]
    pub withheld: Vec<Uint128>,
}

/// Liquidity left.
#[weal_wire::event]
pub struct LiquidityWithdrawn {
    /// Account whose shares were burned.
    pub provider: Addr,
    /// Account that received the assets; left out of the event where it is the provider.
    #[event(skip_if = "recipient == provider")]
    pub recipient: Addr,
    /// LP shares burned.
    pub shares: Uint128,
    /// Amounts paid.
    pub amounts: Vec<Uint128>,
    /// Reserves after.
    pub reserves: Vec<Uint128>,
    /// Fees held for the LPs, after.
    pub fees_held: Vec<Uint128>,
    /// LP supply after.
    pub supply: Uint128,
    /// Amounts that the bound of the block's opening withheld for the protocol; left out of the event where all are zero.
    #[event(skip_if = "are_zero")]
    pub withheld: Vec<Uint128>,
}

/// One asset was sold for another. The LP supply is absent: a swap does not change it.
#[weal_wire::event]
pub struct Swapped {
    /// Account that paid.
    pub trader: Addr,
    /// Account that received the output; left out of the event where it is the trader.
    #[event(skip_if = "recipient == trader")]
    pub recipient: Addr,
    /// Denomination or contract address sold.
    pub offer: String,
    /// Denomination or contract address bought.
    pub ask: String,
    /// Amount sold.
    pub offered: Uint128,
    /// Amount bought, after the fee.
    pub received: Uint128,
    /// Fee in the asset bought: the LPs' part and the protocol's.
    pub fee: Uint128,
    /// Reserves after.
    pub reserves: Vec<Uint128>,
    /// Fees held for the LPs, after.
    pub fees_held: Vec<Uint128>,
    /// Protocol's part of the fee; left out of the event where it is zero.
    #[event(skip_if = "Uint128::is_zero")]
    pub protocol_fee: Uint128,
    /// Amount that the bound of the block's opening withheld for the protocol; left out of the event where it is zero.
    #[event(skip_if = "Uint128::is_zero")]
    pub withheld: Uint128,
    /// Amount that an exact output bought above itself, for the LPs; left out of the event where it is zero.
    #[event(skip_if = "Uint128::is_zero")]
    pub surplus: Uint128,
}

/// The amplification of a stableswap has another future. Amplifications are in hundredths.
#[weal_wire::event]
pub struct AmpRamped {
    /// Amplification at `starts_at`.
    pub from: u64,
    /// Amplification at `ends_at` and after.
    pub to: u64,
    /// Second of the event, Unix time.
    pub starts_at: u64,
    /// End of the ramp, Unix seconds; the second of the event where a ramp was stopped.
    pub ends_at: u64,
}

/// The pool remembers more observations.
#[weal_wire::event]
pub struct ObservationsGrown {
    /// Number of observations once the ring has come to its end.
    pub capacity: u16,
}

fn are_zero(amounts: &[Uint128]) -> bool {
    amounts.iter().all(|amount| amount.is_zero())
}
