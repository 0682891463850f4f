//! Grants beside cw-vesting, which is one contract to a grant: creating one there is an instantiation.

use crate::ledger::{Ledger, gas};
use crate::stage::{OPERATOR, Stage, hook};
use anyhow::Context;
use cosmrs::Any;
use cosmrs::proto::cosmos::base::v1beta1::Coin;
use cosmrs::proto::cosmwasm::wasm::v1::MsgInstantiateContract;
use cosmrs::proto::traits::Message;
use serde_json::{Value, json};
use weal_api::vesting::{ConfigResponse, Cw20HookMsg, ExecuteMsg, GrantSpec, QueryMsg, Schedule};
use weal_client::{Chain, Funds, ONE, Receipt, USD};

const CONTRACT: &str = "vesting";
const PEER: &str = "cw-vesting 2.6.0";
const GRANTED: u128 = 1_000 * ONE;
/// The seconds since the grants began, and the seconds for which they run.
const BEGUN: u64 = 1_000;
const DURATION: u64 = 100_000;

/// The money that a grant is in.
#[derive(Clone, Copy)]
pub(super) enum Money {
    Native,
    Cw20,
}

pub(crate) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    for (money, create, claim) in
        [(Money::Native, "create, native", "claim, native"), (Money::Cw20, "create, cw20", "claim, cw20")]
    {
        let (grant_id, ours) = create_ours(stage, money)?;
        ledger.ours(CONTRACT, create, ours);
        let (grant, theirs) = create_theirs(stage, money)?;
        ledger.theirs(CONTRACT, create, PEER, theirs);
        // A grant's first claim writes nothing that is not there already on either side, so one is enough.
        let ours = stage.economy.vesting.execute(stage.chain, "grantee", &ExecuteMsg::Claim { grant_id })?;
        ledger.ours(CONTRACT, claim, gas(&ours)?);
        let paid = stage.chain.execute("grantee", &grant, &json!({"distribute": {}}), &Funds::none())?;
        ledger.theirs(CONTRACT, claim, PEER, gas(&paid)?);
        if matches!(money, Money::Native) {
            let ours =
                stage.economy.vesting.execute(stage.chain, OPERATOR, &ExecuteMsg::Cancel { grant_id })?;
            ledger.ours(CONTRACT, "cancel, native", gas(&ours)?);
            let cancelled = stage.chain.execute(OPERATOR, &grant, &json!({"cancel": {}}), &Funds::none())?;
            ledger.theirs(CONTRACT, "cancel, native", PEER, gas(&cancelled)?);
        }
    }
    Ok(())
}

/// (number of the grant, gas)
pub(super) fn create_ours(stage: &Stage<'_>, money: Money) -> anyhow::Result<(u64, u64)> {
    let start = stage.chain.block()?.time - BEGUN;
    let grant = GrantSpec {
        recipient: stage.address("grantee")?,
        amount: GRANTED.into(),
        schedule: Schedule::CliffLinear { start, cliff_seconds: 0, duration_seconds: DURATION },
        cancellable: true,
    };
    let vesting = &stage.economy.vesting;
    let created = match money {
        Money::Native => {
            let message = ExecuteMsg::CreateGrants { grants: vec![grant] };
            vesting.pay(stage.chain, OPERATOR, &message, &Funds::one(GRANTED, USD))?
        }
        Money::Cw20 => {
            send(stage, &vesting.address, hook(&Cw20HookMsg::CreateGrants { grants: vec![grant] })?)?
        }
    };
    let config: ConfigResponse = vesting.query(stage.chain, &QueryMsg::Config {})?;
    Ok((config.grant_count, gas(&created)?))
}

/// (address of the grant, gas). A cw20 grant is instantiated and then funded by a `send`: two messages, of which
/// one transaction's floor is taken off, since a wallet could put both into one.
fn create_theirs(stage: &Stage<'_>, money: Money) -> anyhow::Result<(String, u64)> {
    let start = stage.chain.block()?.time - BEGUN;
    let (denom, funds) = match money {
        Money::Native => {
            (json!({"native": USD}), vec![Coin { denom: USD.into(), amount: GRANTED.to_string() }])
        }
        Money::Cw20 => (json!({"cw20": stage.cw20}), vec![]),
    };
    let message = json!({
        "owner": stage.address(OPERATOR)?, "recipient": stage.address("grantee")?, "title": "grant",
        "total": GRANTED.to_string(), "denom": denom, "schedule": "saturating_linear",
        "start_time": (start * 1_000_000_000).to_string(),
        "vesting_duration_seconds": DURATION, "unbonding_duration_seconds": 0,
    });
    let created = instantiate(stage, &message, funds)?;
    let grant =
        created.attribute("instantiate", "_contract_address").context("the grant has no address")?.to_owned();
    let mut used = gas(&created)?;
    if matches!(money, Money::Cw20) {
        let funded = send(stage, &grant, hook(&json!({"fund": {}}))?)?;
        let empty = stage.chain.execute(OPERATOR, &stage.noop, &json!({}), &Funds::none())?;
        used += gas(&funded)? - gas(&empty)?;
    }
    Ok((grant, used))
}

fn instantiate(stage: &Stage<'_>, message: &Value, funds: Vec<Coin>) -> anyhow::Result<Receipt> {
    let sender = stage.address(OPERATOR)?;
    let message = MsgInstantiateContract {
        admin: String::new(),
        sender,
        code_id: stage.codes["cw-vesting"],
        label: "grant".into(),
        msg: message.to_string().into_bytes(),
        funds,
    };
    let type_url = "/cosmwasm.wasm.v1.MsgInstantiateContract".into();
    Ok(stage.chain.transact(OPERATOR, Any { type_url, value: message.encode_to_vec() })?)
}

fn send(stage: &Stage<'_>, contract: &str, msg: String) -> anyhow::Result<Receipt> {
    let message = json!({"send": {"contract": contract, "amount": GRANTED.to_string(), "msg": msg}});
    Ok(stage.chain.execute(OPERATOR, &stage.cw20, &message, &Funds::none())?)
}
