//! Deposits and withdrawals in the ratio of what the pool holds: the same for every curve, but for the first deposit.

use crate::exact::{at, less, plus};
use crate::{Balances, Leaving, LpShares, MathError};
use cosmwasm_std::{Isqrt, Uint128};
use weal_fixed_point::{Rounding, mul_div};

/// Shares of the first deposit that nobody ever owns, so that one share can never be worth enough to round a
/// later depositor away.
pub const MINIMUM_LIQUIDITY: LpShares = LpShares::new(1_000);

/// The outcome of a deposit. Amounts are in the pool's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepositOutcome {
    /// Shares for the depositor, above zero.
    pub shares: LpShares,
    /// Shares for nobody: [`MINIMUM_LIQUIDITY`] in the first deposit, else zero.
    pub locked: LpShares,
    /// The amounts that the pool takes, above zero each.
    pub used: Vec<Uint128>,
    /// The part of the offer that the pool does not take.
    pub refunded: Vec<Uint128>,
    /// The protocol's part, which a bound on the price takes out of the holdings and keeps from the depositor.
    pub withheld: Vec<Uint128>,
    /// The pool's holdings after the deposit.
    pub balances: Balances,
    /// The supply of shares after the deposit.
    pub supply: LpShares,
}

/// The outcome of a withdrawal. Amounts are in the pool's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawOutcome {
    /// The amounts paid; at least one is above zero.
    pub amounts: Vec<Uint128>,
    /// The protocol's part, which a bound on the price takes out of the holdings and keeps from the account that
    /// leaves.
    pub withheld: Vec<Uint128>,
    /// The pool's holdings after the withdrawal.
    pub balances: Balances,
    /// The supply of shares after the withdrawal.
    pub supply: LpShares,
}

/// The first deposit of a constant product: ⌊√(*d₀·d₁*)⌋ shares, [`MINIMUM_LIQUIDITY`] of them locked.
///
/// The root of the product makes the value of a share independent of the ratio of the first deposit. The
/// product has 256 bits, the root is rounded down. Source: docs/spec/amm-pool.md §1.
///
/// Errors: `ZeroAmount`, `BelowMinimumLiquidity` where nothing is left beside the lock.
///
/// ```
/// use weal_amm_math::{LpShares, liquidity::first_deposit};
/// use cosmwasm_std::Uint128;
///
/// let outcome = first_deposit([1_500_000, 1_000_000].map(Uint128::new))?;
/// assert_eq!(outcome.shares, LpShares::new(1_223_744)); // ⌊1,224,744.87⌋ − 1,000
/// # Ok::<(), weal_amm_math::MathError>(())
/// ```
pub fn first_deposit(offered: [Uint128; 2]) -> Result<DepositOutcome, MathError> {
    if offered.iter().any(Uint128::is_zero) {
        return Err(MathError::ZeroAmount);
    }
    let [first, second] = offered;
    let root = first.full_mul(second).isqrt();
    // The root of a product of two 128-bit numbers has at most 128 bits.
    let supply = Uint128::try_from(root)
        .map(LpShares::from)
        .map_err(|_| MathError::Overflow { found: first, added: second })?;
    if supply <= MINIMUM_LIQUIDITY {
        return Err(MathError::BelowMinimumLiquidity { found: supply, locked: MINIMUM_LIQUIDITY });
    }
    Ok(DepositOutcome {
        shares: supply.checked_sub(MINIMUM_LIQUIDITY)?,
        locked: MINIMUM_LIQUIDITY,
        used: offered.into(),
        refunded: vec![Uint128::zero(); 2],
        withheld: vec![Uint128::zero(); 2],
        balances: Balances { reserves: offered.into(), fees: vec![Uint128::zero(); 2] },
        supply,
    })
}

