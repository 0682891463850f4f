//! A market as a message finds it: accrued to the block, with its terms checked.

use crate::ContractError;
use crate::state::{Config, MARKET, SETTINGS, Settings, Terms, Totals};
use cosmwasm_std::{BlockInfo, Decimal, QuerierWrapper, Storage, Uint128};
use weal_api::oracle::OracleReadError;
use weal_lending_math::{LendingError, Pool, RateModel, RiskModel};

/// A market.
pub(crate) struct Market {
    /// The assets and their price feed.
    pub(crate) config: Config,
    /// The terms as they are stored.
    pub(crate) terms: Terms,
    /// The cost of borrowing, checked.
    pub(crate) rate: RateModel,
    /// The limits of borrowing and the conditions of a liquidation, checked.
    pub(crate) risk: RiskModel,
    /// The loan asset, with interest up to this block.
    pub(crate) pool: Pool,
    /// The sum of all collateral, collateral base units.
    pub(crate) collateral: Uint128,
}

impl Market {
    /// Interest is charged at the rate and shared by the reserve's part that ran until now, whatever the message then
    /// changes.
    pub(crate) fn load_accrued(storage: &dyn Storage, block: &BlockInfo) -> Result<Self, ContractError> {
        let Settings { terms, config } = SETTINGS.load(storage)?;
        let (rate, risk) = (terms.rate.check()?, terms.risk.check()?);
        let Totals { pool, collateral } = MARKET.load(storage)?;
        let pool = pool.accrued(block.time.seconds())?;
        Ok(Self { config, terms, rate, risk, pool, collateral })
    }

    /// The price, loan base units per collateral base unit: the committee's lower median. Errors: `NoPrice`,
    /// `StalePrice`.
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
        MARKET.save(storage, &Totals { pool: self.pool, collateral: self.collateral });
    }
}
