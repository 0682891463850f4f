//! The amounts that traders have paid to the protocol.

use crate::error::Failure;
use crate::pool::{Pool, Trade};
use crate::state::USAGE;
use cosmwasm_std::{Addr, Api, Storage, Uint128};
use weal_amm_math::exact::{at_mut, plus};
use weal_records::{Account, RecordError};

/// Adds the protocol's part of the fee of a trade to the record of the account that paid it.
pub(crate) fn record_protocol_fee(
    storage: &mut dyn Storage,
    api: &dyn Api,
    payer: &Addr,
    trade: &Trade,
    pool: &Pool,
) -> Result<(), Failure> {
    if trade.protocol_fee.is_zero() {
        return Ok(());
    }
    let key = Account::of(api, payer)?;
    let mut paid = usage_of(storage, &key, pool.tokens().len())?;
    let amount = at_mut(&mut paid, trade.direction.ask)?;
    *amount = plus(*amount, trade.protocol_fee)?;
    USAGE.save(storage, &key, &paid);
    Ok(())
}

/// Returns what `trader` has paid to the protocol, base units in pool order.
pub(crate) fn usage_of(
    storage: &dyn Storage,
    trader: &Account,
    assets: usize,
) -> Result<Vec<Uint128>, RecordError> {
    Ok(USAGE.may_load(storage, trader)?.unwrap_or_else(|| vec![Uint128::zero(); assets]))
}