/// A later deposit: *hᵢ* = *xᵢ* + *φᵢ*, shares = minᵢ ⌊(*dᵢ* − 1 if *φᵢ* > 0)·*S* ÷ *hᵢ*⌋, taken
/// *uᵢ* = ⌈shares·*xᵢ* ÷ *S*⌉ + ⌈shares·*φᵢ* ÷ *S*⌉ ≤ *dᵢ*.
///
/// A depositor buys into the reserves *xᵢ* and the fees *φᵢ* alike. Shares round down and what is taken rounds
/// up for each of the two, so that holders before it never lose of either; the unit set aside pays for the
/// second rounding. What exceeds the ratio is not taken. Source: docs/spec/amm-pool.md §1.
///
/// Errors: `WrongLength`, `EmptyPool`, `ZeroAmount`, `ZeroShares` where they round to zero, `Overflow`.
///
/// ```
/// use weal_amm_math::{Balances, LpShares, liquidity::deposit};
/// use cosmwasm_std::Uint128;
///
/// let [reserves, fees, offered] = [[1_000, 4_000], [0, 0], [10, 100]].map(|pair| pair.map(Uint128::new));
/// let before = Balances { reserves: reserves.into(), fees: fees.into() };
/// let outcome = deposit(&before, LpShares::new(2_000), &offered)?;
/// assert_eq!(outcome.shares, LpShares::new(20));
/// assert_eq!(outcome.refunded, [0, 60].map(Uint128::new));
/// # Ok::<(), weal_amm_math::MathError>(())
/// ```
pub fn deposit(
    before: &Balances,
    supply: LpShares,
    offered: &[Uint128],
) -> Result<DepositOutcome, MathError> {
    let shares = shares_for(before, supply, offered)?;
    let (mut used, mut refunded, mut after) = (vec![], vec![], before.clone());
    for ((reserve, fees), amount) in after.reserves.iter_mut().zip(&mut after.fees).zip(offered) {
        let to_reserve = mul_div(shares, *reserve, supply.amount(), Rounding::Up)?;
        let to_fees = mul_div(shares, *fees, supply.amount(), Rounding::Up)?;
        *reserve = plus(*reserve, to_reserve)?;
        *fees = plus(*fees, to_fees)?;
        let taken = plus(to_reserve, to_fees)?;
        // `shares_for` sees to it.
        refunded.push(less(*amount, taken, "a deposit takes at most what was offered")?);
        used.push(taken);
    }
    let (shares, locked) = (LpShares::from(shares), LpShares::default());
    let withheld = vec![Uint128::zero(); offered.len()];
    Ok(DepositOutcome {
        shares,
        locked,
        used,
        refunded,
        withheld,
        balances: after,
        supply: supply.checked_add(shares)?,
    })
}

/// A withdrawal: ⌊*xᵢ·b* ÷ *S*⌋ + ⌊*φᵢ·b* ÷ *S*⌋ of each asset for `burned` (*b*) shares.
///
/// Rounded down, for the holders who stay. An amount of zero beside another above zero is allowed: the bound
/// is the caller's. Source: docs/spec/amm-pool.md §1.
///
/// Errors: `ZeroAmount`, `InsufficientShares`, `ZeroOutput` where every amount rounds to zero.
///
/// ```
/// use weal_amm_math::{Balances, LpShares, liquidity::withdraw};
/// use cosmwasm_std::Uint128;
///
/// let [reserves, fees] = [[1_000, 4_001], [0, 10]].map(|pair| pair.map(Uint128::new));
/// let before = Balances { reserves: reserves.into(), fees: fees.into() };
/// let outcome = withdraw(&before, LpShares::new(2_000), LpShares::new(500))?;
/// assert_eq!(outcome.amounts, [250, 1_002].map(Uint128::new)); // ⌊1,000.25⌋ + ⌊2.5⌋
/// # Ok::<(), weal_amm_math::MathError>(())
/// ```
pub fn withdraw(before: &Balances, supply: LpShares, burned: LpShares) -> Result<WithdrawOutcome, MathError> {
    withdraw_seasoning(before, supply, &Leaving { seasoned: burned, ..Leaving::default() })
}

