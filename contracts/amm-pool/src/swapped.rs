//! The fact of a swap, which a message of its own or a movement of liquidity makes.

use crate::error::Failure;
use crate::pool::{Pool, Trade};
use cosmwasm_std::Addr;
use weal_api::amm_pool::Swapped;

/// Accounts of a swap.
pub(crate) struct Traders {
    /// The account that paid.
    pub(crate) trader: Addr,
    /// The account that gets the output.
    pub(crate) recipient: Addr,
}

/// The event of a swap, with the pool after it. Errors: `WrongAssetCount`.
pub(crate) fn swapped(
    Traders { trader, recipient }: Traders,
    trade: &Trade,
    pool: &Pool,
) -> Result<Swapped, Failure> {
    let Trade { direction, outcome, protocol_fee } = trade;
    Ok(Swapped {
        trader,
        recipient,
        offer: pool.token(direction.offer)?.to_string(),
        ask: pool.token(direction.ask)?.to_string(),
        offered: outcome.offered,
        received: outcome.received,
        fee: outcome.fee,
        reserves: pool.record().holdings.reserves.clone(),
        fees_held: pool.record().holdings.fees.clone(),
        protocol_fee: *protocol_fee,
        withheld: outcome.withheld,
        surplus: outcome.surplus,
    })
}
