//! The balance sheet: every base unit's place, before and after.

use super::narrator::Narrator;
use super::written::{amount, difference};
use crate::services::Stage;
use cosmwasm_std::Uint128;
use std::ops::Range;
use weal_api::amm_factory::PoolsResponse;
use weal_api::amm_pool::PoolResponse;
use weal_api::asset::{Asset, AssetInfo};
use weal_api::cw20::{BalanceResponse, TokenInfoResponse};
use weal_api::page::MAX_PAGE_LIMIT;
use weal_client::{ATOM, AmmPool, USD};
use weal_embedded::ACTORS;

/// Kinds of money in the story; of the last, the pool's shares, deposits make more.
const MONEY: [&str; 4] = ["USD", "ATOM", "WEAL", "LP shares"];
/// Number of the first kinds, of which nothing is ever made or lost.
const KEPT: usize = 3;

/// Base units of each kind of money.
type Held = [u128; MONEY.len()];

/// Balances of every actor and every contract.
pub(crate) struct BalanceSheet {
    rows: Vec<(String, Held)>,
}

impl BalanceSheet {
    /// Reads every balance from the chain's bank and the token.
    pub(crate) fn take(stage: &Stage<'_>) -> anyhow::Result<Self> {
        let mut holders = Vec::new();
        for actor in ACTORS {
            holders.push((actor.to_owned(), stage.chain.address(actor)?));
        }
        for (label, address) in stage.economy.addresses() {
            holders.push((format!("[{label}]"), address.to_owned()));
        }
        for (label, pool) in other_pools(stage)? {
            holders.push((label, pool.address));
        }
        let row = |(name, address): (String, String)| Ok((name, holdings(stage, &address)?));
        Ok(Self { rows: holders.into_iter().map(row).collect::<anyhow::Result<_>>()? })
    }

    /// Returns what a holder has; nothing where nobody knew of it.
    fn of(&self, holder: &str) -> Held {
        self.rows.iter().find(|(name, _)| name == holder).map(|(_, held)| *held).unwrap_or_default()
    }

    fn total(&self) -> Held {
        std::array::from_fn(|money| self.rows.iter().map(|(_, held)| held[money]).sum())
    }
}

/// Returns the pools that the factory created beside the economy's, with their labels.
fn other_pools(stage: &Stage<'_>) -> anyhow::Result<Vec<(String, AmmPool)>> {
    let (chain, economy) = (stage.chain, &stage.economy);
    let query = weal_api::amm_factory::QueryMsg::Pools { start_after: None, limit: Some(MAX_PAGE_LIMIT) };
    let listed: PoolsResponse = economy.factory.query(chain, &query)?;
    let others = listed.pools.into_iter().filter(|record| record.pool.as_str() != economy.pool.address);
    Ok(others.map(|record| (format!("[pool {}]", record.id), AmmPool::at(record.pool))).collect())
}

fn holdings(stage: &Stage<'_>, address: &str) -> anyhow::Result<Held> {
    let (chain, economy) = (stage.chain, &stage.economy);
    let query = weal_api::governance_token::QueryMsg::Balance { address: address.into() };
    let weal: BalanceResponse = economy.token.query(chain, &query)?;
    let query = weal_api::amm_pool::QueryMsg::Balance { address: address.into() };
    let shares: BalanceResponse = economy.pool.query(chain, &query)?;
    let coins = |denom| chain.balance(address, denom);
    Ok([coins(USD)?, coins(ATOM)?, weal.balance.u128(), shares.balance.u128()])
}

/// Prints the sheet, and fails unless it adds up: nothing was made or lost, and every contract holds exactly
/// what its own ledger says that it owes.
pub(crate) fn close(
    stage: &Stage<'_>,
    narrator: &mut Narrator,
    opening: &BalanceSheet,
) -> anyhow::Result<()> {
    narrator.chapter("The balance sheet", "What everyone has now, and how it changed.");
    let closing = BalanceSheet::take(stage)?;
    print_changes(narrator, opening, &closing, 0..2);
    print_changes(narrator, opening, &closing, 2..MONEY.len());
    for (money, (then, now)) in MONEY.iter().zip(opening.total().iter().zip(closing.total())).take(KEPT) {
        anyhow::ensure!(*then == now, "{money}: {then} base units became {now}");
    }
    let [.., weal, shares] = closing.total();
    let query = weal_api::governance_token::QueryMsg::TokenInfo {};
    let token: TokenInfoResponse = stage.economy.token.query(stage.chain, &query)?;
    anyhow::ensure!(token.total_supply.u128() == weal, "WEAL outside the sheet");
    let pool: PoolResponse = stage.economy.pool.query(stage.chain, &weal_api::amm_pool::QueryMsg::Pool {})?;
    anyhow::ensure!(pool.supply.u128() == shares, "LP shares outside the sheet");
    solvency(stage, narrator, &closing)
}

