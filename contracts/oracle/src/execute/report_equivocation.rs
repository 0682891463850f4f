//! Takes the bonds of members that signed two roots for one epoch.

use crate::bond::{Slash, slash};
use crate::committee::{Committee, domain};
use crate::rotation::{committee_of, strike};
use crate::state::CONFIG;
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, Api, DepsMut, Env, Event, MessageInfo, Response, Uint128};
use weal_api::oracle::{DoubleSignature, MemberSlashed, SettlementRootMsg, SlashReason};
use weal_attestation::{Hash, SignerBitmap, Statement};
use weal_contract_kit::batch::Batch;

/// Two roots and the members that signed both, as the message has them.
pub(crate) struct Equivocation {
    pub(crate) consumer: String,
    pub(crate) committee_epoch: u64,
    pub(crate) first: SettlementRootMsg,
    pub(crate) second: SettlementRootMsg,
    pub(crate) evidence: Vec<DoubleSignature>,
}

pub(crate) fn report_equivocation(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    report: Equivocation,
) -> Result<Response, Failure> {
    let terms = CONFIG.load(deps.storage)?.terms;
    let rules = terms.bond()?;
    let mut batch = Batch::over(deps.storage);
    let (operators, committee) = committee_of(&batch, report.committee_epoch)?;
    let offenders = offenders(deps.api, &env, &report, &operators, &committee)?;

    let mut events = Vec::with_capacity(offenders.len());
    for operator in &offenders {
        let taken = Slash {
            operator,
            reason: SlashReason::Equivocation,
            amount: Uint128::MAX,
            victim: &rules.insurance,
            finder: Some((&info.sender, rules.finder_share_bps)),
            insurance: None,
        };
        let slashed: MemberSlashed = slash(&mut batch, &taken)?;
        strike(&mut batch, report.committee_epoch, operator)?;
        events.push(Event::from(slashed));
    }
    batch.save();

    Ok(Response::new().add_events(events))
}

/// The operators that the evidence proves to have signed two roots for one epoch. A struck key proves nothing, so
/// nobody is slashed twice for what it did in one committee. Errors: `NotEquivocation`, `NoEvidence`, `Quorum`,
/// `NoKey`, `EvidenceRefused`.
fn offenders(
    api: &dyn Api,
    env: &Env,
    report: &Equivocation,
    operators: &[Addr],
    committee: &Committee,
) -> Result<Vec<Addr>, Failure> {
    let consumer = api.addr_validate(&report.consumer)?;
    let (first, second) = (report.first.statement()?, report.second.statement()?);
    if first.epoch != second.epoch || first == second {
        return Err(ContractError::NotEquivocation { first: first.epoch, second: second.epoch }.into());
    }
    let members: Vec<u8> = report.evidence.iter().map(|evidence| evidence.member).collect();
    SignerBitmap::from_indices(&members, operators.len())?;
    if members.is_empty() {
        return Err(ContractError::NoEvidence {}.into());
    }
    let domain = domain(env, consumer.as_str(), report.committee_epoch);
    let digests = [first.digest(&domain), second.digest(&domain)];
    for evidence in &report.evidence {
        ensure_signed_both(api, committee, &digests, evidence)?;
    }
    Ok(members.iter().filter_map(|member| operators.get(usize::from(*member))).cloned().collect())
}

fn ensure_signed_both(
    api: &dyn Api,
    committee: &Committee,
    [first, second]: &[Hash; 2],
    evidence: &DoubleSignature,
) -> Result<(), Failure> {
    let member = evidence.member;
    let key = committee.key(usize::from(member)).ok_or(ContractError::NoKey { member })?;
    let signed = api.ed25519_verify(first, &evidence.first, key)?
        && api.ed25519_verify(second, &evidence.second, key)?;
    if signed { Ok(()) } else { Err(ContractError::EvidenceRefused { member }.into()) }
}
