//! The settlements of consumers.

use crate::state::{CONSUMERS, SETTLEMENTS};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, Order, Storage};
use weal_api::oracle::SettlementRecord;

/// The number of contracts on the list of consumers.
pub(crate) fn consumers(storage: &dyn Storage) -> usize {
    CONSUMERS.range(storage, None, None, Order::Ascending).count()
}

/// The settlement of `consumer`'s `epoch`; none where no root was posted. Errors: `Record`.
pub(crate) fn may_load_settlement(
    storage: &dyn Storage,
    consumer: &Addr,
    epoch: u64,
) -> Result<Option<SettlementRecord>, Failure> {
    Ok(SETTLEMENTS.may_load(storage, &(consumer.clone(), epoch))?)
}

/// The settlement of `consumer`'s `epoch`. Errors: `NoSettlement`, `Record`.
pub(crate) fn load_settlement(
    storage: &dyn Storage,
    consumer: &Addr,
    epoch: u64,
) -> Result<SettlementRecord, Failure> {
    let found = may_load_settlement(storage, consumer, epoch)?;
    found.ok_or_else(|| ContractError::NoSettlement { consumer: consumer.clone(), epoch }.into())
}
