//! A grant: its terms, its status and what they make of its money.

use crate::ContractError;
use crate::state::{CLAIMED, GRANTS};
use api::asset::Token;
use api::vesting::{Schedule, Status};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Storage, Uint128};
use vesting_math::{Position, position};

/// The most grants in one message.
pub(crate) const MAX_GRANTS_PER_MESSAGE: usize = 50;
/// How far ahead a grant may end, seconds: 100 years of 365 days. Catches a start in milliseconds.
pub(crate) const MAX_HORIZON_SECONDS: u64 = 100 * 365 * 86_400;

/// A grant as stored. Only `status` ever changes.
#[cw_serde]
pub(crate) struct Grant {
    /// Who paid, and alone may cancel.
    pub(crate) grantor: Addr,
    /// Who is paid.
    pub(crate) recipient: Addr,
    /// In what.
    pub(crate) token: Token,
    /// Base units, above zero.
    pub(crate) amount: Uint128,
    /// Checked.
    pub(crate) schedule: Schedule,
    /// Whether the grantor may cancel.
    pub(crate) cancellable: bool,
    /// Active, or cancelled with the money of that.
    pub(crate) status: Status,
}

impl Grant {
    /// The grant numbered `grant_id`. Errors: `UnknownGrant`.
    pub(crate) fn load(storage: &dyn Storage, grant_id: u64) -> Result<Self, ContractError> {
        GRANTS.may_load(storage, grant_id)?.ok_or(ContractError::UnknownGrant { grant_id })
    }

    /// Where its money stands at `now`, Unix seconds.
    pub(crate) fn position(
        &self,
        storage: &dyn Storage,
        grant_id: u64,
        now: u64,
    ) -> Result<Position, ContractError> {
        let claimed = CLAIMED.may_load(storage, grant_id)?.unwrap_or_default();
        let (kept, vested) = match self.status {
            Status::Active {} => (self.amount, self.schedule.vested(self.amount, now)?),
            Status::Cancelled { vested, .. } => (vested, vested),
        };
        Ok(position(kept, vested, claimed)?)
    }

    /// Whether a grant with these terms may begin at `now`. Errors: `ZeroGrant`, `Vesting`, `EndOutOfRange`.
    pub(crate) fn check(&self, now: u64) -> Result<(), ContractError> {
        if self.amount.is_zero() {
            return Err(ContractError::ZeroGrant { recipient: self.recipient.clone() });
        }
        self.schedule.check()?;
        let end = self.schedule.end()?;
        let (earliest, latest) = (now.saturating_add(1), now.saturating_add(MAX_HORIZON_SECONDS));
        if !(earliest..=latest).contains(&end) {
            return Err(ContractError::EndOutOfRange { end, earliest, latest });
        }
        Ok(())
    }
}
