//! Entry points: each arm is one call.

use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, MigrateInfo, Response, entry_point};
use weal_api::oracle::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};

use crate::committee::members_of;
use crate::execute::{Equivocation, SignedReadings, SignedRoot};
use crate::{Failure, execute, migrate as migration, query as answer};

/// Creates the oracle.
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, Failure> {
    execute::instantiate(deps, env, info, msg)
}

/// Seats members, adds feeds, publishes prices and roots. Only a registration takes funds.
#[entry_point]
pub fn execute(deps: DepsMut, env: Env, info: MessageInfo, msg: ExecuteMsg) -> Result<Response, Failure> {
    if !matches!(msg, ExecuteMsg::RegisterKey { .. }) {
        weal_contract_kit::payment::no_funds(&info)?;
    }
    match msg {
        ExecuteMsg::RegisterKey { public_key, proof } => {
            execute::register_key(deps, env, info, public_key, proof)
        }
        ExecuteMsg::ProposeRotation { operators, approval } => {
            execute::propose_rotation(deps, env, info, operators, approval)
        }
        ExecuteMsg::ActivateRotation {} => execute::activate_rotation(deps, env),
        ExecuteMsg::Resign {} => execute::resign(deps, env, info),
        ExecuteMsg::WithdrawBond {} => execute::withdraw_bond(deps, env, info),
        ExecuteMsg::ReportEquivocation { consumer, committee_epoch, first, second, evidence } => {
            let report = Equivocation { consumer, committee_epoch, first, second, evidence };
            execute::report_equivocation(deps, env, info, report)
        }
        ExecuteMsg::ClaimAward {} => execute::claim_award(deps, info),
        ExecuteMsg::TransferOwnership { new_owner } => execute::transfer_ownership(deps, info, new_owner),
        ExecuteMsg::AcceptOwnership {} => execute::accept_ownership(deps, info),
        ExecuteMsg::AddFeed(spec) => execute::add_feed(deps, info, spec),
        ExecuteMsg::UpdateFeed(spec) => execute::update_feed(deps, env, info, spec),
        ExecuteMsg::SubmitRound { feed, round, signers, observations } => {
            execute::submit_round(deps, env, feed, round, (signers, observations))
        }
        ExecuteMsg::SubmitPrices { feed, round, observations } => {
            execute::submit_prices(deps, env, feed, round, observations)
        }
        ExecuteMsg::AddAsset(spec) => execute::add_asset(deps, info, spec),
        ExecuteMsg::SubmitAppraisal { asset, round, appraisals } => {
            execute::submit_appraisal(deps, env, asset, round, appraisals)
        }
        ExecuteMsg::MarkDown { asset, value } => execute::mark_down(deps, env, info, asset, value),
        ExecuteMsg::SettleMarkDown { asset } => execute::settle_mark_down(deps, env, asset),
        ExecuteMsg::PostRoot { consumer, committee_epoch, root, signers, signatures } => {
            let signed = SignedRoot { committee_epoch, root, members: members_of(signers), signatures };
            execute::post_settlement(deps, env, consumer, signed)
        }
        ExecuteMsg::FixReadings { consumer, committee_epoch, epoch, readings_hash, signers, signatures } => {
            let signed = SignedReadings { committee_epoch, epoch, readings_hash, signers, signatures };
            execute::fix_readings(deps, env, consumer, signed)
        }
        ExecuteMsg::ListConsumer { consumer } => execute::list_consumer(deps, env, info, consumer),
        ExecuteMsg::DelistConsumer { consumer } => execute::delist_consumer(deps, info, consumer),
        ExecuteMsg::PunishOvercharge { consumer, epoch, lease_id } => {
            execute::punish_overcharge(deps, consumer, epoch, lease_id)
        }
        ExecuteMsg::PostSettlement { consumer, committee_epoch, root, members, signatures } => {
            let signed = SignedRoot { committee_epoch, root, members, signatures };
            execute::post_settlement(deps, env, consumer, signed)
        }
    }
}

/// Answers about the committee, the feeds and the settlements.
#[entry_point]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, Failure> {
    let answer = match msg {
        QueryMsg::Config {} => weal_wire::to_binary(&answer::config(deps)?),
        QueryMsg::Committee {} => weal_wire::to_binary(&answer::committee(deps)?),
        QueryMsg::Rotation {} => weal_wire::to_binary(&answer::rotation(deps)?),
        QueryMsg::PastCommittee { committee_epoch } => {
            weal_wire::to_binary(&answer::past_committee(deps, committee_epoch)?)
        }
        QueryMsg::Bond { account } => weal_wire::to_binary(&answer::bond(deps, account)?),
        QueryMsg::Holdings {} => weal_wire::to_binary(&answer::holdings(deps)?),
        QueryMsg::Challenge {} => weal_wire::to_binary(&answer::challenge(deps)?),
        QueryMsg::Price { feed } => weal_wire::to_binary(&answer::price(deps, &env, feed)?),
        QueryMsg::PriceHistory { feed, start_before, limit } => {
            weal_wire::to_binary(&answer::price_history(deps, feed, start_before, limit)?)
        }
        QueryMsg::Feeds { start_after, limit } => {
            weal_wire::to_binary(&answer::feeds(deps, &env, start_after, limit)?)
        }
        QueryMsg::Appraisal { asset } => weal_wire::to_binary(&answer::appraisal(deps, &env, asset)?),
        QueryMsg::Appraisals { start_after, limit } => {
            weal_wire::to_binary(&answer::appraisals(deps, &env, start_after, limit)?)
        }
        QueryMsg::Settlement { consumer, epoch } => {
            weal_wire::to_binary(&answer::settlement(deps, consumer, epoch)?)
        }
        QueryMsg::LatestSettlement { consumer } => {
            weal_wire::to_binary(&answer::latest_settlement(deps, consumer)?)
        }
        QueryMsg::FixedReadings { consumer, epoch } => {
            weal_wire::to_binary(&answer::fixed_readings(deps, consumer, epoch)?)
        }
        QueryMsg::Consumers {} => weal_wire::to_binary(&answer::consumers(deps)?),
    };
    Ok(answer?)
}

/// Takes over the state of an earlier version of this contract.
#[entry_point]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg, _info: MigrateInfo) -> Result<Response, Failure> {
    migration::migrate(deps)
}
