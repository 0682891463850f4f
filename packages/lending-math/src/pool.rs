//! The market's ledger, and the movements of suppliers.

use crate::rate::{grown, utilisation};
use crate::shares::{self, BorrowIndex, DebtShares, SupplyShares};
use crate::{LendingError, RateModel, RiskModel};
use cosmwasm_std::{Decimal, Uint128, Uint256};
use weal_fixed_point::FixedPointError;

/// 10^18: the denominator of [`Pool::reserve_carry`].
const CARRY_SCALE: Uint256 = Uint256::new(1_000_000_000_000_000_000);

/// A market's totals. Amounts are loan base units.
#[derive(weal_wire::Packed, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pool {
    /// The loan asset in the market's own ledger; a donation is not in it.
    pub cash: Uint128,
    /// The total of supply shares.
    pub supply_shares: SupplyShares,
    /// The total of debt shares.
    pub debt_shares: DebtShares,
    /// The growth of one unit of debt since the market began.
    pub borrow_index: BorrowIndex,
    /// The protocol's part of cash and debts; the first to bear a loss.
    pub reserve: Uint128,
    /// The reserve's fraction of a unit, times 10^18: nothing is lost however often the market accrues.
    pub reserve_carry: Uint128,
    /// The reserve's part of interest since the last movement of money: its factor, and of the rest what belongs to
    /// the reserve's own money. Suppliers earn on what they own, so that no share grows faster than a debt, even
    /// where the shares are few or none.
    pub reserve_part: Decimal,
    /// The yearly rate since the last movement of money. Accruing alone does not change it, so that it does not
    /// matter how often anyone accrues.
    pub borrow_rate: Decimal,
    /// The time up to which interest has been charged (Unix seconds).
    pub accrued_at: u64,
}

/// The outcome of lending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Supply {
    /// The market afterwards.
    pub pool: Pool,
    /// The shares made for the supplier.
    pub shares: SupplyShares,
}

/// The outcome of a withdrawal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// The market afterwards.
    pub pool: Pool,
    /// The supplier's shares that are destroyed.
    pub shares: SupplyShares,
    /// The amount that is paid out, loan base units.
    pub amount: Uint128,
}

impl Pool {
    /// The debt of all borrowers, loan base units, rounded up.
    pub fn debt(&self) -> Result<Uint128, LendingError> {
        self.borrow_index.debt(self.debt_shares)
    }

    /// The suppliers' total: `cash + debt − reserve`. Errors: `Invariant` where the reserve is more than cash and debt,
    /// which cannot be: the reserve is a part of interest that is in one of the two.
    pub fn supplied(&self) -> Result<Uint128, LendingError> {
        let broken = LendingError::Invariant { name: "the reserve is in cash or debt" };
        self.owned()?.checked_sub(self.reserve).map_err(|_| broken)
    }

    /// The total of suppliers and reserve: `cash + debt`.
    fn owned(&self) -> Result<Uint128, LendingError> {
        Ok(self.cash.checked_add(self.debt()?)?)
    }

    /// `debt ÷ (cash + debt)`.
    pub fn utilisation(&self) -> Result<Decimal, LendingError> {
        utilisation(self.cash, self.debt()?)
    }

    /// The value of `owned` shares, loan base units, rounded down.
    pub fn worth(&self, owned: SupplyShares) -> Result<Uint128, LendingError> {
        shares::worth(owned, self.supplied()?, self.supply_shares)
    }

    /// Charges interest up to `now` at the rate and the reserve's part in force. That part telescopes: accruing twice
    /// gives the reserve what accruing once does. A time before the last accrual charges nothing; more than 2^32 − 1
    /// seconds (136 years) count as that many.
    pub fn accrued(&self, now: u64) -> Result<Self, LendingError> {
        let seconds = u32::try_from(now.saturating_sub(self.accrued_at)).unwrap_or(u32::MAX);
        if seconds == 0 {
            return Ok(*self);
        }
        let borrow_index = BorrowIndex(grown(self.borrow_index.0, self.borrow_rate, seconds)?);
        let mut pool = Self { borrow_index, accrued_at: now, ..*self };
        let interest = pool.debt()?.checked_sub(self.debt()?)?;

        let part = interest.full_mul(self.reserve_part.atomics());
        let part = part.checked_add(Uint256::from(pool.reserve_carry))?;
        let too_large = overflow(interest, self.reserve_part);
        let whole = part.checked_div(CARRY_SCALE).map_err(|_| too_large)?;
        let carry = part.checked_rem(CARRY_SCALE).map_err(|_| too_large)?;
        let whole = Uint128::try_from(whole).map_err(|_| too_large)?;
        pool.reserve_carry = Uint128::try_from(carry).map_err(|_| too_large)?;
        pool.reserve = pool.reserve.checked_add(whole)?;
        Ok(pool)
    }

