//! The records that challenges change, each loaded once and saved once.
//!
//! Of one epoch of a lease: the requests that wait, counted by epoch, by registration and, in money, in the escrow's totals. The
//! counts follow from the records: a request counts while its epoch is not void.

use super::{
    Request, load_challenge, load_credit, remove_request, save_challenge, save_credit, save_request,
};
use crate::holdings::load_holdings;
use crate::leases::{Lease, close, lease_ended, load_claimed_page};
use crate::open_requests::{Challenge, first_challenged};
use crate::providers::{load_offer, may_load_provider, save_offer_use, save_provider};
use crate::state::{HOLDINGS, Provider};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, Deps, DepsMut, Env, Uint128};
use weal_api::compute_escrow::{HoldingsRecord, LeaseEnded};
use weal_api::oracle::SettlementRecord;
use weal_lease_math::{Funds, page_of};

/// A lease, its provider, an epoch's open requests, what the escrow owes in all, and what accounts can claim.
pub(crate) struct Docket {
    lease: Lease<Funds>,
    /// The registration that took the lease; `None` where the account has another one since, or none.
    provider: Option<Provider>,
    challenge: Challenge,
    /// The value of `challenge` when it was loaded.
    stored: Challenge,
    holdings: HoldingsRecord,
    credits: Vec<Credit>,
    change: Change,
}

/// An amount that an account can claim more.
struct Credit {
    account: Addr,
    amount: Uint128,
}

/// The fate of a request's record.
enum Change {
    None,
    Opens(Request),
    Ends(Request),
}

/// The amount that a verdict took from a bond, base units.
pub(crate) struct Slash {
    /// Taken.
    pub(crate) taken: Uint128,
    /// Left in it.
    pub(crate) left: Uint128,
}

impl Docket {
    /// The docket of one epoch of a lease.
    pub(crate) fn over(deps: Deps<'_>, lease: Lease<Funds>, epoch: u64) -> Result<Self, Failure> {
        let found = may_load_provider(deps, &lease.terms.provider)?;
        let provider = found.filter(|provider| provider.number == lease.account.provider);
        let challenge = load_challenge(deps.storage, lease.id, epoch)?;
        let holdings = load_holdings(deps.storage)?;
        Ok(Self {
            lease,
            provider,
            challenge,
            stored: challenge,
            holdings,
            credits: vec![],
            change: Change::None,
        })
    }

    /// Counts a new request. Errors: `RegistrationEnded` where nobody's bond answers for the lease.
    pub(crate) fn open(&mut self, request: Request) -> Result<(), Failure> {
        let Some(provider) = &mut self.provider else {
            return Err(self.lease.registration_ended());
        };
        provider.open_requests = counted(provider.open_requests.checked_add(1))?;
        self.challenge.open = counted(self.challenge.open.checked_add(1))?;
        self.challenge.answer_until = self.challenge.answer_until.max(request.answer_until);
        self.holdings.requests = self.holdings.requests.checked_add(request.bond)?;
        self.change = Change::Opens(request);
        Ok(())
    }

    /// Ends a request and credits its bond. One about a void epoch is no longer counted among those that wait.
    pub(crate) fn end(&mut self, request: &Request, winner: &Addr) -> Result<(), Failure> {
        if !self.lease.account.voids.contains(request.id.epoch) {
            self.uncount(1)?;
        }
        self.change = Change::Ends(request.clone());
        self.holdings.requests = self.holdings.requests.checked_sub(request.bond)?;
        self.credit(winner, request.bond)
    }

    /// Makes the epoch void, and says what its seconds until now are worth: the cumulative charge of every later leaf has that,
    /// and pays without it. Other requests about the epoch have nothing to wait for.
    pub(crate) fn void(&mut self, root: &SettlementRecord, now: u64) -> Result<Uint128, Failure> {
        self.uncount(self.challenge.open)?;
        let account = &mut self.lease.account;
        let before = account.price_until(root.starts_at)?;
        // Nothing where the epoch starts ahead of this block, as far as the oracle's clock may run ahead.
        let voided = account.price_until(root.ends_at.min(now))?.saturating_sub(before);
        account.voids.add(self.challenge.epoch, voided);
        Ok(voided)
    }

