//! *D* for given balances, and a balance for a given *D*.

use super::Stableswap;
use crate::MathError;
use crate::amplification::AMP_PRECISION;
use crate::wide::{add, div, div_up, mul, mul_div, mul_div_up, sub};
use cosmwasm_std::{Uint128, Uint256};

/// Newton's method needs at most 37 steps where the balances are within a million of each other, and 176 from the largest sum to the least root; beyond
/// this many it has failed.
const MAX_STEPS: u16 = 255;

/// *D* in units of 10^-18: the true root of the equation lies between the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invariant {
    /// The lower bound, not above the root.
    pub low: Uint256,
    /// The upper bound, not below the root.
    pub high: Uint256,
}

impl Stableswap {
    /// The invariant of `balances`, base units: every state of balances above zero has one. Errors: `WrongLength`, `AboveMaxBalance`,
    /// `EmptyPool`.
    ///
    /// ```
    /// use weal_amm_math::{Amplification, Stableswap};
    /// use cosmwasm_std::{Uint128, Uint256};
    ///
    /// let pool = Stableswap::new(&[5, 7], Amplification::fixed(100)?.at(0))?;
    /// let balances = [100_000_000_000, 10_000_000_000_000].map(Uint128::new); // 10^6 tokens each
    /// let two_million = Uint256::from(2_000_000_000_000_000_000_000_000u128);
    /// assert_eq!(pool.invariant(&balances)?.low, two_million);
    /// # Ok::<(), weal_amm_math::MathError>(())
    /// ```
    pub fn invariant(&self, balances: &[Uint128]) -> Result<Invariant, MathError> {
        self.invariant_of(&self.normalised(balances)?)
    }

    /// The same as [`Self::invariant`], for balances in units of 10^-18.
    ///
    /// Newton's method from *S*, where it can only descend, until it stops descending. The usual stop at a
    /// change of one unit does not end in some states: it circles around the root (see the tests). All roundings
    /// inside a step raise it and the last one takes less than a unit, so that one unit more is above the root;
    /// the lower bound is tried, with every quotient rounded up, until it holds.
    ///
    /// Far above the root of a lopsided state *D_P* needs more than 256 bits. At the root it is at most *Ann·S* < 2^134, and a quarter
    /// less of *D* makes it at most 2^3 times less: where it does not fit, three quarters of *D* are still above the root. The
    /// smallest balance comes first, so that no quotient on the way to *D_P* falls to where its rounding counts; one on the way
    /// that does not fit is followed by at most two factors, none below *D* ÷ 10^34, and so is far above the root too. The most lopsided
    /// state there is takes 176 steps of both kinds.
    pub(super) fn invariant_of(&self, balances: &[Uint256]) -> Result<Invariant, MathError> {
        let mut balances = balances.to_vec();
        balances.sort_unstable();
        if balances.iter().any(Uint256::is_zero) {
            return Err(MathError::EmptyPool);
        }
        let sum = balances.iter().try_fold(Uint256::zero(), |sum, balance| add(sum, *balance))?;
        let mut found = sum;
        for _ in 0..MAX_STEPS {
            let next = match self.newton_step(&balances, sum, found) {
                Err(MathError::TooLopsided) => sub(found, div(found, Uint256::from(4u8))?)?,
                next => next?,
            };
            if next >= found {
                let high = add(found, Uint256::one())?;
                return Ok(Invariant { low: self.not_above_root(&balances, sum, found)?, high });
            }
            found = next;
        }
        Err(MathError::NoConvergence { steps: MAX_STEPS })
    }

    /// (*Ann·S* + *D_P·n*)·*D* ÷ ((*Ann* − 1)·*D* + (*n* + 1)·*D_P*) with *D_P* = *D*^(*n*+1) ÷ (*nⁿ·∏x*). A lower
    /// *D_P* gives a higher quotient, so it is rounded down, and the rest of the divisor with it.
    fn newton_step(&self, balances: &[Uint256], sum: Uint256, d: Uint256) -> Result<Uint256, MathError> {
        let (assets, precision) = (self.assets(), Uint256::from(AMP_PRECISION));
        let power = self.power(balances, d, mul_div, div)?;
        let numerator = add(div_up(mul(self.ann, sum)?, precision)?, mul(power, assets)?)?;
        let linear = div(mul(sub(self.ann, precision)?, d)?, precision)?;
        let divisor = add(linear, mul(add(assets, Uint256::one())?, power)?)?;
        mul_div(numerator, d, divisor)
    }

