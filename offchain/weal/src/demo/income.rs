//! The provider's income becomes votes.

use super::narrator::{Narrator, Refused};
use super::written::amount;
use crate::services::Stage;
use cosmwasm_std::Uint128;
use weal_api::amm_pool::{ExecuteMsg, QueryMsg, SimulateResponse, SwapOrder};
use weal_api::asset::{Asset, AssetInfo};
use weal_api::cw20::BalanceResponse;
use weal_client::{Funds, USD};

/// Swaps half of `income` (USD base units) into WEAL.
pub(crate) fn swap(stage: &Stage<'_>, narrator: &mut Narrator, income: u128) -> anyhow::Result<()> {
    narrator.chapter(
        "Income into votes",
        "The provider swaps half of what it earned into the governance token. The quote is what it gets.",
    );
    let (chain, pool) = (stage.chain, &stage.economy.pool);
    let offered = income / 2;
    let offer = Asset::new(AssetInfo::native(USD), offered);
    let quote: SimulateResponse = pool.query(chain, &QueryMsg::Simulate { offer, ask: None })?;
    let expected = quote.receive.amount;
    let before = weal(stage)?;
    let swap = |least| ExecuteMsg::Swap(SwapOrder { min_receive: Some(least), ..SwapOrder::default() });
    let greedy = swap(expected + Uint128::one());
    let refused = pool.pay(chain, "gpu_one", &greedy, &Funds::one(offered, USD));
    let because = format!("{} WEAL is all that it buys", amount(expected.u128()));
    let attempt = "swapping for a millionth of a WEAL more than the quote";
    narrator.refused(Refused { attempt, says: "is required", because: &because }, refused)?;
    let receipt = pool.pay(chain, "gpu_one", &swap(expected), &Funds::one(offered, USD))?;
    let received = weal(stage)? - before;
    anyhow::ensure!(received == expected.u128(), "quoted {expected}, received {received}");
    narrator.step(
        &format!("gpu_one swaps {} USD for {} WEAL, as quoted", amount(offered), amount(received)),
        &receipt,
    );
    Ok(())
}

fn weal(stage: &Stage<'_>) -> anyhow::Result<u128> {
    let address = stage.chain.address("gpu_one")?;
    let query = weal_api::governance_token::QueryMsg::Balance { address };
    let answer: BalanceResponse = stage.economy.token.query(stage.chain, &query)?;
    Ok(answer.balance.u128())
}
