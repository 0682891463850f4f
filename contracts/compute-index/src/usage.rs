//! The sums that payers have paid.

use crate::ContractError;
use crate::lease::News;
use crate::state::USAGE;
use cosmwasm_std::{Addr, Storage};

/// Adds what is new; writes nothing where nothing is. Errors: `Overflow`, `Record`.
// Kept apart: the chain's engine refuses functions with more than 100 locals, and all of `record` in one has 101.
#[inline(never)]
pub(crate) fn add(
    storage: &mut dyn Storage,
    payer: &Addr,
    news: &News,
    now: u64,
) -> Result<(), ContractError> {
    if news.claimed.is_zero() && news.fees.is_zero() {
        return Ok(());
    }
    let mut usage = USAGE.may_load(storage, payer)?.unwrap_or_default();
    usage.fees = usage.fees.checked_add(news.fees)?;
    usage.volume = usage.volume.checked_add(news.claimed)?;
    usage.grew_at = now;
    USAGE.save(storage, payer, &usage);
    Ok(())
}
