//! The escrow's records that other contracts read by raw query. Their prefixes and layouts are public interface: a record only grows,
//! by fields at its end.

use cosmwasm_std::{Addr, QuerierWrapper, Uint128};
use thiserror::Error;
use weal_records::{Item, Map, Packed, RecordError};

/// The terms of future registrations and leases, and the market; public. Written by `instantiate` and `update_config`.
pub const CONFIG: Item<ConfigRecord> = Item::new(2);

/// The escrow's debts by kind, all that was ever paid in, and the last lease's number; public. Written by whatever
/// moves money.
pub const HOLDINGS: Item<HoldingsRecord> = Item::new(20);

/// (Epoch, lease) → who is to be awarded what the signers lose; public. Written once each by `report_overcharge`.
pub const OVERCHARGES: Map<(u64, u64), OverchargeRecord> = Map::new(21);

/// The configuration as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Packed)]
pub struct ConfigRecord {
    /// The least bond of a new provider, base units.
    pub min_bond: Uint128,
    /// The protocol's part of every charge, basis points.
    pub protocol_fee_bps: u16,
    /// The time for which a root waits before its leaves can be claimed, seconds.
    pub challenge_window_seconds: u64,
    /// The time after a lease's end in which the committee may still attest it, seconds.
    pub silence_seconds: u64,
    /// The bond that an account leaves with a request to see an element, base units.
    pub request_bond: Uint128,
    /// The time in which a provider must show a requested element, seconds.
    pub answer_seconds: u64,
    /// The account that gets the protocol's fees; none for the owner.
    pub fee_recipient: Option<Addr>,
    /// The contract that may open leases at an agreed rate.
    pub market: Option<Addr>,
}

/// The escrow's debts by kind, base units of the payment token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Packed)]
pub struct HoldingsRecord {
    /// Providers' bonds.
    pub bonds: Uint128,
    /// Deposits that were neither claimed nor sent back.
    pub deposits: Uint128,
    /// Protocol fees that were not sent yet.
    pub fees: Uint128,
    /// The sum that was ever paid into deposits: no money, but the most that the leaves of a root can charge. Nothing
    /// lowers it.
    pub paid_in: Uint128,
    /// The credits from disputes that nobody has taken yet.
    pub credits: Uint128,
    /// Bonds of open requests.
    pub requests: Uint128,
    /// The last lease's number: no money, but every opening writes this record.
    pub leases: u64,
}

/// An attested leaf was shown to charge more than its lease can owe.
#[weal_wire::record]
#[derive(Eq, Packed)]
pub struct OverchargeRecord {
    /// The account that showed it.
    pub finder: Addr,
    /// The lease's tenant, whose deposit the leaf reached for.
    pub victim: Addr,
}

/// A record of an escrow cannot be read: no contract is there, or it stores another record.
#[derive(Debug, Error)]
#[error("{escrow} cannot be read as an escrow: {source}")]
pub struct EscrowReadError {
    /// The account asked.
    pub escrow: Addr,
    /// The fault of the escrow's record.
    pub source: RecordError,
}

/// The most that the cumulative charges of all leaves can add up to: all that was ever paid into deposits, base units. Zero for
/// an escrow that nobody has paid into.
///
/// A leaf within its lease's bounds charges at most what was paid into its lease, so a root over honest leaves never
/// charges more than this. No message lowers this sum, so a root that could be posted when it was signed can be posted
/// later. The read runs none of the escrow's code. Errors: see [`EscrowReadError`].
pub fn read_capacity(querier: &QuerierWrapper<'_>, escrow: &Addr) -> Result<Uint128, EscrowReadError> {
    let holdings = HOLDINGS.may_load_from(querier, escrow).map_err(|source| unreadable(escrow, source))?;
    Ok(holdings.map_or_else(Uint128::zero, |holdings| holdings.paid_in))
}

/// Returns the market, which may open leases at an agreed rate; none where `escrow` names nobody or is no escrow. The
/// read runs none of the escrow's code. Errors: see [`EscrowReadError`].
pub fn read_market(querier: &QuerierWrapper<'_>, escrow: &Addr) -> Result<Option<Addr>, EscrowReadError> {
    let config = CONFIG.may_load_from(querier, escrow).map_err(|source| unreadable(escrow, source))?;
    Ok(config.and_then(|config| config.market))
}

/// Returns the escrow's record of an overcharge by that leaf; none where nothing was shown. The read runs none of the
/// escrow's code. Errors: see [`EscrowReadError`].
pub fn read_overcharge(
    querier: &QuerierWrapper<'_>,
    escrow: &Addr,
    epoch: u64,
    lease_id: u64,
) -> Result<Option<OverchargeRecord>, EscrowReadError> {
    OVERCHARGES
        .may_load_from(querier, escrow, &(epoch, lease_id))
        .map_err(|source| unreadable(escrow, source))
}

fn unreadable(escrow: &Addr, source: RecordError) -> EscrowReadError {
    EscrowReadError { escrow: escrow.clone(), source }
}
