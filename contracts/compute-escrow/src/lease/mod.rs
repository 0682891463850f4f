//! One lease: its terms, its money and where it stands.

mod account;
mod claimed_page;
mod ledger;
mod terms;

pub(crate) use account::LeaseAccount;
pub(crate) use claimed_page::{ClaimedPage, page_of};
pub(crate) use ledger::LeaseLedger;
pub(crate) use terms::{LeaseTerms, lease_rate};

use crate::ContractError;
use crate::state::{self, ASSIGNEES, LEASES};
use api::compute_escrow::{LeaseResponse, LeaseStatus};
use cosmwasm_std::{Addr, Storage};

/// Who gets a lease's payouts: its assignee, or else its provider. Reads only where there is an assignee.
pub(crate) fn payee(
    storage: &dyn Storage,
    lease_id: u64,
    account: &LeaseAccount,
    provider: &Addr,
) -> Result<Addr, ContractError> {
    let assignee = if account.assigned { ASSIGNEES.may_load(storage, lease_id)? } else { None };
    Ok(assignee.unwrap_or_else(|| provider.clone()))
}

/// A lease as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct Lease {
    pub(crate) id: u64,
    pub(crate) terms: LeaseTerms,
    pub(crate) account: LeaseAccount,
}

impl Lease {
    /// Errors: `UnknownLease`.
    pub(crate) fn load(storage: &dyn Storage, id: u64) -> Result<Self, ContractError> {
        let unknown = ContractError::UnknownLease { lease_id: id };
        let terms = LEASES.may_load(storage, id)?.ok_or(unknown)?;
        let claimed = state::load_claimed_page(storage, page_of(id))?.of(id);
        let account = state::load_account(storage, id, claimed)?;
        Ok(Self { id, terms, account })
    }

    /// Saves all but the terms, which never change, and what was claimed, which only claims change.
    pub(crate) fn save_account(&self, storage: &mut dyn Storage) {
        state::save_account(storage, self.id, &self.account);
    }

    /// Errors: `LeaseEnded` once the end has come, closed or not.
    pub(crate) fn ensure_running(&self, now: u64) -> Result<(), ContractError> {
        let ended_at = self.account.ends_at()?;
        match self.account.ledger {
            LeaseLedger::Running { .. } if now < ended_at => Ok(()),
            _ => Err(ContractError::LeaseEnded { lease_id: self.id, ended_at }),
        }
    }

    /// Errors: `LeaseSettled`.
    pub(crate) fn ensure_unsettled(&self) -> Result<(), ContractError> {
        match self.account.ledger {
            LeaseLedger::Settled { paid, refunded, .. } => {
                Err(ContractError::LeaseSettled { lease_id: self.id, paid, refunded })
            }
            _ => Ok(()),
        }
    }

    /// Errors: `NotProvider`.
    pub(crate) fn ensure_provider(&self, sender: &Addr) -> Result<(), ContractError> {
        if self.terms.provider == *sender {
            return Ok(());
        }
        Err(ContractError::NotProvider { sender: sender.clone(), provider: self.terms.provider.clone() })
    }

    /// Who gets the payouts.
    pub(crate) fn payee(&self, storage: &dyn Storage) -> Result<Addr, ContractError> {
        payee(storage, self.id, &self.account, &self.terms.provider)
    }

    /// The lease as a person sees it in this second.
    pub(crate) fn describe(&self, now: u64) -> Result<LeaseResponse, ContractError> {
        let (terms, account) = (&self.terms, &self.account);
        let runway_until = account.ends_at()?;
        Ok(LeaseResponse {
            lease_id: self.id,
            offer_id: terms.offer_id,
            tenant: terms.tenant.clone(),
            provider: terms.provider.clone(),
            gpus: terms.gpus,
            rate: terms.rate,
            protocol_fee_bps: account.rules.protocol_fee_bps,
            starts_at: account.starts_at,
            agreed_end: account.agreed_end(),
            runway_until,
            settles_at: account.settles_at()?,
            challenge_window_seconds: account.rules.challenge_window_seconds,
            deposit: account.ledger.deposit(),
            accrued: account.price_until(now)?,
            claimed: account.ledger.claimed(),
            refundable: account.refundable(now)?,
            status: self.status(now, runway_until),
        })
    }

    fn status(&self, now: u64, ends_at: u64) -> LeaseStatus {
        let held = self.account.ledger.held();
        match self.account.ledger {
            LeaseLedger::Running { .. } if now < ends_at => LeaseStatus::Running { held },
            LeaseLedger::Running { .. } => LeaseStatus::Expired { held },
            LeaseLedger::Ended { refunded, .. } => LeaseStatus::Ended { held, refunded },
            LeaseLedger::Settled { paid, refunded, .. } => LeaseStatus::Settled { paid, refunded },
        }
    }
}
