//! One lease: its terms, its money and where it stands.

mod ledger;
mod terms;

pub(crate) use ledger::LeaseLedger;
pub(crate) use terms::{LeaseTerms, lease_rate};

use crate::state::{self, LEASES};
use crate::{ContractError, meter};
use api::compute_escrow::{LeaseResponse, LeaseStatus};
use cosmwasm_std::{Addr, Storage, Uint128};
use fixed_point::Rounding;

/// A lease as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct Lease {
    pub(crate) id: u64,
    pub(crate) terms: LeaseTerms,
    pub(crate) ledger: LeaseLedger,
}

impl Lease {
    /// Errors: `UnknownLease`.
    pub(crate) fn load(storage: &dyn Storage, id: u64) -> Result<Self, ContractError> {
        let unknown = ContractError::UnknownLease { lease_id: id };
        let terms = LEASES.may_load(storage, id)?.ok_or(unknown)?;
        let ledger = state::load_ledger(storage, id)?;
        Ok(Self { id, terms, ledger })
    }

    /// The terms never change; only the money is written.
    pub(crate) fn save_ledger(&self, storage: &mut dyn Storage) {
        state::save_ledger(storage, self.id, &self.ledger);
    }

    /// The second the lease ends, or ended.
    pub(crate) fn ends_at(&self) -> Result<u64, ContractError> {
        match self.ledger {
            LeaseLedger::Running { deposit, .. } => self.terms.runway_until(deposit),
            LeaseLedger::Ended { ended_at, .. } | LeaseLedger::Settled { ended_at, .. } => Ok(ended_at),
        }
    }

    /// From this second all that was not claimed goes back.
    pub(crate) fn settles_at(&self) -> Result<u64, ContractError> {
        Ok(self.terms.settles_at(self.ends_at()?))
    }

    /// The price of the time from the first second to `until`, never past the end. Base units, rounded down.
    pub(crate) fn price_until(&self, until: u64) -> Result<Uint128, ContractError> {
        let seconds = until.min(self.ends_at()?).saturating_sub(self.terms.starts_at);
        Ok(meter::price(self.terms.lease_rate()?, seconds, Rounding::Down)?)
    }

    /// Errors: `LeaseEnded` once the end has come, closed or not.
    pub(crate) fn ensure_running(&self, now: u64) -> Result<(), ContractError> {
        let ended_at = self.ends_at()?;
        match self.ledger {
            LeaseLedger::Running { .. } if now < ended_at => Ok(()),
            _ => Err(ContractError::LeaseEnded { lease_id: self.id, ended_at }),
        }
    }

    /// Errors: `LeaseSettled`.
    pub(crate) fn ensure_unsettled(&self) -> Result<(), ContractError> {
        match self.ledger {
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

    /// What `Refund` sends now: nothing while the lease runs; then what lies above the price of the time it
    /// ran; all that is held once the settlement period is over.
    pub(crate) fn refundable(&self, now: u64) -> Result<Uint128, ContractError> {
        let ends_at = self.ends_at()?;
        if now < ends_at {
            return Ok(Uint128::zero());
        }
        if now >= self.terms.settles_at(ends_at) {
            return Ok(self.ledger.held());
        }
        let still_claimable = self.price_until(ends_at)?.saturating_sub(self.ledger.claimed());
        Ok(self.ledger.held().saturating_sub(still_claimable))
    }

    /// The lease as a person sees it in this second.
    pub(crate) fn describe(&self, now: u64) -> Result<LeaseResponse, ContractError> {
        let terms = &self.terms;
        let runway_until = self.ends_at()?;
        Ok(LeaseResponse {
            lease_id: self.id,
            offer_id: terms.offer_id,
            tenant: terms.tenant.clone(),
            provider: terms.provider.clone(),
            gpus: terms.gpus,
            rate: terms.rate,
            protocol_fee_bps: terms.rules.protocol_fee_bps,
            starts_at: terms.starts_at,
            agreed_end: terms.agreed_end(),
            runway_until,
            settles_at: terms.settles_at(runway_until),
            challenge_window_seconds: terms.rules.challenge_window_seconds,
            deposit: self.ledger.deposit(),
            accrued: self.price_until(now)?,
            claimed: self.ledger.claimed(),
            refundable: self.refundable(now)?,
            status: self.status(now, runway_until),
        })
    }

    fn status(&self, now: u64, ends_at: u64) -> LeaseStatus {
        let held = self.ledger.held();
        match self.ledger {
            LeaseLedger::Running { .. } if now < ends_at => LeaseStatus::Running { held },
            LeaseLedger::Running { .. } => LeaseStatus::Expired { held },
            LeaseLedger::Ended { refunded, .. } => LeaseStatus::Ended { held, refunded },
            LeaseLedger::Settled { paid, refunded, .. } => LeaseStatus::Settled { paid, refunded },
        }
    }
}
