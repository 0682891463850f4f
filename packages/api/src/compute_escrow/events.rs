//! Events of the escrow, one struct each, with the state after them.

use cosmwasm_std::{Addr, Binary, Uint128};

/// The terms of future registrations and leases, after a change or at the start.
#[weal_wire::event]
pub struct ConfigUpdated {
    /// Account that gets the protocol's fees.
    pub fee_recipient: Addr,
    /// Least bond, base units.
    pub min_bond: Uint128,
    /// Fee of the protocol, basis points of every charge.
    pub protocol_fee_bps: u16,
    /// Time that a root waits, seconds.
    pub challenge_window_seconds: u64,
    /// Time that the committee may be silent after a lease's end, seconds.
    pub silence_seconds: u64,
    /// Contract that may open leases at an agreed price; empty in the event for none.
    #[event(none = "")]
    pub market: Option<Addr>,
    /// Bond that whoever asks to see an element leaves, base units.
    pub request_bond: Uint128,
    /// Time that a provider may take to show it, seconds.
    pub answer_seconds: u64,
}

/// A provider joined.
#[weal_wire::event]
pub struct ProviderRegistered {
    pub provider: Addr,
    /// Place at which its machines answer.
    pub endpoint: String,
    /// Bond, base units.
    pub bond: Uint128,
}

/// A provider left with its bond.
#[weal_wire::event]
pub struct BondWithdrawn {
    pub provider: Addr,
    /// Amount paid, base units.
    pub amount: Uint128,
}

/// An offer came on the market.
#[weal_wire::event]
pub struct OfferPublished {
    pub offer_id: u64,
    pub provider: Addr,
    /// Name of the GPU model.
    pub sku: String,
    /// Number of GPUs.
    pub gpus: u32,
    /// Place of the GPUs.
    pub region: String,
    /// Rate, base units × 10^12 per GPU-second.
    pub rate: Uint128,
}

/// An offer left the market.
#[weal_wire::event]
pub struct OfferRetired {
    pub offer_id: u64,
    pub provider: Addr,
    /// GPUs still under lease.
    pub gpus_in_use: u32,
}

/// A lease began.
#[weal_wire::event]
pub struct LeaseOpened {
    pub lease_id: u64,
    pub offer_id: u64,
    /// Account that pays.
    pub tenant: Addr,
    /// Account that is paid.
    pub provider: Addr,
    /// GPUs leased.
    pub gpus: u32,
    /// Rate, base units × 10^12 per GPU-second.
    pub rate: Uint128,
    /// Amount paid in, base units.
    pub deposit: Uint128,
    /// First second, Unix time.
    pub starts_at: u64,
    /// Latest end, Unix seconds.
    pub agreed_end: u64,
    /// End that the deposit pays for, Unix seconds.
    pub runway_until: u64,
}

/// A running lease's deposit grew.
#[weal_wire::event]
pub struct LeaseToppedUp {
    pub lease_id: u64,
    pub payer: Addr,
    /// Amount added, base units.
    pub amount: Uint128,
    /// Amount paid in so far, base units.
    pub deposit: Uint128,
    /// End that the deposit pays for, Unix seconds.
    pub runway_until: u64,
}

/// A lease was closed and its GPUs are free.
#[weal_wire::event]
pub struct LeaseEnded {
    pub lease_id: u64,
    /// Account that closed it.
    pub ended_by: Addr,
    /// Last second of the lease, Unix time.
    pub ended_at: u64,
    /// Second from which all that was not claimed goes back, Unix time.
    pub settles_at: u64,
    /// Amount paid in, base units.
    pub deposit: Uint128,
    /// Amount charged so far, base units.
    pub claimed: Uint128,
}

/// A provider bound itself to an output.
#[weal_wire::event]
pub struct OutputCommitted {
    pub lease_id: u64,
    pub epoch: u64,
    /// Commitment to the output, 32 bytes, base64 in the event.
    pub commitment: Binary,
    /// Height of the block.
    pub height: u64,
}

/// A provider was paid out of a lease.
#[weal_wire::event]
pub struct LeaseClaimed {
    pub lease_id: u64,
    /// Epoch of the leaf.
    pub epoch: u64,
    /// Provider of the lease.
    pub provider: Addr,
    /// Account that was paid.
    pub payee: Addr,
    /// Amount taken from the deposit, base units.
    pub charged: Uint128,
    /// Protocol's part of it, base units.
    pub protocol_fee: Uint128,
    /// Provider's part of it, base units.
    pub paid: Uint128,
    /// Amount charged so far, base units.
    pub claimed: Uint128,
    /// Amount left of the deposit, base units.
    pub held: Uint128,
}

/// A provider was paid out of many leases at once.
#[weal_wire::event]
pub struct LeasesClaimed {
    /// Epoch of the leaves.
    pub epoch: u64,
    /// Provider of the leases.
    pub provider: Addr,
    /// Account that was paid.
    pub payee: Addr,
    /// Number of leases that added something.
    pub leases: u64,
    /// Amount taken from their deposits, base units.
    pub charged: Uint128,
    /// Protocol's part of it, base units.
    pub protocol_fee: Uint128,
    /// Provider's part of it, base units.
    pub paid: Uint128,
}

/// A lease's payouts go to another account from now on.
#[weal_wire::event]
pub struct PayoutAssigned {
    pub lease_id: u64,
    /// Account that was paid so far, and decided.
    pub assigned_by: Addr,
    /// Account that is paid: the provider where the lease was released.
    pub payee: Addr,
}

/// A depositor got back its part of what no leaf can claim.
#[weal_wire::event]
pub struct LeaseRefunded {
    pub lease_id: u64,
    pub depositor: Addr,
    /// Amount paid, base units.
    pub amount: Uint128,
    /// Amount set free for all depositors so far, base units.
    pub refunded: Uint128,
    /// Amount left of the deposit, base units.
    pub held: Uint128,
}

/// The protocol's fees were sent.
#[weal_wire::event]
pub struct ProtocolFeesClaimed {
    pub recipient: Addr,
    /// Amount sent, base units.
    pub amount: Uint128,
}

/// The owner named a successor, or withdrew the proposal.
#[weal_wire::event]
pub struct OwnershipProposed {
    pub owner: Addr,
    /// Successor; empty in the event for none.
    #[event(none = "")]
    pub pending_owner: Option<Addr>,
}

/// The successor took over.
#[weal_wire::event]
pub struct OwnershipAccepted {
    pub owner: Addr,
}
