//! Everything that this contract stores beside the LP ledger's records and cw2's `contract_info`.

use crate::config::Config;
use crate::pool_state::{Observation, PoolState};
use cosmwasm_std::{Addr, Uint128};
use weal_amm_math::Position;
use weal_api::amm_pool::PendingParams;
use weal_records::{Account, Item, Map, Packed};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:amm-pool";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

weal_records::layout! {
    beside weal_cw20_ledger::layout();
    /// The pool's terms, which every trade reads and which hardly ever change. Written by `instantiate`,
    /// `apply_params`, the pause and the ramp.
    pub(crate) const CONFIG: Item<Config> = Item::new(10);
    /// The pool's holdings and its prices so far. Written by `instantiate` and every message that trades or moves
    /// liquidity (I2 to I4, I12).
    pub(crate) const POOL_STATE: Item<PoolState> = Item::new(11);
    /// Slot → sums and depth at a time. A ring: the oldest is overwritten. Written by what trades, at most once in
    /// `OBSERVATION_SPACING` seconds (I12).
    pub(crate) const OBSERVATIONS: Map<u16, Observation> = Map::new(12);
    /// Account → what its LP shares cost and which have not seasoned, where shares season. Written by whatever moves shares (I13).
    pub(crate) const POSITIONS: Map<Account, Position> = Map::new(13);
    /// Account → the protocol's part of the fees that it has paid, base units in pool order. Written by swaps that ask for it.
    pub(crate) const USAGE: Map<Account, Vec<Uint128>> = Map::new(14);
    /// The accounts with powers. Written by `instantiate`, the messages of ownership, the pause and `apply_params`.
    pub(crate) const ROLES: Item<Roles> = Item::new(15);
    /// The announced parameters. Written by `propose_params`; removed by `cancel_params` and `apply_params`.
    pub(crate) const PENDING: Item<PendingParams> = Item::new(16);
    /// The account that created the pool; public. Written by `instantiate`, never again; read by swaps that go on or are passed on, and
    /// by routers.
    pub(crate) const FACTORY: Item<Addr> = weal_api::amm_pool::FACTORY;
}

/// The accounts with powers.
#[derive(Clone, Debug, PartialEq, Eq, Packed)]
pub(crate) struct Roles {
    /// The account that changes parameters.
    pub(crate) owner: Addr,
    /// The account that may take the ownership.
    pub(crate) pending_owner: Option<Addr>,
    /// The account that may pause swaps.
    pub(crate) guardian: Option<Addr>,
    /// The account that gets the protocol's part of the fees.
    pub(crate) protocol_recipient: Option<Addr>,
    /// The time from which the next pause can begin, Unix seconds.
    pub(crate) pause_possible_at: u64,
}
