//! The gas of the field's governors: the rows that a governor of ours is to be compared with.

use crate::governors::{DECIDER, Governor, wait_for_unstaking};
use crate::ledger::{Ledger, gas};
use crate::stage::{OPERATOR, Stage};
use anyhow::Context;
use serde_json::{Value, json};
use weal_client::{Chain, Funds, Receipt, USD};

const CONTRACT: &str = "governor";
/// Staked, unstaked and sent.
const AMOUNT: u128 = 1;

/// One governor's rows and its words.
struct Peer<'a> {
    governor: &'a Governor,
    name: &'static str,
    staking: &'static str,
    /// Stake, unstake, claim, propose, vote, execute.
    operations: [&'static str; 6],
    stake: Value,
    unstake: Value,
}

pub(crate) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let multisig = Peer {
        governor: &stage.governors.multisig,
        name: "cw3-flex-multisig 1.1.1",
        staking: "cw4-stake 1.1.1",
        operations: [
            "stake (cw4)",
            "unstake (cw4)",
            "claim (cw4)",
            "propose one send (cw3)",
            "vote (cw3)",
            "execute one send (cw3)",
        ],
        stake: json!({"bond": {}}),
        unstake: json!({"unbond": {"tokens": AMOUNT.to_string()}}),
    };
    let dao = Peer {
        governor: &stage.governors.dao,
        name: "dao-proposal-single 2.6.0",
        staking: "dao-voting-token-staked 2.6.0",
        operations: [
            "stake (DAO DAO)",
            "unstake (DAO DAO)",
            "claim (DAO DAO)",
            "propose one send (DAO DAO)",
            "vote (DAO DAO)",
            "execute one send (DAO DAO)",
        ],
        stake: json!({"stake": {}}),
        unstake: json!({"unstake": {"amount": AMOUNT.to_string()}}),
    };
    [multisig, dao].iter().try_for_each(|peer| peer.measure(stage, ledger))
}

impl Peer<'_> {
    fn measure(&self, stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
        let [stake, unstake, claim, propose, vote, execute] = self.operations;
        let send =
            |account: &str, contract: &str, message: &Value, funds: &Funds| -> anyhow::Result<Receipt> {
                Ok(stage.chain.execute(account, contract, message, funds)?)
            };
        let Governor { staking, proposals } = self.governor;
        let staked = send(OPERATOR, staking, &self.stake, &Funds::one(AMOUNT, USD))?;
        ledger.theirs(CONTRACT, stake, self.staking, gas(&staked)?);
        let unstaked = send(OPERATOR, staking, &self.unstake, &Funds::none())?;
        ledger.theirs(CONTRACT, unstake, self.staking, gas(&unstaked)?);
        wait_for_unstaking(stage.chain)?;
        let claimed = send(OPERATOR, staking, &json!({"claim": {}}), &Funds::none())?;
        ledger.theirs(CONTRACT, claim, self.staking, gas(&claimed)?);

        let payment = json!({"bank": {"send": {
            "to_address": stage.address("spare")?, "amount": [{"denom": USD, "amount": AMOUNT.to_string()}],
        }}});
        let proposal = json!({"propose": {"title": "pay", "description": "one send", "msgs": [payment]}});
        let proposed = send(OPERATOR, proposals, &proposal, &Funds::none())?;
        ledger.theirs(CONTRACT, propose, self.name, gas(&proposed)?);
        let number = proposed.attribute("wasm", "proposal_id").context("the proposal has no number")?;
        let number: u64 = number.parse()?;
        let message = json!({"vote": {"proposal_id": number, "vote": "yes"}});
        let voted = send(DECIDER, proposals, &message, &Funds::none())?;
        ledger.theirs(CONTRACT, vote, self.name, gas(&voted)?);
        let message = json!({"execute": {"proposal_id": number}});
        let executed = send(OPERATOR, proposals, &message, &Funds::none())?;
        ledger.theirs(CONTRACT, execute, self.name, gas(&executed)?);
        Ok(())
    }
}
