//! A loan is made and repaid.

use super::narrator::{Narrator, Refused};
use super::written::{amount, factor, percent};
use crate::services::{PriceRound, Services, Stage};
use cosmwasm_std::{Decimal, Uint128};
use weal_api::lending_market::{
    ConfigResponse, ExecuteMsg, Health, MarketResponse, PositionResponse, QueryMsg,
};
use weal_api::oracle::FeedResponse;
use weal_client::{ATOM, ATOM_FEED, Funds, ONE, USD};

const SUPPLIED: u128 = 100_000 * ONE;
const PLEDGED: u128 = 5_000 * ONE;
const BORROWED: u128 = 20_000 * ONE;
/// Seconds that the loan runs.
const LOAN_SECONDS: u64 = 5;

pub(crate) fn lend_and_borrow(
    stage: &Stage<'_>,
    services: &dyn Services,
    narrator: &mut Narrator,
) -> anyhow::Result<()> {
    narrator.chapter(
        "A loan",
        "A supplier lends USD. A borrower pledges ATOM, priced by the committee: each member signs what it saw, the \
         contract takes the median itself.",
    );
    price(stage, services, narrator)?;
    let (chain, market) = (stage.chain, &stage.economy.market);
    let receipt = market.pay(chain, "supplier", &ExecuteMsg::Supply {}, &Funds::one(SUPPLIED, USD))?;
    narrator.step("the supplier lends 100,000 USD", &receipt);
    let pledge = Funds::one(PLEDGED, ATOM);
    let receipt = market.pay(chain, "borrower", &ExecuteMsg::DepositCollateral {}, &pledge)?;
    narrator.step("the borrower pledges 5,000 ATOM", &receipt);
    let wrong = market.pay(chain, "borrower", &ExecuteMsg::Supply {}, &Funds::one(1, ATOM));
    let attempt = "lending ATOM to the market of USD";
    let because = "it takes USD only";
    narrator.refused(Refused { attempt, says: "payment must be in", because }, wrong)?;
    let borrow = |amount| ExecuteMsg::Borrow { amount: Uint128::new(amount), recipient: None };
    let greedy = market.execute(chain, "borrower", &borrow(2 * BORROWED));
    let config: ConfigResponse = market.query(chain, &QueryMsg::Config {})?;
    let because =
        format!("at most {} of the collateral's value can be borrowed", percent(config.risk.max_ltv));
    let attempt = "borrowing 40,000 USD against it";
    let refused = Refused { attempt, says: "the most that the collateral allows", because: &because };
    narrator.refused(refused, greedy)?;
    let receipt = market.execute(chain, "borrower", &borrow(BORROWED))?;
    narrator.step("the borrower borrows 20,000 USD", &receipt);
    show(stage, narrator)?;
    chain.wait_until(chain.block()?.time + LOAN_SECONDS)?;
    repay(stage, narrator)
}

fn price(stage: &Stage<'_>, services: &dyn Services, narrator: &mut Narrator) -> anyhow::Result<()> {
    let query = weal_api::oracle::QueryMsg::Price { feed: ATOM_FEED.into() };
    let before: FeedResponse = stage.economy.oracle.query(stage.chain, &query)?;
    let round = before.price.map_or(1, |price| price.round + 1);
    let prices = [850, 851, 849, 850].map(Decimal::percent);
    let receipt = services.post_price(stage, &PriceRound { feed: ATOM_FEED, round, prices, lie: 10 })?;
    let after: FeedResponse = stage.economy.oracle.query(stage.chain, &query)?;
    let Some(price) = after.price else { anyhow::bail!("the round was posted, but there is no price") };
    narrator.step(
        &format!(
            "three members saw 8.50, 8.51 and 8.49 USD, the fourth signs 85: an ATOM counts {} USD as collateral, {} as \
             debt",
            factor(price.low),
            factor(price.high)
        ),
        &receipt,
    );
    Ok(())
}

fn show(stage: &Stage<'_>, narrator: &Narrator) -> anyhow::Result<()> {
    let (chain, market) = (stage.chain, &stage.economy.market);
    let account = chain.address("borrower")?;
    let position: PositionResponse = market.query(chain, &QueryMsg::Position { account })?;
    let state: MarketResponse = market.query(chain, &QueryMsg::Market {})?;
    let row = |name: &str, value: String| vec![name.to_owned(), value];
    narrator.table(
        &["the position", ""],
        &[
            row("collateral", format!("{} ATOM", amount(position.collateral.u128()))),
            row("debt", format!("{} USD", amount(position.debt.u128()))),
            row("health", health(&position.health)),
            row("utilisation of the market", percent(state.utilisation)),
            row("borrow rate a year", percent(state.borrow_rate)),
            row("supply rate a year", percent(state.supply_rate)),
        ],
    );
    Ok(())
}

/// Writes the health factor; debt is liquidated below 1.
fn health(health: &Health) -> String {
    match health {
        Health::NoDebt {} => "no debt".into(),
        Health::Healthy { factor: health } => format!("{} (liquidation below 1)", factor(*health)),
        Health::Liquidatable { factor: health } => format!("{}: anyone may liquidate", factor(*health)),
        Health::Unpriced { .. } => "unknown without a fresh price".into(),
    }
}

fn repay(stage: &Stage<'_>, narrator: &mut Narrator) -> anyhow::Result<()> {
    let (chain, market) = (stage.chain, &stage.economy.market);
    let account = chain.address("borrower")?;
    let before = chain.balance(&account, USD)?;
    let repay = ExecuteMsg::Repay { on_behalf_of: None };
    let receipt = market.pay(chain, "borrower", &repay, &Funds::one(BORROWED + ONE, USD))?;
    let paid = before - chain.balance(&account, USD)?;
    narrator.step(
        &format!("the borrower repays {} USD; what it sent above that came back", amount(paid)),
        &receipt,
    );
    let withdraw = ExecuteMsg::WithdrawCollateral { amount: None, recipient: None };
    let receipt = market.execute(chain, "borrower", &withdraw)?;
    narrator.step("the borrower takes its collateral back", &receipt);
    Ok(())
}
