//! Positions: what LP shares cost, and which of them have not seasoned.
//!
//! A share that leaves before it has seasoned gets none of the fees since it came. Everything is linear in shares and
//! blocks, so that splitting an account, a deposit or a withdrawal gains nothing. Page: `docs/spec/amm-pool.md` §1.3.

use crate::exact::{less, plus};
use crate::wide::{add, div_up, mul};
use crate::{LpShares, MathError};
use cosmwasm_std::{Uint128, Uint256};
use weal_fixed_point::{Rounding, mul_div};
use weal_wire::Packed;

/// Heights are counted in 2^-32 of a block, so that a stranger who sends a unit to an account delays it by less than a
/// blink however often it does.
const HEIGHT_BITS: u32 = 32;

/// An account's LP shares: what they cost and which of them are too young to earn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Packed)]
pub struct Position {
    /// The shares that this is about.
    pub shares: Uint128,
    /// The amounts paid in for the shares, per asset.
    pub entry: Vec<Uint128>,
    /// The part of the pool's growth that was bought with the shares: the fees held, per asset, or for a stableswap its
    /// *D*.
    pub bought: Vec<Uint128>,
    /// The shares that have not seasoned.
    pub unseasoned: Uint128,
    /// The part of the pool's growth that was bought with the unseasoned shares.
    pub unseasoned_bought: Vec<Uint128>,
    /// The height at which the unseasoned shares season, in units of 2^-32: the mean of theirs, weighted by shares and
    /// rounded up.
    pub seasons_at: u128,
    /// The shares that came at `fresh_at`.
    pub fresh: Uint128,
    /// The last height at which shares came that have not seasoned.
    pub fresh_at: u64,
}

/// Shares on their way in: how many, what was paid and what of the pool's growth was bought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The number of shares.
    pub shares: Uint128,
    /// The amounts paid in, per asset.
    pub paid: Vec<Uint128>,
    /// The part of the pool's growth that was bought, counted like [`Position::bought`].
    pub bought: Vec<Uint128>,
}

/// Shares on their way out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leaving {
    /// The shares that get all of their part.
    pub seasoned: LpShares,
    /// The shares that get no more of the pool's growth than was bought with them.
    pub unseasoned: LpShares,
    /// The part of the pool's growth that was bought with `unseasoned`, counted like [`Position::bought`]; empty only
    /// without such shares.
    pub bought: Vec<Uint128>,
    /// The shares, of all that leave, whose part of the reserves a bound withholds.
    pub withheld: LpShares,
}

impl Leaving {
    /// Shares that have all seasoned.
    pub fn seasoned(shares: LpShares) -> Self {
        Self { seasoned: shares, ..Self::default() }
    }

    /// Returns seasoned and unseasoned shares together. Errors: `Overflow`.
    pub fn shares(&self) -> Result<LpShares, MathError> {
        self.seasoned.checked_add(self.unseasoned)
    }
}

impl Position {
    /// A position of no shares, in a pool of `assets` whose growth has `parts`.
    pub fn empty(assets: usize, parts: usize) -> Self {
        let zeros = |count: usize| vec![Uint128::zero(); count];
        let (entry, bought, unseasoned_bought) = (zeros(assets), zeros(parts), zeros(parts));
        Self { entry, bought, unseasoned_bought, ..Self::default() }
    }

    /// Returns the position at `height`: shares that have seasoned, or that came in an earlier block, are no longer
    /// told apart.
    pub fn settled(mut self, height: u64) -> Self {
        if self.fresh_at != height {
            (self.fresh, self.fresh_at) = (Uint128::zero(), 0);
        }
        if self.unseasoned.is_zero() || height >= self.seasoned_from() {
            self.unseasoned = Uint128::zero();
            self.seasons_at = 0;
            self.unseasoned_bought.iter_mut().for_each(|bought| *bought = Uint128::zero());
        }
        self
    }

