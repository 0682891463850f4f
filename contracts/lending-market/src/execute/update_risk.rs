//! Changes how much may be borrowed.

use super::update_ownership::ensure_owner;
use crate::ContractError;
use crate::market::Market;
use crate::state::{Terms, save_config};
use api::lending_market::{RiskParams, RiskUpdated};
use api::payment::no_funds;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

/// A loan that runs keeps the threshold, bonus and target it began with, or gets better ones.
pub(crate) fn update_risk(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    risk: RiskParams,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    ensure_owner(deps.storage, &info.sender)?;

    let market = Market::load_accrued(deps.storage, &env.block)?;

    risk.check()?.ensure_no_worse_than(&market.risk)?;

    let event = RiskUpdated {
        max_ltv: risk.max_ltv,
        liquidation_threshold: risk.liquidation_threshold,
        supply_cap: risk.supply_cap,
        borrow_cap: risk.borrow_cap,
    };
    save_config(deps.storage, &market.config, &Terms { rate: market.terms.rate.clone(), risk })?;
    market.save(deps.storage);

    Ok(Response::new().add_event(event))
}
