//! Entry points: each arm is one call.

use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, MigrateInfo, Response, entry_point};
use weal_api::compute_escrow::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, RequestName};
use weal_contract_kit::payment::{Payment, no_funds};

use crate::challenges::RequestId;
use crate::{
    Failure, challenges, governing, holdings, leases, migrate as migration, providers, receive, settlement,
};

/// Creates the escrow.
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, Failure> {
    no_funds(&info)?;
    governing::instantiate(deps, msg)
}

/// Payments come as funds here, or as cw20 tokens through `receive`; every other message takes no funds.
#[entry_point]
pub fn execute(deps: DepsMut, env: Env, info: MessageInfo, msg: ExecuteMsg) -> Result<Response, Failure> {
    let takes_funds = matches!(
        msg,
        ExecuteMsg::RegisterProvider { .. }
            | ExecuteMsg::OpenLease(_)
            | ExecuteMsg::OpenAgreedLease(_)
            | ExecuteMsg::TopUp { .. }
            | ExecuteMsg::TopUpBond {}
            | ExecuteMsg::RequestOpening(_)
    );
    if !takes_funds {
        no_funds(&info)?;
    }
    match msg {
        ExecuteMsg::RegisterProvider { name, endpoint } => {
            providers::register_provider(deps, &env, Payment::from_funds(&info)?, name, endpoint)
        }
        ExecuteMsg::WithdrawBond {} => providers::withdraw_bond(deps, &env, info.sender),
        ExecuteMsg::PublishOffer(terms) => providers::publish_offer(deps, info.sender, terms),
        ExecuteMsg::RetireOffer { offer_id } => providers::retire_offer(deps, info.sender, offer_id),
        ExecuteMsg::OpenLease(request) => {
            leases::open_lease(deps, &env, Payment::from_funds(&info)?, request)
        }
        ExecuteMsg::OpenAgreedLease(agreed) => {
            leases::open_agreed_lease(deps, &env, Payment::from_funds(&info)?, agreed)
        }
        ExecuteMsg::AcceptLease { lease_id } => leases::accept_lease(deps, &env, info.sender, lease_id),
        ExecuteMsg::ExtendLease { lease_id, seconds } => {
            leases::extend_lease(deps, &env, info.sender, lease_id, seconds)
        }
        ExecuteMsg::ScaleLease { lease_id, gpus } => {
            leases::scale_lease(deps, &env, info.sender, lease_id, gpus)
        }
        ExecuteMsg::TopUp { lease_id } => leases::top_up(deps, &env, Payment::from_funds(&info)?, lease_id),
        ExecuteMsg::StopLease { lease_id } => leases::stop_lease(deps, &env, info.sender, lease_id),
        ExecuteMsg::CommitOutput(output) => challenges::commit_output(deps, &env, info.sender, output),
        ExecuteMsg::DeclareJob { lease_id, job } => {
            leases::declare_job(deps, &env, info.sender, lease_id, job)
        }
        ExecuteMsg::DisputeElement(dispute) => challenges::dispute_element(deps, &env, info.sender, dispute),
        ExecuteMsg::RequestOpening(request) => {
            challenges::request_opening(deps, &env, Payment::from_funds(&info)?, request)
        }
        ExecuteMsg::AnswerRequest { lease_id, epoch, requester, opening } => {
            let id = RequestId { lease_id, epoch, requester: deps.api.addr_validate(&requester)? };
            challenges::answer_request(deps, &env, id, &opening)
        }
        ExecuteMsg::ResolveRequest { lease_id, epoch, requester } => {
            let id = RequestId { lease_id, epoch, requester: deps.api.addr_validate(&requester)? };
            challenges::resolve_request(deps, &env, id)
        }
        ExecuteMsg::ReportOvercharge(claim) => challenges::report_overcharge(deps, &env, info.sender, claim),
        ExecuteMsg::TopUpBond {} => providers::top_up_bond(deps, Payment::from_funds(&info)?),
        ExecuteMsg::ClaimCredit {} => challenges::claim_credit(deps, info.sender),
        ExecuteMsg::Claim(claim) => settlement::claim(deps, &env, claim),
        ExecuteMsg::ClaimMany(claims) => settlement::claim_many(deps, &env, claims),
        ExecuteMsg::AssignPayout { lease_id, assignee } => {
            settlement::assign_payout(deps, info.sender, lease_id, &assignee)
        }
        ExecuteMsg::Refund { lease_id, depositor } => {
            leases::refund(deps, &env, info.sender, lease_id, depositor)
        }
        ExecuteMsg::ClaimProtocolFees {} => settlement::claim_protocol_fees(deps),
        ExecuteMsg::UpdateConfig(changes) => governing::update_config(deps, info.sender, changes),
        ExecuteMsg::TransferOwnership { new_owner } => {
            governing::transfer_ownership(deps, info.sender, new_owner)
        }
        ExecuteMsg::AcceptOwnership {} => governing::accept_ownership(deps, info.sender),
        ExecuteMsg::Receive(receive) => receive::receive(deps, &env, &info, receive),
    }
}

