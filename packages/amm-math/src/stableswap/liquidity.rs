//! Deposits and withdrawals of a stableswap that are not in the ratio of its balances.
//!
//! Each first puts the fees held into the reserves, where the invariant counts them. What moves the ratio pays
//! the imbalance fee, *f·n* ÷ (4(*n* − 1)) of each balance's distance from where the ratio would have put it, so
//! that going in and out again costs what a swap costs. The fee stays in the reserves, all of it for the others.

use super::{Invariant, Stableswap, base_units};
use crate::exact::{at_mut, less, plus};
use crate::wide::{add, div, div_up, mul, mul_div, mul_div_up, sub};
use crate::{Balances, DepositOutcome, LpShares, MINIMUM_LIQUIDITY, MathError, WithdrawOutcome};
use cosmwasm_std::{Uint128, Uint256};
use weal_fixed_point::{Bps, FULL_BPS};

/// The outcome of a withdrawal of exact amounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExactWithdrawOutcome {
    /// The shares that the withdrawal costs, rounded up.
    pub burned: LpShares,
    /// The protocol's part, which a bound on the price takes out of the holdings and keeps from the account that
    /// leaves.
    pub withheld: Vec<Uint128>,
    /// The pool's holdings after the withdrawal.
    pub balances: Balances,
    /// The supply of shares after the withdrawal.
    pub supply: LpShares,
}

impl Stableswap {
    /// The first deposit: *D* shares, counted in the most decimals of the assets and rounded down,
    /// [`MINIMUM_LIQUIDITY`] of them locked. Errors: `ZeroAmount` unless every asset is there,
    /// `BelowMinimumLiquidity`, and as [`Self::invariant`].
    pub fn first_deposit(&self, offered: &[Uint128]) -> Result<DepositOutcome, MathError> {
        if offered.iter().any(Uint128::is_zero) {
            return Err(MathError::ZeroAmount);
        }
        let supply =
            LpShares::from(base_units(div(self.invariant(offered)?.low, Uint256::from(self.share_scale))?)?);
        if supply <= MINIMUM_LIQUIDITY {
            return Err(MathError::BelowMinimumLiquidity { found: supply, locked: MINIMUM_LIQUIDITY });
        }
        Ok(DepositOutcome {
            shares: supply.checked_sub(MINIMUM_LIQUIDITY)?,
            locked: MINIMUM_LIQUIDITY,
            used: offered.into(),
            refunded: vec![Uint128::zero(); offered.len()],
            withheld: vec![Uint128::zero(); offered.len()],
            balances: Balances { reserves: offered.into(), fees: vec![Uint128::zero(); offered.len()] },
            supply,
        })
    }

    /// A later deposit of any amounts: all of it is taken.
    ///
    /// shares = ⌊*S*·(*D₂* − *D₀*) ÷ (*D₀* + *D₁* − *D₂*)⌋, with *D₀* before, *D₁* after, *D₂* after less the
    /// imbalance fee; *D₂* rounded down, the others up. The divisor counts the fee as the earlier holders', so
    /// that a large depositor pays all of it too. Errors: `ZeroAmount` where all are zero, `ZeroShares`, and as
    /// [`Self::invariant`].
    pub fn deposit(
        &self,
        before: &Balances,
        supply: LpShares,
        offered: &[Uint128],
        fee: Bps,
    ) -> Result<DepositOutcome, MathError> {
        if offered.iter().all(Uint128::is_zero) {
            return Err(MathError::ZeroAmount);
        }
        if supply.is_zero() {
            return Err(MathError::EmptyPool);
        }
        let held = before.totals()?;
        let after = pairwise(&held, offered, plus)?;
        let (start, end) = (self.normalised(&held)?, self.normalised(&after)?);
        let (d0, d1) = (self.invariant_of(&start)?, self.invariant_of(&end)?);
        let d2 = self.invariant_of(&self.less_imbalance(&start, &end, (d0, d1.high), fee)?)?;
        // A clamp: a deposit of less than the interval of D gains nothing, and is refused.
        let gained = d2.low.saturating_sub(d0.high);
        let worth = add(d0.high, sub(d1.high, d2.low)?)?;
        let shares = LpShares::from(base_units(mul_div(Uint256::from(supply.amount()), gained, worth)?)?);
        if shares.is_zero() {
            return Err(MathError::ZeroShares);
        }
        Ok(DepositOutcome {
            shares,
            locked: LpShares::default(),
            used: offered.into(),
            refunded: vec![Uint128::zero(); offered.len()],
            withheld: vec![Uint128::zero(); offered.len()],
            balances: Balances { reserves: after, fees: vec![Uint128::zero(); offered.len()] },
            supply: supply.checked_add(shares)?,
        })
    }

