//! What the index asks of the escrow, as far as it needs to know: the one query of its interface, and the answer.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Uint128};

/// The escrow's query.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[schemaifier(mute_warnings)]
pub enum SourceQuery {
    /// What was settled of leases; an error for an unknown one. Answered with [`SettledWorkResponse`].
    SettledWork {
        /// At most 30.
        lease_ids: Vec<u64>,
    },
}

/// What was settled of some leases.
#[cw_serde]
pub struct SettledWorkResponse {
    /// In the order asked for.
    pub work: Vec<SettledWork>,
}

/// What was settled of one lease, base units.
#[cw_serde]
pub struct SettledWork {
    /// The lease.
    pub lease_id: u64,
    /// Who pays.
    pub tenant: Addr,
    /// Who works.
    pub provider: Addr,
    /// Who is paid.
    pub payee: Addr,
    /// The offer it was opened from.
    pub offer_id: u64,
    /// The GPU's name.
    pub sku: String,
    /// Where it stands.
    pub region: String,
    /// GPUs it takes of the offer.
    pub gpus: u32,
    /// Base units × 10^12 per GPU-second.
    pub rate: Uint128,
    /// Charged by claims so far, protocol fee included. Never falls.
    pub claimed: Uint128,
    /// The protocol's part of it. Never falls.
    pub protocol_fees: Uint128,
    /// What the service level gave back to the tenant; zero before the last claim.
    pub credited: Uint128,
    /// First second.
    pub starts_at: u64,
    /// Its last second, once that has come; from then on it does not change.
    pub ended_at: Option<u64>,
    /// Nothing more can be claimed.
    pub is_settled: bool,
    /// Its GPUs are free.
    pub is_closed: bool,
}

impl SettledWork {
    /// Whether the tenant pays itself, as far as accounts show: such work counts for nothing.
    pub fn is_own(&self) -> bool {
        self.tenant == self.provider || self.tenant == self.payee
    }

    /// The last second of work of which nothing more can be claimed; none while something can.
    pub fn final_since(&self) -> Option<u64> {
        self.ended_at.filter(|_| self.is_settled)
    }
}
