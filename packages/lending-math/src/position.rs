//! A borrower's movements.

use crate::shares::DebtShares;
use crate::{LendingError, Pool, RiskModel, collateral_value};
use cosmwasm_std::{Decimal, Uint128};

/// A borrower's collateral and debt.
#[derive(weal_wire::Packed, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The collateral, base units.
    pub collateral: Uint128,
    /// The debt, as shares of all debts.
    pub debt_shares: DebtShares,
    /// The minimum debt under which the loan was last raised, or a lower one under which it was reduced since, loan
    /// base units; 0 without a debt. A minimum that is raised later does not reach it.
    pub min_debt: Uint128,
}

impl Position {
    /// The least debt that a repayment or a liquidation may leave: the loan's own, or the present one if that is
    /// lower.
    pub fn least_debt(&self, risk: &RiskModel) -> Uint128 {
        self.min_debt.min(risk.terms().min_debt)
    }
}

/// The outcome of borrowing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Borrowing {
    /// The market afterwards.
    pub pool: Pool,
    /// The borrower afterwards.
    pub position: Position,
    /// The borrower's debt afterwards, loan base units.
    pub debt: Uint128,
}

/// The outcome of a repayment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repayment {
    /// The market afterwards.
    pub pool: Pool,
    /// The borrower afterwards.
    pub position: Position,
    /// The part of the payment that was taken, loan base units.
    pub repaid: Uint128,
    /// The borrower's debt afterwards, loan base units.
    pub debt: Uint128,
}

/// Raises a debt by `amount`. Debt and shares are rounded up. The loan takes on the present minimum debt.
///
/// Errors: `ZeroAmount`, `AboveMaxLtv`, `DebtBelowMinimum`, `BorrowCapExceeded`, `InsufficientLiquidity`.
pub fn borrow(
    pool: &Pool,
    position: &Position,
    amount: Uint128,
    price: Decimal,
    risk: &RiskModel,
) -> Result<Borrowing, LendingError> {
    if amount.is_zero() {
        return Err(LendingError::ZeroAmount);
    }
    let shares = pool.borrow_index.shares_to_borrow(amount)?;
    let debt_shares = DebtShares(position.debt_shares.0.checked_add(shares.0)?);
    let debt = pool.borrow_index.debt(debt_shares)?;
    let limit = risk.borrow_limit(collateral_value(position.collateral, price)?)?;
    if debt > limit {
        return Err(LendingError::AboveMaxLtv { found: debt, limit });
    }
    let min_debt = risk.terms().min_debt;
    ensure_at_least(min_debt, debt)?;
    let all_shares = DebtShares(pool.debt_shares.0.checked_add(shares.0)?);
    let (found, cap) = (pool.borrow_index.debt(all_shares)?, risk.terms().borrow_cap);
    if found > cap {
        return Err(LendingError::BorrowCapExceeded { found, cap });
    }
    let cash = pool.cash_less(amount)?;
    let pool = Pool { cash, debt_shares: all_shares, ..*pool };
    Ok(Borrowing { pool, position: Position { debt_shares, min_debt, ..*position }, debt })
}

/// The most that [`borrow`] would accept, to the unit; 0 where it accepts nothing.
pub fn max_borrow(
    pool: &Pool,
    position: &Position,
    price: Decimal,
    risk: &RiskModel,
) -> Result<Uint128, LendingError> {
    let limit = risk.borrow_limit(collateral_value(position.collateral, price)?)?;
    let own = pool.borrow_index.room(position.debt_shares, limit)?;
    let all = pool.borrow_index.room(pool.debt_shares, risk.terms().borrow_cap)?;
    let most = own.min(all).min(pool.cash);
    match borrow(pool, position, most, price, risk) {
        Ok(_) => Ok(most),
        Err(LendingError::ZeroAmount | LendingError::DebtBelowMinimum { .. }) => Ok(Uint128::zero()),
        Err(error) => Err(error),
    }
}

/// Pays up to `offered` of a debt back, without a price or a health check, because repaying cannot hurt.
/// Shares are rounded down, except that a payment of the whole debt takes all of them.
///
/// Errors: `NoDebt`, `BelowOneShare`, `DebtBelowMinimum` where a part too small would be left.
pub fn repay(
    pool: &Pool,
    position: &Position,
    offered: Uint128,
    risk: &RiskModel,
) -> Result<Repayment, LendingError> {
    let owed = pool.borrow_index.debt(position.debt_shares)?;
    if owed.is_zero() {
        return Err(LendingError::NoDebt);
    }
    let repayment = reduce(pool, position, offered.min(owed), risk)?;
    if repayment.position.debt_shares == position.debt_shares {
        return Err(LendingError::BelowOneShare { amount: offered });
    }
    if !repayment.debt.is_zero() {
        ensure_at_least(repayment.position.min_debt, repayment.debt)?;
    }
    Ok(repayment)
}

/// Adds `repaid`, at most the debt, to cash and destroys the debt shares that it pays for; a rest keeps its least debt.
pub(crate) fn reduce(
    pool: &Pool,
    position: &Position,
    repaid: Uint128,
    risk: &RiskModel,
) -> Result<Repayment, LendingError> {
    let owed = pool.borrow_index.debt(position.debt_shares)?;
    let shares = match repaid >= owed {
        true => position.debt_shares,
        false => pool.borrow_index.shares_to_repay(repaid)?,
    };
    let debt_shares = DebtShares(position.debt_shares.0.checked_sub(shares.0)?);
    let pool = Pool { cash: pool.cash.checked_add(repaid)?, ..pool.without_debt_shares(shares)? };
    let debt = pool.borrow_index.debt(debt_shares)?;
    let min_debt = if debt.is_zero() { Uint128::zero() } else { position.least_debt(risk) };
    Ok(Repayment { pool, position: Position { debt_shares, min_debt, ..*position }, repaid, debt })
}

/// Takes `amount` of collateral out, or all of it; returns the borrower afterwards and the amount that leaves.
///
/// Errors: `ZeroAmount`, `InsufficientBalance`; for a borrower with debt `PriceNeeded` and `AboveMaxLtv`.
pub fn withdraw_collateral(
    pool: &Pool,
    position: &Position,
    amount: Option<Uint128>,
    price: Option<Decimal>,
    risk: &RiskModel,
) -> Result<(Position, Uint128), LendingError> {
    let found = position.collateral;
    let amount = amount.unwrap_or(found);
    if amount.is_zero() {
        return Err(LendingError::ZeroAmount);
    }
    let short = LendingError::InsufficientBalance { found, required: amount };
    let collateral = found.checked_sub(amount).map_err(|_| short)?;
    let debt = pool.borrow_index.debt(position.debt_shares)?;
    if !debt.is_zero() {
        let price = price.ok_or(LendingError::PriceNeeded { debt })?;
        let limit = risk.borrow_limit(collateral_value(collateral, price)?)?;
        if debt > limit {
            return Err(LendingError::AboveMaxLtv { found: debt, limit });
        }
    }
    Ok((Position { collateral, ..*position }, amount))
}

fn ensure_at_least(required: Uint128, debt: Uint128) -> Result<(), LendingError> {
    if debt < required {
        return Err(LendingError::DebtBelowMinimum { found: debt, required });
    }
    Ok(())
}
