//! Every storage key of this contract beside cw2's `contract_info`.

use crate::ContractError;
use crate::holdings::Holdings;
use crate::order::Order;
use api::asset::Token;
use api::compute_escrow::{ComputeEscrowContract, ConfigResponse, QueryMsg};
use api::compute_registry::ComputeRegistryContract;
use cosmwasm_std::{Addr, Deps, Storage, Uint128};
use cw_storage_plus::{Item, Map};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:compute-market";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Whom the market deals with, and what a bid needs. Fixed at instantiation.
#[wire::record]
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
        let config: ConfigResponse = wire::ask(&deps.querier, &self.escrow.0, &QueryMsg::Config {})?;
        Ok(config.market.as_ref() == Some(market))
    }
}

/// Written once, by `instantiate`.
pub(crate) const PARTIES: Item<Parties> = Item::new("parties");
/// The last order's number.
pub(crate) const ORDER_COUNT: Item<u64> = Item::new("order_count");
/// Order → terms, deposit, bids. Written by order and bid messages and the escrow's answer (I1, I3).
pub(crate) const ORDERS: Map<u64, Order> = Map::new("orders");
/// Account → base units to claim (I1).
pub(crate) const CREDITS: Map<&Addr, Uint128> = Map::new("credits");
/// What is owed, by kind (I1, I2). Written by every message that moves money.
pub(crate) const HOLDINGS: Item<Holdings> = Item::new("holdings");

/// Errors: `UnknownOrder`.
pub(crate) fn load_order(storage: &dyn Storage, order_id: u64) -> Result<Order, ContractError> {
    ORDERS.may_load(storage, order_id)?.ok_or(ContractError::UnknownOrder { order_id })
}
