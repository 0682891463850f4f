//! Liquidations: the debt that is repaid, the collateral that is seized, the loss that is booked.

use crate::position::reduce;
use crate::shares::DebtShares;
use crate::{LendingError, Pool, Position, RiskModel, collateral_value, health_factor};
use cosmwasm_std::{Decimal, Uint128};
use weal_fixed_point::{Rounding, mul_decimal, mul_div};

/// The outcome of a liquidation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Liquidation {
    /// The market afterwards.
    pub pool: Pool,
    /// The borrower afterwards.
    pub position: Position,
    /// The part of the payment that repays the debt, loan base units.
    pub repaid: Uint128,
    /// The part of the payment that goes to the borrower, loan base units: one base unit of collateral can be worth
    /// more than the whole debt. Zero otherwise.
    pub surplus: Uint128,
    /// The collateral that the liquidator gets, base units.
    pub seized: Uint128,
    /// The liquidation bonus.
    pub bonus: Decimal,
    /// The borrower's debt afterwards, loan base units.
    pub debt: Uint128,
    /// The bad debt; zero unless the collateral was worth less than the debt.
    pub loss: Loss,
}

impl Liquidation {
    /// The liquidator's payment, loan base units: the part that repays and the surplus.
    pub fn paid(&self) -> Result<Uint128, LendingError> {
        Ok(self.repaid.checked_add(self.surplus)?)
    }
}

/// A loss and who bears it, loan base units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loss {
    /// The reserve's part, which is first.
    pub from_reserve: Uint128,
    /// The suppliers' part.
    pub from_suppliers: Uint128,
}

impl Loss {
    /// The whole loss, loan base units.
    pub fn total(&self) -> Result<Uint128, LendingError> {
        Ok(self.from_reserve.checked_add(self.from_suppliers)?)
    }
}

/// Repays part of an unhealthy debt with at most `offered`, or with as much as can be taken where `offered` is `None`;
/// with `None` an unhealthy debt is never refused at a price above zero.
///
/// - Covered (`V ≥ D`): repays at most what leads to the target health, but at least what one base unit of
///   collateral costs; all where the rest would be below the loan's minimum debt. The bonus is at most `V ÷ D − 1`,
///   so that suppliers lose nothing, and collateral per unit of debt never falls (the theorem of
///   docs/spec/lending-market.md §Liquidation): at most the same part of the collateral is taken as of the debt
///   is repaid.
/// - Not covered: the whole collateral is sold at once at the least bonus, and what it does not pay is booked as a
///   loss in the same step: first the reserve's, then the suppliers'.
///
/// Errors: `NoDebt`, `NotLiquidatable`, `ZeroPrice`; `RepaymentTooSmall` and `NothingToSeize` depend on the offer.
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
    let bonus = bonus(health, value, debt, risk)?;
    let case = Case { pool, position, debt, value, price, risk, bonus };
    if value < debt { case.close_out(offered) } else { case.repay_in_part(offered) }
}

/// An unhealthy position and what is known of it.
struct Case<'a> {
    pool: &'a Pool,
    position: &'a Position,
    debt: Uint128,
    value: Uint128,
    price: Decimal,
    risk: &'a RiskModel,
    bonus: Decimal,
}

