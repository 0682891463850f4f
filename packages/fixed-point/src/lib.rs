//! The one division of the project: `mul_div` over a wide product with a named rounding direction.
//!
//! Every fraction of money in Commonweal goes through [`mul_div`], so that "rounded up" can never mean
//! "floored, then rounded up".

mod bps;
mod division;

pub use bps::{Bps, FULL_BPS};
pub use division::{FixedPointError, Rounding, divide, mul_decimal, mul_div};
