//! Swaps: what the curve gives, and what the opening of the block lets it give.

use super::{Pool, sum};
use crate::error::{Failure, buys_nothing};
use crate::pool_state::Opening;
use cosmwasm_std::Uint128;
use weal_amm_math::constant_product::gross_for;
use weal_amm_math::{Direction, MathError, SwapOutcome};

/// The number of times that the offer for an exact output under the bound is raised, by 1, 2, 4, … units.
const MAX_RAISES: u32 = 64;

/// A swap that has been decided.
#[derive(Clone, Copy)]
pub(crate) struct Trade {
    pub(crate) direction: Direction,
    pub(crate) outcome: SwapOutcome,
    /// The protocol's part of the fee.
    pub(crate) protocol_fee: Uint128,
}

impl Pool {
    /// A sale of `offered`: along the curve, and where the bound is on at no better a price than the block opened with. Errors:
    /// `Math`.
    pub(crate) fn sale(&self, direction: Direction, offered: Uint128) -> Result<Trade, Failure> {
        self.trade(direction, self.swap(direction, offered)?)
    }

    /// A purchase of exactly `wanted`: the sale of [`Self::offer_for`], of which the units above `wanted` stay with the LPs. Errors:
    /// `Math`.
    pub(crate) fn purchase(&self, direction: Direction, wanted: Uint128) -> Result<Trade, Failure> {
        let outcome = self.swap(direction, self.offer_for(direction, wanted)?)?;
        self.trade(direction, outcome.paying(wanted)?)
    }

    fn trade(&self, direction: Direction, outcome: SwapOutcome) -> Result<Trade, Failure> {
        Ok(Trade { direction, outcome, protocol_fee: self.protocol_part(&outcome)? })
    }

    /// Decides the sale of `offered`: along the curve, and at most what it is worth at the block's opening. Errors: `Math`.
    pub(crate) fn swap(&self, direction: Direction, offered: Uint128) -> Result<SwapOutcome, Failure> {
        let fee = self.fee_for(direction)?;
        let outcome = self.curve.swap_exact_in(&self.record.holdings.reserves, direction, offered, fee)?;
        let Some(opening) = self.moved_since() else { return Ok(outcome) };
        match self.curve.worth(&opening.holdings.reserves, direction, offered)? {
            Some(most) => Ok(outcome.bounded_by(most, fee)?),
            None => Ok(outcome),
        }
    }

    /// An offer that receives at least `wanted`, the least but for units. Errors: `Math`.
    pub(crate) fn offer_for(&self, direction: Direction, wanted: Uint128) -> Result<Uint128, Failure> {
        let fee = self.fee_for(direction)?;
        let reserves = &self.record.holdings.reserves;
        let offer = self.curve.offer_for_exact_out(reserves, direction, wanted, fee)?;
        let Some(opening) = self.moved_since() else { return Ok(offer) };
        let at_opening = self.curve.cost(&opening.holdings.reserves, direction, gross_for(wanted, fee)?)?;
        let mut offer = offer.max(at_opening);
        // Each offer buys it at its own price; that the greater one does at both is seen to.
        for raise in 0..MAX_RAISES {
            if self.buys(direction, offer, wanted)? {
                return Ok(offer);
            }
            offer = sum(offer, Uint128::new(1u128.wrapping_shl(raise)))?;
        }
        Err(MathError::AboveReserve { required: wanted, reserve: direction.of(reserves)?.ask }.into())
    }

    /// The opening that binds this message: where the bound is on and something has been traded since.
    pub(super) fn moved_since(&self) -> Option<&Opening> {
        self.bound().filter(|opening| opening.holdings.reserves != self.record.holdings.reserves)
    }

    /// The opening where the bound was on at it.
    pub(super) fn bound(&self) -> Option<&Opening> {
        self.record.opening.as_ref().filter(|opening| opening.is_bound)
    }

    fn buys(&self, direction: Direction, offer: Uint128, wanted: Uint128) -> Result<bool, Failure> {
        match self.swap(direction, offer) {
            Ok(outcome) => Ok(outcome.received >= wanted),
            Err(failure) if buys_nothing(&failure) => Ok(false),
            Err(error) => Err(error),
        }
    }
}
