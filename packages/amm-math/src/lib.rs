//! The formulas of a pool: swaps, deposits and withdrawals as pure functions.
//!
//! Reserves go in, an outcome struct comes out; there is no storage, no clock and no panic. Every rounding
//! is against the actor and for the pool. Page: `docs/spec/amm-pool.md`.

mod amplification;
mod balances;
pub mod constant_product;
mod curve;
mod direction;
pub mod directional_fee;
mod error;
pub mod exact;
pub mod liquidity;
pub mod observation;
mod observation_search;
pub mod opening;
mod seasoning;
mod shares;
pub mod stableswap;
mod swap;
mod wide;
pub mod zap;

pub use amplification::{AMP_PRECISION, Amp, Amplification, MAX_AMP, MAX_RAMP_FACTOR, MIN_RAMP_SECONDS};
pub use balances::Balances;
pub use curve::Curve;
pub use direction::{Direction, Sides};
pub use error::MathError;
pub use liquidity::{DepositOutcome, MINIMUM_LIQUIDITY, WithdrawOutcome};
pub use observation::{MeanPrices, PriceSums};
pub use observation_search::Observations;
pub use seasoning::{Entry, Leaving, Position};
pub use shares::LpShares;
pub use stableswap::Stableswap;
pub use swap::SwapOutcome;
