//! Rewards for those who leave their liquidity in the pool.

use super::narrator::{Narrator, Refused};
use super::written::amount;
use crate::services::Stage;
use anyhow::Context;
use cosmwasm_std::{Binary, Uint128};
use weal_api::amm_incentives::{
    ClaimableResponse, Cw20HookMsg, ExecuteMsg, Period, QueryMsg, ScheduleResponse, StakeResponse,
};
use weal_api::cw20::BalanceResponse;
use weal_client::{ONE, Receipt};

const STAKER: &str = "provider_liquidity";
const STAKED: u128 = 100_000 * ONE;
const REWARD: u128 = 6_000 * ONE;
/// Seconds from the message until the first one that is paid for: the message must come into a block before.
const LEAD_SECONDS: u64 = 20;
/// The time for which the stakes are paid, seconds.
const SCHEDULE_SECONDS: u64 = 60;

/// Stakes and funds; returns the schedule's number.
pub(crate) fn stake(stage: &Stage<'_>, narrator: &mut Narrator) -> anyhow::Result<u64> {
    narrator.chapter(
        "Rewards for liquidity",
        "The provider stakes shares of the pool. The operator pays for a minute of them, in WEAL, by the second.",
    );
    let pool = stage.economy.pool.address.clone();
    let hook = Binary::new(serde_json::to_vec(&Cw20HookMsg::Stake {})?);
    let contract = stage.economy.incentives.address.clone();
    let send = weal_api::amm_pool::ExecuteMsg::Send { contract, amount: Uint128::new(STAKED), msg: hook };
    let receipt = stage.economy.pool.execute(stage.chain, STAKER, &send)?;
    narrator.step("the liquidity provider stakes 100,000 of its shares", &receipt);

    let starts_at = stage.chain.block()?.time + LEAD_SECONDS;
    let period = Period { pool, starts_at, ends_at: starts_at + SCHEDULE_SECONDS };
    let receipt = fund(stage, period)?;
    narrator.step("the operator pays 6,000 WEAL for a minute of the stakes: 100 each second", &receipt);
    let schedule_id = receipt
        .attribute("wasm-schedule_created", "schedule_id")
        .context("no schedule was made")?
        .parse()
        .context("the schedule has no number")?;
    let claim = ExecuteMsg::ClaimRewards { schedules: vec![schedule_id] };
    let refused = stage.economy.incentives.execute(stage.chain, "spare", &claim);
    let attempt = "somebody without a stake claims";
    let because = "it has earned nothing";
    narrator.refused(Refused { attempt, says: "nothing to claim", because }, refused)?;
    Ok(schedule_id)
}

fn fund(stage: &Stage<'_>, period: Period) -> anyhow::Result<Receipt> {
    let send = weal_api::governance_token::ExecuteMsg::Send {
        contract: stage.economy.incentives.address.clone(),
        amount: Uint128::new(REWARD),
        msg: Binary::new(serde_json::to_vec(&Cw20HookMsg::CreateSchedule(period))?),
    };
    Ok(stage.economy.token.execute(stage.chain, "operator", &send)?)
}

/// Claims the rewards after the last second; half of the stake stays.
pub(crate) fn claim(stage: &Stage<'_>, narrator: &mut Narrator, schedule_id: u64) -> anyhow::Result<()> {
    narrator.chapter(
        "The rewards are claimed",
        "The minute is over. Nobody else had a stake, so all of it is the provider's; its shares it takes back when it likes.",
    );
    let (chain, incentives) = (stage.chain, &stage.economy.incentives);
    let schedule: ScheduleResponse = incentives.query(chain, &QueryMsg::Schedule { schedule_id })?;
    chain.wait_until(schedule.ends_at)?;
    let schedules = vec![schedule_id];
    let query = QueryMsg::Claimable { account: chain.address(STAKER)?, schedules: schedules.clone() };
    let claimable: ClaimableResponse = incentives.query(chain, &query)?;
    let expected: u128 = claimable.rewards.iter().map(|reward| reward.amount.u128()).sum();
    let before = weal(stage)?;
    let receipt = incentives.execute(chain, STAKER, &ExecuteMsg::ClaimRewards { schedules })?;
    let paid = weal(stage)? - before;
    anyhow::ensure!(paid == expected, "{expected} could be claimed, {paid} came");
    anyhow::ensure!(REWARD - paid <= 1, "the only stake earned {paid} of {REWARD}");
    narrator.step(&format!("the liquidity provider claims {} WEAL, as quoted", amount(paid)), &receipt);

    let pool = stage.economy.pool.address.clone();
    let query = QueryMsg::Stake { pool: pool.clone(), account: chain.address(STAKER)? };
    let stake: StakeResponse = incentives.query(chain, &query)?;
    let withdraw = |amount| ExecuteMsg::Withdraw { pool: pool.clone(), amount };
    let greedy = incentives.execute(chain, STAKER, &withdraw(stake.staked + Uint128::one()));
    let attempt = "taking back a millionth of a share more than was staked";
    let because = format!("{} shares are staked", amount(stake.staked.u128()));
    narrator.refused(Refused { attempt, says: "cannot be withdrawn", because: &because }, greedy)?;
    let receipt = incentives.execute(chain, STAKER, &withdraw(Uint128::new(STAKED / 2)))?;
    narrator.step("the liquidity provider takes 50,000 shares back and leaves the others", &receipt);
    Ok(())
}

fn weal(stage: &Stage<'_>) -> anyhow::Result<u128> {
    let query = weal_api::governance_token::QueryMsg::Balance { address: stage.chain.address(STAKER)? };
    let answer: BalanceResponse = stage.economy.token.query(stage.chain, &query)?;
    Ok(answer.balance.u128())
}
