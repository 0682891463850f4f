//! Where every base unit is, before and after.

use super::money::{amount, difference};
use super::narrator::Narrator;
use crate::services::Stage;
use api::asset::{Asset, AssetInfo};
use api::cw20::{BalanceResponse, TokenInfoResponse};
use client::{ATOM, USD};
use cosmwasm_std::Uint128;
use testing::ACTORS;

/// The kinds of money in the story.
const MONEY: [&str; 3] = ["USD", "ATOM", "WEAL"];

/// What every actor and every contract holds.
pub(crate) struct BalanceSheet {
    rows: Vec<(String, [u128; 3])>,
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
        let row = |(name, address): (String, String)| Ok((name, holdings(stage, &address)?));
        Ok(Self { rows: holders.into_iter().map(row).collect::<anyhow::Result<_>>()? })
    }

    fn total(&self) -> [u128; 3] {
        std::array::from_fn(|money| self.rows.iter().map(|(_, held)| held[money]).sum())
    }
}

fn holdings(stage: &Stage<'_>, address: &str) -> anyhow::Result<[u128; 3]> {
    let query = api::governance_token::QueryMsg::Balance { address: address.into() };
    let weal: BalanceResponse = stage.economy.token.query(stage.chain, &query)?;
    Ok([stage.chain.balance(address, USD)?, stage.chain.balance(address, ATOM)?, weal.balance.u128()])
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
    let rows: Vec<Vec<String>> = closing
        .rows
        .iter()
        .zip(&opening.rows)
        .filter(|((_, now), (_, then))| now != then)
        .map(|((name, now), (_, then))| sheet_row(name, *then, *now))
        .chain([sheet_row("total", opening.total(), closing.total())])
        .collect();
    narrator.table(&["", "USD", "change", "ATOM", "change", "WEAL", "change"], &rows);
    for (money, (then, now)) in MONEY.iter().zip(opening.total().iter().zip(closing.total())) {
        anyhow::ensure!(*then == now, "{money}: {then} base units became {now}");
    }
    let query = api::governance_token::QueryMsg::TokenInfo {};
    let token: TokenInfoResponse = stage.economy.token.query(stage.chain, &query)?;
    anyhow::ensure!(token.total_supply.u128() == closing.total()[2], "WEAL outside the sheet");
    solvency(stage, narrator, &closing)
}

fn sheet_row(name: &str, then: [u128; 3], now: [u128; 3]) -> Vec<String> {
    let cells = then.into_iter().zip(now).flat_map(|(then, now)| [amount(now), difference(then, now)]);
    std::iter::once(name.to_owned()).chain(cells).collect()
}

/// Each contract's balance beside what its ledger says.
fn solvency(stage: &Stage<'_>, narrator: &Narrator, closing: &BalanceSheet) -> anyhow::Result<()> {
    let (chain, economy) = (stage.chain, &stage.economy);
    let pool: api::amm_pool::HoldingsResponse =
        economy.pool.query(chain, &api::amm_pool::QueryMsg::Holdings {})?;
    let market: api::lending_market::HoldingsResponse =
        economy.market.query(chain, &api::lending_market::QueryMsg::Holdings {})?;
    let escrow: api::compute_escrow::HoldingsResponse =
        economy.escrow.query(chain, &api::compute_escrow::QueryMsg::Holdings {})?;
    let granted = economy.vesting.owed(chain)?;
    let registry: api::compute_registry::HoldingsResponse =
        economy.registry.query(chain, &api::compute_registry::QueryMsg::Holdings {})?;
    let auctions: api::compute_market::HoldingsResponse =
        economy.compute_market.query(chain, &api::compute_market::QueryMsg::Holdings {})?;
    let usd = |amounts: &[Uint128]| {
        amounts.iter().map(|amount| Asset::new(AssetInfo::native(USD), *amount)).collect::<Vec<_>>()
    };
    let leased = usd(&[escrow.bonds, escrow.deposits, escrow.fees, escrow.credits, escrow.requests]);
    let ledgers = [
        ("[amm-pool]", pool.holdings),
        ("[lending-market]", market.holdings),
        ("[vesting]", granted),
        ("[compute-escrow]", leased),
        ("[compute-registry]", usd(&[registry.bonds, registry.awards])),
        ("[compute-market]", usd(&[auctions.orders, auctions.bids, auctions.credits])),
        ("[compute-index]", vec![]),
        ("[oracle]", vec![]),
        ("[governance-token]", vec![]),
    ];
    for (label, ledger) in ledgers {
        let owed = by_money(stage, &ledger)?;
        let held = closing.rows.iter().find(|(name, _)| name == label).map(|(_, held)| *held);
        anyhow::ensure!(held == Some(owed), "{label} holds {held:?}, its ledger says {owed:?}");
    }
    narrator.say("Difference of the totals: 0 USD, 0 ATOM, 0 WEAL.");
    narrator.say("Every contract holds exactly what its ledger says: difference 0 in all nine.");
    Ok(())
}

fn by_money(stage: &Stage<'_>, ledger: &[Asset]) -> anyhow::Result<[u128; 3]> {
    let kinds =
        [AssetInfo::native(USD), AssetInfo::native(ATOM), AssetInfo::cw20(&stage.economy.token.address)];
    for asset in ledger {
        anyhow::ensure!(kinds.contains(&asset.info), "{:?} is not in the sheet", asset.info);
    }
    let sum = |kind: &AssetInfo| {
        ledger.iter().filter(|asset| asset.info == *kind).map(|asset| asset.amount.u128()).sum()
    };
    Ok(std::array::from_fn(|money| sum(&kinds[money])))
}
