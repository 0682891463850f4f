//! The price of a feed after a round of observations, signatures aside.

use crate::feed::Feed;
use crate::medians::{Medians, medians};
use crate::{ContractError, Failure};
use cosmwasm_std::{Decimal, Uint128};
use weal_api::oracle::{
    MAX_CLOCK_SKEW_SECONDS, MAX_OBSERVATION_SPREAD_SECONDS, MAX_ROUND_STEP, Observation, PriceRecord,
};
use weal_fixed_point::{Rounding, mul_div};

const BPS: Uint128 = Uint128::new(10_000);

/// The price after `round`, counted from 1, `last` being the one before.
///
/// The round is dated by its oldest observation, so that no value is taken for fresher than it is.
///
/// Errors: `RoundPassed`, `RoundAhead`, `TooFewObservations`, `ZeroPrice`, `FromTheFuture`, `ObservationTooOld`,
/// `ObservationsApart`, `ObservationsGoBack`, `Deviation`.
pub(crate) fn price_after(
    feed: &Feed,
    last: Option<&PriceRecord>,
    round: u64,
    observations: &[Observation],
    now: u64,
) -> Result<PriceRecord, Failure> {
    ensure_next(round, last.map_or(0, |last| last.round))?;
    let (found, required) = (observations.len(), usize::from(feed.min_observations));
    let prices = observations.iter().map(|observation| observation.price).collect();
    let medians = match medians(prices) {
        Some(medians) if found >= required => medians,
        _ => return Err(ContractError::TooFewObservations { found, required }.into()),
    };

    ensure_above_zero(observations)?;
    let observed_at = oldest(feed, observations, now)?;
    if let Some(last) = last {
        ensure_not_back(last, observed_at)?;
        ensure_near(feed, last, &medians, now)?;
    }

    let expires_at = observed_at.saturating_add(feed.max_age_seconds);
    Ok(PriceRecord { round, low: medians.low, high: medians.high, observed_at, expires_at })
}

/// Refuses a round that does not follow the last, 0 before the first, within a bounded step. Errors: `RoundPassed`,
/// `RoundAhead`.
pub(crate) fn ensure_next(found: u64, last: u64) -> Result<(), Failure> {
    if found <= last {
        return Err(ContractError::RoundPassed { found, last }.into());
    }
    let max = last.saturating_add(MAX_ROUND_STEP);
    if found > max {
        return Err(ContractError::RoundAhead { found, max }.into());
    }
    Ok(())
}

fn ensure_above_zero(observations: &[Observation]) -> Result<(), Failure> {
    match observations.iter().find(|observation| observation.price.is_zero()) {
        Some(observation) => Err(ContractError::ZeroPrice { member: observation.member }.into()),
        None => Ok(()),
    }
}

/// The oldest observation's time, all of them being recent and near each other.
fn oldest(feed: &Feed, observations: &[Observation], now: u64) -> Result<u64, Failure> {
    let min = now.saturating_sub(feed.max_age_seconds);
    let (mut oldest, mut newest) = (u64::MAX, 0);
    for observation in observations {
        let (member, found) = (observation.member, observation.observed_at);
        ensure_not_ahead(found, now)?;
        if found < min {
            return Err(ContractError::ObservationTooOld { member, found, min }.into());
        }
        oldest = oldest.min(found);
        newest = newest.max(found);
    }
    let (found, max) = (newest.saturating_sub(oldest), MAX_OBSERVATION_SPREAD_SECONDS);
    if found > max {
        return Err(ContractError::ObservationsApart { found, max }.into());
    }
    Ok(oldest)
}

/// Refuses a statement's time further ahead of the block's than the clocks' skew. Errors: `FromTheFuture`.
pub(crate) fn ensure_not_ahead(found: u64, now: u64) -> Result<(), Failure> {
    let max = now.saturating_add(MAX_CLOCK_SKEW_SECONDS);
    if found > max {
        return Err(ContractError::FromTheFuture { found, max }.into());
    }
    Ok(())
}

fn ensure_not_back(last: &PriceRecord, found: u64) -> Result<(), Failure> {
    if found < last.observed_at {
        return Err(ContractError::ObservationsGoBack { found, last: last.observed_at }.into());
    }
    Ok(())
}

/// Refuses a price too far from a fresh last one: after one that expired, as where a market was closed, any may follow.
fn ensure_near(feed: &Feed, last: &PriceRecord, new: &Medians, now: u64) -> Result<(), Failure> {
    let max = feed.max_deviation_bps;
    if max == 0 || !last.is_fresh(now) {
        return Ok(());
    }
    let found = deviation_bps(last.low, new.low).max(deviation_bps(last.high, new.high));
    if found > Uint128::from(max) {
        return Err(ContractError::Deviation { found, max }.into());
    }
    Ok(())
}

/// |to − from| ÷ from in basis points, rounded up so that a movement just above a bound is above it. The
/// largest number where it is out of range.
fn deviation_bps(from: Decimal, to: Decimal) -> Uint128 {
    mul_div(from.abs_diff(to).atomics(), BPS, from.atomics(), Rounding::Up).unwrap_or(Uint128::MAX)
}
