//! Shares of debt and of supply, as two types that cannot be mixed up.

use crate::{LendingError, RAY};
use cosmwasm_std::Uint128;
use weal_fixed_point::{Rounding, mul_div};

/// Shares per unit at the beginning: both kinds of share have six decimals more than the asset.
pub const SHARES_PER_UNIT: Uint128 = Uint128::new(1_000_000);

/// `RAY × SHARES_PER_UNIT`: debt = shares × index ÷ this.
const DEBT_SCALE: Uint128 = Uint128::new(1_000_000_000_000_000_000_000_000_000_000_000);

/// Units owned by nobody beside [`VIRTUAL_SHARES`]: the first supplier cannot make the price of a share so high
/// that the second one's money rounds to nothing.
const VIRTUAL_UNITS: Uint128 = Uint128::one();
const VIRTUAL_SHARES: Uint128 = SHARES_PER_UNIT;

/// The most supply shares: ten times as many as the largest cap buys at the beginning, for supplying after losses.
pub const MAX_SUPPLY_SHARES: Uint128 = Uint128::new(1_000_000_000_000_000_000_000_000_000_000_000_000);

/// A part of all debts, which grows with the borrow index.
#[derive(weal_wire::Packed, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct DebtShares(pub Uint128);

/// A part of the suppliers' total.
#[derive(weal_wire::Packed, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SupplyShares(pub Uint128);

/// The growth of one unit of debt since the market began, times 10^27.
#[derive(weal_wire::Packed, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BorrowIndex(pub Uint128);

impl Default for BorrowIndex {
    fn default() -> Self {
        Self(RAY)
    }
}

impl BorrowIndex {
    /// The debt behind `shares`, loan base units, rounded up so that the pool never loses.
    ///
    /// ```
    /// use cosmwasm_std::Uint128;
    /// use weal_lending_math::{BorrowIndex, DebtShares, RAY};
    /// let tripled = BorrowIndex(Uint128::new(3 * RAY.u128()));
    /// let shares = tripled.shares_to_borrow(Uint128::new(100)).unwrap();
    /// assert_eq!(shares, DebtShares(Uint128::new(33_333_334)));
    /// assert_eq!(tripled.debt(shares).unwrap(), Uint128::new(101));
    /// ```
    pub fn debt(&self, shares: DebtShares) -> Result<Uint128, LendingError> {
        Ok(mul_div(shares.0, self.0, DEBT_SCALE, Rounding::Up)?)
    }

    /// Shares made by borrowing `amount`, rounded up.
    pub fn shares_to_borrow(&self, amount: Uint128) -> Result<DebtShares, LendingError> {
        Ok(DebtShares(mul_div(amount, DEBT_SCALE, self.0, Rounding::Up)?))
    }

    /// Shares destroyed by repaying `amount`, rounded down.
    pub fn shares_to_repay(&self, amount: Uint128) -> Result<DebtShares, LendingError> {
        Ok(DebtShares(mul_div(amount, DEBT_SCALE, self.0, Rounding::Down)?))
    }

    /// The most that can be borrowed so that `shares` becomes a debt of at most `limit`: one unit more would be
    /// above it.
    pub(crate) fn room(&self, shares: DebtShares, limit: Uint128) -> Result<Uint128, LendingError> {
        let most = self.shares_to_repay(limit)?;
        let free = most.0.saturating_sub(shares.0);
        Ok(mul_div(free, self.0, DEBT_SCALE, Rounding::Down)?)
    }
}

/// Shares for lending `amount` to suppliers who own `assets` through `shares`, rounded down. Errors:
/// `SharesTooCheap` where there would be more than [`MAX_SUPPLY_SHARES`].
pub(crate) fn shares_for_supply(
    amount: Uint128,
    assets: Uint128,
    shares: SupplyShares,
) -> Result<SupplyShares, LendingError> {
    let (units, all) = with_virtual(assets, shares)?;
    let too_cheap = LendingError::SharesTooCheap { supplied: assets, shares: shares.0 };
    let Ok(made) = mul_div(amount, all, units, Rounding::Down) else { return Err(too_cheap) };
    match shares.0.checked_add(made) {
        Ok(after) if after <= MAX_SUPPLY_SHARES => Ok(SupplyShares(made)),
        _ => Err(too_cheap),
    }
}

/// Shares destroyed by withdrawing `amount`, rounded up.
pub(crate) fn shares_for_withdrawal(
    amount: Uint128,
    assets: Uint128,
    shares: SupplyShares,
) -> Result<SupplyShares, LendingError> {
    let (units, shares) = with_virtual(assets, shares)?;
    Ok(SupplyShares(mul_div(amount, shares, units, Rounding::Up)?))
}

/// The value of `owned` of `shares`, loan base units, rounded down.
pub(crate) fn worth(
    owned: SupplyShares,
    assets: Uint128,
    shares: SupplyShares,
) -> Result<Uint128, LendingError> {
    let (units, shares) = with_virtual(assets, shares)?;
    Ok(mul_div(owned.0, units, shares, Rounding::Down)?)
}

fn with_virtual(assets: Uint128, shares: SupplyShares) -> Result<(Uint128, Uint128), LendingError> {
    Ok((assets.checked_add(VIRTUAL_UNITS)?, shares.0.checked_add(VIRTUAL_SHARES)?))
}
