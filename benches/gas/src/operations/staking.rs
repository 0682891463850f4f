//! Staking of LP shares for rewards beside cw4-stake over a cw20, which knows no rewards.

use super::next_second;
use crate::ledger::{Ledger, gas};
use crate::stage::{Builder, OPERATOR, Stage, hook};
use serde_json::{Value, json};
use weal_api::amm_incentives::{Cw20HookMsg, ExecuteMsg, Period};
use weal_client::{Chain, Funds, USD};

const CONTRACT: &str = "amm-incentives";
const PEER: &str = "cw4-stake 1.1.1";
/// The shares staked each round, half of which leave again.
const STAKED: u128 = 2_000_000;
/// The reward of a schedule, base units, and its seconds: the longest run has rewards to claim.
const REWARD: u128 = 86_400_000;
const SECONDS: u64 = 86_400;
/// The schedule of the first round, from which every round claims.
const FIRST: u64 = 1;
/// Seconds between unstaking and the claim.
const UNSTAKING: u64 = 1;

/// The peer.
pub(crate) struct Staking(String);

impl Staking {
    /// Creates the peer over the cw20 `token`.
    pub(crate) fn build(builder: &Builder<'_>, token: &str) -> anyhow::Result<Self> {
        let terms = json!({
            "denom": {"cw20": token}, "tokens_per_weight": "1", "min_bond": "1", "unbonding_period": {"time": UNSTAKING},
        });
        Ok(Self(builder.create("cw4-stake", &terms)?))
    }
}

pub(crate) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    stake(stage, ledger)?;
    let starts_at = schedule(stage, ledger)?;
    stage.chain.wait_until(starts_at + 1)?;
    let incentives = &stage.economy.incentives.address;
    let claim = ExecuteMsg::ClaimRewards { schedules: vec![FIRST] };
    ledger.ours(CONTRACT, "claim reward", stage.pay(OPERATOR, incentives, &claim, &Funds::none())?);
    unstake(stage, ledger)
}

fn stake(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let send = |token: &str, to: &str, hook: String| -> anyhow::Result<u64> {
        let message = json!({"send": {"contract": to, "amount": STAKED.to_string(), "msg": hook}});
        gas(&stage.chain.execute(OPERATOR, token, &message, &Funds::none())?)
    };
    let shares = &stage.still.pool.address;
    let ours = send(shares, &stage.economy.incentives.address, hook(&Cw20HookMsg::Stake {})?)?;
    ledger.ours(CONTRACT, "stake", ours);
    ledger.theirs(CONTRACT, "stake", PEER, send(&stage.cw20, &stage.staking.0, hook(&json!({"bond": {}}))?)?);
    Ok(())
}

/// Pays for rewards and returns when they begin.
fn schedule(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<u64> {
    let starts_at = stage.chain.block()?.time + 5;
    let pool = stage.still.pool.address.clone();
    let create = ExecuteMsg::CreateSchedule(Period { pool, starts_at, ends_at: starts_at + SECONDS });
    let created =
        stage.pay(OPERATOR, &stage.economy.incentives.address, &create, &Funds::one(REWARD, USD))?;
    ledger.ours(CONTRACT, "create schedule", created);
    Ok(starts_at)
}

/// Ours returns the shares at once; the peer's claim after the wait counts too, less one empty call.
fn unstake(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let (pool, amount) = (stage.still.pool.address.clone(), (STAKED / 2).into());
    let withdraw = ExecuteMsg::Withdraw { pool, amount };
    let incentives = &stage.economy.incentives.address;
    ledger.ours(CONTRACT, "unstake", stage.pay(OPERATOR, incentives, &withdraw, &Funds::none())?);
    let send = |message: Value| -> anyhow::Result<u64> {
        gas(&stage.chain.execute(OPERATOR, &stage.staking.0, &message, &Funds::none())?)
    };
    let unbonded = send(json!({"unbond": {"tokens": (STAKED / 2).to_string()}}))?;
    next_second(stage.chain)?;
    let claimed = send(json!({"claim": {}}))?;
    let empty = stage.chain.execute(OPERATOR, &stage.noop, &json!({}), &Funds::none())?;
    ledger.theirs(CONTRACT, "unstake", PEER, unbonded + claimed - gas(&empty)?);
    Ok(())
}
