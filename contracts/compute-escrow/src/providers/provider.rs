//! Registrations: what a provider's bond answers for.

use crate::state::{Profile, Provider};
use crate::{ContractError, Failure};
use cosmwasm_std::Addr;
use weal_api::compute_escrow::ProviderResponse;
use weal_lease_math::{Funded, LeaseAccount};

impl Provider {
    /// Refuses a provider whose bond is below the one it must have. Errors: `BondTooSmall` after a slash, until the
    /// bond is topped up.
    pub(crate) fn ensure_bonded(&self) -> Result<(), Failure> {
        let (found, required) = (self.bond, self.required_bond);
        if found >= required { Ok(()) } else { Err(ContractError::BondTooSmall { found, required }.into()) }
    }

    /// A closed lease with committed outputs can be disputed until it settles.
    pub(crate) fn lock_for<M: Funded>(&mut self, account: &LeaseAccount<M>) -> Result<(), Failure> {
        if account.has_commitments {
            self.locked_until = self.locked_until.max(account.settles_at()?);
        }
        Ok(())
    }

    /// The answer to a query.
    pub(crate) fn describe(self, provider: Addr, profile: Profile) -> ProviderResponse {
        ProviderResponse {
            provider,
            name: profile.name,
            endpoint: profile.endpoint,
            bond: self.bond,
            live_offers: self.live_offers,
            open_leases: self.open_leases,
            registered_at: self.registered_at,
            required_bond: self.required_bond,
            locked_until: self.locked_until,
            open_requests: self.open_requests,
        }
    }
}
