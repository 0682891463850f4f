//! The oracle as another contract sees it.

use super::{
    APPRAISALS, AppraisalRecord, FIXED_READINGS, LATEST_SETTLEMENT, PRICES, PriceRecord, ReadingsRecord,
    SETTLEMENTS, SettlementRecord,
};
use cosmwasm_std::{Addr, Api, QuerierWrapper, StdResult};
use std::fmt;
use thiserror::Error;
use weal_records::RecordError;

/// Reasons for which the oracle gives no answer to act on.
#[derive(Debug, Error)]
pub enum OracleReadError {
    /// The read failed, as it does where the address is no contract, or the record is none of an oracle.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// No round of that feed has been published.
    #[error("the oracle has no price of {feed}")]
    NoPrice {
        /// The feed's name.
        feed: String,
    },
    /// The last round is too old.
    #[error("the price of {feed} expired at {expires_at}, it is {now}")]
    StalePrice {
        /// The feed's name.
        feed: String,
        /// The price's last second (Unix time).
        expires_at: u64,
        /// The time for which the price was asked.
        now: u64,
    },
    /// No round of that asset has been published.
    #[error("the oracle has no appraisal of {asset}")]
    NoAppraisal {
        /// The asset's id.
        asset: String,
    },
    /// No root of that epoch has been posted.
    #[error("the oracle has no settlement of epoch {epoch} for {consumer}")]
    NoSettlement {
        /// The contract that the root is for.
        consumer: Addr,
        /// The consumer's epoch.
        epoch: u64,
    },
}

/// The address of an oracle. The door is [`OracleContract::check`].
///
/// Every read is one raw query of the oracle's storage: the oracle's code does not run, so it costs no
/// contract call.
#[weal_wire::record]
#[derive(weal_wire::Packed, Eq)]
pub struct OracleContract(Addr);

impl OracleContract {
    /// Validates the address; that an oracle lives there is not checked. Errors: not an address of this
    /// chain.
    pub fn check(api: &dyn Api, address: &str) -> StdResult<Self> {
        api.addr_validate(address).map(Self)
    }

    /// Wraps the address of an oracle that was checked before it was stored.
    pub const fn stored(address: Addr) -> Self {
        Self(address)
    }

    /// The address.
    pub const fn addr(&self) -> &Addr {
        &self.0
    }

    /// The last price of `feed`, however old. Errors: `NoPrice`, `Record`.
    pub fn price(&self, querier: &QuerierWrapper<'_>, feed: &str) -> Result<PriceRecord, OracleReadError> {
        let feed = feed.to_owned();
        PRICES.may_load_from(querier, &self.0, &feed)?.ok_or(OracleReadError::NoPrice { feed })
    }

    /// The price of `feed` that may be used at `now` (Unix seconds). Errors: `NoPrice`, `StalePrice`, `Record`.
    pub fn fresh_price(
        &self,
        querier: &QuerierWrapper<'_>,
        feed: &str,
        now: u64,
    ) -> Result<PriceRecord, OracleReadError> {
        let record = self.price(querier, feed)?;
        if !record.is_fresh(now) {
            return Err(OracleReadError::StalePrice {
                feed: feed.to_owned(),
                expires_at: record.expires_at,
                now,
            });
        }
        Ok(record)
    }

    /// The appraisal of `asset`, however old; [`AppraisalRecord::value_at`] gives the asset's worth. Errors:
    /// `NoAppraisal`, `Record`.
    pub fn appraisal(
        &self,
        querier: &QuerierWrapper<'_>,
        asset: &str,
    ) -> Result<AppraisalRecord, OracleReadError> {
        let asset = asset.to_owned();
        APPRAISALS.may_load_from(querier, &self.0, &asset)?.ok_or(OracleReadError::NoAppraisal { asset })
    }

    /// The settlement of `consumer`'s `epoch`. Errors: `NoSettlement`, `Record`.
    pub fn settlement(
        &self,
        querier: &QuerierWrapper<'_>,
        consumer: &Addr,
        epoch: u64,
    ) -> Result<SettlementRecord, OracleReadError> {
        let key = (consumer.clone(), epoch);
        let missing = || OracleReadError::NoSettlement { consumer: consumer.clone(), epoch };
        SETTLEMENTS.may_load_from(querier, &self.0, &key)?.ok_or_else(missing)
    }

    /// The last epoch of `consumer` with its settlement; none before the first. Two reads. Errors:
    /// `NoSettlement` for a pointer without its record, which no oracle writes; `Record`.
    pub fn latest_settlement(
        &self,
        querier: &QuerierWrapper<'_>,
        consumer: &Addr,
    ) -> Result<Option<(u64, SettlementRecord)>, OracleReadError> {
        let Some(epoch) = LATEST_SETTLEMENT.may_load_from(querier, &self.0, consumer)? else {
            return Ok(None);
        };
        Ok(Some((epoch, self.settlement(querier, consumer, epoch)?)))
    }

    /// The readings that committee `committee_epoch` fixed for `consumer`'s `epoch`; none before it did. Errors:
    /// `Record`.
    pub fn fixed_readings(
        &self,
        querier: &QuerierWrapper<'_>,
        consumer: &Addr,
        epoch: u64,
        committee_epoch: u64,
    ) -> Result<Option<ReadingsRecord>, OracleReadError> {
        let key = (consumer.clone(), epoch, committee_epoch);
        Ok(FIXED_READINGS.may_load_from(querier, &self.0, &key)?)
    }
}

impl fmt::Display for OracleContract {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())
    }
}
