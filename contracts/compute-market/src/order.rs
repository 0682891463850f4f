//! Orders: terms, bids, and the bid that wins.

use crate::ContractError;
use cosmwasm_std::{Addr, Uint128};
use weal_api::compute_escrow::RATE_SCALE;
use weal_api::compute_market::{Bid, OrderResponse, OrderStatus, OrderTerms, RevealedBid, TURN_SECONDS};
use weal_fixed_point::{Rounding, mul_div};

/// The most bids of one order: an award reads them all.
pub(crate) const MAX_BIDS: usize = 16;
/// The most turns, one for each bid.
const MAX_TURNS: u64 = 16;
/// The most regions, and the most requirements, of one order.
pub(crate) const MAX_CONDITIONS: usize = 8;
/// The longest lease that can be ordered, seconds.
const MAX_LEASE_SECONDS: u64 = 366 * 86_400;
/// The shortest and the longest time of each phase, seconds.
const PHASE_SECONDS: (u64, u64) = (60, 30 * 86_400);
/// The longest name, bytes.
const MAX_NAME_BYTES: usize = 64;

/// An order: its terms, its status and its bids.
pub(crate) struct Order {
    /// The account that pays.
    pub(crate) tenant: Addr,
    /// The terms of the lease that is wanted; they never change.
    pub(crate) terms: OrderTerms,
    /// The tenant's deposit *cost(m)*, base units; zero once the order is no longer open.
    pub(crate) deposit: Uint128,
    /// The deposit of each bidder, base units.
    pub(crate) bid_deposit: Uint128,
    /// The first second without bids.
    pub(crate) bids_until: u64,
    /// The first second without reveals.
    pub(crate) reveals_until: u64,
    /// The first second after the best bid's turn; `None` before an award of it was deferred.
    pub(crate) turn_until: Option<u64>,
    /// The order's status.
    pub(crate) status: OrderStatus,
    /// The bids as they were placed; empty once the order is no longer open.
    pub(crate) bids: Vec<Bid>,
}

impl Order {
    /// Refuses an order that is not open. Errors: `OrderClosed`.
    pub(crate) fn ensure_open(&self, order_id: u64) -> Result<(), ContractError> {
        match self.status {
            OrderStatus::Open {} => Ok(()),
            _ => Err(ContractError::OrderClosed { order_id }),
        }
    }

    /// The bid with the lowest rate revealed; among equals the one placed first.
    pub(crate) fn best(&self) -> Option<(Addr, RevealedBid)> {
        let revealed = self.bids.iter().filter_map(|bid| Some((bid.provider.clone(), bid.revealed.clone()?)));
        revealed.min_by_key(|(_, bid)| bid.rate)
    }

    /// The cost of the lease at `rate`: ⌈r·g·T / 10^12⌉, base units. Errors: `Overflow`, `Arithmetic`.
    pub(crate) fn cost(terms: &OrderTerms, rate: Uint128) -> Result<Uint128, ContractError> {
        let gpu_seconds = Uint128::from(terms.seconds).checked_mul(terms.gpus.into())?;
        Ok(mul_div(rate, gpu_seconds, Uint128::new(RATE_SCALE), Rounding::Up)?)
    }

    /// The last second of an award where each bid has its turn, one at once after the other (Unix seconds).
    pub(crate) fn latest_award(&self) -> u64 {
        let turns = TURN_SECONDS.saturating_mul(MAX_TURNS);
        self.reveals_until.saturating_add(turns)
    }

    /// The answer to a query.
    pub(crate) fn describe(self, order_id: u64) -> OrderResponse {
        OrderResponse {
            order_id,
            tenant: self.tenant,
            terms: self.terms,
            deposit: self.deposit,
            bids_until: self.bids_until,
            reveals_until: self.reveals_until,
            turn_until: self.turn_until,
            status: self.status,
            bids: self.bids,
        }
    }
}

/// Checks an order's terms. Errors: `OutOfRange`, `TextLength`, `ZeroRate`, `TooMany`, `NoRegistry`.
pub(crate) fn check_terms(terms: &OrderTerms, has_registry: bool) -> Result<(), ContractError> {
    text_length("sku", &terms.sku)?;
    in_range("gpus", terms.gpus.into(), (1, u32::MAX.into()))?;
    in_range("seconds", terms.seconds, (1, MAX_LEASE_SECONDS))?;
    in_range("bid_seconds", terms.bid_seconds, PHASE_SECONDS)?;
    in_range("reveal_seconds", terms.reveal_seconds, PHASE_SECONDS)?;
    if terms.max_rate.is_zero() {
        return Err(ContractError::ZeroRate);
    }
    at_most("regions", terms.regions.len())?;
    at_most("requirements", terms.requirements.len())?;
    terms.regions.iter().try_for_each(|region| text_length("regions", region))?;
    if !terms.requirements.is_empty() && !has_registry {
        return Err(ContractError::NoRegistry);
    }
    Ok(())
}

/// Refuses a list of more than [`MAX_CONDITIONS`]. Errors: `TooMany`.
pub(crate) fn at_most(list: &'static str, found: usize) -> Result<(), ContractError> {
    if found <= MAX_CONDITIONS {
        return Ok(());
    }
    Err(ContractError::TooMany { list, found, max: MAX_CONDITIONS })
}

fn text_length(field: &'static str, text: &str) -> Result<(), ContractError> {
    if (1..=MAX_NAME_BYTES).contains(&text.len()) {
        return Ok(());
    }
    Err(ContractError::TextLength { field, found: text.len(), min: 1, max: MAX_NAME_BYTES })
}

fn in_range(field: &'static str, found: u64, (min, max): (u64, u64)) -> Result<(), ContractError> {
    if (min..=max).contains(&found) {
        return Ok(());
    }
    Err(ContractError::OutOfRange { field, found, min, max })
}
