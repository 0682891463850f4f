//! The field's governors: a multisig over stakes, and a DAO over staked tokens. There is none of ours yet.

use crate::stage::{Builder, OPERATOR, hook};
use anyhow::Context;
use serde_json::{Value, json};
use weal_client::{Chain, Funds, ONE, USD, WasmdChain};

/// Stakes more than half, so that its vote decides.
pub(crate) const DECIDER: &str = "supplier";
/// The stakes of the operator and of the decider.
const STAKES: [(&str, u128); 2] = [(OPERATOR, 40 * ONE), (DECIDER, 60 * ONE)];
/// The amount that a governor can spend.
const TREASURY: u128 = ONE;
/// The seconds between unstaking and the claim, and those of a vote.
const UNSTAKING: u64 = 1;
const VOTING: u64 = 3_600;

/// One governor: the contract that is told to stake, and the one to propose, vote and execute.
pub(crate) struct Governor {
    pub(crate) staking: String,
    pub(crate) proposals: String,
}

/// The governors of both kinds.
pub(crate) struct Governors {
    /// cw3-flex-multisig over cw4-stake.
    pub(crate) multisig: Governor,
    /// DAO DAO's core, single-choice proposals and staked native tokens.
    pub(crate) dao: Governor,
}

impl Governors {
    /// Creates both, gives them a treasury and stakes.
    pub(crate) fn build(builder: &Builder<'_>) -> anyhow::Result<Self> {
        let (chain, one) = (builder.chain, Funds::one(TREASURY, USD));
        let multisig = multisig(builder)?;
        chain.send(OPERATOR, &multisig.proposals, &one)?;
        let (dao, treasury) = dao(builder)?;
        chain.send(OPERATOR, &treasury, &one)?;
        for (account, stake) in STAKES {
            let stake = Funds::one(stake, USD);
            chain.execute(account, &multisig.staking, &json!({"bond": {}}), &stake)?;
            chain.execute(account, &dao.staking, &json!({"stake": {}}), &stake)?;
        }
        Ok(Self { multisig, dao })
    }
}

fn multisig(builder: &Builder<'_>) -> anyhow::Result<Governor> {
    let stakes = json!({
        "denom": {"native": USD}, "tokens_per_weight": "1", "min_bond": "1", "unbonding_period": {"time": UNSTAKING},
    });
    let staking = builder.create("cw4-stake", &stakes)?;
    let terms = json!({
        "group_addr": staking, "threshold": {"absolute_percentage": {"percentage": "0.51"}},
        "max_voting_period": {"time": VOTING},
    });
    let proposals = builder.create("cw3-flex-multisig", &terms)?;
    Ok(Governor { staking, proposals })
}

/// The DAO and its core, which has the treasury.
fn dao(builder: &Builder<'_>) -> anyhow::Result<(Governor, String)> {
    let staking =
        json!({"token_info": {"existing": {"denom": USD}}, "unstaking_duration": {"time": UNSTAKING}});
    let proposals = json!({
        "threshold": {"absolute_percentage": {"percentage": {"majority": {}}}},
        "max_voting_period": {"time": VOTING}, "only_members_execute": true, "allow_revoting": false,
        "pre_propose_info": {"anyone_may_propose": {}}, "close_proposal_on_execution_failure": true,
    });
    let module = |code: &str, message: &Value| -> anyhow::Result<Value> {
        let code_id = builder.codes.get(code).with_context(|| format!("{code} is not stored"))?;
        Ok(json!({
            "code_id": code_id, "msg": hook(message)?, "admin": {"core_module": {}}, "funds": [], "label": code,
        }))
    };
    let core = json!({
        "name": "field", "description": "field", "automatically_add_cw20s": true, "automatically_add_cw721s": true,
        "voting_module_instantiate_info": module("dao-voting-token-staked", &staking)?,
        "proposal_modules_instantiate_info": [module("dao-proposal-single", &proposals)?],
    });
    let core = builder.create("dao-dao-core", &core)?;
    let ask = |query: &str| builder.chain.query(&core, &json!({query: {}}));
    let staking = ask("voting_module")?.as_str().context("the DAO has no voting module")?.to_owned();
    let modules = ask("proposal_modules")?;
    let proposals = modules[0]["address"].as_str().context("the DAO has no proposal module")?.to_owned();
    Ok((Governor { staking, proposals }, core))
}

/// Seconds after which what was unstaked can be claimed.
pub(crate) fn wait_for_unstaking(chain: &WasmdChain) -> anyhow::Result<()> {
    chain.wait_until(chain.block()?.time + UNSTAKING + 1)?;
    Ok(())
}