/// A withdrawal of shares of which some have not seasoned: of the reserves ⌊*xᵢ·b* ÷ *S*⌋ for all of them, of the fees
/// ⌊*φᵢ·s* ÷ *S*⌋ for those that have and min(⌊*φᵢ·u* ÷ *S*⌋, what was bought with them) for the others.
///
/// What those do not get stays in the fees, for the holders who stay. The reserves' part of `leaving.withheld` is set apart instead of
/// paid. Source: docs/spec/amm-pool.md §1.3, §1.4. Errors: as [`withdraw`], and `InsufficientShares` where more are withheld than leave.
pub fn withdraw_seasoning(
    before: &Balances,
    supply: LpShares,
    leaving: &Leaving,
) -> Result<WithdrawOutcome, MathError> {
    let burned = leaving.seasoned.checked_add(leaving.unseasoned)?;
    if burned.is_zero() {
        return Err(MathError::ZeroAmount);
    }
    let left = supply.checked_sub(burned)?;
    let part =
        |whole: Uint128, shares: LpShares| mul_div(whole, shares.amount(), supply.amount(), Rounding::Down);
    let paid = burned.checked_sub(leaving.withheld)?;
    let (mut amounts, mut withheld, mut after) = (vec![], vec![], before.clone());
    for (position, (reserve, fees)) in after.reserves.iter_mut().zip(&mut after.fees).enumerate() {
        let (from_reserve, set_apart) = (part(*reserve, paid)?, part(*reserve, leaving.withheld)?);
        let bought = match leaving.unseasoned.is_zero() {
            true => Uint128::zero(),
            false => at(&leaving.bought, position)?,
        };
        let from_fees = plus(part(*fees, leaving.seasoned)?, part(*fees, leaving.unseasoned)?.min(bought))?;
        // The parts of b ≤ S shares.
        *reserve =
            less(*reserve, plus(from_reserve, set_apart)?, "a withdrawal takes a part of the reserves")?;
        *fees = less(*fees, from_fees, "a withdrawal takes a part of the fees")?;
        withheld.push(set_apart);
        amounts.push(plus(from_reserve, from_fees)?);
    }
    if amounts.iter().all(Uint128::is_zero) {
        return Err(MathError::ZeroOutput { paid: burned.amount() });
    }
    Ok(WithdrawOutcome { amounts, withheld, balances: after, supply: left })
}

/// Holdings without a part of them that is nobody's any more: it is the protocol's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetApart {
    /// The part of each asset, rounded down.
    pub withheld: Vec<Uint128>,
    /// The pool's holdings after.
    pub balances: Balances,
}

/// Takes the part that `shares` of `supply` have out of the holdings, without a holder: what a bound withholds in shares. Nothing is
/// refused for being too little. Errors: `Invariant` for more shares than there are.
pub fn set_apart(before: &Balances, supply: LpShares, shares: LpShares) -> Result<SetApart, MathError> {
    let part = |whole: Uint128| match shares.is_zero() {
        true => Ok(Uint128::zero()),
        false => mul_div(whole, shares.amount(), supply.amount(), Rounding::Down),
    };
    let (mut withheld, mut balances) = (vec![], before.clone());
    for (reserve, fees) in balances.reserves.iter_mut().zip(&mut balances.fees) {
        let (from_reserve, from_fees) = (part(*reserve)?, part(*fees)?);
        *reserve = less(*reserve, from_reserve, "what is withheld is a part of the reserves")?;
        *fees = less(*fees, from_fees, "what is withheld is a part of the fees")?;
        withheld.push(plus(from_reserve, from_fees)?);
    }
    Ok(SetApart { withheld, balances })
}

/// The shares that a deposit is worth, above zero. With fees held, one unit of each asset is set aside:
/// ⌈*p*⌉ + ⌈*q*⌉ ≤ ⌈*p* + *q*⌉ + 1, so what is taken never exceeds the offer.
fn shares_for(before: &Balances, supply: LpShares, offered: &[Uint128]) -> Result<Uint128, MathError> {
    if offered.len() != before.reserves.len() {
        return Err(MathError::WrongLength { found: offered.len(), required: before.reserves.len() });
    }
    if offered.iter().any(Uint128::is_zero) {
        return Err(MathError::ZeroAmount);
    }
    if supply.is_zero() || before.reserves.iter().any(Uint128::is_zero) {
        return Err(MathError::EmptyPool);
    }
    let mut shares = Uint128::MAX;
    for ((total, fees), amount) in before.totals()?.into_iter().zip(&before.fees).zip(offered) {
        let set_aside = if fees.is_zero() { Uint128::zero() } else { Uint128::one() };
        let counted = less(*amount, set_aside, "a deposit is above zero")?;
        // Above 2^128 − 1 the other side decides, or the sum of the supply is refused.
        shares = shares.min(mul_div(counted, supply.amount(), total, Rounding::Down).unwrap_or(Uint128::MAX));
    }
    if shares.is_zero() { Err(MathError::ZeroShares) } else { Ok(shares) }
}
