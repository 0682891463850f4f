//! Changes what borrowing costs.

use super::update_ownership::ensure_owner;
use crate::ContractError;
use crate::market::Market;
use crate::state::{Terms, save_config};
use api::lending_market::{RateParams, RateUpdated};
use api::payment::no_funds;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

/// What has passed is charged at the old rate and shared by the old reserve factor: the market is loaded with
/// the old terms before the new ones are stored.
pub(crate) fn update_rate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    rate: RateParams,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    ensure_owner(deps.storage, &info.sender)?;

    let mut market = Market::load_accrued(deps.storage, &env.block)?;

    market.rate = rate.check()?;

    save_config(deps.storage, &market.config, &Terms { rate, risk: market.terms.risk.clone() })?;
    let accrued = market.pool;
    let pool = market.save_moved(deps.storage, accrued)?;

    Ok(Response::new().add_event(RateUpdated { borrow_rate: pool.borrow_rate }))
}