    /// The first height at which all shares have seasoned.
    pub fn seasoned_from(&self) -> u64 {
        // A height at the end of time is a clamp: no block comes after it.
        let whole = u64::try_from(self.seasons_at.wrapping_shr(HEIGHT_BITS)).unwrap_or(u64::MAX);
        let is_between = u32::try_from(self.seasons_at & u128::from(u32::MAX)) != Ok(0);
        whole.saturating_add(u64::from(is_between))
    }

    /// The shares that can leave with all of their part, or move. Errors: `Invariant`.
    pub fn seasoned(&self) -> Result<Uint128, MathError> {
        less(self.shares, self.unseasoned, "shares that have not seasoned are a part of the position")
    }

    /// Adds shares that come at `height` and season `blocks` later, to a position settled at that height. Errors:
    /// `Overflow`.
    pub fn season(&mut self, entry: &Entry, height: u64, blocks: u32) -> Result<(), MathError> {
        // A clamp, as in `seasoned_from`.
        let at = u128::from(height.saturating_add(u64::from(blocks))).wrapping_shl(HEIGHT_BITS);
        (self.fresh, self.fresh_at) = (plus(self.fresh, entry.shares)?, height);
        let total = plus(self.unseasoned, entry.shares)?;
        if !total.is_zero() {
            let weighted = |shares: Uint128, at: u128| mul(Uint256::from(shares), Uint256::from(at));
            let sum = add(weighted(self.unseasoned, self.seasons_at)?, weighted(entry.shares, at)?)?;
            let mean = div_up(sum, Uint256::from(total))?;
            self.seasons_at = Uint128::try_from(mean).map_err(|_| MathError::TooLopsided)?.u128();
        }
        self.unseasoned = total;
        add_each(&mut self.unseasoned_bought, &entry.bought)?;
        self.adopt(entry)
    }

    /// Adds shares that have seasoned. Errors: `Overflow`.
    pub fn adopt(&mut self, entry: &Entry) -> Result<(), MathError> {
        self.shares = plus(self.shares, entry.shares)?;
        add_each(&mut self.entry, &entry.paid)?;
        add_each(&mut self.bought, &entry.bought)
    }

    /// The shares that did not come in this block. Errors: `Invariant`.
    pub fn older(&self) -> Result<Uint128, MathError> {
        less(self.shares, self.fresh, "fresh shares are a part of the position")
    }

    /// Takes `shares` out, the seasoned first and the fresh last, and their part of what was paid and bought, rounded down. Errors:
    /// `InsufficientShares`.
    pub fn take(&mut self, shares: Uint128) -> Result<Leaving, MathError> {
        let left = LpShares::from(self.shares).checked_sub(LpShares::from(shares))?;
        let seasoned = shares.min(self.seasoned()?);
        let unseasoned = less(shares, seasoned, "the seasoned leave first")?;
        take_part(&mut self.entry, shares, self.shares)?;
        take_part(&mut self.bought, shares, self.shares)?;
        let bought = take_part(&mut self.unseasoned_bought, unseasoned, self.unseasoned)?;
        self.unseasoned =
            less(self.unseasoned, unseasoned, "those that leave unseasoned are a part of them")?;
        self.shares = left.amount();
        self.fresh = self.fresh.min(self.shares);
        let (seasoned, unseasoned) = (LpShares::from(seasoned), LpShares::from(unseasoned));
        Ok(Leaving { seasoned, unseasoned, bought, withheld: LpShares::default() })
    }
}

/// Takes `part` of `whole` out of each, rounded down, and returns it.
fn take_part(amounts: &mut [Uint128], part: Uint128, whole: Uint128) -> Result<Vec<Uint128>, MathError> {
    let mut taken = vec![];
    for amount in amounts {
        let out =
            if whole.is_zero() { Uint128::zero() } else { mul_div(*amount, part, whole, Rounding::Down)? };
        *amount = less(*amount, out, "what leaves is a part")?;
        taken.push(out);
    }
    Ok(taken)
}

