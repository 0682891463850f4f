//! The providers: each gets a number and the sums of its settled leases.

use crate::ContractError;
use crate::score::ProviderWork;
use crate::state::{PROVIDER_COUNT, PROVIDERS};
use cosmwasm_std::Storage;
use weal_api::compute_escrow::SettledWork;

/// Adds a lease that has become final and returns its provider's number. Errors: `Overflow`, `Record`.
// Kept apart: the chain's engine refuses functions with more than 100 locals, and all of `record` in one has 101.
#[inline(never)]
pub(crate) fn add(storage: &mut dyn Storage, work: &SettledWork) -> Result<u64, ContractError> {
    let mut record = match PROVIDERS.may_load(storage, &work.provider)? {
        Some(record) => record,
        None => {
            let number = PROVIDER_COUNT.may_load(storage)?.unwrap_or_default().saturating_add(1);
            PROVIDER_COUNT.save(storage, &number);
            ProviderWork { number, ..ProviderWork::default() }
        }
    };
    record.settled_leases = record.settled_leases.saturating_add(1);
    record.volume = record.volume.checked_add(work.claimed)?;
    record.credited = record.credited.checked_add(work.credited)?;
    PROVIDERS.save(storage, &work.provider, &record);
    Ok(record.number)
}
