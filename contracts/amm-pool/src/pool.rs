//! The pool as one value: what never changes, and what it holds. Its fields are seen from here and below only, and only
//! [`Pool::apply`] writes them.

mod change;
mod dynamic_fee;
mod liquidity;
mod oracle;
mod positions;
mod trading;

pub(crate) use change::Change;
pub(crate) use liquidity::OneSided;
pub(crate) use oracle::elapsed;
pub(crate) use positions::Owner;
pub(crate) use trading::Trade;

use crate::config::Config;
use crate::error::{ContractError, Failure};
use crate::pool_state::{Opening, PoolState};
use crate::state::{CONFIG, POOL_STATE};
use cosmwasm_std::{Api, Env, Storage, Uint128};
use dynamic_fee::Distance;
use weal_amm_math::{Curve, Direction, MathError, SwapOutcome};
use weal_api::amm_pool::{MAX_FEE_BPS, Params};
use weal_api::asset::{Asset, AssetInfo, Token};
use weal_fixed_point::{Bps, FULL_BPS, Rounding, mul_div};

/// The pool's terms and state at this moment.
#[derive(Clone)]
pub(crate) struct Pool {
    config: Config,
    record: PoolState,
    /// The curve with its parameters of this second.
    curve: Curve,
    /// Price and mean while they differ, where the fee depends on that.
    distance: Option<Distance>,
}

impl Pool {
    pub(crate) fn load(storage: &dyn Storage, env: &Env) -> Result<Self, Failure> {
        Self::of(CONFIG.load(storage)?, storage, env)
    }

    /// The pool of a configuration that has been loaded.
    pub(crate) fn of(config: Config, storage: &dyn Storage, env: &Env) -> Result<Self, Failure> {
        let record = POOL_STATE.load(storage)?;
        let curve = config.curve.at(env.block.time.seconds())?;
        let mut pool = Self { config, record, curve, distance: None };
        pool.open_block(env);
        pool.distance = pool.distance_from_mean(storage, env)?;
        Ok(pool)
    }

    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    pub(crate) fn record(&self) -> &PoolState {
        &self.record
    }

    pub(crate) fn tokens(&self) -> &[Token] {
        &self.config.tokens
    }

    pub(crate) fn curve(&self) -> &Curve {
        &self.curve
    }

    /// Keeps the pool's state as the block's opening where the bound or a directional fee is on, unless the block has
    /// an opening already. That one stays to the end of its block, so that what is applied in between frees nobody who
    /// has traded.
    fn open_block(&mut self, env: &Env) {
        let height = env.block.height;
        if self.record.opening.as_ref().is_some_and(|opening| opening.height == height) {
            return;
        }
        let Params { sandwich_bound: is_bound, directional, .. } = self.config.params;
        let is_kept = (is_bound || directional.is_some()) && !self.record.supply.is_zero();
        self.record.opening = is_kept.then(|| {
            let (supply, mut holdings) = (self.record.supply, self.record.holdings.clone());
            if self.curve.holds_fees_apart() {
                holdings.fees.iter_mut().for_each(|fees| *fees = Uint128::zero());
            }
            Opening { height, is_bound, supply, holdings }
        });
    }

    /// Refuses trades during a pause. Errors: `SwapsPaused`.
    pub(crate) fn ensure_trading(&self, env: &Env) -> Result<(), Failure> {
        if self.is_paused(env) {
            return Err(ContractError::SwapsPaused { until: self.config.paused_until }.into());
        }
        Ok(())
    }

    pub(crate) fn is_paused(&self, env: &Env) -> bool {
        env.block.time.seconds() < self.config.paused_until
    }

    /// Returns the direction from `offer` to `ask`; a side left out is the other of two assets. Errors: `UnknownAsset`,
    /// `DuplicateAsset`, `AmbiguousAsset` where there are more than two.
    pub(crate) fn direction(&self, offer: Option<&Token>, ask: Option<&Token>) -> Result<Direction, Failure> {
        let offer_position = offer.map(|token| self.position(token)).transpose()?;
        let ask_position = ask.map(|token| self.position(token)).transpose()?;
        match (offer_position, ask_position) {
            (Some(offer), Some(ask)) if offer != ask => Ok(Direction { offer, ask }),
            (Some(offer), Some(_)) => {
                Err(ContractError::DuplicateAsset { token: self.token(offer)?.clone() }.into())
            }
            _ if self.config.tokens.len() > 2 => {
                Err(ContractError::AmbiguousAsset { assets: self.config.tokens.len() }.into())
            }
            (Some(offer), None) => Ok(Direction { offer, ask: other(offer) }),
            (None, Some(ask)) => Ok(Direction { offer: other(ask), ask }),
            (None, None) => Ok(Direction { offer: 0, ask: 1 }),
        }
    }

