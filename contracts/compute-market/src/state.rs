//! Every storage key of this contract beside cw2's `contract_info`.

mod orders;

pub(crate) use orders::{
    PLACED, close, has_bid, load_bid, load_order, load_without_bids, remove_bid, save_bid, save_new,
    save_standing, with_bids,
};

use crate::ContractError;
use crate::holdings::Holdings;
use cosmwasm_std::{Addr, Deps, Uint128};
use cw_storage_plus::{Item, Map};
use weal_api::asset::Token;
use weal_api::compute_escrow::{ComputeEscrowContract, read_market};
use weal_api::compute_registry::ComputeRegistryContract;

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:compute-market";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Whom the market deals with, and what a bid needs. Fixed at instantiation.
#[weal_wire::record]
pub(crate) struct Parties {
    /// Where leases are opened.
    pub(crate) escrow: ComputeEscrowContract,
    /// Whose attestations count.
    pub(crate) registry: Option<ComputeRegistryContract>,
    /// The token of all money here.
    pub(crate) token: Token,
    /// What each bidder leaves, base units.
    pub(crate) bid_deposit: Uint128,
}

impl Parties {
    /// Whether the escrow takes agreed prices from `market`.
    pub(crate) fn is_market_of_escrow(&self, deps: Deps, market: &Addr) -> Result<bool, ContractError> {
        Ok(read_market(&deps.querier, &self.escrow.0)?.as_ref() == Some(market))
    }
}

/// Written once, by `instantiate`.
pub(crate) const PARTIES: Item<Parties> = Item::new("parties");
/// The last order's number.
pub(crate) const ORDER_COUNT: Item<u64> = Item::new("order_count");
/// Account → base units to claim (I1).
pub(crate) const CREDITS: Map<&Addr, Uint128> = Map::new("credits");
/// What is owed, by kind (I1, I2). Written by every message that moves money.
pub(crate) const HOLDINGS: Item<Holdings> = Item::new("holdings");
