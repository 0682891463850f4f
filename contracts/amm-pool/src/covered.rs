//! The cover of impermanent loss: what feeds it, which shares are under it, and what it pays. Only where the option is on.

use crate::error::{ContractError, Failure};
use crate::pool::{Pool, sum};
use crate::state::{load_cover, load_covered, save_cover, save_covered};
use amm_math::cover::{Cover, CoverTerms, CoveredPosition, Exit, ExitOutcome};
use amm_math::observation::price_of;
use amm_math::{Balances, DepositOutcome, LpShares, SwapOutcome};
use api::amm_pool::{CoverEntered, CoverLeft};
use cosmwasm_std::{Addr, Env, Storage, Uint128, Uint256};
use fixed_point::{Rounding, mul_div};

/// A deposit is covered where the price is within this part of its mean: one in so many.
const NEARNESS: u128 = 100;

impl Pool {
    /// None where the option is off. Errors: `Cover`.
    pub(crate) fn cover_terms(&self) -> Result<Option<CoverTerms>, Failure> {
        let terms = self.config.params.cover.map(|terms| CoverTerms::new(terms.share_bps, terms.min_age));
        Ok(terms.transpose()?)
    }

    /// What of a swap's fee goes to the reserve: the agreed part of what it is above the pool's fee. Errors: `Cover`,
    /// `FixedPoint`.
    pub(crate) fn cover_part(&self, outcome: &SwapOutcome) -> Result<Uint128, Failure> {
        let Some(terms) = self.cover_terms()? else { return Ok(Uint128::zero()) };
        let fee = outcome.curve_fee();
        let base = self.fee()?.of(sum(outcome.received, fee)?, Rounding::Up)?;
        Ok(terms.part_of(fee.saturating_sub(base))?)
    }

    /// Takes a deposit of `payer` for itself under the cover, where the price that it leaves is near the mean: at what its
    /// shares would be paid at once. A stranger's deposit is not: it would restart the age of the whole. To be called
    /// before the deposit is booked. Errors: `Cover`, `Corrupt`, `Math`.
    pub(crate) fn enter_cover(
        &self,
        storage: &mut dyn Storage,
        env: &Env,
        (payer, recipient): (&Addr, &Addr),
        outcome: &DepositOutcome,
    ) -> Result<Option<CoverEntered>, Failure> {
        let DepositOutcome { balances, shares, supply, .. } = outcome;
        if self.config.params.cover.is_none()
            || payer != recipient
            || !self.is_near_mean(storage, env, &balances.reserves)?
        {
            return Ok(None);
        }
        let entry = part_of(balances, *shares, *supply, Rounding::Down)?;
        let cover = load_cover(storage, self.record.cover.clone())?;
        let position = load_covered(storage, recipient, entry.len())?;

        let (cover, position) = cover.entered(&position, *shares, &entry, env.block.time.seconds())?;

        save_cover(storage, &cover);
        save_covered(storage, recipient, &position);
        Ok(Some(CoverEntered { owner: recipient.clone(), shares: shares.amount(), entry }))
    }

    /// Takes `shares` of `owner` from under the cover, as many as are, before they leave in whatever way: paid where
    /// `is_paid`, else for nothing. To be called before a withdrawal is booked; the reserve is in the record after. Errors:
    /// `Cover`, `Corrupt`, `Math`.
    pub(crate) fn leave_cover(
        &mut self,
        storage: &mut dyn Storage,
        env: &Env,
        (owner, shares): (&Addr, Uint128),
        is_paid: bool,
    ) -> Result<Option<CoverLeft>, Failure> {
        let Some(terms) = self.cover_terms()? else { return Ok(None) };
        let position = load_covered(storage, owner, self.config.tokens.len())?;
        let leaving = LpShares::from(shares.min(position.shares.amount()));
        if leaving.is_zero() {
            return Ok(None);
        }
        let cover = load_cover(storage, self.record.cover.clone())?;

        let exit =
            if is_paid { self.exit(storage, env, (&cover, &position), leaving, &terms)? } else { None };
        let (cover, position, paid) = match exit {
            Some(ExitOutcome { cover, position, paid, .. }) => (cover, position, paid),
            None => {
                let (cover, position) = cover.forfeited(&position, leaving, env.block.time.seconds())?;
                (cover, position, vec![Uint128::zero(); self.config.tokens.len()])
            }
        };

        save_cover(storage, &cover);
        save_covered(storage, owner, &position);
        self.record.cover = cover.reserves;
        let reserve = self.record.cover.clone();
        Ok(Some(CoverLeft { owner: owner.clone(), shares: leaving.amount(), paid, reserve }))
    }

