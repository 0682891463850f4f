//! What a liquidation repays, takes and books.

use crate::position::reduce;
use crate::{LendingError, Pool, Position, RiskModel, collateral_value, health_factor};
use cosmwasm_std::{Decimal, Uint128};
use fixed_point::{Rounding, mul_decimal, mul_div};

/// A liquidation decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Liquidation {
    /// The market afterwards.
    pub pool: Pool,
    /// The borrower afterwards.
    pub position: Position,
    /// What is taken of the payment, loan base units.
    pub repaid: Uint128,
    /// What the liquidator gets, collateral base units.
    pub seized: Uint128,
    /// The discount.
    pub bonus: Decimal,
    /// The borrower's debt afterwards, loan base units.
    pub debt: Uint128,
    /// What nobody repaid; zero unless the collateral is exhausted.
    pub loss: Loss,
}

/// A loss and who bears it, loan base units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loss {
    /// The reserve, which is first.
    pub from_reserve: Uint128,
    /// The suppliers.
    pub from_suppliers: Uint128,
}

impl Loss {
    /// Both together.
    pub fn total(&self) -> Uint128 {
        self.from_reserve.saturating_add(self.from_suppliers)
    }
}

/// Repays part of an unhealthy debt with at most `offered`, or with as much as is taken where left out.
///
/// - Solvent (`V ≥ D × (1 + min bonus)`): repays at most what leads to the target health, all where the rest
///   would be below the minimum debt. Collateral per unit of debt never falls (the theorem of
///   docs/spec/lending-market.md §Liquidation), because at most the same part of the collateral is taken as of
///   the debt is repaid.
/// - Insolvent: the whole collateral is sold at once at the least bonus, and what it does not pay is booked as a
///   loss in the same step: first the reserve's, then the suppliers'.
///
/// Errors: `NoDebt`, `NotLiquidatable`, `ZeroPrice`, `RepaymentTooSmall`, `NothingToSeize`.
pub fn liquidate(
    pool: &Pool,
    position: &Position,
    offered: Option<Uint128>,
    price: Decimal,
    risk: &RiskModel,
) -> Result<Liquidation, LendingError> {
    let debt = pool.borrow_index.debt(position.debt_shares)?;
    let value = collateral_value(position.collateral, price)?;
    let health = health_factor(risk.liquidation_limit(value)?, debt).ok_or(LendingError::NoDebt)?;
    if health >= Decimal::one() {
        return Err(LendingError::NotLiquidatable { found: health });
    }
    if price.is_zero() {
        return Err(LendingError::ZeroPrice);
    }
    let case = Case { pool, position, debt, value, price, risk };
    if value < mul_decimal(debt, one_plus(risk.terms().min_bonus)?, Rounding::Up)? {
        case.close_out(offered)
    } else {
        case.repay_in_part(offered, health)
    }
}

/// An unhealthy position and what is known of it.
struct Case<'a> {
    pool: &'a Pool,
    position: &'a Position,
    debt: Uint128,
    value: Uint128,
    price: Decimal,
    risk: &'a RiskModel,
}

impl Case<'_> {
    fn repay_in_part(&self, offered: Option<Uint128>, health: Decimal) -> Result<Liquidation, LendingError> {
        let terms = self.risk.terms();
        let bonus = bonus(health, self.value, self.debt, self.risk)?;
        let limit = self.risk.liquidation_limit(self.value)?;
        let most =
            repay_to_target(self.debt, limit, terms.target_health, terms.liquidation_threshold, bonus)?;
        let most = without_remainder_below(self.debt, most, terms.min_debt);
        let repaid = match offered {
            Some(offered) => self.clamp(offered, most)?,
            None => most,
        };

        let repayment = reduce(self.pool, self.position, repaid)?;
        let reduction = self.debt.checked_sub(repayment.debt)?;
        let share = mul_div(self.position.collateral, reduction, self.debt, Rounding::Down)?;
        let seized = collateral_for(repaid, bonus, self.price)?.min(share);
        if seized.is_zero() {
            return Err(LendingError::NothingToSeize { repaid });
        }
        let collateral = self.position.collateral.checked_sub(seized)?;
        Ok(Liquidation {
            pool: repayment.pool,
            position: Position { collateral, ..repayment.position },
            repaid,
            seized,
            bonus,
            debt: repayment.debt,
            loss: Loss::default(),
        })
    }

    /// Takes less of an offer rather than refusing it for what it would leave behind.
    fn clamp(&self, offered: Uint128, most: Uint128) -> Result<Uint128, LendingError> {
        let repaid = offered.min(most);
        let rest = self.debt.saturating_sub(repaid);
        let min_debt = self.risk.terms().min_debt;
        if rest.is_zero() || rest >= min_debt {
            return Ok(repaid);
        }
        let short = LendingError::RepaymentTooSmall { found: offered, required: self.debt };
        match self.debt.checked_sub(min_debt) {
            Ok(repaid) if !repaid.is_zero() => Ok(repaid),
            _ => Err(short),
        }
    }

    fn close_out(&self, offered: Option<Uint128>) -> Result<Liquidation, LendingError> {
        let bonus = self.risk.terms().min_bonus;
        let required = payment_for(self.position.collateral, bonus, self.price)?.min(self.debt);
        let offered = offered.unwrap_or(required);
        if offered < required {
            return Err(LendingError::RepaymentTooSmall { found: offered, required });
        }
        let before = self.pool.debt()?;
        let mut pool = *self.pool;
        pool.debt_shares.0 = pool.debt_shares.0.checked_sub(self.position.debt_shares.0)?;
        pool.cash = pool.cash.checked_add(required)?;
        let unpaid = before.checked_sub(pool.debt()?)?.saturating_sub(required);
        let (pool, loss) = book(pool, unpaid)?;
        Ok(Liquidation {
            pool,
            position: Position::default(),
            repaid: required,
            seized: self.position.collateral,
            bonus,
            debt: Uint128::zero(),
            loss,
        })
    }
}

