//! The attestations that a bidder must hold.

use crate::ContractError;
use crate::error::Disqualification;
use crate::order::Order;
use crate::parties::Parties;
use cosmwasm_std::{Addr, Deps};

/// The reason why `provider` does not qualify where it lacks an attestation asked for, each until the lease's latest
/// end, for which every bid before it has its turn; `None` where it holds all. Errors: `NoRegistry`, `Registry`.
pub(crate) fn unattested(
    deps: Deps,
    parties: &Parties,
    order: &Order,
    provider: &Addr,
) -> Result<Option<Disqualification>, ContractError> {
    if order.terms.requirements.is_empty() {
        return Ok(None);
    }
    let registry = parties.registry.as_ref().ok_or(ContractError::NoRegistry)?;
    let until = order.latest_award().saturating_add(order.terms.seconds);
    let qualifies = registry.qualifies(&deps.querier, provider, &order.terms.requirements, until)?;
    Ok((!qualifies).then_some(Disqualification::Unattested { until }))
}
