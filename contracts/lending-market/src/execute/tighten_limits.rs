//! Lowers the limits of what is new, at once.

use super::terms::risk_updated;
use super::update_ownership::ensure_owner;
use crate::ContractError;
use crate::state::{SETTINGS, Settings, Terms};
use cosmwasm_std::{Decimal, DepsMut, MessageInfo, Response, Uint128};
use weal_api::lending_market::RiskParams;
use weal_contract_kit::payment::no_funds;
use weal_lending_math::LendingError;

/// The limits to lower; those left out stay.
pub(crate) struct Limits {
    /// The new maximum LTV: debt may be raised to this part of the collateral's value.
    pub(crate) max_ltv: Option<Decimal>,
    /// The most supply, loan base units.
    pub(crate) supply_cap: Option<Uint128>,
    /// The most debt, loan base units.
    pub(crate) borrow_cap: Option<Uint128>,
}

/// Lowers limits without delay or accrual: neither interest nor a liquidation depends on them.
pub(crate) fn tighten_limits(
    deps: DepsMut,
    info: MessageInfo,
    limits: Limits,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    ensure_owner(deps.storage, &info.sender)?;

    let Settings { terms: Terms { rate, risk }, config } = SETTINGS.load(deps.storage)?;
    let risk = RiskParams {
        max_ltv: lowered("max_ltv", risk.max_ltv, limits.max_ltv)?,
        supply_cap: lowered("supply_cap", risk.supply_cap, limits.supply_cap)?,
        borrow_cap: lowered("borrow_cap", risk.borrow_cap, limits.borrow_cap)?,
        ..risk
    };
    risk.check()?;

    let event = risk_updated(&risk);
    SETTINGS.save(deps.storage, &Settings { terms: Terms { rate, risk }, config });

    Ok(Response::new().add_event(event))
}

/// The limit named, or the present one where none is. Errors: `InvalidTerm` for a higher one.
fn lowered<T: PartialOrd + ToString>(
    term: &'static str,
    present: T,
    named: Option<T>,
) -> Result<T, LendingError> {
    match named {
        Some(found) if found > present => {
            let required = "at most what it is: higher limits are announced";
            Err(LendingError::InvalidTerm { term, found: found.to_string(), required })
        }
        Some(lower) => Ok(lower),
        None => Ok(present),
    }
}