/// Splits a debt that has left the pool unpaid: first the reserve, then the suppliers.
pub(crate) fn book(pool: Pool, unpaid: Uint128) -> Result<(Pool, Loss), LendingError> {
    let from_reserve = unpaid.min(pool.reserve);
    let loss = Loss { from_reserve, from_suppliers: unpaid.checked_sub(from_reserve)? };
    Ok((Pool { reserve: pool.reserve.checked_sub(from_reserve)?, ..pool }, loss))
}

/// The discount at a health: `min + slope × (1 − health)`, at most `max` and at most `value ÷ debt − 1`, above
/// which repaying would lower health. Rounded down.
pub fn bonus(
    health: Decimal,
    value: Uint128,
    debt: Uint128,
    risk: &RiskModel,
) -> Result<Decimal, LendingError> {
    let terms = risk.terms();
    let missing = Decimal::one().saturating_sub(health);
    let wanted = terms.min_bonus.checked_add(terms.bonus_slope.checked_mul(missing)?)?.min(terms.max_bonus);
    let ratio = mul_div(value, Decimal::one().atomics(), debt, Rounding::Down)?;
    Ok(wanted.min(Decimal::new(ratio).saturating_sub(Decimal::one())))
}

/// What leads from `limit ÷ debt` to the target health: `(T × D − L) ÷ (T − threshold × (1 + bonus))`, rounded
/// down; the whole debt where it is more, or where no payment leads there.
///
/// ```
/// use cosmwasm_std::{Decimal, Uint128};
/// use lending_math::repay_to_target;
/// // 91 owed on 100 at 85 %: repaying 40 leads to 51 owed on 60.
/// let (debt, limit) = (Uint128::new(91), Uint128::new(85));
/// let repay = repay_to_target(debt, limit, Decimal::one(), Decimal::percent(85), Decimal::zero());
/// assert_eq!(repay, Ok(Uint128::new(40)));
/// ```
pub fn repay_to_target(
    debt: Uint128,
    limit: Uint128,
    target: Decimal,
    threshold: Decimal,
    bonus: Decimal,
) -> Result<Uint128, LendingError> {
    let lost = threshold.checked_mul(one_plus(bonus)?)?;
    if lost >= target {
        return Ok(debt);
    }
    let missing = mul_decimal(debt, target, Rounding::Down)?.saturating_sub(limit);
    let gained = target.checked_sub(lost)?;
    let repay = mul_div(missing, Decimal::one().atomics(), gained.atomics(), Rounding::Down)?;
    Ok(repay.min(debt))
}

/// `repay`, or the whole debt where a rest above zero and below `minimum` would be left, or nothing repaid.
pub fn without_remainder_below(debt: Uint128, repay: Uint128, minimum: Uint128) -> Uint128 {
    let rest = debt.saturating_sub(repay);
    if repay.is_zero() || rest < minimum { debt } else { repay }
}

/// Collateral for repaying `repaid` at a discount: `repaid × (1 + bonus) ÷ price`, rounded down twice.
pub fn collateral_for(repaid: Uint128, bonus: Decimal, price: Decimal) -> Result<Uint128, LendingError> {
    let value = mul_decimal(repaid, one_plus(bonus)?, Rounding::Down)?;
    Ok(mul_div(value, Decimal::one().atomics(), price.atomics(), Rounding::Down)?)
}

/// What must be paid for all of `collateral`: `collateral × price ÷ (1 + bonus)`, rounded up twice.
pub fn payment_for(collateral: Uint128, bonus: Decimal, price: Decimal) -> Result<Uint128, LendingError> {
    let value = mul_decimal(collateral, price, Rounding::Up)?;
    Ok(mul_div(value, Decimal::one().atomics(), one_plus(bonus)?.atomics(), Rounding::Up)?)
}

fn one_plus(part: Decimal) -> Result<Decimal, LendingError> {
    Ok(Decimal::one().checked_add(part)?)
}
