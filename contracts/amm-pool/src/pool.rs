//! The pool as one value: what never changes, and what it holds.

use crate::ContractError;
use crate::state::{CONFIG, Config, Curve, Record};
use amm_math::{Amplification, Balances, LpShares, Stableswap, SwapOutcome};
use api::amm_pool::MAX_FEE_BPS;
use api::asset::{Asset, AssetInfo, Token};
use cosmwasm_std::{Api, Env, Storage, Uint128};
use fixed_point::Bps;

/// What the pool is at this moment, and what it holds.
#[derive(Clone)]
pub(crate) struct Pool {
    pub(crate) config: Config,
    pub(crate) record: Record,
    /// Of a stableswap, with the amplification of this second.
    pub(crate) stableswap: Option<Stableswap>,
}

/// Positions in the pool's order of what is sold and what is bought; they differ.
#[derive(Clone, Copy)]
pub(crate) struct Direction {
    pub(crate) offer: usize,
    pub(crate) ask: usize,
}

impl Pool {
    pub(crate) fn load(storage: &dyn Storage, env: &Env) -> Result<Self, ContractError> {
        let config = CONFIG.load(storage)?;
        let record = Record::load(storage, config.tokens.len())?;
        let stableswap = match &config.curve {
            Curve::ConstantProduct {} => None,
            Curve::Stableswap { decimals, ramp } => {
                let amp = Amplification::from(*ramp).at(env.block.time.seconds());
                Some(Stableswap::new(decimals, amp)?)
            }
        };
        Ok(Self { config, record, stableswap })
    }

    /// The pool, and all LP shares.
    pub(crate) fn load_with_supply(
        storage: &dyn Storage,
        env: &Env,
    ) -> Result<(Self, LpShares), ContractError> {
        let supply = cw20_ledger::total_supply(storage)?;
        Ok((Self::load(storage, env)?, LpShares::from(supply)))
    }

    /// Writes what the pool holds and its prices; the rest hardly ever changes.
    pub(crate) fn save(&self, storage: &mut dyn Storage) {
        self.record.save(storage);
    }

    /// From `offer` to `ask`; a side left out is the other of two assets. Errors: `UnknownAsset`,
    /// `DuplicateAsset`, `AmbiguousAsset` where there are more than two.
    pub(crate) fn direction(
        &self,
        offer: Option<&Token>,
        ask: Option<&Token>,
    ) -> Result<Direction, ContractError> {
        let offer_position = offer.map(|token| self.position(token)).transpose()?;
        let ask_position = ask.map(|token| self.position(token)).transpose()?;
        match (offer_position, ask_position) {
            (Some(offer), Some(ask)) if offer != ask => Ok(Direction { offer, ask }),
            (Some(offer), Some(_)) => {
                Err(ContractError::DuplicateAsset { token: self.token(offer)?.clone() })
            }
            _ if self.config.tokens.len() > 2 => {
                Err(ContractError::AmbiguousAsset { assets: self.config.tokens.len() })
            }
            (Some(offer), None) => Ok(Direction { offer, ask: other(offer) }),
            (None, Some(ask)) => Ok(Direction { offer: other(ask), ask }),
            (None, None) => Ok(Direction { offer: 0, ask: 1 }),
        }
    }

    /// Books a swap: the reserves as the curve left them, the fee beside them. Errors: `Math`.
    pub(crate) fn book(&mut self, direction: Direction, outcome: &SwapOutcome) -> Result<(), ContractError> {
        let Balances { reserves, fees } = &mut self.record.holdings;
        let overflow = |found| amm_math::MathError::Overflow { found, added: outcome.fee };
        for (position, (reserve, fees)) in reserves.iter_mut().zip(fees).enumerate() {
            if position == direction.offer {
                *reserve = outcome.offer_reserve;
            } else if position == direction.ask {
                *reserve = outcome.ask_reserve;
                *fees = fees.checked_add(outcome.fee).map_err(|_| overflow(*fees))?;
            }
        }
        Ok(())
    }

    /// One amount per asset, in pool order; of a stableswap zero where none is given. Errors: `MissingAsset`, and
    /// as [`Self::bounds`].
    pub(crate) fn amounts(&self, api: &dyn Api, assets: &[Asset]) -> Result<Vec<Uint128>, ContractError> {
        if self.stableswap.is_some() {
            return self.bounds(api, assets);
        }
        let missing = |token: &Token| ContractError::MissingAsset { token: token.clone() };
        let named = self.in_order(api, assets)?;
        self.config.tokens.iter().zip(named).map(|(token, amount)| amount.ok_or(missing(token))).collect()
    }

    /// One bound per asset, in pool order; zero where none is given. Errors: `Asset`, `UnknownAsset`,
    /// `DuplicateAsset`.
    pub(crate) fn bounds(&self, api: &dyn Api, assets: &[Asset]) -> Result<Vec<Uint128>, ContractError> {
        Ok(self.in_order(api, assets)?.into_iter().map(Option::unwrap_or_default).collect())
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

    /// How the pool names the asset at `position`. Errors: `WrongAssetCount` for none.
    pub(crate) fn token(&self, position: usize) -> Result<&Token, ContractError> {
        let required = self.config.tokens.len();
        self.config.tokens.get(position).ok_or(ContractError::WrongAssetCount { found: position, required })
    }

    fn in_order(&self, api: &dyn Api, assets: &[Asset]) -> Result<Vec<Option<Uint128>>, ContractError> {
        let mut amounts = vec![None; self.config.tokens.len()];
        for asset in assets {
            let token = asset.info.check(api)?;
            let position = self.position(&token)?;
            match amounts.get_mut(position) {
                Some(slot @ None) => *slot = Some(asset.amount),
                _ => return Err(ContractError::DuplicateAsset { token }),
            }
        }
        Ok(amounts)
    }

    pub(crate) fn position(&self, token: &Token) -> Result<usize, ContractError> {
        let unknown = || ContractError::UnknownAsset { token: token.clone() };
        self.config.tokens.iter().position(|own| own == token).ok_or_else(unknown)
    }

    pub(crate) fn reserves(&self, direction: Direction) -> (Uint128, Uint128) {
        let reserve = |position| self.record.holdings.reserves.get(position).copied().unwrap_or_default();
        (reserve(direction.offer), reserve(direction.ask))
    }

    pub(crate) fn fee(&self) -> Result<Bps, ContractError> {
        Ok(Bps::at_most(self.config.fee_bps, MAX_FEE_BPS)?)
    }
}

/// The checked form of an optional asset. Errors: `Asset`.
pub(crate) fn checked(api: &dyn Api, info: Option<&AssetInfo>) -> Result<Option<Token>, ContractError> {
    Ok(info.map(|info| info.check(api)).transpose()?)
}

/// The other of two assets.
pub(crate) fn other(position: usize) -> usize {
    usize::from(position == 0)
}
