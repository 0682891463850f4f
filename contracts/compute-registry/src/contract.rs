//! Entry points: each arm is one call.

use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, MigrateInfo, Response, entry_point};
use weal_api::compute_registry::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use weal_contract_kit::payment::{Payment, no_funds};

use crate::execute::NewAttestation;
use crate::{ContractError, execute, migrate as migration, query as answer};

/// Creates the registry.
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    execute::instantiate(deps, msg)
}

/// Bonds come as funds here, or as cw20 tokens through `receive`; every other message takes no funds.
#[entry_point]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    if !matches!(msg, ExecuteMsg::RegisterAuditor { .. } | ExecuteMsg::AddBond {}) {
        no_funds(&info)?;
    }
    match msg {
        ExecuteMsg::AddSku(spec) => execute::add_sku(deps, info, spec),
        ExecuteMsg::RetireSku { name } => execute::retire_sku(deps, info, &name),
        ExecuteMsg::RegisterAuditor { name } => {
            execute::register_auditor(deps, Payment::from_funds(&info)?, name)
        }
        ExecuteMsg::AddBond {} => execute::add_bond(deps, Payment::from_funds(&info)?),
        ExecuteMsg::ApproveAuditor { auditor, kinds } => {
            execute::approve_auditor(deps, info, &auditor, kinds)
        }
        ExecuteMsg::SuspendAuditor { auditor } => execute::suspend_auditor(deps, info, &auditor),
        ExecuteMsg::WithdrawBond {} => execute::withdraw_bond(deps, env, info),
        ExecuteMsg::Attest { provider, claim, document_hash, uri, expires_at } => execute::attest(
            deps,
            env,
            info,
            NewAttestation { provider, claim, document_hash, uri, expires_at },
        ),
        ExecuteMsg::Revoke { attestation_id, reason } => {
            execute::revoke(deps, env, info, attestation_id, reason)
        }
        ExecuteMsg::Refute { attestation_id, evidence_hash, reporter } => {
            execute::refute(deps, env, info, attestation_id, evidence_hash, reporter)
        }
        ExecuteMsg::ClaimAward { account } => execute::claim_award(deps, &account),
        ExecuteMsg::UpdateConfig { treasury, terms } => execute::update_config(deps, info, treasury, terms),
        ExecuteMsg::TransferOwnership { new_owner } => execute::transfer_ownership(deps, info, new_owner),
        ExecuteMsg::AcceptOwnership {} => execute::accept_ownership(deps, info),
        ExecuteMsg::Receive(receive) => execute::receive(deps, info, &receive),
    }
}

/// Answers about models, auditors and attestations.
#[entry_point]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let now = env.block.time.seconds();
    let answer = match msg {
        QueryMsg::Config {} => weal_wire::to_binary(&answer::config(deps)?),
        QueryMsg::Sku { name } => weal_wire::to_binary(&answer::sku(deps, &name)?),
        QueryMsg::Skus { start_after, limit } => {
            weal_wire::to_binary(&answer::skus(deps, start_after, limit)?)
        }
        QueryMsg::Auditor { auditor } => weal_wire::to_binary(&answer::auditor(deps, &auditor)?),
        QueryMsg::Auditors { start_after, limit } => {
            weal_wire::to_binary(&answer::auditors(deps, start_after, limit)?)
        }
        QueryMsg::Attestation { attestation_id } => {
            weal_wire::to_binary(&answer::attestation(deps, now, attestation_id)?)
        }
        QueryMsg::Attestations { provider, start_after, limit } => {
            weal_wire::to_binary(&answer::attestations(deps, now, &provider, start_after, limit)?)
        }
        QueryMsg::Qualifies { provider, required, until } => {
            weal_wire::to_binary(&answer::qualifies(deps, now, &provider, required, until)?)
        }
        QueryMsg::Award { account } => weal_wire::to_binary(&answer::award(deps, &account)?),
        QueryMsg::Holdings {} => weal_wire::to_binary(&answer::holdings(deps)?),
    };
    Ok(answer?)
}

/// Takes over the state of an earlier version of this contract.
#[entry_point]
pub fn migrate(
    deps: DepsMut,
    _env: Env,
    _msg: MigrateMsg,
    _info: MigrateInfo,
) -> Result<Response, ContractError> {
    migration::migrate(deps)
}
