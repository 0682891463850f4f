//! The place of all money, and what the contracts' ledgers say of it.

use crate::World;
use anyhow::ensure;
use cosmwasm_std::Uint128;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use weal_api::asset::{Asset, AssetInfo};
use weal_api::cw20::BalanceResponse;
use weal_client::{ATOM, USD};
use weal_embedded::ACTORS;

/// One moment of a [`World`]. Nothing in it moves with time alone, so that two that are equal mean that
/// nothing happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Books {
    /// (holder, asset) → base units; holders are the actors and the contracts by label.
    balances: Amounts,
    /// The pool's supply of LP shares, base units.
    shares: u128,
    /// (contract, asset) → what its ledger owes, base units.
    owed: Amounts,
    /// Answers about everything else.
    facts: Vec<Value>,
}

/// (who, asset) → base units.
type Amounts = BTreeMap<(&'static str, &'static str), u128>;

/// The kinds of money.
const ASSETS: [&str; 3] = [USD, ATOM, "WEAL"];
/// The pool's LP shares, of which deposits make more and withdrawals fewer.
const SHARES: &str = "LP";
/// The kinds of money that can be held.
const HELD: [&str; 4] = [ASSETS[0], ASSETS[1], ASSETS[2], SHARES];

impl Books {
    pub(crate) fn open(world: &World<'_>) -> anyhow::Result<Self> {
        let (mut balances, mut owed) = (BTreeMap::new(), BTreeMap::new());
        let mut holders = world.economy.addresses().map(|(label, at)| (label, at.to_owned())).to_vec();
        for actor in ACTORS {
            holders.push((actor, world.chain.address(actor)?));
        }
        for (holder, address) in holders {
            for (asset, amount) in HELD.into_iter().zip(held(world, &address)?) {
                balances.insert((holder, asset), amount);
            }
        }
        for (label, ledger) in ledgers(world)? {
            for asset in HELD {
                owed.insert((label, asset), 0);
            }
            for Asset { info, amount } in ledger {
                *owed.entry((label, name(world, &info)?)).or_default() += amount.u128();
            }
        }
        let pool: weal_api::amm_pool::PoolResponse =
            world.economy.pool.query(world.chain, &weal_api::amm_pool::QueryMsg::Pool {})?;
        Ok(Self { balances, shares: pool.supply.u128(), owed, facts: facts(world)? })
    }

    /// Returns one holder's balance (an actor's or a contract's, by label) of `asset` (`uusd`, `uatom`, `WEAL` or `LP`).
    pub fn of(&self, holder: &'static str, asset: &'static str) -> u128 {
        self.balances.get(&(holder, asset)).copied().unwrap_or_default()
    }

    /// Returns the sum of each asset over all holders: USD, ATOM, WEAL.
    pub fn totals(&self) -> [u128; 3] {
        ASSETS.map(|asset| self.balances.iter().filter(|(at, _)| at.1 == asset).map(|(_, held)| held).sum())
    }

    /// Lists what differs from `then`, for people; empty where nothing does.
    pub fn changes_since(&self, then: &Self) -> Vec<String> {
        let moved = |what: &str, now: &Amounts, then: &Amounts| {
            let moved: Vec<String> = now
                .iter()
                .filter(|(at, amount)| then.get(*at) != Some(*amount))
                .map(|((who, asset), amount)| format!("{who} {what} {amount} {asset}"))
                .collect();
            moved
        };
        let facts = self.facts.iter().filter(|fact| !then.facts.contains(fact)).map(Value::to_string);
        let mut changes = moved("holds", &self.balances, &then.balances);
        changes.extend(moved("owes", &self.owed, &then.owed));
        changes.extend(facts);
        changes
    }

    /// Fails unless each contract holds exactly what its ledger owes: those that keep no money hold none; and somebody
    /// here holds each LP share.
    pub fn ensure_solvent(&self) -> anyhow::Result<()> {
        let shares: u128 = self.balances.iter().filter(|(at, _)| at.1 == SHARES).map(|(_, held)| held).sum();
        ensure!(shares == self.shares, "{shares} LP shares are held, there are {}", self.shares);
        for ((contract, asset), owed) in &self.owed {
            let held = self.of(contract, asset);
            ensure!(held == *owed, "{contract} holds {held} {asset}, its ledger says {owed}");
        }
        Ok(())
    }
}

fn held(world: &World<'_>, address: &str) -> anyhow::Result<[u128; 4]> {
    let query = weal_api::governance_token::QueryMsg::Balance { address: address.into() };
    let weal: BalanceResponse = world.economy.token.query(world.chain, &query)?;
    let query = weal_api::amm_pool::QueryMsg::Balance { address: address.into() };
    let shares: BalanceResponse = world.economy.pool.query(world.chain, &query)?;
    let coins = |denom| world.chain.balance(address, denom);
    Ok([coins(USD)?, coins(ATOM)?, weal.balance.u128(), shares.balance.u128()])
}

