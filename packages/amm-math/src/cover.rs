//! Cover of impermanent loss from a reserve that surcharges feed, and never from anything else.
//!
//! The reserve is shared by **share-seconds**: LP shares × seconds held. A position's weight now is *s·t* − *μ*, where
//! *μ* = Σ shares × the second at which they were deposited; that of all positions is *S·t* − *M* with *S* = Σ *s* and
//! *M* = Σ *μ*. Both sides change by the same numbers at every entry and exit, so the weights always add up to the
//! whole and what all positions could be paid never exceeds the reserve, with nothing to loop over.
//! Page: `docs/spec/amm-options.md` §2.

use crate::balances::checked_add;
use crate::wide;
use crate::{LpShares, MathError};
use cosmwasm_std::{Uint128, Uint256};
use fixed_point::{Bps, FULL_BPS, FixedPointError, Rounding, mul_div};
use thiserror::Error;

/// The shortest time before a deposit is covered, seconds.
pub const MIN_COVER_AGE: u64 = 86_400;
/// The longest, seconds: a year.
pub const MAX_COVER_AGE: u64 = 31_536_000;

/// Refusals of the cover.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum CoverError {
    /// A sum, a share or a length is wrong.
    #[error(transparent)]
    Math(#[from] MathError),
    /// A quotient does not fit.
    #[error(transparent)]
    FixedPoint(#[from] FixedPointError),
    /// The clock went back.
    #[error("it is {now}, but the reserve was last changed at {changed_at}")]
    ClockWentBack {
        /// Unix seconds.
        now: u64,
        /// Unix seconds.
        changed_at: u64,
    },
    /// Deposits would be covered too soon, or too late to matter.
    #[error("an age of {found} seconds is not between {MIN_COVER_AGE} and {MAX_COVER_AGE}")]
    AgeOutOfRange {
        /// What was asked.
        found: u64,
    },
}

/// What a pool agreed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoverTerms {
    share: Bps,
    min_age: u64,
}

impl CoverTerms {
    /// `share_bps`: part of each surcharge that goes to the reserve. `min_age`: seconds that the latest deposit of a
    /// position must be old, [`MIN_COVER_AGE`] to [`MAX_COVER_AGE`].
    ///
    /// Errors: `FixedPoint(BpsAboveMaximum)`, `AgeOutOfRange`.
    pub fn new(share_bps: u16, min_age: u64) -> Result<Self, CoverError> {
        if !(MIN_COVER_AGE..=MAX_COVER_AGE).contains(&min_age) {
            return Err(CoverError::AgeOutOfRange { found: min_age });
        }
        Ok(Self { share: Bps::at_most(share_bps, FULL_BPS)?, min_age })
    }

    /// Part of each surcharge that goes to the reserve.
    pub const fn share(&self) -> Bps {
        self.share
    }

    /// What of a surcharge goes to the reserve, rounded down: the rest is an ordinary fee. Errors: `FixedPoint`.
    pub fn part_of(&self, surcharge: Uint128) -> Result<Uint128, FixedPointError> {
        self.share.of(surcharge, Rounding::Down)
    }

    /// Seconds.
    pub const fn min_age(&self) -> u64 {
        self.min_age
    }
}

/// The reserve of one pool and the totals of its covered positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// What there is of each asset, in the pool's order: the most that can ever be paid.
    pub reserves: Vec<Uint128>,
    /// *S*: shares of all covered positions.
    pub shares: LpShares,
    /// *M*: Σ shares × the second of their deposit.
    pub moment: Uint256,
    /// Unix second of the last change.
    pub changed_at: u64,
}

/// What one account deposited and still holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoveredPosition {
    /// *s*.
    pub shares: LpShares,
    /// *μ*: Σ shares × the second of their deposit.
    pub moment: Uint256,
    /// What was deposited for these shares, in the pool's order: what the account would hold without the pool.
    pub entry: Vec<Uint128>,
    /// Unix second of the latest deposit.
    pub entered_at: u64,
}

/// What leaves a pool and what it is worth.
#[derive(Clone, Copy, Debug)]
pub struct Exit<'a> {
    /// Shares that leave.
    pub shares: LpShares,
    /// What they are paid by the pool, its fees included, in its order.
    pub amounts: &'a [Uint128],
    /// Price of each asset in one and the same numeraire and unit, such as 2^-64 of the first asset.
    pub prices: &'a [Uint256],
}

/// What an exit does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExitOutcome {
    /// Paid from the reserve, in the pool's order.
    pub paid: Vec<Uint128>,
    /// What the account would hold less what it was paid by the pool, at the prices of the exit; zero for a gain.
    pub loss: Uint256,
    /// The reserve after.
    pub cover: Cover,
    /// What stays.
    pub position: CoveredPosition,
}

impl CoveredPosition {
    /// Nothing of each of `assets` assets.
    pub fn empty(assets: usize) -> Self {
        let entry = vec![Uint128::zero(); assets];
        Self { shares: LpShares::default(), moment: Uint256::zero(), entry, entered_at: 0 }
    }

