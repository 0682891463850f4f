//! Announces terms, takes them back, applies them.

use super::update_ownership::ensure_owner;
use crate::ContractError;
use crate::market::Market;
use crate::state::{PENDING_TERMS, SETTINGS, Settings};
use cosmwasm_std::{DepsMut, Env, Event, MessageInfo, OverflowError, Response, Uint64};
use weal_api::lending_market::{
    PendingTerms, RateParams, RateUpdated, RiskParams, RiskUpdated, TERMS_DELAY, TERMS_WINDOW,
    TermsCancelled, TermsProposed,
};
use weal_contract_kit::payment::no_funds;
use weal_lending_math::LendingError;

/// Announces terms; a running loan keeps the threshold, bonus and target that it began with, or gets better ones.
pub(crate) fn propose_terms(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    rate: Option<RateParams>,
    risk: Option<RiskParams>,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    ensure_owner(deps.storage, &info.sender)?;

    if rate.is_none() && risk.is_none() {
        return Err(ContractError::NoTerms);
    }
    if let Some(rate) = &rate {
        rate.check()?;
    }
    if let Some(risk) = &risk {
        let terms = SETTINGS.load(deps.storage)?.terms;
        risk.check()?.ensure_no_worse_than(&terms.risk.check()?)?;
    }
    let effective_at = later(env.block.time.seconds(), TERMS_DELAY)?;
    let expires_at = later(effective_at, TERMS_WINDOW)?;

    PENDING_TERMS.save(deps.storage, &PendingTerms { rate, risk, effective_at, expires_at });

    Ok(Response::new().add_event(TermsProposed { effective_at, expires_at }))
}

pub(crate) fn cancel_terms(deps: DepsMut, info: MessageInfo) -> Result<Response, ContractError> {
    no_funds(&info)?;
    ensure_owner(deps.storage, &info.sender)?;
    let pending = PENDING_TERMS.may_load(deps.storage)?.ok_or(ContractError::NothingPending)?;

    PENDING_TERMS.remove(deps.storage);

    Ok(Response::new().add_event(TermsCancelled { effective_at: pending.effective_at }))
}

/// Applies announced terms. The time that has passed is charged at the old rate and shared by the old reserve factor:
/// the market is loaded before the new terms are stored. Without a new rate none is set: time alone does not move it.
pub(crate) fn apply_terms(deps: DepsMut, env: Env, info: MessageInfo) -> Result<Response, ContractError> {
    no_funds(&info)?;
    let pending = PENDING_TERMS.may_load(deps.storage)?.ok_or(ContractError::NothingPending)?;
    ensure_in_time(&pending, env.block.time.seconds())?;
    let mut market = Market::load_accrued(deps.storage, &env.block)?;

    let mut events = vec![];
    if let Some(rate) = pending.rate {
        market.rate = rate.check()?;
        market.pool = market.pool.repriced(&market.rate)?;
        market.terms.rate = rate;
        events.push(RateUpdated { borrow_rate: market.pool.borrow_rate }.into());
    }
    if let Some(risk) = pending.risk {
        events.push(risk_updated(&risk));
        market.terms.risk = risk;
    }

    PENDING_TERMS.remove(deps.storage);
    market.save(deps.storage);
    SETTINGS.save(deps.storage, &Settings { terms: market.terms, config: market.config });

    Ok(Response::new().add_events(events))
}

/// Refuses terms outside their window. Errors: `TermsTooSoon`, `TermsExpired`.
fn ensure_in_time(pending: &PendingTerms, now: u64) -> Result<(), ContractError> {
    let PendingTerms { effective_at, expires_at, .. } = *pending;
    if now < effective_at {
        return Err(ContractError::TermsTooSoon { effective_at, now });
    }
    if now > expires_at {
        return Err(ContractError::TermsExpired { expires_at, now });
    }
    Ok(())
}

/// The event of the limits that apply from now on.
pub(super) fn risk_updated(risk: &RiskParams) -> Event {
    RiskUpdated {
        max_ltv: risk.max_ltv,
        liquidation_threshold: risk.liquidation_threshold,
        supply_cap: risk.supply_cap,
        borrow_cap: risk.borrow_cap,
    }
    .into()
}

fn later(now: u64, seconds: u64) -> Result<u64, LendingError> {
    let sum: Result<Uint64, OverflowError> = Uint64::new(now).checked_add(Uint64::new(seconds));
    Ok(sum?.u64())
}