/// Prints the holders whose balance of some kinds of money changed.
fn print_changes(narrator: &Narrator, opening: &BalanceSheet, closing: &BalanceSheet, kinds: Range<usize>) {
    let row = |name: &str, then: Held, now: Held| {
        let cells = kinds.clone().flat_map(|money| [amount(now[money]), difference(then[money], now[money])]);
        std::iter::once(name.to_owned()).chain(cells).collect::<Vec<_>>()
    };
    let rows: Vec<Vec<String>> = closing
        .rows
        .iter()
        .map(|(name, now)| (name, opening.of(name), *now))
        .filter(|(_, then, now)| now[kinds.clone()] != then[kinds.clone()])
        .map(|(name, then, now)| row(name, then, now))
        .chain([row("total", opening.total(), closing.total())])
        .collect();
    let names = MONEY[kinds.clone()].iter().flat_map(|money| [*money, "change"]);
    narrator.table(&[""].into_iter().chain(names).collect::<Vec<_>>(), &rows);
}

/// Compares each contract's balance with what its ledger says.
fn solvency(stage: &Stage<'_>, narrator: &Narrator, closing: &BalanceSheet) -> anyhow::Result<()> {
    let ledgers = ledgers(stage)?;
    anyhow::ensure!(ledgers.len() + ACTORS.len() == closing.rows.len(), "a contract without a ledger");
    for (label, ledger) in &ledgers {
        let owed = by_money(stage, ledger)?;
        let held = closing.rows.iter().find(|(name, _)| name == label).map(|(_, held)| *held);
        anyhow::ensure!(held == Some(owed), "{label} holds {held:?}, its ledger says {owed:?}");
    }
    narrator.say("Difference of the totals: 0 USD, 0 ATOM, 0 WEAL.");
    let count = ledgers.len();
    narrator.say(&format!("Every contract holds exactly what its ledger says: difference 0 in all {count}."));
    Ok(())
}

/// Returns every contract's label and what its ledger says.
fn ledgers(stage: &Stage<'_>) -> anyhow::Result<Vec<(String, Vec<Asset>)>> {
    let (chain, economy) = (stage.chain, &stage.economy);
    let market: weal_api::lending_market::HoldingsResponse =
        economy.market.query(chain, &weal_api::lending_market::QueryMsg::Holdings {})?;
    let escrow: weal_api::compute_escrow::HoldingsResponse =
        economy.escrow.query(chain, &weal_api::compute_escrow::QueryMsg::Holdings {})?;
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
    let named = [
        ("[amm-pool]", economy.pool.holdings(chain)?),
        ("[amm-incentives]", economy.incentives.holdings(chain, &[&economy.pool])?),
        ("[amm-factory]", vec![]),
        ("[amm-router]", vec![]),
        ("[lending-market]", market.holdings),
        ("[vesting]", economy.vesting.owed(chain)?),
        ("[compute-escrow]", leased),
        ("[compute-registry]", usd(&[registry.bonds, registry.awards])),
        ("[compute-market]", usd(&[auctions.orders, auctions.bids, auctions.credits])),
        ("[compute-index]", vec![]),
        ("[oracle]", usd(&[oracle.bonds, oracle.awards])),
        ("[governance-token]", vec![]),
    ];
    let named = named.map(|(label, ledger)| Ok((label.to_owned(), ledger)));
    let others = other_pools(stage)?.into_iter().map(|(label, pool)| {
        let own = AssetInfo::cw20(&pool.address);
        let held = pool.holdings(chain)?;
        // Its shares are not in the sheet: nobody stakes or sends them.
        Ok((label, held.into_iter().filter(|asset| asset.info != own).collect()))
    });
    named.into_iter().chain(others).collect()
}

fn by_money(stage: &Stage<'_>, ledger: &[Asset]) -> anyhow::Result<Held> {
    let [token, pool] = [&stage.economy.token.address, &stage.economy.pool.address].map(AssetInfo::cw20);
    let kinds = [AssetInfo::native(USD), AssetInfo::native(ATOM), token, pool];
    for asset in ledger {
        anyhow::ensure!(kinds.contains(&asset.info), "{:?} is not in the sheet", asset.info);
    }
    let sum = |kind: &AssetInfo| {
        ledger.iter().filter(|asset| asset.info == *kind).map(|asset| asset.amount.u128()).sum()
    };
    Ok(std::array::from_fn(|money| sum(&kinds[money])))
}