impl Case<'_> {
    fn repay_in_part(&self, offered: Option<Uint128>) -> Result<Liquidation, LendingError> {
        let most = self.most()?;
        if most == self.debt && collateral_for(most, self.bonus, self.price)?.is_zero() {
            return self.buy_one_unit(offered);
        }
        let repaid = match offered {
            Some(offered) => self.clamp(offered, most)?,
            None => most,
        };

        let repayment = reduce(self.pool, self.position, repaid, self.risk)?;
        let reduction = self.debt.checked_sub(repayment.debt)?;
        let share = mul_div(self.position.collateral, reduction, self.debt, Rounding::Down)?;
        let seized = collateral_for(repaid, self.bonus, self.price)?.min(share);
        if seized.is_zero() {
            return Err(LendingError::NothingToSeize { repaid });
        }
        let collateral = self.position.collateral.checked_sub(seized)?;
        Ok(Liquidation {
            pool: repayment.pool,
            position: Position { collateral, ..repayment.position },
            repaid,
            surplus: Uint128::zero(),
            seized,
            bonus: self.bonus,
            debt: repayment.debt,
            loss: Loss::default(),
        })
    }

    /// The most that is repaid: as far as the target, at least the cost of one unit of collateral, without dust.
    fn most(&self) -> Result<Uint128, LendingError> {
        let terms = self.risk.terms();
        let limit = self.risk.liquidation_limit(self.value)?;
        let to_target =
            repay_to_target(self.debt, limit, terms.target_health, terms.liquidation_threshold, self.bonus)?;
        let wanted = to_target.max(self.cost_of_one_unit()?).min(self.debt);
        without_remainder_below(self.debt, wanted, self.position.least_debt(self.risk))
    }

    /// A payment that buys one base unit of collateral: enough for the unit at the bonus, and enough for the debt to
    /// fall by that unit's part of it, however coarse a debt share is.
    fn cost_of_one_unit(&self) -> Result<Uint128, LendingError> {
        let price = payment_for(Uint128::one(), self.bonus, self.price)?;
        let part = mul_div(self.debt, Uint128::one(), self.position.collateral, Rounding::Up)?;
        let share = self.pool.borrow_index.debt(DebtShares(Uint128::one()))?;
        Ok(price.max(part.checked_add(share)?))
    }

    /// Sells one base unit of collateral that is worth more than the debt and its bonus: the liquidator pays for the
    /// unit, the debt is repaid, and the rest of the payment is the borrower's.
    fn buy_one_unit(&self, offered: Option<Uint128>) -> Result<Liquidation, LendingError> {
        let seized = Uint128::one();
        let required = payment_for(seized, self.bonus, self.price)?;
        ensure_offers(offered, required)?;

        let repayment = reduce(self.pool, self.position, self.debt, self.risk)?;
        let collateral = self.position.collateral.checked_sub(seized)?;
        Ok(Liquidation {
            pool: repayment.pool,
            position: Position { collateral, ..repayment.position },
            repaid: self.debt,
            surplus: required.checked_sub(self.debt)?,
            seized,
            bonus: self.bonus,
            debt: repayment.debt,
            loss: Loss::default(),
        })
    }

    /// Takes only part of an offer where the whole would leave a debt below the minimum, rather than refusing it.
    fn clamp(&self, offered: Uint128, most: Uint128) -> Result<Uint128, LendingError> {
        let repaid = offered.min(most);
        if repaid == self.debt {
            return Ok(repaid);
        }
        match self.debt.checked_sub(self.position.least_debt(self.risk)) {
            Ok(part) if !part.is_zero() => Ok(repaid.min(part)),
            _ => Err(LendingError::RepaymentTooSmall { found: offered, required: self.debt }),
        }
    }

    fn close_out(&self, offered: Option<Uint128>) -> Result<Liquidation, LendingError> {
        let bonus = self.risk.terms().min_bonus;
        // At most the debt: the collateral is worth less.
        let required = payment_for(self.position.collateral, bonus, self.price)?;
        ensure_offers(offered, required)?;

        let before = self.pool.debt()?;
        let mut pool = self.pool.without_debt_shares(self.position.debt_shares)?;
        pool.cash = pool.cash.checked_add(required)?;
        // The debts of all, rounded up once, may fall by a unit less than this one: then nothing is unpaid.
        let unpaid = before.checked_sub(pool.debt()?)?.saturating_sub(required);
        let (pool, loss) = book(pool, unpaid)?;
        Ok(Liquidation {
            pool,
            position: Position::default(),
            repaid: required,
            surplus: Uint128::zero(),
            seized: self.position.collateral,
            bonus,
            debt: Uint128::zero(),
            loss,
        })
    }
}

/// Refuses an offer below `required`. Errors: `RepaymentTooSmall`.
fn ensure_offers(offered: Option<Uint128>, required: Uint128) -> Result<(), LendingError> {
    match offered {
        Some(found) if found < required => Err(LendingError::RepaymentTooSmall { found, required }),
        _ => Ok(()),
    }
}

/// Splits a debt that left the pool unpaid: the reserve bears it first, then the suppliers.
fn book(pool: Pool, unpaid: Uint128) -> Result<(Pool, Loss), LendingError> {
    let from_reserve = unpaid.min(pool.reserve);
    let loss = Loss { from_reserve, from_suppliers: unpaid.checked_sub(from_reserve)? };
    Ok((Pool { reserve: pool.reserve.checked_sub(from_reserve)?, ..pool }, loss))
}

/// The liquidation bonus at a health: `min + slope × (1 − health)`, at most `max` and at most `value ÷ debt − 1`, above
/// which repaying would lower health; 0 where the debt is above the value. Every step is rounded down.
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

/// The repayment that leads from `limit ÷ debt` to the target health:
/// `(T × D − L) ÷ (T − threshold × (1 + bonus))`; both products and the quotient are rounded down. 0 where the target
/// is already reached; the whole debt where the result is more, or where no payment leads to the target.
///
/// ```
/// use cosmwasm_std::{Decimal, Uint128};
/// use weal_lending_math::repay_to_target;
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

/// `repay`, which is at most the debt; the whole debt where a rest above zero and below `minimum` would be left.
pub fn without_remainder_below(
    debt: Uint128,
    repay: Uint128,
    minimum: Uint128,
) -> Result<Uint128, LendingError> {
    let rest = debt.checked_sub(repay)?;
    Ok(if rest < minimum { debt } else { repay })
}

/// The collateral for repaying `repaid` at a bonus: `repaid × (1 + bonus) ÷ price`, rounded down twice.
pub fn collateral_for(repaid: Uint128, bonus: Decimal, price: Decimal) -> Result<Uint128, LendingError> {
    let value = mul_decimal(repaid, one_plus(bonus)?, Rounding::Down)?;
    Ok(mul_div(value, Decimal::one().atomics(), price.atomics(), Rounding::Down)?)
}

/// The price of all of `collateral`, loan base units: `collateral × price ÷ (1 + bonus)`, rounded up twice.
pub fn payment_for(collateral: Uint128, bonus: Decimal, price: Decimal) -> Result<Uint128, LendingError> {
    let value = mul_decimal(collateral, price, Rounding::Up)?;
    Ok(mul_div(value, Decimal::one().atomics(), one_plus(bonus)?.atomics(), Rounding::Up)?)
}

fn one_plus(part: Decimal) -> Result<Decimal, LendingError> {
    Ok(Decimal::one().checked_add(part)?)
}