    /// Share-seconds at `now`. Errors: `ClockWentBack`.
    pub fn weight(&self, now: u64) -> Result<Uint256, CoverError> {
        weight(self.shares, self.moment, now, self.entered_at)
    }

    /// What stays without `shares`, and those alone. What was deposited is split in their ratio, rounded down for the
    /// part that leaves, and its moment is rounded up: both lower what that part can be paid.
    fn split(&self, shares: LpShares) -> Result<(Self, Self), CoverError> {
        if shares.is_zero() {
            return Err(MathError::ZeroAmount.into());
        }
        let left = self.shares.checked_sub(shares)?;
        let whole = self.shares.amount();
        let moment = wide::ratio(self.moment, Uint256::from(left.amount()), Uint256::from(whole))?;
        let part = |amount: &Uint128| mul_div(*amount, shares.amount(), whole, Rounding::Down);
        let gone = self.entry.iter().map(part).collect::<Result<Vec<_>, _>>()?;
        let entry = self.entry.iter().zip(&gone).map(|(all, gone)| all.saturating_sub(*gone)).collect();
        let leaving = Self {
            shares,
            moment: wide::sub(self.moment, moment)?,
            entry: gone,
            entered_at: self.entered_at,
        };
        Ok((Self { shares: left, moment, entry, entered_at: self.entered_at }, leaving))
    }
}

impl Cover {
    /// A reserve of nothing, of `assets` assets.
    pub fn empty(assets: usize) -> Self {
        let reserves = vec![Uint128::zero(); assets];
        Self { reserves, shares: LpShares::default(), moment: Uint256::zero(), changed_at: 0 }
    }

    /// After a trade whose surcharge is `surcharge` of asset `asset`, and what of it the reserve takes, rounded down:
    /// the rest is an ordinary fee. Errors: `Math(WrongLength)`, `Math(Overflow)`.
    pub fn fed(
        &self,
        asset: usize,
        surcharge: Uint128,
        terms: &CoverTerms,
    ) -> Result<(Self, Uint128), CoverError> {
        let mut after = self.clone();
        let taken = terms.part_of(surcharge)?;
        let required = self.reserves.len();
        let wrong = MathError::WrongLength { found: asset, required };
        let reserve = after.reserves.get_mut(asset).ok_or(wrong)?;
        *reserve = checked_add(*reserve, taken)?;
        Ok((after, taken))
    }

    /// After a deposit of `amounts` for `shares`, added to `position`.
    ///
    /// The new shares weigh nothing yet, so that an entry lowers what nobody can be paid. It restarts the age of the
    /// whole position, not its share-seconds. Errors: `ClockWentBack`, `Math`.
    pub fn entered(
        &self,
        position: &CoveredPosition,
        shares: LpShares,
        amounts: &[Uint128],
        now: u64,
    ) -> Result<(Self, CoveredPosition), CoverError> {
        self.ensure_clock(now)?;
        self.ensure_lengths(&[position.entry.len(), amounts.len()])?;
        if shares.is_zero() {
            return Err(MathError::ZeroAmount.into());
        }
        let moment = wide::mul(Uint256::from(shares.amount()), Uint256::from(now))?;
        let entry = position.entry.iter().zip(amounts).map(|(held, added)| checked_add(*held, *added));
        let position = CoveredPosition {
            shares: position.shares.checked_add(shares)?,
            moment: wide::add(position.moment, moment)?,
            entry: entry.collect::<Result<_, _>>()?,
            entered_at: now,
        };
        let cover = Self {
            reserves: self.reserves.clone(),
            shares: self.shares.checked_add(shares)?,
            moment: wide::add(self.moment, moment)?,
            changed_at: now,
        };
        Ok((cover, position))
    }

    /// The most that a whole position can be paid now, whatever it lost: ⌊*R*·*w* ÷ *W*⌋ of each asset, nothing before
    /// its age. The sum over all positions is at most the reserve. Errors: `ClockWentBack`, `Math`.
    pub fn payable(
        &self,
        position: &CoveredPosition,
        terms: &CoverTerms,
        now: u64,
    ) -> Result<Vec<Uint128>, CoverError> {
        self.ensure_clock(now)?;
        let (weight, total) = (position.weight(now)?, self.weight(now)?);
        let is_old = now.saturating_sub(position.entered_at) >= terms.min_age;
        if !is_old || total.is_zero() {
            return Ok(vec![Uint128::zero(); self.reserves.len()]);
        }
        self.reserves.iter().map(|reserve| part(*reserve, weight, total)).collect()
    }

