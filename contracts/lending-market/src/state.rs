//! Every storage key of this contract beside cw2's `contract_info`.

use crate::ContractError;
use crate::packed::{pack, unpack, unpack_first};
use cosmwasm_std::{
    Addr, Api, Decimal, Order, StdError, StdResult, Storage, Uint128, from_json, to_json_vec,
};
use cw_storage_plus::Item;
use weal_api::asset::Token;
use weal_api::lending_market::{BonusParams, PendingTerms, RateParams, RiskParams};
use weal_api::oracle::OracleContract;
use weal_lending_math::{BorrowIndex, DebtShares, Pool, Position, SupplyShares};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:lending-market";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The layout of what is stored, so that no migration takes bytes over that it cannot read. Written by `instantiate`.
const LAYOUT: Item<u8> = Item::new("layout");
/// The present [`LAYOUT`]. 1 (`terms` and `market` as JSON, or nine packed totals) wrote none.
const PRESENT_LAYOUT: u8 = 2;

/// What a market is: its [`Terms`], packed, then its [`Config`] as JSON. Written by `instantiate`, `apply_terms` and `tighten_limits`.
const CONFIG: &[u8] = b"config";
/// The terms that are announced. Written by `propose_terms`; removed by `cancel_terms` and `apply_terms`.
pub(crate) const PENDING_TERMS: Item<PendingTerms> = Item::new("announced");
/// The owner. Written by `instantiate` and `update_ownership`.
pub(crate) const OWNERSHIP: Item<Ownership> = Item::new("ownership");

/// The market's totals, packed: cash, supply shares, debt shares, borrow index, reserve, its carry, its part of
/// interest, yearly rate, time of accrual, collateral of all. Written by every movement (I1, I2).
const MARKET: &[u8] = b"m";
/// account, the bytes behind its address → collateral, debt shares and the loan's minimum debt, packed; absent where all
/// are zero. Written by a borrower's movements (I1, I4, I8).
const POSITION: &[u8] = b"p";
/// The first key behind all of [`POSITION`].
const POSITION_END: &[u8] = b"q";
/// account, the bytes behind its address → supply shares, packed; absent at zero. Written by `supply` and `withdraw` (I1).
const SUPPLY: &[u8] = b"s";

/// What a market is made of.
#[weal_wire::record]
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
#[derive(Clone)]
pub(crate) struct Terms {
    /// What borrowing costs.
    pub(crate) rate: RateParams,
    /// How much may be borrowed, and when a loan is liquidated.
    pub(crate) risk: RiskParams,
}

/// Who may change the terms.
#[weal_wire::record]
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

pub(crate) fn save_layout(storage: &mut dyn Storage) -> StdResult<()> {
    LAYOUT.save(storage, &PRESENT_LAYOUT)
}

/// Errors: `OlderLayout` for what an earlier layout, or one that this code does not know, has stored.
pub(crate) fn ensure_layout(storage: &dyn Storage) -> Result<(), ContractError> {
    let found = LAYOUT.may_load(storage)?;
    if found != Some(PRESENT_LAYOUT) {
        return Err(ContractError::OlderLayout { found: found.unwrap_or(1), required: PRESENT_LAYOUT });
    }
    Ok(())
}

pub(crate) fn load_totals(storage: &dyn Storage) -> Result<Totals, ContractError> {
    let bytes = storage.get(MARKET).ok_or_else(|| StdError::msg("the market has no totals"))?;
    let [cash, supply_shares, debt_shares, index, reserve, carry, part, rate, accrued_at, collateral] =
        unpack("m", &bytes)?;
    let accrued_at = u64::try_from(accrued_at.u128())
        .map_err(|_| ContractError::CorruptRecord { record: "m", found: bytes.len() })?;
    let pool = Pool {
        cash,
        supply_shares: SupplyShares(supply_shares),
        debt_shares: DebtShares(debt_shares),
        borrow_index: BorrowIndex(index),
        reserve,
        reserve_carry: carry,
        reserve_part: Decimal::new(part),
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
        pool.borrow_index.0,
        pool.reserve,
        pool.reserve_carry,
        pool.reserve_part.atomics(),
        pool.borrow_rate.atomics(),
        pool.accrued_at.into(),
        totals.collateral,
    ];
    storage.set(MARKET, &pack(&words));
}