    /// What of an account is under the cover, all of it, and what leaving with all pays. Errors: `NoCover`, `Cover`,
    /// `Corrupt`, `Math`.
    pub(crate) fn cover_of(
        &self,
        storage: &dyn Storage,
        env: &Env,
        owner: &Addr,
    ) -> Result<(Cover, CoveredPosition, CoverTerms, Option<ExitOutcome>), Failure> {
        let terms = self.cover_terms()?.ok_or(ContractError::NoCover)?;
        let position = load_covered(storage, owner, self.config.tokens.len())?;
        let cover = load_cover(storage, self.record.cover.clone())?;
        let exit = if position.shares.is_zero() {
            None
        } else {
            self.exit(storage, env, (&cover, &position), position.shares, &terms)?
        };
        Ok((cover, position, terms, exit))
    }

    /// Of the exits at the mean price and at that of the reserves the one that is paid less, of which every asset is; none without a mean. What
    /// the pool pays for the shares counts as if they had seasoned and left in its ratio, rounded up. Errors: `Cover`,
    /// `Corrupt`, `Math`.
    fn exit(
        &self,
        storage: &dyn Storage,
        env: &Env,
        (cover, position): (&Cover, &CoveredPosition),
        shares: LpShares,
        terms: &CoverTerms,
    ) -> Result<Option<ExitOutcome>, Failure> {
        let holdings = &self.record.holdings;
        let amounts = part_of(holdings, shares, self.record.supply, Rounding::Up)?;
        let (mean, spot) = (self.mean_price(storage, env)?, price_of(None, &holdings.reserves, (0, 1)).ok());
        let mut least: Option<ExitOutcome> = None;
        for price in mean.zip(spot).map_or(vec![], |(mean, spot)| vec![mean, spot]) {
            // Of the second asset, 2^-64.
            let prices = [price, Uint256::from(1u128 << 64)];
            let exit = Exit { shares, amounts: &amounts, prices: &prices };
            let outcome = cover.exited(position, exit, terms, env.block.time.seconds())?;
            if least.as_ref().is_none_or(|least| outcome.paid < least.paid) {
                least = Some(outcome);
            }
        }
        Ok(least)
    }

    fn is_near_mean(&self, storage: &dyn Storage, env: &Env, reserves: &[Uint128]) -> Result<bool, Failure> {
        let price = price_of(None, reserves, (0, 1)).ok();
        let near = |(price, mean): (Uint256, Uint256)| {
            let span = mean.checked_div(Uint256::from(NEARNESS)).unwrap_or_default();
            price.abs_diff(mean) <= span
        };
        Ok(price.zip(self.mean_price(storage, env)?).is_some_and(near))
    }
}

/// What `shares` of all have of what the pool holds.
fn part_of(
    held: &Balances,
    shares: LpShares,
    supply: LpShares,
    rounding: Rounding,
) -> Result<Vec<Uint128>, Failure> {
    let part = |held: Uint128| mul_div(held, shares.amount(), supply.amount(), rounding);
    Ok(held.totals()?.into_iter().map(part).collect::<Result<_, _>>()?)
}