    /// A withdrawal to the one asset at `position` for `burned` shares; the other amounts are zero.
    ///
    /// *D* falls by the burned part of it, rounded so that less falls; the balances bear the imbalance fee; what
    /// is above the balance that keeps the lower *D* is paid, rounded down. Errors: `ZeroAmount`,
    /// `InsufficientShares`, `ZeroOutput`, and as [`Self::invariant`].
    pub fn withdraw_one(
        &self,
        before: &Balances,
        supply: LpShares,
        burned: LpShares,
        position: usize,
        fee: Bps,
    ) -> Result<WithdrawOutcome, MathError> {
        if burned.is_zero() {
            return Err(MathError::ZeroAmount);
        }
        let left = supply.checked_sub(burned)?;
        let mut held = before.totals()?;
        let start = self.normalised(&held)?;
        let d0 = self.invariant_of(&start)?;
        let part = mul_div(d0.low, Uint256::from(burned.amount()), Uint256::from(supply.amount()))?;
        let d1 = sub(d0.high, part)?;
        let without_fee = self.balance_for(&start, position, d1)?;
        let mut end = start.clone();
        *end.get_mut(position).ok_or(self.no_such(position))? = without_fee;
        // The fee is of each balance's distance, but borne by the balances as they were.
        let borne = pairwise(&end, &self.less_imbalance(&start, &end, (d0, d1), fee)?, sub)?;
        let reduced = pairwise(&start, &borne, sub)?;
        let kept = self.balance_for(&reduced, position, d1)?;
        // A clamp: a part so small that the fee and the interval of D take it pays nothing, and is refused.
        let above = reduced.get(position).copied().ok_or(self.no_such(position))?.saturating_sub(kept);
        let paid = base_units(div(above, self.scale(position)?)?)?;
        if paid.is_zero() {
            return Err(MathError::ZeroOutput { paid: burned.amount() });
        }
        let mut amounts = vec![Uint128::zero(); held.len()];
        *at_mut(&mut amounts, position)? = paid;
        let reserve = at_mut(&mut held, position)?;
        *reserve = less(*reserve, paid, "a withdrawal takes a part of the reserve")?;
        let (fees, withheld) = (vec![Uint128::zero(); held.len()], vec![Uint128::zero(); held.len()]);
        Ok(WithdrawOutcome { amounts, withheld, balances: Balances { reserves: held, fees }, supply: left })
    }

    /// A withdrawal of exactly `wanted`, of which some may be zero.
    ///
    /// burned = ⌈*S*·(*D₀* − *D₂*) ÷ *D₀*⌉, with *D₂* after less the imbalance fee, rounded down. Errors:
    /// `ZeroAmount`, `AboveReserve` where a balance would be emptied, `InsufficientShares`, and as
    /// [`Self::invariant`].
    pub fn withdraw_exact(
        &self,
        before: &Balances,
        supply: LpShares,
        wanted: &[Uint128],
        fee: Bps,
    ) -> Result<ExactWithdrawOutcome, MathError> {
        if wanted.iter().all(Uint128::is_zero) {
            return Err(MathError::ZeroAmount);
        }
        let held = before.totals()?;
        let after = pairwise(&held, wanted, |reserve, required| {
            // A clamp: as much as there is and more are refused alike.
            let left = reserve.saturating_sub(required);
            if left.is_zero() { Err(MathError::AboveReserve { required, reserve }) } else { Ok(left) }
        })?;
        let (start, end) = (self.normalised(&held)?, self.normalised(&after)?);
        let (d0, d1) = (self.invariant_of(&start)?, self.invariant_of(&end)?);
        let d2 = self.invariant_of(&self.less_imbalance(&start, &end, (d0, d1.high), fee)?)?;
        let lost = sub(d0.high, d2.low)?;
        let burned = base_units(mul_div_up(Uint256::from(supply.amount()), lost, d0.high)?)?;
        let burned = LpShares::from(burned);
        Ok(ExactWithdrawOutcome {
            burned,
            withheld: vec![Uint128::zero(); held.len()],
            balances: Balances { reserves: after, fees: vec![Uint128::zero(); held.len()] },
            supply: supply.checked_sub(burned)?,
        })
    }

    /// `end` less the imbalance fee of having come from `start`: of each balance's distance from `start` ×
    /// *D₁* ÷ *D₀*, *f·n* ÷ (4(*n* − 1)), rounded up.
    fn less_imbalance(
        &self,
        start: &[Uint256],
        end: &[Uint256],
        (d0, d1): (Invariant, Uint256),
        fee: Bps,
    ) -> Result<Vec<Uint256>, MathError> {
        let assets = self.assets();
        let over = mul(Uint256::from(fee.value()), assets)?;
        let under = mul(Uint256::from(4 * u32::from(FULL_BPS)), sub(assets, Uint256::one())?)?;
        pairwise(start, end, |was, is| {
            let ideal = mul_div(was, d1, d0.high)?;
            let charged = div_up(mul(ideal.abs_diff(is), over)?, under)?;
            // A fee that takes a whole balance: so lopsided a change has no price.
            if charged < is { sub(is, charged) } else { Err(MathError::TooLopsided) }
        })
    }
}

/// `combine` of the two lists, element by element. Errors: `WrongLength`, and what `combine` says.
fn pairwise<T: Copy>(
    first: &[T],
    second: &[T],
    combine: impl Fn(T, T) -> Result<T, MathError>,
) -> Result<Vec<T>, MathError> {
    if first.len() != second.len() {
        return Err(MathError::WrongLength { found: second.len(), required: first.len() });
    }
    first.iter().zip(second).map(|(one, other)| combine(*one, *other)).collect()
}