pub(crate) fn load_config(storage: &dyn Storage) -> Result<(Config, Terms), ContractError> {
    let bytes = storage.get(CONFIG).ok_or_else(|| StdError::msg("the market has no config"))?;
    let (words, config) = unpack_first("config", &bytes)?;
    let [base, slope1, slope2, optimal_utilisation, reserve_factor, rest @ ..]: [Uint128; 14] = words;
    let [max_ltv, threshold, min, slope, max, target_health, min_debt, supply_cap, borrow_cap] = rest;
    let rate = RateParams {
        base: Decimal::new(base),
        slope1: Decimal::new(slope1),
        slope2: Decimal::new(slope2),
        optimal_utilisation: Decimal::new(optimal_utilisation),
        reserve_factor: Decimal::new(reserve_factor),
    };
    let [min, slope, max] = [min, slope, max].map(Decimal::new);
    let risk = RiskParams {
        max_ltv: Decimal::new(max_ltv),
        liquidation_threshold: Decimal::new(threshold),
        bonus: BonusParams { min, slope, max },
        target_health: Decimal::new(target_health),
        min_debt,
        supply_cap,
        borrow_cap,
    };
    Ok((from_json(config)?, Terms { rate, risk }))
}

pub(crate) fn save_config(storage: &mut dyn Storage, config: &Config, terms: &Terms) -> StdResult<()> {
    let RateParams { base, slope1, slope2, optimal_utilisation, reserve_factor } = &terms.rate;
    let RiskParams { max_ltv, liquidation_threshold, bonus, target_health, .. } = &terms.risk;
    let rate = [base, slope1, slope2, optimal_utilisation, reserve_factor];
    let risk = [max_ltv, liquidation_threshold, &bonus.min, &bonus.slope, &bonus.max, target_health];
    let amounts = [terms.risk.min_debt, terms.risk.supply_cap, terms.risk.borrow_cap];
    let words: Vec<_> = rate.into_iter().chain(risk).map(Decimal::atomics).chain(amounts).collect();
    storage.set(CONFIG, &[pack(&words), to_json_vec(config)?].concat());
    Ok(())
}

/// A borrower; nothing pledged and nothing owed for an unknown account.
pub(crate) fn load_position(
    storage: &dyn Storage,
    api: &dyn Api,
    account: &Addr,
) -> Result<Position, ContractError> {
    let Some(bytes) = storage.get(&key(POSITION, api, account)?) else { return Ok(Position::default()) };
    let [collateral, debt_shares, min_debt] = unpack("p", &bytes)?;
    Ok(Position { collateral, debt_shares: DebtShares(debt_shares), min_debt })
}

pub(crate) fn save_position(
    storage: &mut dyn Storage,
    api: &dyn Api,
    account: &Addr,
    position: &Position,
) -> StdResult<()> {
    let key = key(POSITION, api, account)?;
    if *position == Position::default() {
        storage.remove(&key);
    } else {
        storage.set(&key, &pack(&[position.collateral, position.debt_shares.0, position.min_debt]));
    }
    Ok(())
}

/// A page of borrowers' addresses, in the order of the bytes behind them.
pub(crate) fn borrowers(
    storage: &dyn Storage,
    api: &dyn Api,
    start_after: Option<&Addr>,
    limit: usize,
) -> StdResult<Vec<Addr>> {
    // The first key after another is that one with a zero behind it.
    let start = match start_after {
        Some(account) => [key(POSITION, api, account)?.as_slice(), &[0]].concat(),
        None => POSITION.to_vec(),
    };
    let keys = storage.range_keys(Some(&start), Some(POSITION_END), Order::Ascending).take(limit);
    let account = |key: Vec<u8>| {
        let account = key.strip_prefix(POSITION).ok_or_else(|| StdError::msg("a position has no account"))?;
        api.addr_humanize(&account.to_vec().into())
    };
    keys.map(account).collect()
}

/// A supplier's shares; zero for an unknown account.
pub(crate) fn load_supply_shares(
    storage: &dyn Storage,
    api: &dyn Api,
    account: &Addr,
) -> Result<SupplyShares, ContractError> {
    let Some(bytes) = storage.get(&key(SUPPLY, api, account)?) else { return Ok(SupplyShares::default()) };
    let [shares] = unpack("s", &bytes)?;
    Ok(SupplyShares(shares))
}

pub(crate) fn save_supply_shares(
    storage: &mut dyn Storage,
    api: &dyn Api,
    account: &Addr,
    shares: SupplyShares,
) -> StdResult<()> {
    let key = key(SUPPLY, api, account)?;
    if shares.0.is_zero() {
        storage.remove(&key);
    } else {
        storage.set(&key, &pack(&[shares.0]));
    }
    Ok(())
}

/// 20 bytes of account for a key pair, 32 for a contract, where the text of the same address has 43 or 63.
fn key(kind: &[u8], api: &dyn Api, account: &Addr) -> StdResult<Vec<u8>> {
    Ok([kind, api.addr_canonicalize(account.as_str())?.as_slice()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No item's key can be taken for a position or a supply: an account follows the one byte of its kind.
    #[test]
    fn no_item_lies_among_the_accounts() {
        for item in [CONFIG, MARKET, b"announced", b"contract_info", b"layout", b"ownership"] {
            assert!(!(POSITION..POSITION_END).contains(&item), "{item:?}");
            assert!(!item.starts_with(SUPPLY), "{item:?}");
        }
    }
}
