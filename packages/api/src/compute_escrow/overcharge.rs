//! A leaf that charges too much, as the escrow has it on record for the oracle.

use cosmwasm_std::{Addr, QuerierWrapper, StdResult};
use cw_storage_plus::Map;

/// (Epoch, lease) → who is to be awarded what the signers lose. Written once each by `report_overcharge`. Public
/// interface: the oracle reads it by raw query.
pub const OVERCHARGES: Map<(u64, u64), OverchargeRecord> = Map::new("overcharges");

/// An attested leaf was shown to charge more than its lease can owe.
#[weal_wire::record]
#[derive(Eq)]
pub struct OverchargeRecord {
    /// Who showed it.
    pub finder: Addr,
    /// The lease's tenant, whose deposit the leaf reached for.
    pub victim: Addr,
}

/// What `escrow` has on record of that leaf; none where nothing was shown. One read, no call of the escrow. Errors:
/// the read itself, as where the address is no contract, or another record.
pub fn read_overcharge(
    querier: &QuerierWrapper<'_>,
    escrow: &Addr,
    epoch: u64,
    lease_id: u64,
) -> StdResult<Option<OverchargeRecord>> {
    OVERCHARGES.query(querier, escrow.clone(), (epoch, lease_id))
}
