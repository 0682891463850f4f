//! Terms and a pool to test with.

use cosmwasm_std::{Decimal, Uint128};
use weal_lending_math::*;

pub(crate) fn units(amount: u128) -> Uint128 {
    Uint128::new(amount)
}

pub(crate) fn terms() -> RiskTerms {
    RiskTerms {
        max_ltv: Decimal::percent(70),
        liquidation_threshold: Decimal::percent(80),
        min_bonus: Decimal::percent(2),
        bonus_slope: Decimal::percent(100),
        max_bonus: Decimal::percent(10),
        target_health: Decimal::percent(110),
        min_debt: units(100),
        supply_cap: MAX_CAP,
        borrow_cap: MAX_CAP,
    }
}

pub(crate) fn risk() -> RiskModel {
    RiskModel::new(terms()).unwrap()
}

pub(crate) fn rate_terms() -> RateTerms {
    RateTerms {
        base: Decimal::percent(1),
        slope1: Decimal::percent(10),
        slope2: Decimal::percent(300),
        optimal_utilisation: Decimal::percent(80),
        reserve_factor: Decimal::percent(10),
    }
}

pub(crate) fn rate() -> RateModel {
    RateModel::new(rate_terms()).unwrap()
}

/// A loan made under [`terms`].
pub(crate) fn loan(collateral: u128, debt_shares: u128) -> Position {
    Position {
        collateral: units(collateral),
        debt_shares: DebtShares(units(debt_shares)),
        min_debt: terms().min_debt,
    }
}

/// A pool with one debt and an index that has grown.
pub(crate) fn pool(cash: u128, debt_shares: u128, index: u128, reserve_of_debt: bool) -> Pool {
    let mut pool = Pool {
        cash: units(cash),
        debt_shares: DebtShares(units(debt_shares)),
        borrow_index: BorrowIndex(units(index)),
        ..Pool::default()
    };
    let debt = pool.debt().unwrap();
    if reserve_of_debt {
        pool.reserve = units(debt.u128() / 20);
    }
    pool.supply_shares = SupplyShares(units((pool.supplied().unwrap().u128()).saturating_mul(900_000)));
    pool.repriced(&rate()).unwrap()
}
