//! The fee of a trade: the pool's, and where the option is on more for a trade away from the mean price.

use super::Pool;
use crate::error::{ContractError, Failure};
use cosmwasm_std::{Env, Storage, Uint256};
use weal_amm_math::Direction;
use weal_amm_math::directional_fee::{DirectionalFee, MAX_TOTAL_FEE_BPS, PriceMove};
use weal_api::amm_pool::{DEFAULT_TWAP_SECONDS, DynamicFee, MAX_FEE_BPS};
use weal_fixed_point::{Bps, FULL_BPS};

/// A mean is exact to within 2^-30 of itself: a price nearer than twice that is at it.
const MEAN_BITS: u32 = 29;

/// The price of the first asset and its mean, 2^-64, while they differ.
#[derive(Clone, Copy)]
pub(super) struct Distance {
    opening: Uint256,
    mean: Uint256,
}

impl Pool {
    /// The fee of a trade in `direction`, the same for all of a block. Errors: `Math`, `FixedPoint`.
    pub(crate) fn fee_for(&self, direction: Direction) -> Result<Bps, Failure> {
        let base = self.fee()?;
        let (Some(terms), Some(Distance { opening, mean })) = (self.config.params.directional, self.distance)
        else {
            return Ok(base);
        };
        let moves = if direction.offer == 0 { PriceMove::Down } else { PriceMove::Up };
        Ok(DirectionalFee::new(terms.alpha_bps, terms.cap_bps)?.rate(base, opening, mean, moves)?)
    }

    /// The higher of the fees of both directions: liquidity by one side of a stableswap must not be a way around one.
    pub(crate) fn dearer_fee(&self) -> Result<Bps, Failure> {
        let [there, back] = [(0, 1), (1, 0)].map(|(offer, ask)| self.fee_for(Direction { offer, ask }));
        Ok(there?.max(back?))
    }

    /// The highest fee that a trade can pay, wherever the price is.
    pub(crate) fn highest_fee(&self) -> Result<Bps, Failure> {
        let base = self.fee()?.value();
        let cap = self.config.params.directional.map_or(0, |DynamicFee { cap_bps, .. }| cap_bps);
        // A clamp: the cap of every pool.
        Ok(Bps::at_most(base.saturating_add(cap).min(MAX_TOTAL_FEE_BPS.max(base)), FULL_BPS)?)
    }

    /// The geometric mean of the first asset's price over [`DEFAULT_TWAP_SECONDS`]; `None` where the pool's memory is
    /// shorter or the curve has no price. Errors: `Record`.
    fn mean_price(&self, storage: &dyn Storage, env: &Env) -> Result<Option<Uint256>, Failure> {
        let twap = match self.twap(storage, env, DEFAULT_TWAP_SECONDS) {
            Err(failure) if matches!(*failure, ContractError::Math(_)) => None,
            found => found?.filter(|twap| twap.is_covered),
        };
        Ok(twap.and_then(|twap| twap.means.first().map(|mean| mean.geometric)))
    }

    /// Returns the price at the block's opening and its geometric mean over [`DEFAULT_TWAP_SECONDS`], where the option
    /// is on; `None` where the pool's memory is shorter or the curve has no price. All trades of a block see the same,
    /// since the sums of a second are those of its opening. Errors: `Record`.
    pub(super) fn distance_from_mean(
        &self,
        storage: &dyn Storage,
        env: &Env,
    ) -> Result<Option<Distance>, Failure> {
        let (Some(_), Some(opening)) = (self.config.params.directional, &self.record.opening) else {
            return Ok(None);
        };
        let mean = self.mean_price(storage, env)?;
        let price = self.curve.price(&opening.holdings.reserves, Direction { offer: 0, ask: 1 }).ok();
        Ok(price.zip(mean).and_then(|(opening, mean)| {
            let is_apart = opening.abs_diff(mean) > mean.checked_shr(MEAN_BITS).unwrap_or_default();
            is_apart.then_some(Distance { opening, mean })
        }))
    }
}

const _: () = assert!(MAX_FEE_BPS == MAX_TOTAL_FEE_BPS, "one cap");
