//! The lending market and the prices it needs: no published peer runs on a plain chain.

use crate::committee;
use crate::ledger::Ledger;
use crate::stage::{Stage, hundredths};
use cosmwasm_std::Uint128;
use weal_api::lending_market::{ExecuteMsg, PositionResponse, QueryMsg};
use weal_client::{ATOM, Funds, ONE, USD};

const CONTRACT: &str = "lending-market";
/// Loan base units lent and repaid in a round.
const LENT: u128 = 100_000 * ONE;
const REPAID: u128 = 100 * ONE;
const PLEDGED: u128 = 100 * ONE;
/// More than a liquidation takes; the rest comes back.
const OFFERED: u128 = 5_000 * ONE;
/// The price at first, and its way to where every loan at the limit is unhealthy; hundredths. A round may move the
/// price by a tenth.
const PRICE: u64 = 850;
const FALL: [u64; 2] = [770, 700];
/// The price's way back, hundredths.
const RISE: [u64; 2] = [760, 830];

pub(crate) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let way_back: &[u64] = if unpriced(stage)? { &[] } else { &RISE };
    for price in way_back.iter().chain(&[PRICE]) {
        publish(stage, ledger, *price)?;
    }
    let (chain, market) = (stage.chain, &stage.economy.market);
    let pay = |signer: &str, message: &ExecuteMsg, amount: u128, denom: &str| {
        stage.pay(signer, &market.address, message, &Funds::one(amount, denom))
    };
    let call =
        |signer: &str, message: &ExecuteMsg| stage.pay(signer, &market.address, message, &Funds::none());
    ledger.ours(CONTRACT, "supply", pay("supplier", &ExecuteMsg::Supply {}, LENT, USD)?);
    let amount = Some(Uint128::new(LENT / 2));
    ledger.ours(CONTRACT, "withdraw", call("supplier", &ExecuteMsg::Withdraw { amount, recipient: None })?);
    ledger.ours(
        CONTRACT,
        "deposit collateral",
        pay("borrower", &ExecuteMsg::DepositCollateral {}, PLEDGED, ATOM)?,
    );
    let amount = limit(stage)?;
    ledger.ours(CONTRACT, "borrow", call("borrower", &ExecuteMsg::Borrow { amount, recipient: None })?);
    ledger.ours(CONTRACT, "repay", pay("borrower", &ExecuteMsg::Repay { on_behalf_of: None }, REPAID, USD)?);
    let amount = Some(Uint128::new(ONE));
    let withdraw = ExecuteMsg::WithdrawCollateral { amount, recipient: None };
    ledger.ours(CONTRACT, "withdraw collateral", call("borrower", &withdraw)?);
    let amount = limit(stage)?;
    market.execute(chain, "borrower", &ExecuteMsg::Borrow { amount, recipient: None })?;
    for price in FALL {
        publish(stage, ledger, price)?;
    }
    let liquidate = ExecuteMsg::Liquidate { borrower: stage.address("borrower")?, min_collateral: None };
    ledger.ours(CONTRACT, "liquidate", pay("liquidator", &liquidate, OFFERED, USD)?);
    Ok(())
}

/// Returns whether nothing has been priced yet.
fn unpriced(stage: &Stage<'_>) -> anyhow::Result<bool> {
    let query = weal_api::oracle::QueryMsg::Price { feed: weal_client::ATOM_FEED.into() };
    let feed: weal_api::oracle::FeedResponse = stage.economy.oracle.query(stage.chain, &query)?;
    Ok(feed.price.is_none())
}

fn publish(stage: &Stage<'_>, ledger: &mut Ledger, price: u64) -> anyhow::Result<()> {
    let used = committee::price(stage.chain, &stage.economy.oracle, hundredths(price))?;
    ledger.ours("oracle", "submit prices, 3 signatures", used);
    Ok(())
}

/// The most that the borrower can borrow now.
fn limit(stage: &Stage<'_>) -> anyhow::Result<Uint128> {
    let query = QueryMsg::Position { account: stage.address("borrower")? };
    let position: PositionResponse = stage.economy.market.query(stage.chain, &query)?;
    // A thousandth below: interest accrues between the question and the block.
    let most = position.valuation.map_or(Uint128::zero(), |valuation| valuation.max_borrow);
    Ok(most.multiply_ratio(999u128, 1_000u128))
}
