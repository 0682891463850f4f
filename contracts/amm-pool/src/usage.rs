//! What traders have paid to the protocol.

use crate::bounds::FeeTerms;
use crate::error::Failure;
use crate::pool::{Pool, Trade};
use crate::state::USAGE;
use cosmwasm_std::{Addr, Storage, Uint128};
use weal_amm_math::exact::{at_mut, plus};

use weal_records::RecordError;

/// Adds what the payer has paid to the protocol as its part of the fee to its record, where it asks for that.
pub(crate) fn note_usage(
    storage: &mut dyn Storage,
    terms: &FeeTerms,
    payer: &Addr,
    trade: &Trade,
    pool: &Pool,
) -> Result<(), Failure> {
    if terms.record_usage != Some(true) || trade.protocol_fee.is_zero() {
        return Ok(());
    }
    let mut paid = usage_of(storage, payer, pool.tokens().len())?;
    let amount = at_mut(&mut paid, trade.direction.ask)?;
    *amount = plus(*amount, trade.protocol_fee)?;
    USAGE.save(storage, payer, &paid);
    Ok(())
}

/// What `trader` has paid to the protocol, base units in pool order.
pub(crate) fn usage_of(
    storage: &dyn Storage,
    trader: &Addr,
    assets: usize,
) -> Result<Vec<Uint128>, RecordError> {
    Ok(USAGE.may_load(storage, trader)?.unwrap_or_else(|| vec![Uint128::zero(); assets]))
}
