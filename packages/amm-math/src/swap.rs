//! The outcome of a swap, whatever the curve.

use cosmwasm_std::Uint128;

/// What a swap does to both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SwapOutcome {
    /// What the pool takes.
    pub offered: Uint128,
    /// What the trader gets, after the fee; above zero.
    pub received: Uint128,
    /// What of the asset bought is kept for the LPs beside the reserves, rounded up.
    pub fee: Uint128,
    /// How much worse the curve is than its price before the trade, basis points rounded up; no fee in it.
    pub price_impact_bps: u16,
    /// Reserve of the asset sold, after.
    pub offer_reserve: Uint128,
    /// Reserve of the asset bought, after: less what was received and less the fee; above zero.
    pub ask_reserve: Uint128,
}