    /// Takes at most the least bond of the day the provider registered, for the caller to credit.
    pub(crate) fn slash(&mut self) -> Result<Slash, Failure> {
        let Some(provider) = &mut self.provider else {
            return Ok(Slash { taken: Uint128::zero(), left: Uint128::zero() });
        };
        let taken = provider.bond.min(provider.required_bond);
        provider.bond = provider.bond.checked_sub(taken)?;
        self.holdings.bonds = self.holdings.bonds.checked_sub(taken)?;
        Ok(Slash { taken, left: provider.bond })
    }

    /// Closes the lease, if it is open, where its provider's bond is no longer whole or its voids are full: from now on nothing
    /// is charged that no bond answers for. Saves the offer.
    pub(crate) fn end_lease(
        &mut self,
        deps: DepsMut<'_>,
        env: &Env,
        ended_by: &Addr,
    ) -> Result<Option<LeaseEnded>, Failure> {
        let Some(provider) = &mut self.provider else { return Ok(None) };
        let lease = &mut self.lease;
        let ends = provider.ensure_bonded().is_err() || lease.account.voids.are_full();
        if !(ends && lease.account.is_open()) {
            return Ok(None);
        }
        let mut offer = load_offer(deps.as_ref(), lease.terms.offer_id)?;
        let ended_at = env.block.time.seconds().min(lease.account.ends_at()?);
        close(lease, &mut offer, provider, ended_at)?;
        save_offer_use(deps.storage, lease.terms.offer_id, &offer);
        let claimed = load_claimed_page(deps.storage, page_of(lease.id))?.of(lease.id);
        Ok(Some(lease_ended(lease, ended_by.clone(), claimed)?))
    }

    /// Lets `account` claim `amount` more. A credit of nothing is not written.
    pub(crate) fn credit(&mut self, account: &Addr, amount: Uint128) -> Result<(), Failure> {
        if amount.is_zero() {
            return Ok(());
        }
        self.holdings.credits = self.holdings.credits.checked_add(amount)?;
        match self.credits.iter_mut().find(|credit| credit.account == *account) {
            Some(credit) => credit.amount = credit.amount.checked_add(amount)?,
            None => self.credits.push(Credit { account: account.clone(), amount }),
        }
        Ok(())
    }

    /// Writes all of it.
    pub(crate) fn save(mut self, deps: DepsMut<'_>) -> Result<(), Failure> {
        let lease_id = self.lease.id;
        if let Some(provider) = &self.provider {
            save_provider(deps.storage, deps.api, &self.lease.terms.provider, provider)?;
        }
        match &self.change {
            Change::None => {}
            Change::Opens(request) => save_request(deps.storage, deps.api, request)?,
            Change::Ends(request) => remove_request(deps.storage, deps.api, &request.id)?,
        }
        for Credit { account, amount } in &self.credits {
            let owed = load_credit(deps.as_ref(), account)?.unwrap_or_default().checked_add(*amount)?;
            save_credit(deps.storage, deps.api, account, owed)?;
        }
        HOLDINGS.save(deps.storage, &self.holdings);
        if self.challenge != self.stored {
            save_challenge(deps.storage, lease_id, &self.challenge);
            let open = self.challenge.open > 0;
            self.lease.account.challenged = open || first_challenged(deps.storage, lease_id)?.is_some();
        }
        self.lease.save_account(deps.storage);
        Ok(())
    }

    /// Takes requests from those that wait.
    fn uncount(&mut self, ended: u32) -> Result<(), Failure> {
        self.challenge.open = counted(self.challenge.open.checked_sub(ended))?;
        if let Some(provider) = &mut self.provider {
            provider.open_requests = counted(provider.open_requests.checked_sub(ended))?;
        }
        Ok(())
    }
}

/// A count that the records bear out. Errors: `Invariant`.
fn counted(count: Option<u32>) -> Result<u32, Failure> {
    count.ok_or_else(|| {
        ContractError::Invariant { broken: "open requests are what is counted of them" }.into()
    })
}
