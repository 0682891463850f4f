//! One lease: its terms, its account and where it stands.

use super::LeaseTerms;
use crate::providers::Offer;
use crate::{ContractError, DisputeError, Failure, LeaseError};
use cosmwasm_std::{Addr, Uint128};
use weal_api::compute_escrow::{LeaseKind, LeaseResponse, LeaseSegment, LeaseStatus};
use weal_lease_math::{Funded, LeaseAccount, LeaseLedger, Segment};

/// A lease as it is stored: with its whole ledger, or with the [`Funds`] of its own record.
#[derive(Clone, Debug)]
pub(crate) struct Lease<M = LeaseLedger> {
    pub(crate) id: u64,
    pub(crate) terms: LeaseTerms,
    pub(crate) account: LeaseAccount<M>,
}

impl<M: Funded> Lease<M> {
    /// Refuses a lease that has ended. Errors: `LeaseEnded` once the end has come, closed or not.
    pub(crate) fn ensure_running(&self, now: u64) -> Result<(), Failure> {
        let ended_at = self.account.ends_at()?;
        if self.account.is_open() && now < ended_at {
            return Ok(());
        }
        Err(ContractError::LeaseEnded { lease_id: self.id, ended_at }.into())
    }

    /// Refuses a lease that can be neither extended nor scaled. Errors: as [`Self::ensure_running`]; `Pending`,
    /// `NoticeGiven`.
    pub(crate) fn ensure_changeable(&self, now: u64) -> Result<(), Failure> {
        self.ensure_running(now)?;
        let lease_id = self.id;
        if self.account.pending {
            return Err(LeaseError::Pending { lease_id, accept_until: self.account.starts_at }.into());
        }
        if self.account.notice_given {
            let agreed_end = self.account.agreed_end();
            return Err(LeaseError::NoticeGiven { lease_id, agreed_end }.into());
        }
        Ok(())
    }

    /// The seconds that the lease runs on after a stop: an offer's terms never change.
    pub(crate) fn notice(&self, offer: &Offer) -> u64 {
        match self.terms.kind {
            LeaseKind::Reserved => offer.terms.notice_seconds,
            LeaseKind::Interruptible => 0,
        }
    }

    /// GPUs charged at a rate of its schedule: R / r, which is whole.
    pub(crate) fn gpus_at(&self, rate: Uint128) -> u32 {
        let gpus = rate.checked_div(self.terms.rate).unwrap_or_default();
        u32::try_from(gpus.u128()).unwrap_or(u32::MAX)
    }

    /// GPUs that it was scaled down by and has paid the notice for, yet still takes of the offer. None once it has ended:
    /// closing frees them all.
    pub(crate) fn gpus_to_free(&self, now: u64) -> u32 {
        let rate = self.account.schedule.rate_at(now.saturating_sub(self.account.starts_at));
        self.terms.gpus.saturating_sub(self.gpus_at(rate))
    }

    /// Refuses a sender that is not the lease's tenant. Errors: `NotTenant`.
    pub(crate) fn ensure_tenant(&self, sender: &Addr) -> Result<(), Failure> {
        if self.terms.tenant == *sender {
            return Ok(());
        }
        Err(LeaseError::NotTenant { sender: sender.clone(), tenant: self.terms.tenant.clone() }.into())
    }

    /// The refusal where nobody's bond answers for the lease: its provider has left, registered anew or not.
    pub(crate) fn registration_ended(&self) -> Failure {
        let (lease_id, provider) = (self.id, self.terms.provider.clone());
        DisputeError::RegistrationEnded { lease_id, provider, number: self.account.provider }.into()
    }

    /// Refuses a sender that is not the lease's provider. Errors: `NotProvider`.
    pub(crate) fn ensure_provider(&self, sender: &Addr) -> Result<(), Failure> {
        if self.terms.provider == *sender {
            return Ok(());
        }
        Err(ContractError::NotProvider { sender: sender.clone(), provider: self.terms.provider.clone() }
            .into())
    }
}

impl Lease {
    /// Refuses a settled lease. Errors: `LeaseSettled`.
    pub(crate) fn ensure_unsettled(&self) -> Result<(), Failure> {
        match self.account.ledger {
            LeaseLedger::Settled { paid, refunded, .. } => {
                Err(ContractError::LeaseSettled { lease_id: self.id, paid, refunded }.into())
            }
            _ => Ok(()),
        }
    }

    /// The lease as a person sees it in this second; `taken` is what depositors have taken back.
    pub(crate) fn describe(&self, now: u64, taken: Uint128) -> Result<LeaseResponse, Failure> {
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
            refundable: self.free(now)?.saturating_sub(taken),
            status: self.status(now, runway_until),
            kind: terms.kind,
            notice_given: account.notice_given,
            schedule: self.segments(),
            sla: account.sla.map(|sla| sla.terms),
            credited: account.sla.and_then(|sla| sla.credited),
            voided: account.voids.total(),
        })
    }

    /// The sum of all that is the depositors', were it set free now.
    pub(crate) fn free(&self, now: u64) -> Result<Uint128, Failure> {
        Ok(self.account.ledger.refunded().checked_add(self.account.refundable(now)?)?)
    }

    fn segments(&self) -> Vec<LeaseSegment> {
        let segment = |segment: Segment| LeaseSegment {
            from: self.account.starts_at.saturating_add(segment.from),
            gpus: self.gpus_at(segment.rate),
        };
        self.account.schedule.segments().map(segment).collect()
    }

    fn status(&self, now: u64, ends_at: u64) -> LeaseStatus {
        let held = self.account.ledger.held();
        match self.account.ledger {
            LeaseLedger::Running { .. } if now < ends_at && self.account.pending => {
                LeaseStatus::Pending { held, accept_until: ends_at }
            }
            LeaseLedger::Running { .. } if now < ends_at => LeaseStatus::Running { held },
            LeaseLedger::Running { .. } => LeaseStatus::Expired { held },
            LeaseLedger::Ended { refunded, .. } => LeaseStatus::Ended { held, refunded },
            LeaseLedger::Settled { paid, refunded, .. } => LeaseStatus::Settled { paid, refunded },
        }
    }
}