    /// The largest of `d`, `d` − 1, `d` − 2, `d` − 4, … that is certainly not above the root.
    fn not_above_root(&self, balances: &[Uint256], sum: Uint256, d: Uint256) -> Result<Uint256, MathError> {
        let precision = Uint256::from(AMP_PRECISION);
        let (mut lowered_by, right) = (Uint256::zero(), mul(self.ann, sum)?);
        for _ in 0..MAX_STEPS {
            let tried = sub(d, lowered_by)?;
            let power = self.power(balances, tried, mul_div_up, div_up)?;
            if add(mul(sub(self.ann, precision)?, tried)?, mul(precision, power)?)? <= right {
                return Ok(tried);
            }
            lowered_by = add(lowered_by, lowered_by.max(Uint256::one()))?;
        }
        Err(MathError::NoConvergence { steps: MAX_STEPS })
    }

    /// *D*^(*n*+1) ÷ (*nⁿ·∏x*) of balances from the smallest on, every quotient rounded as the two functions do.
    fn power(
        &self,
        balances: &[Uint256],
        d: Uint256,
        mul_div: fn(Uint256, Uint256, Uint256) -> Result<Uint256, MathError>,
        div: fn(Uint256, Uint256) -> Result<Uint256, MathError>,
    ) -> Result<Uint256, MathError> {
        let (mut power, mut spread) = (d, Uint256::one());
        for balance in balances {
            power = mul_div(power, d, *balance)?;
            spread = mul(spread, self.assets())?;
        }
        div(power, spread)
    }

    /// The least balance at `position`, units of 10^-18, with which the invariant is not below `d`, the other
    /// balances given (the one at `position` is not looked at).
    ///
    /// The root of *y*² + (*b* − *D*)·*y* = *c*, *c* rounded up and *b* down, which both raise it. One step of
    /// Newton's method from anywhere lands above it; from there it descends to the root rounded down, and one is
    /// added. Errors: as [`Self::invariant`].
    pub(super) fn balance_for(
        &self,
        balances: &[Uint256],
        position: usize,
        d: Uint256,
    ) -> Result<Uint256, MathError> {
        let (assets, precision) = (self.assets(), Uint256::from(AMP_PRECISION));
        let (mut c, mut others) = (d, Uint256::zero());
        // The smallest first: a quotient that is rounded up to one would count for all that come after it.
        let mut given: Vec<Uint256> = without(balances, position).copied().collect();
        given.sort_unstable();
        for balance in given {
            others = add(others, balance)?;
            c = mul_div_up(c, d, mul(balance, assets)?)?;
        }
        // *c·d* is above 2^256 only where the balance asked for would be above the largest.
        c = mul_div_up(mul(c, d)?, precision, mul(self.ann, assets)?)?;
        let b = add(others, div(mul(d, precision)?, self.ann)?)?;
        let step = |y: Uint256| {
            let divisor = sub(add(add(y, y)?, b)?, d)?;
            Ok::<_, MathError>((add(mul(y, y)?, c)?, divisor))
        };
        let (numerator, divisor) = step(d)?;
        let mut found = div_up(numerator, divisor)?;
        for _ in 0..MAX_STEPS {
            let (numerator, divisor) = step(found)?;
            let next = div(numerator, divisor)?;
            if next >= found {
                return add(found, Uint256::one());
            }
            found = next;
        }
        Err(MathError::NoConvergence { steps: MAX_STEPS })
    }

    /// Returns the number of assets.
    pub(super) fn assets(&self) -> Uint256 {
        Uint256::from(u64::try_from(self.scales.len()).unwrap_or(u64::MAX))
    }

    /// *D_P* at the lower bound: what the price is made of.
    pub(super) fn power_at(&self, balances: &[Uint256], d: Uint256) -> Result<Uint256, MathError> {
        let mut balances = balances.to_vec();
        balances.sort_unstable();
        self.power(&balances, d, mul_div, div)
    }

    /// *A·n* in hundredths.
    pub(super) fn ann(&self) -> Uint256 {
        self.ann
    }
}

/// The balances but for the one at `position`.
fn without(balances: &[Uint256], position: usize) -> impl Iterator<Item = &Uint256> {
    balances.iter().enumerate().filter(move |(other, _)| *other != position).map(|(_, balance)| balance)
}
