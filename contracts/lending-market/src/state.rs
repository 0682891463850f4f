//! Every storage key of this contract beside cw2's `contract_info`.

use crate::ContractError;
use crate::packed::{pack, unpack};
use api::asset::Token;
use api::lending_market::{RateParams, RiskParams};
use api::oracle::OracleContract;
use cosmwasm_std::{Addr, Binary, Decimal, StdError, Storage, Uint128};
use cw_storage_plus::{Item, Map};
use lending_math::{DebtIndex, DebtShares, Pool, Position, SupplyShares};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:lending-market";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Assets and price feed. Written by `instantiate` only.
pub(crate) const CONFIG: Item<Config> = Item::new("config");
/// Rate and risk terms, checked before they are stored. Written by `instantiate`, `update_rate` and
/// `update_risk`.
pub(crate) const TERMS: Item<Terms> = Item::new("terms");
/// The owner. Written by `instantiate` and `update_ownership`.
pub(crate) const OWNERSHIP: Item<Ownership> = Item::new("ownership");

/// The market's totals, packed: cash, supply shares, debt shares, debt index, reserve, its carry, yearly rate,
/// time of accrual, collateral of all. Written by every movement (I1, I2).
const MARKET: &[u8] = b"market";
/// account → collateral and debt shares, packed; absent where both are zero. Written by a borrower's movements
/// (I1, I4, I8). The values are bytes, so this map serves for its keys only.
const POSITIONS: Map<&Addr, Binary> = Map::new("positions");
/// account → supply shares, packed; absent at zero. Written by `supply` and `withdraw` (I1). For its keys only.
const SUPPLY_SHARES: Map<&Addr, Binary> = Map::new("supply_shares");

/// What a market is made of.
#[wire::record]
pub(crate) struct Config {
    /// What is supplied and borrowed.
    pub(crate) loan: Token,
    /// What is pledged.
    pub(crate) collateral: Token,
    /// Who says the price.
    pub(crate) oracle: OracleContract,
    /// Loan base units per collateral base unit.
    pub(crate) price_feed: String,
}

/// What a market's loans cost and risk.
#[wire::record]
pub(crate) struct Terms {
    /// What borrowing costs.
    pub(crate) rate: RateParams,
    /// How much may be borrowed, and when a loan is liquidated.
    pub(crate) risk: RiskParams,
}

/// Who may change the terms.
#[wire::record]
pub(crate) struct Ownership {
    /// The owner.
    pub(crate) owner: Addr,
    /// Who has been named and has not accepted.
    pub(crate) pending_owner: Option<Addr>,
}

/// The market's totals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    /// The loan asset.
    pub(crate) pool: Pool,
    /// All collateral, collateral base units.
    pub(crate) collateral: Uint128,
}

pub(crate) fn load_totals(storage: &dyn Storage) -> Result<Totals, ContractError> {
    let bytes = storage.get(MARKET).ok_or_else(|| StdError::msg("the market has no totals"))?;
    let [cash, supply_shares, debt_shares, index, reserve, carry, rate, accrued_at, collateral] =
        unpack("market", &bytes)?;
    let accrued_at = u64::try_from(accrued_at.u128())
        .map_err(|_| ContractError::CorruptRecord { record: "market", found: bytes.len() })?;
    let pool = Pool {
        cash,
        supply_shares: SupplyShares(supply_shares),
        debt_shares: DebtShares(debt_shares),
        debt_index: DebtIndex(index),
        reserve,
        reserve_carry: carry,
        borrow_rate: Decimal::new(rate),
        accrued_at,
    };
    Ok(Totals { pool, collateral })
}

pub(crate) fn save_totals(storage: &mut dyn Storage, totals: &Totals) {
    let pool = &totals.pool;
    let words = [
        pool.cash,
        pool.supply_shares.0,
        pool.debt_shares.0,
        pool.debt_index.0,
        pool.reserve,
        pool.reserve_carry,
        pool.borrow_rate.atomics(),
        pool.accrued_at.into(),
        totals.collateral,
    ];
    storage.set(MARKET, &pack(&words));
}

/// A borrower; nothing pledged and nothing owed for an unknown account.
pub(crate) fn load_position(storage: &dyn Storage, account: &Addr) -> Result<Position, ContractError> {
    let Some(bytes) = storage.get(&POSITIONS.key(account)) else { return Ok(Position::default()) };
    let [collateral, debt_shares] = unpack("positions", &bytes)?;
    Ok(Position { collateral, debt_shares: DebtShares(debt_shares) })
}

pub(crate) fn save_position(storage: &mut dyn Storage, account: &Addr, position: &Position) {
    let key = POSITIONS.key(account);
    if *position == Position::default() {
        return storage.remove(&key);
    }
    storage.set(&key, &pack(&[position.collateral, position.debt_shares.0]))
}

/// A page of borrowers' addresses.
pub(crate) fn borrowers(
    storage: &dyn Storage,
    start_after: Option<&Addr>,
    limit: usize,
) -> Result<Vec<Addr>, ContractError> {
    let start = start_after.map(cw_storage_plus::Bound::exclusive);
    let keys = POSITIONS.keys(storage, start, None, cosmwasm_std::Order::Ascending);
    Ok(keys.take(limit).collect::<Result<_, _>>()?)
}

/// A supplier's shares; zero for an unknown account.
pub(crate) fn load_supply_shares(
    storage: &dyn Storage,
    account: &Addr,
) -> Result<SupplyShares, ContractError> {
    let Some(bytes) = storage.get(&SUPPLY_SHARES.key(account)) else { return Ok(SupplyShares::default()) };
    let [shares] = unpack("supply_shares", &bytes)?;
    Ok(SupplyShares(shares))
}

pub(crate) fn save_supply_shares(storage: &mut dyn Storage, account: &Addr, shares: SupplyShares) {
    let key = SUPPLY_SHARES.key(account);
    if shares.0.is_zero() {
        return storage.remove(&key);
    }
    storage.set(&key, &pack(&[shares.0]))
}
