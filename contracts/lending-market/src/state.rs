//! Everything that this contract stores beside cw2's `contract_info`.

use cosmwasm_std::{Addr, Uint128};
use weal_api::asset::Token;
use weal_api::lending_market::{PendingTerms, RateParams, RiskParams};
use weal_api::oracle::OracleContract;
use weal_lending_math::{Pool, Position, SupplyShares};
use weal_records::{Account, Item, Map, Packed};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:lending-market";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

weal_records::layout! {
    /// The market's terms and assets, in one record because every message reads both. Written by `instantiate`,
    /// `apply_terms` and `tighten_limits`.
    pub(crate) const SETTINGS: Item<Settings> = Item::new(1);
    /// The terms that are announced. Written by `propose_terms`; removed by `cancel_terms` and `apply_terms`.
    pub(crate) const PENDING_TERMS: Item<PendingTerms> = Item::new(2);
    /// The owner. Written by `instantiate` and `update_ownership`.
    pub(crate) const OWNERSHIP: Item<Ownership> = Item::new(3);
    /// The market's totals. Written by every movement (I1, I2).
    pub(crate) const MARKET: Item<Totals> = Item::new(4);
    /// Account → its collateral and debt; absent where all is zero. Written by a borrower's movements (I1, I4, I8).
    pub(crate) const POSITIONS: Map<Account, Position> = Map::new(5);
    /// Account → its supply shares; absent at zero. Written by `supply` and `withdraw` (I1).
    pub(crate) const SUPPLIES: Map<Account, SupplyShares> = Map::new(6);
}

/// The terms and the assets of a market.
#[derive(Clone, Packed)]
pub(crate) struct Settings {
    /// The terms, which change.
    pub(crate) terms: Terms,
    /// The assets and their price, which never change.
    pub(crate) config: Config,
}

/// The cost and the limits of a market's loans.
#[derive(Clone, Packed)]
pub(crate) struct Terms {
    /// The cost of borrowing.
    pub(crate) rate: RateParams,
    /// The limits of borrowing and the conditions of a liquidation.
    pub(crate) risk: RiskParams,
}

/// The assets of a market.
#[derive(Clone, Packed)]
pub(crate) struct Config {
    /// The asset that is supplied and borrowed.
    pub(crate) loan: Token,
    /// The asset that is pledged.
    pub(crate) collateral: Token,
    /// The oracle that says the price.
    pub(crate) oracle: OracleContract,
    /// The feed of the price, loan base units per collateral base unit.
    pub(crate) price_feed: String,
}

/// The owner and the account it has named.
#[derive(Clone, Packed)]
pub(crate) struct Ownership {
    /// The owner.
    pub(crate) owner: Addr,
    /// The account that has been named and has not accepted.
    pub(crate) pending_owner: Option<Addr>,
}

/// The market's totals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Packed)]
pub(crate) struct Totals {
    /// The loan asset.
    pub(crate) pool: Pool,
    /// The sum of all collateral, collateral base units.
    pub(crate) collateral: Uint128,
}
