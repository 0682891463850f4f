//! What a judgement changes, each record loaded once and saved once.

use crate::dispute::Request;
use crate::holdings::Holdings;
use crate::lease::Lease;
use crate::offer::Provider;
use crate::{ContractError, Failure, state};
use api::oracle::SettlementRecord;
use cosmwasm_std::{Addr, Deps, DepsMut, Uint128};

/// A lease, its provider, what the escrow owes in all, and what accounts can claim.
pub(crate) struct Judgement {
    lease: Lease,
    /// Not of a later registration of the same account.
    provider: Option<Provider>,
    holdings: Holdings,
    credits: Vec<(Addr, Uint128)>,
    ends_request: bool,
}

impl Judgement {
    /// Errors: `CorruptRecord`.
    pub(crate) fn over(deps: Deps<'_>, lease: Lease) -> Result<Self, Failure> {
        let found = state::may_load_provider(deps, &lease.terms.provider)?;
        let provider = found.filter(|provider| provider.number == lease.account.provider);
        let holdings = state::load_holdings(deps.storage)?;
        Ok(Self { lease, provider, holdings, credits: vec![], ends_request: false })
    }

    /// Frees lease and provider of the request and credits its bond. Errors: `UnknownProvider`: who has an open request cannot leave.
    pub(crate) fn end_request(&mut self, request: &Request, winner: &Addr) -> Result<(), Failure> {
        let Some(provider) = &mut self.provider else {
            return Err(ContractError::UnknownProvider { provider: self.lease.terms.provider.clone() }.into());
        };
        provider.open_requests = provider.open_requests.saturating_sub(1);
        self.ends_request = true;
        self.lease.account.requested = false;
        self.holdings.requests = self.holdings.requests.checked_sub(request.bond)?;
        self.credit(winner, request.bond)
    }

    /// Makes the epoch void, and says what its seconds until now are worth: the cumulative charge of every later leaf has that, and pays without
    /// it. So it counts as settled.
    pub(crate) fn void(&mut self, epoch: u64, root: &SettlementRecord, now: u64) -> Result<Uint128, Failure> {
        let account = &mut self.lease.account;
        let before = account.price_until(root.starts_at)?;
        let voided = account.price_until(root.ends_at.min(now))?.saturating_sub(before);
        account.voids.add(epoch, voided);
        self.holdings.claimed = self.holdings.claimed.checked_add(voided)?;
        Ok(voided)
    }

    /// Takes at most the least bond of the day the provider registered, for the caller to credit; (what was taken, what is left).
    pub(crate) fn slash(&mut self) -> Result<(Uint128, Uint128), Failure> {
        let Some(provider) = &mut self.provider else {
            return Ok((Uint128::zero(), Uint128::zero()));
        };
        let slashed = provider.bond.min(provider.required_bond);
        provider.bond = provider.bond.saturating_sub(slashed);
        self.holdings.bonds = self.holdings.bonds.checked_sub(slashed)?;
        Ok((slashed, provider.bond))
    }

    /// Lets `account` claim `amount` more. A credit of nothing is not written.
    pub(crate) fn credit(&mut self, account: &Addr, amount: Uint128) -> Result<(), Failure> {
        if amount.is_zero() {
            return Ok(());
        }
        self.holdings.credits = self.holdings.credits.checked_add(amount)?;
        match self.credits.iter_mut().find(|(credited, _)| credited == account) {
            Some((_, credited)) => *credited = credited.checked_add(amount)?,
            None => self.credits.push((account.clone(), amount)),
        }
        Ok(())
    }

    /// Writes all of it.
    pub(crate) fn save(self, deps: DepsMut<'_>) -> Result<(), Failure> {
        let Lease { id, terms, .. } = &self.lease;
        if let Some(provider) = &self.provider {
            state::save_provider(deps.storage, deps.api, &terms.provider, provider)?;
        }
        if self.ends_request {
            state::remove_request(deps.storage, *id);
        }
        for (account, amount) in &self.credits {
            let owed =
                state::load_credit(deps.as_ref(), account)?.unwrap_or_default().checked_add(*amount)?;
            state::save_credit(deps.storage, deps.api, account, owed)?;
        }
        state::save_holdings(deps.storage, &self.holdings);
        self.lease.save_account(deps.storage);
        Ok(())
    }
}
