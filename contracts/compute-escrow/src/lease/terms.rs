//! What a lease was opened with beside its meter; none of it ever changes, and no claim reads it more than once.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Uint128};
use fixed_point::{FixedPointError, Rounding, mul_div};

/// Who and what of one lease, copied when it opens.
#[cw_serde]
pub(crate) struct LeaseTerms {
    /// The offer it was opened from.
    pub(crate) offer_id: u64,
    /// Who pays, and gets refunds.
    pub(crate) tenant: Addr,
    /// Who is paid.
    pub(crate) provider: Addr,
    /// GPUs leased.
    pub(crate) gpus: u32,
    /// Base units × 10^12 per GPU-second.
    pub(crate) rate: Uint128,
}

/// R = r·g. Errors: `Overflow`.
pub(crate) fn lease_rate(rate: Uint128, gpus: u32) -> Result<Uint128, FixedPointError> {
    mul_div(rate, Uint128::from(gpus), Uint128::one(), Rounding::Down)
}