fn name(world: &World<'_>, info: &AssetInfo) -> anyhow::Result<&'static str> {
    let weal = AssetInfo::cw20(&world.economy.token.address);
    let shares = AssetInfo::cw20(&world.economy.pool.address);
    let kinds = [AssetInfo::native(USD), AssetInfo::native(ATOM), weal, shares];
    let found = kinds.iter().zip(HELD).find(|(kind, _)| *kind == info);
    found.map(|(_, name)| name).ok_or_else(|| anyhow::anyhow!("{info:?} is no money of this world"))
}

fn ledgers(world: &World<'_>) -> anyhow::Result<[(&'static str, Vec<Asset>); 12]> {
    let (chain, economy) = (world.chain, &world.economy);
    let market: weal_api::lending_market::HoldingsResponse =
        economy.market.query(chain, &weal_api::lending_market::QueryMsg::Holdings {})?;
    let escrow: weal_api::compute_escrow::HoldingsResponse =
        economy.escrow.query(chain, &weal_api::compute_escrow::QueryMsg::Holdings {})?;
    let granted = economy.vesting.owed(chain)?;
    let registry: weal_api::compute_registry::HoldingsResponse =
        economy.registry.query(chain, &weal_api::compute_registry::QueryMsg::Holdings {})?;
    let auctions: weal_api::compute_market::HoldingsResponse =
        economy.compute_market.query(chain, &weal_api::compute_market::QueryMsg::Holdings {})?;
    let oracle: weal_api::oracle::HoldingsResponse =
        economy.oracle.query(chain, &weal_api::oracle::QueryMsg::Holdings {})?;
    let usd = |amounts: &[Uint128]| {
        amounts.iter().map(|amount| Asset::new(AssetInfo::native(USD), *amount)).collect::<Vec<_>>()
    };
    let leased = usd(&[escrow.bonds, escrow.deposits, escrow.fees, escrow.credits, escrow.requests]);
    Ok([
        ("amm-pool", economy.pool.holdings(chain)?),
        ("amm-incentives", economy.incentives.holdings(chain, &[&economy.pool])?),
        ("amm-factory", vec![]),
        ("amm-router", vec![]),
        ("lending-market", market.holdings),
        ("vesting", granted),
        ("compute-escrow", leased),
        ("compute-registry", usd(&[registry.bonds, registry.awards])),
        ("compute-market", usd(&[auctions.orders, auctions.bids, auctions.credits])),
        ("compute-index", vec![]),
        ("oracle", usd(&[oracle.bonds, oracle.awards])),
        ("governance-token", vec![]),
    ])
}

fn facts(world: &World<'_>) -> anyhow::Result<Vec<Value>> {
    let economy = &world.economy;
    let price = json!({"price": {"feed": weal_client::ATOM_FEED}});
    let ask = |contract: &str, query: Value| world.chain.query(contract, &query);
    Ok(vec![
        ask(&economy.token.address, json!({"token_info": {}}))?,
        ask(&economy.token.address, json!({"minter": {}}))?,
        ask(&economy.pool.address, json!({"config": {}}))?,
        ask(&economy.pool.address, json!({"pool": {}}))?,
        ask(&economy.factory.address, json!({"config": {}}))?,
        ask(&economy.factory.address, json!({"pools": {}}))?,
        ask(&economy.market.address, json!({"config": {}}))?,
        ask(&economy.vesting.address, json!({"config": {}}))?,
        ask(&economy.escrow.address, json!({"config": {}}))?,
        ask(&economy.escrow.address, json!({"holdings": {}}))?,
        ask(&economy.registry.address, json!({"config": {}}))?,
        ask(&economy.registry.address, json!({"skus": {}}))?,
        ask(&economy.registry.address, json!({"auditors": {}}))?,
        ask(&economy.registry.address, json!({"holdings": {}}))?,
        ask(&economy.index.address, json!({"totals": {}}))?,
        ask(&economy.compute_market.address, json!({"config": {}}))?,
        ask(&economy.compute_market.address, json!({"orders": {}}))?,
        ask(&economy.compute_market.address, json!({"holdings": {}}))?,
        ask(&economy.oracle.address, json!({"config": {}}))?,
        ask(&economy.oracle.address, json!({"committee": {}}))?,
        ask(&economy.oracle.address, json!({"consumers": {}}))?,
        ask(&economy.oracle.address, json!({"holdings": {}}))?,
        ask(&economy.oracle.address, price)?["price"].take(),
        ask(&economy.oracle.address, json!({"latest_settlement": {"consumer": economy.escrow.address}}))?,
    ])
}
