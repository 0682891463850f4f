//! Beginning a lease: what `open_lease` and `open_agreed_lease` have in common.

use super::{Lease, LeaseTerms, save_lease_terms};
use crate::holdings::{count_deposit, load_holdings};
use crate::providers::{Offer, Priced, load_provider, min_deposit, save_offer_use, save_provider};
use crate::state::{HOLDINGS, Provider};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, DepsMut, Env, Response, Uint128};
use weal_api::compute_escrow::{LeaseOpened, LeaseRequest};
use weal_lease_math::{
    Funded, LeaseAccount, LeaseLedger, LeaseRules, LeaseSla, RateSchedule, Voids, lease_rate,
};

/// A lease that may be opened, if its GPUs are free and its deposit carries it.
pub(crate) struct Opening {
    /// The tenant's request.
    pub(crate) request: LeaseRequest,
    /// The offer that it is leased from.
    pub(crate) offer: Offer,
    /// The price.
    pub(crate) priced: Priced,
    /// The tenant.
    pub(crate) tenant: Addr,
    /// Base units that came with it.
    pub(crate) deposit: Uint128,
    /// Those of today, which it keeps.
    pub(crate) rules: LeaseRules,
}

/// Opens a lease that runs from this second, or waits for its provider's acceptance, and takes its GPUs of the offer.
/// Errors: `BondTooSmall` of a provider that was slashed, `GpusTaken`, `DepositTooSmall`.
pub(crate) fn begin(deps: DepsMut, env: &Env, opening: Opening) -> Result<Response, Failure> {
    let LeaseRequest { offer_id, gpus, .. } = opening.request;
    let mut provider = load_provider(deps.as_ref(), &opening.offer.provider)?;
    provider.ensure_bonded()?;
    let account = opening.account(env, &provider)?;
    let Opening { request, mut offer, priced, tenant, deposit, .. } = opening;

    offer.take(offer_id, gpus)?;
    let required = min_deposit(lease_rate(priced.rate, gpus)?, &offer.terms)?;
    if deposit < required {
        return Err(ContractError::DepositTooSmall { found: deposit, required }.into());
    }
    provider.open_leases = provider.open_leases.saturating_add(1);
    let provider_addr = offer.provider.clone();
    let terms =
        LeaseTerms { offer_id, tenant, provider: provider_addr, gpus, rate: priced.rate, kind: request.kind };

    let mut holdings = load_holdings(deps.storage)?;
    count_deposit(&mut holdings, deposit)?;
    holdings.leases = holdings.leases.saturating_add(1);
    let id = holdings.leases;
    let lease = Lease { id, terms, account };
    save_lease_terms(deps.storage, deps.api, id, &lease.terms)?;
    lease.save_account(deps.storage);
    save_offer_use(deps.storage, offer_id, &offer);
    save_provider(deps.storage, deps.api, &offer.provider, &provider)?;
    HOLDINGS.save(deps.storage, &holdings);

    Ok(Response::new().add_event(lease_opened(lease)?))
}

impl Opening {
    /// Returns the account of the lease, which runs from this second, or waits for acceptance from this second on.
    fn account(&self, env: &Env, provider: &Provider) -> Result<LeaseAccount, Failure> {
        let accept_seconds = self.offer.terms.accept_seconds;
        Ok(LeaseAccount {
            provider: provider.number,
            schedule: RateSchedule::flat(lease_rate(self.priced.rate, self.request.gpus)?),
            starts_at: env.block.time.seconds().saturating_add(accept_seconds),
            seconds: self.request.seconds,
            rules: self.rules,
            has_commitments: false,
            assigned: false,
            challenged: false,
            declared: false,
            depositors_recorded: false,
            voids: Voids::default(),
            notice_given: false,
            pending: accept_seconds > 0,
            sla: self.priced.sla.map(|terms| LeaseSla { terms, credited: None }),
            ledger: LeaseLedger::Running { deposit: self.deposit, claimed: Uint128::zero() },
        })
    }
}

fn lease_opened(lease: Lease) -> Result<LeaseOpened, Failure> {
    let runway_until = lease.account.ends_at()?;
    let (deposit, agreed_end) = (lease.account.ledger.deposit(), lease.account.agreed_end());
    Ok(LeaseOpened {
        lease_id: lease.id,
        offer_id: lease.terms.offer_id,
        tenant: lease.terms.tenant,
        provider: lease.terms.provider,
        gpus: lease.terms.gpus,
        rate: lease.terms.rate,
        deposit,
        starts_at: lease.account.starts_at,
        agreed_end,
        runway_until,
    })
}