    /// After `exit` of shares of `position`: pays min(loss, payable) and forgets the shares.
    ///
    /// The loss is what those shares deposited less what the pool pays for them, both at the prices of the exit. Where
    /// what is payable is worth more, the same part of each asset is paid, rounded down, so that account is never
    /// better off than if it had held. What is not paid stays for the others. A loss that cannot be valued in 256
    /// bits pays nothing, so that an exit never fails for its cover.
    ///
    /// Errors: `ClockWentBack`; `Math` for more shares than the position has, none, or lists of another length.
    pub fn exited(
        &self,
        position: &CoveredPosition,
        exit: Exit<'_>,
        terms: &CoverTerms,
        now: u64,
    ) -> Result<ExitOutcome, CoverError> {
        self.ensure_lengths(&[position.entry.len(), exit.amounts.len(), exit.prices.len()])?;
        let (staying, leaving) = position.split(exit.shares)?;
        let payable = self.payable(&leaving, terms, now)?;
        let loss = loss(&leaving.entry, exit.amounts, exit.prices).unwrap_or_default();
        let paid = bounded_by(&payable, loss, exit.prices).unwrap_or_else(|| zeros(&payable));

        let mut cover = self.without(&leaving, now)?;
        for (reserve, paid) in cover.reserves.iter_mut().zip(&paid) {
            // Never negative: `paid` is at most `payable`, which is a part of it.
            *reserve = reserve.saturating_sub(*paid);
        }
        Ok(ExitOutcome { paid, loss, cover, position: staying })
    }

    /// After `shares` left the position in another way, such as a transfer: they are paid nothing and weigh no more.
    /// Errors: as [`Self::exited`].
    pub fn forfeited(
        &self,
        position: &CoveredPosition,
        shares: LpShares,
        now: u64,
    ) -> Result<(Self, CoveredPosition), CoverError> {
        let (staying, leaving) = position.split(shares)?;
        Ok((self.without(&leaving, now)?, staying))
    }

    /// Share-seconds of all positions at `now`. Errors: `ClockWentBack`.
    pub fn weight(&self, now: u64) -> Result<Uint256, CoverError> {
        weight(self.shares, self.moment, now, self.changed_at)
    }

    fn without(&self, leaving: &CoveredPosition, now: u64) -> Result<Self, CoverError> {
        self.ensure_clock(now)?;
        Ok(Self {
            reserves: self.reserves.clone(),
            shares: self.shares.checked_sub(leaving.shares)?,
            moment: wide::sub(self.moment, leaving.moment)?,
            changed_at: now,
        })
    }

    fn ensure_clock(&self, now: u64) -> Result<(), CoverError> {
        if now < self.changed_at {
            return Err(CoverError::ClockWentBack { now, changed_at: self.changed_at });
        }
        Ok(())
    }

    fn ensure_lengths(&self, lengths: &[usize]) -> Result<(), MathError> {
        let required = self.reserves.len();
        match lengths.iter().find(|found| **found != required) {
            Some(found) => Err(MathError::WrongLength { found: *found, required }),
            None => Ok(()),
        }
    }
}

/// *s·t* − *μ*, never negative because no deposit is later than `changed_at`.
fn weight(shares: LpShares, moment: Uint256, now: u64, changed_at: u64) -> Result<Uint256, CoverError> {
    if now < changed_at {
        return Err(CoverError::ClockWentBack { now, changed_at });
    }
    let since_zero = wide::mul(Uint256::from(shares.amount()), Uint256::from(now))?;
    Ok(wide::sub(since_zero, moment)?)
}

/// What `entry` would be worth less what `amounts` are, zero for a gain, exact; none above 256 bits.
fn loss(entry: &[Uint128], amounts: &[Uint128], prices: &[Uint256]) -> Option<Uint256> {
    Some(value(entry, prices)?.saturating_sub(value(amounts, prices)?))
}

/// All of `payable`, or the same part of each that is worth at most `loss`; none above 256 bits.
fn bounded_by(payable: &[Uint128], loss: Uint256, prices: &[Uint256]) -> Option<Vec<Uint128>> {
    let worth = value(payable, prices)?;
    if worth <= loss {
        return Some(payable.to_vec());
    }
    payable.iter().map(|amount| part(*amount, loss, worth).ok()).collect()
}

fn value(amounts: &[Uint128], prices: &[Uint256]) -> Option<Uint256> {
    amounts.iter().zip(prices).try_fold(Uint256::zero(), |sum, (amount, price)| {
        sum.checked_add(Uint256::from(*amount).checked_mul(*price).ok()?).ok()
    })
}

/// ⌊`amount` × `over` ÷ `under`⌋ for `over` ≤ `under`.
fn part(amount: Uint128, over: Uint256, under: Uint256) -> Result<Uint128, CoverError> {
    let quotient = wide::ratio(Uint256::from(amount), over, under)?;
    // At most `amount`, because `over` is at most `under`.
    Ok(Uint128::try_from(quotient).unwrap_or(amount).min(amount))
}

fn zeros(amounts: &[Uint128]) -> Vec<Uint128> {
    vec![Uint128::zero(); amounts.len()]
}