fn add_each(amounts: &mut Vec<Uint128>, added: &[Uint128]) -> Result<(), MathError> {
    amounts.resize(amounts.len().max(added.len()), Uint128::zero());
    for (amount, added) in amounts.iter_mut().zip(added) {
        *amount = plus(*amount, *added)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects)]
    use super::*;
    use proptest::prelude::*;

    fn entry(shares: u128, bought: u128) -> Entry {
        Entry { shares: shares.into(), paid: vec![shares.into()], bought: vec![bought.into()] }
    }

    #[test]
    fn seasons_at_the_mean_height_weighted_by_shares() {
        let mut position = Position::default();
        position.season(&entry(300, 30), 90, 10).unwrap();
        position.season(&entry(100, 0), 190, 10).unwrap();
        assert_eq!((position.seasoned_from(), position.unseasoned.u128()), (125, 400));
        assert_eq!(position.clone().settled(124).unseasoned, position.unseasoned);
        let settled = position.settled(125);
        assert_eq!((settled.unseasoned.u128(), settled.seasoned().unwrap().u128()), (0, 400));
    }

    #[test]
    fn an_empty_position_has_a_place_for_each_asset_and_each_part() {
        let position = Position::empty(3, 1);
        let places = (position.entry.len(), position.bought.len(), position.unseasoned_bought.len());
        assert_eq!(places, (3, 1, 1));
    }

    /// Shares that came in this block are fresh in this block, and in no other.
    #[test]
    fn shares_are_fresh_in_the_block_in_which_they_came_only() {
        let mut position = Position::default();
        position.adopt(&entry(300, 0)).unwrap();
        position.season(&entry(100, 10), 90, 10).unwrap();
        assert_eq!(position.clone().settled(90).older().unwrap().u128(), 300);
        let next = position.clone().settled(91);
        assert_eq!((next.older().unwrap().u128(), next.fresh.u128(), next.fresh_at), (400, 0, 0));

        let leaving = position.take(Uint128::new(350)).unwrap();
        assert_eq!((leaving.seasoned, leaving.unseasoned), (LpShares::new(300), LpShares::new(50)));
        assert_eq!(leaving.shares().unwrap(), LpShares::new(350));
        assert_eq!(leaving.bought, [Uint128::new(5)]);
    }

    #[test]
    fn a_stranger_with_a_thousand_units_delays_by_one_block_at_most() {
        let mut position = Position::default();
        position.season(&entry(1_000_000_000, 0), 900, 100).unwrap();
        for _ in 0..1_000 {
            position.season(&entry(1, 0), 1_000, 100).unwrap();
        }
        assert_eq!(position.seasoned_from(), 1_001);
    }

    #[test]
    fn seasoned_shares_leave_first() {
        let mut position = Position::default();
        position.adopt(&entry(100, 10)).unwrap();
        position.season(&entry(60, 7), 40, 10).unwrap();
        let leaving = position.take(Uint128::new(130)).unwrap();
        assert_eq!((leaving.seasoned, leaving.unseasoned), (LpShares::new(100), LpShares::new(30)));
        // ⌊7 × 30 ÷ 60⌋.
        assert_eq!(leaving.bought, [Uint128::new(3)]);
        assert_eq!((position.shares.u128(), position.unseasoned.u128()), (30, 30));
        let (found, required) = (LpShares::new(30), LpShares::new(31));
        assert_eq!(position.take(required.amount()), Err(MathError::InsufficientShares { found, required }));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        /// A position's parts never take out more than was bought.
        #[test]
        fn what_leaves_in_parts_is_never_more_than_was_bought(
            bought in 0u128..1 << 100, shares in 1u128..1 << 100, parts in prop::collection::vec(1u32..1_000, 1..20),
        ) {
            let mut position = Position::default();
            position.season(&entry(shares, bought), 0, 9).unwrap();
            let mut taken = 0;
            for part in parts {
                let out = position.shares.u128() * u128::from(part) / 1_000;
                taken += position.take(out.into()).unwrap().bought[0].u128();
            }
            prop_assert!(taken <= bought);
            prop_assert_eq!(taken + position.unseasoned_bought[0].u128(), bought);
        }
    }
}
