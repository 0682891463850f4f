//! The contracts that the market deals with, and the deposit of a bid.

use crate::ContractError;
use cosmwasm_std::{Addr, Deps, Uint128};
use weal_api::asset::Token;
use weal_api::compute_escrow::{ComputeEscrowContract, read_market};
use weal_api::compute_registry::ComputeRegistryContract;
use weal_records::Packed;

/// The parties of a market, fixed at its creation.
#[derive(Clone, Debug, Packed)]
pub(crate) struct Parties {
    /// The escrow in which leases are opened.
    pub(crate) escrow: ComputeEscrowContract,
    /// The registry whose attestations count.
    pub(crate) registry: Option<ComputeRegistryContract>,
    /// The token of all money here.
    pub(crate) token: Token,
    /// The deposit of each bidder, base units.
    pub(crate) bid_deposit: Uint128,
}

impl Parties {
    /// True where the escrow takes agreed prices from `market`.
    pub(crate) fn is_market_of_escrow(&self, deps: Deps, market: &Addr) -> Result<bool, ContractError> {
        Ok(read_market(&deps.querier, &self.escrow.0)?.as_ref() == Some(market))
    }
}
