//! A market as a message finds it: accrued to the block, with its terms checked.

use crate::ContractError;
use crate::state::{Config, Terms, Totals, load_config, load_totals, save_totals};
use cosmwasm_std::{BlockInfo, Decimal, QuerierWrapper, Storage, Uint128};
use weal_api::oracle::OracleReadError;
use weal_lending_math::{LendingError, Pool, RateModel, RiskModel};

/// A market.
pub(crate) struct Market {
    /// Assets and price feed.
    pub(crate) config: Config,
    /// The terms as they are stored.
    pub(crate) terms: Terms,
    /// What borrowing costs.
    pub(crate) rate: RateModel,
    /// How much may be borrowed, and when a loan is liquidated.
    pub(crate) risk: RiskModel,
    /// The loan asset, with interest up to this block.
    pub(crate) pool: Pool,
    /// All collateral, collateral base units.
    pub(crate) collateral: Uint128,
}

impl Market {
    /// Interest is charged at the rate and shared by the reserve's part that ran until now, whatever the message then
    /// changes.
    pub(crate) fn load_accrued(storage: &dyn Storage, block: &BlockInfo) -> Result<Self, ContractError> {
        let (config, terms) = load_config(storage)?;
        let (rate, risk) = (terms.rate.check()?, terms.risk.check()?);
        let Totals { pool, collateral } = load_totals(storage)?;
        let pool = pool.accrued(block.time.seconds())?;
        Ok(Self { config, terms, rate, risk, pool, collateral })
    }

    /// Loan base units per collateral base unit, the committee's lower median. Errors: `NoPrice`, `StalePrice`.
    pub(crate) fn price(
        &self,
        querier: &QuerierWrapper<'_>,
        block: &BlockInfo,
    ) -> Result<Decimal, OracleReadError> {
        let record =
            self.config.oracle.fresh_price(querier, &self.config.price_feed, block.time.seconds())?;
        Ok(record.low)
    }

    /// Takes collateral out of the total. Errors: `Invariant`.
    pub(crate) fn release(&mut self, amount: Uint128) -> Result<(), ContractError> {
        let broken = LendingError::Invariant { name: "all collateral is at least one borrower's" };
        self.collateral = self.collateral.checked_sub(amount).map_err(|_| broken)?;
        Ok(())
    }

    /// Stores the totals after a movement of the loan asset: the rate follows.
    pub(crate) fn save_moved(mut self, storage: &mut dyn Storage, pool: Pool) -> Result<Pool, ContractError> {
        self.pool = pool.repriced(&self.rate)?;
        self.save(storage);
        Ok(self.pool)
    }

    /// Stores the totals where the loan asset has not moved.
    pub(crate) fn save(&self, storage: &mut dyn Storage) {
        save_totals(storage, &Totals { pool: self.pool, collateral: self.collateral });
    }
}
