//! The pool's terms, which every trade reads and which hardly ever change.

use weal_amm_math::{Amplification, Curve, MathError, Stableswap};
use weal_api::amm_pool::Params;
use weal_api::asset::Token;
use weal_records::Packed;

/// The terms of a pool.
#[derive(Clone, Debug, PartialEq, Eq, Packed)]
pub(crate) struct Config {
    /// The pool's assets: they differ, and their order is the pool's order.
    pub(crate) tokens: Vec<Token>,
    /// The curve.
    pub(crate) curve: CurveTerms,
    /// The parameters, which can change.
    pub(crate) params: Params,
    /// The number of times that `params` were set.
    pub(crate) version: u32,
    /// The end of the pause, before which nothing trades, Unix seconds.
    pub(crate) paused_until: u64,
}

/// The curve as it is stored: with parameters that move in time.
#[derive(Clone, Debug, PartialEq, Eq, Packed)]
pub(crate) enum CurveTerms {
    /// *x·y* stays.
    ConstantProduct,
    /// A stableswap: *D* stays.
    Stableswap {
        /// The decimals of each asset, in pool order.
        decimals: Vec<u8>,
        /// The amplification, which can move.
        ramp: Amplification,
    },
}

impl CurveTerms {
    /// The curve at `now`, Unix seconds. Errors: `TooManyDecimals`, `WrongLength`, which `instantiate` refuses.
    pub(crate) fn at(&self, now: u64) -> Result<Curve, MathError> {
        match self {
            Self::ConstantProduct => Ok(Curve::ConstantProduct),
            Self::Stableswap { decimals, ramp } => {
                Stableswap::new(decimals, ramp.at(now)).map(Curve::Stableswap)
            }
        }
    }
}
