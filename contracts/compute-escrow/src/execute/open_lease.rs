//! Opens a lease that runs from this second.

use crate::ContractError;
use crate::holdings::Holdings;
use crate::lease::{Lease, LeaseAccount, LeaseLedger, LeaseTerms, lease_rate};
use crate::meter;
use crate::state::{
    CONFIG, LEASE_COUNT, LEASE_DEPOSITS, LEASES, OFFERS, PARTIES, PROVIDERS, load_offer, load_provider,
    next_number,
};
use api::compute_escrow::{LeaseOpened, OfferTerms};
use api::payment::Payment;
use cosmwasm_std::{DepsMut, Env, Response, Uint128};
use fixed_point::Rounding;

pub(crate) fn open_lease(
    deps: DepsMut,
    env: Env,
    payment: Payment,
    offer_id: u64,
    gpus: u32,
    seconds: u64,
) -> Result<Response, ContractError> {
    let deposit = payment.in_token(&PARTIES.load(deps.storage)?.token)?;

    let mut offer = load_offer(deps.storage, offer_id)?;
    let mut provider = load_provider(deps.storage, &offer.provider)?;
    let terms = LeaseTerms {
        offer_id,
        tenant: payment.payer,
        provider: offer.provider.clone(),
        gpus,
        rate: offer.terms.rate,
    };
    let account = LeaseAccount {
        provider: provider.number,
        rate: lease_rate(offer.terms.rate, gpus)?,
        starts_at: env.block.time.seconds(),
        seconds,
        rules: CONFIG.load(deps.storage)?.rules,
        has_commitments: false,
        assigned: false,
        ledger: LeaseLedger::Running { deposit, claimed: Uint128::zero() },
    };

    offer.ensure_leasable(offer_id, gpus, seconds)?;
    offer.take(offer_id, gpus)?;
    let required = min_deposit(&offer.terms, gpus)?;
    if deposit < required {
        return Err(ContractError::DepositTooSmall { found: deposit, required });
    }
    provider.open_leases = provider.open_leases.saturating_add(1);

    let id = next_number(&LEASE_COUNT, deps.storage)?;
    let lease = Lease { id, terms, account };
    LEASES.save(deps.storage, id, &lease.terms)?;
    lease.save_account(deps.storage);
    LEASE_DEPOSITS.save(deps.storage, (id, &lease.terms.tenant), &deposit)?;
    OFFERS.save(deps.storage, offer_id, &offer)?;
    PROVIDERS.save(deps.storage, &offer.provider, &provider)?;
    Holdings::update(deps.storage, |holdings| {
        holdings.deposits = holdings.deposits.checked_add(deposit)?;
        Ok(())
    })?;

    Ok(Response::new().add_event(lease_opened(lease)?))
}

/// The least deposit: the price of the offer's shortest lease, rounded up so that it lasts that long.
pub(crate) fn min_deposit(terms: &OfferTerms, gpus: u32) -> Result<Uint128, ContractError> {
    Ok(meter::price(lease_rate(terms.rate, gpus)?, terms.min_seconds, Rounding::Up)?)
}

fn lease_opened(lease: Lease) -> Result<LeaseOpened, ContractError> {
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