    /// The same totals at the rate and the reserve's part that follow from them: called after every movement of
    /// money.
    pub fn repriced(self, rate: &RateModel) -> Result<Self, LendingError> {
        Ok(Self {
            borrow_rate: rate.borrow_rate(self.cash, self.debt()?)?,
            reserve_part: rate.reserve_part(self.reserve, self.owned()?)?,
            ..self
        })
    }

    /// Lends `amount`. Shares are rounded down so that other suppliers never lose. Errors: `BelowOneShare`,
    /// `SupplyCapExceeded`, `SharesTooCheap` where losses have left nearly nothing for the existing shares.
    pub fn supply(&self, amount: Uint128, risk: &RiskModel) -> Result<Supply, LendingError> {
        let supplied = self.supplied()?;
        let found = supplied.checked_add(amount)?;
        let cap = risk.terms().supply_cap;
        if found > cap {
            return Err(LendingError::SupplyCapExceeded { found, cap });
        }
        let shares = shares::shares_for_supply(amount, supplied, self.supply_shares)?;
        if shares.0.is_zero() {
            return Err(LendingError::BelowOneShare { amount });
        }
        let supply_shares = SupplyShares(self.supply_shares.0.checked_add(shares.0)?);
        let pool = Self { cash: self.cash.checked_add(amount)?, supply_shares, ..*self };
        Ok(Supply { pool, shares })
    }

    /// Pays `amount` out, or all that `owned` is worth. Shares are rounded up for an amount; the amount is rounded down
    /// for all shares. Errors: `ZeroAmount`, `InsufficientBalance`, `InsufficientLiquidity`.
    pub fn withdraw(&self, owned: SupplyShares, amount: Option<Uint128>) -> Result<Withdrawal, LendingError> {
        let supplied = self.supplied()?;
        let balance = self.worth(owned)?;
        let amount = amount.unwrap_or(balance);
        if amount.is_zero() {
            return Err(LendingError::ZeroAmount);
        }
        if amount > balance {
            return Err(LendingError::InsufficientBalance { found: balance, required: amount });
        }
        let shares = match amount == balance {
            true => owned,
            false => shares::shares_for_withdrawal(amount, supplied, self.supply_shares)?,
        };
        let broken = LendingError::Invariant { name: "all supply shares are at least one supplier's" };
        let supply_shares = SupplyShares(self.supply_shares.0.checked_sub(shares.0).map_err(|_| broken)?);
        let pool = Self { cash: self.cash_less(amount)?, supply_shares, ..*self };
        Ok(Withdrawal { pool, shares, amount })
    }

    /// The pool after the debt of `shares` has left it. Errors: `Invariant`.
    pub(crate) fn without_debt_shares(self, shares: DebtShares) -> Result<Self, LendingError> {
        let broken = LendingError::Invariant { name: "all debt shares are at least one borrower's" };
        let debt_shares = DebtShares(self.debt_shares.0.checked_sub(shares.0).map_err(|_| broken)?);
        Ok(Self { debt_shares, ..self })
    }

    /// The cash after paying `amount` out. Errors: `InsufficientLiquidity`.
    pub(crate) fn cash_less(&self, amount: Uint128) -> Result<Uint128, LendingError> {
        let short = LendingError::InsufficientLiquidity { found: self.cash, required: amount };
        self.cash.checked_sub(amount).map_err(|_| short)
    }
}

fn overflow(interest: Uint128, part: Decimal) -> FixedPointError {
    FixedPointError::Overflow { a: interest, b: part.atomics(), divisor: Decimal::one().atomics() }
}