/// Answers about prices, leases and what the escrow owes.
#[entry_point]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, Failure> {
    let answer = match msg {
        QueryMsg::Config {} => weal_wire::to_binary(&governing::query::config(deps)?),
        QueryMsg::Provider { provider } => {
            weal_wire::to_binary(&providers::query::provider(deps, &provider)?)
        }
        QueryMsg::Offer { offer_id } => weal_wire::to_binary(&providers::query::offer(deps, offer_id)?),
        QueryMsg::Offers { start_after, limit } => {
            weal_wire::to_binary(&providers::query::offers(deps, start_after, limit)?)
        }
        QueryMsg::Lease { lease_id } => weal_wire::to_binary(&leases::query::lease(deps, &env, lease_id)?),
        QueryMsg::Leases { start_after, limit } => {
            weal_wire::to_binary(&leases::query::leases(deps, &env, start_after, limit)?)
        }
        QueryMsg::Quote(request) => weal_wire::to_binary(&providers::query::quote(deps, &request)?),
        QueryMsg::Quotes { requests } => weal_wire::to_binary(&providers::query::quotes(deps, &requests)?),
        QueryMsg::Claimable(claim) => {
            weal_wire::to_binary(&settlement::query::claimable(deps, &env, &claim)?)
        }
        QueryMsg::Accrued { lease_id } => {
            weal_wire::to_binary(&leases::query::accrued(deps, &env, lease_id)?)
        }
        QueryMsg::RunwayUntil { lease_id } => {
            weal_wire::to_binary(&leases::query::runway_until(deps, lease_id)?)
        }
        QueryMsg::OutputCommitment { lease_id, epoch } => {
            weal_wire::to_binary(&challenges::query::output_commitment(deps, lease_id, epoch)?)
        }
        QueryMsg::Job { lease_id, at } => weal_wire::to_binary(&leases::query::job(deps, lease_id, at)?),
        QueryMsg::Request { lease_id, epoch, requester } => weal_wire::to_binary(
            &challenges::query::request(deps, lease_id, RequestName { epoch, requester })?,
        ),
        QueryMsg::Requests { lease_id, start_after, limit } => {
            weal_wire::to_binary(&challenges::query::requests(deps, lease_id, start_after, limit)?)
        }
        QueryMsg::Credit { account } => weal_wire::to_binary(&challenges::query::credit(deps, &account)?),
        QueryMsg::Deposits { lease_id } => {
            weal_wire::to_binary(&leases::query::deposits(deps, &env, lease_id)?)
        }
        QueryMsg::SettledWork { lease_ids } => {
            weal_wire::to_binary(&settlement::query::settled_work(deps, &env, lease_ids)?)
        }
        QueryMsg::Payee { lease_id } => weal_wire::to_binary(&settlement::query::payee(deps, lease_id)?),
        QueryMsg::Holdings {} => weal_wire::to_binary(&holdings::holdings(deps)?),
    };
    Ok(answer?)
}

/// Takes over the state of an earlier version of this contract.
#[entry_point]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg, _info: MigrateInfo) -> Result<Response, Failure> {
    migration::migrate(deps)
}
