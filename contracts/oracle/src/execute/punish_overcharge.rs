//! Takes the bonds of those who signed a root that charges more than a lease can owe.

use crate::bond::{Slash, slash};
use crate::committee::members_of;
use crate::config::BondRules;
use crate::rotation::{committee_of, strike};
use crate::settlements::load_settlement;
use crate::state::{CONFIG, CONSUMERS, PUNISHED};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, DepsMut, Event, Response, StdResult, Storage, Uint128};
use weal_api::compute_escrow::{OverchargeRecord, read_overcharge};
use weal_api::oracle::{MemberSlashed, OverchargePunished, SettlementRecord, SlashReason};
use weal_contract_kit::batch::Batch;

pub(crate) fn punish_overcharge(
    deps: DepsMut,
    consumer: String,
    epoch: u64,
    lease_id: u64,
) -> Result<Response, Failure> {
    let terms = CONFIG.load(deps.storage)?.terms;
    let rules = terms.bond()?;
    let consumer = deps.api.addr_validate(&consumer)?;
    let mut batch = Batch::over(deps.storage);
    let root = punishable_root(&batch, &consumer, epoch)?;
    let shown = read_overcharge(&deps.querier, &consumer, epoch, lease_id)?;
    let Some(shown) = shown else {
        return Err(ContractError::NoOvercharge { consumer, epoch, lease_id }.into());
    };
    let signers = signers(&batch, &root)?;

    PUNISHED.save(&mut batch, &(consumer.clone(), epoch), &lease_id);
    let mut facts = Vec::with_capacity(signers.len());
    for operator in &signers {
        facts.push(slash(&mut batch, &taken(operator, rules, &shown))?);
        strike(&mut batch, root.committee_epoch, operator)?;
    }
    batch.save();

    let punished = punished((consumer, epoch, lease_id), &root, shown, &facts)?;
    Ok(Response::new().add_events(facts.into_iter().map(Event::from)).add_event(Event::from(punished)))
}

/// The root of a consumer that counted when the root was posted, and for which nobody has been slashed. Errors:
/// `NotListed`, `NoSettlement`, `PostedBeforeListing`, `AlreadyPunished`.
fn punishable_root(storage: &dyn Storage, consumer: &Addr, epoch: u64) -> Result<SettlementRecord, Failure> {
    let listed = CONSUMERS.may_load(storage, consumer)?;
    let effective_at = listed.ok_or_else(|| ContractError::NotListed { consumer: consumer.clone() })?;
    let root = load_settlement(storage, consumer, epoch)?;
    if root.posted_at < effective_at {
        let (consumer, posted_at) = (consumer.clone(), root.posted_at);
        return Err(ContractError::PostedBeforeListing { consumer, posted_at, effective_at }.into());
    }
    match PUNISHED.may_load(storage, &(consumer.clone(), epoch))? {
        Some(lease_id) => {
            Err(ContractError::AlreadyPunished { consumer: consumer.clone(), epoch, lease_id }.into())
        }
        None => Ok(root),
    }
}

/// The accounts that signed the root, whatever has become of their seats since. Errors: `Invariant`.
fn signers(storage: &dyn Storage, root: &SettlementRecord) -> Result<Vec<Addr>, Failure> {
    let (operators, _) = committee_of(storage, root.committee_epoch)?;
    let seats = members_of(root.signers).into_iter().map(usize::from);
    let account = |seat| {
        let operator: Option<&Addr> = operators.get(seat);
        operator.cloned().ok_or_else(|| ContractError::Invariant { what: "a signer has no seat" }.into())
    };
    seats.map(account).collect()
}

/// The slash of a signer's whole bond. Half is the insurance's, because members that overcharge a lease of their own
/// could be its tenant and show the leaf themselves.
fn taken<'a>(operator: &'a Addr, rules: &'a BondRules, shown: &'a OverchargeRecord) -> Slash<'a> {
    Slash {
        operator,
        reason: SlashReason::Overcharge,
        amount: Uint128::MAX,
        victim: &shown.victim,
        finder: Some((&shown.finder, rules.finder_share_bps)),
        insurance: Some(&rules.insurance),
    }
}

fn punished(
    (consumer, epoch, lease_id): (Addr, u64, u64),
    root: &SettlementRecord,
    shown: OverchargeRecord,
    facts: &[MemberSlashed],
) -> StdResult<OverchargePunished> {
    let sum = |of: fn(&MemberSlashed) -> Uint128| {
        facts.iter().map(of).try_fold(Uint128::zero(), Uint128::checked_add)
    };
    let (amount, victim_award, finder_award) =
        (sum(|fact| fact.amount)?, sum(|fact| fact.victim_award)?, sum(|fact| fact.finder_award)?);
    Ok(OverchargePunished {
        consumer,
        epoch,
        lease_id,
        committee_epoch: root.committee_epoch,
        signers: root.signers,
        amount,
        victim: shown.victim,
        victim_award,
        finder: shown.finder,
        finder_award,
        insurance_award: amount.checked_sub(victim_award)?.checked_sub(finder_award)?,
    })
}