    /// The protocol's part of a fee, rounded down; what is withheld is its own beside that. Errors: `FixedPoint`.
    fn protocol_part(&self, outcome: &SwapOutcome) -> Result<Uint128, Failure> {
        let share = Uint128::from(self.config.params.protocol_share_bps);
        if share.is_zero() {
            return Ok(share);
        }
        Ok(mul_div(outcome.fee, share, Uint128::from(FULL_BPS), Rounding::Down)?)
    }

    /// Returns what is owed of each asset, to LPs and to the protocol together. Errors: `Math`.
    pub(crate) fn owed(&self) -> Result<Vec<Uint128>, Failure> {
        let totals = self.record.holdings.totals()?;
        totals.into_iter().zip(&self.record.protocol_fees).map(|(held, fees)| sum(held, *fees)).collect()
    }

    /// Returns one amount per asset, in pool order. For a stableswap, an asset that is not named counts as zero.
    /// Errors: `MissingAsset`, and as [`Self::bounds`].
    pub(crate) fn amounts(&self, api: &dyn Api, assets: &[Asset]) -> Result<Vec<Uint128>, Failure> {
        if self.curve.takes_any_ratio() {
            return self.bounds(api, assets);
        }
        let missing = |token: &Token| Failure::from(ContractError::MissingAsset { token: token.clone() });
        let named = self.in_order(api, assets)?;
        self.config
            .tokens
            .iter()
            .zip(named)
            .map(|(token, amount)| amount.ok_or_else(|| missing(token)))
            .collect()
    }

    /// Returns one bound per asset, in pool order; zero where none is given. Errors: `Asset`, `UnknownAsset`,
    /// `DuplicateAsset`.
    pub(crate) fn bounds(&self, api: &dyn Api, assets: &[Asset]) -> Result<Vec<Uint128>, Failure> {
        self.bounds_or(api, assets, Uint128::zero())
    }

    /// Returns one bound per asset, in pool order; `default` where none is given. Errors: as [`Self::bounds`].
    pub(crate) fn bounds_or(
        &self,
        api: &dyn Api,
        assets: &[Asset],
        default: Uint128,
    ) -> Result<Vec<Uint128>, Failure> {
        Ok(self.in_order(api, assets)?.into_iter().map(|bound| bound.unwrap_or(default)).collect())
    }

    /// `amounts`, in pool order, as a message or an answer names them.
    pub(crate) fn named(&self, amounts: &[Uint128]) -> Vec<Asset> {
        self.config
            .tokens
            .iter()
            .zip(amounts)
            .map(|(token, amount)| Asset::new(token.info(), *amount))
            .collect()
    }

    /// Returns the asset at `position` as the pool names it. Errors: `WrongAssetCount` for none.
    pub(crate) fn token(&self, position: usize) -> Result<&Token, Failure> {
        let required = self.config.tokens.len();
        let wrong = || ContractError::WrongAssetCount { found: position, required };
        Ok(self.config.tokens.get(position).ok_or_else(wrong)?)
    }

    fn in_order(&self, api: &dyn Api, assets: &[Asset]) -> Result<Vec<Option<Uint128>>, Failure> {
        let mut amounts = vec![None; self.config.tokens.len()];
        for asset in assets {
            let token = asset.info.check(api)?;
            let position = self.position(&token)?;
            match amounts.get_mut(position) {
                Some(slot @ None) => *slot = Some(asset.amount),
                _ => return Err(ContractError::DuplicateAsset { token }.into()),
            }
        }
        Ok(amounts)
    }

    pub(crate) fn position(&self, token: &Token) -> Result<usize, Failure> {
        let unknown = || ContractError::UnknownAsset { token: token.clone() };
        Ok(self.config.tokens.iter().position(|own| own == token).ok_or_else(unknown)?)
    }

    /// The fee without what the direction adds.
    pub(crate) fn fee(&self) -> Result<Bps, Failure> {
        Ok(Bps::at_most(self.config.params.fee_bps, MAX_FEE_BPS)?)
    }
}

/// The checked form of an optional asset. Errors: `Asset`.
pub(crate) fn checked(api: &dyn Api, info: Option<&AssetInfo>) -> Result<Option<Token>, Failure> {
    Ok(info.map(|info| info.check(api)).transpose()?)
}

/// The other of two assets.
pub(crate) fn other(position: usize) -> usize {
    usize::from(position == 0)
}

/// Returns `found` + `added`. Errors: `Math`.
pub(crate) fn sum(found: Uint128, added: Uint128) -> Result<Uint128, Failure> {
    Ok(found.checked_add(added).map_err(|_| MathError::Overflow { found, added })?)
}
